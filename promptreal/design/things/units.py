"""Units that people write after what is measured in them ("temperature in Celsius")."""

from __future__ import annotations

from promptreal.design.english.words import singular
from promptreal.design.things.fields import field_of
from promptreal.spec import Field, FieldType

_UNITS: dict[str, tuple[str, FieldType]] = {
    **dict.fromkeys(("celsius", "°c"), ("°C", FieldType.DECIMAL)),
    **dict.fromkeys(("fahrenheit", "°f"), ("°F", FieldType.DECIMAL)),
    **dict.fromkeys(("percent", "%", "per cent", "percentage"), ("%", FieldType.PERCENT)),
    **dict.fromkeys(("euro", "eur", "€"), ("€", FieldType.MONEY)),
    **dict.fromkeys(("dollar", "usd", "$"), ("$", FieldType.MONEY)),
    **{
        word: (word, FieldType.DECIMAL)
        for word in ("kg", "g", "km", "m", "cm", "mm", "ml", "kwh", "kw", "mile", "litre")
    },
    **{
        word: (word, FieldType.DECIMAL)
        for word in ("liter", "metre", "meter", "ton", "tonne", "gram", "kilogram", "watt")
    },
    **{word: (word, FieldType.DECIMAL) for word in ("kilometre", "kilometer", "pound", "lb", "hpa", "volt", "bar")},
    **{word: (f"{word}s", FieldType.INTEGER) for word in ("hour", "minute", "second", "day")},
}


def in_unit(words: tuple[str, ...], owner: str) -> Field | None:
    """The field that "temperature in Celsius" names, with its unit in the label; None where no unit is named."""
    if len(words) < 3 or words[-2] != "in":
        return None
    symbol, type_ = _UNITS.get(words[-1], _UNITS.get(singular(words[-1]), ("", None)))
    if type_ is None:
        return None
    made = field_of(words[:-2], owner)
    limits = {FieldType.PERCENT: (0.0, 100.0), FieldType.MONEY: (0.0, None)}
    low, high = limits.get(type_, (made.minimum if made.type.is_number else None, None))
    return made.model_copy(
        update={"label": f"{made.label} ({symbol})", "type": type_, "choices": (), "max_length": None, "example": ""}
        | {"searchable": False, "sortable": True, "minimum": low, "maximum": high}
    )
