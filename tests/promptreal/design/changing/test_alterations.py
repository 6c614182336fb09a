"""A change can name a field without its thing, and what cannot be changed of a field is said with its reason."""

from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.errors import DesignError
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec


def design(prompt: str, previous: AppSpec | None = None) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="x", prompt=prompt), previous)


@pytest.fixture(scope="module")
def shop() -> AppSpec:
    return design("An admin panel for a bike shop with customers, bikes and orders. Show sales by month.")


def fields(spec: AppSpec, entity: str) -> set[str]:
    return {one.name for one in spec.entity(entity).fields}


@pytest.mark.parametrize(
    ("change", "entity", "gone"),
    [
        ("remove the phone field", "customer", {"phone"}),
        ("Remove the phone from customers.", "customer", {"phone"}),
        ("hide the customer's email", "customer", {"email"}),
        ("drop the phone and the city", "customer", {"phone", "city"}),
        ("remove shipping address", "order", {"shipping_address"}),
    ],
)
def test_a_field_is_found_wherever_it_is(shop: AppSpec, change: str, entity: str, gone: set[str]) -> None:
    spec = design(change, shop)
    assert gone <= fields(shop, entity)
    assert not gone & fields(spec, entity)
    assert any("what was stored stays" in one for one in spec.understanding.understood)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("make the city a list of Rome and Paris", "keeps its type"),
        ("turn the quantity into a decimal number", "keeps its type"),
        ("make phone required", "without this rule"),
        ("an order belongs to a bike", "already"),
    ],
)
def test_what_stays_as_it_is_says_why(shop: AppSpec, change: str, reason: str) -> None:
    with pytest.raises(DesignError, match=reason):
        design(change, shop)


def test_things_and_pages_go_before_fields_of_the_same_name(shop: AppSpec) -> None:
    spec = design("remove bikes", shop)
    assert not any(one.entity == "bike" for one in spec.pages)
    assert fields(spec, "order") == fields(shop, "order")


def test_a_change_lets_one_thing_belong_to_another(shop: AppSpec) -> None:
    spec = design("add suppliers. each bike is from a supplier", shop)
    assert "supplier" in {one.target for one in spec.entity("bike").references}


def test_what_a_change_wants_and_nothing_does_is_left_out(shop: AppSpec) -> None:
    spec = design("add a color to bikes. warn me about late orders", shop)
    assert any("Warn me about late orders" in one for one in spec.understanding.left_out)
