"""What is known of a tree's tests from an earlier version: a test that reads nothing new tells nothing new.

The outcome of a test file is carried over to the next version when everything that it hung on is the same, byte for
byte: the files of the tree that were opened (as `witness` noted them), the names of all files, the environment and the
sandbox. It is for trees of our own templates alone, because what tests read is noted beside them in their sandbox.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from promptreal.model import Model
from promptreal.verify.untrusted import untrusted_text

MAX_NOTES = 4 * 1024 * 1024
_IMPORTS_TESTS = re.compile(
    rb"^[^#\n]*\bimport[^\n]*\btest_|^\s*from\b[^\n]*\btest_|\bimport_module\b|__import__", re.MULTILINE
)


class ProvenFile(Model):
    """A test file none of whose tests failed: how many passed and were skipped, and the files that this hung on."""

    passed: int
    skipped: int
    read: tuple[str, ...]


class ProvenTests(Model):
    """The test files of a tree that passed. `digests` are those of all its files, `context` what else they hung on."""

    context: str
    digests: dict[str, str]
    files: dict[str, ProvenFile]


@dataclass
class Carry:
    """The digests of a tree's files, what was proven of the version before, and then of this one."""

    digests: Mapping[str, str]
    before: ProvenTests | None = None
    after: ProvenTests | None = None

    def over(self, context: str) -> dict[str, ProvenFile]:
        """The test files whose outcome still holds."""
        known = self.before
        if known is None or known.context != context or known.digests.keys() != self.digests.keys():
            return {}
        # What was opened and is no file of the tree was not there, or was made by a test.
        changed = {path for path, digest in self.digests.items() if known.digests[path] != digest}
        if changed & _settings(self.digests):
            return {}
        return {name: one for name, one in known.files.items() if name not in changed and changed.isdisjoint(one.read)}

    def keep(self, context: str, files: Mapping[str, ProvenFile]) -> None:
        """Notes which test files of this version passed."""
        self.after = ProvenTests(context=context, digests=dict(self.digests), files=dict(files))


def _settings(names: Container[str]) -> set[str]:
    """The files that say how pytest runs: it takes the first that there is, and reads them before anything listens."""
    return (
        {"pytest.ini"}
        if "pytest.ini" in names
        else {"pytest.toml", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg"}
    )


class _File(Model):
    upto: int
    passed: int
    skipped: int
    strayed: bool


class _Notes(Model):
    read: tuple[str, ...]
    files: dict[str, _File]


def read_notes(path: Path, source: Path) -> dict[str, ProvenFile]:
    """What a witness noted of the test files that kept to the tree; nothing where it left no notes that can be read.

    All test files of a process are read before the first test runs. They hang on one another only where one of those in
    `source` imports another.
    """
    try:
        text = untrusted_text(path, MAX_NOTES)
        if text is None:
            return {}
        notes = _Notes.model_validate(json.loads(text))
    except (OSError, ValueError, ValidationError):
        return {}
    others = frozenset() if _import_each_other(source, notes.files) else notes.files.keys()
    return {
        name: ProvenFile(
            passed=one.passed,
            skipped=one.skipped,
            read=tuple(read for read in notes.read[: one.upto] if read == name or read not in others),
        )
        for name, one in notes.files.items()
        if not one.strayed
    }


def _import_each_other(source: Path, names: Iterable[str]) -> bool:
    """Whether any of these files has a line that imports a test file; also where one cannot be read."""
    try:
        return any(_IMPORTS_TESTS.search((source / name).read_bytes()) for name in names)
    except OSError:
        return True
