"""What everybody knows of common things is assumed of them, and no more where the prompt says it itself."""

from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec, Origin


def design(prompt: str) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="x", prompt=prompt), None)


def targets(spec: AppSpec, entity: str) -> set[str]:
    return {one.target for one in spec.entity(entity).references}


@pytest.mark.parametrize(
    ("prompt", "part", "wholes"),
    [
        ("E-learning with courses, lessons and quizzes", "lesson", {"course"}),
        ("School management: students, teachers, classes, grades", "grade", {"student", "class"}),
        ("Real estate: buildings, units, tenants", "unit", {"building"}),
        ("An app to manage elections and candidates", "candidate", {"election"}),
        ("A site where organizers create events and attendees buy tickets", "ticket", {"event"}),
    ],
)
def test_parts_belong_to_their_wholes(prompt: str, part: str, wholes: set[str]) -> None:
    spec = design(prompt)
    assert targets(spec, part) == wholes
    assert all(one.origin is Origin.ASSUMED for one in spec.entity(part).references)


def test_what_many_share_is_nobodys() -> None:
    assert not targets(design("A tennis club with members, courts and rooms"), "court")


def test_what_is_noted_of_a_thing_is_there() -> None:
    spec = design("Hospital management: patients, prescriptions, bills")
    assert {"medicine_name", "date"} <= {one.name for one in spec.entity("prescription").fields}
    assert "amount" in {one.name for one in spec.entity("bill").fields}


def test_whom_one_votes_for_is_not_rated_and_the_results_are_drawn() -> None:
    spec = design(
        "A voting system. Administrators should be able to create elections and add candidates. "
        "Students should be able to cast one vote per election and view the results."
    )
    assert "rating" not in {one.name for one in spec.entity("vote").fields}
    assert "Votes by candidate" in {one.title for one in spec.charts}


def test_bare_orders_are_of_what_is_put_into_the_cart() -> None:
    spec = design(
        "A food delivery site where users can browse restaurants, add dishes to a cart, place orders and rate dishes."
    )
    assert [one.name for one in spec.entities if one.name.endswith("order")] == ["order"]
    assert targets(spec, "order") == {"dish"}


def test_who_borrows_is_kept_by_an_api_that_nobody_signs_in_to() -> None:
    spec = design("An API for a public library: members borrow books and return them. A fine of 0.25 per day late.")
    assert targets(spec, "loan") == {"book", "member"}
    assert "full_name" not in {one.name for one in spec.entity("loan").fields}
    assert "status" not in {one.name for one in spec.entity("member").fields}
    assert any("fine of 0.25" in one for one in spec.understanding.left_out)


def test_adding_what_belongs_to_a_thing_is_not_called_as_adding_the_thing() -> None:
    spec = design("recipes with ingredients and ratings")
    assert {"Add recipe", "Add rating"} <= {one.label for one in spec.actions}
