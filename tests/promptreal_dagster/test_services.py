"""Dagster's own processes, for real: the page, the daemon, their code servers, and the runs they start."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from dagster import DagsterInstance, DagsterRun, DagsterRunStatus

from assets import state
from promptreal import apps
from promptreal.request import AppKey
from promptreal.settings import Settings
from promptreal.workshop import Workshop
from promptreal_dagster import launch, runs
from promptreal_dagster.instance import open_instance, services
from tests.promptreal_dagster.test_launch import SHOP, wish
from tests.quick_pipeline import calls, control, undo

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0
LAUNCH = """
mutation ($job: String!, $config: RunConfigData!, $tags: [ExecutionTag!]!) {
  launchRun(executionParams: {
    selector: {repositoryLocationName: "promptreal", repositoryName: "__repository__", jobName: $job}
    runConfigData: $config, executionMetadata: {tags: $tags}
  }) { __typename ... on LaunchRunSuccess { run { runId } } ... on PythonError { message }
       ... on RunConfigValidationInvalid { errors { message } } }
}"""


def until(true: Callable[[], object]) -> None:
    """Waits for something that another process does."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.1)


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """The services with quick steps; the address of the page. All of it is killed at the end, as by a power cut."""
    (settings.dagster_home / "workspace.yaml").write_text(
        "load_from:\n  - python_module:\n      module_name: tests.quick_definitions\n"
        f"      location_name: promptreal\n      working_directory: {ROOT}\n"
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (settings.home / "services.log").open("ab")
    started = [
        subprocess.Popen(one.argv, env=one.environment, stdout=log, stderr=log, start_new_session=True)
        for one in services(settings, port)
    ]
    address = f"http://127.0.0.1:{port}"
    try:
        until(lambda: _answers(address))
        yield address
    finally:
        for one in started:
            os.killpg(one.pid, signal.SIGKILL)
            one.wait()
        log.close()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/server_info").status_code == 200
    except httpx.TransportError:
        return False


def ask(address: str, job: str, config: dict[str, object], partition: str = "") -> str:
    """Launches a job as the page does; the run's id."""
    tags = [{"key": "dagster/partition", "value": partition}] if partition else []
    variables = {"job": job, "config": json.dumps(config), "tags": tags}
    answer = httpx.post(f"{address}/graphql", json={"query": LAUNCH, "variables": variables}, timeout=60).json()
    assert answer["data"]["launchRun"]["__typename"] == "LaunchRunSuccess", answer
    return str(answer["data"]["launchRun"]["run"]["runId"])


def status(instance: DagsterInstance, run_id: str) -> DagsterRunStatus:
    run = instance.get_run_by_id(run_id)
    assert run is not None
    return run.status


def newest(instance: DagsterInstance, app: AppKey) -> DagsterRun:
    run = runs.latest_run(instance, app)
    assert run is not None
    return run


def test_an_app_is_made_changed_and_deleted_from_the_page_alone(settings: Settings) -> None:
    with serving(settings) as page, open_instance(settings) as instance:
        new = {"ops": {"launch_new_app": {"config": {"prompt": "An app to track orders.", "app_name": "shop"}}}}
        first = ask(page, "new_app", new)
        until(lambda: status(instance, first) is DagsterRunStatus.SUCCESS)
        until(lambda: newest(instance, SHOP).status is DagsterRunStatus.SUCCESS)
        tags = newest(instance, SHOP).tags
        assert (tags[state.STATUS_TAG], tags[state.URL_TAG]) == ("complete", "http://127.0.0.1:8300")

        wish_of = {"ops": {"spec": {"config": {"prompt": "An app to track orders and customers."}}}}
        second = ask(page, "change", wish_of, "shop")
        until(lambda: status(instance, second) is DagsterRunStatus.SUCCESS)
        release = apps.released(Workshop.open(settings).store, SHOP)
        assert release is not None and release.version == 2

        third = ask(page, "redeploy", {}, "shop")
        until(lambda: status(instance, third) is DagsterRunStatus.SUCCESS)
        last = ask(page, "delete", {"ops": {"delete_app": {"config": {"confirm": "shop"}}}}, "shop")
        until(lambda: status(instance, last) is DagsterRunStatus.SUCCESS)
        assert apps.record(Workshop.open(settings).store, SHOP) is None


def test_a_document_becomes_a_run_and_is_gone(settings: Settings) -> None:
    store = Workshop.open(settings).store
    with serving(settings), open_instance(settings) as instance:
        store.write("requests/a.json", b'{"prompt": "An app to track orders.", "app_name": "shop"}')
        store.write("requests/b.json", b'{"prompt": ""}')
        until(lambda: list(store.list("requests/")) == ["requests/refused/b.json"])
        until(lambda: newest(instance, SHOP).status is DagsterRunStatus.SUCCESS)
        assert instance.get_runs_count() == 1


def test_runs_of_one_app_never_overlap(quick: Settings) -> None:
    launch.generate(wish(), settings=quick)
    control(quick.home, "deployment.hang")
    with serving(quick) as page, open_instance(quick) as instance:
        first = ask(page, "redeploy", {}, "shop")
        until(lambda: calls(quick.home).count("deployment") == 2)
        second = ask(page, "redeploy", {}, "shop")
        with pytest.raises(launch.AppBusy, match=first):
            launch.redeploy(SHOP, settings=quick, busy_seconds=0.1)
        assert status(instance, second) is DagsterRunStatus.QUEUED
        assert calls(quick.home).count("deployment") == 2
        undo(quick.home, "deployment.hang")
        until(lambda: status(instance, second) is DagsterRunStatus.SUCCESS)
        assert status(instance, first) is DagsterRunStatus.SUCCESS


def test_a_run_that_is_killed_under_the_daemon_is_failed_and_resumed(quick: Settings) -> None:
    launch.generate(wish(), settings=quick)
    control(quick.home, "deployment.die")
    with serving(quick) as page, open_instance(quick) as instance:
        killed = ask(page, "redeploy", {}, "shop")
        until(lambda: status(instance, killed) is DagsterRunStatus.FAILURE)
        until(lambda: newest(instance, SHOP).tags.get(state.STATUS_TAG) == "failed")
    assert launch.resume(SHOP, settings=quick).error is None


def test_runs_that_a_power_cut_ended_are_found_when_the_services_are_up_again(quick: Settings) -> None:
    launch.generate(wish(), settings=quick)
    control(quick.home, "deployment.hang")
    with open_instance(quick) as instance:
        with serving(quick) as page:
            lost = ask(page, "redeploy", {}, "shop")
            until(lambda: calls(quick.home).count("deployment") == 2)
            pid = _process_of(instance, lost)
        if Path(f"/proc/{pid}").exists():
            os.kill(pid, signal.SIGKILL)
        undo(quick.home, "deployment.hang")
        assert status(instance, lost) is DagsterRunStatus.STARTED
        with serving(quick):
            until(lambda: status(instance, lost) is DagsterRunStatus.FAILURE)
    assert launch.resume(SHOP, settings=quick).error is None


def _process_of(instance: DagsterInstance, run_id: str) -> int:
    for record in instance.all_logs(run_id):
        if record.dagster_event and "(pid: " in (record.dagster_event.message or ""):
            return int(str(record.dagster_event.message).rsplit("(pid: ", 1)[1].split(")")[0])
    raise AssertionError("no event says which process runs it")
