"""What every request passes: its id, its log line, its figures, the security headers, and the check of its origin."""

from __future__ import annotations

import logging
import re
import time
import uuid
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import logs, metrics, problems
from app.config import settings

log = logging.getLogger("app.requests")

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
KNOWN_METHODS = SAFE_METHODS | {"POST", "PUT", "PATCH", "DELETE"}
LARGEST_BODY = 8 * 1024 * 1024
SANE_ID = re.compile(r"^[A-Za-z0-9._-]{1,64}$")
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


class Envelope:
    """Gives each request an id, and each answer its headers, a log line and its place in the figures."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope).get("x-request-id", "")
        identity = asked if SANE_ID.match(asked) else uuid.uuid4().hex
        token = logs.request_id.set(identity)
        started = time.perf_counter()
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = identity
                headers["X-App-Version"] = settings.app_version
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception:  # the outermost edge: whatever a route did not expect becomes an answer and a log line
            log.exception("a request failed unexpectedly", extra={"path": scope["path"]})
            if not status:
                problem = problems.Problem(f"This is our fault. If you report it, name the request {identity}.")
                response = problems.respond(Request(scope), problem)
                await response(scope, receive, send_with_headers)
        finally:
            _note(scope, status, time.perf_counter() - started)
            logs.request_id.reset(token)


def _note(scope: Scope, status: int, seconds: float) -> None:
    method = scope["method"] if scope["method"] in KNOWN_METHODS else "other"
    # The route's pattern, not the address: one series for each route, however many records there are.
    route = getattr(scope.get("route"), "path", "unmatched")
    metrics.REQUESTS.labels(method, route, str(status)).inc()
    metrics.SECONDS.labels(method, route).observe(seconds)
    log.info(
        "%s %s %d",
        method,
        scope["path"],
        status,
        extra={"method": method, "path": scope["path"], "status": status, "milliseconds": round(seconds * 1000, 1)},
    )


class SameOrigin:
    """Refuses what another site makes a browser send: a change that does not come from this one's own pages."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS and _is_foreign(Headers(scope=scope)):
            problem = problems.Forbidden("The request comes from another site.")
            await problems.respond(Request(scope), problem)(scope, receive, send)
            return
        await self.app(scope, receive, send)


class BodyLimit:
    """Refuses a body that is larger than any upload may be, whether it says its size or not."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isascii() or not declared.isdigit() or int(declared) > LARGEST_BODY:
            problem = problems.HttpProblem(413, problems.TITLES[413], problems.DETAILS[413])
            await problems.respond(Request(scope), problem)(scope, receive, send)
            return
        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > LARGEST_BODY:
                raise HTTPException(413)
            return message

        await self.app(scope, receive_counted, send)


def _is_foreign(headers: Headers) -> bool:
    if headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")
