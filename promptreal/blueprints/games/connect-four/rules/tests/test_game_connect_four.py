"""The rules of connect four."""

from __future__ import annotations

import pytest

from app.games import connectfour as game
from app.games import rules

# Two columns of a colour each, so that the board fills up without four in a line.
FULL = [[0, 0, 1, 1, 0, 0], [1, 1, 0, 0, 1, 1]] * 3 + [[0, 0, 1, 1, 0, 0]]


def after(moves: str) -> rules.State:
    """The game after discs fell into these columns."""
    state = game.start({}, 3)
    for move in moves:
        state = game.play(state, move)
    return state


def test_discs_fall_on_each_other_in_turn() -> None:
    state = after("dde")
    assert state["columns"] == [[], [], [], [0, 1], [0], [], []]
    assert game.view(state, 0).model_dump() == {"columns": [[], [], [], ["red", "yellow"], ["red"], [], []], "turn": "yellow"}
    assert game.note(after("dd"), "e", state) == "Red into column e"
    assert [game.turn(after("")), game.turn(after("d"))] == [0, 1]


@pytest.mark.parametrize(
    ("moves", "places"),
    [
        ("dcdcdcd", [(3, 0), (3, 1), (3, 2), (3, 3)]),
        ("aabbccd", [(0, 0), (1, 0), (2, 0), (3, 0)]),
        ("abbccdcddgd", [(0, 0), (1, 1), (2, 2), (3, 3)]),
        ("gffeededdad", [(3, 3), (4, 2), (5, 1), (6, 0)]),
    ],
)
def test_four_in_a_line_win(moves: str, places: list[tuple[int, int]]) -> None:
    won = after(moves)
    assert game.line(won["columns"]) == places
    assert game.result(won) == rules.Result("Four in a row", 0)
    assert game.result(after(moves[:-1])) is None
    assert [game.score(won, seat) for seat in (0, 1)] == [2, 0]
    assert game.legal(won) == []
    cells = [one for one in game.board(won, None).cells if "winning" in one.kind]
    assert {one.id for one in cells} == {"abcdefg"[column] for column, _ in places}
    assert len(cells) == 4


def test_a_full_column_takes_no_more() -> None:
    state = after("dddddd")
    assert game.legal(state) == list("abcefg")
    for move in ("d", "h", ""):
        with pytest.raises(rules.IllegalMove, match="Choose a column with room"):
            game.play(state, move)
    with pytest.raises(rules.IllegalMove, match="The game is over"):
        game.play(after("dcdcdcd"), "a")


def test_a_full_board_is_a_draw() -> None:
    state = {"columns": FULL, "chance": 1}
    assert game.line(FULL) == []
    assert game.result(state) == rules.Result("Draw: the board is full", None)
    assert [game.score(state, seat) for seat in (0, 1)] == [1, 1]
    assert game.score(after("d"), 0) == 0
    assert game.worth(state, 2) == 0


def test_the_board_is_drawn_from_above() -> None:
    drawn = game.board(after("db"), 1)
    assert (drawn.columns, len(drawn.cells)) == (7, 42)
    assert [one.id for one in drawn.cells[:8]] == list("abcdefga")
    assert [(one.kind, one.label) for one in (drawn.cells[0], drawn.cells[38], drawn.cells[36])] == [
        ("empty", "column a, row 6: empty"),
        ("red", "column d, row 1: red"),
        ("yellow", "column b, row 1: yellow"),
    ]


def test_the_computer_wins_defends_and_looks_ahead() -> None:
    for difficulty in ("Easy", "Medium"):
        assert game.reply(after("gagaga"), difficulty) == "g"
        assert game.reply(after("dadada"), difficulty) == "d"
    assert game.reply(after("dadad"), "Medium") == "d"
    assert game.reply(after(""), "Medium") == "d"
    assert list(game.DEPTHS.values()) == sorted(set(game.DEPTHS.values()))
    # Two open ends cannot both be defended: three moves ahead that is seen.
    assert game.reply(after("da" + "ea"), "Hard") in {"c", "f"}
    assert {game.reply({**after("dddddd"), "chance": chance * 99_991}, "Easy") for chance in range(30)} == {"c", "e"}
