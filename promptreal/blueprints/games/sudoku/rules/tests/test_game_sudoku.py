"""The rules of sudoku."""

from __future__ import annotations

import pytest

from app.games import rules
from app.games import sudoku as game

SOLUTION = [(row * 3 + row // 3 + column) % 9 + 1 for row in range(9) for column in range(9)]


def puzzle(*empty: int) -> rules.State:
    """A grid with these cells empty: 1 to 9 in the first row, 4 first in the second."""
    grid = [0 if number in empty else digit for number, digit in enumerate(SOLUTION)]
    return {"puzzle": grid, "grid": list(grid), "solution": SOLUTION, "hints": 0, "chance": 1}


def test_a_cell_sees_its_row_its_column_and_its_box() -> None:
    assert all(len(one) == 20 for one in game.PEERS)
    assert game.PEERS[0] == {1, 2, 3, 4, 5, 6, 7, 8, 9, 18, 27, 36, 45, 54, 63, 72, 10, 11, 19, 20}
    assert {32, 48, 30, 41, 4, 76, 36, 44} <= game.PEERS[40]
    assert 60 not in game.PEERS[40]


def solutions(grid: list[int], most: int = 2) -> int:
    """How many solutions a grid has, counted up to `most`."""
    empty = {number: game.possible(grid, number) for number in range(81) if not grid[number]}
    if not empty:
        return 1
    number, digits = min(empty.items(), key=lambda one: len(one[1]))
    found = 0
    for digit in digits:
        grid[number] = digit
        found += solutions(grid, most - found)
        grid[number] = 0
        if found >= most:
            break
    return found


@pytest.mark.parametrize(("difficulty", "given"), [("Easy", 42), ("Medium", 35), ("Hard", 29)])
def test_every_puzzle_has_one_solution_and_the_numbers_of_its_level(difficulty: str, given: int) -> None:
    for mask in game.MASKS[difficulty]:
        digits = [game.plain(number // 9, number % 9) + 1 if known == "#" else 0 for number, known in enumerate(mask)]
        assert (len(mask), mask.count("#")) == (81, given)
        assert solutions(digits) == 1


def test_mixing_keeps_a_puzzle_right() -> None:
    found = [game.start({"difficulty": "Easy"}, chance * 7_919_317_111) for chance in range(8)]
    assert len({tuple(one["solution"]) for one in found}) == 8
    assert {tuple(digit > 0 for digit in one["puzzle"]) for one in found} != {tuple(digit > 0 for digit in found[0]["puzzle"])}
    for state in found:
        assert all(not one or one == true for one, true in zip(state["puzzle"], state["solution"], strict=True))
        assert (81 - state["puzzle"].count(0), state["grid"], state["hints"]) == (42, state["puzzle"], 0)
        for number, digit in enumerate(state["solution"]):
            assert digit in game.DIGITS
            assert digit not in {state["solution"][one] for one in game.PEERS[number]}
    assert solutions(list(found[0]["puzzle"])) == 1
    lines, _ = game.order(5)
    assert sorted(lines) == list(range(9))


def test_numbers_are_filled_in_and_taken_out() -> None:
    before = puzzle(0, 1, 40)
    after = game.play(before, "a1 1")
    assert (after["grid"][0], before["grid"][0]) == (1, 0)
    assert game.note(before, "a1 1", after) == "a1 is 1"
    again = game.play(after, "a1 0")
    assert again["grid"][0] == 0
    assert game.note(after, "a1 0", again) == "a1 is empty again"
    assert "a1 0" not in game.legal(before)
    assert "a1 1" not in game.legal(after)
    assert game.score(after, 0) == 1


@pytest.mark.parametrize(
    ("move", "says"),
    [
        ("a1 5", "There is a 5 in this row, column or box already."),
        ("c1 3", "This number belongs to the puzzle."),
        ("z9 1", "Choose a cell, then a number."),
        ("a1 x", "Choose a number from 1 to 9."),
        ("a1 12", "Choose a number from 1 to 9."),
        ("a1 0", "Choose a number from 1 to 9."),
        ("", "Choose a cell, then a number."),
    ],
)
def test_a_number_that_does_not_fit_is_refused(move: str, says: str) -> None:
    with pytest.raises(rules.IllegalMove) as refused:
        game.play(puzzle(0, 1), move)
    assert str(refused.value) == says


def test_the_last_number_solves_it() -> None:
    state = puzzle(0, 1)
    assert game.result(state) is None
    over = game.play(game.play(state, "a1 1"), "b1 2")
    assert game.result(over) == rules.Result("The sudoku is solved", 0)
    assert (game.score(over, 0), game.legal(over)) == (20, [])
    with pytest.raises(rules.IllegalMove, match="The game is over"):
        game.play(over, "a1 0")


def test_a_hint_fills_a_cell_and_costs_points() -> None:
    state = puzzle(3, 5, 7)
    hinted = game.play(state, "hint")
    assert (hinted["grid"][3], hinted["hints"], game.score(hinted, 0)) == (SOLUTION[3], 1, 0)
    assert game.note(state, "hint", hinted) == "A hint, 1 so far"
    over = game.play(game.play(hinted, "f1 6"), "h1 8")
    assert game.score(over, 0) == 30 - 15


def test_the_solution_stays_hidden() -> None:
    state = game.play(puzzle(0, 80), "a1 1")
    seen = game.view(state, 0)
    assert (seen.numbers[0][0], seen.puzzle[0][0], seen.numbers[8][8], seen.empty_cells, seen.hints) == (1, 0, 0, 1, 0)
    assert "solution" not in seen.model_dump()
    drawn = game.board(state, 0)
    assert (drawn.columns, len(drawn.cells)) == (9, 81)
    assert [(one.id, one.text, one.kind) for one in (drawn.cells[0], drawn.cells[2], drawn.cells[20], drawn.cells[80])] == [
        ("a1", "1", "filled"), ("c1", "3", "given beside"), ("c3", str(SOLUTION[20]), "given below beside"), ("i9", "", "filled"),
    ]
    assert drawn.cells[80].label == "i9, empty"
    assert [(one.move, one.label) for one in drawn.controls][8:] == [(" 9", "9"), (" 0", "Clear"), ("hint", "Hint")]
