"""`up`: the Dagster UI and its daemon, started and stopped together."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from promptreal_dagster.cli.state import State, command_name, state_of

if TYPE_CHECKING:
    from promptreal_dagster.instance import Service

DEFAULT_PORT = 3000
PORTS_TRIED = 50
READY_SECONDS = 120.0
GRACE_SECONDS = 15.0
POLL_SECONDS = 0.1
LAST_LINES = 15


@dataclass(frozen=True)
class Child:
    """A service that was started, and the file that its output goes to."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def ended(self) -> bool:
        """Whether it is gone."""
        return self.process.poll() is not None

    def last_lines(self) -> str:
        """The end of what it said."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-LAST_LINES:])


class Stopped(Exception):
    """Somebody asked us to stop."""


def up(
    context: typer.Context,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The UI's port; by default 3000, or the next that is free.")
    ] = None,
    host: Annotated[str, typer.Option(help="The address that the UI listens on.")] = "127.0.0.1",
) -> None:
    """Start the Dagster UI and its daemon.

    Ctrl-C stops both. The daemon runs the queue, the sensor for requests and the schedules. Apps run on their own, with
    or without it.
    """
    from promptreal.errors import AppBusy  # noqa: PLC0415 (the help must be quick)
    from promptreal.lock import FileLock  # noqa: PLC0415
    from promptreal_dagster.instance import services  # noqa: PLC0415

    state = state_of(context)
    lock = FileLock(state.settings.home / "locks" / "up.lock")
    if not lock.acquire(f"process {os.getpid()}"):
        raise AppBusy(
            f"`up` runs already over {state.settings.home}: {lock.holder()}",
            hint="use that one, or stop it first; another PROMPTREAL_HOME is another platform",
        )
    chosen = _port(state, host, port)
    address = f"http://{host}:{chosen}"
    lock.acquire(f"{address}, process {os.getpid()}")
    try:
        with _signals():
            _serve(state, services(state.settings, chosen, host), address)
    except Stopped:
        state.console.say("stopped")
    finally:
        lock.release()


def _port(state: State, host: str, asked: int | None) -> int:
    from promptreal.errors import InvalidRequest  # noqa: PLC0415

    if asked is not None:
        if _is_free(host, asked):
            return asked
        raise InvalidRequest(
            f"--port: {asked} on {host} is taken, or may not be used", hint="choose another, or leave it out"
        )
    for port in range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED):
        if _is_free(host, port):
            if port != DEFAULT_PORT:
                state.console.warn(f"port {DEFAULT_PORT} is taken; the UI gets {port}")
            return port
    raise InvalidRequest(
        f"--port: none of {DEFAULT_PORT} to {DEFAULT_PORT + PORTS_TRIED - 1} is free on {host}",
        hint="name one with --port",
    )


def _is_free(host: str, port: int) -> bool:
    try:
        with socket.create_server((host, port)):
            return True
    except OSError:
        return False


def _serve(state: State, services: Sequence[Service], address: str) -> None:
    children: list[Child] = []
    try:
        for service in services:
            children.append(_spawn(state, service))
        state.console.say(f"starting {' and '.join(child.name for child in children)} …")
        _wait(children, READY_SECONDS, lambda: _answers(address))
        state.console.say(f"Dagster UI   {address}", "bold green")
        state.console.say(f"logs         {children[0].log.parent}")
        state.console.say(f'make an app  {command_name()} create "…", or launch the job new_app in the UI')
        state.console.say("Ctrl-C stops both; the apps run on")
        _wait(children, None, lambda: False)
    finally:
        _stop(children)


def _spawn(state: State, service: Service) -> Child:
    folder = state.settings.dagster_home / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / f"{service.name.lower().replace(' ', '-')}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            service.argv,
            env=service.environment,
            cwd=state.settings.dagster_home,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # Ctrl-C in the terminal reaches us alone, and we stop both in order.
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 (no other thread runs yet)
        )
    return Child(service.name, process, log)


def _die_with_parent() -> None:
    import ctypes  # noqa: PLC0415

    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


def _wait(children: Sequence[Child], seconds: float | None, until: Callable[[], bool]) -> None:
    """Waits until something holds.

    Raises:
        DeployError: a child ended, or the seconds did.
    """
    from promptreal.errors import DeployError  # noqa: PLC0415

    limit = None if seconds is None else time.monotonic() + seconds
    while not until():
        for child in children:
            if child.ended:
                raise DeployError(
                    f"the {child.name} ended by itself (exit code {child.process.returncode}), so the rest is stopped "
                    f"as well. Its last words:\n{child.last_lines()}",
                    hint=f"all it said is in {child.log}",
                )
        if limit is not None and time.monotonic() > limit:
            raise DeployError(
                f"the Dagster UI did not answer within {seconds:g} s", hint=f"what it said is in {children[0].log}"
            )
        time.sleep(POLL_SECONDS)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/server_info", timeout=2) as answer:  # noqa: S310 (our own http address)
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def _stop(children: Sequence[Child]) -> None:
    for child in children:
        if not child.ended:
            child.process.terminate()
    limit = time.monotonic() + GRACE_SECONDS
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.1, limit - time.monotonic()))
        # What it started itself is in its group; the group is ours, so its number cannot be a stranger's.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()


@contextlib.contextmanager
def _signals() -> Iterator[None]:
    """While this is open, Ctrl-C, SIGTERM and SIGHUP raise `Stopped`, once."""

    def stop(*_: object) -> None:
        for number in handled:
            signal.signal(number, signal.SIG_IGN)
        raise Stopped

    handled = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, stop) for number in handled}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
