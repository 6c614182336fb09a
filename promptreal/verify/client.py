"""Visits to a running app over loopback, bounded in time and size, because what answers is not trusted."""

from __future__ import annotations

import ipaddress
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import httpx
from pydantic import JsonValue

from promptreal.deadline import Deadline
from promptreal.errors import AppUnhealthy, InvalidRequest

MAX_BODY = 8 * 1024 * 1024
REQUEST_SECONDS = 15.0

Upload = tuple[str, bytes, str]


@dataclass(frozen=True)
class Answer:
    """What came back. `text` is the body decoded, broken bytes replaced; header names are in lower case."""

    method: str
    path: str
    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def request(self) -> str:
        """The request in words, for messages."""
        return f"{self.method} {self.path}"

    @property
    def content_type(self) -> str:
        """The media type without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def json(self) -> JsonValue:
        """The body as JSON, or None when it is not JSON."""
        try:
            value: JsonValue = json.loads(self.text)
        except (ValueError, RecursionError):
            return None
        return value

    def document(self) -> dict[str, Any]:
        """The body as a JSON object, empty when it is anything else."""
        value = self.json()
        return value if isinstance(value, dict) else {}


@dataclass
class Visitor:
    """One person's cookies."""

    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)


class Client:
    """Sends requests to one app on a loopback address.

    Redirects are not followed, proxies and netrc of the environment are not used, and every request that changes
    something carries the `Origin` that a browser on the app's own pages would send.
    """

    def __init__(self, base_url: str, deadline: Deadline) -> None:
        """
        Raises:
            InvalidRequest: `base_url` is not on loopback.
        """
        if not is_loopback(base_url):
            raise InvalidRequest(
                f"checks run against this machine only, not against {base_url}", hint="give a loopback address"
            )
        self.base_url = base_url.rstrip("/")
        self._deadline = deadline
        self._http = httpx.Client(trust_env=False, follow_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def send(
        self,
        method: str,
        path: str,
        *,
        visitor: Visitor | None = None,
        query: Mapping[str, str] | Sequence[tuple[str, str]] = (),
        form: Mapping[str, str] | None = None,
        files: Mapping[str, Upload] | None = None,
        body: JsonValue = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request, with the visitor's cookies, or with none.

        Raises:
            AppUnhealthy: nothing, or nothing bounded, came back.
            PhaseTimeout: the deadline is over.
        """
        cookies = (visitor or Visitor()).cookies
        own = {"origin": self.base_url} if method not in {"GET", "HEAD", "OPTIONS"} else {}
        # A multipart form without files would be sent urlencoded, as a browser does; both are the same to the app.
        try:
            request = self._http.build_request(
                method,
                self.base_url + path,
                params=list(query.items() if isinstance(query, Mapping) else query) or None,
                data=form,
                files=files or None,
                json=body if form is None and body is not None else None,
                headers={**own, **(headers or {})},
                timeout=min(REQUEST_SECONDS, self._deadline.remaining()),
            )
            request.headers.pop("cookie", None)
            cookies.set_cookie_header(request)
            return self._exchange(request, path, cookies)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            self._deadline.remaining()
            raise AppUnhealthy(f"{method} {path}: no answer ({type(error).__name__}: {error})") from error

    def _exchange(self, request: httpx.Request, path: str, cookies: httpx.Cookies) -> Answer:
        ends = time.monotonic() + min(REQUEST_SECONDS, self._deadline.remaining())
        response = self._http.send(request, stream=True)
        try:
            content = bytearray()
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > MAX_BODY:
                    raise AppUnhealthy(f"{request.method} {path}: the answer is larger than {MAX_BODY} bytes")
                if time.monotonic() > ends:
                    raise AppUnhealthy(f"{request.method} {path}: the answer took longer than {REQUEST_SECONDS:g} s")
            cookies.extract_cookies(response)
            return Answer(
                method=request.method,
                path=path,
                status=response.status_code,
                headers={name.lower(): value for name, value in response.headers.items()},
                text=content.decode(response.charset_encoding or "utf-8", errors="replace"),
            )
        except LookupError as error:
            raise AppUnhealthy(f"{request.method} {path}: the answer names an unknown character set") from error
        finally:
            response.close()
            self._http.cookies.clear()


def is_loopback(base_url: str) -> bool:
    """Whether the address is plain HTTP to this machine."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if parts.scheme != "http" or parts.username is not None:
        return False
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
