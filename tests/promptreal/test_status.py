"""The state machine of a generation, pair by pair."""

from __future__ import annotations

from itertools import pairwise, product

import pytest

from promptreal.status import TRANSITIONS, BuildStatus, IllegalTransition, StatusRecord, advance

PATH = [
    BuildStatus.INITIALIZING,
    BuildStatus.GENERATING,
    BuildStatus.BUILDING,
    BuildStatus.PUSHING,
    BuildStatus.DEPLOYING,
    BuildStatus.COMPLETE,
]
LEGAL = {*pairwise(PATH), *((state, BuildStatus.FAILED) for state in PATH[:-1])}


@pytest.mark.parametrize(("here", "there"), list(product(BuildStatus, BuildStatus)))
def test_every_pair_of_states_is_either_a_step_forward_a_failure_or_refused(
    here: BuildStatus, there: BuildStatus
) -> None:
    record = StatusRecord(job_name="ai-builder-shop-1", status=here)
    if (here, there) in LEGAL:
        assert advance(record, there).status is there
    else:
        with pytest.raises(IllegalTransition, match=f"from {here} to {there}"):
            advance(record, there)


def test_every_state_says_where_it_can_go() -> None:
    assert set(TRANSITIONS) == set(BuildStatus)


def test_a_step_keeps_what_is_known_and_adds_what_is_new() -> None:
    record = StatusRecord(job_name="j", status=BuildStatus.DEPLOYING, deployment_url="http://127.0.0.1:1")
    assert advance(record, BuildStatus.FAILED, reason="away").model_dump() == {
        "job_name": "j",
        "status": "failed",
        "deployment_url": "http://127.0.0.1:1",
        "reason": "away",
    }
    assert record.status is BuildStatus.DEPLOYING
