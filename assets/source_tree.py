"""source_tree: the app's repository, tested and scanned before anything else may see it."""

from collections.abc import Iterator
from typing import Any

from dagster import AssetExecutionContext, asset

from assets import checks
from assets.partitions import APPS
from assets.reports import tree_report
from assets.step import GROUP, OWNERS, RETRIES, Step, perform
from promptreal.artifact import SourceTree
from promptreal.pipeline import make_source_tree
from promptreal.spec import AppSpec
from resources.lock import AppLock
from resources.workshop import WorkshopResource


@asset(
    partitions_def=APPS,
    group_name=GROUP,
    owners=OWNERS,
    kinds={"python", "git"},
    code_version="1",
    retry_policy=RETRIES,
    io_manager_key="values",
    check_specs=checks.specs("source_tree"),
    description="The app's repository, written from the spec, tested in a sandbox, scanned, and committed to the app's "
    "own git history. What a gate refuses is never stored, so that no later step can build it.",
)
def source_tree(
    context: AssetExecutionContext, workshop: WorkshopResource, app_lock: AppLock, spec: AppSpec
) -> Iterator[Any]:
    """The SourceTree of this generation."""

    def make(step: Step) -> SourceTree:
        plan = step.plan
        return make_source_tree(step.workshop, plan.generation, spec, step.deadline(plan.timeouts), step.progress)

    yield from perform(
        context,
        "source_tree",
        workshop,
        app_lock,
        make,
        lambda step, tree: tree_report(tree, step.workshop.history.clone_url(step.app)),
        lambda tree: tree.evidence,
    )
