"""The acceptance criteria, run against a candidate: each is decided by the check that was compiled before the code."""

from __future__ import annotations

import time

from promptreal.deadline import Deadline
from promptreal.errors import AppUnhealthy
from promptreal.evidence import Gate, Outcome
from promptreal.model import Model
from promptreal.spec import AppSpec, Criterion
from promptreal.verify.accounts import visitors
from promptreal.verify.client import Client, Visitor
from promptreal.verify.steps import Run

ACCEPTANCE = "acceptance"


class CriterionResult(Model):
    """How one criterion ended; `reason` says in words why it failed, `step` which of its steps (from 1)."""

    id: str
    text: str
    part: str
    passed: bool
    reason: str = ""
    step: int = 0
    seconds: float = 0.0

    @property
    def line(self) -> str:
        """This result as one line of a report."""
        verdict = "passed" if self.passed else f"failed at step {self.step}: {self.reason}"
        return f"{self.id} {self.text}: {verdict}"


def check_criteria(base_url: str, spec: AppSpec, deadline: Deadline) -> tuple[CriterionResult, ...]:
    """Runs every criterion of the spec against the app at `base_url`, which must have a throw-away database.

    Raises:
        InvalidRequest: `base_url` is not on loopback.
        PhaseTimeout: the deadline is over.
    """
    with Client(base_url, deadline) as client:
        try:
            people = visitors(client, spec)
        except AppUnhealthy as error:
            return tuple(_result(criterion, error.message, 0, 0.0) for criterion in spec.criteria)
        return tuple(_check(client, people, criterion) for criterion in spec.criteria)


def run_criteria(base_url: str, spec: AppSpec, deadline: Deadline) -> Gate:
    """The gate `acceptance`: every criterion of the spec holds. A spec without criteria proves nothing, and fails.

    Raises:
        InvalidRequest: `base_url` is not on loopback.
        PhaseTimeout: the deadline is over.
    """
    return acceptance_gate(check_criteria(base_url, spec, deadline))


def acceptance_gate(results: tuple[CriterionResult, ...]) -> Gate:
    """The gate over these results, with one line for each criterion, the failed ones first."""
    failed = [result for result in results if not result.passed]
    passed = len(results) - len(failed)
    if not results:
        return Gate(name=ACCEPTANCE, outcome=Outcome.FAILED, summary="the spec has no acceptance criteria to check")
    ordered = (*failed, *(result for result in results if result.passed))
    return Gate(
        name=ACCEPTANCE,
        outcome=Outcome.FAILED if failed else Outcome.PASSED,
        summary=f"{passed} of {len(results)} acceptance criteria hold",
        details=tuple(result.line for result in ordered),
        measures={
            "criteria": len(results),
            "passed": passed,
            "failed": len(failed),
            "seconds": round(sum(result.seconds for result in results), 3),
        },
    )


def _check(client: Client, people: dict[str, Visitor], criterion: Criterion) -> CriterionResult:
    # Other sessions than the signed-in ones begin empty with each criterion, so no check leans on another.
    run = Run(client=client, visitors=dict(people))
    started = time.monotonic()
    for position, step in enumerate(criterion.steps, start=1):
        try:
            reason = run.failure(step)
        except AppUnhealthy as error:
            reason = error.message
        if reason:
            return _result(criterion, reason, position, time.monotonic() - started)
    return _result(criterion, "", 0, time.monotonic() - started)


def _result(criterion: Criterion, reason: str, step: int, seconds: float) -> CriterionResult:
    return CriterionResult(
        id=criterion.id,
        text=criterion.text,
        part=criterion.part,
        passed=not reason,
        reason=reason,
        step=step,
        seconds=round(seconds, 3),
    )
