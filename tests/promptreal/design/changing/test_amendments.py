"""What a change says of a thing that the app has becomes a field of it, a field less or another name, and no more."""

from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.errors import DesignError
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec, FieldType

SHOP = "An admin panel for a bike shop with customers, bikes and orders."
DESK = "A help desk where customers open tickets and agents answer them. Each ticket has a title and a description."
BOOKS = (
    "An invoicing app for freelancers with clients, projects and invoices. "
    "Each client has a name, an email and a phone number."
)


def design(prompt: str, previous: AppSpec | None = None) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="my-app", prompt=prompt), previous)


@pytest.fixture(scope="module")
def apps() -> dict[str, AppSpec]:
    return {prompt: design(prompt) for prompt in (SHOP, DESK, BOOKS)}


@pytest.mark.parametrize(
    ("app", "change", "entity", "fields"),
    [
        (SHOP, "Each order has a priority: low, normal or high.", "order", {"priority": ("Low", "Normal", "High")}),
        (SHOP, "Add a priority (low/normal/high) to orders.", "order", {"priority": ("Low", "Normal", "High")}),
        (SHOP, "Please also add a frame size to every bike.", "bike", {"frame_size": ("Small", "Medium", "Large")}),
        (SHOP, "Orders get a due date and a note.", "order", {"due_date": (), "note": ()}),
        (DESK, "Every ticket has a state of new, open or closed.", "ticket", {"state": ("New", "Open", "Closed")}),
        (DESK, "Tickets can be low, medium or high priority.", "ticket", {"priority": ("Low", "Medium", "High")}),
        (DESK, "Each ticket belongs to a team: sales or billing.", "ticket", {"team": ("Sales", "Billing")}),
        (DESK, "Give tickets an urgency - minor, major.", "ticket", {"urgency": ("Minor", "Major")}),
        (BOOKS, "Invoices should also record the currency.", "invoice", {"currency": ()}),
        (BOOKS, "Add a tax rate field to invoices.", "invoice", {"tax_rate": ()}),
    ],
)  # fmt: skip
def test_a_thing_gets_the_fields_and_values_that_it_is_said_to_have_and_nothing_else_comes(
    apps: dict[str, AppSpec], app: str, change: str, entity: str, fields: dict[str, tuple[str, ...]]
) -> None:
    before, after = apps[app], design(change, apps[app])
    had = {one.name for one in before.entity(entity).fields}
    new = {one.name: one.choices for one in after.entity(entity).fields if one.name not in had}
    assert new == fields
    assert not any(after.entity(entity).field(name).required for name in new)
    assert [one for one in after.entities if one.name != entity] == [
        one for one in before.entities if one.name != entity
    ]
    assert (after.actions, after.pages, after.charts) == (before.actions, before.pages, before.charts)
    for name, values in fields.items():
        assert bool(values) <= any((one.entity, one.field) == (entity, name) for one in after.filters)


def test_whether_something_is_so_is_a_field_of_yes_and_no(apps: dict[str, AppSpec]) -> None:
    changed = design("Track whether an invoice is settled.", apps[BOOKS])
    assert changed.entity("invoice").field("settled").type is FieldType.BOOLEAN


def test_a_field_that_is_taken_away_goes_with_its_filters_and_the_rest_stays(apps: dict[str, AppSpec]) -> None:
    changed = design("Remove the phone number from customers.", apps[SHOP])
    names = {one.name for one in changed.entity("customer").fields}
    assert names == {one.name for one in apps[SHOP].entity("customer").fields} - {"phone"}
    assert not any((one.entity, one.field) == ("customer", "phone") for one in changed.filters)
    assert changed.understanding.understood == ("Customer has no phone any more; what was stored stays.",)


def test_a_field_that_the_app_depends_on_stays_and_the_refusal_says_so(apps: dict[str, AppSpec]) -> None:
    with pytest.raises(DesignError, match="keeps its name"):
        design("Remove the name from customers.", apps[SHOP])


def test_a_thing_is_called_otherwise_wherever_people_read_it_and_keeps_its_table(apps: dict[str, AppSpec]) -> None:
    changed = design("Rename clients to customers.", apps[BOOKS])
    client = changed.entity("client")
    assert (client.plural, client.label, client.label_plural) == ("clients", "Customer", "Customers")
    assert changed.entity("invoice").field("client").label == "Customer"
    assert {page.title for page in changed.pages if page.entity == "client"} == {"Customers"}
    assert not any("client" in one.label.lower() for one in changed.actions)


def test_a_field_is_called_otherwise_and_keeps_its_column(apps: dict[str, AppSpec]) -> None:
    assert design("Rename title to subject.", apps[DESK]).entity("ticket").field("title").label == "Subject"


def test_values_that_rows_have_already_stay_possible(apps: dict[str, AppSpec]) -> None:
    before = apps[SHOP].entity("order").field("status").choices
    after = (
        design("Orders have a status: received, packed or sent.", apps[SHOP]).entity("order").field("status").choices
    )
    assert after == ("Received", "Packed", "Sent", *before)


@pytest.mark.parametrize(
    "change",
    ["Orders have many comments.", "Add a page for staff to customers.", "Customers can have several orders."],
)
def test_a_sentence_about_something_else_gives_no_field(apps: dict[str, AppSpec], change: str) -> None:
    try:
        changed = design(change, apps[SHOP])
    except DesignError:
        return  # it changes nothing at all, and is refused
    names = {one.name for one in apps[SHOP].entity("customer").fields}
    assert {one.name for one in changed.entity("customer").fields} == names


@pytest.mark.parametrize(
    ("prompt", "labels"),
    [
        ("add a weight in kg and a vaccinated yes/no to pets", ["Weight (kg)", "Vaccinated"]),
        ("add a yes/no vaccinated and a height in cm to pets", ["Vaccinated", "Height (cm)"]),
        (
            "pets have a temperature in celsius, a nickname and a house-trained flag",
            ["Temperature (°C)", "Nickname", "House-trained"],
        ),
    ],
)
def test_units_and_yes_or_no_are_read(prompt: str, labels: list[str]) -> None:
    before = design("A pet shelter: pets with name, species and age")
    after = design(prompt, before)
    had = {one.name for one in before.entity("pet").fields}
    added = [one for one in after.entity("pet").fields if one.name not in had]
    assert [one.label for one in added] == labels
    assert {one.type for one in added if one.label in {"Vaccinated", "House-trained"}} == {FieldType.BOOLEAN}
    assert after.understanding.left_out == ()


def test_what_a_change_brings_is_referred_to_and_has_what_was_asked_for() -> None:
    before = design("A pet shelter: pets with name, species and age")
    after = design("add vets with name and phone; each pet has a vet", before)
    assert after.entity("pet").field("vet").target == "vet"
    assert [one.name for one in after.entity("vet").fields] == ["name", "phone"]


def test_what_is_added_without_being_asked_for_is_said_to_be_assumed() -> None:
    after = design("add vets", design("A pet shelter: pets with name, species and age"))
    assert "New: Vets, with name." in after.understanding.understood
    assert any(one.startswith("Vet also has") for one in after.understanding.assumed)
