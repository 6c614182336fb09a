"""image: the built version, known by its digest only."""

from collections.abc import Iterator
from typing import Any

from dagster import AssetExecutionContext, asset

from assets import checks
from assets.partitions import APPS
from assets.reports import image_report
from assets.step import GROUP, OWNERS, RETRIES, Step, perform
from promptreal.artifact import ImageRef, SourceTree
from promptreal.pipeline import make_image
from promptreal.status import BuildStatus
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
    check_specs=checks.specs("image"),
    description="The version as it will run: the source and its locked environment, each reused when it is unchanged, "
    "known by its digest.",
)
def image(
    context: AssetExecutionContext, workshop: WorkshopResource, app_lock: AppLock, source_tree: SourceTree
) -> Iterator[Any]:
    """The ImageRef of this generation."""

    def make(step: Step) -> ImageRef:
        plan = step.plan
        built = make_image(step.workshop, plan.generation, source_tree, step.deadline(plan.timeouts), step.progress)
        step.reach(BuildStatus.PUSHING)
        return built

    yield from perform(
        context, "image", workshop, app_lock, make, lambda _, built: image_report(built), lambda built: built.evidence
    )
