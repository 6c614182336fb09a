"""Runs a generated app's own tests closed in, and reads what came of them from their JUnit report."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from promptreal.deadline import Deadline
from promptreal.evidence import Gate, Outcome
from promptreal.roles import Sandbox, SandboxCommand, SandboxLimits, SandboxResult

GENERATED_TESTS = "generated-tests"
SOURCE_INSIDE = "/app"
SCRATCH_INSIDE = "/scratch"
REPORT = "junit.xml"
MAX_REPORT = 16 * 1024 * 1024
MAX_MESSAGE = 1_500
_INTERNAL_CODES = {2: "was interrupted", 3: "broke inside", 4: "was called wrongly"}


@dataclass(frozen=True)
class JunitReport:
    """Counts of a JUnit report, and a line for each test that failed."""

    tests: int
    skipped: int
    failures: tuple[str, ...]

    @property
    def passed(self) -> int:
        """Tests that ran and held."""
        return self.tests - self.skipped - len(self.failures)


def run_generated_tests(
    sandbox: Sandbox, source: Path, environment: Path, deadline: Deadline, *, fail_fast: bool = False
) -> Gate:
    """The gate `generated-tests`: the tests in `source` ran in the sandbox, at least one of them, and none failed.

    `environment` is the Python to run them with, of an environment that holds their requirements; the source is
    read-only inside, and a folder of its own the only place to write.

    Raises:
        SandboxError: the sandbox could not be started.
        PhaseTimeout: the deadline was over before they began.
    """
    # A sandbox may run as another user, and a temporary folder is made for its maker alone.
    source.chmod(source.stat().st_mode | 0o055)
    with tempfile.TemporaryDirectory(prefix="promptreal-tests-") as scratch:
        command = pytest_command(source, environment, Path(scratch), deadline, fail_fast=fail_fast)
        result = sandbox.run(command)
        report = read_report(Path(scratch) / REPORT)
    return _gate(result, report, sandbox.name)


def pytest_command(
    source: Path, environment: Path, scratch: Path, deadline: Deadline, *, fail_fast: bool = False
) -> SandboxCommand:
    """How the tests in `source` are run closed in; their report is left in `scratch`."""
    argv = [str(environment), "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={SCRATCH_INSIDE}/{REPORT}"]
    # A virtual environment finds itself by its own path, so it is seen inside where it is outside.
    home = environment.parent.parent
    return SandboxCommand(
        argv=[*argv, "-x"] if fail_fast else argv,
        workdir=SOURCE_INSIDE,
        readable={source: SOURCE_INSIDE, home: str(home)},
        writable={scratch: SCRATCH_INSIDE},
        environment={
            "PATH": f"{environment.parent}:/usr/bin:/bin",
            "HOME": SCRATCH_INSIDE,
            "TMPDIR": SCRATCH_INSIDE,
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": "0",
        },
        limits=SandboxLimits(seconds=deadline.remaining()),
    )


def read_report(path: Path) -> JunitReport | None:
    """The report, or None when there is none that can be read: hostile code wrote it, or died before."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_REPORT:
            return None
        return _parse(path.read_text("utf-8"))
    except (OSError, ValueError, ElementTree.ParseError):
        return None


def _parse(text: str) -> JunitReport:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("a JUnit report declares no entities")
    tests = skipped = 0
    failures: list[str] = []
    for case in ElementTree.fromstring(text).iter("testcase"):  # noqa: S314 (declarations are refused above)
        tests += 1
        bad = next((one for kind in ("failure", "error") for one in case.findall(kind)), None)
        if bad is not None:
            name = f"{case.get('classname', '')}::{case.get('name', '')}"
            failures.append(f"{name}: {_reason(bad)}")
        elif case.find("skipped") is not None:
            skipped += 1
    return JunitReport(tests=tests, skipped=skipped, failures=tuple(failures))


def _reason(bad: ElementTree.Element) -> str:
    """Why a test failed, in one line: the message, or what the traceback ends in where the message says nothing."""
    message = next(iter((bad.get("message") or "").strip().splitlines()), "")
    raised = [line[1:].strip() for line in (bad.text or "").splitlines() if line.startswith("E  ")]
    if raised and (not message or message == "collection failure"):
        message = raised[-1]
    return message[:MAX_MESSAGE] or "no message"


def _gate(result: SandboxResult, report: JunitReport | None, sandbox: str) -> Gate:
    outcome, summary = _verdict(result, report)
    measures = {"seconds": round(result.seconds, 3)}
    details: tuple[str, ...] = ()
    if report is not None:
        measures |= {
            "tests": report.tests,
            "passed": report.passed,
            "failed": len(report.failures),
            "skipped": report.skipped,
        }
        details = report.failures
    if outcome is not Outcome.PASSED and not details:
        details = tuple(result.output.splitlines()[-30:])
    return Gate(
        name=GENERATED_TESTS,
        outcome=outcome,
        summary=f"{summary} ({sandbox} sandbox, {result.seconds:.1f} s)",
        details=details,
        measures=measures,
    )


def _verdict(result: SandboxResult, report: JunitReport | None) -> tuple[Outcome, str]:  # noqa: PLR0911 (one answer for each case)
    """The exit code and the report must agree: neither alone is believed."""
    if result.timed_out:
        return Outcome.FAILED, "the tests did not end in time"
    if report is None:
        return Outcome.FAILED, f"the tests crashed without a report (exit code {result.exit_code})"
    if report.failures:
        return Outcome.FAILED, f"{len(report.failures)} of {report.tests} tests failed"
    if result.exit_code == 5 or report.tests == 0:
        return Outcome.FAILED, "there are no tests"
    if report.passed == 0:
        return Outcome.FAILED, f"all {report.tests} tests were skipped"
    if result.exit_code != 0:
        why = _INTERNAL_CODES.get(result.exit_code, "ended badly")
        return Outcome.FAILED, f"the test runner {why} (exit code {result.exit_code})"
    return Outcome.PASSED, f"{report.passed} tests passed"
