"""Example values fit their fields, invalid ones do not, and both are the same every time."""

from __future__ import annotations

from decimal import Decimal

import pytest

from promptreal.design.things.examples import example_value, form_value, invalid_value, marker
from promptreal.spec import Field, FieldType


def field(kind: FieldType, **rest: object) -> Field:
    extra = {"choices": ("open", "closed")} if kind is FieldType.CHOICE else {}
    extra |= {"target": "thing"} if kind is FieldType.REFERENCE else {}
    return Field.model_validate({"name": "it", "label": "It", "type": kind, **extra, **rest})


def test_markers_are_equally_long_and_different_so_that_none_is_part_of_another() -> None:
    heads, tails = zip(*(marker(n) for n in range(4_000, 9_000)), strict=True)
    assert len(set(heads)) == len(set(tails)) == 5_000
    assert {len(one) for one in (*heads, *tails)} == {8}
    assert not set(heads) & set(tails)


@pytest.mark.parametrize(
    "kind", [FieldType.STRING, FieldType.TEXT, FieldType.EMAIL, FieldType.PHONE, FieldType.URL, FieldType.MONEY]
)
def test_values_of_an_unbounded_field_are_different_for_each_number(kind: FieldType) -> None:
    assert len({str(example_value(field(kind), n)) for n in range(4_000, 4_500)}) == 500


@pytest.mark.parametrize("kind", [FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY, FieldType.PERCENT])
@pytest.mark.parametrize(("low", "high"), [(1, 5), (0, 1), (None, 0), (200, None), (-7.5, -7.0), (3, 3), (0.5, None)])
def test_numbers_keep_inside_their_bounds(kind: FieldType, low: float | None, high: float | None) -> None:
    if kind is FieldType.INTEGER and (low, high) == (-7.5, -7.0):
        low = -8
    one = field(kind, minimum=low, maximum=high)
    for n in range(4_000, 4_200):
        value = Decimal(str(example_value(one, n)))
        assert low is None or value >= Decimal(str(low))
        assert high is None or value <= Decimal(str(high))


@pytest.mark.parametrize("room", [1, 3, 7, 8, 12, 23, 24, 200])
def test_texts_fit_their_room_and_differ_between_neighbours(room: int) -> None:
    one = field(FieldType.STRING, max_length=room)
    values = [example_value(one, n) for n in range(4_000, 4_020)]
    assert all(isinstance(value, str) and 0 < len(value) <= room for value in values)
    assert room < 3 or len(set(values)) == len(values)


def test_an_invalid_value_breaks_the_rule_that_the_field_has() -> None:
    assert invalid_value(field(FieldType.STRING)) is None
    assert invalid_value(field(FieldType.STRING, max_length=5)) == "xxxxxx"
    assert invalid_value(field(FieldType.INTEGER, minimum=1, maximum=5)) == "6"
    assert invalid_value(field(FieldType.MONEY, minimum=0)) == "-1"
    assert invalid_value(field(FieldType.CHOICE)) not in ("open", "closed")
    assert invalid_value(field(FieldType.EMAIL)) == "not-an-email"


def test_forms_send_values_as_a_browser_does() -> None:
    assert form_value(field(FieldType.BOOLEAN), True) == "true"
    assert form_value(field(FieldType.DATETIME), "2026-01-02T09:30:00") == "2026-01-02T09:30"
    assert form_value(field(FieldType.STRING), None) == ""
    assert form_value(field(FieldType.INTEGER), 12) == "12"
