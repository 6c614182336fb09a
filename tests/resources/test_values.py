from __future__ import annotations

from pathlib import Path

import pytest

from promptreal.artifact import ScalingPolicy
from promptreal.errors import MissingStep, StoreError
from promptreal.request import AppKey
from promptreal.roles import Store
from promptreal.settings import Settings
from promptreal.workshop import Workshop
from resources.values import STEPS, discard_from, document, keep, recall

POLICY = ScalingPolicy(app=AppKey(name="shop"), active=False, note="nothing scales here")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Workshop.open(Settings(home=tmp_path)).store


def test_a_value_is_found_under_its_own_run_alone(store: Store) -> None:
    keep(store, "run-1", "hpa", POLICY)
    assert recall(store, "run-1", "hpa", ScalingPolicy) == POLICY
    with pytest.raises(MissingStep, match="the run run-2 has no hpa") as caught:
        recall(store, "run-2", "hpa", ScalingPolicy)
    assert "re-execute" in caught.value.hint


def test_a_step_that_begins_again_forgets_what_was_made_after_it(store: Store) -> None:
    for step in STEPS:
        store.write(document("run-1", step), b"{}")
    discard_from(store, "run-1", "image")
    assert list(store.list("runs/")) == ["runs/run-1/source_tree.json", "runs/run-1/spec.json"]


def test_a_value_of_another_shape_is_said_to_be_one(store: Store) -> None:
    store.write(document("run-1", "hpa"), b'{"strange": true}')
    with pytest.raises(StoreError, match="does not hold a ScalingPolicy"):
        recall(store, "run-1", "hpa", ScalingPolicy)
