"""Python environments by their lock, installed for real from a folder of wheels."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from promptreal.build.environment import ensure_environment, environment_name, prepare
from promptreal.deadline import Deadline
from promptreal.errors import BuildError, PhaseTimeout

Wheel = Callable[[str, str], bytes]


@pytest.fixture
def deadline() -> Deadline:
    return Deadline("image", 60)


@pytest.fixture
def environments(tmp_path: Path) -> Path:
    return tmp_path / "environments"


def said(python: Path, code: str) -> str:
    return subprocess.run([python, "-I", "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def finished(environments: Path) -> list[str]:
    return sorted(path.name for path in environments.iterdir() if not path.name.startswith("."))


def test_what_the_lock_names_can_be_imported(wheel: Wheel, environments: Path, deadline: Deadline) -> None:
    python = ensure_environment(environments, wheel("greeting", "WORD = 'hello'"), deadline)
    assert said(python, "import greeting; print(greeting.WORD)") == "hello"
    cached = said(python, "import greeting, os; print(os.path.exists(greeting.__cached__), greeting.__file__)")
    assert cached.startswith("True")
    assert str(python.parent.parent) in cached
    assert not any((environments / ".unfinished").iterdir())


def test_an_unchanged_lock_is_reused_and_a_changed_one_is_not(
    wheel: Wheel, environments: Path, deadline: Deadline
) -> None:
    one, two = wheel("one", ""), wheel("two", "")
    first = prepare(environments, one, deadline)
    again = prepare(environments, one, deadline)
    other = prepare(environments, one + two, deadline)
    assert (first.reused, again.reused, other.reused) == (False, True, False)
    assert first.python == again.python != other.python
    assert first.size == again.size > 0
    assert said(other.python, "import one, two; print('both')") == "both"


def test_an_empty_lock_gives_a_bare_environment(wheels: Path, environments: Path, deadline: Deadline) -> None:
    python = ensure_environment(environments, b"# nothing\n", deadline)
    assert said(python, "import sys; print(sys.prefix != sys.base_prefix)") == "True"


def test_a_package_that_is_not_what_the_lock_says_is_refused(
    wheel: Wheel, environments: Path, deadline: Deadline
) -> None:
    lock = wheel("greeting", "WORD = 'hello'")
    wheel("greeting", "WORD = 'evil'")
    with pytest.raises(BuildError) as caught:
        ensure_environment(environments, lock, deadline)
    assert "greeting" in caught.value.message
    assert finished(environments) == []


def test_a_requirement_without_a_hash_is_refused(wheel: Wheel, environments: Path, deadline: Deadline) -> None:
    wheel("greeting", "")
    with pytest.raises(BuildError, match="hash"):
        ensure_environment(environments, b"greeting==1.0\n", deadline)


def test_a_source_distribution_is_never_built(
    wheels: Path, environments: Path, deadline: Deadline, tmp_path: Path
) -> None:
    ran = tmp_path / "ran"
    source = tmp_path / "evil-1.0"
    source.mkdir()
    (source / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "evil"\nbackend-path = ["."]\n'
    )
    (source / "evil.py").write_text(f"open({str(ran)!r}, 'w')\n")
    archive = wheels / "evil-1.0.tar.gz"
    with tarfile.open(archive, "w:gz") as file:
        file.add(source, "evil-1.0")
    lock = f"evil==1.0 --hash=sha256:{hashlib.sha256(archive.read_bytes()).hexdigest()}\n".encode()
    with pytest.raises(BuildError):
        ensure_environment(environments, lock, deadline)
    assert not ran.exists()


def test_an_index_that_cannot_be_reached_carries_a_remedy(
    wheels: Path, environments: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UV_NO_INDEX")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    lock = b"absent==1.0 --hash=sha256:" + b"0" * 64 + b"\n"
    with pytest.raises(BuildError) as caught:
        ensure_environment(environments, lock, Deadline("image", 60))
    assert "UV_DEFAULT_INDEX" in caught.value.hint
    assert "--timeout" not in caught.value.hint


def test_what_is_cached_is_installed_without_any_network(
    wheel: Wheel, environments: Path, deadline: Deadline, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = wheel("greeting", "WORD = 'hello'")
    ensure_environment(environments, lock, deadline)
    monkeypatch.setenv("UV_OFFLINE", "1")
    python = ensure_environment(environments.with_name("elsewhere"), lock, deadline)
    assert said(python, "import greeting; print(greeting.WORD)") == "hello"


def test_no_secret_of_ours_reaches_the_installer(
    wheel: Wheel, environments: Path, deadline: Deadline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    fake = tmp_path / "bin" / "uv"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\nenv > {seen}\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setattr("uv.find_uv_bin", lambda: str(fake))
    monkeypatch.setenv("ANTHROPIC_API_KEY", "secret")
    monkeypatch.setenv("PYTHONPATH", "/ours")
    with pytest.raises(BuildError):
        ensure_environment(environments, wheel("greeting", ""), deadline)
    names = {line.partition("=")[0] for line in seen.read_text().splitlines()}
    assert "UV_FIND_LINKS" in names
    assert not names & {"ANTHROPIC_API_KEY", "PYTHONPATH"}


def test_a_deadline_ends_the_installer_and_leaves_nothing(
    wheel: Wheel, environments: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "uv"
    fake.write_text("#!/bin/sh\nexec sleep 1000\n")
    fake.chmod(0o755)
    monkeypatch.setattr("uv.find_uv_bin", lambda: str(fake))
    with pytest.raises(PhaseTimeout, match="image phase"):
        ensure_environment(environments, wheel("greeting", ""), Deadline("image", 0.2))
    assert finished(environments) == []
    assert not any((environments / ".unfinished").iterdir())


def test_a_broken_environment_is_made_again(wheel: Wheel, environments: Path, deadline: Deadline) -> None:
    lock = wheel("greeting", "")
    python = ensure_environment(environments, lock, deadline)
    python.unlink()
    python.symlink_to("/an/uninstalled/python")
    again = prepare(environments, lock, deadline)
    assert not again.reused
    assert said(again.python, "import greeting; print('back')") == "back"


MAKE = """
import sys
from pathlib import Path
from promptreal.build.environment import prepare
from promptreal.deadline import Deadline
print("begun", flush=True)
print(prepare(Path(sys.argv[1]), sys.argv[2].encode(), Deadline("image", 60)).reused)
"""


def test_of_two_processes_that_want_it_one_makes_it(wheel: Wheel, environments: Path) -> None:
    lock = wheel("greeting", "").decode()
    both = [
        subprocess.Popen([sys.executable, "-c", MAKE, environments, lock], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert sorted(one.communicate()[0].split()[1] for one in both) == ["False", "True"]


def test_what_a_killed_build_left_is_cleaned_and_made_anew(
    wheel: Wheel, environments: Path, deadline: Deadline
) -> None:
    lock = wheel("greeting", "")
    command = [sys.executable, "-c", MAKE, environments, lock.decode()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as maker:
        assert maker.stdout is not None
        maker.stdout.readline()
        os.killpg(maker.pid, signal.SIGKILL)
    left = environments / ".unfinished" / f"{environment_name(lock)}~left"
    left.mkdir(parents=True, exist_ok=True)
    python = ensure_environment(environments, lock, deadline)
    assert said(python, "import greeting; print('made')") == "made"
    assert not left.exists()


def test_anybody_can_read_it_whatever_our_umask(wheel: Wheel, environments: Path, deadline: Deadline) -> None:
    before = os.umask(0o077)
    try:
        python = ensure_environment(environments, wheel("greeting", ""), deadline)
    finally:
        os.umask(before)
    for path in python.parent.parent.rglob("*"):
        if not path.is_symlink():
            assert path.stat().st_mode & 0o004, path
