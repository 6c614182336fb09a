"""The daemon that keeps one app running: `python -m promptreal.deploy.process.supervisor FOLDER OPTIONS`.

It holds the app's port from its first moment to its last, so that connections queue instead of failing while
processes change. Commands talk to it over the Unix socket `control` in the app's folder, one JSON object each way:

    {"do": "deploy", "revision": {...}, "seconds": 60}   → {"ok": true, "url": "..."}
    {"do": "expect", "revision": {...}, "seconds": 60}   its process is started, and has nothing of the app in it; then
      {"do": "deploy", "seconds": 60}                      → {"ok": true, "url": "..."}, or it ends with the connection
    {"do": "status"}                                     → {"ok": true, "status": "running", ...}
    {"do": "stop"}                                       → {"ok": true}

or `{"ok": false, "kind": "unhealthy|failed|busy|timeout", "message": "...", "hint": "..."}`. A deploy whose command
goes away before it is done is rolled back. OPTIONS is a JSON object: `host`, and `ports` (first, last).
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from promptreal.deploy.process.child import Trouble, listen
from promptreal.deploy.process.folder import AppFolder, Held, Record
from promptreal.deploy.process.foreseen import Foreseen
from promptreal.deploy.process.logs import RotatedLog
from promptreal.deploy.process.revision import Launch, Revision
from promptreal.deploy.process.rollout import GRACE, Rollout
from promptreal.deploy.process.serving import Serving

LINGER = 10.0
"""Seconds that a supervisor with nothing to serve waits for somebody to ask something of it."""

STOP_GRACE = 3.0
"""Seconds that open requests have when the app is stopped."""

REQUEST_SIZE = 1024 * 1024
"""Bytes of one request."""


class Supervisor:
    """Everything that happens to one app, in one thread."""

    def __init__(self, folder: AppFolder, record: Record, public: socket.socket, log: RotatedLog) -> None:
        self.folder = folder
        self.record = record
        self.public = public
        self.log = log
        self.extra = {"PORT": str(record.port), "SECRET_KEY": folder.secret_key()}
        self.serving: Serving | None = None
        self.leaving: set[asyncio.Task[None]] = set()
        self.busy = ""
        self.over = asyncio.Event()
        self._last_asked = time.monotonic()

    async def run(self) -> None:
        """Serves commands until the app is stopped, or nothing is left to do."""
        loop = asyncio.get_running_loop()
        for one in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(one, self.over.set)
        self._resurrect()
        server = await asyncio.start_unix_server(self._answer, path=self.folder.control.name, limit=REQUEST_SIZE)
        idle = loop.create_task(self._leave_when_idle())
        print(json.dumps({"ok": True}), flush=True)  # noqa: T201 (whoever started it waits for this line)
        _detach_output(self.folder)
        await self.over.wait()
        idle.cancel()
        server.close()
        self.folder.control.unlink(missing_ok=True)
        if self.serving is not None:
            await self.serving.retire(STOP_GRACE)
        for task in self.leaving:
            task.cancel()
        await asyncio.gather(*self.leaving, return_exceptions=True)

    def _resurrect(self) -> None:
        """Starts what served when an earlier supervisor was killed, or the machine went down."""
        if self.record.desired == "running" and self.record.revision is not None:
            self.serving = self._new_serving(Revision.from_json(self.record.revision))
            self.serving.launch()

    def _new_serving(self, revision: Revision) -> Serving:
        return Serving(revision, self.public, self.extra, self.log, self.folder.data)

    async def _leave_when_idle(self) -> None:
        while True:
            await asyncio.sleep(LINGER / 10)
            if not self.folder.exists():
                self.over.set()  # somebody deleted it with all that is in it
            if self.serving is None and not self.busy and time.monotonic() - self._last_asked > LINGER:
                self.over.set()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._last_asked = time.monotonic()
        ended = False
        try:
            request = json.loads(await reader.readline())
            result: dict[str, Any] = {"ok": True, **await self._do(request, reader)}
            ended = request["do"] == "stop"
        except Trouble as trouble:
            result = _failure(trouble)
        except (ValueError, KeyError, TypeError) as error:
            what = f"the app's supervisor does not understand what it was asked: {error!r}"
            hint = "it may be of another release of this program: stop the app and start it again"
            result = _failure(Trouble("failed", what, hint))
        with contextlib.suppress(OSError):
            writer.write(json.dumps(result).encode() + b"\n")
            await writer.drain()
        writer.close()
        if ended:
            self.over.set()

    async def _do(self, request: dict[str, Any], reader: asyncio.StreamReader) -> dict[str, Any]:
        match request["do"]:
            case "status":
                return self._status()
            case "deploy":
                revision = Revision.from_json(request["revision"])
                with self._one_at_a_time("being deployed"):
                    return await self._deploy(revision, float(request["seconds"]), reader, Foreseen())
            case "expect":
                return await self._expect(Revision.from_json(request["revision"]), float(request["seconds"]), reader)
            case "stop":
                with self._one_at_a_time("being stopped"):
                    return await self._stop()
            case other:
                raise ValueError(other)

    def _status(self) -> dict[str, Any]:
        summary: dict[str, Any] = {"status": "starting" if self.busy else "stopped"}
        if self.serving is not None:
            summary = self.serving.summary()
        return {**summary, "url": self.record.url, "port": self.record.port, "supervisor_pid": os.getpid()}

    async def _expect(self, revision: Revision, seconds: float, reader: asyncio.StreamReader) -> dict[str, Any]:
        """Readies the revision's process while it is being proven elsewhere; deploys it once told to."""
        foreseen = Foreseen()
        try:
            await foreseen.start(self._commands_of(revision), self.log)
            line = b""
            with contextlib.suppress(TimeoutError):
                line = await asyncio.wait_for(reader.readline(), seconds)
            if not line:
                return {}  # it is not wanted after all, and nobody reads this
            request = json.loads(line)
            with self._one_at_a_time("being deployed"):
                return await self._deploy(revision, float(request["seconds"]), reader, foreseen)
        finally:
            await foreseen.discard()

    def _commands_of(self, revision: Revision) -> dict[str, Launch]:
        """What a deployment of the revision would run of the app."""
        if self.serving is None or revision.has_schema_of(self.serving.revision):
            return {"serve": revision.serve}
        return {"serve": revision.serve, "rehearse": revision.rehearse, "migrate": revision.migrate}

    async def _deploy(
        self, revision: Revision, seconds: float, reader: asyncio.StreamReader, foreseen: Foreseen
    ) -> dict[str, Any]:
        until = time.monotonic() + seconds
        if self.serving is not None and self.serving.revision.digest == revision.digest:
            # It may be on its way up after a crash of the supervisor; only a version that fails needs to be rolled out.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.serving.settled(), seconds)
            if self.serving.status == "running":
                return {"url": self.record.url}
        rollout = Rollout(self.folder, self.record, self.public, self.extra, self.log, revision, self.serving, foreseen)
        work = asyncio.create_task(self._roll_out(rollout))
        client_gone = asyncio.create_task(reader.read())
        await asyncio.wait({work, client_gone}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if client_gone.done() and rollout.database.touched:
            # A migrated database is better brought to its end than left to a version that it was not made for.
            await asyncio.wait({work}, timeout=max(until - time.monotonic(), 0))
        client_gone.cancel()
        if not work.done():
            work.cancel()
            # It cleans up, and then ends as cancelled; or it had just succeeded.
            await asyncio.wait({work})
        if work.cancelled():
            raise Trouble("timeout", f"not healthy within {seconds:.0f} seconds")
        work.result()
        return {"url": self.record.url}

    async def _roll_out(self, rollout: Rollout) -> None:
        self.serving = await rollout.carry_out()
        if rollout.before is not None:
            self._see_out(rollout.before)

    def _see_out(self, before: Serving) -> None:
        task = asyncio.create_task(before.retire(GRACE))
        self.leaving.add(task)
        task.add_done_callback(self.leaving.discard)

    async def _stop(self) -> dict[str, Any]:
        self.record.desired = "stopped"
        self.folder.remember(self.record)
        if self.serving is not None:
            await self.serving.retire(STOP_GRACE)
            self.serving = None
        return {}

    @contextlib.contextmanager
    def _one_at_a_time(self, what: str) -> Iterator[None]:
        if self.busy:
            raise Trouble("busy", f"the app is {self.busy} by another command", "try again when that is done")
        self.busy = what
        try:
            yield
        finally:
            self.busy = ""
            self._last_asked = time.monotonic()


def choose_port(folder: AppFolder, record: Record, host: str, ports: tuple[int, int]) -> socket.socket:
    """The app's listening socket, its port recorded for ever after.

    Raises:
        Trouble: another program has the port that the app served at, or no port is free.
    """
    if record.port:
        listener = _listen_again(record)
        if listener is not None:
            return listener
        if record.revision is not None:
            raise Trouble(
                "failed",
                f"port {record.port} of the app is taken by another program",
                "end that program, or delete the app and create it again",
            )
    others = {AppFolder(one).record().port for one in folder.root.parent.iterdir() if one != folder.root}
    for port in range(ports[0], ports[1] + 1):
        if port not in others:
            try:
                listener = listen(host, port)
            except OSError as error:
                if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                    raise Trouble("failed", f"{host} cannot be listened on: {error}", "set PROMPTREAL_HOST") from error
                continue
            record.host, record.port = host, port
            folder.remember(record)
            return listener
    raise Trouble("failed", f"no port from {ports[0]} to {ports[1]} is free", "set PROMPTREAL_PORTS to a wider range")


def _listen_again(record: Record) -> socket.socket | None:
    # The processes of a supervisor that was killed end right behind it, and let go of the port then.
    for _ in range(80):
        try:
            return listen(record.host, record.port)
        except OSError:
            if record.revision is None:
                return None
            time.sleep(0.05)
    return None


def _failure(trouble: Trouble) -> dict[str, Any]:
    return {"ok": False, "kind": trouble.kind, "message": trouble.message, "hint": trouble.hint}


def _detach_output(folder: AppFolder) -> None:
    file = os.open(folder.supervisor_log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(file, 1)
    os.dup2(file, 2)
    os.close(file)


def _supervise(folder: AppFolder, options: dict[str, Any]) -> None:
    with _locked(folder):
        os.chdir(folder.root)
        folder.control.unlink(missing_ok=True)
        record = folder.record()
        log = RotatedLog(folder.log)
        # The port is let go of before the folder: who finds the folder free finds the port free as well.
        with choose_port(folder, record, options["host"], tuple(options["ports"])) as public:

            async def main() -> None:
                await Supervisor(folder, record, public, log).run()

            asyncio.run(main())


@contextlib.contextmanager
def _locked(folder: AppFolder) -> Iterator[None]:
    """The folder's lock; tried for a moment, because a command may have it just to see whether a supervisor does."""
    with contextlib.ExitStack() as stack:
        for _ in range(10):
            try:
                stack.enter_context(folder.lock())
                break
            except Held:
                time.sleep(0.03)
        else:
            stack.enter_context(folder.lock())
        yield


def main(arguments: list[str]) -> None:
    """Becomes a daemon and supervises; says `{"ok": ...}` on standard output once it answers, or why it does not."""
    if os.fork():
        os._exit(0)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    os.umask(0o077)
    try:
        _supervise(AppFolder(Path(arguments[0])), json.loads(arguments[1]))
    except Held:
        print(json.dumps({"ok": True}), flush=True)  # noqa: T201 (another one is there: just as good)
    except Trouble as trouble:
        print(json.dumps(_failure(trouble)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
