from __future__ import annotations

import json
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from promptreal.artifact import Release
from promptreal.deadline import Deadline
from promptreal.deploy import TARGETS
from promptreal.deploy.process import ProcessTarget
from promptreal.deploy.process.child import listen
from promptreal.deploy.process.usage import usage
from promptreal.errors import AppBusy, AppUnhealthy, DeployError, PhaseTimeout, UnknownApp
from promptreal.evidence import Evidence
from promptreal.request import AppKey
from promptreal.roles import choose
from tests.promptreal.deploy.process.conftest import Bench, ask, until, version_at
from tests.promptreal.deploy.process.tiny import tiny_spec


def test_the_target_is_found_by_its_name() -> None:
    assert choose("target", TARGETS, "process") is ProcessTarget


def test_a_deployed_version_answers_at_its_url(bench: Bench) -> None:
    url = bench.deploy()

    assert url.startswith("http://127.0.0.1:2")
    assert version_at(url) == "1"


def test_the_state_tells_what_runs_and_what_it_uses(bench: Bench) -> None:
    url = bench.deploy()

    state = bench.target.state(bench.app)

    assert (state.status, state.url, state.restarts) == ("running", url, 0)
    assert state.revision == bench.image(tag="1").digest
    assert state.resources["sandbox"] == bench.sandbox.name
    assert state.resources["memory_bytes"] > 1024 * 1024


def test_deploying_what_serves_already_changes_nothing(bench: Bench) -> None:
    url = bench.deploy()
    process = ask(url, "/pid"), bench.target.state(bench.app).resources["pid"]

    assert bench.deploy() == url
    assert (ask(url, "/pid"), bench.target.state(bench.app).resources["pid"]) == process


def test_a_startup_state_reaches_requests_at_the_public_address(bench: Bench) -> None:
    assert json.loads(ask(bench.deploy(), "/state")) == "yes"


def test_two_apps_get_two_ports_and_keep_them(bench: Bench) -> None:
    other = AppKey(name="notes", tenant="acme")
    with ThreadPoolExecutor() as pool:
        urls = list(pool.map(lambda app: bench.deploy(app=app), [bench.app, other]))
    assert len(set(urls)) == 2

    bench.target.stop(bench.app)
    third = bench.deploy(app=AppKey(name="third"))

    assert third not in urls
    assert bench.target.start(bench.app) == urls[0]


def test_a_stopped_app_frees_its_port_and_starts_as_it_was(bench: Bench) -> None:
    url = bench.deploy()
    ask(url, "/note?kept")
    bench.target.stop(bench.app)
    assert bench.target.state(bench.app).status == "stopped"
    with pytest.raises(OSError, match="refused"):
        ask(url)

    bench.target.stop(bench.app)
    assert bench.target.start(bench.app) == url

    assert json.loads(ask(url, "/count")) == 2
    assert bench.target.state(bench.app).revision == bench.image(tag="1").digest


def test_a_deleted_app_leaves_nothing(bench: Bench) -> None:
    url = bench.deploy()
    bench.target.delete(bench.app)

    assert not bench.folder.exists()
    assert bench.target.state(bench.app).status == "absent"
    with pytest.raises(OSError, match="refused"):
        ask(url)
    bench.target.delete(bench.app)


def test_an_app_that_is_not_there_is_told_so(bench: Bench) -> None:
    for operation in (bench.target.start, bench.target.stop, lambda app: bench.target.logs(app, 5)):
        with pytest.raises(UnknownApp, match="notes"):
            operation(bench.app)


def test_a_broken_version_is_refused_with_its_last_lines_and_the_one_before_serves(bench: Bench) -> None:
    url = bench.deploy()
    for behaviour, said in (
        ({"import": "fail"}, "cannot even be imported"),
        ({"startup": "fail"}, "exit code 3"),
        ({"broken": "/api/notes"}, "answers /api/notes with 500"),
        ({"claims": "another"}, "got 'another'"),
    ):
        with pytest.raises(AppUnhealthy, match=said):
            bench.deploy(2, **behaviour)
        assert version_at(url) == "1"
    state = bench.target.state(bench.app)
    assert (state.status, state.restarts) == ("running", 0)
    assert state.resources["processes"] == bench.target.state(bench.app).resources["processes"]


def test_a_first_version_that_fails_never_counts_as_served(bench: Bench) -> None:
    with pytest.raises(AppUnhealthy):
        bench.deploy(broken="/openapi.json")
    with pytest.raises(UnknownApp, match="no version of notes has ever served"):
        bench.target.start(bench.app)

    assert version_at(bench.deploy(2)) == "2"


@pytest.mark.slow
def test_a_version_that_hangs_runs_into_the_deadline_and_the_one_before_serves(bench: Bench) -> None:
    url = bench.deploy()

    with pytest.raises(PhaseTimeout, match="longer than its 2 seconds") as caught:
        bench.deploy(2, seconds=2, startup="hang")

    assert "--timeout deployment=SECONDS" in caught.value.hint
    assert version_at(url) == "1"
    bench.deploy(3)
    assert version_at(url) == "3"


@pytest.mark.slow
def test_a_second_deploy_of_the_same_app_at_the_same_time_is_told_to_wait(bench: Bench) -> None:
    bench.deploy()
    supervisor = int(bench.target.state(bench.app).resources["supervisor_pid"])
    alone = usage(supervisor)["processes"]
    with ThreadPoolExecutor() as pool:
        first = pool.submit(bench.deploy, 2, seconds=8, startup="hang")
        until(lambda: usage(supervisor)["processes"] > alone)
        with pytest.raises(AppBusy, match="being deployed by another command"):
            bench.deploy(3)
        with pytest.raises(AppBusy, match="being deployed by another command"):
            bench.target.stop(bench.app)
        assert isinstance(first.exception(), PhaseTimeout)
    bench.deploy(2)


def test_egress_that_the_target_cannot_give_is_refused(bench: Bench) -> None:
    spec = tiny_spec(bench.app, egress=("api.example.com",))

    with pytest.raises(DeployError, match=r"api\.example\.com"):
        bench.target.deploy(bench.image(), spec, Deadline("deployment", 30))


def test_a_bundle_that_is_gone_is_an_error_that_says_so(bench: Bench) -> None:
    image = bench.image().model_copy(update={"location": "/nowhere"})

    with pytest.raises(DeployError, match="no bundle of notes"):
        bench.target.deploy(image, tiny_spec(bench.app), Deadline("deployment", 30))


@pytest.mark.slow
def test_a_taken_port_is_passed_over_by_a_new_app_and_refused_by_one_that_has_it(bench: Bench) -> None:
    url = bench.deploy()
    port = int(url.rpartition(":")[2])
    bench.target.stop(bench.app)
    with closing(listen("127.0.0.1", port)):
        with pytest.raises(DeployError, match=f"port {port} of the app is taken"):
            bench.target.start(bench.app)
        assert bench.deploy(app=AppKey(name="other")) != url
    assert bench.target.start(bench.app) == url


@pytest.mark.slow
def test_an_app_without_a_free_port_is_refused(bench: Bench) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        bench.ports = (port, port)
        with pytest.raises(DeployError, match=f"no port from {port} to {port} is free"):
            bench.deploy()


@pytest.mark.slow
def test_a_home_with_a_long_path_works(bench: Bench) -> None:
    bench.home = bench.home / ("long" * 30) / "with a space"
    assert version_at(bench.deploy()) == "1"
    bench.target.delete(bench.app)


def test_a_local_process_does_not_scale_and_says_so(bench: Bench) -> None:
    release = Release(
        app=bench.app,
        version=1,
        url="",
        revision="",
        strategy="takeover",
        target="process",
        image=bench.image(),
        spec_digest="",
        commit="",
        run_id="",
        job_name="",
        released_at="",
        evidence=Evidence(),
    )

    policy = bench.target.scale(release)

    assert not policy.active
    assert "does not scale" in policy.note
