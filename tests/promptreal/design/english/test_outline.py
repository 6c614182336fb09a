"""Lists without verbs: plurals are things, singulars are what a thing consists of, and "with" gives parts."""

from __future__ import annotations

import pytest

from promptreal.design.english.reading import sentences
from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec, FieldType


def design(prompt: str) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="x", prompt=prompt), None)


def names(spec: AppSpec) -> set[str]:
    return {one.name for one in spec.entities}


def targets(spec: AppSpec, entity: str) -> set[str]:
    return {one.target for one in spec.entity(entity).references}


@pytest.mark.parametrize(
    ("prompt", "entities"),
    [
        ("recipes with ingredients and ratings", {"recipe", "rating"}),
        ("football league: teams, players, matches with scores", {"team", "player", "match"}),
        ("Cinema: movies, screenings, seats, tickets", {"movie", "screening", "seat", "ticket"}),
        ("HR portal - employees, departments, announcements", {"employee", "department", "announcement"}),
        ("Kitchen inventory. items with quantity, unit and expiry date", {"item"}),
        (
            "- admin panel of a school\n- students with name and class\n- teachers\n- grades per subject\n- attendance",
            {"student", "teacher", "grade", "attendance_record"},
        ),
    ],
)
def test_what_is_listed_in_the_plural_is_kept(prompt: str, entities: set[str]) -> None:
    assert names(design(prompt)) == entities


def test_what_a_thing_is_listed_with_belongs_to_it() -> None:
    spec = design("albums with tracks and listeners")
    assert targets(spec, "track") == {"album"}


def test_a_list_of_parts_ends_where_things_go_on() -> None:
    spec = design("Property management: leases with start and end date, monthly rent, payments, maintenance requests")
    assert {"lease", "payment", "maintenance_request"} <= names(spec)
    assert {"start", "end_date", "monthly_rent"} <= {one.name for one in spec.entity("lease").fields}


def test_values_in_parentheses_after_a_part_are_what_can_be_chosen() -> None:
    spec = design("Pantry: items with quantity, location (fridge, freezer, cellar)")
    assert spec.entity("item").field("location").choices == ("Fridge", "Freezer", "Cellar")


def test_the_columns_of_a_file_are_all_that_its_records_have() -> None:
    spec = design(
        "ETL pipeline that imports readings from CSV: "
        "station code, timestamp, temperature in Celsius, humidity in percent."
    )
    entity = spec.entities[0]
    assert [(one.name, one.type) for one in entity.fields] == [
        ("station_code", FieldType.STRING),
        ("timestamp", FieldType.DATETIME),
        ("temperature", FieldType.DECIMAL),
        ("humidity", FieldType.PERCENT),
    ]
    assert entity.field("temperature").label == "Temperature (°C)"
    assert entity.field("temperature").minimum is None


def test_what_one_thing_belongs_to_becomes_a_reference() -> None:
    spec = design("A CRM. Contacts belong to companies. Every order is for a contact.")
    assert "company" in targets(spec, "contact")
    assert "contact" in targets(spec, "order")


def test_what_things_have_in_the_plural_are_things_of_their_own() -> None:
    spec = design("Vet clinic app. Owners have a phone number and several pets.")
    assert "owner" in targets(spec, "pet")
    assert "phone_number" in {one.name for one in spec.entity("owner").fields}


def test_sentences_end_without_capitals_and_at_bullets() -> None:
    assert sentences("library app. members borrow books, e.g. novels") == [
        "library app.",
        "members borrow books, e.g. novels",
    ]
    assert sentences("- a site - books - loans") == ["a site", "books", "loans"]
    assert sentences("load orders.csv daily") == ["load orders csv files daily"]


def test_two_things_never_get_one_name() -> None:
    spec = design("A site for news articles. Users should be able to browse news by category and read news entries.")
    assert len({one.name for one in spec.entities}) == len(spec.entities)


def test_what_things_consist_of_is_read_after_verbs_of_holding() -> None:
    spec = design("REST API of a fleet. Vehicles have plate, make, model and mileage. Trips record start and distance.")
    assert {"plate", "make", "model", "mileage"} <= {one.name for one in spec.entity("vehicle").fields}
    assert {"start", "distance"} <= {one.name for one in spec.entity("trip").fields}


def test_what_somebody_has_and_wants_to_keep_is_kept() -> None:
    spec = design("I have 12 apartments and want to keep rents, repairs and tenants in one place.")
    assert names(spec) == {"apartment", "rent", "repair", "tenant"}


def test_a_warning_that_nothing_sends_is_left_out_and_no_thing() -> None:
    spec = design("Pantry: items with quantity and expiry date. warn me about what expires soon")
    assert names(spec) == {"item"}
    assert any("Warn me about" in one for one in spec.understanding.left_out)


def test_entries_that_have_something_are_kept_with_it() -> None:
    spec = design("A timesheet app. Each time entry has a task, hours and an hourly rate.")
    assert {"task", "hours", "hourly_rate"} <= {one.name for one in spec.entity("time_entry").fields}
