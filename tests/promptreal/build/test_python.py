from __future__ import annotations

import json
from pathlib import Path

import pytest

from promptreal.build import python
from promptreal.build.environment import ensure_environment, environment_name
from promptreal.build.python import AppPython, choose_python, own_python
from promptreal.deadline import Deadline
from promptreal.roles import SandboxCommand
from promptreal.sandbox import open_sandbox


def interpreter(path: Path, seconds: float) -> str:
    """Something that says that it took so long, and counts how often it was asked."""
    said = json.dumps({"tag": "cpython-3.11.99-test", "seconds": seconds})
    path.write_text(f"#!/bin/sh\necho asked >> {path}.asked\necho '{said}'\n")
    path.chmod(0o755)
    return str(path)


def times_asked(path: Path) -> int:
    return len(Path(f"{path}.asked").read_text().splitlines())


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    paths: list[str] = []
    monkeypatch.setattr(python, "_others", lambda _: paths)
    return paths


def test_a_python_that_is_clearly_quicker_is_chosen_and_said_to_be(tmp_path: Path, others: list[str]) -> None:
    others += [interpreter(tmp_path / "slow", 100.0), interpreter(tmp_path / "quick", 0.000001)]

    chosen = choose_python(tmp_path / "environments")

    assert chosen.path == str(tmp_path / "quick")
    assert chosen.tag == "cpython-3.11.99-test"
    assert "of the time" in chosen.why


def test_ours_is_kept_where_no_other_is_quicker(tmp_path: Path, others: list[str]) -> None:
    others.append(interpreter(tmp_path / "slow", 100.0))

    assert choose_python(tmp_path) == own_python()


def test_ours_is_kept_where_the_settings_say_so(tmp_path: Path, others: list[str]) -> None:
    others.append(interpreter(tmp_path / "quick", 0.000001))

    assert choose_python(tmp_path, "own") == own_python()


def test_measuring_is_done_once_until_a_python_is_replaced(tmp_path: Path, others: list[str]) -> None:
    quick = tmp_path / "quick"
    others.append(interpreter(quick, 0.000001))
    first = choose_python(tmp_path / "environments")
    assert choose_python(tmp_path / "environments") == first
    assert times_asked(quick) == 1

    interpreter(quick, 100.0)
    assert choose_python(tmp_path / "environments") == own_python()
    assert times_asked(quick) == 2


@pytest.mark.parametrize("text", ["#!/bin/sh\nexit 3\n", "#!/bin/sh\necho nonsense\n", "no program at all"])
def test_a_python_that_does_not_work_is_passed_over(tmp_path: Path, others: list[str], text: str) -> None:
    broken = tmp_path / "broken"
    broken.write_text(text)
    broken.chmod(0o755)
    others.append(str(broken))

    assert choose_python(tmp_path / "environments") == own_python()


def test_a_record_that_cannot_be_read_is_made_anew(tmp_path: Path, others: list[str]) -> None:
    others.append(interpreter(tmp_path / "quick", 0.000001))
    (tmp_path / "python.json").write_text('{"chosen": 3')

    assert choose_python(tmp_path).path == str(tmp_path / "quick")
    assert json.loads((tmp_path / "python.json").read_text())["chosen"]["path"] == str(tmp_path / "quick")


def test_environments_of_different_pythons_are_different() -> None:
    other = AppPython("/usr/bin/python3.99", "cpython-3.99.0-test", "a test")

    assert environment_name(b"", other) != environment_name(b"", own_python()) == environment_name(b"")


def test_an_environment_of_a_systems_python_runs_in_the_sandbox(tmp_path: Path) -> None:
    # Where there is no other, ours is the system's.
    path = next(iter(python._others(own_python())), own_python().path)
    measured = python._measure(path)
    assert measured is not None
    base = AppPython(path, measured[0], "a test")
    made = ensure_environment(tmp_path, b"# nothing\n", Deadline("image", 60), base)

    sandbox, _ = open_sandbox("auto", trusted=True)
    home = made.parent.parent
    script = "import sys; print(sys.prefix, sys.version_info[:3])"
    result = sandbox.run(SandboxCommand([str(made), "-c", script], "/", readable={home: str(home)}))

    assert result.exit_code == 0, result.output
    assert result.output.split()[0] == str(home)
    assert ".".join(result.output.split("(")[1].rstrip(")\n").split(", ")) in measured[0]
