"""Commands that look: apps, show, logs, open."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from promptreal_dagster.cli.facts import gate_line, human_size
from promptreal_dagster.cli.output import answer_lines
from promptreal_dagster.cli.state import State, command_name, state_of

if TYPE_CHECKING:
    from promptreal.artifact import AppRecord, Release
    from promptreal.request import AppKey

Name = Annotated[str, typer.Argument(help="The app's name, as `apps` lists it or as you typed it.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout, and nothing else there.")]

FOLLOW_SECONDS = 0.3
FOLLOW_LINES = 2000


def apps(context: typer.Context, as_json: Json = False) -> None:
    """List every app: its state, version and address."""
    from promptreal import apps as registry  # noqa: PLC0415 (the help must be quick)

    state = state_of(context)
    rows = [_row(state, record) for record in registry.all_apps(state.workshop.store)]
    if as_json:
        state.answer = rows
        return
    if not rows:
        state.console.say(f'there are no apps yet; make one: {command_name()} create "a dashboard of sales by region"')
        return
    columns = ("name", "status", "version", "url", "title")
    table = [columns, *[tuple(str(row[column]) for column in columns) for row in rows]]
    widths = [max(len(line[place]) for line in table) for place in range(len(columns))]
    answer_lines(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table
    )


def show(context: typer.Context, name: Name, as_json: Json = False) -> None:
    """Show one app: state, spec, evidence, history.

    Also where to clone its source from."""
    from promptreal import apps as registry  # noqa: PLC0415

    state = state_of(context)
    record = registry.find(state.workshop.store, name)
    details = _details(state, record)
    if as_json:
        state.answer = details
        return
    answer_lines(_shown(details))


def logs(
    context: typer.Context,
    name: Name,
    lines: Annotated[
        int, typer.Option("--lines", "-n", min=1, max=100_000, help="How many of the newest lines.")
    ] = 100,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on showing new lines until Ctrl-C.")] = False,
) -> None:
    """Print the newest lines of an app's log."""
    from promptreal import apps as registry  # noqa: PLC0415

    state = state_of(context)
    record = registry.find(state.workshop.store, name)
    window = max(lines, FOLLOW_LINES)
    seen = state.workshop.target.logs(record.app, window).splitlines()
    answer_lines(seen[-lines:])
    while follow:
        time.sleep(FOLLOW_SECONDS)
        newest = state.workshop.target.logs(record.app, window).splitlines()
        answer_lines(_unseen(seen, newest))
        seen = newest


def open_app(
    context: typer.Context,
    name: Name,
    browser: Annotated[bool, typer.Option(help="Start the browser, rather than print the address only.")] = True,
) -> None:
    """Open an app in the browser, and print its address."""
    from promptreal import apps as registry  # noqa: PLC0415
    from promptreal.errors import DeployError  # noqa: PLC0415

    state = state_of(context)
    record = registry.find(state.workshop.store, name)
    how = state.workshop.target.state(record.app)
    if how.status not in {"running", "starting"}:
        raise DeployError(
            f"the app {record.app} is {how.status}, so there is nothing to open",
            hint=f"`promptreal start {record.app}` starts it; `promptreal logs {record.app}` says why it stopped",
        )
    answer_lines([how.url])
    if browser:
        import webbrowser  # noqa: PLC0415

        if not webbrowser.open(how.url):
            state.console.warn("no browser could be started here; the address is above")


def _unseen(seen: list[str], newest: list[str]) -> list[str]:
    """What `newest` has beyond `seen`, both being the end of one growing log: some end of `seen` begins `newest`."""
    for gone in range(len(seen) + 1):
        kept = seen[gone:]
        if newest[: len(kept)] == kept:
            return newest[len(kept) :]
    return newest


def _row(state: State, record: AppRecord) -> dict[str, Any]:
    from promptreal import apps as registry  # noqa: PLC0415

    release = registry.released(state.workshop.store, record.app)
    how = state.workshop.target.state(record.app)
    return {
        "name": str(record.app),
        "status": how.status if release else "not released",
        "version": release.version if release else 0,
        "url": (how.url or release.url) if release else "",
        "title": _title(state, release) if release else _first_line(record),
    }


def _title(state: State, release: Release) -> str:
    from promptreal.errors import NotFound  # noqa: PLC0415
    from promptreal.pipeline import load_spec  # noqa: PLC0415

    try:
        return load_spec(state.workshop, release.spec_digest).title
    except NotFound:
        return "(its spec is no longer in the store)"


def _first_line(record: AppRecord) -> str:
    prompt = str(record.last_request.get("prompt", "")).splitlines() or [""]
    return prompt[0] if len(prompt[0]) <= 60 else f"{prompt[0][:57]}…"


def _details(state: State, record: AppRecord) -> dict[str, Any]:
    from promptreal import apps as registry  # noqa: PLC0415

    release = registry.released(state.workshop.store, record.app)
    how = state.workshop.target.state(record.app)
    return {
        "name": str(record.app),
        "raw_name": record.raw_name,
        "created_at": record.created_at,
        "last_run_id": record.last_run_id,
        "status": how.status if release else "not released",
        "url": (how.url or release.url) if release else "",
        "restarts": how.restarts,
        "started_at": how.started_at,
        "detail": how.detail,
        "resources": dict(how.resources),
        "release": release.model_dump(mode="json") if release else None,
        "spec": _spec_summary(state, release) if release else None,
        "history": _history(state, record.app),
        "clone": _clone_address(state, record.app),
        "request": record.last_request,
    }


def _spec_summary(state: State, release: Release) -> dict[str, Any]:
    from promptreal.pipeline import load_spec  # noqa: PLC0415

    spec = load_spec(state.workshop, release.spec_digest)
    return {
        "title": spec.title,
        "app_type": spec.app_type,
        "version": spec.version,
        "prompt": spec.prompt,
        "entities": {one.label_plural: [field.label for field in one.fields] for one in spec.entities},
        "actions": [one.label for one in spec.actions],
        "charts": [one.title for one in spec.charts],
        "filters": [one.label for one in spec.filters],
        "reports": [one.title for one in spec.reports],
        "roles": [one.label for one in spec.roles],
        "understanding": spec.understanding.model_dump(mode="json"),
    }


def _history(state: State, app: AppKey) -> list[dict[str, Any]]:
    from promptreal.errors import NotFound  # noqa: PLC0415

    try:
        return [asdict(one) for one in state.workshop.history.log(app, limit=20)]
    except NotFound:
        return []


def _clone_address(state: State, app: AppKey) -> str:
    from promptreal.errors import NotFound  # noqa: PLC0415

    try:
        return state.workshop.history.clone_url(app)
    except NotFound:
        return ""


def _shown(details: dict[str, Any]) -> list[str]:
    spec, release, resources = details["spec"], details["release"], details["resources"]
    lines = [f"{details['name']}  {details['status']}  {details['url']}".rstrip()]
    if details["raw_name"] != details["name"]:
        lines.append(f"  made as      {details['raw_name']}")
    if details["detail"]:
        lines.append(f"  detail       {details['detail']}")
    if resources:
        lines.append("  resources    " + ", ".join(f"{key} {_value(key, value)}" for key, value in resources.items()))
    if details["restarts"]:
        lines.append(f"  restarts     {details['restarts']}")
    if spec:
        lines.append(f"  app          {spec['title']} ({spec['app_type']}), version {spec['version']}")
        lines += [f"  asked        {line}" for line in spec["prompt"].splitlines()]
        lines += [f"  {entity:<12.12} {', '.join(fields)}" for entity, fields in spec["entities"].items()]
        for part in ("actions", "charts", "filters", "reports", "roles"):
            if spec[part]:
                lines.append(f"  {part:<12} {', '.join(spec[part])}")
        lines += _told(spec["understanding"])
        for earlier in reversed(spec["understanding"]["earlier"]):
            lines.append(f"  version {earlier['version']}    {' '.join(earlier['prompt'].split())}")
            lines += _told(earlier)
    if release:
        lines += _release_lines(release)
    else:
        lines.append(f"  next         `{command_name()} retry {details['name']}` goes on where the last run ended")
    lines += [f"  history      {one['sha'][:12]} {one['subject']}" for one in details["history"]]
    if details["clone"]:
        lines.append(f"  source       git clone {details['clone']}")
    return lines


def _told(understanding: dict[str, Any]) -> list[str]:
    """All that was understood, assumed and left out of one prompt, a line each."""
    return [
        f"  {part.replace('_', ' '):<12} {sentence}"
        for part in ("understood", "assumed", "left_out")
        for sentence in understanding[part]
    ]


def _release_lines(release: dict[str, Any]) -> list[str]:
    from promptreal.evidence import Gate  # noqa: PLC0415

    image = release["image"]
    return [
        f"  released     version {release['version']} at {release['released_at']}, run {release['run_id']}",
        f"  image        {image['digest'][:19]} by {image['builder']}, {human_size(image['size'])}",
        *[f"  evidence     {gate_line(Gate.model_validate(gate))}" for gate in release["evidence"]["gates"]],
        *[f"  {one['role']:<12} {one['name']} ({one['reason']})" for one in release["choices"]],
    ]


def _value(key: str, value: object) -> str:
    if isinstance(value, int) and any(word in key for word in ("memory", "size", "bytes", "rss")):
        return human_size(value)
    return f"{value:.1f}" if isinstance(value, float) else str(value)
