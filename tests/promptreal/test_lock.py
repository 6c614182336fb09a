from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from promptreal.errors import AppBusy
from promptreal.lock import FileLock, app_lock, holding_app, take_app
from promptreal.request import AppKey
from promptreal.settings import Settings

HOLD = """
import sys
from pathlib import Path
from promptreal.lock import FileLock
assert FileLock(Path(sys.argv[1])).acquire("the other")
print("held", flush=True)
sys.stdin.read()
"""


def _other(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    assert process.stdin is not None and process.stdout is not None
    process.stdin.close()
    process.stdout.close()


def test_a_lock_is_free_again_when_its_process_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "locks" / "one.lock"
    process = _other(path)
    lock = FileLock(path)
    assert not lock.acquire("me")
    assert not lock.free()
    assert lock.holder() == "the other"
    _end(process)
    assert lock.free()
    assert lock.acquire("me")
    assert lock.holder() == "me"
    lock.release()


def test_a_lock_that_nobody_ever_took_is_free(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "never.lock")
    assert lock.free()
    assert lock.holder() == ""
    lock.release()


def test_a_process_takes_its_own_lock_twice(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "a.lock"), FileLock(tmp_path / "a.lock")
    assert first.acquire("a")
    assert second.acquire("a again")
    assert second.held
    assert not second.free()
    second.release()
    assert not first.held


def test_what_the_process_starts_does_not_keep_the_lock(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "a.lock")
    assert lock.acquire("me")
    with subprocess.Popen(
        [sys.executable, "-c", "print('up', flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        close_fds=False,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"up\n"
        lock.release()
        assert lock.free()
        child.communicate(b"\n")


def test_a_busy_app_names_who_works_on_it(tmp_path: Path) -> None:
    settings, app = Settings(home=tmp_path), AppKey(name="shop")
    process = _other(app_lock(settings, app).path)
    heard: list[str] = []
    with pytest.raises(AppBusy, match="shop is being worked on by the other"):
        take_app(settings, app, "me", wait=0.15, waiting=heard.append)
    assert heard == ["waiting for the other, which works on shop"]
    take_app(settings, AppKey(name="shop", tenant="acme"), "me").release()
    _end(process)
    with holding_app(settings, app, "me"):
        assert app_lock(settings, app).held
    assert app_lock(settings, app).free()
