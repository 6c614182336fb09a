"""The edge of the command line: usage, errors, JSON, exit codes."""

import json
import os
import subprocess
import sys

import pytest

from promptreal.lock import holding_app
from promptreal.request import AppKey
from promptreal.workshop import Workshop
from promptreal_dagster.cli.exits import MEANINGS

from .conftest import Cli, released_app

COMMANDS = ("create", "change", "retry", "apps", "show", "logs", "open", "stop", "start", "delete", "doctor", "up")
ANSWER = {"job_name", "app_name", "build_status", "deployment_url", "run_id"}


def test_the_help_lists_every_command_and_every_exit_code(cli: Cli) -> None:
    answer = cli("--help")
    assert answer.code == 0
    for command in COMMANDS:
        assert f"\n  {command} " in answer.output
    for code, meaning in MEANINGS.items():
        assert f"{code:>3}  {meaning}" in answer.output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_help(cli: Cli, command: str) -> None:
    answer = cli(command, "--help")
    assert answer.code == 0
    assert f"Usage: promptreal {command}" in answer.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["nosuch"],
        ["create"],
        ["create", "x", "--nosuch"],
        ["logs", "x", "-n", "0"],
        ["up", "--port", "99999"],
        ["create", "x", "--type"],
    ],
)
def test_wrong_usage_is_told_on_stderr_with_code_2(cli: Cli, arguments: list[str]) -> None:
    answer = cli(*arguments)
    assert (answer.code, answer.output) == (2, "")
    assert "Error: " in answer.error


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["create", "  "], "prompt: it is empty"),
        (["create", "a shop", "--type", "dashbord"], "--type: 'dashbord' is not known; did you mean 'dashboard'?"),
        (["create", "a shop", "--tool", "postgres"], "--tool: 'postgres' is not known; did you mean 'postgresql'?"),
        (["create", "a shop", "--name", "admin"], "--name: 'admin' is reserved"),
        (
            ["create", "a shop", "--timeout", "imag=3"],
            "--timeout: 'imag=3' does not name a phase; did you mean 'image'?",
        ),
        (["create", "@/nowhere/prompt.txt"], "the file '/nowhere/prompt.txt' cannot be read"),
        (["change", "shop", "more"], "no app is called 'shop'"),
        (["retry", "shop"], "no app is called 'shop'"),
        (["show", "shop"], "no app is called 'shop'"),
        (["delete", "shop", "--yes"], "no app is called 'shop'"),
    ],
)
def test_bad_input_is_refused_in_words_without_a_traceback(cli: Cli, arguments: list[str], words: str) -> None:
    answer = cli(*arguments)
    assert (answer.code, answer.output) == (2, "")
    assert words in answer.error
    assert "  → " in answer.error
    assert "Traceback" not in answer.error


@pytest.mark.parametrize("arguments", [["create", "", "--json"], ["create", "--json"], ["retry", "shop", "--json"]])
def test_a_failure_prints_one_json_object_too(cli: Cli, arguments: list[str]) -> None:
    answer = cli(*arguments)
    document = json.loads(answer.output)
    assert set(document) >= ANSWER
    assert document["build_status"] == "failed"
    assert document["error"]
    assert answer.code == 2


def test_debug_shows_where_it_happened_wherever_it_stands(cli: Cli) -> None:
    assert "Traceback" in cli("show", "shop", "--debug").error
    assert "Traceback" in cli("--debug", "show", "shop").error


def test_hints_name_the_command_that_the_person_typed(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMPTREAL_COMMAND", "./run")
    assert "`./run create PROMPT`" in cli("show", "shop").error
    assert "Usage: ./run create" in cli("create", "--help").output


def test_wrong_settings_are_told_by_name(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMPTREAL_TIMEOUTS__IMAGE", "soon")
    answer = cli("apps")
    assert answer.code == 2
    assert "timeouts.image" in answer.error


def test_what_libraries_print_never_reaches_the_json() -> None:
    script = """
import os, sys, typer
from promptreal_dagster.cli import listing, main
from promptreal_dagster.cli.state import state_of

def noisy(context: typer.Context, as_json: listing.Json = False):
    print("from python")
    os.system("echo from a child")
    state_of(context).answer = {"fine": True}

main.app.command("noisy")(noisy)
sys.exit(main.main(["noisy", "--json"]))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout) == {"fine": True}
    assert "from python" in done.stderr
    assert "from a child" in done.stderr


def test_looking_at_apps_never_imports_the_orchestrator(workshop: Workshop) -> None:
    released_app(workshop)
    for arguments in (["apps"], ["show", "shop"], ["logs", "shop"], ["doctor"], ["create", "--help"]):
        script = (
            "import sys; from promptreal_dagster.cli.main import main\n"
            f"main({arguments}); assert 'dagster' not in sys.modules"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_a_busy_app_is_left_alone(cli: Cli, workshop: Workshop) -> None:
    released_app(workshop)
    script = (
        "import sys; from promptreal.lock import holding_app; from promptreal.request import AppKey\n"
        "from promptreal.settings import load_settings\n"
        "with holding_app(load_settings(), AppKey(name='shop'), 'run 42'):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        answer = cli("delete", "shop", "--yes")
        assert answer.code == 5
        assert "run 42" in answer.error
        holder.communicate("")
    with holding_app(workshop.settings, AppKey(name="shop"), "this test"):
        pass


@pytest.mark.parametrize("arguments", ["show shop", "apps", "apps --json", "show shop --json"])
def test_a_reader_that_goes_away_is_no_error(workshop: Workshop, arguments: str) -> None:
    released_app(workshop)
    read_end, write_end = os.pipe()
    os.close(read_end)
    argv = [sys.executable, "-m", "promptreal_dagster.cli", *arguments.split()]
    done = subprocess.run(argv, stdout=write_end, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write_end)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("json", ["", "--json"])
def test_an_answer_that_cannot_be_written_is_told(workshop: Workshop, json: str) -> None:
    released_app(workshop)
    command = f"{sys.executable} -m promptreal_dagster.cli apps {json} >/dev/full"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "error: the answer cannot be written: No space left on device\n")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "2>/dev/full", "<&- >&- 2>&-", "--json >&-"])
def test_streams_that_are_closed_or_full_are_no_error(workshop: Workshop, closed: str) -> None:
    released_app(workshop)
    for what, code in (("apps", 0), ("show nope", 2)):
        command = f"{sys.executable} -m promptreal_dagster.cli {what} {closed}"
        done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stderr


def test_the_version_is_printed_alone(cli: Cli) -> None:
    answer = cli("--version")
    assert (answer.code, answer.error) == (0, "")
    assert answer.output.startswith("promptreal ")


def test_a_variable_that_looks_like_a_setting_and_is_none_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMPTREAL_TIMEOUT__IMAGE", "5")
    assert "did you mean PROMPTREAL_TIMEOUTS__IMAGE?" in cli("apps").error
