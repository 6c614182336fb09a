"""The temporary files of a run, in one folder of their own, so that those of a killed run can be found and removed.

The run's lock file names the folder: whoever finds the lock free knows that nobody needs the folder any more. What is
made before there is a run, or asked for by name, has a folder with a lock in it.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from promptreal.deploy.process.folder import Held, exclusive
from promptreal.lock import run_lock
from promptreal.settings import Settings

_PREFIX = "promptreal-run-"
_LOCK = "lock"
# What `tempfile` used before, for the runs whose folder it uses now.
_before: dict[str, str | None] = {}


def enter_scratch(settings: Settings, run_id: str) -> None:
    """Takes the run's lock, and makes `tempfile` of this process use a folder of the run's own from now on."""
    lock = run_lock(settings, run_id)
    if run_id in _before:
        return
    folder = Path(tempfile.gettempdir()) / f"{_PREFIX}{run_id}"
    # Named in the lock before it is made: at no moment is there a folder that nothing leads to.
    lock.acquire(str(folder))
    folder.mkdir(mode=0o700, exist_ok=True)
    _before[run_id] = tempfile.tempdir
    tempfile.tempdir = str(folder)


def leave_scratch(settings: Settings, run_id: str) -> None:
    """Removes the run's folder, and lets `tempfile` be as it was. The run's lock stays with the process."""
    if run_id in _before:
        tempfile.tempdir = _before.pop(run_id)
        _remove(run_lock(settings, run_id).holder())


def sweep_scratch(settings: Settings) -> None:
    """Removes the folders of runs whose process is gone."""
    folder = run_lock(settings, "any").path.parent
    for path in folder.glob("*.lock") if folder.is_dir() else ():
        lock = run_lock(settings, path.stem)
        if lock.free():
            _remove(lock.holder())


@contextmanager
def held_folder(parent: Path) -> Iterator[Path]:
    """A new folder under `parent`, for this user only, removed at the end; by the next one if this process is killed.

    Raises:
        OSError: it cannot be made.
    """
    parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in parent.iterdir():
        # A folder without its lock file is just being made by another command.
        if (left / _LOCK).exists():
            with suppress(Held, FileNotFoundError), exclusive(left / _LOCK):
                shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(dir=parent))
    try:
        with exclusive(folder / _LOCK):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _remove(named: str) -> None:
    folder = Path(named)
    if folder.is_absolute() and folder.name.startswith(_PREFIX) and not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)
