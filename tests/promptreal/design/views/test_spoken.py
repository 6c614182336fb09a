"""Actions stand in sentences as people would say them."""

from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.design.views.spoken import article, strung
from promptreal.request import GenerationRequest


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("pet", "a"),
        ("order", "an"),
        ("adoption application", "an"),
        ("university", "a"),
        ("hour", "an"),
        ("HTML page", "a"),
    ],
)
def test_the_article_is_that_of_the_sound(words: str, wanted: str) -> None:
    assert article(words) == wanted


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["find pets", "adopt a pet"], "find pets and adopt a pet"),
        (["browse tickets", "browse events", "buy a ticket"], "browse tickets and events, and buy a ticket"),
        (["browse rooms", "browse menus"], "browse rooms and menus"),
        (["search"], "search"),
        ([], ""),
    ],
)
def test_a_verb_is_said_once(texts: list[str], wanted: str) -> None:
    assert strung(texts) == wanted


@pytest.mark.parametrize(
    ("prompt", "line"),
    [
        ("A pet adoption site where people find pets, browse pets and adopt a pet.", "Find pets and adopt a pet."),
        (
            "A website where users order cakes, view their order history and browse cakes.",
            "Order a cake, view order history",
        ),
        ("A website where users send messages to each other and post ideas.", "Send a message, post an idea"),
    ],
)
def test_the_line_under_the_title_reads_as_english(prompt: str, line: str) -> None:
    spec = OfflineDesigner().design(GenerationRequest(app_name="x", prompt=prompt, appTypes=("cms",)), None)
    assert spec.tagline.startswith(line)
    assert " a a " not in spec.tagline
