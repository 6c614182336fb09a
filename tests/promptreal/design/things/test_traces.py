"""What people leave by acting asks for what it needs, and for no more than one person could mean."""

from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec


def design(prompt: str) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="x", prompt=prompt, appTypes=("cms",)), None)


@pytest.mark.parametrize(
    ("prompt", "entity", "field", "most"),
    [
        (
            "A website for selling tickets to concerts where users buy tickets and see their orders.",
            "order",
            "quantity",
            20,
        ),
        ("A website of a bakery where users order cakes.", "order", "quantity", 100),
        ("A website of a zoo where users book tours.", "booking", "guest_count", 20),
    ],
)
def test_a_quantity_is_one_that_a_person_could_mean(prompt: str, entity: str, field: str, most: int) -> None:
    found = design(prompt).entity(entity).field(field)
    assert (found.minimum, found.maximum) == (1, most)


def test_what_is_ordered_is_shipped_and_a_seat_is_not() -> None:
    cakes, seats = (
        design(prompt).entity("order")
        for prompt in (
            "A website of a bakery where users order cakes.",
            "A website for selling tickets to concerts where users buy tickets and see their orders.",
        )
    )
    assert "shipping_address" in {one.name for one in cakes.fields}
    assert "Shipped" in cakes.field("status").choices
    assert "shipping_address" not in {one.name for one in seats.fields}
    assert "Shipped" not in seats.field("status").choices
