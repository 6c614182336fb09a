"""Runs a generated app's own tests closed in, and reads what came of them from their JUnit reports.

They run in two processes where there are two processors: one gets files by name, the other everything else that pytest
finds, so that no test is left out whatever the tree calls its tests.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from types import MappingProxyType
from xml.etree import ElementTree

from promptreal.deadline import Deadline
from promptreal.evidence import Gate, Outcome
from promptreal.roles import Sandbox, SandboxLimits, SandboxResult
from promptreal.verify.bench import Waiting
from promptreal.verify.closed_in import WITNESS, junit_report, tests_command, witness_notes
from promptreal.verify.proven import Carry, ProvenFile, read_notes
from promptreal.verify.untrusted import untrusted_text

GENERATED_TESTS = "generated-tests"
MAX_REPORT = 16 * 1024 * 1024
MAX_MESSAGE = 1_500
# Starting a second process costs as much as a handful of files.
FEWEST_FILES_TO_SPLIT = 6
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
    waiting: Waiting | None = None,
) -> Gate:
    """The gate `generated-tests`: the tests in `source` ran in the sandbox, at least one of them, and none failed.

    `environment` is the Python to run them with, of an environment that holds their requirements; the source is
    read-only inside, and a folder of its own the only place to write. They are ended once `given_up` is set. With
    `carry`, test files that passed in the version before, and hang on nothing that has changed, are not run again.
    `waiting` is a process that waits for the tests of this very folder, and ends once `given_up` is set.

    Raises:
        SandboxError: the sandbox could not be started.
        PhaseTimeout: the deadline was over before they began.
    """
    # A sandbox may run as another user, and a temporary folder is made for its maker alone.
    source.chmod(source.stat().st_mode | 0o055)
    context = _context(sandbox, environment)
    known = carry.over(context) if carry is not None else {}
    running = _Running(sandbox, source, environment, deadline, known, given_up)
    gate, seen = running.run(fail_fast=fail_fast, waiting=waiting)
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

    def run(
        self, *, fail_fast: bool = False, explain: bool = False, waiting: Waiting | None = None
    ) -> tuple[Gate, dict[str, ProvenFile]]:
        """The gate, and what is known of the test files that ran. `explain` says what was compared with what."""
        options = [*(["-x"] if fail_fast else []), *([] if explain else ["--assert=plain"])]
        # The first failure is to end the run: a second process would not hear of it.
        shares = [[*options, *share] for share in _shares(self.source, self.known, split=not fail_fast)]
        if waiting is not None and waiting.start(shares):
            return self._read(waiting.result(self.deadline), waiting.scratch, len(shares))
        with tempfile.TemporaryDirectory(prefix="promptreal-tests-") as folder, tempfile.TemporaryFile() as told:
            told.write(json.dumps(shares).encode())
            told.seek(0)
            limits = SandboxLimits(seconds=self.deadline.remaining())
            command = tests_command(self.source, self.environment, Path(folder), told.fileno(), limits)
            result = self.sandbox.run(replace(command, given_up=self.given_up))
            return self._read(result, Path(folder), len(shares))

    def _read(self, result: SandboxResult, scratch: Path, shares: int) -> tuple[Gate, dict[str, ProvenFile]]:
        """The gate and the notes, of what so many processes left in `scratch`."""
        reports = [read_report(junit_report(scratch, number)) for number in range(shares)]
        notes = [read_notes(witness_notes(scratch, number), self.source) for number in range(shares)]
        seen = {name: one for each in notes for name, one in each.items()}
        return _gate(result, reports, self.sandbox.name, self.known), seen


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
    result: SandboxResult, reports: Sequence[JunitReport | None], sandbox: str, known: Mapping[str, ProvenFile]
) -> Gate:
    seconds = result.seconds
    carried = sum(one.passed for one in known.values())
    outcome, summary = _verdict(result, reports, carried)
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
        details = tuple(result.output.splitlines()[-30:])
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
    result: SandboxResult, reports: Sequence[JunitReport | None], carried: int
) -> tuple[Outcome, str]:
    """The exit code and the reports must agree: neither alone is believed."""
    if result.timed_out:
        return Outcome.FAILED, "the tests did not end in time"
    if None in reports:
        return Outcome.FAILED, f"the tests crashed without a report (exit code {result.exit_code})"
    whole = _together(reports)
    if whole is None or whole.tests + carried == 0:
        return Outcome.FAILED, "there are no tests"
    if whole.failures:
        return Outcome.FAILED, f"{len(whole.failures)} of {whole.tests} tests failed"
    if whole.passed + carried == 0:
        return Outcome.FAILED, f"all {whole.tests} tests were skipped"
    if result.exit_code != 0:
        why = _INTERNAL_CODES.get(result.exit_code, "ended badly")
        return Outcome.FAILED, f"the test runner {why} (exit code {result.exit_code})"
    if not carried:
        return Outcome.PASSED, f"{whole.passed} tests passed"
    since = "in the version before, and nothing that they hang on has changed"
    return Outcome.PASSED, f"{whole.passed + carried} tests passed, {carried} of them {since}"
