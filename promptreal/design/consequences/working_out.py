"""What the fields with a formula must hold, worked out from the spec and the values that a record is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from pydantic import JsonValue

from promptreal.spec import Entity, Field, FieldType, Term
from promptreal.spec.rules import SPAN, fields_in, function_in


def annuity(rate: Decimal, years: Decimal) -> Decimal:
    """The part of a loan that is paid each month, so that it is paid back after so many years."""
    monthly, months = rate / 1200, years * 12
    return monthly / (1 - (1 + monthly) ** -months) if monthly else 1 / months


def growth(rate: Decimal, years: Decimal) -> Decimal:
    """What one grows to in so many years, with interest on interest."""
    return (1 + rate / 100) ** years


_FUNCTIONS = {"annuity": annuity, "growth": growth}

Referred = Callable[[str], Mapping[str, JsonValue] | None]

_STEPS = {
    FieldType.INTEGER: Decimal(1),
    FieldType.MONEY: Decimal("0.01"),
    FieldType.PERCENT: Decimal("0.01"),
    FieldType.DECIMAL: Decimal("0.0001"),
}


def worked_out(entity: Entity, given: Mapping[str, JsonValue], referred: Referred) -> dict[str, JsonValue]:
    """The given values with those of the fields that have a formula, None where something is missing.

    `referred` gives the values of the record that a reference leads to, or None where they are not known.
    """
    values = dict(given)
    for field in entity.fields:
        if field.formula:
            values[field.name] = _value(field, _priced(entity, values), referred)
    return {one.name: values[one.name] for one in entity.fields if one.name in values}


def _priced(entity: Entity, values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The values with those of choices as what they are worth."""
    worth = {one.name: dict(zip(one.choices, one.worth, strict=False)) for one in entity.fields if one.worth}
    return {name: worth[name].get(str(value)) if name in worth else value for name, value in values.items()}


def _value(field: Field, values: Mapping[str, JsonValue], referred: Referred) -> JsonValue:
    terms = [_term(one, values, referred) for one in field.formula]
    if None in terms:
        return None
    total = sum((one for one in terms if one is not None), Decimal(0)).quantize(_STEPS[field.type], ROUND_HALF_UP)
    return int(total) if field.type is FieldType.INTEGER else str(total)


def _term(term: Term, values: Mapping[str, JsonValue], referred: Referred) -> Decimal | None:
    result = Decimal(term.scale)
    for factor in term.factors:
        number = _factor(factor, values, referred)
        if number is None:
            return None
        result *= number
    for factor in term.over:
        number = _factor(factor, values, referred)
        if not number:
            return None
        result /= number
    return result


def _factor(name: str, values: Mapping[str, JsonValue], referred: Referred) -> Decimal | None:
    if SPAN in name:
        start, end = (values.get(one) for one in name.split(SPAN))
        if start is None or end is None:
            return None
        days = (date.fromisoformat(str(end)[:10]) - date.fromisoformat(str(start)[:10])).days
        return Decimal(max(days, 1))
    if function := function_in(name):
        rate, years = (_factor(one, values, referred) for one in fields_in(name))
        return None if rate is None or years is None or years <= 0 else _FUNCTIONS[function](rate, years)
    reference, _, other = name.partition(".")
    if not other:
        value = values.get(reference)
    else:
        leads_to = referred(reference)
        value = None if leads_to is None else leads_to.get(other)
    return None if value is None else Decimal(str(value))
