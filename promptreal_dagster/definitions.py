"""The code location."""

from __future__ import annotations

from dagster import Definitions, in_process_executor

from assets.deployment import deployment
from assets.hpa import hpa
from assets.image import image
from assets.source_tree import source_tree
from assets.spec import spec
from promptreal_dagster.jobs import JOBS
from promptreal_dagster.operations import OPERATIONS
from promptreal_dagster.schedules import SCHEDULES
from promptreal_dagster.sensors import SENSORS
from resources.lock import AppLock
from resources.values import RunValues
from resources.workshop import WorkshopResource

# Configured at launch, so that the others get the one that a run's config describes.
_workshop = WorkshopResource.configure_at_launch()

defs = Definitions(
    assets=[spec, source_tree, image, deployment, hpa],
    jobs=[*JOBS, *OPERATIONS],
    schedules=list(SCHEDULES),
    sensors=list(SENSORS),
    resources={
        "workshop": _workshop,
        "app_lock": AppLock(workshop=_workshop),
        "values": RunValues(workshop=_workshop),
    },
    executor=in_process_executor,
)
