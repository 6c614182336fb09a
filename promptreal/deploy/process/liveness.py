"""Whether a running version still answers: one that hangs has not ended, and would never be started again.

Standard library only: the supervisor, a small daemon, lives on it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

HEALTH = "/healthz"
_FIRST_LINE = 4096


@dataclass(frozen=True)
class Liveness:
    """How often a version is asked, how long its answer may take (both in seconds), and how often it may owe one.

    A busy machine makes an app slow; only one that answers nothing for the better part of a minute is taken for dead.
    """

    every: float = 10.0
    answer: float = 10.0
    misses: int = 3

    async def lost(self, host: str, port: int) -> str:
        """Asks for ever; what is wrong, once that many answers in a row did not come or were errors."""
        complaint, missed = "", 0
        while missed < self.misses:
            await asyncio.sleep(self.every)
            complaint = await self._complaint(host, port)
            missed = missed + 1 if complaint else 0
        return f"{complaint} ({self.misses} times in a row)"

    async def _complaint(self, host: str, port: int) -> str:
        """What is wrong with one answer; empty when it is fine."""
        try:
            async with asyncio.timeout(self.answer):
                status = await _status(host, port)
        except TimeoutError:
            return f"did not answer {HEALTH} within {self.answer:g} seconds"
        except (OSError, ValueError, IndexError) as error:
            return f"did not answer {HEALTH}: {error}"
        return "" if status < 400 else f"answered {HEALTH} with {status}"


async def _status(host: str, port: int) -> int:
    reader, writer = await asyncio.open_connection(host, port, limit=_FIRST_LINE)
    try:
        question = f"GET {HEALTH} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: promptreal-probe\r\nConnection: close\r\n\r\n"
        writer.write(question.encode())
        await writer.drain()
        return int((await reader.readline()).split()[1])
    finally:
        writer.transport.abort()
