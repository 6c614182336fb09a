"""The rules of number guessing."""

from __future__ import annotations

import pytest

from app.games import numberguessing as game
from app.games import rules


def after(*guesses: int, secret: int = 30, attempts: int = 4) -> rules.State:
    """The game after these guesses."""
    state = {**game.start({"difficulty": "Easy"}, 1), "secret": secret, "attempts": attempts}
    for one in guesses:
        state = game.play(state, str(one))
    return state


@pytest.mark.parametrize("difficulty", game.LEVELS)
def test_the_number_is_within_the_level(difficulty: str) -> None:
    highest, attempts = game.LEVELS[difficulty]
    found = {game.start({"difficulty": difficulty}, chance * 7_919_317_111)["secret"] for chance in range(9 * highest)}
    assert (min(found), max(found)) == (1, highest)
    state = game.start({"difficulty": difficulty}, 5)
    assert (state["highest"], state["attempts"], state["guesses"]) == (highest, attempts, [])
    assert game.view(state, 0).model_dump() == {"guesses": [], "low": 1, "high": highest, "attempts_left": attempts}


def test_a_guess_says_higher_or_lower_and_narrows_the_range() -> None:
    state = after(10, 45)
    assert game.note(after(), "10", after(10)) == "It is higher than 10"
    assert game.note(after(10), "45", state) == "It is lower than 45"
    assert game.view(state, 0).model_dump() == {"guesses": [10, 45], "low": 11, "high": 44, "attempts_left": 2}
    assert game.legal(state) == [str(one) for one in range(11, 45)]
    assert game.bounds(after(40, 45, 5)) == (6, 39)
    assert (game.result(state), game.score(state, 0)) == (None, 0)


def test_finding_it_wins_with_what_is_left() -> None:
    won = after(10, 30)
    assert game.result(won) == rules.Result("You found 30", 0)
    assert game.score(won, 0) == 30
    assert game.score(after(30), 0) == 40
    assert game.note(after(10), "30", won) == "30 is it"
    assert game.legal(won) == []
    with pytest.raises(rules.IllegalMove, match="The game is over"):
        game.play(won, "31")


def test_no_attempt_left_loses() -> None:
    lost = after(1, 2, 3, 4)
    assert game.result(lost) == rules.Result("The number was 30", None)
    assert (game.score(lost, 0), game.result(after(1, 2, 3))) == (0, None)
    assert game.result(after(1, 2, 3, 30)) == rules.Result("You found 30", 0)


@pytest.mark.parametrize(("move", "says"), [("0", "from 1 to 50"), ("51", "from 1 to 50"), ("x", "from 1 to 50"), ("", "from 1 to 50"), ("10", "guessed 10 already"), ("-5", "from 1 to 50")])
def test_only_new_numbers_of_the_range_are_guessed(move: str, says: str) -> None:
    with pytest.raises(rules.IllegalMove, match=says):
        game.play(after(10), move)
    assert game.play(after(10), "50")["guesses"] == [10, 50]


def test_the_board_shows_the_guesses_and_asks_for_another() -> None:
    drawn = game.board(after(10, 45), 0)
    assert [(one.id, one.text, one.kind, one.label) for one in drawn.cells] == [("10", "10", "higher", "10: higher"), ("45", "45", "lower", "45: lower")]
    assert (drawn.columns, drawn.entry) == (1, "Your guess, 1 to 50")
    assert drawn.facts == {"Attempts left": "2 of 4", "It is between": "11 and 44"}
    done = game.board(after(30), 0)
    assert (done.entry, done.cells[0].kind) == ("", "found")
