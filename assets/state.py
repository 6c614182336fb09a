"""The state of a generation, kept as tags of its run."""

from __future__ import annotations

from collections.abc import Mapping

from dagster import DagsterInstance

from promptreal.status import TRANSITIONS, BuildStatus, StatusRecord, advance

STATUS_TAG = "promptreal/build-status"
URL_TAG = "promptreal/deployment-url"
JOB_TAG = "promptreal/job-name"
REASON_TAG = "promptreal/reason"
_LONGEST_REASON = 240


def initial(job_name: str) -> dict[str, str]:
    """The tags of a run that has not begun."""
    return {STATUS_TAG: BuildStatus.INITIALIZING.value, JOB_TAG: job_name}


def record(tags: Mapping[str, str]) -> StatusRecord:
    """The state that a run's tags tell."""
    return StatusRecord(
        job_name=tags.get(JOB_TAG, ""),
        status=BuildStatus(tags.get(STATUS_TAG, BuildStatus.INITIALIZING)),
        deployment_url=tags.get(URL_TAG, ""),
        reason=tags.get(REASON_TAG, ""),
    )


def reach(
    instance: DagsterInstance, run_id: str, job_name: str, to: BuildStatus, *, url: str = "", reason: str = ""
) -> StatusRecord:
    """Moves a run's state on to `to`, through every state between (a run that resumes skips phases).

    A state that is reached or passed already stays as it is. Only one process may do this to a run at a time.
    """
    run = instance.get_run_by_id(run_id)
    tags = run.tags if run else {}
    before = record({JOB_TAG: job_name, **tags})
    after = before
    for status in _way(before.status, to):
        after = advance(after, status, deployment_url=url, reason=reason[:_LONGEST_REASON])
    if after != before or JOB_TAG not in tags:
        written = {STATUS_TAG: after.status.value, JOB_TAG: after.job_name}
        if after.deployment_url:
            written[URL_TAG] = after.deployment_url
        if after.reason:
            written[REASON_TAG] = after.reason
        instance.add_run_tags(run_id, written)
    return after


def _way(start: BuildStatus, goal: BuildStatus) -> list[BuildStatus]:
    """The shortest way by the legal transitions, without its start; empty when there is none."""
    ways: list[list[BuildStatus]] = [[start]]
    seen = {start}
    for way in ways:
        if way[-1] is goal:
            return way[1:]
        for status in sorted(TRANSITIONS[way[-1]] - seen):
            seen.add(status)
            ways.append([*way, status])
    return []
