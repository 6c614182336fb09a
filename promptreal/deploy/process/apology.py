"""What a visitor is told while an app rests between two crashes, instead of waiting for what may never come."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator

QUESTION = 64 * 1024
"""Bytes of a request's head that are read before it is answered."""

PATIENCE = 5.0
"""Seconds that a visitor may take to ask."""


@contextlib.asynccontextmanager
async def apologize(public: socket.socket, seconds: float) -> AsyncIterator[None]:
    """Answers whoever comes to the listening socket with 503; `seconds` is when it is worth coming again."""
    body = b"This app has crashed and is about to be started again. Please try again shortly.\n"
    head = (
        "HTTP/1.1 503 Service Unavailable\r\n"
        f"Retry-After: {max(1, round(seconds))}\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\n"
        "Cache-Control: no-store\r\n"
        "Connection: close\r\n\r\n"
    )

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
            writer.write(head.encode() + body)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, sock=public.dup(), limit=QUESTION)
    try:
        yield
    finally:
        server.close()
