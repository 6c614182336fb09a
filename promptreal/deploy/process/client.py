"""Asking an app's supervisor, and starting one."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import promptreal
from promptreal.deploy.process.child import Trouble
from promptreal.deploy.process.folder import AppFolder

START = 15.0
"""Seconds that a supervisor may take to say that it is there."""

PATIENCE = 10.0
"""Seconds over an operation's own that its answer may take."""

ATTEMPTS = 4
"""How often a supervisor that ends (because it was told to, or idle, at that very moment) is replaced by another."""


class NoSupervisor(Exception):
    """None runs for this app."""


def ask(folder: AppFolder, request: dict[str, Any], seconds: float) -> dict[str, Any]:
    """The supervisor's answer.

    Raises:
        NoSupervisor: none runs, or it went away before it answered.
        Trouble: it could not do it, or did not answer within `seconds`.
    """
    with Conversation(folder) as conversation:
        conversation.say(request)
        return conversation.answer(seconds)


class Conversation:
    """A connection to the app's supervisor. What was only foreseen ends with it.

    Raises:
        NoSupervisor: none runs.
    """

    def __init__(self, folder: AppFolder) -> None:
        try:
            self._connection = folder.connect(PATIENCE)
        except OSError as error:
            raise NoSupervisor(str(error)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def say(self, request: dict[str, Any]) -> None:
        """Asks something, without waiting for the answer.

        Raises:
            NoSupervisor: it went away.
        """
        try:
            self._connection.sendall(json.dumps(request).encode() + b"\n")
        except OSError as error:
            raise NoSupervisor(str(error)) from error

    def answer(self, seconds: float) -> dict[str, Any]:
        """The answer to what was asked.

        Raises:
            NoSupervisor: it went away before it answered.
            Trouble: it could not do it, or did not answer within `seconds`.
        """
        self._connection.settimeout(seconds)
        try:
            with self._connection.makefile("rb") as answer:
                line = answer.readline()
        except TimeoutError as error:
            raise Trouble("timeout", f"the app's supervisor did not answer within {seconds:.0f} seconds") from error
        except OSError as error:
            raise NoSupervisor(str(error)) from error
        if not line:
            raise NoSupervisor("it ended")
        return _checked(line)


def summon(folder: AppFolder, host: str, ports: tuple[int, int]) -> None:
    """Makes sure that a supervisor runs: a daemon of its own session, with nothing of this process's environment.

    Raises:
        Trouble: it cannot run; the message says why.
    """
    root = str(Path(promptreal.__file__).parent.parent)
    options = json.dumps({"host": host, "ports": list(ports)})
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "promptreal.deploy.process.supervisor", str(folder.root.absolute()), options],
        env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONPATH": root},
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        output, problems = process.communicate(timeout=START)
    except subprocess.TimeoutExpired as error:
        process.kill()
        process.communicate()
        raise Trouble("failed", f"the app's supervisor did not start within {START:.0f} seconds") from error
    if not output:
        said = problems.decode(errors="replace").strip().splitlines()[-1:] or ["it said nothing"]
        raise Trouble("failed", f"the app's supervisor could not start: {said[0]}", f"see {folder.supervisor_log}")
    _checked(output)


def ask_or_summon(
    folder: AppFolder, request: dict[str, Any], remaining: Callable[[], float], host: str, ports: tuple[int, int]
) -> dict[str, Any]:
    """The answer of the app's supervisor, which is started if none runs.

    Raises:
        Trouble: it cannot be started, or could not do it.
    """
    for _ in range(ATTEMPTS):
        with contextlib.suppress(NoSupervisor):
            return ask(folder, request, remaining() + PATIENCE)
        remaining()
        summon(folder, host, ports)
        _wait_for_socket(folder, remaining)
    raise Trouble("failed", "the app's supervisor keeps ending", f"see {folder.supervisor_log}")


def _wait_for_socket(folder: AppFolder, remaining: Callable[[], float]) -> None:
    """Another command may have started the supervisor at the same moment; its socket comes soon, or it ends."""
    while folder.is_held():
        with contextlib.suppress(OSError):
            folder.connect(PATIENCE).close()
            return
        remaining()
        time.sleep(0.02)


def _checked(line: bytes) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(line)
    if not answer["ok"]:
        raise Trouble(answer["kind"], answer["message"], answer["hint"])
    return answer
