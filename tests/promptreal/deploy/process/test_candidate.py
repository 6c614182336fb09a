from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from promptreal.build.environment import note_use
from promptreal.deadline import Deadline
from promptreal.deploy.process.candidate import AHEAD
from promptreal.deploy.process.plan import Bundle
from promptreal.errors import AppUnhealthy, PhaseTimeout
from tests.promptreal.deploy.process.conftest import Bench, ask, version_at
from tests.promptreal.deploy.process.tiny import tiny_spec


def test_a_candidate_writes_to_a_database_of_its_own(bench: Bench) -> None:
    live = bench.deploy()
    with bench.target.candidate(bench.image(tag="2"), tiny_spec(bench.app, 2), Deadline("deployment", 30)) as url:
        assert version_at(url) == "2"
        assert json.loads(ask(url, "/note?one")) == 2
        assert json.loads(ask(url, "/environment"))["PORT"] == url.rpartition(":")[2]

    assert json.loads(ask(live, "/count")) == 1
    assert version_at(live) == "1"
    with pytest.raises(OSError, match="refused"):
        ask(url)


def test_a_candidate_is_gone_when_what_looked_at_it_failed(bench: Bench) -> None:
    candidate = bench.target.candidate(bench.image(), tiny_spec(bench.app), Deadline("deployment", 30))
    with pytest.raises(ZeroDivisionError), candidate as url:
        raise ZeroDivisionError

    with pytest.raises(OSError, match="refused"):
        ask(url)
    assert not list((bench.home / "candidates").iterdir())


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        ({"import": "fail"}, "cannot even be imported"),
        ({"migrate": "fail"}, "fails half-way"),
        ({"broken": "/readyz", "startup": "fail"}, "exit code 3"),
    ],
)
def test_a_candidate_that_does_not_become_healthy_says_why(bench: Bench, behaviour: dict[str, str], said: str) -> None:
    candidate = bench.target.candidate(bench.image(**behaviour), tiny_spec(bench.app), Deadline("deployment", 30))

    with pytest.raises(AppUnhealthy, match=said), candidate:
        pass
    assert not list((bench.home / "candidates").iterdir())


@pytest.mark.slow
def test_a_candidate_that_hangs_runs_into_the_deadline(bench: Bench) -> None:
    candidate = bench.target.candidate(bench.image(startup="hang"), tiny_spec(bench.app), Deadline("deployment", 1.5))

    with pytest.raises(PhaseTimeout), candidate:
        pass
    assert not list((bench.home / "candidates").iterdir())


@pytest.fixture
def foreseeing(bench: Bench) -> Iterator[Bench]:
    """A bench whose candidates used the environment that tiny versions run under."""
    AHEAD.discard()
    environments = bench.home / "environments"
    environments.mkdir(parents=True)
    python = Bundle.open(bench.image()).python
    (environments / "mine").symlink_to(python.parent.parent, target_is_directory=True)
    note_use(environments, "candidates", environments / "mine" / "bin" / "python")
    yield bench
    AHEAD.discard()


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="with one processor nothing is done beforehand")
def test_processes_that_waited_become_the_candidate_of_the_version_that_came(foreseeing: Bench) -> None:
    foreseeing.target.foresee()
    (folder,) = (foreseeing.home / "candidates").iterdir()
    assert not list((folder / "source").iterdir())

    image = foreseeing.image(python=str(foreseeing.home / "environments" / "mine" / "bin" / "python"), tag="2")
    with foreseeing.target.candidate(image, tiny_spec(foreseeing.app, 2), Deadline("deployment", 30)) as url:
        assert version_at(url) == "2"
        assert json.loads(ask(url, "/note?one")) == 2
        assert list((folder / "source").iterdir())
    assert not folder.exists()


@pytest.mark.slow
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="with one processor nothing is done beforehand")
def test_processes_that_wait_for_another_environment_end_unused(foreseeing: Bench) -> None:
    foreseeing.target.foresee()
    (folder,) = (foreseeing.home / "candidates").iterdir()

    with foreseeing.target.candidate(foreseeing.image(), tiny_spec(foreseeing.app), Deadline("deployment", 30)) as url:
        assert version_at(url) == "1"
        assert not folder.exists()


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="with one processor nothing is done beforehand")
def test_processes_that_nobody_needed_are_gone_when_the_command_ends(foreseeing: Bench) -> None:
    program = """
import sys
from pathlib import Path
from promptreal.deploy.process import ProcessTarget
from promptreal.sandbox import open_sandbox
from promptreal.settings import Settings

home = Path(sys.argv[1])
ProcessTarget(Settings(home=home), open_sandbox("auto", trusted=True)[0]).foresee()
print(len(list((home / "candidates").iterdir())))
"""
    command = [sys.executable, "-c", program, str(foreseeing.home)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("1\n", "")
    assert not list((foreseeing.home / "candidates").iterdir())
