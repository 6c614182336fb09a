"""Folders that are made once, whole or not at all, however many processes want one and whenever they are killed."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from promptreal.deadline import Deadline
from promptreal.errors import PhaseTimeout

_POLL_SECONDS = 0.05


@contextmanager
def sole_maker(folder: Path, name: str, deadline: Deadline) -> Iterator[int]:
    """Only one process at a time is inside for the same name; gives the lock's descriptor.

    A child that inherits the descriptor keeps the place taken when its parent is killed.

    Raises:
        PhaseTimeout: another one did not finish in time.
        OSError: the lock file cannot be made.
    """
    locks = folder / ".locks"
    locks.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(locks / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(min(_POLL_SECONDS, deadline.remaining()))
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def unfinished(folder: Path, name: str) -> Iterator[Path]:
    """A new folder to make `folder/name` in; renamed there by the caller when it is whole, else gone at the end.

    Called by the sole maker of that name alone: what an interrupted one left is removed first.
    """
    making = folder / ".unfinished"
    making.mkdir(parents=True, exist_ok=True)
    for left in making.glob(f"{name}~*"):
        remove(left)
    place = Path(tempfile.mkdtemp(prefix=f"{name}~", dir=making))
    place.chmod(0o755)
    try:
        yield place
    finally:
        remove(place)


def remove(folder: Path) -> None:
    """Removes a folder and all in it; a missing one is no error."""
    shutil.rmtree(folder, ignore_errors=True)


def discard(place: Path) -> bool:
    """Removes a finished folder: out of sight at once, so that no one finds half of it, then for good.

    False when another process is just making it.
    """
    try:
        with (
            sole_maker(place.parent, place.name, Deadline("removal", 1)),
            unfinished(place.parent, place.name) as scratch,
        ):
            place.rename(scratch / "gone")
    except PhaseTimeout:
        return False
    return True
