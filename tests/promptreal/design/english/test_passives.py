"""Passive clauses say who does what, as active ones do."""

from __future__ import annotations

import pytest

from promptreal.design.english.plain import unfolded
from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Orders can be cancelled by customers", ["customers can cancel Orders"]),
        ("Bookings can be confirmed", ["users can confirm Bookings"]),
        ("Talks are rated by attendees", ["attendees can rate Talks"]),
        ("articles written by authors", ["articles", "authors can write articles"]),
        ("The website should be optimized for speed", ["The website should be optimized for speed"]),
        ("users can view recipes posted by users", ["users can view recipes posted by users"]),
    ],
)
def test_a_passive_clause_is_turned_round(sentence: str, parts: list[str]) -> None:
    assert unfolded(sentence) == parts


def test_what_is_approved_by_somebody_can_be_approved_by_that_role() -> None:
    spec = OfflineDesigner().design(
        GenerationRequest(
            app_name="x", prompt="HR portal: employees, leave requests approved by managers. Clerks add employees."
        ),
        None,
    )
    approve = next(one for one in spec.actions if one.to == "Approved")
    assert (approve.entity, approve.role) == ("leave_request", "manager")


def test_what_can_be_done_to_a_thing_can_stand_right_after_it() -> None:
    assert unfolded("a site with cakes you can order") == ["a site with cakes", "users can order cakes"]
