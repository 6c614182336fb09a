"""The version that serves: kept running, whatever happens to its process."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from promptreal.deploy.process.apology import apologize
from promptreal.deploy.process.child import LOOPBACK, AppProcess, Log, Trouble, listen
from promptreal.deploy.process.liveness import Liveness
from promptreal.deploy.process.quota import Quota
from promptreal.deploy.process.revision import Revision

FIRST_WAIT = 0.2
LONGEST_WAIT = 30.0
"""Seconds before the first restart after a crash, doubled each time up to the longest."""

WORTH_AN_APOLOGY = 1.0
"""Seconds of rest from which on visitors are told so."""

STEADY = 10.0
"""Seconds of running after which the next crash counts as the first again."""


class Serving:
    """Runs `revision` on the public socket, and starts it again when it ends unasked, hangs, or uses too much."""

    def __init__(
        self,
        revision: Revision,
        public: socket.socket,
        extra: Mapping[str, str],
        log: Log,
        data: Path,
        liveness: Liveness = Liveness(),  # noqa: B008 (frozen)
        quota: Quota = Quota(),  # noqa: B008
    ) -> None:
        self.revision = revision
        self.restarts = 0
        self.status = "starting"
        self.started_at = ""
        self.detail = ""
        self.process: AppProcess | None = None
        self._public = public
        self._extra = extra
        self._log = log
        self._data = data
        self._liveness = liveness
        self._quota = quota
        self._paused = False
        self._keeper: asyncio.Task[None] | None = None
        self._up_since = 0.0
        self._changed = asyncio.Event()

    def adopt(self, process: AppProcess) -> None:
        """Takes over a process that is up and takes requests already, and keeps it running from here on."""
        self._is_up(process)
        self._keeper = asyncio.get_running_loop().create_task(self._keep(process))

    def launch(self) -> None:
        """Starts a process, and keeps it running from here on."""
        self._keeper = asyncio.get_running_loop().create_task(self._keep(None))

    async def until(self, so: Callable[[], bool]) -> None:
        """Waits until it is so: asked now, and whenever the status changes."""
        while not so():
            await self._changed.wait()

    async def settled(self) -> None:
        """Waits until the first attempt to run it went well or not."""
        await self.until(lambda: self.status != "starting")

    async def pause(self) -> None:
        """Takes no more connections; what is open is answered."""
        self._paused = True
        if self.process is not None and self.status == "running":
            self.process.send(do="pause")
            with contextlib.suppress(Trouble, TimeoutError):  # it crashed, or hangs: then it takes none either
                await asyncio.wait_for(self.process.expect("paused"), 10)

    def resume(self) -> None:
        """Takes connections again, if it was paused."""
        if not self._paused:
            return
        self._paused = False
        if self.process is not None and self.status == "running":
            self.process.send(self._public, do="accept")

    async def retire(self, grace: float) -> None:
        """Ends it for good; what is open has `grace` seconds."""
        if self._keeper is not None:
            self._keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeper
        if self.process is not None:
            await self.process.end(grace)

    def summary(self) -> dict[str, Any]:
        """What a person may want to know."""
        return {
            "status": self.status,
            "revision": self.revision.digest,
            "restarts": self.restarts,
            "started_at": self.started_at,
            "detail": self.detail,
            "pid": self.process.pid if self.process is not None else 0,
            "up_seconds": round(time.monotonic() - self._up_since, 3) if self.status == "running" else 0.0,
            "sandbox": self.revision.sandbox,
            "isolates": self.revision.isolates,
        }

    async def _keep(self, process: AppProcess | None) -> None:
        wait = FIRST_WAIT
        while True:
            try:
                if process is None:
                    process = await self._start()
                await self._until_gone(process)
            except Trouble as trouble:
                self._crashed(trouble.message)
            process = self.process = None
            if time.monotonic() - self._up_since > STEADY:
                wait = FIRST_WAIT
            self._log.write(f"[supervisor] starting it again in {wait:g} seconds\n".encode())
            await self._rest(wait)
            wait = min(2 * wait, LONGEST_WAIT)

    async def _until_gone(self, process: AppProcess) -> None:
        """Until the process has ended, by itself or because it hung or used too much."""
        guards = [
            asyncio.create_task(self._liveness.lost(LOOPBACK, process.private_port)),
            asyncio.create_task(self._quota.exceeded(process.pid, self._data)),
        ]
        try:
            await asyncio.wait({*guards, process.exited}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for guard in guards:
                guard.cancel()
        found = [guard.result() for guard in guards if guard.done() and not guard.cancelled()]
        why = found[0] if found and not process.exited.done() else ""
        await process.kill()
        self._crashed(process.describe(why or "ended").replace("the new version ", "the app "))
        how = f"was killed: it {why}" if why else f"ended by itself ({process.exited.result()})"
        self._log.write(f"[supervisor] the app {how}\n".encode())

    async def _rest(self, seconds: float) -> None:
        if seconds < WORTH_AN_APOLOGY:
            await asyncio.sleep(seconds)  # who comes now waits for the next process, and gets a real answer
            return
        async with apologize(self._public, seconds):
            await asyncio.sleep(seconds)

    async def _start(self) -> AppProcess:
        self.status = "starting" if not self.restarts else "crashed"
        with listen(LOOPBACK, 0) as private:
            process = await AppProcess.start(self.revision.serve, self._extra, self._log, private)
            port = private.getsockname()[1]
        self.process = process
        process.private_port = port
        try:
            process.send(do="serve")
            await process.expect("ready")
            if not self._paused:
                process.send(self._public, do="accept")
                await process.expect("accepting")
        except BaseException:
            await process.kill()
            raise
        self._is_up(process)
        return process

    def _is_up(self, process: AppProcess) -> None:
        self.process = process
        self.status = "running"
        self.started_at = datetime.now(UTC).isoformat(timespec="seconds")
        self._up_since = time.monotonic()
        self._tell()

    def _crashed(self, detail: str) -> None:
        self.status = "crashed"
        self.restarts += 1
        self.detail = detail
        self._tell()

    def _tell(self) -> None:
        """Wakes who waits for a change; who waits from now on waits for the next one."""
        self._changed.set()
        self._changed = asyncio.Event()
