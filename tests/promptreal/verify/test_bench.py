"""Benches: where tests run, made ready before there is a tree."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from promptreal.build.environment import note_use
from promptreal.deadline import Deadline
from promptreal.evidence import Outcome
from promptreal.roles import Sandbox
from promptreal.sandbox import open_sandbox
from promptreal.verify.bench import AHEAD, Bench, foresee, open_bench
from promptreal.verify.tests import run_generated_tests

PASSING = "def test_one():\n    assert 1 + 1 == 2\n"
READS_STDIN = "import os\n\n\ndef test_input():\n    assert os.read(0, 1) == b''\n"
HANGS = "import threading\n\n\ndef test_for_ever():\n    threading.Event().wait()\n"

pytestmark = pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="with one processor nothing is done beforehand")


@pytest.fixture(scope="module")
def sandbox() -> Sandbox:
    return open_sandbox("auto", trusted=True)[0]


@pytest.fixture(autouse=True)
def nothing_foreseen() -> Iterator[None]:
    AHEAD.discard()
    yield
    AHEAD.discard()


@pytest.fixture
def environments(tmp_path: Path) -> Path:
    """A folder of environments, with this one in it as the one that tests used last."""
    folder = tmp_path / "environments"
    folder.mkdir()
    (folder / "mine").symlink_to(sys.prefix, target_is_directory=True)
    note_use(folder, "tests", folder / "mine" / "bin" / "python")
    return folder


def run(sandbox: Sandbox, bench: Bench, python: Path, *tests: str, seconds: float = 60) -> tuple[Outcome, str]:
    (bench.source / "tests").mkdir()
    for number, text in enumerate(tests):
        (bench.source / "tests" / f"test_{number}.py").write_text(text, "utf-8")
    deadline = Deadline("source_tree", seconds)
    gate = run_generated_tests(sandbox, bench.source, python, deadline, given_up=bench.given_up, waiting=bench.waiting)
    return gate.outcome, gate.summary


def test_a_process_that_waited_runs_the_tests_of_the_tree_that_came(
    sandbox: Sandbox, environments: Path, tmp_path: Path
) -> None:
    foresee(sandbox, environments, tmp_path / "benches")
    python = environments / "mine" / "bin" / "python"
    with open_bench(sandbox, environments, python) as bench:
        assert bench.waiting is not None
        assert not list(bench.source.iterdir())
        outcome, summary = run(sandbox, bench, python, *[PASSING] * 7, READS_STDIN)
        assert bench.waiting.start([[]]) is False, "it has ended"

    assert outcome is Outcome.PASSED, summary
    assert summary.startswith("8 tests passed")
    assert not list((tmp_path / "benches").iterdir())


def test_what_fails_under_a_process_that_waited_is_told_with_what_was_compared(
    sandbox: Sandbox, environments: Path, tmp_path: Path
) -> None:
    foresee(sandbox, environments, tmp_path / "benches")
    python = environments / "mine" / "bin" / "python"
    with open_bench(sandbox, environments, python) as bench:
        outcome, summary = run(sandbox, bench, python, PASSING, "def test_sum():\n    assert 1 + 1 == 3\n")

    assert outcome is Outcome.FAILED
    assert summary.startswith("1 of 2 tests failed")


@pytest.mark.slow
def test_tests_that_hang_in_a_process_that_waited_run_into_the_deadline(
    sandbox: Sandbox, environments: Path, tmp_path: Path
) -> None:
    foresee(sandbox, environments, tmp_path / "benches")
    python = environments / "mine" / "bin" / "python"
    with open_bench(sandbox, environments, python) as bench:
        outcome, summary = run(sandbox, bench, python, HANGS, seconds=3)

    assert outcome is Outcome.FAILED
    assert summary.startswith("the tests did not end in time")


def test_a_tree_that_needs_another_environment_gets_a_bench_where_nobody_waits(
    sandbox: Sandbox, environments: Path, tmp_path: Path
) -> None:
    foresee(sandbox, environments, tmp_path / "benches")
    (environments / "other").symlink_to(sys.prefix, target_is_directory=True)
    python = environments / "other" / "bin" / "python"
    with open_bench(sandbox, environments, python) as bench:
        assert bench.waiting is None
        assert not list((tmp_path / "benches").iterdir()), "what was foreseen is gone"
        outcome, summary = run(sandbox, bench, python, PASSING)
    assert outcome is Outcome.PASSED, summary

    foresee(sandbox, environments, tmp_path / "benches")
    with open_bench(sandbox, environments, python) as bench:
        assert bench.waiting is not None, "the next time it is this one that is foreseen"


@pytest.mark.slow
def test_tests_run_where_the_process_that_waited_is_gone(sandbox: Sandbox, environments: Path, tmp_path: Path) -> None:
    foresee(sandbox, environments, tmp_path / "benches")
    python = environments / "mine" / "bin" / "python"
    with open_bench(sandbox, environments, python) as bench:
        assert bench.waiting is not None
        bench.given_up.set()
        assert bench.waiting.result(Deadline("source_tree", 30)).exit_code != 0
        bench.given_up.clear()
        outcome, summary = run(sandbox, bench, python, PASSING)

    assert outcome is Outcome.PASSED, summary


def test_nothing_is_foreseen_where_no_environment_is_known_or_the_last_one_is_gone(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    environments = tmp_path / "environments"
    foresee(sandbox, environments, tmp_path / "benches")
    note_use(environments, "tests", environments / "gone" / "bin" / "python")
    foresee(sandbox, environments, tmp_path / "benches")

    assert not (tmp_path / "benches").exists()
