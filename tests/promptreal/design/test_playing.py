"""Prompts that name a game of the catalogue become apps in which it is played; others do not."""

from __future__ import annotations

import pytest

from promptreal.design import DESIGNERS
from promptreal.request import GenerationRequest
from promptreal.roles import choose
from promptreal.spec import ActionKind, AppSpec, Offer, PageKind


def design(prompt: str, previous: AppSpec | None = None) -> AppSpec:
    return choose("designer", DESIGNERS, "offline")().design(GenerationRequest(app_name="x", prompt=prompt), previous)


def played(spec: AppSpec) -> list[str]:
    return [one.name for one in spec.plays]


@pytest.mark.parametrize(
    ("prompt", "names"),
    [
        ("Please implement a chess web application where users can play chess online.", ["chess"]),
        ("A 2048 game website with reviving", ["2048"]),
        ("A tic-tac-toe game", ["tic-tac-toe"]),
        ("A noughts and crosses game for two people", ["tic-tac-toe"]),
        ("Develop a Connect 4 web game with undo and a computer opponent", ["connect-four"]),
        ("Make a minesweeper clone", ["minesweeper"]),
        ("Create a hangman word game website with difficulty levels", ["hangman"]),
        ("I want a memory card game for kids with a leaderboard", ["memory"]),
        ("A children's recycling game website where kids sort waste into containers", ["waste-sorting"]),
        (
            "An online games portal with chess, tic-tac-toe and 2048, with leaderboards",
            ["2048", "chess", "tic-tac-toe"],
        ),
        ("Let people play 2048 against the clock", ["2048"]),
        ("Build a snake game", ["snake"]),
        ("A website for kids to play tic-tac-toe, memory and snake", ["tic-tac-toe", "memory", "snake"]),
        ("A sudoku app where users solve puzzles of different difficulty", ["sudoku"]),
        ("A Texas Hold'em poker game", ["texas-holdem"]),
    ],
)
def test_a_game_that_is_named_is_played(prompt: str, names: list[str]) -> None:
    spec = design(prompt)
    assert sorted(played(spec)) == sorted(names)
    assert spec.app_type == "cms"
    assert [one.name for one in spec.entities] == ["player"]
    assert {one.keeper for one in spec.plays} == {"player"}
    assert "New game" in [one.label for one in spec.actions if one.kind is ActionKind.PLAY]
    assert {"play", "leaderboard", "game-history", "game-statistics"} <= {one.slug for one in spec.pages}
    assert not any("rules of a game" in one or "is played" in one for one in spec.understanding.left_out)
    assert any("is played in the app" in one for one in spec.understanding.understood)
    assert any(one.part.startswith("game:") for one in spec.criteria)


@pytest.mark.parametrize(
    "prompt",
    [
        "A chess club management system with members, tournaments and results",
        "A tournament tracker for chess players",
        "A chess blog with articles and comments",
        "A website to buy chess sets",
        "A snake breeding tracker with species and weights",
        "A directory of poker clubs",
        "A memory book where families keep photos and stories",
        "A waste management system with trucks, routes and collections",
        "An app to track orders with a customer name and an amount",
    ],
)
def test_an_app_about_a_game_or_about_something_else_is_no_game(prompt: str) -> None:
    spec = design(prompt)
    assert played(spec) == []
    assert not any(one.kind is PageKind.PLAY for one in spec.pages)


def test_a_game_that_is_not_here_says_so() -> None:
    spec = design("Build a backgammon game")
    assert played(spec) == []
    [said] = [one for one in spec.understanding.left_out if "rules of this game are not here" in one]
    assert "Backgammon game" in said
    assert "Chess" in said


def test_a_game_can_be_an_api() -> None:
    spec = design("A REST API for a game of chess")
    assert (played(spec), spec.app_type) == (["chess"], "rest-api")


def test_what_a_prompt_names_decides_what_is_offered() -> None:
    assert Offer.REVIVE in design("A 2048 game where a game that is over can be revived").plays[0].offers
    assert Offer.REVIVE not in design("A 2048 game").plays[0].offers
    labels = [one.label for one in design("A chess game where players resign").actions]
    assert {"Resign", "Undo move", "Join game", "Move pieces", "Choose board theme"} <= set(labels)


def test_what_a_game_cannot_do_is_left_out() -> None:
    spec = design("A 2048 game where players play 2048 and shoot tiles")
    assert any("“Shoot tiles”" in one and "2048" in one for one in spec.understanding.left_out)


def test_a_change_adds_a_game_and_keeps_the_others() -> None:
    first = design("A chess game")
    both = design("Add tic-tac-toe", first)
    assert played(both) == ["chess", "tic-tac-toe"]
    assert [one.name for one in both.entities] == ["player"]
    [how] = [one for one in both.pages if one.slug == "how-to-play"]
    assert [one.title for one in how.sections] == ["Chess", "Tic-tac-toe"]
    assert played(design("Make the background ivory", first)) == ["chess"]


def test_an_app_without_games_gets_one_by_a_change() -> None:
    first = design("An app to track orders with a customer name and an amount")
    spec = design("Add a game of minesweeper to play", first)
    assert played(spec) == ["minesweeper"]
    assert [one.name for one in spec.entities] == [one.name for one in first.entities]
    assert [one for one in spec.actions if one.kind is not ActionKind.PLAY] == list(first.actions)
    assert spec.plays[0].keeper == ""
    assert "play" in [one.slug for one in spec.pages]
