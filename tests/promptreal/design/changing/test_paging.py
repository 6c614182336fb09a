"""A change can add pages of text, named by what they are about, and say what one is to say."""

from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec, Page, PageKind


def design(prompt: str, previous: AppSpec | None = None) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="my-app", prompt=prompt), previous)


@pytest.fixture(scope="module")
def shelter() -> AppSpec:
    return design("A pet adoption website where people find pets and apply to adopt them")


def added(before: AppSpec, prompt: str) -> list[Page]:
    had = {one.slug for one in before.pages}
    return [one for one in design(prompt, before).pages if one.slug not in had]


@pytest.mark.parametrize(
    ("prompt", "titles"),
    [
        ("add a page about opening hours", ["Opening hours"]),
        ("Please add a page with our adoption rules.", ["Adoption rules"]),
        ("I want you to create a simple page that explains the adoption process", ["Adoption process"]),
        ("add an FAQ page and a page about us", ["FAQ", "About us"]),
        ("add a page for returns and a page for shipping", ["Returns", "Shipping"]),
    ],
)
def test_a_page_is_named_by_what_it_is_about(shelter: AppSpec, prompt: str, titles: list[str]) -> None:
    found = added(shelter, prompt)
    assert [one.title for one in found] == titles
    assert all(one.kind is PageKind.CONTENT and one.sections[0].text for one in found)
    assert design(prompt, shelter).understanding.left_out == ()


def test_a_page_says_what_it_is_to_say(shelter: AppSpec) -> None:
    [page] = added(shelter, "add a page about volunteering: Come and help us on Saturdays.")
    assert page.sections[0].text == "Come and help us on Saturdays"


def test_the_text_of_a_page_can_be_changed(shelter: AppSpec) -> None:
    before = design("add a page about opening hours", shelter)
    after = design("change the text of the opening hours page to: Open every day from 8 to 20", before)
    page = next(one for one in after.pages if one.slug == "opening-hours")
    assert page.sections[0].text == "Open every day from 8 to 20"
    assert "The page Opening hours says something else now." in after.understanding.understood


def test_a_page_that_is_there_is_not_added_again(shelter: AppSpec) -> None:
    before = design("add a page about opening hours", shelter)
    after = design("add a page about opening hours, and make the background ivory", before)
    assert len(after.pages) == len(before.pages)


def test_a_page_of_figures_is_no_text(shelter: AppSpec) -> None:
    assert not any(one.title == "Charts" and one.sections for one in added(shelter, "add a page with charts of pets"))
