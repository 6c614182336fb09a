from __future__ import annotations

from typing import Any

import pytest
from dagster import AssetKey, DagsterInstance, DagsterRun, DagsterRunStatus, ExecuteInProcessResult, Failure

from promptreal import apps
from promptreal.lock import app_lock
from promptreal.request import AppKey
from promptreal.settings import Settings
from promptreal.workshop import Workshop
from promptreal_dagster import launch, runs
from promptreal_dagster.definitions import defs
from promptreal_dagster.instance import open_instance
from tests.promptreal_dagster.test_launch import SHOP, wish
from tests.quick_pipeline import control, undo

PROMPT = "An app to track orders."


def operate(
    instance: DagsterInstance,
    settings: Settings,
    name: str,
    partition: str | None,
    config: dict[str, Any] | None = None,
) -> ExecuteInProcessResult:
    ops = {runs.job(name).nodes_in_topological_order[0].name: {"config": config}} if config else {}
    return runs.job(name).execute_in_process(
        instance=instance,
        partition_key=partition,
        run_config={
            "ops": ops,
            "resources": {"workshop": {"config": {"home": str(settings.home)}}},
            "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
        },
    )


def test_a_new_app_needs_a_prompt_alone(settings: Settings) -> None:
    with open_instance(settings) as instance:
        operate(instance, settings, "new_app", None, {"prompt": PROMPT})
        (app,) = instance.get_dynamic_partitions("apps")
        launched = runs.latest_run(instance, AppKey.parse(app))
        assert launched is not None
        assert (launched.job_name, launched.status) == ("generate", DagsterRunStatus.QUEUED)
        assert launched.run_config["ops"]["spec"]["config"]["prompt"] == PROMPT
        # Another launch of the same words is another app.
        operate(instance, settings, "new_app", None, {"prompt": PROMPT})
        assert set(instance.get_dynamic_partitions("apps")) == {app, f"{app}-2"}


def test_a_new_app_that_is_launched_again_from_its_failure_is_the_same_app(settings: Settings) -> None:
    with open_instance(settings) as instance:
        first = operate(instance, settings, "new_app", None, {"prompt": PROMPT})
        parent = instance.get_run_by_id(first.run_id)
        assert parent is not None
        again = instance.create_run_for_job(
            runs.job("new_app"),
            run_config=parent.run_config,
            root_run_id=parent.run_id,
            parent_run_id=parent.run_id,
            tags={"dagster/root_run_id": parent.run_id, "dagster/parent_run_id": parent.run_id},
        )
        assert runs.derived_id(again, "new_app") == runs.derived_id(parent, "new_app")
        before = len(apps.all_apps(Workshop.open(settings).store))
        events = launch.execute_run_iterator(launch.InMemoryJob(runs.job("new_app")), again, instance)
        assert [one for one in events if one.is_failure] == []
        assert len(apps.all_apps(Workshop.open(settings).store)) == before == 1


def test_a_name_that_is_taken_is_not_made_again(quick: Settings) -> None:
    launch.generate(wish(), settings=quick)
    with open_instance(quick) as instance, pytest.raises(Failure, match="exists already"):
        operate(instance, quick, "new_app", None, {"prompt": PROMPT, "app_name": "shop"})


def test_every_released_app_is_redeployed_in_a_run_of_its_own(quick: Settings) -> None:
    launch.generate(wish(), settings=quick)
    launch.generate(wish(name="other"), settings=quick)
    apps.claim(Workshop.open(quick).store, wish(name="never-released"))
    with open_instance(quick) as instance:
        operate(instance, quick, "redeploy_all", None)
        other = runs.latest_run(instance, AppKey(name="other"))
        assert other is not None and other.job_name == "redeploy"
        assert runs.latest_run(instance, AppKey(name="never-released")) is None
        launched = runs.latest_run(instance, SHOP)
        assert launched is not None
        assert (launched.job_name, launched.status) == ("redeploy", DagsterRunStatus.QUEUED)
        assert launched.tags["promptreal/redeployment"] == "true"


def test_an_app_is_deleted_only_by_its_name(quick: Settings) -> None:
    launch.generate(wish(), settings=quick)
    store = Workshop.open(quick).store
    with open_instance(quick) as instance:
        with pytest.raises(Failure, match="type the app's name"):
            operate(instance, quick, "delete", "shop", {"confirm": "shpo"})
        assert apps.record(store, SHOP) is not None
        operate(instance, quick, "delete", "shop", {"confirm": "shop"})
        assert apps.record(store, SHOP) is None
        assert not instance.has_dynamic_partition("apps", "shop")
        assert app_lock(quick, SHOP).free()


def test_what_does_not_exist_is_not_stopped(settings: Settings) -> None:
    with open_instance(settings) as instance:
        runs.add_partition(instance, SHOP)
        with pytest.raises(Failure, match="no app is called 'shop'"):
            operate(instance, settings, "stop", "shop")


@pytest.mark.parametrize("name", ["generate", "stop"])
def test_a_job_about_an_app_says_so_when_no_partition_was_chosen(settings: Settings, name: str) -> None:
    config = {"prompt": PROMPT} if name == "generate" else None
    with open_instance(settings) as instance, pytest.raises(Failure, match="none was chosen") as caught:
        operate(instance, settings, name, None, config)
    assert "new_app" in str(caught.value.description)
    assert apps.all_apps(Workshop.open(settings).store) == ()


def test_a_partition_that_nobody_made_claims_no_name(settings: Settings) -> None:
    with open_instance(settings) as instance:
        run = runs.create_run(
            instance, "generate", AppKey(name="ghost"), {"ops": {"spec": {"config": {"prompt": PROMPT}}}}
        )
        events = list(launch.execute_run_iterator(launch.InMemoryJob(runs.job("generate")), run, instance))
    assert any("there is no 'ghost'" in str(one) for one in events)
    assert apps.all_apps(Workshop.open(settings).store) == ()


def materialize(instance: DagsterInstance, settings: Settings, *names: str, **of: str) -> DagsterRun:
    """A run of these assets alone, as the UI's asset page launches one; `of` are the ids of a re-execution."""
    everything = defs.get_repository_def().get_implicit_asset_job_names()
    keys = frozenset(AssetKey(name) for name in names)
    definition = defs.get_repository_def().get_job(everything[0]).get_subset(asset_selection=keys)
    run = instance.create_run_for_job(
        definition,
        asset_selection=keys,
        run_config={"resources": {"workshop": {"config": {"home": str(settings.home)}}}},
        tags={"dagster/partition": "shop", **{f"dagster/{name}": value for name, value in of.items()}},
        **of,
    )
    for _ in launch.execute_run_iterator(launch.InMemoryJob(definition), run, instance):
        pass
    ended = instance.get_run_by_id(run.run_id)
    assert ended is not None
    return ended


def test_materializing_the_deployment_alone_rolls_out_the_release_again(quick: Settings) -> None:
    launch.generate(wish(), settings=quick)
    with open_instance(quick) as instance:
        run = materialize(instance, quick, "deployment", "hpa")
        assert run.status is DagsterRunStatus.SUCCESS
        assert run.tags["promptreal/build-status"] == "complete"
    release = apps.released(Workshop.open(quick).store, SHOP)
    assert release is not None and (release.run_id, release.version) == (run.run_id, 1)


def test_a_refused_version_is_not_released_by_materializing_what_comes_after_it(quick: Settings) -> None:
    launch.generate(wish(), settings=quick)
    first = apps.released(Workshop.open(quick).store, SHOP)
    control(quick.home, "image.refuse")
    refused = launch.generate(wish("An app to track orders and customers."), change=True, settings=quick)
    undo(quick.home, "image.refuse")
    with open_instance(quick) as instance:
        of = {"root_run_id": refused.run_id, "parent_run_id": refused.run_id}
        run = materialize(instance, quick, "deployment", "hpa", **of)
        assert run.status is DagsterRunStatus.FAILURE
    assert apps.released(Workshop.open(quick).store, SHOP) == first
