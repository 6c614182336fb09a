"""The schedules; each is off until a person switches it on."""

from __future__ import annotations

from dagster import DefaultScheduleStatus, ScheduleDefinition

from promptreal_dagster.operations import redeploy_all

nightly_redeployment = ScheduleDefinition(
    name="nightly_redeployment",
    job=redeploy_all,
    cron_schedule="0 3 * * *",
    default_status=DefaultScheduleStatus.STOPPED,
    description="Rolls out every released app again each night at three, from its release.",
)

SCHEDULES = (nightly_redeployment,)
