"""The sensors: requests that arrive as documents, runs that failed, and runs whose process is gone."""

import json
from collections.abc import Iterator

from dagster import (
    DagsterRunStatus,
    DefaultSensorStatus,
    RunFailureSensorContext,
    RunRequest,
    RunStatusSensorContext,
    SensorEvaluationContext,
    SkipReason,
    run_failure_sensor,
    run_status_sensor,
    sensor,
)

from promptreal.errors import PromptRealError
from promptreal_dagster import inbox, runs
from promptreal_dagster.jobs import change, generate, redeploy
from promptreal_dagster.operations import OPERATIONS
from resources.workshop import WorkshopResource

# They make no version, and so have no state of one.
_OPERATIONS = {job.name for job in OPERATIONS}


@sensor(
    name="requests",
    jobs=[generate, change],
    minimum_interval_seconds=5,
    default_status=DefaultSensorStatus.RUNNING,
    description="Makes a run of each request document under `requests/` in the store, exactly once. A document that "
    "asks for what cannot be is moved to `requests/refused/` with the reason.",
)
def requests(context: SensorEvaluationContext, workshop: WorkshopResource) -> Iterator[RunRequest | SkipReason]:
    """A run request for each document."""
    asked = 0
    unread: dict[str, str] = json.loads(context.cursor or "{}")
    for arrival in inbox.arrivals(workshop.open().store, context.instance, context.log, unread):
        asked += 1
        yield RunRequest(
            run_key=arrival.request_id,
            job_name="change" if arrival.change else "generate",
            partition_key=str(arrival.app),
            run_config=arrival.run_config,
            tags={inbox.REQUEST_TAG: arrival.key},
        )
    context.update_cursor(json.dumps(unread))
    if not asked:
        yield SkipReason("no request waits under requests/")


@run_failure_sensor(
    name="failed_runs",
    default_status=DefaultSensorStatus.RUNNING,
    description="Puts the state `failed` and the reason on a run that failed, whoever launched it.",
)
def failed_runs(context: RunFailureSensorContext) -> None:
    """Tags the failed run."""
    steps = context.get_step_failure_events()
    reason = context.failure_event.message or "the run failed"
    if steps:
        error = steps[0].step_failure_data.error
        told = steps[0].step_failure_data.user_failure_data
        message = (told.description if told else None) or (error.message if error else reason)
        reason = f"{steps[0].step_key}: {message.splitlines()[0]}"
    if context.dagster_run.job_name not in _OPERATIONS:
        runs.mark_failed(context.instance, context.dagster_run, reason)


@run_status_sensor(
    name="canceled_runs",
    run_status=DagsterRunStatus.CANCELED,
    default_status=DefaultSensorStatus.RUNNING,
    description="Puts the state `failed` on a run that was canceled.",
)
def canceled_runs(context: RunStatusSensorContext) -> None:
    """Tags the canceled run."""
    if context.dagster_run.job_name not in _OPERATIONS:
        runs.mark_failed(context.instance, context.dagster_run, "it was canceled")


@sensor(
    name="lost_runs",
    minimum_interval_seconds=30,
    default_status=DefaultSensorStatus.RUNNING,
    jobs=[generate, change, redeploy],
    description="Marks runs as failed whose process is gone, so that they free the app and can be re-executed.",
)
def lost_runs(context: SensorEvaluationContext, workshop: WorkshopResource) -> SkipReason:
    """Fails the lost runs."""
    try:
        lost = runs.fail_lost_runs(context.instance, workshop.settings())
    except PromptRealError as error:
        return SkipReason(f"cannot look for lost runs: {error}")
    return SkipReason(f"marked as failed: {', '.join(lost)}" if lost else "every unfinished run has its process")


SENSORS = (requests, failed_runs, canceled_runs, lost_runs)
