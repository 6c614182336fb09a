"""Commands that make a version: create, change, retry."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Annotated

import typer

from promptreal_dagster.cli.facts import gate_line
from promptreal_dagster.cli.listing import Json, Name
from promptreal_dagster.cli.output import answer_lines
from promptreal_dagster.cli.reading import read_prompt, read_timeouts
from promptreal_dagster.cli.state import State, command_name, state_of

if TYPE_CHECKING:
    from types import ModuleType

    from promptreal.request import GenerationRequest
    from promptreal_dagster.launch import GenerationResult

Prompt = Annotated[
    str, typer.Argument(help="What the app is for, in plain English; `-` reads it from stdin, `@FILE` from a file.")
]
Types = Annotated[
    list[str] | None,
    typer.Option("--type", help="An app type, such as dashboard or rest-api; read from the prompt when left out."),
]
Language = Annotated[str, typer.Option(help="The language that the app is written in.")]
Tools = Annotated[
    list[str] | None, typer.Option("--tool", help="A tool that the app uses; may be given several times.")
]
Branch = Annotated[str, typer.Option(help="The branch of the app's git history.")]
Timeout = Annotated[
    list[str] | None,
    typer.Option(
        "--timeout",
        metavar="PHASE=SECONDS",
        help="More (or less) time for a phase: spec, source_tree, image, deployment, hpa. May be given several times.",
    ),
]


def create(
    context: typer.Context,
    prompt: Prompt,
    name: Annotated[str, typer.Option(help="The app's name; made from the prompt when left out.")] = "",
    types: Types = None,
    language: Language = "python",
    tools: Tools = None,
    branch: Branch = "main",
    target: Annotated[str, typer.Option(help="Where the app runs; the settings' target when left out.")] = "",
    timeout: Timeout = None,
    as_json: Json = False,
) -> None:
    """Make a new app from a prompt, prove it, and run it.

    \b
    promptreal create "a dashboard of sales by month and region, with a filter for the date"
    promptreal create @wishes.txt --name shop --type admin-panel --timeout image=600
    echo "an API for books and authors" | promptreal create - --type rest-api --json
    """
    from promptreal.request import parse_request  # noqa: PLC0415

    state = state_of(context)
    state.timeouts = read_timeouts(timeout or ())
    request, remarks = parse_request(
        prompt=read_prompt(prompt),
        app_name=name,
        appTypes=types,
        language=language,
        tools=tools,
        branch=branch,
        target=target or state.settings.target,
    )
    _remark(state, remarks)
    if not request.raw_name:
        request = _freely_named(state, request)
    _generate(state, request, change=False, as_json=as_json)


def change(
    context: typer.Context,
    name: Name,
    prompt: Prompt,
    tools: Tools = None,
    branch: Annotated[str, typer.Option(help="The branch of the app's git history; as before when left out.")] = "",
    timeout: Timeout = None,
    as_json: Json = False,
) -> None:
    """Make an app's next version from a new prompt.

    Its data is kept by a migration.

    \b
    promptreal change shop "add a due date to orders, and a chart of orders by month"
    """
    from promptreal import apps as registry  # noqa: PLC0415
    from promptreal.errors import UnknownApp  # noqa: PLC0415
    from promptreal.request import GenerationRequest, parse_request  # noqa: PLC0415

    state = state_of(context)
    state.timeouts = read_timeouts(timeout or ())
    record = registry.find(state.workshop.store, name)
    if registry.released(state.workshop.store, record.app) is None:
        raise UnknownApp(
            f"{record.app} has no released version to change",
            hint=f"`promptreal retry {record.app}` goes on where its last run ended",
        )
    before = GenerationRequest.model_validate(record.last_request)
    asked, remarks = parse_request(
        advise=False,
        prompt=read_prompt(prompt),
        app_name=record.app.name,
        branch=branch or before.branch,
        tools=tools or before.tools,
    )
    _remark(state, remarks)
    request = before.model_copy(update={"prompt": asked.prompt, "branch": asked.branch, "tools": asked.tools})
    _generate(state, request, change=True, as_json=as_json)


def retry(context: typer.Context, name: Name, timeout: Timeout = None, as_json: Json = False) -> None:
    """Go on with an app's last run from the step that failed.

    What was done is not done again."""
    from promptreal import apps as registry  # noqa: PLC0415
    from promptreal_dagster.cli.progress import Display  # noqa: PLC0415

    state = state_of(context)
    state.timeouts = read_timeouts(timeout or ())
    record = registry.find(state.workshop.store, name)
    state.generation["app_name"] = str(record.app)
    with Display(state) as display:
        result = _orchestrator().resume(record.app, display, settings=state.settings, timeouts=state.timeouts)
    _finish(state, result, as_json=as_json)


def _generate(state: State, request: GenerationRequest, *, change: bool, as_json: bool) -> None:
    from promptreal_dagster.cli.progress import Display  # noqa: PLC0415

    state.generation["app_name"] = str(request.key)
    state.console.say(f"{'changing' if change else 'making'} {request.key}")
    # The orchestrator takes a second to be imported, on one processor of those that there are.
    state.workshop.foresee()
    with Display(state) as display:
        result = _orchestrator().generate(request, change, display, settings=state.settings, timeouts=state.timeouts)
    _finish(state, result, as_json=as_json)


def _orchestrator() -> ModuleType:
    """What launches runs, imported without a search for garbage; it keeps its modules out of every later one."""
    gc.disable()
    try:
        from promptreal_dagster import launch  # noqa: PLC0415
    finally:
        gc.enable()
    return launch


def _finish(state: State, result: GenerationResult, *, as_json: bool) -> None:
    from promptreal.evidence import VersionRefused  # noqa: PLC0415

    state.generation.update(app_name=str(result.app), run_id=result.run_id, job_name=result.job_name)
    if result.error is not None:
        if isinstance(result.error, VersionRefused):
            for gate in result.error.evidence.refusals:
                state.console.items(gate_line(gate), gate.details)
        state.console.say(f"`{command_name()} retry {result.app}` goes on from {result.phase or 'where it broke'}")
        raise result.error
    if result.release is not None:
        for choice in result.release.choices:
            state.console.say(f"  {choice.role:<12} {choice.name} ({choice.reason})")
    if as_json:
        state.answer = {
            "job_name": result.job_name,
            "app_name": str(result.app),
            "build_status": str(result.build_status),
            "deployment_url": result.deployment_url,
            "run_id": result.run_id,
        }
    else:
        answer_lines([result.deployment_url])
    total = sum(result.durations.values())
    me, app = command_name(), result.app
    state.console.say(f"{app} answers at {result.deployment_url} ({total:.1f} s)", "bold green")
    state.console.say(f"  look at it       {me} open {app}")
    state.console.say(f'  its next version {me} change {app} "…"')
    state.console.say(f"  details          {me} show {app}; {me} logs {app}")
    state.console.say(f"  in the UI        {me} up, then the run {result.run_id}")


def _freely_named(state: State, request: GenerationRequest) -> GenerationRequest:
    from promptreal import apps as registry  # noqa: PLC0415

    free = registry.with_free_name(state.workshop.store, request)
    if free.app_name != request.app_name:
        state.console.warn(f"there is an app {request.app_name} already; this one is called {free.app_name}")
    return free


def _remark(state: State, remarks: tuple[str, ...]) -> None:
    for remark in remarks:
        state.console.warn(remark)
