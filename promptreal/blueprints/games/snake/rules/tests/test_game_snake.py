"""The rules of snake."""

from __future__ import annotations

import pytest

from app.games import rules
from app.games import snake as game


def lying(*places: tuple[int, int], **changes: object) -> rules.State:
    """A snake on these places, its head first, heading to the right."""
    return {**game.start({}, 1), "snake": [list(one) for one in places], "food": [0, 0], **changes}


def after(state: rules.State, moves: str) -> rules.State:
    """The game after these steps."""
    for move in moves.split():
        state = game.play(state, move)
    return state


def test_it_begins_in_the_middle_with_food_elsewhere() -> None:
    places = set()
    for chance in range(80):
        state = game.start({}, chance * 7_919_317_111)
        assert state["snake"] == [[7, 7], [6, 7], [5, 7]]
        assert state["food"] not in state["snake"]
        places.add(tuple(state["food"]))
    assert len(places) > 50
    assert all(0 <= one < game.SIZE for place in places for one in place)


@pytest.mark.parametrize(
    ("moves", "head", "heading"),
    [("go", [6, 5], "right"), ("up", [5, 4], "up"), ("down", [5, 6], "down"), ("up left", [4, 4], "left"), ("right go", [7, 5], "right")],
)
def test_it_moves_on_and_turns(moves: str, head: list[int], heading: str) -> None:
    before = lying((5, 5), (4, 5), (3, 5))
    state = after(before, moves)
    assert (state["snake"][0], state["heading"], len(state["snake"])) == (head, heading, 3)
    assert before["snake"][0] == [5, 5]


def test_it_cannot_turn_back() -> None:
    state = lying((5, 5), (4, 5), (3, 5))
    assert game.legal(state) == ["go", "up", "right", "down"]
    for move in ("left", "back", ""):
        with pytest.raises(rules.IllegalMove, match="cannot turn back"):
            game.play(state, move)


def test_food_makes_it_longer() -> None:
    before = lying((5, 5), (4, 5), food=[6, 5])
    state = after(before, "go")
    assert state["snake"] == [[6, 5], [5, 5], [4, 5]]
    assert (state["eaten"], game.GAME.score(state, 0)) == (1, 10)
    assert state["food"] not in state["snake"]
    assert game.note(before, "go", state) == "It ate, and is 3 long"
    assert game.note(state, "up", after(state, "up")) == "It moves up"


@pytest.mark.parametrize(("place", "moves"), [((14, 7), "go"), ((0, 7), "up left"), ((7, 0), "up"), ((7, 14), "down")])
def test_the_wall_ends_the_game(place: tuple[int, int], moves: str) -> None:
    over = after(lying(place), moves)
    assert game.result(over) == rules.Result("The snake ran into the wall", None)
    assert game.legal(over) == []
    assert "head crashed" in {one.kind for one in game.board(over, 0).cells}
    with pytest.raises(rules.IllegalMove, match="The game is over"):
        game.play(over, "go")


def test_its_own_body_ends_the_game_but_not_the_end_of_its_tail() -> None:
    ring = lying((5, 5), (5, 6), (6, 6), (6, 5))
    assert game.result(after(ring, "go")) is None
    longer = lying((5, 5), (5, 6), (6, 6), (6, 5), (6, 4))
    over = after(longer, "go")
    assert game.result(over) == rules.Result("The snake ran into itself", None)
    assert game.note(longer, "go", over) == "It ran into itself"
    assert game.result(longer) is None


def test_a_full_field_is_won() -> None:
    everything = [(column, row) for row in range(15) for column in range(15)]
    full = lying(*everything)
    assert game.result(full) == rules.Result("The snake fills the whole field", 0)
    assert game.with_food(full)["food"] == [-1, -1]
    assert game.result(lying(*everything[1:])) is None


def test_the_field_shows_where_it_lies() -> None:
    drawn = game.board(lying((2, 0), (1, 0), food=[0, 1]), None)
    assert (drawn.columns, len(drawn.cells)) == (15, 225)
    assert [(one.id, one.kind, one.label) for one in drawn.cells[:4]] == [("a1", "", "a1, free"), ("b1", "body", "b1, body"), ("c1", "head", "c1, head"), ("d1", "", "d1, free")]
    assert drawn.cells[15].kind == "food"
    assert [(one.move, one.key) for one in drawn.controls] == [("up", "ArrowUp"), ("left", "ArrowLeft"), ("right", "ArrowRight"), ("down", "ArrowDown")]
    assert game.view(lying((2, 0), (1, 0)), 0).model_dump() == {"snake": [(2, 0), (1, 0)], "food": (0, 0), "heading": "right", "length": 2, "eaten": 0}
    assert list(game.SPEEDS) == list(game.GAME.options[0].choices)
    assert sorted(game.SPEEDS.values(), reverse=True) == list(game.SPEEDS.values())
