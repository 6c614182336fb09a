"""What each kind of value takes, refuses and looks like when it is read: at its edges."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from app import types


def taken(kind: Any, value: Any) -> Any:
    """The value as the kind takes it."""
    return TypeAdapter(kind).validate_python(value)


def shown(kind: Any, value: Any) -> Any:
    """The value as it is read in JSON."""
    adapter = TypeAdapter(kind)
    return adapter.dump_python(adapter.validate_python(value), mode="json")


def refused(kind: Any, value: Any) -> bool:
    """Whether the kind does not take the value."""
    try:
        taken(kind, value)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize("value", ["a@b.co", "first.last+tag@sub.example.com", "ü@example.org"])
def test_an_e_mail_address_is_taken(value: str) -> None:
    assert taken(types.Email, value) == value


@pytest.mark.parametrize("value", ["", "a", "a@b", "@b.co", "a@.co", "a@b.", "a b@c.de", "a@b c.de", "a@@b.co", "a@b.co\n"])
def test_what_is_no_e_mail_address_is_refused(value: str) -> None:
    assert refused(types.Email, value)


@pytest.mark.parametrize("value", ["1234", "+1 555 0100", "0171/123-45", "+49 (0)30 1234.5"])
def test_a_phone_number_is_taken(value: str) -> None:
    assert taken(types.Phone, value) == value


@pytest.mark.parametrize("value", ["123", "+", "call me", "12a45", "++1234", "-1234"])
def test_what_is_no_phone_number_is_refused(value: str) -> None:
    assert refused(types.Phone, value)


@pytest.mark.parametrize("value", ["http://a.b", "https://example.com/x?y=1#z"])
def test_a_web_address_is_taken(value: str) -> None:
    assert taken(types.WebAddress, value) == value


@pytest.mark.parametrize(
    "value", ["example.com", "ftp://a.b", "javascript:alert(1)", "http://", "https:///x", "http://a b", "http://[x", ""]
)
def test_what_is_no_web_address_is_refused(value: str) -> None:
    assert refused(types.WebAddress, value)


def test_texts_have_lines_and_lines_have_not() -> None:
    assert taken(types.Text, "a\tb\nc\r\n d") == "a\tb\nc\r\n d"
    assert taken(types.Line, "a\tb é 日本") == "a\tb é 日本"
    for value in ("\x00", "a\x1fb", "\x07"):
        assert refused(types.Text, value)
        assert refused(types.Line, value)
    assert refused(types.Line, "a\nb")
    assert refused(types.Line, "a\rb")
    assert taken(types.Text, " ") == " "


@pytest.mark.parametrize(
    ("kind", "largest", "beyond"),
    [
        (types.Whole, 2**53 - 1, 2**53),
        (types.Whole, -(2**53) + 1, -(2**53)),
        (types.RecordId, 2**31 - 1, 2**31),
        (types.RecordId, 1, 0),
        (types.FileId, 2**31 - 1, 2**31),
        (types.FileId, 1, 0),
        (types.Money, Decimal("999999999999.99"), Decimal("1000000000000.00")),
        (types.Money, Decimal("0.01"), Decimal("0.001")),
        (types.Percent, Decimal("9999999.99"), Decimal("10000000.00")),
        (types.Percent, Decimal("0.01"), Decimal("0.001")),
        (types.Exact, Decimal("99999999999.9999"), Decimal("100000000000.0000")),
        (types.Exact, Decimal("0.0001"), Decimal("0.00001")),
    ],
)
def test_numbers_have_their_bounds(kind: Any, largest: Any, beyond: Any) -> None:
    assert taken(kind, largest) == largest
    assert refused(kind, beyond)


def test_numbers_are_read_in_one_form() -> None:
    assert shown(types.Money, "5") == "5.00"
    assert shown(types.Money, "5.5") == "5.50"
    assert shown(types.Exact, "5.5000") == "5.5"
    assert shown(types.Exact, "100") == "100"
    assert shown(types.Percent, "12.50") == "12.5"
    assert refused(types.Money, "NaN")
    assert refused(types.Whole, "1.5")


def test_a_moment_is_wall_time() -> None:
    assert taken(types.Moment, "2026-01-31T09:30") == dt.datetime(2026, 1, 31, 9, 30)
    assert taken(types.Moment, "2026-01-31T09:30:00+02:00") == dt.datetime(2026, 1, 31, 7, 30)
    assert taken(types.MomentTo, "2026-01-31") == dt.datetime(2026, 1, 31, 23, 59, 59, 999999)
    assert taken(types.MomentTo, "2026-01-31T09:30") == dt.datetime(2026, 1, 31, 9, 30)
    assert taken(types.MomentTo, dt.datetime(2026, 1, 31)) == dt.datetime(2026, 1, 31)


def test_an_instant_is_in_utc() -> None:
    assert taken(types.Instant, "2026-01-31T09:30") == dt.datetime(2026, 1, 31, 9, 30, tzinfo=dt.UTC)
    assert taken(types.Instant, "2026-01-31T09:30+02:00") == dt.datetime(2026, 1, 31, 7, 30, tzinfo=dt.UTC)
    assert taken(types.InstantTo, "2026-01-31") == dt.datetime(2026, 1, 31, 23, 59, 59, 999999, tzinfo=dt.UTC)


def test_a_file_is_an_id_and_an_address() -> None:
    assert taken(types.FileId, "/files/12") == 12
    assert taken(types.FileId, 12) == 12
    for value in ("/files/x", "/files/12/", "x/files/12", "files/12"):
        assert refused(types.FileId, value)
    assert taken(types.FileAddress, 12) == "/files/12"
    assert taken(types.FileAddress, "/files/12") == "/files/12"
