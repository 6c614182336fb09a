from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from promptreal.lock import run_lock
from promptreal.scratch import enter_scratch, leave_scratch, sweep_scratch
from promptreal.settings import Settings

DIE = """
import os, signal, sys, tempfile
from pathlib import Path
from promptreal.scratch import enter_scratch
from promptreal.settings import Settings
enter_scratch(Settings(home=Path(sys.argv[1])), "run-1")
print(tempfile.mkdtemp(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_temporary_files_of_a_run_are_gone_with_it(tmp_path: Path) -> None:
    settings, before = Settings(home=tmp_path), tempfile.gettempdir()
    enter_scratch(settings, "run-1")
    enter_scratch(settings, "run-1")
    made = Path(tempfile.mkdtemp())
    assert made.parent.name == "promptreal-run-run-1"
    sweep_scratch(settings)
    assert made.exists()
    leave_scratch(settings, "run-1")
    leave_scratch(settings, "run-1")
    assert not made.parent.exists()
    assert tempfile.gettempdir() == before
    run_lock(settings, "run-1").release()


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", DIE, str(tmp_path)], stdout=subprocess.PIPE, text=True, check=False)
    left = Path(done.stdout.strip())
    assert left.exists()
    sweep_scratch(Settings(home=tmp_path))
    assert not left.parent.exists()


def test_a_lock_that_names_something_else_removes_nothing(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    lock = run_lock(Settings(home=tmp_path), "run-1")
    lock.acquire(str(precious))
    lock.release()
    sweep_scratch(Settings(home=tmp_path))
    assert precious.exists()
