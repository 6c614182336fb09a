"""Tetris: blocks of four squares fall, full rows disappear."""

from __future__ import annotations

from pydantic import BaseModel

from app.games.rules import Board, Cell, Control, Game, Option, Result, State, draw, place, require

COLUMNS, ROWS = 10, 20
# Each block in the square that it turns in.
BLOCKS = {
    "i": ("....", "####", "....", "...."),
    "o": ("##", "##"),
    "t": (".#.", "###", "..."),
    "s": (".##", "##.", "..."),
    "z": ("##.", ".##", "..."),
    "j": ("#..", "###", "..."),
    "l": ("..#", "###", "..."),
}
POINTS = (0, 100, 300, 500, 800)
# Milliseconds from one step down to the next.
SPEEDS = {"Slow": 800, "Normal": 500, "Fast": 250}
CONTROLS = (("left", "←", "ArrowLeft"), ("right", "→", "ArrowRight"), ("up", "Turn", "ArrowUp"), ("down", "↓", "ArrowDown"), ("drop", "Drop", " "))


class TetrisView(BaseModel):
    """The rows from above, with a letter for each square and a dot where nothing is; the block that falls; and the next one."""

    rows: list[str]
    falling: list[tuple[int, int]]
    block: str
    next: str
    lines: int
    points: int


def start(_options: dict[str, str], chance: int) -> State:
    """An empty field, with a block at its top."""
    number, chance = draw(chance, len(BLOCKS))
    state = {"rows": ["." * COLUMNS] * ROWS, "next": list(BLOCKS)[number], "lines": 0, "points": 0, "full": False, "chance": chance}
    return with_block(state)


def with_block(state: State) -> State:
    """The next block at the top; the game is over where there is no room for it."""
    block = state["next"]
    number, chance = draw(state["chance"], len(BLOCKS))
    after = {**state, "block": block, "turns": 0, "column": (COLUMNS - len(BLOCKS[block])) // 2, "row": 0, "next": list(BLOCKS)[number], "chance": chance}
    return after if fits(after) else {**after, "full": True}


def squares(state: State) -> list[tuple[int, int]]:
    """Where the falling block is, as columns and rows."""
    shape = BLOCKS[state["block"]]
    for _ in range(state["turns"]):
        shape = tuple("".join(row[column] for row in reversed(shape)) for column in range(len(shape)))
    return [(state["column"] + x, state["row"] + y) for y, row in enumerate(shape) for x, one in enumerate(row) if one == "#"]


def fits(state: State) -> bool:
    """Whether the falling block is within the field and on free places."""
    return all(0 <= x < COLUMNS and 0 <= y < ROWS and state["rows"][y][x] == "." for x, y in squares(state))


def moved(state: State, move: str) -> State:
    """The state with the block moved or turned, whether it fits there or not."""
    if move == "up":
        return {**state, "turns": (state["turns"] + 1) % 4}
    return {**state, "column": state["column"] + {"left": -1, "right": 1}.get(move, 0), "row": state["row"] + (move in {"down", "go"})}


def landed(state: State) -> State:
    """The block becomes part of the field, full rows go, and the next block comes."""
    rows = [list(one) for one in state["rows"]]
    for x, y in squares(state):
        rows[y][x] = state["block"]
    left = ["".join(one) for one in rows if "." in one]
    gone = ROWS - len(left)
    after = {**state, "rows": ["." * COLUMNS] * gone + left, "lines": state["lines"] + gone, "points": state["points"] + POINTS[gone]}
    return with_block(after)


def legal(state: State) -> list[str]:
    """To go on and to drop at any time; to the sides and round where there is room."""
    if result(state):
        return []
    return ["go", "down", "drop", *(one for one in ("left", "right", "up") if fits(moved(state, one)))]


def play(state: State, move: str) -> State:
    """The state one step later."""
    require(legal, state, move, "There is no room for that." if legal(state) else "The game is over.")
    if move == "drop":
        while fits(moved(state, "down")):
            state = moved(state, "down")
        return landed(state)
    after = moved(state, move)
    return after if fits(after) else landed(state)


def result(state: State) -> Result | None:
    """A block has no room any more."""
    return Result(f"The field is full after {state['lines']} lines") if state["full"] else None


def view(state: State, _seat: int | None) -> TetrisView:
    """Everything is seen."""
    return TetrisView(
        rows=state["rows"], falling=squares(state), block=state["block"], next=state["next"], lines=state["lines"], points=state["points"]
    )


def board(state: State, _seat: int | None) -> Board:
    """The field with the block that falls, and a button for each move."""
    falling = set(squares(state))
    cells = []
    for row in range(ROWS):
        for column in range(COLUMNS):
            kind = state["block"] if (column, row) in falling else state["rows"][row][column].strip(".")
            label = f"{place(column, row)}, {'falling' if (column, row) in falling else 'block' if kind else 'free'}"
            cells.append(Cell(id=place(column, row), kind=f"block-{kind}" if kind else "", label=label))
    controls = [Control(move=move, label=label, key=key) for move, label, key in CONTROLS]
    return Board(columns=COLUMNS, cells=cells, controls=controls, facts={"Lines": str(state["lines"]), "Next block": state["next"].upper()})


def note(before: State, move: str, after: State) -> str:
    """What happened on the step."""
    gone = after["lines"] - before["lines"]
    if gone:
        return f"{gone} line{'' if gone == 1 else 's'} cleared"
    if after["full"]:
        return "There is no room left"
    return {"up": "It turns", "go": "It falls", "down": "It falls", "drop": "It drops"}.get(move, f"It moves {move}")


GAME = Game(
    name="tetris",
    title="Tetris",
    start=start,
    legal=legal,
    play=play,
    result=result,
    score=lambda state, _seat: int(state["points"]),
    view=view,
    board=board,
    note=note,
    tick="go",
    speeds=tuple(SPEEDS.items()),
    options=(Option("speed", "Speed", tuple(SPEEDS), live=True),),
    samples=[["left", "left", "left", "drop", "right", "right", "right", "drop", "drop"] * 9, ["drop"] * 14, ["up", "left", "drop", "up", "right", "drop"] * 9],
)
