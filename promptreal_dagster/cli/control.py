"""Commands that act on an app that exists: stop, start, delete."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from promptreal_dagster.cli.listing import Name
from promptreal_dagster.cli.output import answer_lines
from promptreal_dagster.cli.state import command_name, state_of

if TYPE_CHECKING:
    from promptreal.request import AppKey
    from promptreal.settings import Settings


def stop(context: typer.Context, name: Name) -> None:
    """Stop an app; its data and its port are kept."""
    from promptreal import apps as registry  # noqa: PLC0415 (the help must be quick)
    from promptreal.lock import holding_app  # noqa: PLC0415

    state = state_of(context)
    app = registry.find(state.workshop.store, name).app
    with holding_app(state.settings, app, _holder("stop")):
        state.workshop.target.stop(app)
    state.console.say(f"{app} is stopped; `{command_name()} start {app}` starts it again")


def start(context: typer.Context, name: Name) -> None:
    """Start an app again, in the version that served last."""
    from promptreal import apps as registry  # noqa: PLC0415
    from promptreal.errors import UnknownApp  # noqa: PLC0415
    from promptreal.lock import holding_app  # noqa: PLC0415

    state = state_of(context)
    app = registry.find(state.workshop.store, name).app
    if registry.released(state.workshop.store, app) is None:
        raise UnknownApp(
            f"{app} has no released version to start", hint=f"`promptreal retry {app}` goes on where its last run ended"
        )
    with holding_app(state.settings, app, _holder("start")):
        url = state.workshop.target.start(app)
    answer_lines([url])


def delete(
    context: typer.Context,
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Delete an app with all its data.

    The process, its data, its source history and its name are gone then."""
    from promptreal import apps as registry  # noqa: PLC0415
    from promptreal.errors import InvalidRequest  # noqa: PLC0415
    from promptreal.lock import holding_app  # noqa: PLC0415
    from promptreal.upkeep import remove_unused  # noqa: PLC0415

    state = state_of(context)
    app = registry.find(state.workshop.store, name).app
    if not yes:
        if not sys.stdin.isatty():
            raise InvalidRequest(f"deleting {app} needs a yes, and nobody can be asked here", hint="add --yes")
        if not typer.confirm(f"Delete {app} with all its data and its history?", err=True):
            state.console.say("nothing was deleted")
            return
    with holding_app(state.settings, app, _holder("delete")):
        # The name is freed last: until then a delete that was cut short can be repeated.
        state.workshop.target.delete(app)
        state.workshop.history.delete(app)
        registry.forget(state.workshop.store, app)
        remove_unused(state.settings, state.workshop.store, app)
        _forget_partition(state.settings, app)
    state.console.say(f"{app} is deleted")


def _forget_partition(settings: Settings, app: AppKey) -> None:
    """Takes the app out of the Dagster UI's list, where there is one."""
    if settings.dagster_home.exists():
        from promptreal_dagster.instance import open_instance  # noqa: PLC0415 (it imports the orchestrator)

        with open_instance(settings) as instance:
            instance.delete_dynamic_partition("apps", str(app))


def _holder(command: str) -> str:
    return f"`{command_name()} {command}` (process {os.getpid()})"
