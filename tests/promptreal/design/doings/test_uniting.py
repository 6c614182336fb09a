"""One thing under its several names is one entity, with one button and one list."""

from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.spec import ActionKind, AppSpec, EntityKind


def design(prompt: str) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="x", prompt=prompt, appTypes=("cms",)), None)


@pytest.mark.parametrize(
    ("prompt", "entity", "label"),
    [
        (
            "A pet adoption site for browsing pets and submitting adoption applications. Users should be able to apply "
            "to adopt a pet and see the status of their applications.",
            "adoption_application",
            "Apply to adopt pet",
        ),
        (
            "A dog adoption site: browse dogs, adopt a dog, fill in an adoption form, see the adoption status.",
            "adoption",
            "Adopt dog",
        ),
        (
            "A restaurant website. Users should be able to reserve a table, make bookings and view their reservations.",
            "reservation",
            "Reserve table",
        ),
        (
            "A course platform where students enroll in courses and see their enrolments.",
            "enrolment",
            "Enroll in course",
        ),
        (
            "A shop for plants. Users can buy plants, place orders, view purchase history and order history.",
            "order",
            "Buy plant",
        ),
        (
            "A gym website where members sign up for classes, book classes and view class bookings.",
            "booking",
            "Register for class",
        ),
        (
            "A cat shelter website. Visitors can view cats and submit adoption requests.",
            "adoption_request",
            "Submit adoption request",
        ),
    ],
)
def test_one_thing_has_one_entity_and_one_button(prompt: str, entity: str, label: str) -> None:
    spec = design(prompt)
    assert [one.name for one in spec.entities if one.kind is EntityKind.ACTIVITY] == [entity]
    made = [one for one in spec.actions if one.creates == entity or one.entity == entity]
    assert [one.label for one in made if one.kind in {ActionKind.ATTACH, ActionKind.CREATE}] == [label]
    assert len([one for one in spec.pages if one.entity == entity]) == 1


def test_what_is_done_to_different_things_stays_apart() -> None:
    spec = design("A volunteer website where people register for events and sign up for shifts.")
    made = {one.name for one in spec.entities if one.kind is EntityKind.ACTIVITY}
    assert made == {"event_registration", "shift_registration"}


def test_a_registration_for_something_is_cancelled_and_not_the_account() -> None:
    spec = design("A workshop site where people register for workshops and cancel their registrations.")
    assert "Cancel registration" in {one.label for one in spec.actions}
