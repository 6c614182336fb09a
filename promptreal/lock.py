"""Locks between processes that end with the process that holds them, whatever ends it."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from promptreal.errors import AppBusy
from promptreal.request import AppKey
from promptreal.settings import Settings

_POLL_SECONDS = 0.1

# Descriptors of the locks that this process holds: a second open file of the same process would wait for the first.
_held: dict[Path, int] = {}


class FileLock:
    """An exclusive lock on the file `path`, with a line in it that says who holds it.

    It belongs to the process, not to this object; the descriptor is not inherited by what the process starts.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def held(self) -> bool:
        """Whether this very process holds it."""
        return self.path in _held

    def acquire(self, holder: str) -> bool:
        """Takes the lock, without waiting; false when another process has it."""
        if self.path not in _held:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                return False
            _held[self.path] = descriptor
        os.ftruncate(_held[self.path], 0)
        os.pwrite(_held[self.path], holder.encode(), 0)
        return True

    def release(self) -> None:
        """Gives the lock back; nothing happens when this process does not hold it."""
        descriptor = _held.pop(self.path, None)
        if descriptor is not None:
            os.close(descriptor)

    def free(self) -> bool:
        """Whether no process holds it now (this one included)."""
        if self.held:
            return False
        try:
            descriptor = os.open(self.path, os.O_RDWR)
        except FileNotFoundError:
            return True
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(descriptor)
        return True

    def holder(self) -> str:
        """Who took it last; empty when nobody ever did."""
        try:
            return self.path.read_text(errors="replace").strip()
        except FileNotFoundError:
            return ""


def app_lock(settings: Settings, app: AppKey) -> FileLock:
    """The lock that whoever changes an app must hold."""
    return FileLock(settings.home / "locks" / "apps" / f"{app}.lock")


def run_lock(settings: Settings, run_id: str) -> FileLock:
    """The lock that the process of a run holds as long as it lives."""
    return FileLock(settings.home / "locks" / "runs" / f"{run_id}.lock")


def take_app(
    settings: Settings,
    app: AppKey,
    holder: str,
    wait: float = 0.0,
    waiting: Callable[[str], None] = lambda _: None,
) -> FileLock:
    """The app's lock, taken; waits for at most `wait` seconds, and tells `waiting` once for whom.

    Raises:
        AppBusy: another process still has it; the message names its run.
    """
    lock = app_lock(settings, app)
    until = time.monotonic() + wait
    told = False
    while not lock.acquire(holder):
        other = lock.holder() or "another process"
        if time.monotonic() >= until:
            raise AppBusy(
                f"the app {app} is being worked on by {other}",
                hint="wait until it has ended, or cancel it; then try again",
            )
        if not told:
            waiting(f"waiting for {other}, which works on {app}")
            told = True
        time.sleep(_POLL_SECONDS)
    return lock


@contextmanager
def holding_app(settings: Settings, app: AppKey, holder: str, wait: float = 0.0) -> Iterator[None]:
    """Holds the app's lock while the block runs.

    Raises:
        AppBusy: another process still has it after `wait` seconds.
    """
    lock = take_app(settings, app, holder, wait)
    try:
        yield
    finally:
        lock.release()
