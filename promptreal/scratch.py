"""The temporary files of a run, in one folder of their own, so that those of a killed run can be found and removed.

The run's lock file names the folder: whoever finds the lock free knows that nobody needs the folder any more.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from promptreal.lock import run_lock
from promptreal.settings import Settings

_PREFIX = "promptreal-run-"
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


def _remove(named: str) -> None:
    folder = Path(named)
    if folder.is_absolute() and folder.name.startswith(_PREFIX) and not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)
