from __future__ import annotations

import tomllib

import pytest

from promptreal.design import DESIGNERS
from promptreal.generate.titles import POOLS, sample_titles
from promptreal.request import GenerationRequest
from promptreal.roles import choose
from promptreal.spec import AppSpec, Entity, Field, FieldType


def spec_of(*entities: Entity) -> AppSpec:
    return AppSpec(
        app_name="one", title="One", app_type="dashboard", prompt="one", enhanced_prompt="one", entities=entities
    )


def entity(name: str, *fields: str) -> Entity:
    made = [Field(name=one, label=one, type=FieldType.STRING) for one in ("title", *fields)]
    return Entity(
        name=name, plural=f"{name}s", label=name, label_plural=f"{name}s", fields=tuple(made), display="title"
    )


@pytest.mark.parametrize("pool", tomllib.loads(POOLS.read_text())["pool"], ids=lambda pool: pool["nouns"].split()[0])
def test_there_are_enough_different_titles_of_each_sort(pool: dict[str, str]) -> None:
    titles = [one.partition("|")[0].strip() for one in " ".join(pool["titles"].split()).split(";")]

    assert len(set(titles)) == len(titles) >= 24
    assert all(0 < len(one) <= 60 for one in titles)


def test_no_noun_is_in_two_pools() -> None:
    pools = tomllib.loads(POOLS.read_text())["pool"]
    nouns = [(noun, bool(pool.get("about"))) for pool in pools for noun in pool["nouns"].split()]

    assert len(set(nouns)) == len(nouns)


def test_an_entity_is_known_by_the_last_word_of_its_name() -> None:
    titles = sample_titles(spec_of(entity("team_project"), entity("gadget")))

    assert titles.keys() == {"team_project"}
    assert ("Website relaunch", "Design") in titles["team_project"]


def test_titles_of_a_field_of_work_count_where_the_app_speaks_of_it() -> None:
    visit = entity("visit")
    hospital = spec_of(visit).model_copy(update={"title": "Hospital visits"})

    assert sample_titles(spec_of(visit)) == {}
    assert ("Chest pain", "Pain") in sample_titles(hospital)["visit"]


def test_a_field_is_known_by_its_whole_name_alone() -> None:
    titles = sample_titles(spec_of(entity("gadget", "species", "blood_group")))

    assert titles.keys() == {"species"}


def test_the_categories_that_are_assumed_for_a_sort_of_thing_are_those_of_its_titles() -> None:
    designer = choose("designer", DESIGNERS, "offline")()
    spec = designer.design(GenerationRequest(app_name="x", prompt="A dashboard of recipes with a category"), None)
    offered = set(spec.entities[0].field("category").choices)

    assert {category for _, category in sample_titles(spec)["recipe"]} == offered
