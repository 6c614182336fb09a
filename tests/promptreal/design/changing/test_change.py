"""A change adds, recolours or takes away what its prompt says, and leaves the rest and all data alone."""

from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.errors import DesignError
from promptreal.request import GenerationRequest
from promptreal.spec import ActionKind, AppSpec, ChartKind, FieldType, PageKind


def design(prompt: str, previous: AppSpec | None = None) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="my-app", prompt=prompt), previous)


@pytest.fixture(scope="module")
def todos() -> AppSpec:
    return design("a todo list")


def assert_data_is_kept(before: AppSpec, after: AppSpec) -> None:
    assert after.version == before.version + 1
    for entity in before.entities:
        now = after.entity(entity.name)
        assert (now.plural, now.kind) == (entity.plural, entity.kind)
        assert {one.name: one.type for one in entity.fields}.items() <= {
            one.name: one.type for one in now.fields
        }.items()


@pytest.mark.parametrize(
    "prompt",
    [
        "add a priority to todos",
        "remove the todos page",
        "Make the background lavender",
        "Users should be able to comment on todos",
        "manage projects with name and budget",
    ],
)
def test_whatever_is_asked_no_entity_and_no_field_goes(todos: AppSpec, prompt: str) -> None:
    changed = design(prompt, todos)
    assert_data_is_kept(todos, changed)
    assert changed.prompt == prompt
    assert changed.canonical() == design(prompt, todos).canonical()


def test_a_field_is_added_to_the_entity_that_is_named_and_is_not_required(todos: AppSpec) -> None:
    changed = design("add an estimate and a priority (low, medium, high) to todos", todos)
    priority = changed.entity("todo").field("priority")
    assert (priority.type, priority.choices, priority.required) == (FieldType.CHOICE, ("Low", "Medium", "High"), False)
    assert [one.name for one in changed.entities] == [one.name for one in todos.entities]


def test_a_new_action_brings_the_record_that_it_leaves(todos: AppSpec) -> None:
    changed = design("Users should be able to comment on todos and archive them", todos)
    assert changed.entity("comment").field("todo").target == "todo"
    archive = next(one for one in changed.actions if one.kind is ActionKind.TRANSITION)
    assert archive.to in changed.entity("todo").field("status").choices
    assert set(todos.actions) <= set(changed.actions)


def test_a_chart_is_added_as_it_is_described(todos: AppSpec) -> None:
    changed = design("add a pie chart of todos by category", todos)
    chart = next(one for one in changed.charts if one.title == "Todos by category")
    assert (chart.kind, chart.entity, chart.dimension) == (ChartKind.PIE, "todo", "category")
    assert [one.name for one in changed.entities] == ["todo"]


def test_colours_change_alone(todos: AppSpec) -> None:
    changed = design("Make the background lavender and the buttons crimson.", todos)
    assert (changed.style.background.name, changed.style.component.name) == ("lavender", "crimson")
    assert (changed.entities, changed.actions, changed.pages) == (todos.entities, todos.actions, todos.pages)


def test_what_is_removed_goes_from_pages_and_actions_and_keeps_its_data(todos: AppSpec) -> None:
    grown = design("also manage projects with name and budget", todos)
    assert any(page.entity == "project" for page in grown.pages)
    changed = design("remove projects", grown)
    assert not any(page.entity == "project" for page in changed.pages)
    assert not any(one.entity == "project" for one in changed.actions)
    assert changed.entity("project") == grown.entity("project")


def test_pages_are_added_by_name(todos: AppSpec) -> None:
    changed = design("Add an about us page and a contact form.", todos)
    kinds = {page.title: page.kind for page in changed.pages}
    assert kinds["About us"] is PageKind.CONTENT
    assert PageKind.CONTACT in kinds.values()


@pytest.mark.parametrize("prompt", ["blargh fnord wibble", "make it nicer"])
def test_a_change_that_changes_nothing_is_refused(todos: AppSpec, prompt: str) -> None:
    with pytest.raises(DesignError, match="stays as it is"):
        design(prompt, todos)


def test_the_app_can_be_renamed(todos: AppSpec) -> None:
    assert design("rename it to Task Master", todos).title == "Task Master"


def test_what_was_understood_before_stays_with_the_app(todos: AppSpec) -> None:
    second = design("add a priority to todos", todos)
    third = design("add an estimate to todos", second)
    said = [(one.version, one.prompt) for one in third.understanding.earlier]
    assert said == [(1, "a todo list"), (2, "add a priority to todos")]
    assert third.understanding.earlier[0].understood == todos.understanding.understood
    assert third.understanding.earlier[1].assumed == second.understanding.assumed
