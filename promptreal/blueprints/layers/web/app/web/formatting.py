"""How values are shown to a reader."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

MISSING = "—"
CURRENCY = "$"


def shown(value: object, kind: str = "string") -> str:
    """The value of a field of that kind as text: `$1,234.50`, `12.5%`, `3 Mar 2026`, `Yes`; a dash for none."""
    if value is None or value == "":
        return MISSING
    match kind:
        case "money":
            return money(value)
        case "percent":
            return f"{number(value)}%"
        case "integer" | "decimal":
            return number(value)
        case "boolean":
            return "Yes" if value else "No"
        case "date" | "datetime":
            return moment(value)
        case _:
            return str(value)


def money(value: object) -> str:
    """An amount with two digits and thousands apart; a minus stands before the sign of the currency."""
    amount = Decimal(str(value))
    return f"{'-' if amount < 0 else ''}{CURRENCY}{abs(amount):,.2f}"


def number(value: object) -> str:
    """A number with thousands apart and no more than two digits after the point, without trailing zeros."""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    text = f"{amount:,.2f}"
    return text.rstrip("0").rstrip(".")


def plain_number(value: float) -> str:
    """A bound as an input element takes it: no trailing zeros, no thousands apart."""
    return str(int(value)) if value == int(value) else str(value)


def compact(value: float, kind: str = "number") -> str:
    """A figure short enough for an axis: `1.2k`, `$3M`, `45%`."""
    size = abs(value)
    for limit, suffix in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        if size >= limit:
            text = f"{size / limit:.1f}".rstrip("0").rstrip(".") + suffix
            break
    else:
        text = number(size)
    sign = "-" if value < 0 else ""
    if kind == "money":
        return f"{sign}{CURRENCY}{text}"
    return f"{sign}{text}%" if kind == "percent" else f"{sign}{text}"


def moment(value: object) -> str:
    """A date as `3 Mar 2026`, a point in time as `3 Mar 2026, 14:05`; ISO text is read first."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value) if "T" in value or " " in value else date.fromisoformat(value)
        except ValueError:
            return str(value)
    if isinstance(value, datetime):
        return f"{value.day} {value:%b %Y, %H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    return str(value)


def month(label: str) -> str:
    """`2026-03` as `Mar 2026`; other labels as they are."""
    try:
        return f"{datetime.strptime(label, '%Y-%m'):%b %Y}"
    except ValueError:
        return label


def words(value: str) -> str:
    """A choice's value for a reader: underscores are spaces, and the first letter is large."""
    text = value.replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def field_value(value: object, kind: str) -> str:
    """The value as an input element of that kind takes it; none is empty."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if kind == "boolean":
        return "true" if value in (True, "true", "on", "1") else ""
    return str(value)


def cell(value: object) -> str:
    """A value for a CSV file. A text that a spreadsheet would take for a formula gets a quote before it."""
    if value is None:
        return ""
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{value}"
    return value.isoformat() if isinstance(value, date) else str(value)
