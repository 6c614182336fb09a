"""The rules of hangman."""

from __future__ import annotations

import pytest

from app.games import hangman as game
from app.games import rules

OPTIONS = {"difficulty": "Medium", "category": "Food"}


def after(guesses: str, word: str = "pepper", lives: int = 3) -> rules.State:
    """The game after these guesses."""
    state = {**game.start(OPTIONS, 1), "word": word, "lives": lives}
    for one in guesses:
        state = game.play(state, one)
    return state


@pytest.mark.parametrize("difficulty", game.LIVES)
@pytest.mark.parametrize("category", game.WORDS)
def test_the_word_is_of_the_category(difficulty: str, category: str) -> None:
    found = {game.start({"difficulty": difficulty, "category": category}, chance * 7_919_317_111)["word"] for chance in range(99)}
    assert found == set(game.WORDS[category].split())
    assert all(set(word) <= set(game.LETTERS) and len(word) < 13 for word in found)
    seen = game.view(game.start({"difficulty": difficulty, "category": category}, 1), 0)
    assert (seen.lives, seen.category) == (game.LIVES[difficulty], category)


def test_a_letter_appears_wherever_it_stands() -> None:
    state = after("pa")
    assert game.view(state, 0).model_dump() == {
        "letters": ["p", "", "p", "p", "", ""], "guesses": ["p", "a"], "wrong_guesses": ["a"], "lives": 2, "category": "Food",
    }
    assert game.score(state, 0) == 10
    assert game.note(after(""), "p", after("p")) == "P is there 3 times"
    assert game.note(after(""), "r", after("r")) == "R is there once"
    assert game.note(after("p"), "a", state) == "No A: 2 attempts left"
    assert len(game.legal(state)) == 24


def test_the_whole_word_wins() -> None:
    won = after("aper")
    assert game.result(won) == rules.Result("You guessed “pepper”", 0)
    assert game.score(won, 0) == 30 + 40
    assert game.result(after("ape")) is None
    assert game.legal(won) == []


def test_no_life_left_loses_and_shows_the_word() -> None:
    lost = after("pxyz")
    assert game.result(lost) == rules.Result("The word was “pepper”", None)
    assert game.view(lost, 0).letters == list("pepper")
    assert game.score(lost, 0) == 10
    with pytest.raises(rules.IllegalMove, match="The game is over"):
        game.play(lost, "e")


@pytest.mark.parametrize("move", ["p", "P", "", "pe", "1"])
def test_only_new_letters_are_guessed(move: str) -> None:
    with pytest.raises(rules.IllegalMove, match="not guessed yet"):
        game.play(after("p"), move)


def test_the_board_shows_the_word_and_the_letters() -> None:
    drawn = game.board(after("pa"), 0)
    assert (drawn.columns, len(drawn.cells)) == (6, 6)
    assert [(one.text, one.kind, one.label) for one in drawn.cells[:2]] == [("P", "guessed", "p"), ("", "hidden", "hidden letter")]
    assert [(one.move, one.label, one.key) for one in drawn.controls][25] == ("z", "Z", "z")
    assert drawn.facts == {"Attempts left": "2 of 3", "Category": "Food"}
    kinds = {one.move: one.kind for one in drawn.controls}
    assert [kinds[one] for one in "pab"] == ["letter right", "letter wrong", "letter"]


@pytest.mark.parametrize(("lives", "steps"), [(8, [0, 1, 2, 3]), (6, [0, 1, 2, 4]), (4, [0, 2, 4, 6]), (3, [0, 2, 5, 8])])
def test_the_gallows_grow_with_every_wrong_guess(lives: int, steps: list[int]) -> None:
    assert [game.board(after("xyz"[:wrong], lives=lives), 0).picture for wrong in range(4)] == [f"gallows-{one}" for one in steps]
    assert game.board(after("p"), 0).picture == "gallows-0"
    assert game.attempts(after("xy")) == "1 attempt"
