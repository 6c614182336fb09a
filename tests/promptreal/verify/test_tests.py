"""A generated app's own tests, run closed in: what passes, and every way of not passing."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event

import pytest

from promptreal.deadline import Deadline
from promptreal.evidence import Gate, Outcome
from promptreal.roles import Sandbox
from promptreal.sandbox import open_sandbox
from promptreal.verify.tests import read_report, run_generated_tests

PASSING = "def test_one():\n    assert 1 + 1 == 2\n"


@pytest.fixture(scope="module")
def sandbox() -> Sandbox:
    return open_sandbox("auto", trusted=True)[0]


def run(sandbox: Sandbox, folder: Path, *tests: str, seconds: float = 60) -> Gate:
    (folder / "tests").mkdir()
    for number, text in enumerate(tests):
        (folder / "tests" / f"test_{number}.py").write_text(text, "utf-8")
    return run_generated_tests(sandbox, folder, Path(sys.executable), Deadline("source_tree", seconds))


def test_passing_tests_pass_and_are_counted(sandbox: Sandbox, tmp_path: Path) -> None:
    gate = run(sandbox, tmp_path, PASSING, PASSING)
    assert gate.outcome is Outcome.PASSED
    assert gate.measures["passed"] == 2
    assert sandbox.name in gate.summary


def test_a_failing_test_refuses_and_says_why(sandbox: Sandbox, tmp_path: Path) -> None:
    gate = run(sandbox, tmp_path, PASSING, "def test_sum():\n    assert 2 + 2 == 5, 'the sum is wrong'\n")
    assert gate.refuses
    assert "test_1::test_sum: AssertionError: the sum is wrong" in gate.details[0]
    assert gate.measures == {**gate.measures, "tests": 2, "failed": 1, "passed": 1}


def test_a_failing_comparison_is_told_with_what_was_compared(sandbox: Sandbox, tmp_path: Path) -> None:
    gate = run(sandbox, tmp_path, PASSING, "def test_sum():\n    found = [1, 2]\n    assert sum(found) == 5\n")

    assert gate.outcome is Outcome.FAILED
    assert "assert 3 == 5" in gate.details[0]


def test_a_test_that_fails_once_refuses_even_if_it_passes_when_it_is_looked_into(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    # Rewritten assertions have a name in the module that plain ones have not.
    gate = run(sandbox, tmp_path, PASSING, "def test_flaky():\n    assert '@pytest_ar' in globals()\n")

    assert gate.outcome is Outcome.FAILED
    assert gate.measures["failed"] == 1


def test_no_tests_refuse(sandbox: Sandbox, tmp_path: Path) -> None:
    gate = run(sandbox, tmp_path)
    assert gate.refuses
    assert "no tests" in gate.summary


def test_tests_that_are_all_skipped_refuse(sandbox: Sandbox, tmp_path: Path) -> None:
    gate = run(sandbox, tmp_path, "import pytest\n\n\n@pytest.mark.skip\ndef test_one():\n    pass\n")
    assert gate.refuses
    assert "skipped" in gate.summary


@pytest.mark.parametrize("code", [0, 7])
def test_a_crash_is_told_from_a_failure_and_cannot_pass(sandbox: Sandbox, tmp_path: Path, code: int) -> None:
    gate = run(sandbox, tmp_path, f"import os\n\n\ndef test_one():\n    os._exit({code})\n")
    assert gate.refuses
    assert f"crashed without a report (exit code {code})" in gate.summary


def test_a_file_that_cannot_be_imported_refuses(sandbox: Sandbox, tmp_path: Path) -> None:
    gate = run(sandbox, tmp_path, PASSING, "import no_such_module\n")
    assert gate.refuses
    assert "no_such_module" in " ".join(gate.details)


def test_a_report_that_claims_more_than_the_exit_code_is_not_believed(sandbox: Sandbox, tmp_path: Path) -> None:
    forged = '<testsuites><testsuite><testcase classname="a" name="b"/></testsuite></testsuites>'
    code = f"""
import atexit, os, pathlib
atexit.register(lambda: (pathlib.Path(os.environ["REPORTS"], "junit-0.xml").write_text({forged!r}), os._exit(1)))


def test_one():
    assert False
"""
    gate = run(sandbox, tmp_path, code)
    assert gate.refuses
    assert gate.summary.startswith("the test runner ended badly (exit code 1)")


def test_tests_that_do_not_end_are_ended(sandbox: Sandbox, tmp_path: Path) -> None:
    gate = run(sandbox, tmp_path, "import threading\n\n\ndef test_one():\n    threading.Event().wait()\n", seconds=1.5)
    assert gate.refuses
    assert "did not end in time" in gate.summary


def test_many_files_are_shared_between_processes_and_none_is_left_out(sandbox: Sandbox, tmp_path: Path) -> None:
    # pytest finds the last one by the tree's own configuration alone.
    (tmp_path / "pytest.ini").write_text("[pytest]\npython_files = test_*.py check_*.py\n", "utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "check_more.py").write_text(PASSING, "utf-8")
    gate = run(sandbox, tmp_path, *[PASSING] * 7)
    assert gate.outcome is Outcome.PASSED
    assert gate.measures["passed"] == 8


@pytest.mark.parametrize("place", [0, 7])
def test_a_failure_in_any_share_refuses(sandbox: Sandbox, tmp_path: Path, place: int) -> None:
    tests = [PASSING] * 8
    tests[place] = "def test_one():\n    assert False, 'here'\n"
    gate = run(sandbox, tmp_path, *tests)
    assert gate.refuses
    assert gate.measures == {**gate.measures, "tests": 8, "failed": 1, "passed": 7}


def test_a_share_without_a_test_takes_nothing_from_the_other(sandbox: Sandbox, tmp_path: Path) -> None:
    gate = run(sandbox, tmp_path, PASSING, *["NOTHING = 1\n"] * 7)
    assert gate.outcome is Outcome.PASSED
    assert gate.measures["passed"] == 1


def test_a_crash_of_one_share_refuses(sandbox: Sandbox, tmp_path: Path) -> None:
    gate = run(sandbox, tmp_path, *[PASSING] * 7, "import os\n\n\ndef test_one():\n    os._exit(0)\n")
    assert gate.refuses
    assert "crashed without a report" in gate.summary


def test_tests_that_nobody_waits_for_are_ended(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    endless = "import threading\n\n\ndef test_one():\n    threading.Event().wait()\n"
    (tmp_path / "tests" / "test_0.py").write_text(endless, "utf-8")
    given_up = Event()
    given_up.set()
    deadline = Deadline("source_tree", 60)
    gate = run_generated_tests(sandbox, tmp_path, Path(sys.executable), deadline, given_up=given_up)
    assert gate.refuses
    assert "nobody waits for it" in "\n".join(gate.details)


def test_the_source_is_left_as_it_was(sandbox: Sandbox, tmp_path: Path) -> None:
    run(sandbox, tmp_path, PASSING)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["test_0.py", "tests"]


@pytest.mark.parametrize(
    "text",
    [
        "not xml",
        '<!DOCTYPE x [<!ENTITY a "aaaa">]><testsuites><testcase name="&a;"/></testsuites>',
        "",
    ],
)
def test_a_report_that_cannot_be_trusted_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "junit.xml"
    path.write_text(text, "utf-8")
    assert read_report(path) is None


def test_a_report_that_is_a_link_is_none(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.xml").write_text("<testsuites/>", "utf-8")
    (tmp_path / "junit.xml").symlink_to(tmp_path / "elsewhere.xml")
    assert read_report(tmp_path / "junit.xml") is None
