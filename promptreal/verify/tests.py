"""Runs a generated app's own tests closed in, and reads what came of them from their JUnit reports.

They run in two processes where there are two processors: one gets files by name, the other everything else that pytest
finds, so that no test is left out whatever the tree calls its tests.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from types import MappingProxyType
from xml.etree import ElementTree

from promptreal.deadline import Deadline
from promptreal.evidence import Gate, Outcome
from promptreal.roles import Sandbox, SandboxCommand, SandboxLimits, SandboxResult
from promptreal.verify.proven import Carry, ProvenFile, read_notes
from promptreal.verify.untrusted import untrusted_text

GENERATED_TESTS = "generated-tests"
SOURCE_INSIDE = "/app"
SCRATCH_INSIDE = "/scratch"
REPORT = "junit.xml"
NOTES = "witness.json"
WITNESS = Path(__file__).with_name("inside") / "promptreal_witness.py"
WITNESS_INSIDE = "/promptreal/inside"
MAX_REPORT = 16 * 1024 * 1024
MAX_MESSAGE = 1_500
# Starting a second process costs as much as a handful of files.
FEWEST_FILES_TO_SPLIT = 6
NO_TESTS = 5
# The app is asked, a page is read, something is done again and again: that is what takes time in a test.
_ASKS_OR_REPEATS = re.compile(rb"\b(?:client|visitor|filled|read|for)\b")
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
    sandbox: Sandbox,
    source: Path,
    environment: Path,
    deadline: Deadline,
    *,
    fail_fast: bool = False,
    given_up: Event | None = None,
    carry: Carry | None = None,
) -> Gate:
    """The gate `generated-tests`: the tests in `source` ran in the sandbox, at least one of them, and none failed.

    `environment` is the Python to run them with, of an environment that holds their requirements; the source is
    read-only inside, and a folder of its own the only place to write. They are ended once `given_up` is set. With
    `carry`, test files that passed in the version before, and hang on nothing that has changed, are not run again.

    Raises:
        SandboxError: the sandbox could not be started.
        PhaseTimeout: the deadline was over before they began.
    """
    # A sandbox may run as another user, and a temporary folder is made for its maker alone.
    source.chmod(source.stat().st_mode | 0o055)
    context = _context(sandbox, environment)
    known = carry.over(context) if carry is not None else {}
    running = _Running(sandbox, source, environment, deadline, known, given_up)
    gate, seen = running.run(fail_fast=fail_fast)
    if carry is not None and gate.outcome is Outcome.PASSED:
        carry.keep(context, {**known, **seen})
    if not gate.measures.get("failed") or fail_fast or (given_up is not None and given_up.is_set()):
        return gate
    # What was compared with what is only known to tests that are rewritten for it, which takes a fifth of their time.
    explained, _ = running.run(explain=True)
    return explained if explained.measures.get("failed") else gate


def _context(sandbox: Sandbox, environment: Path) -> str:
    """What the outcome of tests hangs on besides the tree. An environment's folder is named after all that is in it."""
    witness = hashlib.sha256(WITNESS.read_bytes()).hexdigest()[:16]
    return f"{environment} {sandbox.name} {witness}"


@dataclass(frozen=True)
class _Running:
    """The tests of one tree, those aside that are `known` to pass."""

    sandbox: Sandbox
    source: Path
    environment: Path
    deadline: Deadline
    known: Mapping[str, ProvenFile]
    given_up: Event | None

    def run(self, *, fail_fast: bool = False, explain: bool = False) -> tuple[Gate, dict[str, ProvenFile]]:
        """The gate, and what is known of the test files that ran. `explain` says what was compared with what."""
        with ExitStack() as stack:
            runs: list[tuple[SandboxCommand, Path]] = []
            # The first failure is to end the run: a second process would not hear of it.
            for selection in _shares(self.source, self.known, split=not fail_fast):
                scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="promptreal-tests-")))
                options = [*(["-x"] if fail_fast else []), *([] if explain else ["--assert=plain"]), *selection]
                command = pytest_command(self.source, self.environment, scratch, self.deadline, options)
                runs.append((replace(command, given_up=self.given_up), scratch))
            with ThreadPoolExecutor(max_workers=len(runs), thread_name_prefix="tests") as pool:
                results = list(pool.map(self.sandbox.run, (command for command, _ in runs)))
            reports = [read_report(scratch / REPORT) for _, scratch in runs]
            notes = [read_notes(scratch / NOTES, self.source) for _, scratch in runs]
            seen = {name: one for each in notes for name, one in each.items()}
        return _gate(results, reports, self.sandbox.name, self.known), seen


def pytest_command(
    source: Path, environment: Path, scratch: Path, deadline: Deadline, options: Sequence[str] = ()
) -> SandboxCommand:
    """How the tests in `source` are run closed in, with these options of pytest; their report is left in `scratch`."""
    argv = [str(environment), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", WITNESS.stem]
    argv.append(f"--junitxml={SCRATCH_INSIDE}/{REPORT}")
    # A virtual environment finds itself by its own path, so it is seen inside where it is outside.
    home = environment.parent.parent
    return SandboxCommand(
        argv=[*argv, *options],
        workdir=SOURCE_INSIDE,
        readable={source: SOURCE_INSIDE, home: str(home), WITNESS.parent: WITNESS_INSIDE},
        writable={scratch: SCRATCH_INSIDE},
        environment={
            "PATH": f"{environment.parent}:/usr/bin:/bin",
            "HOME": SCRATCH_INSIDE,
            "TMPDIR": SCRATCH_INSIDE,
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": "0",
            "PYTHONPATH": WITNESS_INSIDE,
            "WITNESS": f"{SCRATCH_INSIDE}/{NOTES}",
        },
        limits=SandboxLimits(seconds=deadline.remaining()),
    )


def _shares(
    source: Path, known: Mapping[str, ProvenFile] = MappingProxyType({}), *, split: bool = True
) -> list[list[str]]:
    """What each process gets of the tests that are not known, as arguments of pytest: about as much work each."""
    files = [path for path in (source / "tests").rglob("test_*.py") if path.is_file() and not path.is_symlink()]
    work = {path.relative_to(source).as_posix(): _work(path.read_bytes()) for path in files}
    aside = [f"--ignore={name}" for name in known]
    work = {name: one for name, one in work.items() if name not in known}
    if not split or len(work) < FEWEST_FILES_TO_SPLIT or (os.cpu_count() or 1) < 2:
        return [aside]
    first: list[str] = []
    taken = rest = 0
    for name in sorted(work, key=lambda name: (-work[name], name)):
        if taken > rest:
            rest += work[name]
        else:
            first.append(name)
            taken += work[name]
    return [first, [*aside, *(f"--ignore={name}" for name in first)]]


def _work(content: bytes) -> int:
    """How long the tests in a file will take, against other files: a guess by what they say that they do."""
    return 4 * len(_ASKS_OR_REPEATS.findall(content)) + len(content) // 1000 + 1


def read_report(path: Path) -> JunitReport | None:
    """The report, or None when there is none that can be read: hostile code wrote it, or died before."""
    try:
        text = untrusted_text(path, MAX_REPORT)
        return None if text is None else _parse(text)
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


def _gate(
    results: Sequence[SandboxResult],
    reports: Sequence[JunitReport | None],
    sandbox: str,
    known: Mapping[str, ProvenFile],
) -> Gate:
    seconds = max(result.seconds for result in results)
    carried = sum(one.passed for one in known.values())
    outcome, summary = _verdict(results, reports, carried)
    measures = {"seconds": round(seconds, 3)}
    details: tuple[str, ...] = ()
    whole = _together(reports)
    if whole is not None:
        skipped = sum(one.skipped for one in known.values())
        measures |= {
            "tests": whole.tests + carried + skipped,
            "passed": whole.passed + carried,
            "failed": len(whole.failures),
            "skipped": whole.skipped + skipped,
            "carried": carried,
        }
        details = whole.failures
    if outcome is not Outcome.PASSED and not details:
        details = tuple(line for result in results for line in result.output.splitlines()[-30:])
    return Gate(
        name=GENERATED_TESTS,
        outcome=outcome,
        summary=f"{summary} ({sandbox} sandbox, {seconds:.1f} s)",
        details=details,
        measures=measures,
    )


def _together(reports: Sequence[JunitReport | None]) -> JunitReport | None:
    """The reports as one; None when none can be read."""
    read = [report for report in reports if report is not None]
    if not read:
        return None
    return JunitReport(
        tests=sum(report.tests for report in read),
        skipped=sum(report.skipped for report in read),
        failures=tuple(failure for report in read for failure in report.failures),
    )


def _verdict(  # noqa: PLR0911 (one answer for each case)
    results: Sequence[SandboxResult], reports: Sequence[JunitReport | None], carried: int
) -> tuple[Outcome, str]:
    """The exit codes and the reports must agree: neither alone is believed."""
    if any(result.timed_out for result in results):
        return Outcome.FAILED, "the tests did not end in time"
    for result, report in zip(results, reports, strict=True):
        if report is None:
            return Outcome.FAILED, f"the tests crashed without a report (exit code {result.exit_code})"
    whole = _together(reports)
    if whole is None or whole.tests + carried == 0:
        return Outcome.FAILED, "there are no tests"
    if whole.failures:
        return Outcome.FAILED, f"{len(whole.failures)} of {whole.tests} tests failed"
    if whole.passed + carried == 0:
        return Outcome.FAILED, f"all {whole.tests} tests were skipped"
    for result, report in zip(results, reports, strict=True):
        # One share may hold no tests, when the other does, or all are known.
        empty = result.exit_code == NO_TESTS and report is not None and report.tests == 0
        if result.exit_code != 0 and not empty:
            why = _INTERNAL_CODES.get(result.exit_code, "ended badly")
            return Outcome.FAILED, f"the test runner {why} (exit code {result.exit_code})"
    if not carried:
        return Outcome.PASSED, f"{whole.passed} tests passed"
    since = "in the version before, and nothing that they hang on has changed"
    return Outcome.PASSED, f"{whole.passed + carried} tests passed, {carried} of them {since}"
