"""The offline designer reads prompts of many kinds into the app that was asked for."""

from __future__ import annotations

import pytest

from promptreal.design import DESIGNERS
from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.roles import choose
from promptreal.spec import Action, ActionKind, AppSpec, ChartKind, EntityKind, Field, FieldType, Origin, PageKind

ANALYTICS = (
    "customer analytics with sales trends, demographics and product performance, filters for date range "
    "and product category, "
    "ivory background, forest green components"
)
CAMPING = (
    "Please implement a camping website for Europe, showcasing lakes and campsites. The website should "
    "have functionalities for "
    "searching, booking, and reviewing. Users should be able to browse lakes and campsites in different "
    "countries, book campsites "
    "of interest, and review the campsites they have visited. Establish light pink as the main "
    "background and medium violet red "
    "for the controls."
)
FORUM = (
    "Build a gardening forum. Users should be able to register, create posts, reply to others' posts, "
    "browse posts by category, "
    "follow topics, and send messages to other users. It should have a user center where users can view "
    "their own posts."
)
ODD = [
    "x",
    "blog",
    "!!!! ???",
    "a todo list",
    "Ich möchte eine Webseite für meine Katzen",
    "今日はいい天気ですね",
    "hjkfd sdfkj wer lkjsdf",
    "Users should be able to.",
    "with with with, and or (and (or",
    "DROP TABLE users; -- {{ 7*7 }} <script>alert(1)</script>",
    "reports files accounts search api static metrics charts class import order group",
    "I want an app to manage " + ", ".join(f"thing{number}s" for number in range(60)),
    "word " * 4000,
    "Users should be able to browse very long compound noun phrases of many words " * 200,
    "list:\n- books (title, price, yes/no)\n- authors\n* loans\n1. returns",
    "🦄🦄 an app for unicorns 🦄 with name and age",
]


def design(prompt: str, previous: AppSpec | None = None, *types: str) -> AppSpec:
    request = GenerationRequest(app_name="my-app", prompt=prompt, appTypes=types)
    return OfflineDesigner().design(request, previous)


def action(spec: AppSpec, label: str) -> Action:
    return next(one for one in spec.actions if one.label == label)


def field(spec: AppSpec, entity: str, name: str) -> Field:
    return spec.entity(entity).field(name)


def test_it_is_found_by_its_name() -> None:
    assert choose("designer", DESIGNERS, "offline") is OfflineDesigner


def test_analytics_have_the_charts_the_filters_and_the_colours_that_were_named() -> None:
    spec = design(ANALYTICS)
    assert spec.app_type == "dashboard"
    charts = {one.title: one for one in spec.charts if one.origin is Origin.PROMPT}
    assert list(charts) == ["Sales trends", "Demographics", "Product performance"]
    assert charts["Sales trends"].kind is ChartKind.LINE
    assert (charts["Sales trends"].entity, charts["Sales trends"].measure) == ("sale", "amount")
    assert charts["Demographics"].entity == "customer"
    assert (charts["Product performance"].entity, charts["Product performance"].dimension) == ("sale", "product")
    filters = {one.label: (one.entity, one.field) for one in spec.filters if one.origin is Origin.PROMPT}
    assert filters["Date range"] == ("sale", "date")
    assert filters["Product category"] == ("sale", "product_category")
    assert (spec.style.background.name, spec.style.background.hex) == ("ivory", "#fffff0")
    assert (spec.style.component.name, spec.style.component.hex) == ("forest green", "#228b22")
    assert spec.pages[0].kind is PageKind.DASHBOARD
    assert set(charts) <= {chart.title for chart in spec.charts if chart.name in spec.pages[0].charts}


def test_what_is_done_to_a_thing_leaves_a_record_of_its_own() -> None:
    spec = design(CAMPING)
    assert [one.name for one in spec.entities if one.kind is EntityKind.RECORD] == ["lake", "campsite"]
    booking, review = spec.entity("booking"), spec.entity("review")
    assert booking.kind is review.kind is EntityKind.ACTIVITY
    assert field(spec, "booking", "campsite").target == "campsite"
    assert field(spec, "review", "rating").maximum == 5
    assert action(spec, "Book campsite").creates == "booking"
    assert action(spec, "Review campsite").creates == "review"
    assert field(spec, "lake", "country").origin is Origin.PROMPT
    assert field(spec, "campsite", "country").filterable
    assert spec.app_type == "cms"


def test_a_forum_has_accounts_replies_marks_and_messages() -> None:
    spec = design(FORUM)
    assert spec.accounts
    assert spec.entity("reply").kind is EntityKind.ACTIVITY
    assert spec.entity("follow").kind is EntityKind.MARK
    assert spec.entity("message").kind is EntityKind.MESSAGE
    assert action(spec, "Follow topic").kind is ActionKind.TOGGLE
    assert field(spec, "post", "category").type is FieldType.CHOICE
    assert "User center" in [page.title for page in spec.pages]


def test_the_fields_that_a_prompt_names_come_typed() -> None:
    spec = design("API for a library with books, authors and loans (due date, returned yes/no)")
    assert spec.app_type == "rest-api"
    assert [one.name for one in spec.entities] == ["book", "author", "loan"]
    assert field(spec, "loan", "due_date").type is FieldType.DATE
    assert field(spec, "loan", "returned").type is FieldType.BOOLEAN
    assert field(spec, "loan", "book").target == "book"


def test_listed_values_become_choices() -> None:
    spec = design("A CRM with companies, deals (amount, stage: lead, qualified, won, lost, close date) and tasks.")
    assert field(spec, "deal", "stage").choices == ("Lead", "Qualified", "Won", "Lost")
    assert field(spec, "deal", "amount").type is FieldType.MONEY
    assert field(spec, "deal", "close_date").type is FieldType.DATE


def test_coordinated_modifiers_of_one_noun_are_its_types() -> None:
    spec = design("A site where users can search and book bus and railway tickets.")
    assert field(spec, "ticket", "type").choices == ("Bus", "Railway")
    assert action(spec, "Book ticket").kind is ActionKind.ATTACH


def test_verbs_of_change_move_the_status() -> None:
    spec = design(
        "A leave management system. Employees can submit leave requests. Managers can approve or reject leave requests."
    )
    approve, reject = action(spec, "Approve leave request"), action(spec, "Reject leave request")
    assert approve.kind is reject.kind is ActionKind.TRANSITION
    status = field(spec, approve.entity, spec.entity(approve.entity).status_field)
    assert {approve.to, reject.to} <= set(status.choices)


def test_pages_that_a_prompt_lists_are_in_the_navigation_under_their_names() -> None:
    spec = design(
        "A website for a dental clinic. It should include pages such as home, about us, services, and "
        "contact us. Users should be "
        "able to view the services provided and contact the clinic through the contact page."
    )
    shown = {page.title: page.kind for page in spec.pages if page.navigation}
    assert shown["About us"] is PageKind.CONTENT
    assert shown["Services"] is PageKind.LIST
    assert shown["Contact us"] is PageKind.CONTACT
    assert "contact_message" in [one.name for one in spec.entities]


def test_what_cannot_be_done_is_said_and_not_dropped() -> None:
    spec = design(
        "A website for a school to display courses. It should have a chatbot and send WhatsApp notifications "
        "to parents."
    )
    left_out = " ".join(spec.understanding.left_out)
    assert "hatbot" in left_out
    assert "WhatsApp" in left_out
    assert [one.label for one in spec.integrations if not one.provided] == ["WhatsApp"]


def test_a_game_keeps_its_records_and_says_that_its_rules_are_left_out() -> None:
    spec = design(
        "A ludo website where users can play ludo, create games, join existing games, move pieces and resign."
    )
    assert action(spec, "Create game").kind is ActionKind.CREATE
    assert action(spec, "Resign game").to == "Resigned"
    assert any("rules of" in line for line in spec.understanding.left_out)
    assert "piece" not in [one.name for one in spec.entities]


@pytest.mark.parametrize("prompt", ["hjkfd sdfkj wer lkjsdf", "Ich möchte eine Webseite für meine Katzen", "!!!! ???"])
def test_what_cannot_be_read_becomes_a_modest_app_that_says_so(prompt: str) -> None:
    spec = design(prompt)
    assert not spec.understanding.readable
    assert [one.name for one in spec.entities] == ["note"]
    assert any("could not be read" in section.text for page in spec.pages for section in page.sections)


@pytest.mark.parametrize("prompt", ODD, ids=range(len(ODD)))
def test_any_prompt_gives_a_valid_spec_that_is_the_same_every_time(prompt: str) -> None:
    spec = design(prompt)
    assert spec.canonical() == design(prompt).canonical()
    assert AppSpec.model_validate_json(spec.model_dump_json()) == spec
    assert spec.prompt == prompt
    assert 1 <= len(spec.entities) <= 16
    assert sum(page.navigation for page in spec.pages) <= 11
    assert spec.criteria
    for one in spec.actions:
        if one.kind in {ActionKind.ATTACH, ActionKind.TOGGLE}:
            assert any(reference.target == one.entity for reference in spec.entity(one.creates).references)
        if one.kind is ActionKind.TRANSITION and not one.stamps:
            entity = spec.entity(one.entity)
            assert one.to in entity.field(entity.status_field).choices


@pytest.mark.parametrize("app_type", ["dashboard", "admin-panel", "rest-api", "etl-pipeline", "report-generator"])
def test_a_given_type_is_kept(app_type: str) -> None:
    spec = design("a todo list", None, app_type)
    assert spec.app_type == app_type
    assert bool(spec.pipelines) == (app_type == "etl-pipeline")
    assert bool(spec.reports) == (app_type in {"dashboard", "report-generator"})


def test_lists_of_the_app_never_take_the_addresses_of_its_own_parts() -> None:
    spec = design(
        "An office app. Users should be able to submit reports, upload files, manage accounts and store charts."
    )
    taken = {"reports", "files", "accounts", "charts", "search", "api", "static"}
    assert not taken & {one.plural for one in spec.entities}
