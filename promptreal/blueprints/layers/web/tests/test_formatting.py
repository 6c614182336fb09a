"""How values are shown."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from app.web import formatting


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, "string", "—"),
        ("", "text", "—"),
        ("as it is", "string", "as it is"),
        (Decimal("1234.5"), "money", "$1,234.50"),
        (Decimal("-3"), "money", "-$3.00"),
        (Decimal("-0.5"), "money", "-$0.50"),
        (0, "money", "$0.00"),
        (Decimal("12.50"), "percent", "12.5%"),
        (1234567, "integer", "1,234,567"),
        (Decimal("1.2500"), "decimal", "1.25"),
        (100, "integer", "100"),
        (0, "integer", "0"),
        (True, "boolean", "Yes"),
        (False, "boolean", "No"),
        (date(2026, 3, 3), "date", "3 Mar 2026"),
        (datetime(2026, 3, 13, 9, 5), "datetime", "13 Mar 2026, 09:05"),
        ("2026-03-03", "date", "3 Mar 2026"),
        ("2026-03-03T14:30:00", "datetime", "3 Mar 2026, 14:30"),
        ("some day", "date", "some day"),
    ],
)
def test_a_value_is_shown_as_its_field_demands(value: object, kind: str, text: str) -> None:
    assert formatting.shown(value, kind) == text


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (0, "number", "0"),
        (950, "number", "950"),
        (1000, "number", "1k"),
        (1250, "money", "$1.2k"),
        (-2_500_000, "money", "-$2.5M"),
        (3e9, "number", "3B"),
        (45, "percent", "45%"),
        (0.25, "number", "0.25"),
    ],
)
def test_a_figure_on_an_axis_is_short(value: float, kind: str, text: str) -> None:
    assert formatting.compact(value, kind) == text


@pytest.mark.parametrize(("label", "text"), [("2026-03", "Mar 2026"), ("Coast", "Coast"), ("", "")])
def test_a_month_is_named(label: str, text: str) -> None:
    assert formatting.month(label) == text


@pytest.mark.parametrize(("value", "text"), [("in_review", "In review"), ("Open", "Open"), ("", "")])
def test_a_choice_is_shown_in_words(value: str, text: str) -> None:
    assert formatting.words(value) == text


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, "string", ""),
        (datetime(2026, 3, 3, 14, 30, 59), "datetime", "2026-03-03T14:30"),
        (date(2026, 3, 3), "date", "2026-03-03"),
        (True, "boolean", "true"),
        (False, "boolean", ""),
        ("on", "boolean", "true"),
        (Decimal("9.50"), "money", "9.50"),
    ],
)
def test_an_input_element_gets_its_value_as_it_takes_it(value: object, kind: str, text: str) -> None:
    assert formatting.field_value(value, kind) == text


@pytest.mark.parametrize(("value", "text"), [(1.0, "1"), (0.5, "0.5"), (500, "500")])
def test_a_bound_has_no_trailing_zeros(value: float, text: str) -> None:
    assert formatting.plain_number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("plain", "plain"),
        ("=1+1", "'=1+1"),
        ("@cmd", "'@cmd"),
        (Decimal("-3.50"), "-3.50"),
        (date(2026, 3, 3), "2026-03-03"),
    ],
)
def test_a_cell_of_a_file_is_exact_and_never_a_formula(value: object, text: str) -> None:
    assert formatting.cell(value) == text
