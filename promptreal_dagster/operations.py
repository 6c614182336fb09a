"""The jobs around the generations: a new app, and stop, start and delete."""

from dagster import (
    Config,
    JobDefinition,
    MetadataValue,
    Nothing,
    OpExecutionContext,
    Out,
    in_process_executor,
    job,
    op,
)
from pydantic import Field

from assets.config import AppConfig, request_config
from assets.partitions import APPS, app_of, chosen_app
from promptreal import apps
from promptreal.errors import InvalidRequest
from promptreal.request import AppKey
from promptreal.upkeep import remove_unused
from promptreal_dagster import runs
from resources.failures import failing_in_dagster
from resources.lock import AppLock
from resources.workshop import WorkshopResource


class NewAppConfig(AppConfig):
    """The wish for a new app. Only `prompt` is needed."""


class DeletionConfig(Config):
    """Deleting removes the app, its data, its history and its name."""

    confirm: str = Field(description="The app's name once more, so that nothing is deleted by a slip.")


@op(out=Out(Nothing), description="Claims the name, makes the partition, and launches the job `generate` for it.")
def launch_new_app(context: OpExecutionContext, config: NewAppConfig, workshop: WorkshopResource) -> None:
    """Launches the run of a new app, and links to it."""
    with failing_in_dagster():
        place = workshop.open()
        place.require_ready()
        store = place.store
        request, warnings = config.request()
        run_id = runs.derived_id(context.run, "new_app")
        launched = context.instance.get_run_by_id(run_id)
        if launched is not None:
            # Re-executed after it had launched the run: the name that it took then is this one's too.
            app = app_of(launched.tags["dagster/partition"])
        else:
            request = request if request.raw_name else runs.freshly_named(store, request, run_id)
            app = apps.claim(store, request).app
            apps.update_record(store, app, last_run_id=run_id)
            runs.add_partition(context.instance, app)
    for warning in warnings:
        context.log.info(warning)
    timeouts = {phase: seconds for phase, seconds in config.timeouts.model_dump().items() if seconds is not None}
    run = launched or runs.create_run(
        context.instance,
        "generate",
        app,
        request_config(request, change=False, timeouts=timeouts),
        run_id=run_id,
    )
    runs.enqueue(context.instance, run)
    context.log.info(f"launched the run {run_id} of `generate` for {app}")
    context.add_output_metadata({"app": str(app), "run": MetadataValue.dagster_run(run_id)})


@op(out=Out(Nothing), description="Stops serving the app; its data and its port are kept.")
def stop_app(context: OpExecutionContext, workshop: WorkshopResource, app_lock: AppLock) -> None:
    """Stops the app of the partition."""
    with failing_in_dagster():
        app = _existing(context, workshop, app_lock)
        workshop.open().target.stop(app)
        context.log.info(f"{app} is stopped")


@op(out=Out(Nothing), description="Starts the version of the app that was serving last.")
def start_app(context: OpExecutionContext, workshop: WorkshopResource, app_lock: AppLock) -> None:
    """Starts the app of the partition, and links to it."""
    with failing_in_dagster():
        app = _existing(context, workshop, app_lock)
        url = workshop.open().target.start(app)
    context.log.info(f"{app} answers at {url}")
    context.add_output_metadata({"url": MetadataValue.url(url)})


@op(out=Out(Nothing), description="Removes the app: what runs, its data, its history and its name.")
def delete_app(
    context: OpExecutionContext, config: DeletionConfig, workshop: WorkshopResource, app_lock: AppLock
) -> None:
    """Deletes the app of the partition."""
    with failing_in_dagster():
        app = _existing(context, workshop, app_lock)
        if config.confirm.strip() != str(app):
            raise InvalidRequest(
                f"confirm: {config.confirm!r} is not {str(app)!r}", hint="type the app's name to delete it for good"
            )
        place = workshop.open()
        place.target.delete(app)
        place.history.delete(app)
        apps.forget(place.store, app)
        remove_unused(place.settings, place.store, app)
        context.instance.delete_dynamic_partition("apps", str(app))
        context.log.info(f"{app} is deleted")


@op(out=Out(Nothing), description="Launches the job `redeploy` for every app that has a release.")
def launch_redeployments(context: OpExecutionContext, workshop: WorkshopResource) -> None:
    """Launches a run for each app."""
    launched = []
    with failing_in_dagster():
        store = workshop.open().store
        for record in apps.all_apps(store):
            if apps.released(store, record.app) is not None:
                runs.add_partition(context.instance, record.app)
                run_id = runs.derived_id(context.run, f"redeploy {record.app}")
                runs.enqueue(
                    context.instance, runs.create_run(context.instance, "redeploy", record.app, {}, run_id=run_id)
                )
                launched.append(str(record.app))
    context.log.info(f"launched {len(launched)} redeployments: {', '.join(launched) or 'no app is released'}")
    context.add_output_metadata({"apps": launched})


@job(
    executor_def=in_process_executor,
    # What the launchpad opens with: the one thing that a person must fill in.
    config={"ops": {"launch_new_app": {"config": {"prompt": ""}}}},
    description="Start here: makes a new app from a prompt. Fill in `prompt` alone, or more, in the launchpad; it "
    "launches the job `generate` for the app and links to that run.",
)
def new_app() -> None:
    """A new app from a prompt."""
    launch_new_app()


@job(partitions_def=APPS, executor_def=in_process_executor, description="Stops the app of the chosen partition.")
def stop() -> None:
    """Stops an app."""
    stop_app()


@job(partitions_def=APPS, executor_def=in_process_executor, description="Starts the app of the chosen partition again.")
def start() -> None:
    """Starts an app."""
    start_app()


@job(
    partitions_def=APPS,
    executor_def=in_process_executor,
    description="Deletes the app of the chosen partition for good, with its data. `confirm` must hold its name.",
)
def delete() -> None:
    """Deletes an app."""
    delete_app()


@job(executor_def=in_process_executor, description="Rolls out again every released app, each in a run of its own.")
def redeploy_all() -> None:
    """Redeploys every app."""
    launch_redeployments()


OPERATIONS: tuple[JobDefinition, ...] = (new_app, stop, start, delete, redeploy_all)


def _existing(context: OpExecutionContext, workshop: WorkshopResource, app_lock: AppLock) -> AppKey:
    """The app of the partition, which must exist, with its lock taken."""
    app = chosen_app(context)
    store = workshop.open().store
    if apps.record(store, app) is None:
        raise apps.unknown(store, str(app))
    app_lock.take(app, context.run.run_id, context.log.info)
    return app
