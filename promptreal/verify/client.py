"""Visits to a running app over loopback, bounded in time and size, because what answers is not trusted."""

from __future__ import annotations

import ipaddress
import json
import re
import time
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

import urllib3
from pydantic import JsonValue

from promptreal.deadline import Deadline
from promptreal.errors import AppUnhealthy, InvalidRequest

MAX_BODY = 8 * 1024 * 1024
REQUEST_SECONDS = 15.0
CHUNK = 65536
USER_AGENT = "promptreal-checks"

_CHARSET = re.compile(r"""charset=["']?([^\s;"']+)""", re.IGNORECASE)

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

    cookies: CookieJar = field(default_factory=CookieJar)


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
        parts = urlsplit(self.base_url)
        self._pool = urllib3.HTTPConnectionPool(parts.hostname or "", parts.port, maxsize=1)
        self._prefix = parts.path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.close()

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
        target = f"{path}{'&' if '?' in path else '?'}{urlencode(query)}" if query else path
        content, content_type = _body(form, files, body)
        sent = {"accept": "*/*", "user-agent": USER_AGENT}
        if content_type:
            sent["content-type"] = content_type
        if method not in {"GET", "HEAD", "OPTIONS"}:
            sent["origin"] = self.base_url
        sent.update(headers or {})
        seconds = min(REQUEST_SECONDS, self._deadline.remaining())
        try:
            return self._exchange(method, path, target, content, sent, visitor, seconds)
        except (urllib3.exceptions.HTTPError, UnicodeError, ValueError) as error:
            self._deadline.remaining()
            raise AppUnhealthy(f"{method} {path}: no answer ({type(error).__name__}: {error})") from error

    def _exchange(
        self,
        method: str,
        path: str,
        target: str,
        content: bytes | None,
        headers: dict[str, str],
        visitor: Visitor | None,
        seconds: float,
    ) -> Answer:
        ends = time.monotonic() + seconds
        asked = urllib.request.Request(self.base_url + target, headers=headers, method=method)  # noqa: S310 (loopback)
        if visitor is not None and len(visitor.cookies):
            visitor.cookies.add_cookie_header(asked)
        response = self._pool.urlopen(
            method,
            self._prefix + target,
            body=content,
            headers={**headers, **asked.unredirected_hdrs},
            retries=False,
            redirect=False,
            preload_content=False,
            timeout=seconds,
        )
        try:
            text = _read(response, f"{method} {path}", ends)
        finally:
            # Read to its end, the connection is in the pool again; else what is left of the answer goes with it.
            response.close()
        if visitor is not None and "set-cookie" in response.headers:
            visitor.cookies.extract_cookies(_Cookies(response.headers), asked)  # type: ignore[arg-type]
        return Answer(
            method=method,
            path=path,
            status=response.status,
            headers={name.lower(): value for name, value in response.headers.items()},
            text=text,
        )


class _Cookies:
    """The headers of an answer, in the form that a cookie jar asks for."""

    def __init__(self, headers: urllib3.HTTPHeaderDict) -> None:
        self._headers = headers

    def info(self) -> urllib3.HTTPHeaderDict:
        return self._headers


def _body(
    form: Mapping[str, str] | None, files: Mapping[str, Upload] | None, body: JsonValue
) -> tuple[bytes | None, str]:
    """The content of a request and its media type."""
    if files:
        fields: list[tuple[str, str | Upload]] = [*(form or {}).items(), *files.items()]
        return urllib3.encode_multipart_formdata(fields)
    # A multipart form without files is sent urlencoded, as a browser would by default; both are the same to the app.
    if form is not None:
        return urlencode(form).encode(), "application/x-www-form-urlencoded"
    if body is not None:
        return json.dumps(body).encode(), "application/json"
    return None, ""


def _read(response: urllib3.BaseHTTPResponse, request: str, ends: float) -> str:
    content = bytearray()
    for chunk in response.stream(CHUNK):
        content += chunk
        if len(content) > MAX_BODY:
            raise AppUnhealthy(f"{request}: the answer is larger than {MAX_BODY} bytes")
        if time.monotonic() > ends:
            raise AppUnhealthy(f"{request}: the answer took longer than {REQUEST_SECONDS:g} s")
    named = _CHARSET.search(response.headers.get("content-type", ""))
    try:
        return content.decode(named[1] if named else "utf-8", errors="replace")
    except LookupError as error:
        raise AppUnhealthy(f"{request}: the answer names an unknown character set") from error


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
