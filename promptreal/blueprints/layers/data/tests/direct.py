"""A client that calls the app directly: no server, no sockets, no threads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import anyio.to_thread
import httpx2
from fastapi import FastAPI


class DirectTransport(httpx2.BaseTransport):
    """Hands each request to the ASGI application and waits for its whole answer."""

    def __init__(self, app: FastAPI, loop: asyncio.AbstractEventLoop) -> None:
        self.app = app
        self.loop = loop

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer to one request."""
        body = request.read()
        answer: dict[str, Any] = {"body": b""}
        received = False

        async def receive() -> dict[str, Any]:
            nonlocal received
            if received:
                # What streams waits here for the client to leave; this one stays until it has its answer.
                await asyncio.Event().wait()
            received = True
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                answer.update(status=message["status"], headers=message["headers"])
            else:
                answer["body"] += message.get("body", b"")

        self.loop.run_until_complete(self.app(_scope(request), receive, send))
        return httpx2.Response(
            answer["status"], headers=answer["headers"], content=answer["body"], request=request
        )


def new_client(app: FastAPI, loop: asyncio.AbstractEventLoop) -> httpx2.Client:
    """A client with cookies of its own, which follows no redirects."""
    return httpx2.Client(transport=DirectTransport(app, loop), base_url="http://testserver")


async def at_once(function: Callable[..., Any], *arguments: Any, **_: Any) -> Any:
    """What would run in a thread, run at once: nothing else waits for this event loop."""
    return function(*arguments)


def without_threads() -> Callable[[], None]:
    """Runs what the framework would put into threads at once; returns what undoes that."""
    original = anyio.to_thread.run_sync
    anyio.to_thread.run_sync = at_once

    def undo() -> None:
        anyio.to_thread.run_sync = original

    return undo


def _scope(request: httpx2.Request) -> dict[str, Any]:
    return {
        "type": "http",
        # From this version on a file is sent without listening for a client that leaves: there is none here.
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.url.scheme,
        "path": request.url.path,
        "raw_path": request.url.raw_path.partition(b"?")[0],
        "query_string": request.url.query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": ("127.0.0.1", 50000),
        "server": ("testserver", 80),
    }
