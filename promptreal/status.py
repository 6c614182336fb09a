"""The seven states of a generation, and the only ways from one to the next."""

from __future__ import annotations

from enum import StrEnum

from promptreal.model import Model


class BuildStatus(StrEnum):
    """Where a generation stands."""

    INITIALIZING = "initializing"
    GENERATING = "generating"
    BUILDING = "building"
    PUSHING = "pushing"
    DEPLOYING = "deploying"
    COMPLETE = "complete"
    FAILED = "failed"


TRANSITIONS: dict[BuildStatus, frozenset[BuildStatus]] = {
    BuildStatus.INITIALIZING: frozenset({BuildStatus.GENERATING, BuildStatus.FAILED}),
    BuildStatus.GENERATING: frozenset({BuildStatus.BUILDING, BuildStatus.FAILED}),
    BuildStatus.BUILDING: frozenset({BuildStatus.PUSHING, BuildStatus.FAILED}),
    BuildStatus.PUSHING: frozenset({BuildStatus.DEPLOYING, BuildStatus.FAILED}),
    BuildStatus.DEPLOYING: frozenset({BuildStatus.COMPLETE, BuildStatus.FAILED}),
    BuildStatus.COMPLETE: frozenset(),
    BuildStatus.FAILED: frozenset(),
}


class StatusRecord(Model):
    """The state of one generation; `deployment_url` is set when it is complete, `reason` when it failed."""

    job_name: str
    status: BuildStatus = BuildStatus.INITIALIZING
    deployment_url: str = ""
    reason: str = ""


class IllegalTransition(ValueError):
    """A programming error: the state machine was asked for a step that it does not have."""


def advance(record: StatusRecord, to: BuildStatus, *, deployment_url: str = "", reason: str = "") -> StatusRecord:
    """The record in its next state.

    Raises:
        IllegalTransition: `TRANSITIONS` has no such step.
    """
    if to not in TRANSITIONS[record.status]:
        raise IllegalTransition(f"{record.job_name}: no way from {record.status} to {to}")
    return record.model_copy(
        update={
            "status": to,
            "deployment_url": deployment_url or record.deployment_url,
            "reason": reason or record.reason,
        }
    )
