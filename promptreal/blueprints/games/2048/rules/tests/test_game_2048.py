"""The rules of 2048."""

from __future__ import annotations

import pytest

from app.games import rules
from app.games import twenty48 as game


def state_of(*rows: list[int], **changes: object) -> rules.State:
    """A game with that board."""
    return {**game.start({}, 1), "tiles": list(rows), **changes}


FULL = ([2, 4, 2, 4], [4, 2, 4, 2], [2, 4, 2, 4], [4, 2, 4, 8])


@pytest.mark.parametrize(
    ("line", "slid", "points", "merged"),
    [
        ([0, 0, 0, 2], [2, 0, 0, 0], 0, 0),
        ([2, 0, 0, 2], [4, 0, 0, 0], 4, 1),
        ([2, 2, 2, 2], [4, 4, 0, 0], 8, 2),
        ([4, 2, 2, 0], [4, 4, 0, 0], 4, 1),
        ([2, 2, 2, 0], [4, 2, 0, 0], 4, 1),
        ([2, 4, 2, 4], [2, 4, 2, 4], 0, 0),
        ([8, 8, 16, 0], [16, 16, 0, 0], 16, 1),
    ],
)
def test_identical_neighbours_merge_once(line: list[int], slid: list[int], points: int, merged: int) -> None:
    assert game.slide(line) == (slid, points, merged)


@pytest.mark.parametrize(
    ("move", "tiles"),
    [
        ("left", [[4, 0, 0, 0], [0] * 4, [0] * 4, [2, 4, 0, 0]]),
        ("right", [[0, 0, 0, 4], [0] * 4, [0] * 4, [0, 0, 2, 4]]),
        ("up", [[4, 2, 0, 0], [0, 4, 0, 0], [0] * 4, [0] * 4]),
        ("down", [[0] * 4, [0] * 4, [0, 2, 0, 0], [4, 4, 0, 0]]),
    ],
)
def test_tiles_slide_to_the_side_that_was_asked_for(move: str, tiles: list[list[int]]) -> None:
    before = [[2, 2, 0, 0], [0] * 4, [0] * 4, [2, 4, 0, 0]]
    assert game.moved(before, move)[0] == tiles


def test_a_new_game_has_two_tiles_and_no_points() -> None:
    for chance in range(60):
        state = game.start({}, chance)
        tiles = [tile for row in state["tiles"] for tile in row if tile]
        assert len(tiles) == 2
        assert set(tiles) <= {2, 4}
        assert game.GAME.score(state, 0) == 0
        assert [len(row) for row in state["tiles"]] == [4, 4, 4, 4]


def test_most_new_tiles_are_a_2_and_they_appear_everywhere() -> None:
    places, values = set(), []
    for chance in range(400):
        state = game.with_tile({**game.start({}, 1), "tiles": [[0] * 4 for _ in range(4)], "chance": chance * 7_919_317_111})
        [(place, value)] = [((row, column), tile) for row, line in enumerate(state["tiles"]) for column, tile in enumerate(line) if tile]
        places.add(place)
        values.append(value)
    assert len(places) == 16
    assert 10 <= values.count(4) <= 80


def test_a_move_adds_points_and_a_tile() -> None:
    before = state_of([2, 2, 0, 0], [0] * 4, [0] * 4, [4, 4, 8, 8], score=10, merged=1)
    after = game.play(before, "left")
    assert after["score"] == 10 + 4 + 8 + 16
    assert after["merged"] == 4
    assert sum(1 for row in after["tiles"] for tile in row if tile) == 4
    assert after["chance"] != before["chance"]
    assert before["tiles"][0] == [2, 2, 0, 0]
    assert game.note(before, "left", after) == "3 merged for 28 points"
    assert game.note(before, "left", before) == "No tiles merged"


def test_the_same_chance_gives_the_same_game() -> None:
    first, second = (game.play(game.start({}, 42), move) for move in game.legal(game.start({}, 42))[:1] * 2)
    assert first == second


def test_a_direction_in_which_nothing_moves_is_refused() -> None:
    state = state_of([2, 4, 0, 0], [0] * 4, [0] * 4, [0] * 4)
    assert game.legal(state) == ["right", "down"]
    with pytest.raises(rules.IllegalMove, match="No tile can move left"):
        game.play(state, "left")
    with pytest.raises(rules.IllegalMove, match="up, down, left or right"):
        game.play(state, "sideways")


def test_a_full_board_is_over_and_can_be_revived() -> None:
    state = state_of(*FULL)
    assert game.legal(state) == []
    assert game.result(state) == rules.Result("No tile can move any more", None)
    again = game.revive(state)
    assert game.result(again) is None
    assert sum(1 for row in again["tiles"] for tile in row if not tile) == 2
    assert sum(map(sum, state["tiles"])) - sum(map(sum, again["tiles"])) == 4
    assert again["revivals"] == state["revivals"] + 1
    assert state["tiles"][0] == [2, 4, 2, 4]


def test_2048_wins_and_the_game_can_go_on() -> None:
    state = state_of([2048, 2, 0, 0], [0] * 4, [0] * 4, [0] * 4)
    assert game.result(state) == rules.Result("You made a tile of 2048", 0)
    assert game.legal(state) == []
    on = game.revive(state)
    assert on["revivals"] == 0
    assert game.result(on) is None
    assert "right" in game.legal(on)
    assert game.result(state_of([1024, 2, 0, 0], [0] * 4, [0] * 4, [0] * 4)) is None
    assert game.result({**state_of(*FULL), "tiles": [*FULL[:3], [4, 2, 4, 2048]], "beyond": True}) == rules.Result("No tile can move any more", None)


def test_everybody_sees_the_tiles() -> None:
    state = state_of([2, 64, 0, 0], [0] * 4, [0] * 4, [0] * 4, score=12, merged=3, revivals=1)
    assert game.view(state, 0).model_dump() == {"tiles": state["tiles"], "score": 12, "best_tile": 64, "merged": 3, "revivals": 1}
    drawn = game.board(state, None)
    assert (drawn.columns, len(drawn.cells)) == (4, 16)
    assert [(one.id, one.text, one.kind, one.label) for one in drawn.cells[1:3]] == [("0-1", "64", "tile tile-64", "64"), ("0-2", "", "tile tile-0", "empty")]
    assert next((one.move, one.label, one.key) for one in drawn.controls) == ("up", "Up", "ArrowUp")
    assert {one.move for one in drawn.controls} == set(game.MOVES)
