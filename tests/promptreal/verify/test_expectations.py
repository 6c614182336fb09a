"""What a JSON answer must hold is decided without trusting its shape."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from promptreal.spec import JsonExpectation
from promptreal.verify.expectations import failure, fill, fill_value

PAGE: JsonValue = {"items": [{"id": 7, "price": "12.50", "on": True}, {"id": 9, "price": "3", "on": True}], "total": 2}
CHART: JsonValue = {"labels": ["Open", "in_progress"], "values": ["10.00", 2.5]}


def held(path: str, op: str, value: JsonValue = None, document: JsonValue = PAGE, **saved: JsonValue) -> bool:
    expectation = JsonExpectation.model_validate({"path": path, "op": op, "value": value})
    return failure(expectation, document, saved) == ""


@pytest.mark.parametrize(
    ("path", "op", "value"),
    [
        ("total", "equals", 2),
        ("total", "equals", "2"),
        ("items.0.price", "equals", 12.5),
        ("items.1.id", "exists", None),
        ("items.*.on", "every_equals", True),
        ("items.*.id", "ascending", None),
        ("items.*.price", "descending", None),
        ("items.*.price", "sums_to", "15.5"),
        ("items.*.price", "sums_to", ["10", 5.5]),
        ("items", "has_length", 2),
        ("total", "at_least", 2),
        ("total", "at_most", 2),
        ("items.*.id", "contains", 9),
        ("", "contains", "items"),
    ],
)
def test_what_is_there_holds(path: str, op: str, value: JsonValue) -> None:
    assert held(path, op, value)


@pytest.mark.parametrize(
    ("path", "op", "value"),
    [
        ("total", "equals", 3),
        ("total", "equals", True),
        ("items.0.on", "equals", 1),
        ("items.0.on", "equals", "true"),
        ("items.5.id", "exists", None),
        ("total.deep", "exists", None),
        ("items.*.nothing", "every_equals", None),
        ("items.*.id", "descending", None),
        ("items.*.price", "ascending", None),
        ("items.*.price", "sums_to", "15.49"),
        ("items.*.price", "sums_to", "not a number"),
        ("items", "has_length", 3),
        ("total", "at_least", 2.01),
        ("total", "at_most", 1),
        ("items.*.id", "contains", 8),
    ],
)
def test_what_is_not_there_does_not(path: str, op: str, value: JsonValue) -> None:
    assert not held(path, op, value)


def test_every_of_nothing_does_not_hold() -> None:
    assert not held("items.*.on", "every_equals", True, {"items": []})


def test_saved_values_count_into_a_sum() -> None:
    assert held("total", "sums_to", ["{before}", 1], before=1)
    assert held("total", "sums_to", ["{before}", 1], before="1.00")
    assert not held("total", "sums_to", ["{before}", 1], before=2)


def test_a_figure_is_found_by_its_label_however_that_is_written() -> None:
    assert held("", "figure", {"label": "open", "terms": ["4", "6"]}, CHART)
    assert held("", "figure", {"label": "In progress", "terms": "2.5"}, CHART)
    assert not held("", "figure", {"label": "Open", "terms": "2.5"}, CHART)
    assert not held("", "figure", {"label": "Closed", "terms": "0"}, CHART)
    assert not held("", "figure", {"label": "Open", "terms": "10"}, {"labels": ["Open", "Open"], "values": [10, 10]})
    assert not held("", "figure", {"label": "Open", "terms": "10"}, {"labels": ["Open"], "values": []})


@pytest.mark.parametrize("document", [None, [], "text", 7, {"items": "no list", "labels": {}, "values": None}])
@pytest.mark.parametrize("op", ["equals", "every_equals", "sums_to", "figure", "ascending", "has_length", "at_least"])
@pytest.mark.parametrize("path", ["", "items", "items.*.id", "items.0", "values"])
def test_an_answer_of_any_shape_is_refused_in_words(document: JsonValue, op: str, path: str) -> None:
    expectation = JsonExpectation.model_validate({"path": path, "op": op, "value": "x"})
    assert isinstance(failure(expectation, document, {}), str)


def test_placeholders_keep_the_type_of_what_was_saved() -> None:
    assert fill_value({"a": "{id}", "b": ["{id}-x"], "c": "{other}"}, {"id": 7}) == {
        "a": 7,
        "b": ["7-x"],
        "c": "{other}",
    }
    assert fill("/things/{id}/{id}", {"id": 7}) == "/things/7/7"
