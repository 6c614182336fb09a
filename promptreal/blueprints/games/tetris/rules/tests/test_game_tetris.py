"""The rules of Tetris."""

from __future__ import annotations

import pytest

from app.games import rules
from app.games import tetris as game

EMPTY = "." * game.COLUMNS


def falling(block: str, rows: tuple[str, ...] = (), **changes: object) -> rules.State:
    """A block that falls from the top onto these rows, which are the lowest ones."""
    field = [EMPTY] * (game.ROWS - len(rows)) + list(rows)
    return game.with_block({**game.start({}, 1), "rows": field, "next": block, **changes})


def after(state: rules.State, moves: str) -> rules.State:
    """The game after these moves."""
    for move in moves.split():
        state = game.play(state, move)
    return state


def test_every_block_comes_and_begins_in_the_middle() -> None:
    starts = [game.start({}, chance * 7_919_317_111) for chance in range(200)]
    assert {one["block"] for one in starts} == {one["next"] for one in starts} == set(game.BLOCKS)
    assert (starts[0]["rows"], starts[0]["lines"], starts[0]["points"]) == ([EMPTY] * 20, 0, 0)
    wanted = {
        "i": [(3, 1), (4, 1), (5, 1), (6, 1)],
        "o": [(4, 0), (5, 0), (4, 1), (5, 1)],
        "t": [(4, 0), (3, 1), (4, 1), (5, 1)],
        "s": [(4, 0), (5, 0), (3, 1), (4, 1)],
        "z": [(3, 0), (4, 0), (4, 1), (5, 1)],
        "j": [(3, 0), (3, 1), (4, 1), (5, 1)],
        "l": [(5, 0), (3, 1), (4, 1), (5, 1)],
    }
    assert {block: game.squares(falling(block)) for block in game.BLOCKS} == wanted


@pytest.mark.parametrize(("moves", "places"), [
    ("left", [(3, 0), (2, 1), (3, 1), (4, 1)]),
    ("right right", [(6, 0), (5, 1), (6, 1), (7, 1)]),
    ("down go", [(4, 2), (3, 3), (4, 3), (5, 3)]),
    ("up", [(4, 0), (4, 1), (5, 1), (4, 2)]),
    ("up up", [(3, 1), (4, 1), (5, 1), (4, 2)]),
    ("up up up up", [(4, 0), (3, 1), (4, 1), (5, 1)]),
])
def test_a_block_moves_and_turns(moves: str, places: list[tuple[int, int]]) -> None:
    assert game.squares(after(falling("t"), moves)) == places


def test_walls_and_blocks_are_in_the_way() -> None:
    left = after(falling("o"), "left left left left")
    assert "left" not in game.legal(left)
    assert "right" not in game.legal(after(falling("o"), "right right right right"))
    with pytest.raises(rules.IllegalMove, match="no room for that"):
        game.play(left, "left")
    upright = after(falling("i"), "up left left left left left")
    assert game.legal(upright) == ["go", "down", "drop", "right"]


def test_a_block_that_cannot_fall_stays_and_the_next_one_comes() -> None:
    state = after(falling("o", next="o"), "drop")
    assert state["rows"][-3:] == [EMPTY, "....oo....", "....oo...."]
    assert (state["row"], state["points"], game.note(falling("o"), "drop", state)) == (0, 0, "It drops")
    waiting = after(falling("o"), "down " * 18)
    assert waiting["rows"][-1] == EMPTY
    assert after(waiting, "go")["rows"][-1] == "....oo...."


@pytest.mark.parametrize(("count", "points", "said"), [(1, 100, "1 line cleared"), (2, 300, "2 lines cleared"), (3, 500, "3 lines cleared"), (4, 800, "4 lines cleared")])
def test_full_rows_disappear(count: int, points: int, said: str) -> None:
    gap = "ttttttttt."
    before = falling("i", (("j........." if count < 4 else gap), *[gap] * 3)[-4:] if count == 4 else ("j.........", *[gap] * count))
    placed = after(before, "up right right right right")
    state = after(placed, "drop")
    assert (state["lines"], state["points"], game.GAME.score(state, 0)) == (count, points, points)
    assert game.note(placed, "drop", state) == said
    assert len(state["rows"]) == game.ROWS
    rest = [one for one in state["rows"] if one != EMPTY]
    assert rest == ([] if count == 4 else ["........." + "i"] * (3 - count) + ["j........i"])


def test_no_room_ends_the_game() -> None:
    wall = "zz.zzzzzzz"
    over = after(falling("o", (wall,) * 18), "drop")
    assert game.result(over) == rules.Result("The field is full after 0 lines", None)
    assert game.legal(over) == []
    assert game.note(over, "drop", over) == "There is no room left"
    with pytest.raises(rules.IllegalMove, match="The game is over"):
        game.play(over, "go")
    assert game.result(falling("o", (wall,) * 17)) is None


def test_the_field_shows_what_falls_and_what_lies() -> None:
    state = falling("o", ("s.........",), lines=3)
    drawn = game.board(state, None)
    assert (drawn.columns, len(drawn.cells)) == (10, 200)
    assert [(one.id, one.kind, one.label) for one in drawn.cells[4:7]] == [("e1", "block-o", "e1, falling"), ("f1", "block-o", "f1, falling"), ("g1", "", "g1, free")]
    assert (drawn.cells[190].kind, drawn.cells[190].label) == ("block-s", "a20, block")
    assert [(one.move, one.key) for one in drawn.controls] == [("left", "ArrowLeft"), ("right", "ArrowRight"), ("up", "ArrowUp"), ("down", "ArrowDown"), ("drop", " ")]
    assert drawn.facts == {"Lines": "3", "Next block": state["next"].upper()}
    seen = game.view(state, 0)
    assert (seen.rows, seen.falling, seen.block, seen.next, seen.lines) == (state["rows"], game.squares(state), "o", state["next"], 3)
    for move, said in (("left", "It moves left"), ("right", "It moves right"), ("up", "It turns"), ("go", "It falls"), ("down", "It falls")):
        assert game.note(state, move, state) == said
    assert list(game.SPEEDS) == list(game.GAME.options[0].choices)
    assert sorted(game.SPEEDS.values(), reverse=True) == list(game.SPEEDS.values())
