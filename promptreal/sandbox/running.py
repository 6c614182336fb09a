"""Running a wrapped command to its end or to a limit, with its output capped."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from promptreal.errors import SandboxError
from promptreal.roles import SandboxCommand, SandboxResult
from promptreal.sandbox.inside import end_sandbox, memory_inside
from promptreal.sandbox.launcher import CLOSING_FAILED, FAILED

OUTPUT_BYTES = 1024 * 1024
_HALF = OUTPUT_BYTES // 2
_GONE_SECONDS = 10.0
_LOOK_SECONDS = 0.2
_OWN_MEMORY = 16 * 1024 * 1024  # what the sandbox's own processes may hold
_TIME_OVER = "ended: its time was over"
_GIVEN_UP = "ended: nobody waits for it any more"


class CappedOutput:
    """The first and the last half of a stream; the middle of a long one is left out, and said to be."""

    def __init__(self) -> None:
        self._head = bytearray()
        self._tail = bytearray()
        self._dropped = 0

    def add(self, chunk: bytes) -> None:
        """Takes the next bytes of the stream."""
        room = _HALF - len(self._head)
        self._head += chunk[:room]
        self._tail += chunk[room:] if room > 0 else chunk
        over = len(self._tail) - _HALF
        if over > 0:
            self._dropped += over
            del self._tail[:over]

    def text(self) -> str:
        """What was kept, as text."""
        gap = f"\n… {self._dropped:,} bytes left out …\n".encode() if self._dropped else b""
        return bytes(self._head + gap + self._tail).decode(errors="replace")


def run_wrapped(
    argv: Sequence[str], environment: Mapping[str, str], command: SandboxCommand, workdir: Path
) -> SandboxResult:
    """Spawns the argv of a command, waits for its end or a limit, and kills its whole process group.

    The limits on single processes are inside the argv; here are those on time and on the memory of all together.

    Raises:
        SandboxError: it could not be started, or the sandbox could not be closed.
    """
    started = time.monotonic()
    limits = command.limits
    try:
        process = subprocess.Popen(
            list(argv),
            env=dict(environment),
            stdin=subprocess.DEVNULL if command.stdin is None else command.stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=tuple(command.inherit),
            start_new_session=True,
            cwd=workdir,
        )
    except OSError as error:
        raise SandboxError(f"could not start the sandbox {argv[0]}: {error.strerror}") from error
    output = CappedOutput()
    with process:
        try:
            broken = _follow(process, output, started + limits.seconds, command)
        finally:
            _end(process)
        _drain(process, output)
    if broken:
        output.add(f"\n{broken}\n".encode())
    text = output.text()
    if process.returncode == FAILED and not broken and CLOSING_FAILED in text:
        raise SandboxError(text.strip().splitlines()[-1])
    return SandboxResult(
        exit_code=process.returncode,
        output=text,
        seconds=time.monotonic() - started,
        timed_out=broken == _TIME_OVER,
    )


def _follow(process: subprocess.Popen[bytes], output: CappedOutput, until: float, command: SandboxCommand) -> str:
    """Reads until the process has ended; then empty, or which limit it ran into first."""
    stream = _stream(process)
    os.set_blocking(stream, False)
    look_again = 0.0
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while process.poll() is None:
            now = time.monotonic()
            if now >= until:
                return _TIME_OVER
            if command.given_up is not None and command.given_up.is_set():
                return _GIVEN_UP
            if now >= look_again:
                look_again = now + _LOOK_SECONDS
                used = memory_inside(process.pid)
                allowed = command.limits.memory
                if used > allowed + _OWN_MEMORY:
                    return f"ended: its processes held {used:,} bytes of memory; {allowed:,} are allowed"
            pause = min(until, look_again) - now
            if not selector.get_map():
                # It closed its output and works on.
                with suppress(subprocess.TimeoutExpired):
                    process.wait(pause)
            elif selector.select(pause):
                chunk = _read(stream)
                if chunk:
                    output.add(chunk)
                elif chunk == b"":
                    selector.unregister(stream)
    return ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends everything that the process started, and waits until it is gone."""
    if process.poll() is None:
        end_sandbox(process.pid)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GONE_SECONDS)
    # A plain process may have left children in its group; a sandbox that did not go by itself goes now.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(_GONE_SECONDS)


def _drain(process: subprocess.Popen[bytes], output: CappedOutput) -> None:
    """What was written before the end and not read yet."""
    stream = _stream(process)
    while chunk := _read(stream):
        output.add(chunk)


def _stream(process: subprocess.Popen[bytes]) -> int:
    if process.stdout is None:
        raise SandboxError("the sandbox was started without a pipe for its output")
    return process.stdout.fileno()


def _read(stream: int) -> bytes | None:
    """The next bytes; empty at the end of the stream, None when there is nothing yet."""
    try:
        return os.read(stream, 65536)
    except BlockingIOError:
        return None
