"""What a JSON answer must hold, decided: pure functions over documents that nobody vouches for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from pydantic import JsonValue

from promptreal.spec import JsonExpectation

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_MISSING = object()


def fill(text: str, saved: Mapping[str, JsonValue]) -> str:
    """The text with every `{name}` replaced by the saved value; unknown names stay as they are."""
    return _PLACEHOLDER.sub(lambda found: str(saved.get(found[1], found[0])), text)


def fill_value(value: JsonValue, saved: Mapping[str, JsonValue]) -> JsonValue:
    """The value with the placeholders in all its strings filled; a string that is one takes its value's type."""
    if isinstance(value, str):
        whole = _PLACEHOLDER.fullmatch(value)
        return saved[whole[1]] if whole and whole[1] in saved else fill(value, saved)
    if isinstance(value, list):
        return [fill_value(one, saved) for one in value]
    if isinstance(value, dict):
        return {fill(key, saved): fill_value(one, saved) for key, one in value.items()}
    return value


def look(document: JsonValue, path: str) -> JsonValue | object:
    """What is at the path, or `MISSING`. After a `*` it is the list of what the items hold."""
    current: JsonValue = document
    keys = path.split(".") if path else []
    for position, key in enumerate(keys):
        if key == "*":
            if not isinstance(current, list):
                return _MISSING
            rest = ".".join(keys[position + 1 :])
            found = [look(item, rest) for item in current]
            return _MISSING if _MISSING in found else found
        if isinstance(current, dict) and key in current:
            current = current[key]
        elif isinstance(current, list) and key.isdigit() and int(key) < len(current):
            current = current[int(key)]
        else:
            return _MISSING
    return current


def found(value: JsonValue | object) -> bool:
    """Whether `look` found something."""
    return value is not _MISSING


def total(value: object) -> Decimal | None:
    """The number, or the sum of a list of numbers (numbers as text count), or None."""
    if isinstance(value, list):
        numbers = [total(one) for one in value]
        return None if None in numbers else sum((one for one in numbers if one is not None), Decimal(0))
    return number(value)


def number(value: object) -> Decimal | None:
    """The value as a finite number; None for booleans, and for anything else that is not one."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        result = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return result if result.is_finite() else None


def same(one: object, other: object) -> bool:
    """Whether both are the same value; 12.5 and "12.50" are."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    left, right = number(one), number(other)
    if left is not None and right is not None:
        return left == right
    return one == other


def failure(expectation: JsonExpectation, document: JsonValue, saved: Mapping[str, JsonValue]) -> str:  # noqa: PLR0911 (one answer for each case)
    """Why the document does not hold what is expected, in words; empty when it does."""
    at = expectation.path or "the answer"
    actual = look(document, expectation.path)
    if actual is _MISSING:
        return f"{at} is missing"
    wanted = fill_value(expectation.value, saved)
    match expectation.op:
        case "exists":
            return ""
        case "equals":
            return "" if same(actual, wanted) else f"{at} is {_short(actual)}, not {_short(wanted)}"
        case "at_least" | "at_most":
            return _bound(expectation.op, at, actual, wanted)
        case "contains":
            return _contains(at, actual, wanted)
        case "has_length":
            length = len(actual) if isinstance(actual, list | dict | str) else -1
            return "" if same(length, wanted) else f"{at} has {length} items, not {_short(wanted)}"
        case "every_equals":
            items = actual if isinstance(actual, list) else []
            odd = [one for one in items if not same(one, wanted)]
            if not items:
                return f"{at} is empty"
            return f"{at} holds {_short(odd[0])} beside {_short(wanted)}" if odd else ""
        case "sums_to":
            return _sum(at, actual, wanted)
        case "figure":
            return _figure(actual, wanted)
        case _:
            return _order(expectation.op, at, actual)


def _bound(op: str, at: str, actual: object, wanted: object) -> str:
    left, right = total(actual), total(wanted)
    if left is None or right is None:
        return f"{at} is {_short(actual)}, which is no number"
    held = left >= right if op == "at_least" else left <= right
    return "" if held else f"{at} is {left}, which is not {op.replace('_', ' ')} {right}"


def _contains(at: str, actual: object, wanted: object) -> str:
    if isinstance(actual, str):
        held = str(wanted) in actual
    elif isinstance(actual, list):
        held = any(same(one, wanted) for one in actual)
    else:
        held = isinstance(actual, dict) and wanted in actual
    return "" if held else f"{at} does not contain {_short(wanted)}"


def _sum(at: str, actual: object, wanted: object) -> str:
    left, right = total(actual), total(wanted)
    if left is None or right is None:
        return f"{at} is {_short(actual)}, which cannot be summed up"
    # Averages and percentages may be rounded to cents on the way; sums of money may not be off by one.
    return "" if abs(left - right) < Decimal("0.006") else f"{at} comes to {left}, not {right}"


def _figure(chart: object, wanted: object) -> str:
    """One label's value in a chart of parallel `labels` and `values`."""
    labels = look(chart, "labels")  # type: ignore[arg-type]
    values = look(chart, "values")  # type: ignore[arg-type]
    if not isinstance(labels, list) or not isinstance(values, list) or len(labels) != len(values):
        return "labels and values are not two lists of the same length"
    if not isinstance(wanted, dict):
        return "the check names no label"
    label = _label(wanted.get("label"))
    figures = [value for name, value in zip(labels, values, strict=True) if _label(name) == label]
    if len(figures) != 1:
        return f"{_short(wanted.get('label'))} is {len(figures)} times among the labels {_short(labels)}"
    return _sum(f"the figure of {_short(wanted.get('label'))}", figures[0], wanted.get("terms"))


def _label(value: object) -> str:
    return str(value).strip().casefold().replace("_", " ")


def _order(op: str, at: str, actual: object) -> str:
    if not isinstance(actual, list):
        return f"{at} is no list"
    numbers = [number(one) for one in actual]
    keys: list[Decimal] | list[str]
    keys = [str(one) for one in actual] if None in numbers else [one for one in numbers if one is not None]
    expected = sorted(keys, reverse=op == "descending")
    return "" if keys == expected else f"{at} is not {op}: {_short(actual)}"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 120 else f"{text[:117]}…"
