from __future__ import annotations

from decimal import Decimal

import pytest

from promptreal.design.consequences.calculators import CALCULATORS
from promptreal.design.consequences.working_out import annuity, growth, worked_out
from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.spec import ActionKind, AppSpec, Entity, PageKind


def design(prompt: str) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="app", prompt=prompt), None)


def calculator_of(spec: AppSpec) -> Entity:
    action = next(one for one in spec.actions if one.label.startswith("Calculate "))
    assert action.kind is ActionKind.CREATE
    assert any(one.kind is PageKind.FORM and one.action == action.name for one in spec.pages)
    return spec.entity(action.entity)


@pytest.mark.parametrize(
    ("prompt", "given", "wanted"),
    [
        (
            "A BMI calculator website where users enter their height and weight to calculate their BMI.",
            {"weight": "70", "height": "175"},
            {"bmi": "22.8571"},
        ),
        (
            "A mortgage calculator. Users input loan amount, interest rate and term to calculate the monthly payment.",
            {"loan_amount": "200000", "interest_rate": "6", "term_years": 30},
            {"monthly_payment": "1199.10", "total_paid": "431676.00", "total_interest": "231676.00"},
        ),
        (
            "A tip calculator where users enter the bill amount, the tip percentage and the number of people.",
            {"bill_amount": "80", "tip_percentage": "15", "people": 4},
            {"tip": "12.00", "total": "92.00", "total_per_person": "23.00", "tip_per_person": "3.00"},
        ),
        (
            "A calorie calculator for daily calorie needs.",
            {"weight": "70", "height": "175", "age": 30, "gender": "Male", "activity": "Sitting"},
            {"basal_rate": 1649, "calories_a_day": 1979},
        ),
        (
            "A compound interest calculator for savings.",
            {"starting_amount": "1000", "interest_rate": "5", "years": 10},
            {"final_amount": "1628.89", "interest_earned": "628.89"},
        ),
    ],
)
def test_a_calculator_works_out_what_it_is_for(prompt: str, given: dict[str, str], wanted: dict[str, str]) -> None:
    entity = calculator_of(design(prompt))
    found = worked_out(entity, given, lambda _: None)
    assert {name: found[name] for name in wanted} == wanted
    assert {one.name for one in entity.fields if one.required} == set(given)


def test_a_website_for_calculating_something_is_a_calculator() -> None:
    spec = design("A website for calculating carbon footprints. Users input their electricity usage and car mileage.")
    assert calculator_of(spec).field("footprint").formula
    assert any("usual formula" in one for one in spec.understanding.assumed)


def test_who_manages_loans_wants_no_calculator() -> None:
    spec = design("A loan management system. Users should be able to manage loans and record payments of loans.")
    assert not any(one.label.startswith("Calculate ") for one in spec.actions)


def test_every_output_is_worked_out_of_inputs_that_are_there() -> None:
    for one in CALCULATORS:
        names = {field.name for field in (*one.inputs, *one.outputs)}
        entity = Entity(
            name="thing",
            plural="things",
            label="Thing",
            label_plural="Things",
            display=one.inputs[0].name,
            fields=(*one.inputs, *one.outputs),
        )
        assert len(names) == len(entity.fields)
        assert all(field.formula for field in one.outputs)


def test_a_loan_without_interest_is_paid_back_in_equal_parts() -> None:
    assert annuity(Decimal(0), Decimal(10)) == Decimal(1) / 120
    assert growth(Decimal(10), Decimal(2)) == Decimal("1.21")
