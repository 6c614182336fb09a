"""One version's process, seen from whoever started it: the supervisor, or the command that tries a candidate."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import threading
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from promptreal.deploy.process.logs import Tail
from promptreal.deploy.process.probes import Probe
from promptreal.deploy.process.revision import Launch, Revision

LOOPBACK = "127.0.0.1"
"""Where private sockets listen, whatever address the public ones have."""

LIBRARIES = ("fastapi", "uvicorn", "sqlalchemy.orm", "sqlalchemy.dialects.sqlite", "alembic.command", "jinja2")
"""What takes an app longest to import: done beforehand where its start is foreseen."""

LAST_LINES = 20
"""Lines of the log that an error shows."""

GRACE_OVER = 6.0
"""Seconds after its grace at which a process that was told to end is killed."""

LAST_OUTPUT = 2.0
"""Seconds that the last of the output of an ended process is waited for."""

MESSAGE_SIZE = 64 * 1024
"""Bytes that the app's side may send without a line's end, before it is taken for broken."""


class Trouble(Exception):
    """Why an operation failed. `kind` is "unhealthy", "failed", "busy" or "timeout"."""

    def __init__(self, kind: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.hint = hint


class Log(Protocol):
    """Where output goes."""

    def write(self, content: bytes) -> None:
        """Appends."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises:
        OSError: the port is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(2048)
    except OSError:
        listener.close()
        raise
    return listener


class AppProcess:
    """A running command and the control socket to it (see runner.py for what is said there)."""

    def __init__(self, process: asyncio.subprocess.Process, control: socket.socket, output: int, log: Log) -> None:
        self.pid = process.pid
        self.tail = Tail()
        self.private_port = 0
        self._process = process
        self._control = control
        self._received = b""
        loop = asyncio.get_running_loop()
        self.exited = loop.create_task(process.wait())
        self._read_to_end = asyncio.Event()

        def pump() -> None:
            _pump(output, log, self.tail)
            with contextlib.suppress(RuntimeError):  # nobody waits for it any more
                loop.call_soon_threadsafe(self._read_to_end.set)

        threading.Thread(target=pump, name=f"log {process.pid}", daemon=True).start()

    @classmethod
    async def start(
        cls,
        launch: Launch,
        extra: Mapping[str, str],
        log: Log,
        listener: socket.socket | None = None,
        expected: AppProcess | None = None,
    ) -> AppProcess:
        """Starts the command, with `extra` added to its settings and `listener` as its private socket.

        `expected` is its process from `expect_to_start`, if it was foreseen.

        Call it from a thread that lives as long as the process shall: closed-in commands die with the thread that
        started them.

        Raises:
            Trouble: it cannot be started.
        """
        child = expected or await cls._spawn(launch, log)
        with contextlib.suppress(OSError):  # it ended already; `expect` says so
            child._send({"environment": {**launch.settings, **extra}}, listener)
        return child

    @classmethod
    async def expect_to_start(cls, launch: Launch, log: Log) -> AppProcess:
        """The command of a version that may be run soon: it imports libraries, and waits for `start`.

        Nothing of the app is read before that, and it has no settings.

        Raises:
            Trouble: it cannot be started.
        """
        child = await cls._spawn(launch, log)
        child.send(expect=list(LIBRARIES))
        return child

    @classmethod
    async def _spawn(cls, launch: Launch, log: Log) -> AppProcess:
        ours, theirs = socket.socketpair()
        output, write_end = os.pipe()
        try:
            process = await asyncio.create_subprocess_exec(
                *launch.argv,
                env=launch.environment,
                cwd=launch.folder,
                stdin=theirs.fileno(),
                stdout=write_end,
                stderr=write_end,
                start_new_session=True,
            )
        except OSError as error:
            ours.close()
            os.close(output)
            raise Trouble("failed", f"{launch.argv[0]} cannot be started: {error}") from error
        finally:
            theirs.close()
            os.close(write_end)
        return cls(process, ours, output, log)

    def send(self, listener: socket.socket | None = None, **message: object) -> None:
        """Tells the app's side something; lost, without an error, when it is gone."""
        with contextlib.suppress(OSError):
            self._send(message, listener)

    async def expect(self, event: str) -> None:
        """Waits for an event.

        Raises:
            Trouble: it ended instead, or talks nonsense.
        """
        loop = asyncio.get_running_loop()
        self._control.setblocking(False)
        while True:
            line, found, rest = self._received.partition(b"\n")
            if found:
                self._received = rest
                if _event(line) == event:
                    return
                continue
            content = await loop.sock_recv(self._control, MESSAGE_SIZE)
            self._received += content
            if not content or len(self._received) > MESSAGE_SIZE:
                await self.kill()
                raise Trouble("unhealthy", self.describe(f"ended before it was {event}"))

    def describe(self, what: str) -> str:
        """`what` happened, and the newest lines of the output."""
        code = self.exited.result() if self.exited.done() and not self.exited.cancelled() else None
        how = "" if code is None else f" (signal {-code})" if code < 0 else f" (exit code {code})"
        return "\n".join([f"the new version {what}{how}", *(f"  | {line}" for line in self.tail.lines(LAST_LINES))])

    async def end(self, grace: float) -> None:
        """Lets it answer what is open for at most `grace` seconds, then ends it."""
        self.send(do="exit", grace=grace)
        try:
            await asyncio.wait_for(asyncio.shield(self.exited), grace + GRACE_OVER)
        except TimeoutError:
            pass
        finally:
            await self.kill()

    async def kill(self) -> None:
        """Ends it and what it started, now."""
        if not self.exited.done():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
        await asyncio.shield(self.exited)
        # The sandbox's own process is gone; what was inside follows within moments, and its output with it.
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._read_to_end.wait(), LAST_OUTPUT)
        self._control.close()

    def _send(self, message: Mapping[str, Any], listener: socket.socket | None) -> None:
        line = json.dumps(message).encode() + b"\n"
        self._control.setblocking(True)
        self._control.settimeout(5)
        if listener is None:
            self._control.sendall(line)
        else:
            socket.send_fds(self._control, [line], [listener.fileno()])


async def run(
    launch: Launch, extra: Mapping[str, str], log: Log, what: str, expected: AppProcess | None = None
) -> None:
    """Runs a command to its end. `expected` is its process from `expect_to_start`, if it was foreseen.

    Raises:
        Trouble: it failed; `what` names it.
    """
    process = await AppProcess.start(launch, extra, log, expected=expected)
    try:
        code = await asyncio.shield(process.exited)
    finally:
        await process.kill()
    if code != 0:
        raise Trouble("unhealthy", process.describe(f"failed to {what}"))


async def bring_up(
    revision: Revision,
    extra: Mapping[str, str],
    log: Log,
    prepare: Callable[[], Awaitable[None]],
    expected: AppProcess | None = None,
) -> AppProcess:
    """A version that is up and healthy on a private port; nobody else's request has reached it.

    `prepare` readies its database, while the app is being imported. `expected` is its process from `expect_to_start`,
    if it was foreseen.

    Raises:
        Trouble: it did not become healthy; nothing of it is left.
    """
    with listen(LOOPBACK, 0) as private:
        port = private.getsockname()[1]
        settings = {"PORT": str(port), **extra}
        process = await AppProcess.start(revision.serve, settings, log, private, expected)
    try:
        await prepare()
        await process.expect("loaded")
        process.send(do="serve")
        await process.expect("ready")
        await _prove(process, Probe(LOOPBACK, port), revision.probes)
    except BaseException:
        await process.kill()
        raise
    process.private_port = port
    return process


async def _prove(process: AppProcess, probe: Probe, paths: list[str]) -> None:
    """Asks until the first path (readiness) is fine, then each of the others once."""
    work = asyncio.create_task(asyncio.to_thread(probe.prove, paths))
    try:
        done, _ = await asyncio.wait({work, process.exited}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        probe.give_up()
    if work not in done:
        await process.kill()
        raise Trouble("unhealthy", process.describe("ended while it was probed"))
    complaint = work.result()
    if complaint:
        raise Trouble("unhealthy", process.describe(complaint))


def _event(line: bytes) -> str:
    try:
        return str(json.loads(line).get("event", ""))
    except (ValueError, AttributeError):
        return ""  # generated code may write anything here; it is waited for an event, or for the end


def _pump(output: int, log: Log, tail: Tail) -> None:
    with os.fdopen(output, "rb", buffering=0) as pipe:
        while content := pipe.read(65536):
            tail.write(content)
            # With a full disk lines are lost; an app that waits for its log would be lost as well.
            with contextlib.suppress(OSError, ValueError):
                log.write(content)
