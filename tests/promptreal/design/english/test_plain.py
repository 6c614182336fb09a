"""Plain statements of what people do are read as wishes, and a sentence without one is left as it is."""

from __future__ import annotations

import pytest

from promptreal.design.english.plain import unfolded


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "A site where organizers create events and attendees buy tickets, with a dashboard of revenue",
            [
                "A site with a dashboard of revenue",
                "organizers can create events",
                "attendees can buy tickets",
            ],
        ),
        (
            "Help desk: customers open tickets, agents reply and close them.",
            ["Help desk", "customers can open tickets", "agents can reply and close them"],
        ),
        (
            "an inventory tracker: users should be able to add products",
            ["an inventory tracker", "users should be able to add products"],
        ),
        (
            "A job board with employers posting jobs and candidates applying with a resume",
            ["A job board", "employers can post jobs", "candidates can apply with a resume"],
        ),
    ],
)
def test_what_people_do_becomes_a_sentence_of_its_own(sentence: str, parts: list[str]) -> None:
    assert unfolded(sentence) == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "Users should be able to browse tasks.",
        "A dashboard with customers, orders and a chart of customers order value.",
        "Please implement a portal that connects students with companies offering internships.",
        "Track containers, orders and printers by site.",
        "A page for customers order management.",
    ],
)
def test_other_sentences_are_left_as_they_are(sentence: str) -> None:
    assert unfolded(sentence) == [sentence]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "A student has a name, an email and a date of birth.",
            ["students should have a name , an email and a date of birth"],
        ),
        (
            "An intranet with news and leave requests that managers approve",
            ["An intranet with news and leave requests", "managers can approve leave requests"],
        ),
        (
            "A site where users register, write reviews and rate movies",
            ["A site", "users can register , write reviews and rate movies"],
        ),
        ("Staff manage rooms and see occupancy", ["Staff can manage rooms and see occupancy"]),
    ],
)
def test_what_things_have_and_what_is_done_to_them_is_read_too(sentence: str, parts: list[str]) -> None:
    assert unfolded(sentence) == parts


def test_what_people_are_let_do_is_what_they_can_do() -> None:
    assert unfolded("Let staff mark orders as delivered.") == ["staff can mark orders as delivered"]
    assert unfolded("Please let users sign up for events") == ["users can sign up for events"]
    assert unfolded("Let us know") == ["Let us know"]
