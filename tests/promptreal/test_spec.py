"""A spec that contradicts itself is refused before anything is made of it."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from promptreal.spec import (
    Action,
    ActionKind,
    AppSpec,
    Chart,
    ChartKind,
    Entity,
    Field,
    FieldType,
    Filter,
    Page,
    PageKind,
)

NAME = Field(name="name", label="Name", type=FieldType.STRING, required=True)


def entity(name: str = "book", *fields: Field, **changes: Any) -> Entity:
    given = {"name": name, "plural": f"{name}s", "label": name.title(), "label_plural": f"{name.title()}s"}
    return Entity(**{**given, "fields": (NAME, *fields), "display": "name", **changes})


def spec(**changes: Any) -> AppSpec:
    given: dict[str, Any] = {
        "app_name": "library",
        "title": "Library",
        "app_type": "cms",
        "prompt": "a library",
        "enhanced_prompt": "a library",
        "entities": (entity(),),
    }
    return AppSpec(**{**given, **changes})


def test_equal_specs_have_one_fingerprint_and_it_survives_json() -> None:
    first = spec()
    assert AppSpec.model_validate_json(first.canonical()).fingerprint() == first.fingerprint()
    assert spec(title="Other").fingerprint() != first.fingerprint()


def test_choices_go_with_choice_fields_only() -> None:
    with pytest.raises(ValidationError, match="choices go with type choice"):
        Field(name="state", label="State", type=FieldType.CHOICE)
    with pytest.raises(ValidationError, match="choices go with type choice"):
        Field(name="state", label="State", type=FieldType.STRING, choices=("a",))


def test_a_reference_needs_a_target_that_exists() -> None:
    with pytest.raises(ValidationError, match="a target goes with type reference"):
        Field(name="author", label="Author", type=FieldType.REFERENCE)
    author = Field(name="author", label="Author", type=FieldType.REFERENCE, target="author")
    with pytest.raises(ValidationError, match=r"field book\.author refers to entity author, which does not exist"):
        spec(entities=(entity("book", author),))


@pytest.mark.parametrize("name", ["id", "created_at", "updated_at", "account_id", "metadata", "registry"])
def test_a_field_cannot_take_a_name_that_the_app_uses_itself(name: str) -> None:
    with pytest.raises(ValidationError, match="taken by the app itself"):
        entity("book", Field(name=name, label="X", type=FieldType.STRING))


def test_an_entity_names_its_own_fields() -> None:
    with pytest.raises(ValidationError, match="display field title does not exist"):
        entity(display="title")
    with pytest.raises(ValidationError, match="two fields share a name"):
        entity("book", NAME)
    with pytest.raises(ValidationError, match="status field name is not a choice"):
        entity(status_field="name")


def test_names_are_used_once() -> None:
    with pytest.raises(ValidationError, match="entity names used twice: book"):
        spec(entities=(entity(), entity(plural="tomes")))
    with pytest.raises(ValidationError, match="table names used twice: books"):
        spec(entities=(entity(), entity("tome", plural="books")))


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ({"actions": (Action(name="lend", label="Lend", kind=ActionKind.ATTACH, entity="loan"),)}, "entity loan"),
        (
            {"charts": (Chart(name="c", title="C", kind=ChartKind.BAR, entity="book", dimension="genre"),)},
            "field genre",
        ),
        ({"filters": (Filter(name="f", label="F", entity="book", field="genre"),)}, "field genre"),
        ({"pages": (Page(slug="x", title="X", kind=PageKind.DASHBOARD, charts=("sales",)),)}, "chart sales"),
        ({"pages": (Page(slug="x", title="X", kind=PageKind.REPORT, report="year"),)}, "report year"),
    ],
)
def test_parts_refer_only_to_what_exists(part: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=f"refers to {message}, which does not exist"):
        spec(**part)


def test_a_misspelt_key_is_an_error() -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        spec(entitys=())
