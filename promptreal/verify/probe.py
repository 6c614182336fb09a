"""The read-only probe of a live URL: what a user would open first."""

from __future__ import annotations

import html

from promptreal import surface
from promptreal.deadline import Deadline
from promptreal.errors import AppUnhealthy
from promptreal.evidence import Gate, Outcome
from promptreal.spec import AppSpec
from promptreal.verify.client import Answer, Client

PROBE = "probe"


def run_probe(base_url: str, spec: AppSpec, deadline: Deadline) -> Gate:
    """The gate `probe`: health, readiness, the home page by its title, and every entity's list. Changes nothing.

    Raises:
        InvalidRequest: `base_url` is not on loopback.
        PhaseTimeout: the deadline is over.
    """
    lines: list[tuple[bool, str]] = []
    with Client(base_url, deadline) as client:
        for path, wanted, private in _questions(spec):
            reason = _reason(client, path, wanted, private)
            lines.append((not reason, f"GET {path}: {reason or 'answers'}"))
    failed = [line for passed, line in lines if not passed]
    return Gate(
        name=PROBE,
        outcome=Outcome.FAILED if failed else Outcome.PASSED,
        summary=f"{len(lines) - len(failed)} of {len(lines)} addresses answer as they should",
        details=tuple(failed or (line for _, line in lines)),
        measures={"addresses": len(lines), "failed": len(failed)},
    )


def _questions(spec: AppSpec) -> list[tuple[str, str, bool]]:
    """Addresses, the text that each must show, and whether it may ask a stranger to sign in instead."""
    api_only = spec.app_type == "rest-api"
    asked: list[tuple[str, str, bool]] = [(surface.HEALTH, '"ok"', False), (surface.READY, "", False)]
    asked.append((surface.OPENAPI if api_only else "/", spec.title, False))
    for entity in spec.entities:
        private = spec.accounts and entity.is_secret
        asked.append((surface.api_collection(entity), '"total"', private))
        if not api_only:
            asked.append((surface.list_page(entity), entity.label_plural, private))
    return asked


def _reason(client: Client, path: str, wanted: str, private: bool) -> str:
    try:
        answer = client.send("GET", path)
    except AppUnhealthy as error:
        return error.message
    if private and _asks_to_sign_in(answer):
        return ""
    if answer.status != 200:
        return f"answered {answer.status}"
    return "" if wanted in html.unescape(answer.text) else f"does not show {wanted!r}"


def _asks_to_sign_in(answer: Answer) -> bool:
    return answer.status == 401 or (
        answer.status == 303 and answer.headers.get("location", "").startswith(surface.LOGIN)
    )
