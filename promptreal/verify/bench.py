"""Where the tests of a tree will run, made ready while the tree is still being written.

A bench is a folder for the tree, and a process that waits there, closed in as every run of tests is. It has the
libraries of the environment that tests used last, and nothing of the tree: its folder is empty until it is laid out. A
tree that needs another environment gets a bench where nobody waits. It saves time and decides nothing.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from promptreal.ahead import Ahead
from promptreal.build.environment import note_use, used_for
from promptreal.deadline import Deadline
from promptreal.errors import SandboxError
from promptreal.roles import Sandbox, SandboxLimits, SandboxResult
from promptreal.scratch import held_folder
from promptreal.verify.closed_in import tests_command

MOST_SECONDS = 3600.0
"""How long a process waits and runs at most; whoever starts its tests has a deadline, which is shorter."""

_USE = "tests"


class Waiting:
    """A process that runs tests once it is told which; it leaves its reports in `scratch`, and ends at `given_up`.

    It is told through a pipe: when this process is gone, that ends, and so does the other.
    """

    def __init__(self, sandbox: Sandbox, source: Path, environment: Path, scratch: Path, given_up: Event) -> None:
        self.scratch = scratch
        self._given_up = given_up
        self._began = monotonic()
        self._result: Future[SandboxResult] = Future()
        read, self._tell = os.pipe()
        command = tests_command(source, environment, scratch, read, SandboxLimits(seconds=MOST_SECONDS))
        command = replace(command, given_up=given_up)

        def follow() -> None:
            try:
                self._result.set_result(sandbox.run(command))
            except BaseException as error:  # noqa: BLE001 (told to whoever asks for the result)
                self._result.set_exception(error)
            finally:
                os.close(read)

        # A sandbox ends with the thread that started it, so it has one of its own, which keeps nobody from ending.
        self._thread = Thread(target=follow, name="tests", daemon=True)
        self._thread.start()

    def start(self, shares: Sequence[Sequence[str]]) -> bool:
        """Lets it run, with these options of pytest for each process; false when it has ended, and never will."""
        if self._result.done():
            return False
        self._began = monotonic()
        with suppress(BrokenPipeError):
            os.write(self._tell, json.dumps(shares).encode() + b"\n")
            return True
        return False

    def result(self, deadline: Deadline) -> SandboxResult:
        """How the tests ended, in seconds from `start`; those that are still running at the deadline are ended.

        Raises:
            SandboxError: the sandbox could not be closed.
        """
        timed_out = False
        try:
            self._result.result(max(deadline.left(), 0.0))
        except TimeoutError:
            timed_out = True
            self._given_up.set()
        ended = self._result.result()
        return replace(ended, seconds=monotonic() - self._began, timed_out=timed_out or ended.timed_out)

    def end(self) -> None:
        """Lets one that nobody told anything end, and waits for that."""
        os.close(self._tell)
        self._thread.join()


@dataclass
class Bench:
    """A folder for a tree, the process that waits there if one does, and the event that ends what runs there."""

    source: Path
    waiting: Waiting | None = None
    given_up: Event = field(default_factory=Event)


AHEAD: Ahead[Bench] = Ahead()
"""The bench that waits for the next tree of this process, by the environment and the sandbox of its process."""


def foresee(sandbox: Sandbox, environments: Path, folder: Path) -> None:
    """Makes a bench in `folder` for the next tree of this process, if the environment of the last one is still there.

    What goes wrong is left to those who will need it.
    """
    environment = used_for(environments, _USE)
    if environment is not None:
        waited_at = _waited_at(sandbox, environment, folder)
        AHEAD.begin((environment, sandbox.name), waited_at, OSError, SandboxError)


@contextmanager
def open_bench(sandbox: Sandbox, environments: Path, environment: Path) -> Iterator[Bench]:
    """The bench for a tree whose tests need this environment: the foreseen one if it fits, else one where nobody waits.

    Raises:
        OSError: no folder can be made.
    """
    with AHEAD.taken((environment, sandbox.name)) as bench:
        if bench is not None:
            yield bench
            return
    note_use(environments, _USE, environment)
    with tempfile.TemporaryDirectory(prefix="promptreal-tree-") as folder:
        yield _laid_out(Path(folder))


@contextmanager
def _waited_at(sandbox: Sandbox, environment: Path, folder: Path) -> Iterator[Bench]:
    with held_folder(folder) as place:
        bench = _laid_out(place)
        scratch = place / "scratch"
        scratch.mkdir(mode=0o700)
        bench.waiting = Waiting(sandbox, bench.source, environment, scratch, bench.given_up)
        try:
            yield bench
        finally:
            bench.given_up.set()
            bench.waiting.end()


def _laid_out(folder: Path) -> Bench:
    source = folder / "source"
    # The sandbox's user must be able to read it.
    source.mkdir(mode=0o755)
    return Bench(source)
