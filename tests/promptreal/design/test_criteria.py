"""Acceptance criteria are compiled from the spec alone: all its wishes, executable, the same every time."""

from __future__ import annotations

import re

import pytest

from promptreal.design.criteria import compile_criteria
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
)
from tests import specs

BOTH = pytest.mark.parametrize(
    "spec", [specs.bookings(), specs.analytics(), specs.theatre()], ids=["bookings", "analytics", "theatre"]
)


@BOTH
def test_equal_specs_give_equal_criteria(spec: AppSpec) -> None:
    assert compile_criteria(spec) == compile_criteria(AppSpec.model_validate_json(spec.model_dump_json()))


@BOTH
def test_every_wish_has_a_criterion(spec: AppSpec) -> None:
    parts = {criterion.part for criterion in compile_criteria(spec)}
    wished = {
        *(f"action:{one.name}" for one in spec.actions),
        *(f"chart:{one.name}" for one in spec.charts),
        *(f"filter:{one.name}" for one in spec.filters),
        *(f"report:{one.name}" for one in spec.reports),
        *(f"page:{one.slug or 'home'}" for one in spec.pages),
        "style",
    }
    assert wished <= parts


@BOTH
def test_criteria_are_numbered_from_one_and_are_valid_parts_of_the_spec(spec: AppSpec) -> None:
    criteria = compile_criteria(spec)
    assert [one.id for one in criteria] == [f"AC-{n:02d}" for n in range(1, len(criteria) + 1)]
    assert AppSpec.model_validate(spec.model_copy(update={"criteria": criteria}).model_dump()).criteria == criteria
    assert all(1 <= len(one.steps) <= 10 for one in criteria)


@BOTH
def test_every_placeholder_is_saved_by_an_earlier_step(spec: AppSpec) -> None:
    for criterion in compile_criteria(spec):
        saved: set[str] = set()
        for step in criterion.steps:
            used = set(re.findall(r"\{([a-z][a-z0-9_]*)\}", step.model_dump_json(exclude={"save"})))
            assert used <= saved, (criterion.id, used - saved)
            saved |= set(step.save)


@BOTH
def test_a_criterion_that_changes_something_says_so(spec: AppSpec) -> None:
    for criterion in compile_criteria(spec):
        assert criterion.writes == any(step.method != "GET" for step in criterion.steps)


def test_sentences_are_in_the_words_of_the_person_who_asked() -> None:
    texts = [criterion.text for criterion in compile_criteria(specs.bookings())]
    assert "Users can book campsite: a booking is added to the campsite it is about" in texts
    assert "Each host can confirm booking: the booking becomes confirmed" in texts
    assert "The page background is ivory (#fffff0) and components are forest green (#228b22)" in texts


def test_a_rest_api_is_asked_for_no_pages() -> None:
    spec = specs.analytics().model_copy(update={"app_type": "rest-api"})
    paths = {step.path for criterion in compile_criteria(spec) for step in criterion.steps}
    assert paths
    assert all(path.startswith(("/api/", "/reports/")) for path in paths)


def test_a_search_is_recognised_by_what_the_search_box_does_not_echo() -> None:
    criterion = next(one for one in compile_criteria(specs.bookings()) if one.part == "action:search_campsites")
    page = criterion.steps[-1]
    assert page.contains
    assert not any(page.query["q"].lower() in wanted.lower() for wanted in page.contains)


def thing(name: str, *fields: Field) -> Entity:
    title = Field(name="title", label="Title", type=FieldType.STRING, required=True, searchable=True)
    label = name.capitalize()
    return Entity(
        name=name, plural=f"{name}s", label=label, label_plural=f"{label}s", fields=(title, *fields), display="title"
    )


def reference(target: str, *, required: bool = True) -> Field:
    return Field(name=target, label=target, type=FieldType.REFERENCE, target=target, required=required)


def app(*entities: Entity, **rest: object) -> AppSpec:
    base = {"app_name": "x", "title": "X", "app_type": "admin-panel", "prompt": "x", "enhanced_prompt": "x"}
    return AppSpec.model_validate({**base, "entities": entities, **rest})


def test_records_that_need_each_other_are_referred_to_as_they_are() -> None:
    spec = app(thing("egg", reference("hen")), thing("hen", reference("egg")))
    kept = next(one for one in compile_criteria(spec) if one.part == "entity:egg")
    assert [(step.method, step.path) for step in kept.steps] == [
        ("GET", "/api/hens"),
        ("POST", "/api/eggs"),
        ("GET", "/api/eggs/{made}"),
    ]


def test_what_a_record_refers_to_is_made_first() -> None:
    spec = app(thing("leaf", reference("branch")), thing("branch", reference("tree")), thing("tree"))
    kept = next(one for one in compile_criteria(spec) if one.part == "entity:leaf")
    assert [step.path for step in kept.steps] == ["/api/trees", "/api/branchs", "/api/leafs", "/api/leafs/{made}"]


def test_a_sum_is_told_from_an_average_and_from_a_count() -> None:
    amount = Field(name="amount", label="Amount", type=FieldType.MONEY, required=True)
    kind = Field(name="kind", label="Kind", type=FieldType.CHOICE, choices=("new", "used"), required=True)
    day = Field(name="day", label="Day", type=FieldType.DATE, filterable=True)
    chart = {"name": "c", "title": "C", "kind": ChartKind.BAR, "entity": "sale", "dimension": "kind"}
    wanted = []
    for aggregate in ("sum", "average", "count"):
        measure = "" if aggregate == "count" else "amount"
        spec = app(
            thing("sale", amount, kind, day),
            charts=(Chart.model_validate({**chart, "aggregate": aggregate, "measure": measure}),),
            filters=(Filter(name="day", label="Day", entity="sale", field="day"),),
        )
        criterion = next(one for one in compile_criteria(spec) if one.part == "chart:c")
        figures = [one.value for one in criterion.steps[-1].expect if one.op == "figure"]
        wanted.append(str(figures))
    assert len(set(wanted)) == 3


def test_what_no_request_can_decide_gets_no_criterion() -> None:
    spec = app(
        thing("game"), actions=(Action(name="approve", label="Approve", kind=ActionKind.TRANSITION, entity="game"),)
    )
    assert not any(one.part == "action:approve" for one in compile_criteria(spec))


def test_a_pipeline_is_shown_a_good_row_the_same_again_and_a_bad_one() -> None:
    spec = app(
        thing("order"), app_type="etl-pipeline", pipelines=({"name": "orders", "title": "Orders", "entity": "order"},)
    )
    criterion = next(one for one in compile_criteria(spec) if one.part == "pipeline:orders")
    run = criterion.steps[0]
    assert run.path == "/api/pipelines/orders/runs"
    assert len(run.content.splitlines()) == 4
    assert {one.path: one.value for one in run.expect} == {"read": 3, "loaded": 1, "rejected": 2}
