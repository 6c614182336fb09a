"""Runs: how one is made for an app, enqueued, resumed, and known to be dead."""

from __future__ import annotations

import copy
import sys
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast
from uuid import NAMESPACE_URL, uuid4, uuid5

from dagster import DagsterInstance, DagsterRun, DagsterRunStatus, JobDefinition, RunsFilter
from dagster._core.code_pointer import ModuleCodePointer
from dagster._core.definitions.job_base import InMemoryJob
from dagster._core.errors import DagsterRunAlreadyExists
from dagster._core.execution.api import create_execution_plan
from dagster._core.execution.plan.state import KnownExecutionState
from dagster._core.origin import DEFAULT_DAGSTER_ENTRY_POINT, JobPythonOrigin, RepositoryPythonOrigin
from dagster._core.remote_origin import (
    ManagedGrpcPythonEnvCodeLocationOrigin,
    RemoteJobOrigin,
    RemoteRepositoryOrigin,
)
from dagster._core.storage.tags import (
    PARENT_RUN_ID_TAG,
    PARTITION_NAME_TAG,
    RESUME_RETRY_TAG,
    ROOT_RUN_ID_TAG,
    TAGS_TO_MAYBE_OMIT_ON_RETRY,
)
from dagster._core.types.loadable_target_origin import LoadableTargetOrigin
from sqlalchemy.exc import IntegrityError

from assets import state
from assets.partitions import APPS
from promptreal import apps
from promptreal.lock import run_lock
from promptreal.names import numbered
from promptreal.request import AppKey, GenerationRequest, job_name
from promptreal.roles import Store
from promptreal.settings import Settings
from promptreal.status import BuildStatus
from promptreal_dagster.instance import LOCATION, MODULE
from resources.values import STEPS, lineage

if TYPE_CHECKING:
    from dagster._core.workspace.context import BaseWorkspaceRequestContext

UNFINISHED = (
    DagsterRunStatus.NOT_STARTED,
    DagsterRunStatus.STARTED,
    DagsterRunStatus.STARTING,
    DagsterRunStatus.CANCELING,
)
# A run takes its lock in its first step; one that has none after this many seconds will not take it any more.
_SECONDS_TO_FIRST_STEP = 180.0
_OWN_TAGS = (state.STATUS_TAG, state.URL_TAG, state.JOB_TAG, state.REASON_TAG)


def job(name: str) -> JobDefinition:
    """A job of this code location."""
    from promptreal_dagster.definitions import defs  # noqa: PLC0415 (its jobs make runs with this module)

    return defs.get_repository_def().get_job(name)


def add_partition(instance: DagsterInstance, app: AppKey) -> None:
    """Adds the app's partition, if it is not there."""
    try:
        instance.add_dynamic_partitions(cast(str, APPS.name), [str(app)])
    except IntegrityError:
        # SQLite, when another process adds the same key at the same moment: then it is there.
        if not instance.has_dynamic_partition(cast(str, APPS.name), str(app)):
            raise


def create_run(
    instance: DagsterInstance,
    name: str,
    app: AppKey | None,
    run_config: Mapping[str, object],
    *,
    tags: Mapping[str, str] | None = None,
    run_id: str = "",
) -> DagsterRun:
    """A new run of the job, not yet started; the standing one when there is one of that id."""
    definition = job(name)
    run_id = run_id or str(uuid4())
    own = {PARTITION_NAME_TAG: str(app), **state.initial(job_name(str(app), run_id))} if app else {}
    try:
        return instance.create_run_for_job(
            job_def=definition,
            run_id=run_id,
            run_config=run_config,
            tags={**definition.run_tags, **own, **(tags or {})},
            remote_job_origin=_remote_origin(name),
            job_code_origin=_code_origin(name),
        )
    except DagsterRunAlreadyExists:
        return cast(DagsterRun, instance.get_run_by_id(run_id))


def create_resumed_run(
    instance: DagsterInstance, parent: DagsterRun, run_id: str, timeouts: Mapping[str, float]
) -> DagsterRun:
    """A run of that id that does what `parent`, which failed, was canceled or was killed, left undone.

    `timeouts` are seconds for phases, over those that the parent was launched with.
    """
    definition = job(parent.job_name)
    keys, known = KnownExecutionState.build_resume_retry_reexecution(instance, parent)
    # Killed between its last step and its end: that step is done again, which changes nothing, so that the run can end.
    keys = keys or list(STEPS)[-1:]
    known = known.update_for_step_selection(keys)
    run_config = _with_timeouts(parent.run_config, timeouts)
    kept = {
        key: value
        for key, value in parent.tags.items()
        if key not in TAGS_TO_MAYBE_OMIT_ON_RETRY and key not in _OWN_TAGS
    }
    tags = {
        **kept,
        **state.initial(job_name(parent.tags[PARTITION_NAME_TAG], lineage(parent))),
        PARENT_RUN_ID_TAG: parent.run_id,
        ROOT_RUN_ID_TAG: lineage(parent),
        RESUME_RETRY_TAG: "true",
    }
    plan = create_execution_plan(
        InMemoryJob(definition), run_config, step_keys_to_execute=keys, known_state=known, tags=tags
    )
    return instance.create_run_for_job(
        job_def=definition,
        execution_plan=plan,
        run_id=run_id,
        run_config=run_config,
        tags=tags,
        root_run_id=lineage(parent),
        parent_run_id=parent.run_id,
        remote_job_origin=_remote_origin(parent.job_name),
        job_code_origin=_code_origin(parent.job_name),
    )


def enqueue(instance: DagsterInstance, run: DagsterRun) -> None:
    """Leaves the run to the daemon; one that was enqueued before stays as it is."""
    if run.status is DagsterRunStatus.NOT_STARTED:
        # The queue takes no part of a workspace: the daemon loads the code location by the run's origin.
        instance.submit_run(run.run_id, workspace=cast("BaseWorkspaceRequestContext", None))


def derived_id(run: DagsterRun, what: str) -> str:
    """The id of the run that `run` launches for `what`: the same one again when `run` is re-executed."""
    return str(uuid5(NAMESPACE_URL, f"promptreal:{lineage(run)}:{what}"))


def freshly_named(store: Store, request: GenerationRequest, run_id: str = "") -> GenerationRequest:
    """The request under the first of `name`, `name-2`, `name-3`, … that nobody has claimed, or `run_id` has."""
    number, free = 1, request
    while (claimed := apps.record(store, free.key)) is not None and (not run_id or claimed.last_run_id != run_id):
        number += 1
        free = request.model_copy(update={"app_name": numbered(request.app_name, number)})
    return free


def latest_run(instance: DagsterInstance, app: AppKey) -> DagsterRun | None:
    """The newest run that makes or rolls out a version of the app."""
    names = ("generate", "change", "redeploy")
    runs = instance.get_runs(RunsFilter(tags={PARTITION_NAME_TAG: str(app)}), limit=50)
    return next((run for run in runs if run.job_name in names), None)


def fail_lost_runs(instance: DagsterInstance, settings: Settings, app: AppKey | None = None) -> list[str]:
    """Marks the runs as failed whose process is gone, and gives their ids.

    A run's process holds the run's lock from before its first step until it is gone.
    """
    tags = {PARTITION_NAME_TAG: str(app)} if app else {}
    lost = []
    for record in instance.get_run_records(RunsFilter(statuses=list(UNFINISHED), tags=tags)):
        run_id = record.dagster_run.run_id
        lock = run_lock(settings, run_id)
        started = record.start_time or record.create_timestamp.timestamp()
        gone = lock.free() if lock.path.exists() else time.time() - started > _SECONDS_TO_FIRST_STEP
        # Read again: a run that has just ended gives its lock back after it has said so.
        run = instance.get_run_by_id(run_id)
        if gone and run is not None and run.status in UNFINISHED:
            fail_run(instance, run, "its process is gone: it was killed, or the machine was")
            lost.append(run_id)
    _sweep_locks(instance, settings)
    return lost


def fail_run(instance: DagsterInstance, run: DagsterRun, reason: str) -> None:
    """Marks a run as failed, in Dagster's words and in ours."""
    instance.report_run_failed(run, f"The run failed: {reason}")
    mark_failed(instance, run, reason)


def mark_failed(instance: DagsterInstance, run: DagsterRun, reason: str) -> None:
    """Puts the state `failed`, with the reason, on a run that makes or rolls out a version."""
    if PARTITION_NAME_TAG in run.tags:
        name = job_name(run.tags[PARTITION_NAME_TAG], lineage(run))
        state.reach(instance, run.run_id, name, BuildStatus.FAILED, reason=reason)


def _sweep_locks(instance: DagsterInstance, settings: Settings) -> None:
    """Removes the lock files of runs that have ended."""
    folder = run_lock(settings, "any").path.parent
    for path in folder.glob("*.lock") if folder.is_dir() else ():
        run = instance.get_run_by_id(path.stem)
        if (run is None or run.is_finished) and run_lock(settings, path.stem).free():
            path.unlink(missing_ok=True)


def _with_timeouts(run_config: Mapping[str, Any], timeouts: Mapping[str, float]) -> dict[str, Any]:
    changed = copy.deepcopy(dict(run_config))
    wish = changed.get("ops", {}).get("spec", {}).get("config")
    if wish is not None and timeouts:
        wish["timeouts"] = {**wish.get("timeouts", {}), **timeouts}
    return changed


def _remote_origin(name: str) -> RemoteJobOrigin:
    """Where the UI and the daemon find the job: by the location's name in their workspace."""
    target = LoadableTargetOrigin(executable_path=sys.executable, module_name=MODULE)
    location = ManagedGrpcPythonEnvCodeLocationOrigin(target, LOCATION)
    return RemoteJobOrigin(RemoteRepositoryOrigin(location, "__repository__"), name)


def _code_origin(name: str) -> JobPythonOrigin:
    pointer = ModuleCodePointer(MODULE, "defs")
    repository = RepositoryPythonOrigin(sys.executable, pointer, entry_point=DEFAULT_DAGSTER_ENTRY_POINT)
    return JobPythonOrigin(name, repository)
