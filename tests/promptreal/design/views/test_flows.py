"""What a pipeline does to its rows: it converts currencies, rejects some, and takes the words of a file."""

from __future__ import annotations

from decimal import Decimal

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec, FieldType

BANK = (
    "an ETL pipeline that loads daily bank transactions from CSV, drops duplicates and negative amounts, "
    "converts currencies to euros and totals spending by category per month"
)


def design(prompt: str) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="x", prompt=prompt), None)


def test_currencies_are_converted_by_rates_that_people_keep() -> None:
    spec = design(BANK)
    [pipeline] = spec.pipelines
    rule = pipeline.conversion
    assert rule is not None
    assert (rule.into, spec.currency, spec.money_sign) == ("EUR", "EUR", "€")
    assert pipeline.steps.index("validate") < pipeline.steps.index("convert") < pipeline.steps.index("deduplicate")
    assert spec.entity(pipeline.entity).field(rule.through).target == "currency"
    assert dict(zip(rule.codes, map(Decimal, rule.rates), strict=True))["EUR"] == 1
    assert any("rates" in one and "samples" in one for one in spec.understanding.assumed)
    assert spec.understanding.left_out == ()


@pytest.mark.parametrize(
    ("prompt", "code"),
    [
        ("ETL pipeline that imports shop orders from CSV and converts prices to dollars", "USD"),
        ("etl pipeline for expense claims from csv: convert all amounts to GBP", "GBP"),
        ("pipeline that loads invoices from csv and converts foreign currencies into euros", "EUR"),
        ("A shop for bikes with prices in euros", "EUR"),
        ("An expense tracker. A flat costs £500.", "GBP"),
        ("A todo list", "USD"),
    ],
)
def test_amounts_are_in_the_currency_that_is_said(prompt: str, code: str) -> None:
    spec = design(prompt)
    assert spec.currency == code
    assert all(one.conversion is None or one.conversion.into == code for one in spec.pipelines)


def test_rates_are_of_the_currency_that_is_converted_to() -> None:
    rule = (
        design("ETL pipeline that imports shop orders from CSV and converts prices to dollars").pipelines[0].conversion
    )
    assert rule is not None
    rates = dict(zip(rule.codes, map(Decimal, rule.rates), strict=True))
    assert rates["USD"] == 1
    assert rates["EUR"] > 1


def test_a_column_that_nobody_listed_takes_any_text() -> None:
    spec = design(BANK)
    category = spec.entity("bank_transaction").field("category")
    assert (category.type, category.choices, category.filterable) == (FieldType.STRING, (), True)
    assert "Groceries" in category.example


def test_a_column_whose_values_are_listed_takes_those() -> None:
    spec = design("ETL pipeline for orders from CSV: orders (id, priority: low, urgent, amount)")
    listed = [one for entity in spec.entities for one in entity.fields if one.name == "priority"]
    assert [one.choices for one in listed] == [("Low", "Urgent")]


def test_rows_that_are_told_to_be_rejected_are() -> None:
    spec = design("ETL pipeline that imports shop orders with an email from CSV files and removes rows without email")
    assert spec.entities[0].field("email").required
    assert any("without email are rejected" in one for one in spec.understanding.understood)
    bank = design(BANK)
    assert bank.entity("bank_transaction").field("amount").minimum == 0
    assert any("negative amount are rejected" in one for one in bank.understanding.understood)


def test_what_is_checked_of_rows_is_a_number_of_each() -> None:
    spec = design("data pipeline to load sensor readings from CSV and validate temperatures between -40 and 60")
    [readings] = spec.entities
    temperature = readings.field("temperature")
    assert (temperature.minimum, temperature.maximum) == (-40, 60)
