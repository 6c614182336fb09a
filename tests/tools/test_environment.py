"""The scripts at the top, in a copy of the clone; its `uv` installs the copy and notes its calls."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UV = """#!/bin/sh
echo "$@" >> "$CALLS"
for last in "$@"; do :; done
case $1 in
    venv) exec "$INTERPRETER" -m venv --without-pip "$last" ;;
    pip)
        if [ -n "${STARTED:-}" ]; then echo started > "$STARTED"; read -r _ < "$GO"; fi
        for site in .venv/lib/python3*/site-packages; do pwd > "$site/clone.pth"; done
        exit "${UV_EXIT:-0}" ;;
esac
"""
MAIN = "import os, sys; print(sys.argv[1:], os.environ['PROMPTREAL_HOME'], 'PYTHONPATH' in os.environ)"


class Clone:
    """A copy of what the scripts need, in a folder with a space in its name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "my clone"
        package = self.root / "promptreal_dagster" / "cli"
        package.mkdir(parents=True)
        for name in ("run", "test", "pyproject.toml"):
            shutil.copy(ROOT / name, self.root / name)
        shutil.copytree(ROOT / "tools", self.root / "tools", ignore=shutil.ignore_patterns("__pycache__"))
        (package / "__init__.py").touch()
        (package.parent / "__init__.py").touch()
        (package / "__main__.py").write_text(MAIN)
        (folder / "bin").mkdir()
        (folder / "bin" / "uv").write_text(UV)
        (folder / "bin" / "uv").chmod(0o755)
        self.calls = folder / "calls"
        self.environment = {
            "PATH": f"{folder / 'bin'}:/usr/bin:/bin",
            "CALLS": str(self.calls),
            "INTERPRETER": sys.executable,
            "PROMPTREAL_PYTHON": sys.executable,
        }

    def start(self, command: Path | str = "run", **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [str(self.root / command), "apps", "two words"],
            cwd="/",
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )

    def run(self, command: Path | str = "run", **environment: str) -> tuple[int, str, str]:
        process = self.start(command, **environment)
        output, error = process.communicate()
        return process.returncode, output, error

    def installs(self) -> int:
        return sum(line.startswith("pip install") for line in self.calls.read_text().splitlines())

    def gate(self) -> dict[str, str]:
        """Two pipes: the installer writes to the first when it has begun, and waits at the second."""
        for name in ("started", "go"):
            os.mkfifo(self.folder / name)
        return {"STARTED": str(self.folder / "started"), "GO": str(self.folder / "go")}


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


def test_the_first_call_installs_and_the_second_does_not(clone: Clone) -> None:
    code, output, error = clone.run()
    assert (code, output) == (0, f"['apps', 'two words'] {clone.root}/.promptreal False\n")
    assert "installing Prompt to Real into" in error
    code, output, error = clone.run()
    assert (code, output.split()[0], error) == (0, "['apps',", "")
    assert clone.installs() == 1


def test_a_symlink_from_elsewhere_finds_its_clone(clone: Clone, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "one").symlink_to("../my clone/run")
    (tmp_path / "two").symlink_to("links/one")
    assert clone.run(tmp_path / "two")[0] == 0


def test_a_home_that_is_given_is_kept_and_a_foreign_pythonpath_is_not(clone: Clone) -> None:
    _, output, _ = clone.run(PROMPTREAL_HOME="/somewhere", PYTHONPATH="/elsewhere")
    assert output == "['apps', 'two words'] /somewhere False\n"


def test_two_first_calls_at_once_install_once(clone: Clone) -> None:
    gate = clone.gate()
    first = clone.start(**gate)
    Path(gate["STARTED"]).read_text()
    second = clone.start()
    assert second.stderr is not None
    assert "another call is installing" in second.stderr.readline()
    Path(gate["GO"]).write_text("go\n")
    assert first.wait() == 0
    second.communicate()
    first.communicate()
    assert second.returncode == 0
    assert clone.installs() == 1


def test_after_a_killed_install_the_environment_is_made_anew(clone: Clone) -> None:
    gate = clone.gate()
    killed = clone.start(**gate)
    Path(gate["STARTED"]).read_text()
    (clone.root / ".venv" / "half-installed").touch()
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert clone.run()[0] == 0
    assert not (clone.root / ".venv" / "half-installed").exists()
    assert clone.installs() == 2


def test_a_changed_project_file_is_installed_again(clone: Clone) -> None:
    clone.run()
    with (clone.root / "pyproject.toml").open("a") as file:
        file.write("\n# changed\n")
    clone.run()
    assert clone.installs() == 2


def test_an_environment_that_was_there_before_is_installed_into_not_wiped(clone: Clone) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(clone.root / ".venv")], check=True)
    (clone.root / ".venv" / "mine").touch()
    clone.run()
    assert (clone.root / ".venv" / "mine").exists()
    assert "venv" not in [line.split()[0] for line in clone.calls.read_text().splitlines()]


def test_a_clone_that_was_moved_is_installed_again(clone: Clone) -> None:
    clone.run()
    moved = clone.root.with_name("moved clone")
    clone.root.rename(moved)
    clone.root = moved
    assert clone.run()[0] == 0
    assert clone.installs() == 2


def test_a_failing_installer_says_what_to_do_and_the_next_call_tries_again(clone: Clone) -> None:
    code, output, error = clone.run(UV_EXIT="1")
    assert (code, output) == (1, "")
    assert "ended with exit code 1" in error
    assert "UV_DEFAULT_INDEX" in error
    assert clone.run()[0] == 0


def test_without_a_fitting_python_it_says_how_to_get_one(clone: Clone, tmp_path: Path) -> None:
    (tmp_path / "few").mkdir()
    for name in ("sh", "dirname", "readlink"):
        (tmp_path / "few" / name).symlink_to(str(shutil.which(name)))
    code, output, error = clone.run(PATH=str(tmp_path / "few"), PROMPTREAL_PYTHON="/nowhere/python")
    assert (code, output) == (1, "")
    assert "Python 3.11 to 3.14 is needed" in error
    assert "PROMPTREAL_PYTHON" in error


def test_the_tests_get_the_development_packages(clone: Clone) -> None:
    subprocess.run(
        [sys.executable, "-I", str(clone.root / "tools" / "environment.py"), "test"],
        env=clone.environment,
        check=True,
        capture_output=True,
    )
    assert " pytest" in clone.calls.read_text()
    assert clone.run()[1] != ""
    assert clone.installs() == 1


def test_the_shell_scripts_are_plain_sh() -> None:
    for name in ("run", "test", "tools/environment.sh"):
        subprocess.run(["sh", "-n", str(ROOT / name)], check=True)
