from __future__ import annotations

import pytest
from dagster import DagsterInstance, job, op

from assets import state
from promptreal.status import BuildStatus


@op
def nothing() -> None:
    """Does nothing."""


@job
def idle() -> None:
    """Does nothing."""
    nothing()


@pytest.fixture
def run() -> tuple[DagsterInstance, str]:
    instance = DagsterInstance.ephemeral()
    made = instance.create_run_for_job(idle, tags=state.initial("ai-builder-shop-1"))
    return instance, made.run_id


def _tags(instance: DagsterInstance, run_id: str) -> dict[str, str]:
    found = instance.get_run_by_id(run_id)
    assert found is not None
    return dict(found.tags)


def test_a_run_that_resumes_passes_through_the_states_that_it_skips(run: tuple[DagsterInstance, str]) -> None:
    instance, run_id = run
    told = state.reach(instance, run_id, "ai-builder-shop-1", BuildStatus.DEPLOYING)
    assert told.status is BuildStatus.DEPLOYING
    assert _tags(instance, run_id)[state.STATUS_TAG] == "deploying"


def test_a_state_that_was_passed_is_not_gone_back_to(run: tuple[DagsterInstance, str]) -> None:
    instance, run_id = run
    state.reach(instance, run_id, "ai-builder-shop-1", BuildStatus.BUILDING)
    told = state.reach(instance, run_id, "ai-builder-shop-1", BuildStatus.GENERATING)
    assert told.status is BuildStatus.BUILDING


def test_the_end_has_the_url_or_the_reason(run: tuple[DagsterInstance, str]) -> None:
    instance, run_id = run
    state.reach(instance, run_id, "ai-builder-shop-1", BuildStatus.COMPLETE, url="http://127.0.0.1:8300")
    tags = _tags(instance, run_id)
    assert (tags[state.STATUS_TAG], tags[state.URL_TAG]) == ("complete", "http://127.0.0.1:8300")
    assert tags[state.JOB_TAG] == "ai-builder-shop-1"
    told = state.reach(instance, run_id, "ai-builder-shop-1", BuildStatus.FAILED, reason="too late")
    assert told.status is BuildStatus.COMPLETE


def test_a_failure_says_why_in_few_words(run: tuple[DagsterInstance, str]) -> None:
    instance, run_id = run
    state.reach(instance, run_id, "ai-builder-shop-1", BuildStatus.FAILED, reason="image: " + "x" * 1000)
    told = state.record(_tags(instance, run_id))
    assert told.status is BuildStatus.FAILED
    assert told.reason.startswith("image: x")
    assert len(told.reason) == 240


def test_a_run_without_tags_gets_them(run: tuple[DagsterInstance, str]) -> None:
    instance, _ = run
    bare = instance.create_run_for_job(idle)
    state.reach(instance, bare.run_id, "ai-builder-shop-2", BuildStatus.GENERATING)
    assert state.record(_tags(instance, bare.run_id)).job_name == "ai-builder-shop-2"
