"""Prompts that ask for an editor of the catalogue get a page to work on; others do not."""

from __future__ import annotations

import pytest

from promptreal.design import DESIGNERS
from promptreal.request import GenerationRequest
from promptreal.roles import choose
from promptreal.spec import AppSpec, PageKind


def design(prompt: str, previous: AppSpec | None = None) -> AppSpec:
    return choose("designer", DESIGNERS, "offline")().design(GenerationRequest(app_name="x", prompt=prompt), previous)


@pytest.mark.parametrize(
    ("prompt", "name", "entity"),
    [
        (
            "An HTML editor with live preview and syntax highlighting, saving template pages",
            "html-editor",
            "html_document",
        ),
        ("A diagram maker for flowcharts and mind maps with drag and drop of elements", "diagram-maker", "diagram"),
        ("A mind mapping app", "diagram-maker", ""),
        ("A markdown notes app with live preview", "markdown-editor", "note"),
        ("A note-taking app with markdown", "markdown-editor", "note"),
        ("A flowchart editor where users connect shapes", "diagram-maker", ""),
    ],
)
def test_an_editor_that_is_named_is_worked_with(prompt: str, name: str, entity: str) -> None:
    spec = design(prompt)
    [bench] = spec.workbenches
    assert bench.name == name
    assert not entity or bench.entity == entity
    kept = spec.entity(bench.entity)
    required = {one.name for one in kept.fields if one.required}
    assert required == {kept.display}
    assert kept.field(bench.field).max_length == 100_000
    assert [one.slug for one in spec.pages if one.kind is PageKind.WORK] == [name]
    assert not any("editor written for it" in one for one in spec.understanding.left_out)


def test_templates_are_kept_where_the_prompt_wants_them() -> None:
    spec = design("An HTML editor with live preview, where users save template pages and manage HTML documents")
    assert spec.workbenches[0].templates == "template_page"
    assert spec.entity("template_page").field("content")


def test_what_is_drawn_is_no_record_of_its_own() -> None:
    spec = design("A diagram maker for creating diagrams of different types, adding and removing diagram elements")
    assert [one.name for one in spec.entities] == ["diagram"]


@pytest.mark.parametrize("prompt", ["A blog about HTML editors", "A shop for whiteboards", "An app to track orders"])
def test_an_app_about_editors_is_none(prompt: str) -> None:
    assert design(prompt).workbenches == ()


def test_a_change_keeps_the_workbench() -> None:
    first = design("A diagram maker")
    assert design("Make the background ivory", first).workbenches == first.workbenches


def test_games_and_editors_go_together() -> None:
    spec = design("An online games portal with chess and hangman, and a diagram maker, markdown editor")
    assert {one.name for one in spec.plays} == {"chess", "hangman"}
    kept = {one.name for one in spec.entities}
    assert {one.entity for one in spec.workbenches} <= kept
    assert "diagram-maker" in {one.name for one in spec.workbenches}
