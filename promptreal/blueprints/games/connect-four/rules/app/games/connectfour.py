"""Connect four: discs fall down columns, and four in a line win."""

from __future__ import annotations

from pydantic import BaseModel

from app.games.rules import Board, Cell, Game, Option, Result, State, draw, require

COLUMNS, ROWS = "abcdefg", 6
COLOURS = ("red", "yellow")
DIRECTIONS = ((1, 0), (0, 1), (1, 1), (1, -1))
# How many moves the computer looks ahead.
DEPTHS = {"Easy": 1, "Medium": 2, "Hard": 4}
WIN = 1_000


class ConnectFourView(BaseModel):
    """The columns from left to right, each with its discs from below."""

    columns: list[list[str]]
    turn: str


def start(_options: dict[str, str], chance: int) -> State:
    """Seven empty columns; red begins."""
    return {"columns": [[] for _ in COLUMNS], "chance": chance}


def turn(state: State) -> int:
    """Whoever dropped fewer discs."""
    return sum(map(len, state["columns"])) % 2


def line(columns: list[list[int]]) -> list[tuple[int, int]]:
    """The places, as column and row from below, of four equal discs in a line, if there are any."""
    discs = {(column, row): disc for column, pile in enumerate(columns) for row, disc in enumerate(pile)}
    for (column, row), disc in discs.items():
        for right, up in DIRECTIONS:
            four = [(column + step * right, row + step * up) for step in range(4)]
            if all(discs.get(place) == disc for place in four):
                return four
    return []


def legal(state: State) -> list[str]:
    """The columns with room; none when somebody has won."""
    if line(state["columns"]):
        return []
    return [name for name, pile in zip(COLUMNS, state["columns"], strict=True) if len(pile) < ROWS]


def play(state: State, move: str) -> State:
    """The board with one more disc."""
    require(legal, state, move, "Choose a column with room." if legal(state) else "The game is over.")
    columns = [list(pile) for pile in state["columns"]]
    columns[COLUMNS.index(move)].append(turn(state))
    return {**state, "columns": columns}


def result(state: State) -> Result | None:
    """Four in a line, or a full board."""
    if line(state["columns"]):
        return Result("Four in a row", 1 - turn(state))
    return None if legal(state) else Result("Draw: the board is full")


def score(state: State, seat: int) -> int:
    """Two points for a win, one for a draw."""
    ended = result(state)
    if ended is None:
        return 0
    return 1 if ended.winner is None else 2 * (ended.winner == seat)


def worth(state: State, depth: int, low: int = -2 * WIN, high: int = 2 * WIN) -> int:
    """What the board is worth to whoever is to move, looking so many moves ahead."""
    if line(state["columns"]):
        return -WIN - depth
    if not depth:
        return 0
    for move in legal(state):
        low = max(low, -worth(play(state, move), depth - 1, -high, -low))
        if low >= high:
            break
    return low if legal(state) else 0


def reply(state: State, difficulty: str) -> str:
    """The computer's column: what the look ahead says; among equals those near the middle."""
    values = {move: -worth(play(state, move), DEPTHS[difficulty] - 1) for move in legal(state)}
    best = [move for move, value in values.items() if value == max(values.values())]
    nearest = min(abs(COLUMNS.index(move) - 3) for move in best)
    best = [move for move in best if abs(COLUMNS.index(move) - 3) == nearest]
    number, _ = draw(state["chance"] + len(best), len(best))
    return best[number]


def view(state: State, _seat: int | None) -> ConnectFourView:
    """Both see the whole board."""
    columns = [[COLOURS[disc] for disc in pile] for pile in state["columns"]]
    return ConnectFourView(columns=columns, turn=COLOURS[turn(state)])


def board(state: State, _seat: int | None) -> Board:
    """Six rows from above; a click anywhere in a column drops a disc into it."""
    winning = line(state["columns"])
    cells = []
    for row in reversed(range(ROWS)):
        for column, name in enumerate(COLUMNS):
            pile = state["columns"][column]
            disc = COLOURS[pile[row]] if row < len(pile) else "empty"
            kind = f"{disc} winning" if (column, row) in winning else disc
            cells.append(Cell(id=name, kind=kind, label=f"column {name}, row {row + 1}: {disc}"))
    return Board(columns=len(COLUMNS), cells=cells)


def note(before: State, move: str, _after: State) -> str:
    """Which disc fell where."""
    return f"{COLOURS[turn(before)].capitalize()} into column {move}"


GAME = Game(
    name="connect-four",
    title="Connect four",
    start=start,
    legal=legal,
    play=play,
    result=result,
    score=score,
    view=view,
    board=board,
    note=note,
    turn=turn,
    reply=reply,
    seats=2,
    ranking="total",
    forfeit=2,
    options=(Option("difficulty", "Difficulty level", ("Easy", "Medium", "Hard"), live=True),),
    samples=[["d", "c", "d", "c", "d", "c", "d"], ["d", "d", "c", "e", "b", "a", "f"], ["a", "d", "b", "d", "g", "d", "a", "d"]],
)
