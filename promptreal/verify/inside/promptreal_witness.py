"""A pytest plugin that notes which files of a source tree the outcome of each test file hangs on.

This file stands alone: its folder is mounted into the sandbox, and it imports nothing but the standard library.
`WITNESS` in the environment says where the notes are left, as JSON:

    read    files of the tree in the order in which they were first opened, by their path in it
    files   for each test file: how many of `read` had been opened when its last test ended, its tests that passed and
            that were skipped, and whether it did what cannot be followed (starting another process)

What a test finds in memory may have been read for an earlier one, so its file hangs on all that was read before, too.
Where files are only asked for, and not opened, their names must be the same ones for the notes to hold.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

_SOURCE = f"{Path.cwd()}/"
_PROCESSES = frozenset(
    {"subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "pty.spawn"}
)


class Witness:
    """What has been seen up to now."""

    def __init__(self) -> None:
        self.read: dict[str, None] = {}
        self.files: dict[str, dict[str, Any]] = {}
        self.strayed = False
        self.blind = False

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit hook: called for whatever the interpreter does, so it must be quick."""
        if event == "open":
            path = arguments[0]
            if isinstance(path, bytes):
                path = os.fsdecode(path)
            if isinstance(path, str):
                if not path.startswith("/") or ".." in path:
                    path = os.path.abspath(path)  # noqa: PTH100 (no links are followed)
                if path.startswith(_SOURCE):
                    self.read.setdefault(path[len(_SOURCE) :])
        elif event in _PROCESSES:
            self.strayed = True

    def pytest_collection_finish(self) -> None:
        """What strays while tests are gathered may tell any of them something."""
        self.blind = self.strayed

    def pytest_runtest_logreport(self, report: Any) -> None:  # noqa: ANN401 (pytest is not imported)
        """Counts what passed and what was skipped."""
        seen = self._file(report.nodeid)
        if report.skipped:
            seen["skipped"] += 1
        elif report.when == "call" and report.passed:
            seen["passed"] += 1

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """A test has ended."""
        seen = self._file(nodeid)
        seen["upto"] = len(self.read)
        seen["strayed"] = seen["strayed"] or self.strayed or self.blind
        self.strayed = False

    def pytest_sessionfinish(self) -> None:
        """Leaves the notes."""
        notes = {"read": list(self.read), "files": self.files}
        Path(os.environ["WITNESS"]).write_text(json.dumps(notes), encoding="utf-8")

    def _file(self, nodeid: str) -> dict[str, Any]:
        name = nodeid.partition("::")[0]
        return self.files.setdefault(name, {"upto": 0, "passed": 0, "skipped": 0, "strayed": False})


WITNESS = Witness()
# From the first on: pytest imports the tree's own modules before it configures its plugins.
sys.addaudithook(WITNESS.hear)


def pytest_configure(config: Any) -> None:  # noqa: ANN401
    """Has the witness told about each test."""
    config.pluginmanager.register(WITNESS, "promptreal-witness-notes")
