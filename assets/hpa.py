"""hpa: the autoscaler takes over."""

from collections.abc import Iterator
from typing import Any

from dagster import AssetExecutionContext, asset

from assets.partitions import APPS
from assets.reports import scaling_report
from assets.step import GROUP, OWNERS, RETRIES, Step, perform
from promptreal.artifact import Release, ScalingPolicy
from promptreal.pipeline import make_scaling
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
    description="The scaling policy as the target applies it; it says so where the target cannot scale.",
)
def hpa(
    context: AssetExecutionContext, workshop: WorkshopResource, app_lock: AppLock, deployment: Release
) -> Iterator[Any]:
    """The ScalingPolicy of this generation."""

    def make(step: Step) -> ScalingPolicy:
        deadline = step.deadline(step.plan.timeouts)
        policy = make_scaling(step.serving(deployment.target), deployment, step.progress)
        deadline.remaining()
        step.reach(BuildStatus.COMPLETE, deployment.url)
        return policy

    yield from perform(context, "hpa", workshop, app_lock, make, lambda _, policy: scaling_report(policy))
