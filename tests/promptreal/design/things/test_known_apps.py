"""A short prompt that names a well-known kind of app gets its things; what a prompt says itself always wins."""

from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.design.things.known_apps import known_app, known_apps
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec, Origin


def design(prompt: str) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="x", prompt=prompt), None)


@pytest.mark.parametrize(
    ("prompt", "things"),
    [
        ("an inventory app with low stock alerts and suppliers", {"product", "supplier"}),
        ("an invoicing tool with clients, hourly rates and PDF export", {"invoice", "client"}),
        ("a gym membership app with check-ins and monthly fees", {"membership", "member", "check_in"}),
        ("a CRM with deals, stages and notes", {"deal", "company", "contact", "note"}),
        ("a todo app with priorities", {"todo"}),
        ("a bug tracker with severities and assignees", {"bug"}),
    ],
)
def test_a_kind_of_app_brings_its_things(prompt: str, things: set[str]) -> None:
    assert {one.name for one in design(prompt).entities} == things


def test_what_follows_with_becomes_a_field_of_what_the_app_is_about() -> None:
    bug = design("a bug tracker with severities and assignees").entity("bug")
    fields = {one.name: one for one in bug.fields}
    assert fields["severity"].choices == ("Critical", "Major", "Minor", "Trivial")
    assert fields["assignee"].type == "string"


def test_what_is_added_is_said_to_be_assumed() -> None:
    spec = design("an inventory app with suppliers")
    assert "An app of this kind also keeps products." in spec.understanding.assumed
    assert spec.entity("product").origin is Origin.ASSUMED
    assert spec.entity("supplier").origin is Origin.PROMPT


@pytest.mark.parametrize(
    "prompt",
    [
        "an inventory app where staff can lend tools to members",
        "an inventory app with wines and cellars",
    ],
)
def test_a_prompt_that_says_what_its_things_do_or_have_is_left_as_it_is(prompt: str) -> None:
    assert "reorder_point" not in {one.name for entity in design(prompt).entities for one in entity.fields}


def test_a_kind_is_known_only_by_its_whole_name() -> None:
    assert known_app("a photo library of gym pictures") is None
    assert known_app("a simple gym app") is not None


@pytest.mark.parametrize("name", sorted(name for one in known_apps() for name in one.names))
def test_every_known_name_makes_an_app_that_keeps_what_it_is_about(name: str) -> None:
    known = known_app(f"a {name} app")
    assert known is not None
    main = next(iter(known.things)).split()[-1].replace("-", "_")
    assert any(one.name.endswith(main) for one in design(f"a {name} app").entities)


def test_firms_are_named_as_firms_and_not_as_people() -> None:
    spec = design("a CRM with deals, stages and notes")
    examples = {name: spec.entity(name).field("name").example for name in ("company", "contact")}
    assert examples == {"company": "company", "contact": "name"}


def test_a_value_that_not_everybody_wants_is_there_where_it_is_asked_for() -> None:
    assert "priority" in {one.name for one in design("a todo app with priorities").entity("todo").fields}
    assert "priority" not in {one.name for one in design("a todo app").entity("todo").fields}
