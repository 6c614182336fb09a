"""The `promptreal` command."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.main import get_command

from promptreal_dagster.cli import control, doctor, listing, making, up
from promptreal_dagster.cli.exits import INTERRUPTED, MEANINGS, OK, UNEXPECTED, exit_code
from promptreal_dagster.cli.output import (
    ReaderGone,
    Unwritable,
    answer_lines,
    open_streams,
    reserved_stdout,
    write_json,
)
from promptreal_dagster.cli.state import State, addressed, command_name

# typer brings a click of its own or uses the installed one: this is the class of every wrong usage in either.
_WrongUsage: type[Any] = typer.BadParameter.__mro__[1]

Answer = dict[str, Any] | list[Any] | None

EPILOG = f"""Exit codes:

\b
{chr(10).join(f"{code:>3}  {meaning}" for code, meaning in MEANINGS.items())}
"""

app = typer.Typer(
    name="promptreal",
    help="Describe an app in plain English, get it running, and keep operating it.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog=EPILOG,
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415

        answer_lines([f"promptreal {version('promptreal')}"])
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version, and nothing else.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error came from.")] = False,
) -> None:
    context.find_root().obj.debug = debug


app.command("create")(making.create)
app.command("change")(making.change)
app.command("retry")(making.retry)
app.command("apps")(listing.apps)
app.command("show")(listing.show)
app.command("logs")(listing.logs)
app.command("open")(listing.open_app)
app.command("stop")(control.stop)
app.command("start")(control.start)
app.command("delete")(control.delete)
app.command("doctor")(doctor.doctor)
app.command("up")(up.up)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; gives its exit code. `arguments` are the process's own by default."""
    open_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = given[: given.index("--")] if "--" in given else given
    if "--debug" in options:
        # Wherever it stands, for whoever adds it to the end of a command that has just failed.
        given.remove("--debug")
        given.insert(0, "--debug")
    if "--json" not in options:
        code, _ = _run(given)
    else:
        with reserved_stdout() as real:
            code, answer = _run(given)
            if answer is not None:
                code = _answer(real, answer) or code
    if arguments is None:
        # The process ends: a last search for garbage, through all of the orchestrator, would take a third of a second.
        gc.freeze()
    return code


def _answer(descriptor: int, answer: dict[str, Any] | list[Any]) -> int:
    """Writes the JSON answer; an exit code other than 0 when nobody can have it."""
    try:
        write_json(descriptor, answer)
    except ReaderGone:
        return OK
    except Unwritable as error:
        State().console.error(str(error))
        return UNEXPECTED
    return OK


def _run(arguments: list[str]) -> tuple[int, Answer]:
    """The exit code, and the answer for `--json`."""
    state = State()
    try:
        code = get_command(app).main(arguments, prog_name=command_name(), standalone_mode=False, obj=state)
        return (code if isinstance(code, int) else OK), state.answer
    except typer.Exit as finished:
        return finished.exit_code, state.answer
    except (ReaderGone, BrokenPipeError):
        # Nothing more can be said there, and the interpreter must not try it when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return OK, None
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 (the outermost edge: a person is told)
        if state.debug:
            traceback.print_exception(error)
        return _report(state, error)


def _report(state: State, error: BaseException) -> tuple[int, Answer]:
    """Tells what went wrong, once, in words."""
    from promptreal.errors import PromptRealError  # noqa: PLC0415 (needed only when something went wrong)

    match error:
        case PromptRealError():
            state.console.error(addressed(str(error)))
            return exit_code(type(error)), state.failure(error.message, error.hint)
        case KeyboardInterrupt() | typer.Abort():
            state.console.error("interrupted")
            return INTERRUPTED, state.failure("interrupted", "")
        case Unwritable():
            # What is left in the buffer would be tried once more when the interpreter ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            state.console.error(str(error))
            return UNEXPECTED, None
        case _WrongUsage():
            error.show(sys.stderr)
            return error.exit_code, state.failure(error.format_message(), f"{command_name()} --help")
    said = f"{type(error).__name__}: {error}"
    state.console.error(f"{said}\n  → nobody foresaw this; `{command_name()} --debug …` shows where it happened")
    return UNEXPECTED, state.failure(said, "")
