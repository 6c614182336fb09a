"""deployment: the release, proven on a candidate and answering where its users ask."""

from collections.abc import Iterator
from typing import Any, Optional

from dagster import AssetExecutionContext, asset

from assets import checks
from assets.partitions import APPS
from assets.reports import release_report
from assets.step import GROUP, OWNERS, RETRIES, RunPlan, Step, perform
from promptreal import apps
from promptreal.artifact import ImageRef, Release, SourceTree
from promptreal.errors import MissingStep, PromptRealError
from promptreal.pipeline import Generation, load_spec, make_deployment, make_redeployment
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec
from promptreal.upkeep import remove_unused
from resources.lock import AppLock
from resources.workshop import WorkshopResource


@asset(
    partitions_def=APPS,
    group_name=GROUP,
    owners=OWNERS,
    kinds={"python"},
    code_version="1",
    retry_policy=RETRIES,
    io_manager_key="values",
    check_specs=checks.specs("deployment"),
    description="The release: the version proven on a candidate with a throw-away database, taken over without a "
    "failed request, and answering where its users ask. Only this step moves the app's released version.",
)
def deployment(
    context: AssetExecutionContext,
    workshop: WorkshopResource,
    app_lock: AppLock,
    spec: Optional[AppSpec],  # noqa: UP045 (Dagster reads this annotation)
    source_tree: Optional[SourceTree],  # noqa: UP045
    image: Optional[ImageRef],  # noqa: UP045
) -> Iterator[Any]:
    """The Release of this generation. In a redeployment the inputs are None: it starts from the release document."""

    def make(step: Step) -> Release:
        if spec is None or source_tree is None or image is None:
            return _again(step)
        if not spec.fingerprint() == source_tree.spec_digest == image.spec_digest:
            raise MissingStep(
                f"the spec, the source and the image of run {step.root} are not of one version",
                hint="re-execute the run from its step `source_tree`",
            )
        plan = step.plan
        before = apps.released(step.workshop.store, step.app)
        release = make_deployment(
            step.serving(plan.generation.request.target),
            plan.generation,
            spec,
            source_tree,
            image,
            step.deadline(plan.timeouts),
            step.progress,
        )
        _clean_up(step, before)
        return release

    yield from perform(
        context,
        "deployment",
        workshop,
        app_lock,
        make,
        lambda _, release: release_report(release),
        lambda release: release.evidence,
    )


def _clean_up(step: Step, before: Release | None) -> None:
    """Removes what the release made superfluous; it stands, whether that works or not."""
    try:
        removed = remove_unused(step.workshop.settings, step.workshop.store, step.app, before)
    except PromptRealError as error:
        step.progress(str(error))
    else:
        if removed:
            step.progress(f"removed {len(removed)} versions or environments that nothing uses any more")


def _again(step: Step) -> Release:
    """The release that stands, rolled out again."""
    workshop = step.workshop
    release = apps.released(workshop.store, step.app)
    if release is None:
        raise MissingStep(
            f"the app {step.app} has no release to roll out again",
            hint="launch the job `new_app`, or re-execute the run that failed to release it",
        )
    spec = load_spec(workshop, release.spec_digest)
    request = GenerationRequest(
        app_name=step.app.name,
        tenant=step.app.tenant,
        prompt=spec.prompt,
        appTypes=(spec.app_type,),
        language=spec.language,
        tools=spec.tools,
        target=release.target,
    )
    generation = Generation(request=request, app=step.app, run_id=step.root, job_name=step.job_name)
    timeouts = workshop.settings.timeouts
    step.write_plan(RunPlan(generation=generation, timeouts=timeouts))
    return make_redeployment(step.serving(release.target), generation, release, step.deadline(timeouts), step.progress)
