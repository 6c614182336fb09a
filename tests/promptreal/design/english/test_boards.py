"""Boards whose figures are listed behind a colon are about the records that they count."""

from __future__ import annotations

import pytest

from promptreal.design.english.boards import unlisted


@pytest.mark.parametrize(
    ("prompt", "read"),
    [
        (
            "dashboard for a call centre: number of calls per hour, average waiting time by queue",
            "dashboard of call centre calls with number of calls per hour, average waiting time by queue",
        ),
        (
            "sales dashboard: revenue by region, orders per month",
            "dashboard of sales orders with revenue by region, orders per month",
        ),
        ("a visits dashboard: visits per day. Use ivory.", "dashboard of visits with visits per day. Use ivory."),
    ],
)
def test_the_records_that_are_counted_are_what_the_board_is_of(prompt: str, read: str) -> None:
    assert unlisted(prompt) == (read, [])


@pytest.mark.parametrize(
    "prompt", ["a dashboard of visits by day", "our dashboard: revenue by region", "a shop: orders per day"]
)
def test_any_other_prompt_stays_as_it_is(prompt: str) -> None:
    assert unlisted(prompt) == (prompt, [])


def test_a_share_is_said_to_be_left_out() -> None:
    read, unmet = unlisted("dashboard for a call centre: calls per hour, share of calls abandoned")

    assert read == "dashboard of call centre calls with calls per hour"
    assert unmet == ["“Share of calls abandoned”: no shares are worked out; what is counted can be filtered."]
