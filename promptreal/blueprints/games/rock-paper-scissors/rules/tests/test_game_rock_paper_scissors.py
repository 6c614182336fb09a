"""The rules of rock paper scissors."""

from __future__ import annotations

import pytest

from app.games import rockpaperscissors as game
from app.games import rules


def after(*moves: str, rounds: str = "First to 3") -> rules.State:
    """The game after these choices, of both sides in turn."""
    state = game.start({"rounds": rounds}, 1)
    for one in moves:
        state = game.play(state, one)
    return state


@pytest.mark.parametrize(("first", "second", "said", "points"), [
    ("rock", "scissors", "Rock breaks scissors", [1, 0]),
    ("scissors", "rock", "Rock breaks scissors", [0, 1]),
    ("scissors", "paper", "Scissors cut paper", [1, 0]),
    ("paper", "scissors", "Scissors cut paper", [0, 1]),
    ("paper", "rock", "Paper wraps rock", [1, 0]),
    ("rock", "paper", "Paper wraps rock", [0, 1]),
    ("rock", "rock", "Rock twice: a tie", [0, 0]),
])
def test_each_beats_one_and_loses_to_the_other(first: str, second: str, said: str, points: list[int]) -> None:
    state = after(first, second)
    assert game.points(state) == points
    assert [game.score(state, seat) for seat in (0, 1)] == [10 * one for one in points]
    assert game.note(after(first), second, state) == said
    assert (game.turn(after()), game.turn(after(first)), game.turn(state)) == (0, 1, 0)


def test_a_choice_is_hidden_until_both_have_chosen() -> None:
    state = after("rock")
    assert game.view(state, 1).model_dump() == {"rounds": [], "points": [0, 0], "to_win": 3, "chosen": False}
    assert (game.view(state, 0).chosen, game.view(after(), 0).chosen) == (True, False)
    assert [one.text for one in game.board(state, 1).cells] == ["?", "?"]
    assert game.note(after(), "rock", state) == "The first choice is made"


@pytest.mark.parametrize(("rounds", "wins"), [("First to 1", 1), ("First to 3", 3), ("First to 5", 5)])
def test_enough_rounds_win_the_game(rounds: str, wins: int) -> None:
    before = after(*("paper", "scissors") * (wins - 1), rounds=rounds)
    assert game.result(before) is None
    won = after(*("paper", "scissors") * wins, rounds=rounds)
    assert game.result(won) == rules.Result(f"{wins} to 0", 1)
    assert game.legal(won) == []
    with pytest.raises(rules.IllegalMove, match="The game is over"):
        game.play(won, "rock")
    assert game.result(after("rock", "scissors", rounds="First to 1")) == rules.Result("1 to 0", 0)


@pytest.mark.parametrize("move", ["well", "", "ROCK"])
def test_there_are_three_choices(move: str) -> None:
    with pytest.raises(rules.IllegalMove, match="Choose rock, paper or scissors"):
        game.play(after(), move)
    assert game.legal(after()) == ["rock", "scissors", "paper"]


def test_the_computer_chooses_by_chance_and_does_not_look() -> None:
    starts = [game.start({"rounds": "First to 3"}, chance * 7_919_317_111) for chance in range(60)]
    assert {game.reply(one, "") for one in starts} == set(game.BEATS)
    for one in starts:
        assert len({game.reply(game.play(one, move), "") for move in game.BEATS}) == 1
    chosen = after("rock", "paper")
    assert chosen["chance"] != after()["chance"]


def test_the_board_shows_the_last_round() -> None:
    drawn = game.board(after("rock", "scissors", "paper", "paper"), 0)
    assert [(one.id, one.text, one.label) for one in drawn.cells] == [("side-0", "✋", "paper"), ("side-1", "✋", "paper")]
    assert [(one.move, one.label, one.key) for one in drawn.controls] == [("rock", "✊ Rock", "r"), ("scissors", "✌ Scissors", "s"), ("paper", "✋ Paper", "p")]
    assert (drawn.columns, drawn.facts) == (2, {"Rounds": "1 to 0, 3 win"})
