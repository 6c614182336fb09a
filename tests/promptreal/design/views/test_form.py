"""What a prompt says of sizes, corners, fonts and darkness is done, and nothing else of it is lost."""

from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.design.views.form import formed, unformed, without_form
from promptreal.errors import DesignError
from promptreal.generate.palette import palette
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec, Style


def design(prompt: str, previous: AppSpec | None = None) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="my-app", prompt=prompt), previous)


@pytest.mark.parametrize(
    ("prompt", "part", "value"),
    [
        ("larger text", "text", 115),
        ("please make the text bigger", "text", 115),
        ("increase the font size", "text", 115),
        ("smaller fonts", "text", 85),
        ("make the text a bit smaller", "text", 85),
        ("rounder corners", "corners", 18),
        ("use rounded corners", "corners", 18),
        ("less rounded corners", "corners", 4),
        ("square corners", "corners", 0),
        ("no rounded corners", "corners", 0),
        ("use a serif font", "font", "serif"),
        ("a sans-serif font please", "font", "sans"),
        ("a typewriter font", "font", "mono"),
    ],
)
def test_a_wish_for_the_look_changes_one_thing(prompt: str, part: str, value: object) -> None:
    style, told = formed(prompt, Style())
    assert getattr(style, part) == value
    assert style.model_copy(update={part: getattr(Style(), part)}) == Style()
    assert len(told) == 1
    assert without_form(prompt) == ""


def test_a_wish_goes_on_from_what_there_is_and_ends_somewhere() -> None:
    style = Style()
    for _ in range(9):
        style, _told = formed("larger text and rounder corners", style)
    assert (style.text, style.corners) == (160, 24)
    for _ in range(9):
        style, _told = formed("smaller text", style)
    assert style.text == 85


def test_dark_mode_has_a_dark_ground_and_light_mode_a_light_one() -> None:
    dark, _ = formed("dark mode", Style())
    assert palette(dark).dark
    assert not palette(formed("light mode", dark)[0]).dark


def test_a_colour_that_is_named_wins_over_dark_mode() -> None:
    spec = design("A todo list in dark mode. Use navy as the background and teal for components.")
    assert spec.style.background.name == "navy"


def test_nothing_else_of_a_sentence_is_lost() -> None:
    assert without_form("use rounded corners and add a colour to pets") == "add a colour to pets"
    assert without_form("add a text to pets") == "add a text to pets"


def test_what_of_the_look_cannot_be_changed_is_said() -> None:
    before = design("a todo list")
    changed = design("use a serif font and more space between the cards", before)
    assert changed.style.font == "serif"
    assert any("more space between the cards" in one for one in changed.understanding.left_out)
    with pytest.raises(DesignError, match="logo spin"):
        design("make the logo spin", before)
    assert unformed(["add a due date"]) == []
