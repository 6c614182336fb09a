"""spec: what will be built, complete before any code exists."""

from collections.abc import Iterator
from typing import Any

from dagster import AssetExecutionContext, asset

from assets.config import GenerationConfig
from assets.partitions import APPS
from assets.reports import spec_report
from assets.step import GROUP, OWNERS, RETRIES, RunPlan, Step, perform
from promptreal import apps
from promptreal.errors import InvalidRequest
from promptreal.pipeline import Generation, make_spec
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec
from resources.lock import AppLock
from resources.workshop import WorkshopResource

CHANGE_TAG = "promptreal/change"


@asset(
    partitions_def=APPS,
    group_name=GROUP,
    owners=OWNERS,
    kinds={"python", "json"},
    code_version="1",
    retry_policy=RETRIES,
    io_manager_key="values",
    description="What will be built, made from the prompt before any code exists: entities, pages, charts, "
    "actions, and the acceptance criteria with their checks. For a new app launch the job `new_app`, "
    "for its next version `change`.",
)
def spec(
    context: AssetExecutionContext, config: GenerationConfig, workshop: WorkshopResource, app_lock: AppLock
) -> Iterator[Any]:
    """The AppSpec of this generation."""

    def make(step: Step) -> AppSpec:
        plan = _plan(step, config)
        step.write_plan(plan)
        return make_spec(step.workshop, plan.generation, step.deadline(plan.timeouts), step.progress)

    yield from perform(context, "spec", workshop, app_lock, make, lambda _, value: spec_report(value))


def _plan(step: Step, config: GenerationConfig) -> RunPlan:
    request, warnings = config.request(step.app)
    for warning in warnings:
        step.context.log.warning(warning)
    if request.key != step.app:
        raise InvalidRequest(
            f"app_name: {config.app_name!r} is the app {request.key}, but the partition is {step.app}",
            hint="leave app_name empty, or choose the partition of that app",
        )
    change = config.change or CHANGE_TAG in step.context.run.tags
    _claim(step, request, change=change)
    generation = Generation(request=request, app=step.app, run_id=step.root, job_name=step.job_name, change=change)
    return RunPlan(generation=generation, timeouts=config.timeouts.over(step.workshop.settings.timeouts))


def _claim(step: Step, request: GenerationRequest, *, change: bool) -> None:
    """Takes the name for a new app. A change has it already, and so has the re-execution of a finished generation."""
    store = step.workshop.store
    release = apps.released(store, step.app)
    if not change and (release is None or release.run_id != step.root):
        apps.claim(store, request)
    apps.update_record(
        store, step.app, last_run_id=step.context.run.run_id, last_request=request.model_dump(mode="json")
    )
