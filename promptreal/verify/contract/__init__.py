"""The contract tests: the app answers as its spec and `docs/app-surface.md` say, whatever its own tests claim."""

from __future__ import annotations

import time
from collections.abc import Callable

from promptreal.deadline import Deadline
from promptreal.errors import AppUnhealthy
from promptreal.evidence import Gate, Outcome
from promptreal.spec import AppSpec
from promptreal.verify.accounts import visitors
from promptreal.verify.client import Client
from promptreal.verify.contract.bench import Bench
from promptreal.verify.contract.findings import Findings
from promptreal.verify.contract.hostile import check_hostile_input
from promptreal.verify.contract.openapi import check_openapi
from promptreal.verify.contract.operations import check_figures, check_operations
from promptreal.verify.contract.pages import check_pages
from promptreal.verify.contract.plays import check_plays
from promptreal.verify.contract.records import check_records

CONTRACT = "contract"
MOST_LINES = 60


def run_contract(base_url: str, spec: AppSpec, deadline: Deadline) -> Gate:
    """The gate `contract`: everything derived from the spec answers as it should, at a throw-away database.

    Raises:
        InvalidRequest: `base_url` is not on loopback.
        PhaseTimeout: the deadline is over.
    """
    started = time.monotonic()
    findings = Findings()
    with Client(base_url, deadline) as client:
        try:
            people = visitors(client, spec)
            # Whoever runs the site may do everything; who may not is for the acceptance criteria.
            bench = Bench(client, spec, findings, {**people, "first": people.get("staff", people["first"])})
        except AppUnhealthy as error:
            findings.expect(False, "accounts", error.message)
        else:
            _check_all(bench)
    failures = findings.failures
    made = findings.checks.total()
    return Gate(
        name=CONTRACT,
        outcome=Outcome.FAILED if failures else Outcome.PASSED,
        summary=f"{made - len(failures)} of {made} contract checks hold",
        details=tuple(failures[:MOST_LINES] or (f"{area}: {n} checks" for area, n in findings.checks.items())),
        measures={
            "checks": made,
            "failed": len(failures),
            "seconds": round(time.monotonic() - started, 3),
        },
    )


def _check_all(bench: Bench) -> None:
    areas: list[tuple[str, Callable[[Bench], None]]] = [
        ("operations", check_operations),
        ("openapi", check_openapi),
        ("records", check_records),
        ("figures", check_figures),
        ("games", check_plays),
        ("pages", check_pages),
        ("hostile input", check_hostile_input),
    ]
    for area, check in areas:
        try:
            check(bench)
        except AppUnhealthy as error:
            bench.findings.expect(False, area, error.message)
