"""Acceptance criteria: a sentence, and the requests that decide it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Attribute
from pydantic import JsonValue

from promptreal.model import Model


class JsonExpectation(Model):
    """What a JSON answer must hold at `path` (dots between keys and indexes, `*` for every item; empty for the whole).

    `sums_to` compares the number, or the sum of the numbers, at the path with the sum of the terms in `value`;
    `figure` looks into a chart at the path: `value` is `{"label", "terms"}`; `ascending` and `descending` take no
    value and allow equal neighbours. `{name}` in a string of `value` stands for a saved value.
    """

    path: str
    op: Literal[
        "equals",
        "at_least",
        "at_most",
        "contains",
        "has_length",
        "every_equals",
        "exists",
        "sums_to",
        "figure",
        "ascending",
        "descending",
    ]
    value: JsonValue = None


class Step(Model):
    """One HTTP request of a check and what must come back.

    `{name}` in path, query, form, body, contains and lacks stands for a value that an earlier step saved. `save` maps
    a name to a JSON path of the answer (`sum:PATH` for the sum of the numbers there), or to `header:NAME` (or
    `header:NAME:PATTERN`, first group), or to `regex:PATTERN` (first group) on the text. Redirects are not followed.

    `files` are uploads, by form field, of a small `image` or `text` file, or of a `csv` file that holds `content` (with
    placeholders). `session` names whose cookies are sent: in an app with accounts `first` and `second` are signed in,
    and `staff` where the app has staff; any other begins empty with the criterion.
    """

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "GET"
    path: str
    query: dict[str, str] = {}
    form: dict[str, str] | None = None
    files: dict[str, Literal["image", "text", "csv"]] = {}
    content: str = ""
    body: JsonValue = None
    session: str = "first"
    status: tuple[int, ...] = (200,)
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    expect: tuple[JsonExpectation, ...] = ()
    save: dict[str, str] = {}


class Criterion(Model):
    """An acceptance criterion: a sentence, and the executable check that decides it.

    A check with `writes` runs against a candidate with a throw-away database only. `part` names what it is about
    (`action:book_campsite`, `chart:sales_trends`), so that a report can say which wishes have no check.
    """

    id: str = Attribute(pattern=r"^AC-\d{2,3}$")
    text: str
    part: str = ""
    writes: bool = False
    steps: tuple[Step, ...] = Attribute(min_length=1)
