"""Values that fit a field, and values that do not: what checks type into the forms of an app.

Everything here is a pure function of the field and a number, so that a compiled check is the same every time.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from pydantic import JsonValue

from promptreal.spec import Field, FieldType

_CONSONANTS = "bdfgklmnprstvz"
_VOWELS = "aeiou"
_SYLLABLES = len(_CONSONANTS) * len(_VOWELS)
_FIRST_DAY = date(2026, 1, 1)
_FITTING_LENGTH = 24
# More than all the records of a check take together.
_PLENTY = 10_000_000
_TEXTS = frozenset({FieldType.STRING, FieldType.TEXT})


def marker(n: int) -> tuple[str, str]:
    """Two made-up words that stand for `n` alone: one to search by, the other to recognise the record by.

    All heads are equally long, and so are all tails: none is part of another. A page that echoes what was searched
    shows the head, so only the tail proves that a record was found.
    """
    return f"Zy{_word(n)}", f"Qu{_word(n)}"


@lru_cache(maxsize=4096)
def _word(n: int) -> str:
    letters = []
    # A step that is coprime to the size of the cycle spreads neighbours apart, so that they do not look alike.
    n = (n * 12_343 + 5_417) % _SYLLABLES**3
    for _ in range(3):
        n, rest = divmod(n, _SYLLABLES)
        letters.append(_CONSONANTS[rest // len(_VOWELS)] + _VOWELS[rest % len(_VOWELS)])
    return "".join(letters)


def carries_marker(field: Field) -> bool:
    """Whether a whole marker fits into the field."""
    return field.type in _TEXTS and (field.max_length is None or field.max_length >= _FITTING_LENGTH)


def example_value(field: Field, n: int) -> JsonValue:  # noqa: PLR0911 (one answer for each case)
    """A valid value for the field as the API takes it, different for each `n` where the field's type leaves room.

    None for REFERENCE, IMAGE and FILE: those need something made first.
    """
    head = marker(n)[0]
    match field.type:
        case FieldType.STRING | FieldType.TEXT:
            return _text(field, n)
        case FieldType.EMAIL:
            return f"{head.lower()}{n}@example.com"
        case FieldType.PHONE:
            return f"+1555{n % 10_000_000:07d}"
        case FieldType.URL:
            return f"https://www.example.com/{head.lower()}-{n}"
        case FieldType.INTEGER:
            return int(_number(field, n, Decimal(1)))
        case FieldType.DECIMAL | FieldType.MONEY | FieldType.PERCENT:
            return str(_number(field, n, Decimal("0.25")))
        case FieldType.BOOLEAN:
            return n % 2 == 0
        case FieldType.DATE:
            return _day(n).isoformat()
        case FieldType.DATETIME:
            return f"{_day(n).isoformat()}T09:30:00"
        case FieldType.CHOICE:
            return field.choices[n % len(field.choices)]
        case _:
            return None


def stocked_value(field: Field, n: int) -> JsonValue:
    """Like `example_value`, for a stock that other records take from: enough for many of them, if the field lets it."""
    value = example_value(field, n)
    most = Decimal(str(field.maximum)) if field.maximum is not None else None
    plenty = Decimal(str(value)) + _PLENTY
    if most is not None and plenty > most:
        return value
    return int(plenty) if field.type is FieldType.INTEGER else str(plenty)


def form_value(field: Field, value: JsonValue) -> str:
    """The same value as a form sends it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if field.type is FieldType.DATETIME and isinstance(value, str):
        return value[:16]
    return "" if value is None else str(value)


def invalid_value(field: Field) -> str | None:  # noqa: PLR0911 (one answer for each case)
    """A value that the field must refuse, or None when it takes any text."""
    match field.type:
        case FieldType.EMAIL:
            return "not-an-email"
        case FieldType.PHONE:
            return "call me maybe"
        case FieldType.URL:
            return "not a web address"
        case FieldType.DATE | FieldType.DATETIME:
            return "31/31/2031"
        case FieldType.CHOICE:
            return "no such choice"
        case FieldType.BOOLEAN:
            return "perhaps"
        case FieldType.INTEGER | FieldType.DECIMAL | FieldType.MONEY | FieldType.PERCENT:
            return _out_of_bounds(field) or "twelve"
        case FieldType.STRING | FieldType.TEXT if field.max_length is not None:
            return "x" * (field.max_length + 1)
        case FieldType.REFERENCE:
            return "999999999"
        case _:
            return None


def _out_of_bounds(field: Field) -> str | None:
    if field.maximum is not None:
        return f"{(Decimal(str(field.maximum)) + 1).normalize():f}"
    if field.minimum is not None:
        return f"{(Decimal(str(field.minimum)) - 1).normalize():f}"
    return None


def _number(field: Field, n: int, fraction: Decimal) -> Decimal:
    """A number inside the bounds; integers have `fraction` 1."""
    whole = fraction == 1
    low = Decimal(str(field.minimum)) if field.minimum is not None else Decimal(1)
    default_room = 90 if field.type is FieldType.PERCENT else 100_000
    if field.maximum is not None:
        high = Decimal(str(field.maximum))
    else:
        high = Decimal(100) if field.type is FieldType.PERCENT and low <= 100 else low + default_room
    low = min(low, high)
    if whole:
        low, high = Decimal(-(-low // 1)), Decimal(high // 1)
    room = int(high - low)
    value = low + (n % room if room > 0 else 0)
    return value if whole or value + fraction > high else value + fraction


def _text(field: Field, n: int) -> str:
    room = field.max_length
    if room is None or room >= _FITTING_LENGTH:
        return " ".join(marker(n))
    # The start of a word differs most between neighbours.
    return marker(n)[0] if room >= len(marker(n)[0]) else _word(n)[:room]


def _day(n: int) -> date:
    return _FIRST_DAY + timedelta(days=n % 300)
