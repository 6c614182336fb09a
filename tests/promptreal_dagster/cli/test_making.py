"""create, change and retry, with quick steps in the place of the real ones, in real Dagster runs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from promptreal import apps
from promptreal.request import AppKey
from promptreal.settings import Settings
from promptreal.workshop import Workshop
from tests import quick_pipeline

from .conftest import Cli, released_app

PHASES = list(quick_pipeline.PHASES)


@pytest.fixture(autouse=True)
def quick_steps(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.home.mkdir(parents=True)
    quick_pipeline.install(monkeypatch.setattr)


def test_create_answers_with_the_address_and_tells_the_way_on_stderr(cli: Cli, workshop: Workshop) -> None:
    answer = cli("create", "stock reports such as daily ones, at least three pages")
    assert (answer.code, answer.output) == (0, "http://127.0.0.1:8300\n"), answer.error
    for phase in PHASES:
        assert f"✓ {phase}" in answer.error
    assert "generated-tests passed" in answer.error
    assert "promptreal change stock-reports" in answer.error
    assert quick_pipeline.calls(workshop.settings.home) == PHASES


def test_create_as_json_prints_one_object_and_nothing_else(cli: Cli) -> None:
    answer = cli("create", "stock reports", "--name", "Stock Reports", "--json")
    document = json.loads(answer.output)
    assert set(document) == {"job_name", "app_name", "build_status", "deployment_url", "run_id"}
    assert document["build_status"] == "complete"
    assert document["app_name"] == "stock-reports"
    assert document["job_name"] == f"ai-builder-stock-reports-{document['run_id'][:8]}"


def test_a_derived_name_that_is_taken_gets_a_number_and_says_so(cli: Cli, workshop: Workshop) -> None:
    released_app(workshop, "stock-reports")
    answer = cli("create", "stock reports", "--json")
    assert json.loads(answer.output)["app_name"] == "stock-reports-2"
    assert "there is an app stock-reports already; this one is called stock-reports-2" in answer.error


def test_creating_what_exists_points_to_change(cli: Cli, workshop: Workshop) -> None:
    released_app(workshop, "reports")
    answer = cli("create", "stock reports", "--name", "reports")
    assert (answer.code, answer.output) == (2, "")
    assert "`promptreal change reports PROMPT`" in answer.error


def test_another_name_with_the_same_key_is_refused(cli: Cli, workshop: Workshop) -> None:
    released_app(workshop, "my-reports", raw_name="My Reports")
    answer = cli("create", "stock reports", "--name", "my reports!")
    assert answer.code == 2
    assert "belongs to the app made as 'My Reports'" in answer.error


def test_change_makes_the_next_version_of_what_is_released(cli: Cli, workshop: Workshop) -> None:
    cli("create", "stock reports", "--name", "reports", "--branch", "dev", "--tool", "redis")
    answer = cli("change", "reports", "add a chart", "--json")
    assert json.loads(answer.output)["build_status"] == "complete", answer.error
    app = AppKey(name="reports")
    release, record = apps.released(workshop.store, app), apps.record(workshop.store, app)
    assert release is not None
    assert release.version == 2
    assert record is not None
    assert (record.last_request["branch"], record.last_request["tools"]) == ("dev", ["redis"])
    assert record.last_request["prompt"] == "add a chart"


@pytest.mark.parametrize(
    ("control", "code", "words"),
    [
        ("image.fail", 6, "the image broke"),
        ("source_tree.refuse", 3, "secrets failed"),
        pytest.param("deployment.refuse", 3, "acceptance", marks=pytest.mark.slow),
    ],
)
def test_a_failed_phase_has_its_exit_code_and_retry_goes_on_from_it(
    cli: Cli, settings: Settings, control: str, code: int, words: str
) -> None:
    phase = control.partition(".")[0]
    quick_pipeline.control(settings.home, control)
    answer = cli("create", "stock reports", "--name", "reports", "--json")
    document = json.loads(answer.output)
    assert answer.code == code
    assert document["build_status"] == "failed"
    assert document["app_name"] == "reports"
    assert document["run_id"]
    assert document["error"]
    assert words in answer.error
    assert f"`promptreal retry reports` goes on from {phase}" in answer.error
    assert "Traceback" not in answer.error
    quick_pipeline.undo(settings.home, control)
    again = cli("retry", "reports", "--json")
    assert again.code == 0, again.error
    assert json.loads(again.output)["deployment_url"] == "http://127.0.0.1:8300"
    assert quick_pipeline.calls(settings.home) == [
        *PHASES[: PHASES.index(phase)],
        phase,
        *PHASES[PHASES.index(phase) :],
    ]


def test_retrying_what_is_complete_points_to_change(cli: Cli) -> None:
    cli("create", "stock reports", "--name", "reports")
    answer = cli("retry", "reports")
    assert answer.code == 2
    assert "promptreal change reports" in answer.error


INTERRUPTED = """
import os, sys, threading
import assets.image
from tests import quick_pipeline
from promptreal_dagster.cli.main import main

quick_pipeline.install()

def waiting(*_):
    with open(os.environ["REACHED"], "w") as reached:
        reached.write("image")
    threading.Event().wait(60)

if "create" in sys.argv:
    assets.image.make_image = waiting
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)])
def test_an_interrupted_generation_ends_in_order_and_can_be_resumed(
    cli: Cli, settings: Settings, tmp_path: Path, number: signal.Signals
) -> None:
    reached = tmp_path / "reached"
    os.mkfifo(reached)
    command = [sys.executable, "-c", INTERRUPTED, "create", "stock reports", "--name", "reports", "--json"]
    with subprocess.Popen(
        command, env={**os.environ, "REACHED": str(reached)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert reached.read_text() == "image"
        process.send_signal(number)
        output, error = process.communicate()
    assert process.returncode == 130, error
    assert json.loads(output)["build_status"] == "failed"
    assert "Traceback" not in error
    assert cli("retry", "reports").code == 0
    assert quick_pipeline.calls(settings.home) == ["spec", "source_tree", "image", "deployment", "hpa"]
