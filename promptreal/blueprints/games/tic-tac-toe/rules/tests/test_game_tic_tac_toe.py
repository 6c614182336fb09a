"""The rules of tic-tac-toe."""

from __future__ import annotations

import pytest

from app.games import rules
from app.games import tictactoe as game


def after(line: str) -> rules.State:
    """The game after these moves."""
    state = game.start({}, 7)
    for move in line.split():
        state = game.play(state, move)
    return state


def test_marks_are_placed_in_turn() -> None:
    state = after("b2 a1")
    assert game.view(state, None).model_dump() == {"marks": ["O", "", "", "", "X", "", "", "", ""], "turn": "X"}
    assert [game.turn(after("")), game.turn(after("b2")), game.turn(state)] == [0, 1, 0]
    assert game.legal(state) == ["b1", "c1", "a2", "c2", "a3", "b3", "c3"]
    assert game.note(after("b2"), "a1", state) == "O on a1"


def test_every_row_column_and_diagonal_is_a_line() -> None:
    rows = [tuple(range(row * 3, row * 3 + 3)) for row in range(3)]
    columns = list(zip(*rows, strict=True))
    assert set(game.LINES) == {*rows, *columns, (0, 4, 8), (2, 4, 6)}


@pytest.mark.parametrize("line", game.LINES, ids=str)
def test_three_in_a_line_win(line: tuple[int, int, int]) -> None:
    state = {**game.start({}, 1), "marks": ["X" if at in line else "" for at in range(9)]}
    assert game.line(state["marks"]) == line
    assert game.legal(state) == []
    drawn = game.board(state, 0).cells
    assert [at for at, one in enumerate(drawn) if "winning" in one.kind] == list(line)


def test_a_win_has_a_winner_and_points() -> None:
    won = after("a1 b1 a2 b2 a3")
    assert game.result(won) == rules.Result("Three in a row", 0)
    assert [game.score(won, seat) for seat in (0, 1)] == [2, 0]
    lost = after("a1 b2 c1 b1 a3 b3")
    assert game.result(lost).winner == 1
    with pytest.raises(rules.IllegalMove, match="The game is over"):
        game.play(won, "c3")


def test_a_full_board_is_a_draw() -> None:
    drawn = after("b2 a1 a2 c2 c1 a3 b3 b1 c3")
    assert game.result(drawn) == rules.Result("Draw: the board is full", None)
    assert [game.score(drawn, seat) for seat in (0, 1)] == [1, 1]
    assert game.score(after("b2"), 0) == 0
    assert game.result(after("b2")) is None


@pytest.mark.parametrize("move", ["b2", "d1", "", "x"])
def test_a_place_that_is_taken_or_not_there_is_refused(move: str) -> None:
    with pytest.raises(rules.IllegalMove, match="Choose an empty place"):
        game.play(after("b2"), move)


def test_the_board_says_what_is_where() -> None:
    cells = game.board(after("b2"), None).cells
    assert (game.board(after(""), None).columns, len(cells)) == (3, 9)
    assert [(one.id, one.text, one.kind, one.label) for one in (cells[0], cells[4])] == [("a1", "", "mark-none", "a1, empty"), ("b2", "X", "mark-x", "b2, X")]


def test_a_computer_that_looks_ahead_wins_and_defends() -> None:
    for difficulty in ("Medium", "Hard"):
        assert game.reply(after("a1 b2 a2 b1 c3"), difficulty) == "b3"
        assert game.reply(after("a1 b2 a2"), difficulty) == "a3"
    assert game.reply(after("a1"), "Hard") == "b2"
    careless = {game.reply({**after("a1 b2 a2 b1 c3"), "chance": chance * 99_991}, "Easy") for chance in range(30)}
    assert len(careless) > 1
    assert {game.reply({**after("a1"), "chance": chance * 99_991}, "Easy") for chance in range(60)} == set(game.legal(after("a1")))
    assert game.reply(after("a1 b2 c3"), "Hard") in {"b1", "a2", "c2", "b3"}


def test_the_hardest_computer_never_loses() -> None:
    for first in ("a1 b2", "b2 a1"):
        state = after(first)
        while not game.result(state):
            state = game.play(state, game.reply(state, "Hard" if game.turn(state) else "Medium"))
        assert game.result(state).winner != 0
