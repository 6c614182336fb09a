"""Minesweeper: numbers say how many mines are around, and one must not be opened."""

from __future__ import annotations

from pydantic import BaseModel

from app.games.rules import Board, Cell, Control, Game, IllegalMove, Option, Result, State, place, shuffled

# Columns, rows and mines.
SIZES = {"Easy": (8, 8, 8), "Medium": (10, 10, 15), "Hard": (12, 12, 28)}
FLAG = "flag "


class MinesweeperView(BaseModel):
    """The cells row by row: a number, "flag", "mine" once the game is lost, or nothing where one is still closed."""

    cells: list[list[str]]
    mines: int
    flags: int
    opened: int


def start(options: dict[str, str], chance: int) -> State:
    """A closed field. The mines are laid with the first cell, which hides none."""
    columns, rows, mines = SIZES[options["difficulty"]]
    return {"columns": columns, "rows": rows, "count": mines, "mines": [], "opened": [], "flags": [], "hit": -1, "chance": chance}


def around(state: State, number: int) -> list[int]:
    """The cells around one."""
    columns, rows = state["columns"], state["rows"]
    column, row = number % columns, number // columns
    return [
        other_row * columns + other
        for other_row in range(max(0, row - 1), min(rows, row + 2))
        for other in range(max(0, column - 1), min(columns, column + 2))
        if (other, other_row) != (column, row)
    ]


def near(state: State, number: int) -> int:
    """How many mines are around a cell."""
    return sum(1 for one in around(state, number) if one in state["mines"])


def closed(state: State) -> list[int]:
    """The cells that are not open."""
    opened = set(state["opened"])
    return [number for number in range(state["columns"] * state["rows"]) if number not in opened]


def name_of(state: State, number: int) -> str:
    """A cell's name."""
    return place(number % state["columns"], number // state["columns"])


def legal(state: State) -> list[str]:
    """Every closed cell can be opened unless it has a flag, and be given or lose a flag."""
    if result(state):
        return []
    shut = closed(state)
    openable = [name_of(state, one) for one in shut if one not in state["flags"]]
    return openable + [FLAG + name_of(state, one) for one in shut]


def play(state: State, move: str) -> State:
    """The field after a cell was opened or flagged."""
    if move not in legal(state):
        flagged = FLAG + move in legal(state)
        raise IllegalMove("Take the flag away first." if flagged else "Choose a closed cell.")
    name = move.removeprefix(FLAG)
    number = next(one for one in closed(state) if name_of(state, one) == name)
    if move.startswith(FLAG):
        flags = [one for one in state["flags"] if one != number]
        return {**state, "flags": flags if number in state["flags"] else [*flags, number]}
    if not state["opened"]:
        state = laid(state, number)
    if number in state["mines"]:
        return {**state, "hit": number}
    return {**state, "opened": sorted({*state["opened"], *spread(state, number)})}


def laid(state: State, first: int) -> State:
    """The field with its mines, none of them on or around the first cell."""
    safe = {first, *around(state, first)}
    free, chance = shuffled([one for one in closed(state) if one not in safe], state["chance"])
    return {**state, "mines": sorted(free[: state["count"]]), "chance": chance}


def spread(state: State, number: int) -> set[int]:
    """The cell, and all that can be opened with it: where no mine is around one, its neighbours open as well."""
    found, waiting = {number}, [number]
    while waiting:
        one = waiting.pop()
        if near(state, one) == 0:
            fresh = [other for other in around(state, one) if other not in found and other not in state["flags"]]
            found.update(fresh)
            waiting += fresh
    return found


def result(state: State) -> Result | None:
    """A mine was opened, or every cell without one is open."""
    if state["hit"] >= 0:
        return Result("You opened a mine")
    if len(state["opened"]) == state["columns"] * state["rows"] - state["count"]:
        return Result("Every mine is found", 0)
    return None


def score(state: State, _seat: int) -> int:
    """A point for each open cell, and ten for each mine of a field that was cleared."""
    won = state["hit"] < 0 and result(state) is not None
    return len(state["opened"]) + (10 * state["count"] if won else 0)


def shown(state: State, number: int) -> str:
    """What can be seen of a cell."""
    if number in state["opened"]:
        return str(near(state, number))
    if state["hit"] >= 0 and number in state["mines"]:
        return "mine"
    return "flag" if number in state["flags"] else ""


def view(state: State, _seat: int | None) -> MinesweeperView:
    """What is closed stays hidden."""
    columns = state["columns"]
    cells = [[shown(state, row * columns + column) for column in range(columns)] for row in range(state["rows"])]
    return MinesweeperView(cells=cells, mines=state["count"], flags=len(state["flags"]), opened=len(state["opened"]))


def board(state: State, _seat: int | None) -> Board:
    """The field, with a switch between opening and flags."""
    cells = []
    for number in range(state["columns"] * state["rows"]):
        what = shown(state, number)
        text = {"flag": "⚑", "mine": "✹", "0": ""}.get(what, what)
        kind = f"open near-{what}" if what.isdigit() else what or "closed"
        name = name_of(state, number)
        cells.append(Cell(id=name, text=text, kind=f"{kind} hit" if number == state["hit"] else kind, label=f"{name}, {what or 'closed'}"))
    return Board(columns=state["columns"], cells=cells, controls=[Control(move=FLAG, label="Flags", key="f", kind="mode")])


def note(before: State, move: str, after: State) -> str:
    """What the move opened."""
    if move.startswith(FLAG):
        return f"A flag on {move.removeprefix(FLAG)}" if len(after["flags"]) > len(before["flags"]) else "A flag less"
    if after["hit"] >= 0:
        return f"A mine on {move}"
    return f"{len(after['opened']) - len(before['opened'])} cells opened"


GAME = Game(
    name="minesweeper",
    title="Minesweeper",
    start=start,
    legal=legal,
    play=play,
    result=result,
    score=score,
    view=view,
    board=board,
    note=note,
    options=(Option("difficulty", "Difficulty level", ("Easy", "Medium", "Hard")),),
    samples=[["a1", "h8", "a8", "h1", "d4", "e5"], ["d4", "a1", "h8", "flag a8", "c7"]],
)
