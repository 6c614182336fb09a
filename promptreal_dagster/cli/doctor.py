"""The `doctor` command."""

from __future__ import annotations

from dataclasses import asdict

import typer

from promptreal_dagster.cli.listing import Json
from promptreal_dagster.cli.output import answer_lines
from promptreal_dagster.cli.state import state_of


def doctor(context: typer.Context, as_json: Json = False) -> None:
    """Check this machine, and show every setting.

    Says where each setting comes from. The exit code is 1 when something that is needed is missing."""
    from promptreal_dagster.cli.diagnosis import effective_settings, findings  # noqa: PLC0415 (the help must be quick)

    state = state_of(context)
    settings = effective_settings(state.settings)
    found = list(findings(state.settings))
    healthy = all(one.fine for one in found if one.needed)
    if as_json:
        state.answer = {
            "healthy": healthy,
            "settings": [asdict(one) for one in settings],
            "findings": [asdict(one) for one in found],
        }
    else:
        width = max(len(one.name) for one in settings)
        value_width = max(len(one.value) for one in settings)
        answer_lines(["settings"])
        answer_lines(f"  {one.name:<{width}}  {one.value:<{value_width}}  {one.source}" for one in settings)
        answer_lines(["checks"])
        for one in found:
            mark = "ok" if one.fine else ("MISSING" if one.needed else "note")
            remedy = "" if one.fine or not one.remedy else f"  → {one.remedy}"
            answer_lines([f"  {mark:<8} {one.subject:<9} {one.detail}{remedy}"])
    if not healthy:
        raise typer.Exit(1)
