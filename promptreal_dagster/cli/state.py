"""What one call of the command line carries around."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import typer

from promptreal_dagster.cli.console import Console

if TYPE_CHECKING:
    from promptreal.settings import Settings
    from promptreal.workshop import Workshop


@dataclass
class State:
    """One call: its options, its console, and the answer that `--json` prints.

    `generation` is what is known so far of the one under way, so that a failure can name it."""

    debug: bool = False
    console: Console = field(default_factory=Console)
    answer: dict[str, Any] | list[Any] | None = None
    generation: dict[str, Any] = field(default_factory=dict)
    timeouts: dict[str, float] = field(default_factory=dict)

    def failure(self, message: str, hint: str) -> dict[str, Any]:
        """What `--json` prints for a command that did not work: what is known of the generation, and the error."""
        known = {"job_name": "", "app_name": "", "deployment_url": "", "run_id": "", **self.generation}
        return {**known, "build_status": "failed", "error": message, "hint": hint}

    @cached_property
    def settings(self) -> Settings:
        """The effective settings, with this call's timeouts over them."""
        from promptreal.settings import load_settings, unknown_variables  # noqa: PLC0415 (the help must be quick)

        for name, nearest in unknown_variables(os.environ).items():
            self.console.warn(f"{name} is no setting" + (f"; did you mean {nearest}?" if nearest else ""))
        return load_settings(timeouts=self.timeouts) if self.timeouts else load_settings()

    @cached_property
    def workshop(self) -> Workshop:
        """The workshop over these settings."""
        from promptreal.workshop import Workshop  # noqa: PLC0415

        return Workshop.open(self.settings)


def state_of(context: typer.Context) -> State:
    """This call's state."""
    found = context.find_object(State)
    if found is None:
        raise TypeError("the command line was entered without a state")
    return found


def command_name() -> str:
    """What the person types to call us: `promptreal`, or the clone's `./run`."""
    return os.environ.get("PROMPTREAL_COMMAND") or "promptreal"


# The fields of a request, by the options that set them.
_OPTIONS = {
    "app_name": "--name",
    "appTypes": "--type",
    "language": "--language",
    "tools": "--tool",
    "branch": "--branch",
    "target": "--target",
}


def addressed(text: str) -> str:
    """A message in the words that the person can type: `promptreal …` as they call it, fields as their options."""
    field, colon, rest = text.partition(": ")
    if colon and field in _OPTIONS:
        text = f"{_OPTIONS[field]}: {rest}"
    return text.replace("`promptreal ", f"`{command_name()} ")
