"""The rules of waste sorting."""

from __future__ import annotations

import pytest

from app.games import rules
from app.games import wastesorting as game


def queue(*names: str, **changes: object) -> rules.State:
    """A round of these pieces."""
    numbers = [next(at for at, one in enumerate(game.ITEMS) if one[1] == name) for name in names]
    return {**game.start({}, 1), "waiting": numbers, **changes}


def test_a_round_has_its_pieces_each_once() -> None:
    for chance in range(10):
        state = game.start({}, chance)
        assert len(set(state["waiting"])) == len(state["waiting"]) == game.ROUND
    assert game.start({}, 1)["waiting"] != game.start({}, 2)["waiting"]
    assert {one[2] for one in game.ITEMS} == set(game.CONTAINERS)


def test_the_right_container_is_praised_and_explained() -> None:
    before = queue("banana peel", "jam jar")
    after = game.play(before, "organic")
    assert game.note(before, "organic", after) == "Well done: the banana peel belongs in Organic waste. Food scraps and leaves become compost for the garden."
    assert game.view(after, 0).model_dump(exclude={"containers", "feedback"}) == {
        "waste": "jam jar", "correct": 1, "wrong": 0, "remaining": 1, "in_a_row": 1, "badges": [],
    }
    assert game.score(after, 0) == 10
    assert before["waiting"] != after["waiting"]


def test_the_wrong_container_is_corrected_gently_and_the_piece_comes_back() -> None:
    before = queue("banana peel", "jam jar", row=2)
    after = game.play(before, "glass")
    assert game.note(before, "glass", after).startswith("Not quite: the banana peel belongs in Organic waste.")
    assert game.note(before, "glass", after).endswith("Try it again later!")
    assert (after["wrong"], after["row"], after["correct"], game.score(after, 0)) == (1, 0, 0, 0)
    again = game.play(game.play(after, "glass"), "organic")
    assert (again["correct"], again["row"], game.score(again, 0)) == (1, 1, 10)
    assert game.result(again) == rules.Result("All waste is sorted, 1 of 12 at the first try", 0)
    with pytest.raises(rules.IllegalMove, match="The game is over"):
        game.play(again, "glass")


def test_a_row_of_right_answers_is_worth_more() -> None:
    state = queue("jam jar", "glass bottle", "wine bottle", "tin can")
    points = []
    for move in ("glass", "glass", "glass", "packaging"):
        state = game.play(state, move)
        points.append(game.score(state, 0))
    assert points == [10, 20, 35, 50]


@pytest.mark.parametrize(("correct", "badges"), [(4, []), (5, ["★"]), (8, ["★"]), (9, ["★", "★★"]), (12, ["★", "★★", "★★★"])])
def test_badges_reward_what_was_sorted(correct: int, badges: list[str]) -> None:
    state = queue("jam jar", correct=correct)
    assert [one.split()[0] for one in game.badges(state)] == badges
    assert game.view(state, 0).badges == game.badges(state)


def test_a_new_badge_is_said() -> None:
    after = game.play(queue("jam jar", correct=4), "glass")
    assert after["feedback"].endswith("New badge: ★ Recycling starter!")
    assert game.result(after).reason.endswith("your reward: ★ Recycling starter")
    assert "badge" not in game.play(queue("jam jar", correct=5), "glass")["feedback"]


@pytest.mark.parametrize("move", ["compost", "", "waste"])
def test_only_containers_take_waste(move: str) -> None:
    with pytest.raises(rules.IllegalMove, match="Choose one of the containers"):
        game.play(queue("jam jar"), move)


def test_the_board_shows_the_piece_and_the_containers() -> None:
    drawn = game.board(queue("jam jar"), 0)
    assert [(one.id, one.text, one.picture, one.kind, one.label) for one in drawn.cells] == [("waste", "jam jar", "jar", "waste draggable", "jam jar")]
    assert [(one.move, one.key) for one in drawn.controls] == [(name, str(number)) for number, name in enumerate(game.CONTAINERS, 1)]
    assert drawn.controls[2].label == "Glass"
    assert drawn.columns == 1
    over = game.board(queue(), 0).cells[0]
    assert (over.text, over.picture, over.kind) == ("all sorted", "party", "waste")
    assert game.view(queue(), 0).waste == ""
    assert game.legal(queue()) == []
