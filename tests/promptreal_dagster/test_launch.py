from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from dagster import AssetKey, DagsterEventType, DagsterInstance, DagsterRun, DagsterRunStatus

from assets import state
from promptreal import apps
from promptreal.errors import (
    AppBusy,
    BuildError,
    Interrupted,
    InvalidRequest,
    MissingStep,
    NameConflict,
    StoreError,
    UnknownApp,
    UnknownImplementation,
)
from promptreal.evidence import VersionRefused
from promptreal.lock import app_lock, run_lock
from promptreal.request import AppKey, GenerationRequest, parse_request
from promptreal.settings import Settings
from promptreal.status import BuildStatus
from promptreal.workshop import Workshop
from promptreal_dagster import launch, runs
from promptreal_dagster.instance import open_instance
from tests.quick_pipeline import PHASES, calls, control, undo

SHOP = AppKey(name="shop")


def wish(prompt: str = "An app to track orders.", name: str = "shop") -> GenerationRequest:
    return parse_request(prompt=prompt, app_name=name)[0]


def run_of(instance: DagsterInstance, run_id: str) -> DagsterRun:
    found = instance.get_run_by_id(run_id)
    assert found is not None
    return found


def launch_apart(settings: Settings, what: str = "generate") -> subprocess.CompletedProcess[str]:
    """Launches in a process of its own, which may be killed."""
    program = (
        "import sys; from tests import quick_pipeline; quick_pipeline.install();"
        "from promptreal.settings import Settings; from promptreal_dagster import launch;"
        "from tests.promptreal_dagster.test_launch import SHOP, wish; from pathlib import Path;"
        f"s = Settings(home=Path({str(settings.home)!r}));"
        + ("launch.generate(wish(), settings=s)" if what == "generate" else "launch.resume(SHOP, settings=s)")
    )
    root = Path(__file__).parents[2]
    return subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)


def test_a_prompt_becomes_a_release_and_its_progress_is_told(quick: Settings) -> None:
    heard: list[launch.Progress] = []
    result = launch.generate(wish(), on_event=heard.append, settings=quick)
    assert result.error is None
    assert (result.app, result.build_status, result.deployment_url) == (
        SHOP,
        BuildStatus.COMPLETE,
        "http://127.0.0.1:8300",
    )
    assert result.job_name == f"ai-builder-shop-{result.run_id[:8]}"
    assert result.release == apps.released(Workshop.open(quick).store, SHOP)
    assert [one.phase for one in heard if one.state == "started"] == ["", *PHASES]
    done = {one.phase: type(one.value).__name__ for one in heard if one.state == "done"}
    assert done == {
        "spec": "AppSpec",
        "source_tree": "SourceTree",
        "image": "ImageRef",
        "deployment": "Release",
        "hpa": "ScalingPolicy",
        "": "Release",
    }
    assert ("spec", "wrote the spec") in [(one.phase, one.text) for one in heard if one.state == "working"]
    with open_instance(quick) as instance:
        tags = run_of(instance, result.run_id).tags
        assert tags["dagster/partition"] == "shop"
        assert state.record(tags).deployment_url == result.deployment_url
        assert instance.get_materialized_partitions(AssetKey("deployment")) == {"shop"}
    assert app_lock(quick, SHOP).free()
    assert not run_lock(quick, result.run_id).path.exists()


@pytest.mark.parametrize(
    "moment",
    [
        ("", "started"),
        ("spec", "started"),
        ("spec", "done"),
        ("image", "started"),
        ("deployment", "done"),
        ("hpa", "done"),
    ],
    ids="-".join,
)
def test_an_interrupt_at_any_moment_is_told_as_one_and_the_run_can_go_on(
    quick: Settings, moment: tuple[str, str]
) -> None:
    told: list[Exception | None] = []

    def interrupt(progress: launch.Progress) -> None:
        if (progress.phase, progress.state) == moment:
            signal.raise_signal(signal.SIGINT)

    try:
        told.append(launch.generate(wish(), on_event=interrupt, settings=quick).error)
    except KeyboardInterrupt as error:
        told.append(Interrupted(str(error)))
    assert isinstance(told[0], Interrupted), told
    assert "Stack Trace" not in str(told[0])
    with open_instance(quick) as instance:
        (run,) = instance.get_runs()
        reason = run.tags.get(state.REASON_TAG, "")
        assert "\n" not in reason
    assert launch.resume(SHOP, settings=quick).build_status is BuildStatus.COMPLETE


def test_what_no_generation_can_do_without_is_missed_before_a_name_is_taken(
    quick: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnknownImplementation, match="no designer is called 'oracle'"):
        launch.generate(wish(), settings=quick.model_copy(update={"designer": "oracle"}))
    monkeypatch.setenv("PATH", str(quick.home))
    with pytest.raises(StoreError, match="git is not installed"):
        launch.generate(wish(), settings=quick)
    assert apps.all_apps(Workshop.open(quick).store) == ()


def test_an_app_that_exists_is_changed_and_not_made_again(quick: Settings) -> None:
    first = launch.generate(wish(), settings=quick)
    with pytest.raises(NameConflict, match="exists already"):
        launch.generate(wish(), settings=quick)
    second = launch.generate(wish("An app to track orders and customers."), True, settings=quick)
    assert first.release is not None and second.release is not None
    assert (first.release.version, second.release.version) == (1, 2)
    assert second.run_id != first.run_id


def test_a_change_of_an_app_that_does_not_exist_is_refused(quick: Settings) -> None:
    with pytest.raises(UnknownApp):
        launch.generate(wish(), True, settings=quick)


@pytest.mark.parametrize("phase", ["source_tree", "image", "deployment"])
def test_what_a_gate_refuses_goes_no_further(quick: Settings, phase: str) -> None:
    control(quick.home, f"{phase}.refuse")
    result = launch.generate(wish(), settings=quick)
    assert isinstance(result.error, VersionRefused)
    assert (result.phase, result.build_status, result.release) == (phase, BuildStatus.FAILED, None)
    assert calls(quick.home) == list(PHASES[: PHASES.index(phase) + 1])
    store = Workshop.open(quick).store
    assert f"runs/{result.run_id}/{phase}.json" not in list(store.list("runs/"))
    with open_instance(quick) as instance:
        tags = run_of(instance, result.run_id).tags
        assert state.record(tags).status is BuildStatus.FAILED
        assert state.record(tags).reason.startswith(f"{phase}: the {phase} was refused")
        verdicts = [
            record.dagster_event.event_specific_data
            for record in instance.all_logs(result.run_id, of_type=DagsterEventType.ASSET_CHECK_EVALUATION)
            if record.dagster_event
        ]
        assert verdicts[-1].passed is False  # type: ignore[union-attr]
        assert verdicts[-1].blocking  # type: ignore[union-attr]
        # And a later run of the next step alone cannot pick it up.
        next_step = PHASES[PHASES.index(phase) + 1]
        again = instance.create_run_for_job(
            runs.job("generate"),
            asset_selection={AssetKey(next_step)},
            tags={"dagster/partition": "shop"},
            run_config={
                "resources": {"workshop": {"config": {"home": str(quick.home)}}},
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
            },
        )
        ended = launch._execute(
            instance, again.with_tags({**again.tags, state.JOB_TAG: "x"}), SHOP, store, lambda _: None
        )
    assert ended.build_status is BuildStatus.FAILED
    assert isinstance(ended.error, MissingStep)
    assert "re-execute" in str(ended.error)
    assert calls(quick.home) == list(PHASES[: PHASES.index(phase) + 1])


def test_a_failed_run_is_resumed_from_the_step_that_failed(quick: Settings) -> None:
    control(quick.home, "image.fail")
    failed = launch.generate(wish(), settings=quick)
    assert isinstance(failed.error, BuildError)
    assert failed.error.hint == "mend it"
    undo(quick.home, "image.fail")
    result = launch.resume(SHOP, settings=quick, timeouts={"image": 42})
    assert result.build_status is BuildStatus.COMPLETE
    assert calls(quick.home) == ["spec", "source_tree", "image", "image", "deployment", "hpa"]
    assert result.release is not None
    assert result.release.run_id == failed.run_id
    assert result.job_name == failed.job_name
    with open_instance(quick) as instance:
        run = run_of(instance, result.run_id)
        assert (run.root_run_id, run.parent_run_id) == (failed.run_id, failed.run_id)
        assert run.run_config["ops"]["spec"]["config"]["timeouts"] == {"image": 42}


def test_there_is_nothing_to_resume_after_a_success(quick: Settings) -> None:
    launch.generate(wish(), settings=quick)
    with pytest.raises(InvalidRequest, match="nothing to resume"):
        launch.resume(SHOP, settings=quick)
    with pytest.raises(UnknownApp):
        launch.resume(AppKey(name="other"), settings=quick)


def test_only_what_can_be_helped_by_it_is_tried_again(quick: Settings) -> None:
    control(quick.home, "image.busy")
    result = launch.generate(wish(), settings=quick)
    assert result.error is None
    assert calls(quick.home) == ["spec", "source_tree", "image", "image", "deployment", "hpa"]


def test_a_redeployment_starts_from_the_release_and_never_from_a_run(quick: Settings) -> None:
    first = launch.generate(wish(), settings=quick)
    control(quick.home, "deployment.refuse")
    refused = launch.generate(wish("Something else entirely."), True, settings=quick)
    undo(quick.home, "deployment.refuse")
    assert refused.build_status is BuildStatus.FAILED
    again = launch.redeploy(SHOP, settings=quick)
    assert again.error is None
    assert first.release is not None and again.release is not None
    assert again.release.image == first.release.image
    assert again.release.run_id == again.run_id


def test_a_redeployment_of_what_was_never_released_is_refused(quick: Settings) -> None:
    control(quick.home, "image.fail")
    launch.generate(wish(), settings=quick)
    result = launch.redeploy(SHOP, settings=quick)
    assert "no release to roll out again" in str(result.error)


@pytest.mark.parametrize(
    "phase", [pytest.param(phase, marks=() if phase == "image" else pytest.mark.slow) for phase in PHASES]
)
def test_a_killed_run_is_found_dead_and_resumed(quick: Settings, phase: str) -> None:
    control(quick.home, f"{phase}.die")
    assert launch_apart(quick).returncode == -9
    with open_instance(quick) as instance:
        killed = runs.latest_run(instance, SHOP)
        assert killed is not None and killed.status is DagsterRunStatus.STARTED
    result = launch.resume(SHOP, settings=quick)
    assert result.error is None
    done = PHASES[: PHASES.index(phase)]
    assert calls(quick.home) == [*done, phase, *PHASES[len(done) :]]
    with open_instance(quick) as instance:
        dead = run_of(instance, killed.run_id)
        assert dead.status is DagsterRunStatus.FAILURE
        assert "its process is gone" in state.record(dead.tags).reason
        assert run_of(instance, result.run_id).root_run_id == killed.run_id


def test_a_run_waits_for_nobody_for_ever(quick: Settings) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from promptreal.lock import FileLock;"
            "FileLock(Path(sys.argv[1])).acquire('run 123'); print('held', flush=True); sys.stdin.read()",
            str(app_lock(quick, SHOP).path),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    with pytest.raises(AppBusy, match="run 123"):
        launch.generate(wish(), settings=quick, busy_seconds=0)
    other = launch.generate(wish(name="other"), settings=quick)
    assert other.error is None
    holder.communicate()
    assert launch.generate(wish(), settings=quick).error is None
