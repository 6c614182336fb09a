"""The kinds of values that fields hold, with what each of them takes."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

EMAIL = re.compile(r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$")
PHONE = re.compile(r"^\+?[0-9][0-9 ()./-]{3,}$")
FILE_ADDRESS = re.compile(r"^/files/([0-9]+)$")
DAY = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")

# The largest whole number that every JSON reader keeps exact, and the largest key of the tables.
SAFE_WHOLE = 2**53 - 1
LARGEST_KEY = 2**31 - 1


def _without_control_characters(value: str) -> str:
    if any(ord(one) < 32 and one not in "\t\n\r" for one in value):
        raise ValueError("Control characters are not allowed.")
    return value


def _one_line(value: str) -> str:
    if any(one in "\n\r" for one in value):
        raise ValueError("One line only, please.")
    return _without_control_characters(value)


def _email(value: str) -> str:
    if not EMAIL.match(value):
        raise ValueError("This is not an e-mail address such as name@example.com.")
    return value


def _phone(value: str) -> str:
    if not PHONE.match(value):
        raise ValueError("This is not a phone number such as +1 555 0100.")
    return value


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.netloc or re.search(r"\s", value):
        raise ValueError("This is not a web address such as https://www.example.com.")
    return value


def _file_id(value: Any) -> Any:
    """A file is read as an address; the address is taken back as well as the bare id."""
    match = FILE_ADDRESS.match(value) if isinstance(value, str) else None
    return int(match[1]) if match else value


def _file_address(value: Any) -> Any:
    return f"/files/{value}" if isinstance(value, int) else value


def _end_of_day(value: Any) -> Any:
    """A day without a time, as the end of a range, means all of that day."""
    return f"{value}T23:59:59.999999" if isinstance(value, str) and DAY.match(value) else value


def _wall_time(value: dt.datetime) -> dt.datetime:
    """The time on the clock, without an offset; one that brings its offset is taken to UTC."""
    return value if value.tzinfo is None else value.astimezone(dt.UTC).replace(tzinfo=None)


def _instant(value: dt.datetime) -> dt.datetime:
    return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _cents(value: Decimal) -> str:
    return f"{value:.2f}"


Line = Annotated[str, AfterValidator(_one_line)]
Text = Annotated[str, AfterValidator(_without_control_characters)]
Email = Annotated[str, AfterValidator(_email), AfterValidator(_one_line)]
Phone = Annotated[str, AfterValidator(_phone)]
WebAddress = Annotated[str, AfterValidator(_web_address), AfterValidator(_one_line)]
Whole = Annotated[int, Field(ge=-SAFE_WHOLE, le=SAFE_WHOLE)]
Exact = Annotated[Decimal, Field(max_digits=15, decimal_places=4), PlainSerializer(_plain, return_type=str, when_used="json")]
Percent = Annotated[Decimal, Field(max_digits=9, decimal_places=2), PlainSerializer(_plain, return_type=str, when_used="json")]
Money = Annotated[Decimal, Field(max_digits=14, decimal_places=2), PlainSerializer(_cents, return_type=str, when_used="json")]
Day = dt.date
Moment = Annotated[dt.datetime, AfterValidator(_wall_time)]
MomentTo = Annotated[dt.datetime, BeforeValidator(_end_of_day), AfterValidator(_wall_time)]
Instant = Annotated[dt.datetime, AfterValidator(_instant)]
InstantTo = Annotated[dt.datetime, BeforeValidator(_end_of_day), AfterValidator(_instant)]
RecordId = Annotated[int, Field(ge=1, le=LARGEST_KEY)]
FileId = Annotated[int, Field(ge=1, le=LARGEST_KEY), BeforeValidator(_file_id)]
FileAddress = Annotated[str, BeforeValidator(_file_address)]
