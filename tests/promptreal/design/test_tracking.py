"""What people complete, watch and read is each person's own, and progress is worked out of it."""

from __future__ import annotations

import pytest

from promptreal.design import DESIGNERS
from promptreal.request import GenerationRequest
from promptreal.roles import choose
from promptreal.spec import AppSpec, EntityKind


def design(prompt: str, previous: AppSpec | None = None) -> AppSpec:
    return choose("designer", DESIGNERS, "offline")().design(GenerationRequest(app_name="x", prompt=prompt), previous)


@pytest.mark.parametrize(
    ("prompt", "whole", "part", "label"),
    [
        (
            "An e-learning website with courses and lessons. Users should be able to mark lessons as completed.",
            "course",
            "lesson",
            "Mark as completed",
        ),
        (
            "Courses have lessons with a video, members watch lessons and mark them as done, and see how far they are.",
            "course",
            "lesson",
            "Mark as done",
        ),
        (
            "A workout program app: programs consist of workouts, users mark workouts as completed and track progress.",
            "program",
            "workout",
            "Mark as completed",
        ),
        (
            "A reading app: books have chapters, children finish chapters and see their progress.",
            "book",
            "chapter",
            "Finish chapter",
        ),
    ],
)
def test_what_is_done_is_a_mark_of_each_person(prompt: str, whole: str, part: str, label: str) -> None:
    spec = design(prompt)
    (track,) = spec.tracks
    assert (track.whole, track.part) == (whole, part)
    assert spec.accounts
    assert spec.entity(track.mark).kind is EntityKind.MARK
    assert spec.entity(part).status_field == ""
    assert "progress" not in {field.name for one in spec.entities for field in one.fields}
    assert [one.label for one in spec.actions if one.creates == track.mark] == [label]
    assert "my-progress" in {one.slug for one in spec.pages}
    assert not any("progress" in one for one in spec.understanding.left_out)


def test_what_is_one_thing_for_everybody_keeps_its_status() -> None:
    spec = design("A task manager. Users should be able to create tasks and mark tasks as completed.")
    assert spec.tracks == ()
    assert spec.entity("task").status_field == "status"


def test_the_progress_of_others_is_said_to_be_left_out() -> None:
    spec = design(
        "A training platform with modules and lessons; employees complete lessons and managers see the progress of "
        "each employee."
    )
    assert any("Progress of each employee" in one for one in spec.understanding.left_out)


def test_a_change_that_removes_the_mark_removes_the_progress() -> None:
    before = design("An e-learning website with courses and lessons. Users can mark lessons as completed.")
    after = design("Remove lessons.", before)
    assert after.tracks == ()
    assert "my-progress" not in {one.slug for one in after.pages}
