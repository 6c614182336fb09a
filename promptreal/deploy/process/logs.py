"""An app's log: a file of bounded size with a bounded number of older ones beside it."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

FILE_SIZE = 5 * 1024 * 1024
"""Bytes of one log file."""

OLDER_FILES = 4
"""Files kept beside the current one: `app.log.1` is the newest of them."""


class RotatedLog:
    """Appends to `path`; starts a new file when one is full."""

    def __init__(self, path: Path, file_size: int = FILE_SIZE, older_files: int = OLDER_FILES) -> None:
        self.path = path
        self.file_size = file_size
        self.older_files = older_files
        self._file: BinaryIO = path.open("ab", buffering=0)
        self._size = path.stat().st_size
        self._writing = threading.Lock()

    def write(self, content: bytes) -> None:
        """Appends; a file is never larger than its bound by more than one write."""
        with self._writing:
            if self._size and self._size + len(content) > self.file_size:
                self._rotate()
            self._file.write(content)
            self._size += len(content)

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def _rotate(self) -> None:
        self._file.close()
        for index in range(self.older_files, 0, -1):
            older = self._numbered(index - 1)
            if older.exists():
                older.replace(self._numbered(index))
        self._file = self.path.open("wb", buffering=0)
        self._size = 0

    def _numbered(self, index: int) -> Path:
        return self.path.with_name(f"{self.path.name}.{index}") if index else self.path


class Tail:
    """The newest bytes of an output, kept for an error message."""

    def __init__(self, size: int = 16 * 1024) -> None:
        self._size = size
        self._content = b""

    def write(self, content: bytes) -> None:
        """Keeps what is newest."""
        self._content = (self._content + content)[-self._size :]

    def lines(self, count: int) -> list[str]:
        """The newest lines."""
        return self._content.decode(errors="replace").splitlines()[-count:]


def newest_lines(path: Path, count: int) -> list[str]:
    """The newest `count` lines of a rotated log, oldest first."""
    lines: deque[str] = deque()
    for file in _newest_first(path):
        for line in _lines_backwards(file):
            if len(lines) == count:
                return list(lines)
            lines.appendleft(line)
    return list(lines)


def _newest_first(path: Path) -> Iterator[Path]:
    index = 0
    file = path
    while file.exists():
        yield file
        index += 1
        file = path.with_name(f"{path.name}.{index}")


def _lines_backwards(file: Path) -> Iterator[str]:
    # A file is a few megabytes at most, so it is read whole.
    yield from reversed(file.read_bytes().decode(errors="replace").splitlines())
