"""The rules of memory."""

from __future__ import annotations

import pytest

from app.games import memory as game
from app.games import rules


def dealt(cards: str = "★♥★♥♣♣", **changes: object) -> rules.State:
    """A game with these cards."""
    return {**game.start({"pairs": "6"}, 1), "cards": list(cards), **changes}


def after(state: rules.State, moves: str) -> rules.State:
    """The game after these cards were turned over."""
    for move in moves.split():
        state = game.play(state, move)
    return state


@pytest.mark.parametrize("pairs", [6, 8, 10, 12])
def test_every_picture_is_there_twice_and_face_down(pairs: int) -> None:
    state = game.start({"pairs": str(pairs)}, 5)
    assert sorted(state["cards"]) == sorted(list(game.PICTURES[:pairs]) * 2)
    assert set(game.view(state, 0).cards) == {""}
    assert len(game.legal(state)) == 2 * pairs
    assert game.start({"pairs": str(pairs)}, 6)["cards"] != state["cards"]


def test_two_equal_cards_stay_open() -> None:
    first = after(dealt(), "a1")
    assert game.view(first, 0).cards == ["★", "", "", "", "", ""]
    assert game.note(dealt(), "a1", first) == "One card is open"
    pair = after(first, "c1")
    assert game.view(pair, 0).model_dump() == {"cards": ["★", "", "★", "", "", ""], "pairs": 3, "pairs_found": 1, "misses": 0}
    assert game.note(first, "c1", pair) == "A pair"
    assert game.legal(pair) == ["b1", "d1", "a2", "b2"]
    assert game.score(pair, 0) == 10


def test_two_different_cards_are_seen_until_the_next_one() -> None:
    first = after(dealt(), "a1")
    miss = after(first, "b1")
    assert game.view(miss, 0).cards == ["★", "♥", "", "", "", ""]
    assert (miss["misses"], game.score(miss, 0)) == (1, 0)
    assert game.note(first, "b1", miss) == "No pair"
    assert "a1" in game.legal(miss)
    on = after(miss, "d1")
    assert game.view(on, 0).cards == ["", "", "", "♥", "", ""]
    assert first["open"] == [0]


def test_all_pairs_end_the_game() -> None:
    over = after(dealt(), "a1 b1 a1 c1 b1 d1 a2 b2")
    assert game.result(over) == rules.Result("All pairs found with 1 misses", 0)
    assert game.score(over, 0) == 28
    assert game.legal(over) == []
    assert game.result(after(dealt(), "a1 c1")) is None
    with pytest.raises(rules.IllegalMove, match="The game is over"):
        game.play(over, "a1")


@pytest.mark.parametrize("move", ["a1", "e1", "", "c9"])
def test_an_open_card_is_not_turned_again(move: str) -> None:
    with pytest.raises(rules.IllegalMove, match="lies face down"):
        game.play(after(dealt(), "a1"), move)


def test_the_board_shows_what_lies_open() -> None:
    drawn = game.board(after(dealt(), "a1 c1 b1"), 0)
    assert drawn.columns == 4
    assert [(one.id, one.text, one.kind) for one in drawn.cells[:4]] == [("a1", "★", "found picture-0"), ("b1", "♥", "open picture-1"), ("c1", "★", "found picture-0"), ("d1", "", "covered")]
    assert [one.label for one in drawn.cells[2:4]] == ["c1, ★", "d1, face down"]
    assert drawn.cells[4].id == "a2"
