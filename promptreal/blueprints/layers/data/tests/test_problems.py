"""What is said of a value that does not hold, in words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app import problems


class Everything(BaseModel):
    """A field of every kind."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=3)] = ""
    number: Annotated[int, Field(ge=1, le=9)] = 1
    exact: Annotated[Decimal, Field(max_digits=5, decimal_places=2)] = Decimal(1)
    truth: bool = True
    day: dt.date = dt.date(2026, 1, 1)
    moment: dt.datetime = dt.datetime(2026, 1, 1)
    choice: Literal["a", "b"] = "a"
    needed: int = 1


def said(**values: Any) -> list[dict[str, str]]:
    """What is said of these values."""
    with pytest.raises(ValidationError) as caught:
        Everything.model_validate(values)
    return problems.field_errors(caught.value.errors())


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("text", "abcd", "At most 3 characters, please."),
        ("text", None, "This field is required."),
        ("number", 0, "It must be 1 or more."),
        ("number", 10, "It must be 9 or less."),
        ("number", "x", "This is not a number that fits here."),
        ("exact", "1.234", "At most 2 digits after the point, please."),
        ("exact", "x", "This is not a number that fits here."),
        ("exact", "12345.6", "This is not a number that fits here."),
        ("truth", "perhaps", "Say true or false."),
        ("day", "31/01/2026", "This is not a date such as 2026-01-31."),
        ("day", None, "This field is required."),
        ("moment", "soon", "This is not a date and time such as 2026-01-31T09:30."),
        ("choice", "c", "Choose one of: a or b."),
        ("choice", None, "This field is required."),
        ("other", 1, "This is not known here."),
    ],
)
def test_an_error_is_said_in_words(field: str, value: Any, message: str) -> None:
    assert said(**{field: value}) == [{"field": field, "message": message}]


def test_errors_of_a_request_leave_out_where_they_were_found() -> None:
    body = {"loc": ("body", "name"), "type": "missing", "input": {}, "msg": "x"}
    inner = {"loc": ("query", "query"), "type": "extra_forbidden", "input": "", "msg": "x"}
    broken = {"loc": ("body", 1), "type": "json_invalid", "input": {}, "msg": "x"}
    other = {"loc": ("body", "a", 0), "type": "something_else", "input": 1, "msg": "As it says"}
    assert problems.request_errors([body, inner, broken, other]) == [
        {"field": "name", "message": "This field is required."},
        {"field": "query", "message": "This is not known here."},
        {"field": "body", "message": "This is not valid JSON."},
        {"field": "a.0", "message": "As it says"},
    ]


def test_a_problem_has_a_status_and_a_title() -> None:
    kinds = (problems.NotFound, problems.Invalid, problems.Conflict, problems.Unauthorized, problems.Forbidden)
    assert [kind.status for kind in kinds] == [404, 422, 409, 401, 403]
    described = problems.responses(404, 422)
    assert described[404]["description"] == "Not found"
    assert described[422]["content"].keys() == {"application/problem+json"}
