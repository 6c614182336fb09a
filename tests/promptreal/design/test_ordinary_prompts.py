"""Prompts as people type them: what they speak of becomes entities, fields and actions, and nothing else does."""

from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec


def design(prompt: str) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="x", prompt=prompt), None)


@pytest.mark.parametrize(
    ("prompt", "entities", "actions"),
    [
        (
            "an inventory tracker for a small store: users should be able to add products and record stock movements",
            {"product", "stock_movement"},
            {"Add product", "Record stock movement"},
        ),
        (
            "Event ticketing platform where organizers create events and attendees buy tickets",
            {"event", "ticket", "purchase"},
            {"Create event", "Buy ticket"},
        ),
        (
            "A job board with employers posting jobs and candidates applying with their resume upload",
            {"job", "application"},
            {"Post job", "Apply for job"},
        ),
        (
            "Please build a movie review site where users register, write reviews and rate movies",
            {"movie", "rating", "review"},
            {"Register", "Rate movie"},
        ),
        (
            "ETL pipeline that imports sales CSV files every night, cleans them, and loads them into a table",
            {"sale"},
            {"Import sale"},
        ),
        (
            "Volunteer management app: volunteers sign up for shifts, coordinators create shifts",
            {"shift", "registration"},
            {"Register for shift", "Create shift"},
        ),
        (
            "Company intranet with news, documents and leave requests that managers approve",
            {"news_article", "document", "leave_request"},
            {"Approve leave request"},
        ),
    ],
)
def test_what_a_prompt_speaks_of_is_there(prompt: str, entities: set[str], actions: set[str]) -> None:
    spec = design(prompt)
    assert {one.name for one in spec.entities} == entities
    assert {one.label for one in spec.actions} >= actions


def choices(spec: AppSpec, entity: str, field: str) -> tuple[str, ...]:
    return next(one for one in spec.entity(entity).fields if one.name == field).choices


def test_values_in_parentheses_are_what_can_be_chosen() -> None:
    spec = design("Bug tracker with projects and issues (priority low, medium, high; status open, in progress, done)")
    assert choices(spec, "issue", "priority") == ("Low", "Medium", "High")
    assert choices(spec, "issue", "status") == ("Open", "In progress", "Done")


def test_the_stages_of_a_sales_pipeline_move_no_data() -> None:
    spec = design("CRM with contacts, companies and deals in a pipeline (lead, qualified, won, lost)")
    assert spec.app_type == "admin-panel"
    assert choices(spec, "deal", "stage") == ("Lead", "Qualified", "Won", "Lost")


def test_what_each_thing_has_becomes_its_fields() -> None:
    spec = design("REST API for managing students and courses. A student has a name, an email and a date of birth.")
    fields = {one.name: one.type.value for one in spec.entity("student").fields}
    assert fields["date_of_birth"] == "date"
    assert fields["email"] == "email"


def test_parts_of_parts_belong_to_their_own_thing() -> None:
    spec = design("Vet clinic records: owners, pets with species and breed, visits with diagnosis and treatment")
    assert {one.name for one in spec.entities} == {"owner", "pet", "visit"}
    assert {"diagnosis", "treatment"} <= {one.name for one in spec.entity("visit").fields}


def test_what_a_collection_has_in_the_singular_is_a_field_of_what_it_collects() -> None:
    spec = design("Movie collection with director, year, genre (drama, comedy, action) and rating")
    assert {one.name for one in spec.entities} == {"movie", "rating"}
    assert {"director", "year", "genre"} <= {one.name for one in spec.entity("movie").fields}


def test_whom_an_app_is_for_is_whom_its_actions_are_for() -> None:
    spec = design("Please implement an online gallery for artists to exhibit artworks and sell prints.")
    assert {one.name for one in spec.entities} == {"artwork", "print"}
    assert "Exhibit artwork" in {one.label for one in spec.actions}


def test_what_a_page_lists_to_choose_from_is_not_what_its_report_must_lack() -> None:
    spec = design(
        "A dashboard for sales: revenue by month, top products, average order value, filter by country and date"
    )
    criterion = next(one for one in spec.criteria if any(step.lacks for step in one.steps) and "report" in one.text)
    lacking = next(step.lacks for step in criterion.steps if step.lacks)
    made = [step.body for step in criterion.steps if isinstance(step.body, dict) and "country" in step.body]
    assert made
    assert all(word not in str(body["country"]) for body in made for word in lacking)


@pytest.mark.parametrize(
    ("prompt", "entities", "absent"),
    [
        ("A lost and found website where people can report lost items and post found items", {"lost_item"}, {"lost"}),
        (
            "An online store for selling toys. Users can browse products and add products to the cart",
            {"product"},
            {"toy"},
        ),
        ("A forum. Users can create posts. Moderators should be able to ban users", {"user", "post"}, set()),
        ("An auction site where sellers can list items and buyers can place bids", {"item", "bid"}, set()),
        ("A news website for displaying news articles and browsing news by category", {"news_article"}, {"news"}),
        ("A restaurant website with a menu, a photo gallery and reviews", {"menu_item", "photo"}, {"gallery"}),
        ("A museum website with exhibitions and opening hours", {"exhibition"}, {"opening_hours"}),
        (
            "A staff system. Employees should be able to clock in and out, request leave, and view their attendance",
            {"attendance_record", "leave_request"},
            {"clock", "view_attendance_record"},
        ),
    ],
)
def test_what_is_kept_is_what_people_act_on(prompt: str, entities: set[str], absent: set[str]) -> None:
    found = {one.name for one in design(prompt).entities}
    assert entities <= found
    assert not absent & found


@pytest.mark.parametrize(
    ("prompt", "entity", "label"),
    [
        ("A careers page with job openings and an application form", "application", "Apply for job opening"),
        ("A website for an animal rescue with animal profiles and a donation form", "donation", "Make donation"),
        ("A website for a law firm with attorney profiles, a blog and a contact form", "post", "Browse posts"),
        ("An exam system. Teachers should be able to create exams with questions", "question", "Add question"),
        ("A site for tutors. Students can book lessons. Tutors can set their availability", "lesson", "Book lesson"),
    ],
)
def test_what_a_noun_stands_for_can_be_done(prompt: str, entity: str, label: str) -> None:
    spec = design(prompt)
    assert entity in {one.name for one in spec.entities}
    assert label in {one.label for one in spec.actions}


def test_what_is_sold_says_what_products_there_are() -> None:
    spec = design("An online store for selling pet food and toys. Users can browse products and buy products.")
    assert choices(spec, "product", "type") == ("Pet food", "Toy", "Other")


def test_a_verb_after_can_is_a_verb_whatever_it_looks_like() -> None:
    spec = design("A wiki. Users should be able to create pages, tag pages, search pages and view page history.")
    assert {one.name for one in spec.entities} >= {"page"}
    assert not any(one.name in {"tag_page", "search_page"} for one in spec.entities)


def test_what_describes_a_thing_is_neither_done_to_it_nor_part_of_its_name() -> None:
    spec = design("A dashboard for a coffee shop: daily sales and best-selling drinks")

    assert {entity.name for entity in spec.entities} == {"sale", "drink"}
    assert not any("selling" in action.name for action in spec.actions)


def test_columns_in_brackets_are_the_fields_of_what_a_file_holds() -> None:
    spec = design(
        "ETL pipeline that loads readings from CSV (sensor id, timestamp, humidity), rejects rows without a timestamp"
    )

    (reading,) = spec.entities
    assert [field.name for field in reading.fields] == ["sensor_id", "timestamp", "humidity"]
    assert reading.field("timestamp").required


def test_a_rule_with_a_condition_is_said_to_be_left_out() -> None:
    spec = design("A hospital app to manage shifts of nurses; a nurse can only be assigned if she is certified")

    assert any("can only be assigned" in line and "not checked" in line for line in spec.understanding.left_out)
