"""The rules of minesweeper."""

from __future__ import annotations

import pytest

from app.games import minesweeper as game
from app.games import rules

EASY = {"difficulty": "Easy"}


def field(*mines: int, **changes: object) -> rules.State:
    """A field of three by three with these mines, its first cell open."""
    small = {"columns": 3, "rows": 3, "count": len(mines), "mines": list(mines), "opened": [0]}
    return {**game.start(EASY, 1), **small, **changes}


@pytest.mark.parametrize(("number", "others"), [(0, [1, 3, 4]), (4, [0, 1, 2, 3, 5, 6, 7, 8]), (5, [1, 2, 4, 7, 8]), (8, [4, 5, 7])])
def test_cells_have_neighbours(number: int, others: list[int]) -> None:
    assert game.around(field(8), number) == others


@pytest.mark.parametrize("difficulty", game.SIZES)
def test_the_first_cell_is_never_a_mine_nor_near_one(difficulty: str) -> None:
    for chance in range(10):
        state = game.start({"difficulty": difficulty}, chance)
        assert state["mines"] == []
        after = game.play(state, "b2")
        columns, rows, mines = game.SIZES[difficulty]
        first = columns + 1
        assert len(set(after["mines"])) == mines
        assert all(0 <= one < columns * rows for one in after["mines"])
        assert game.near(after, first) == 0
        assert first in after["opened"]
        assert len(after["opened"]) > 8
        assert not set(after["opened"]) & set(after["mines"])


def test_empty_cells_open_their_neighbours() -> None:
    assert game.spread(field(8), 0) == {0, 1, 2, 3, 4, 5, 6, 7}
    assert game.spread(field(8), 4) == {4}
    assert game.spread(field(8, flags=[2]), 0) == {0, 1, 3, 4, 5, 6, 7}
    won = game.play(field(8, opened=[5]), "a1")
    assert won["opened"] == [0, 1, 2, 3, 4, 5, 6, 7]
    assert game.result(won) == rules.Result("Every mine is found", 0)
    assert game.score(won, 0) == 8 + 10
    assert game.legal(won) == []


def test_a_mine_ends_the_game() -> None:
    before = field(1, 8)
    over = game.play(before, "b1")
    assert game.result(over) == rules.Result("You opened a mine", None)
    assert game.note(before, "b1", over) == "A mine on b1"
    assert game.score(over, 0) == 1
    assert game.view(over, 0).cells == [["1", "mine", ""], ["", "", ""], ["", "", "mine"]]
    assert game.board(over, 0).cells[1].kind == "mine hit"
    assert game.result(before) is None


def test_a_flag_keeps_a_cell_closed() -> None:
    before = field(8)
    flagged = game.play(before, "flag c3")
    assert game.view(flagged, 0).model_dump() == {"cells": [["0", "", ""], ["", "", ""], ["", "", "flag"]], "mines": 1, "flags": 1, "opened": 1}
    assert game.note(before, "flag c3", flagged) == "A flag on c3"
    with pytest.raises(rules.IllegalMove, match="Take the flag away first"):
        game.play(flagged, "c3")
    again = game.play(flagged, "flag c3")
    assert again["flags"] == []
    assert game.note(flagged, "flag c3", again) == "A flag less"
    assert before["flags"] == []


@pytest.mark.parametrize("move", ["a1", "d1", "", "flag a1", "flag"])
def test_an_open_cell_is_not_opened_again(move: str) -> None:
    with pytest.raises(rules.IllegalMove, match="Choose a closed cell"):
        game.play(field(8), move)


def test_what_is_closed_stays_hidden() -> None:
    state = field(4, 8, opened=[0, 1])
    assert game.legal(field(8, opened=[0, 1, 2, 3, 4, 5])) == ["a3", "b3", "c3", "flag a3", "flag b3", "flag c3"]
    drawn = game.board(state, None)
    assert drawn.columns == 3
    assert [(one.id, one.text, one.kind, one.label) for one in drawn.cells[:3]] == [
        ("a1", "1", "open near-1", "a1, 1"),
        ("b1", "1", "open near-1", "b1, 1"),
        ("c1", "", "closed", "c1, closed"),
    ]
    assert game.board(field(8), 0).cells[0].text == ""
    assert game.board(field(8, flags=[8]), 0).cells[8].text == "⚑"
    assert [(one.move, one.kind, one.key) for one in drawn.controls] == [("flag ", "mode", "f")]
    after = game.play(field(8, opened=[5]), "a1")
    assert game.note(field(8, opened=[5]), "a1", after) == "7 cells opened"
