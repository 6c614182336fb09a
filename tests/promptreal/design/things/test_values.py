"""What is chosen from follows the field of work that a prompt is about."""

from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.design.things.values import domains, values_of
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec, FieldType


def design(prompt: str) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="x", prompt=prompt), None)


def choices(prompt: str, field: str) -> tuple[str, ...]:
    return next(one.choices for entity in design(prompt).entities for one in entity.fields if one.name == field)


@pytest.mark.parametrize(
    ("prompt", "field", "value"),
    [
        ("dashboard of hospital visits with visits by department", "department", "Cardiology"),
        ("dashboard of hospital visits, filter by triage level", "triage_level", "1 – Immediate"),
        ("dashboard of school absences with absences by reason", "reason", "Illness"),
        ("a dashboard of call center calls, filters for channel", "channel", "Chat"),
        ("dashboard of gym check-ins by membership type", "membership_type", "Annual"),
        ("dashboard of employee leave requests by department", "department", "Human resources"),
        ("an app to manage bank transactions with category, date and amount", "category", "Groceries"),
    ],
)
def test_values_are_those_of_the_field_of_work(prompt: str, field: str, value: str) -> None:
    assert value in choices(prompt, field)


def test_values_that_a_prompt_lists_stay() -> None:
    prompt = "Hospital app: patients (name, department: north, south, status)"
    assert choices(prompt, "department") == ("North", "South")


def test_an_empty_word_says_nothing_without_the_word_before_it() -> None:
    said = {"hospital", "patient", "ward"}
    assert values_of(("visit",), ("type",), said) == ("Outpatient", "Inpatient", "Emergency", "Day case")
    assert values_of(("gadget",), ("gadget", "type"), said) == ()


def test_one_word_elsewhere_says_little() -> None:
    assert values_of(("gadget",), ("department",), {"school"}) == ()
    assert values_of(("gadget",), ("department",), {"school", "teacher"})
    assert values_of(("teacher",), ("department",), set())


def test_a_category_that_says_nothing_is_left_out_of_figures() -> None:
    spec = design("monthly report of invoices by customer")
    assert "category" not in {one.name for one in spec.entity("invoice").fields}
    assert "category" in {
        one.name for one in design("report of invoices by customer and category").entity("invoice").fields
    }


def test_every_list_of_values_is_worth_choosing_from() -> None:
    for domain in domains():
        for values in domain.values.values():
            assert len(set(values)) == len(values) > 1


def test_what_is_filtered_by_is_chosen() -> None:
    spec = design("dashboard of school absences with absences per month, filters for reason")
    assert spec.entity("school_absence").field("reason").type is FieldType.CHOICE
