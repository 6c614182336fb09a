"""Sudoku: puzzles with one solution, mixed anew for each game."""

from __future__ import annotations

from pydantic import BaseModel

from app.games.rules import Board, Cell, Control, Game, IllegalMove, Option, Result, State, draw, place, shuffled

SIZE = 9
# Which cells of the plain grid are given, so that it has one solution. Mixing keeps that.
MASKS = {
    "Easy": (
        (
            "#.##.##.."
            ".##.###.#"
            "..#######"
            "#...###.."
            ".######.."
            "...####.."
            "......#.#"
            ".###....."
            "..###.#.#"
        ),
        (
            ".#.#.###."
            ".#...###."
            ".##......"
            "...#.#.#."
            "#..#.###."
            "#.####.#."
            ".#.#####."
            "#.##.##.#"
            "#.#...###"
        ),
    ),
    "Medium": (
        (
            "#...####."
            "##......."
            "..#.#.#.#"
            "#.#..#.#."
            "....#...."
            "#..##.###"
            "..#.#...#"
            "##..##..#"
            "#..###.#."
        ),
        (
            ".#.#.#.#."
            ".##..####"
            ".#..#...."
            ".....##.."
            "##.#....."
            ".##....##"
            "##...####"
            "..#.##.##"
            "#.#.#...."
        ),
    ),
    "Hard": (
        (
            ".......#."
            "...#.#..#"
            ".#..###.."
            "#.#.##.#."
            ".##....#."
            "#...#.#.."
            "###...##."
            "...#..#.."
            ".#.....##"
        ),
        (
            "#.#....#."
            "#..#....."
            ".##....##"
            "#.##...#."
            "...##..#."
            "#.##....#"
            "..#.#..##"
            "...#..#.."
            "###......"
        ),
    ),
}
CELLS = tuple(place(number % SIZE, number // SIZE) for number in range(SIZE * SIZE))
POINTS, HINT = 10, 15
DIGITS = range(1, SIZE + 1)


def _seen_from(number: int) -> frozenset[int]:
    row, column = divmod(number, SIZE)
    box = row // 3 * 3, column // 3 * 3
    return frozenset(
        other
        for other in range(SIZE * SIZE)
        if other != number
        and (other // SIZE == row or other % SIZE == column or (other // SIZE // 3 * 3, other % SIZE // 3 * 3) == box)
    )


# The cells that must not have the same number as a cell: its row, its column and its box.
PEERS = tuple(_seen_from(number) for number in range(SIZE * SIZE))


class SudokuView(BaseModel):
    """The grid: numbers row by row, 0 where a cell is empty; `puzzle` is how it began."""

    numbers: list[list[int]]
    puzzle: list[list[int]]
    empty_cells: int
    hints: int


def possible(grid: list[int], number: int) -> list[int]:
    """The digits that a cell can have."""
    there = {grid[one] for one in PEERS[number]}
    return [digit for digit in DIGITS if digit not in there]


def plain(row: int, column: int) -> int:
    """The digit of the plain grid, whose rows are shifted against each other."""
    return (row * 3 + row // 3 + column) % SIZE


def order(chance: int) -> tuple[list[int], int]:
    """Rows or columns in another order that keeps a grid right: bands of three, and the lines in each."""
    bands, chance = shuffled(range(3), chance)
    lines: list[int] = []
    for band in bands:
        inside, chance = shuffled(range(3), chance)
        lines += [band * 3 + one for one in inside]
    return lines, chance


def start(options: dict[str, str], chance: int) -> State:
    """One of the puzzles of that level, with its digits, rows and columns mixed."""
    masks = MASKS[options["difficulty"]]
    number, chance = draw(chance, len(masks))
    digits, chance = shuffled(DIGITS, chance)
    rows, chance = order(chance)
    columns, chance = order(chance)
    solution = [digits[plain(row, column)] for row in rows for column in columns]
    given = [masks[number][row * SIZE + column] == "#" for row in rows for column in columns]
    puzzle = [digit if known else 0 for digit, known in zip(solution, given, strict=True)]
    return {"puzzle": puzzle, "grid": list(puzzle), "solution": solution, "hints": 0, "chance": chance}


def legal(state: State) -> list[str]:
    """A number for each cell that the puzzle left empty, as "a1 5"; emptying one, as "a1 0"; and a hint."""
    if result(state):
        return []
    grid = state["grid"]
    moves = ["hint"]
    for number in range(len(grid)):
        if not state["puzzle"][number]:
            moves += [f"{CELLS[number]} {digit}" for digit in possible(grid, number) if digit != grid[number]]
            moves += [f"{CELLS[number]} 0"] if grid[number] else []
    return moves


def play(state: State, move: str) -> State:
    """The grid after a number was filled in."""
    if move not in legal(state):
        raise IllegalMove(_refusal(state, move))
    grid = list(state["grid"])
    if move == "hint":
        number = next(one for one in range(len(grid)) if grid[one] != state["solution"][one])
        grid[number] = state["solution"][number]
        return {**state, "grid": grid, "hints": state["hints"] + 1}
    cell, digit = move.split()
    grid[CELLS.index(cell)] = int(digit)
    return {**state, "grid": grid}


def _refusal(state: State, move: str) -> str:
    if result(state):
        return "The game is over."
    cell, _, digit = move.partition(" ")
    if cell not in CELLS:
        return "Choose a cell, then a number."
    if state["puzzle"][CELLS.index(cell)]:
        return "This number belongs to the puzzle."
    if digit.isdigit() and 0 < int(digit) <= SIZE and digit != str(state["grid"][CELLS.index(cell)]):
        return f"There is a {digit} in this row, column or box already."
    return "Choose a number from 1 to 9."


def result(state: State) -> Result | None:
    """Every cell is right."""
    return Result("The sudoku is solved", 0) if state["grid"] == state["solution"] else None


def score(state: State, _seat: int) -> int:
    """Points for each cell that is filled in correctly, less for hints; never less than nothing."""
    right = sum(1 for given, now, true in zip(state["puzzle"], state["grid"], state["solution"], strict=True) if not given and now == true)
    return max(0, POINTS * right - HINT * state["hints"]) if result(state) else max(0, right - state["hints"])


def view(state: State, _seat: int | None) -> SudokuView:
    """What is filled in; the solution stays hidden."""
    rows = [[grid[row * SIZE : (row + 1) * SIZE] for row in range(SIZE)] for grid in (state["grid"], state["puzzle"])]
    return SudokuView(numbers=rows[0], puzzle=rows[1], empty_cells=state["grid"].count(0), hints=state["hints"])


def board(state: State, _seat: int | None) -> Board:
    """Nine by nine, and a button for each number."""
    cells = []
    for number, digit in enumerate(state["grid"]):
        row, column = divmod(number, SIZE)
        kind = "given" if state["puzzle"][number] else "filled"
        kind += (" below" if row % 3 == 2 and row < 8 else "") + (" beside" if column % 3 == 2 and column < 8 else "")
        cells.append(Cell(id=CELLS[number], text=str(digit or ""), kind=kind, label=f"{CELLS[number]}, {digit or 'empty'}"))
    controls = [Control(move=f" {digit}", label=str(digit), key=str(digit), kind="digit") for digit in DIGITS]
    controls += [Control(move=" 0", label="Clear", key="Delete"), Control(move="hint", label="Hint", key="h")]
    return Board(columns=SIZE, cells=cells, controls=controls)


def note(_before: State, move: str, after: State) -> str:
    """What was filled in."""
    if move == "hint":
        return f"A hint, {after['hints']} so far"
    cell, digit = move.split()
    return f"{cell} is {digit}" if digit != "0" else f"{cell} is empty again"


GAME = Game(
    name="sudoku",
    title="Sudoku",
    start=start,
    legal=legal,
    play=play,
    result=result,
    score=score,
    view=view,
    board=board,
    note=note,
    options=(Option("difficulty", "Difficulty level", tuple(MASKS)),),
    samples=[["hint"] * 12, ["hint"] * 20, ["hint"] * 39],
)
