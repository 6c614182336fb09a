"""Limits of single values become the range of a field, or that it must be there; all others stay rules."""

from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.design.things.limits import limits_of
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec


def design(prompt: str, previous: AppSpec | None = None) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="x", prompt=prompt), previous)


@pytest.mark.parametrize(
    ("sentence", "found", "rest"),
    [
        (
            "Reject rows with humidity above 100 or missing timestamp, remove duplicates, show averages",
            [("humidity", "maximum", (100.0,)), ("timestamp", "required", ())],
            "show averages",
        ),
        ("drop rows without email", [("email", "required", ())], ""),
        ("Rating must be between 1 and 5.", [("rating", "range", (1.0, 5.0))], ""),
        ("quantity must be positive", [("quantity", "positive", ())], ""),
        ("skip records where the amount is below 2.5", [("amount", "minimum", (2.5,))], ""),
        ("Price cannot be negative", [("price", "not negative", ())], ""),
        ("rejects rows with negative humidity and removes duplicates", [("humidity", "not negative", ())], ""),
        ("remove duplicate order ids", [("order ids", "unique", ())], ""),
        ("reject negative prices and odd names", [("prices", "not negative", ()), ("odd names", "unread", ())], ""),
        ("A member cannot have more than 5 loans", [], "A member cannot have more than 5 loans"),
        ("Users can remove duplicates and delete posts", [], "Users can remove duplicates and delete posts"),
        ("Managers reject requests without receipts", [], "Managers reject requests without receipts"),
    ],
)
def test_what_a_sentence_limits_is_told_from_the_rest(
    sentence: str, found: list[tuple[str, str, tuple[float, ...]]], rest: str
) -> None:
    limits, left = limits_of(sentence)
    assert [(one.name, one.kind, one.bounds) for one in limits] == found
    assert left == rest


def test_limits_are_held_by_the_fields_that_they_are_about() -> None:
    spec = design(
        "ETL for orders.csv (order id, email, quantity, price). Drop rows without email. Quantity must be positive. "
        "Remove duplicate order ids. Price must be at most 500."
    )
    order = spec.entity("order")
    assert order.field("email").required
    assert order.field("quantity").minimum == 1
    assert order.field("order_id").unique
    assert order.field("price").maximum == 500
    assert "The price of orders must be from 0 to 500." in spec.understanding.understood


def test_a_limit_of_nothing_that_is_kept_is_left_out() -> None:
    spec = design("A todo app. Voltage must be at least 5.")
    assert any("Voltage must be at least 5" in one for one in spec.understanding.left_out)


def test_a_change_can_limit_a_number_and_cannot_demand_what_records_lack() -> None:
    shop = design("An admin panel for a shop with products and orders.")
    assert design("the price must be at least 2", shop).entity("product").field("price").minimum == 2
    told = design("the price must be at least 2. the description is required", shop).understanding.left_out
    assert any("made without this rule" in one for one in told)
