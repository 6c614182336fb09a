"""Tic-tac-toe: three marks in a line win."""

from __future__ import annotations

from pydantic import BaseModel

from app.games.rules import Board, Cell, Game, Option, Result, State, draw, place, require

PLACES = tuple(place(column, row) for row in range(3) for column in range(3))
LINES = ((0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6))
MARKS = "XO"
# How many moves the computer looks ahead.
DEPTHS = {"Easy": 0, "Medium": 2, "Hard": 7}


class TicTacToeView(BaseModel):
    """The board: the marks from the top left, with an empty text where there is none."""

    marks: list[str]
    turn: str


def start(_options: dict[str, str], chance: int) -> State:
    """An empty board; X begins."""
    return {"marks": [""] * 9, "chance": chance}


def turn(state: State) -> int:
    """Whoever placed fewer marks."""
    return (9 - state["marks"].count("")) % 2


def line(marks: list[str]) -> tuple[int, ...]:
    """The places of three equal marks in a line, if there are any."""
    return next((one for one in LINES if marks[one[0]] and len({marks[at] for at in one}) == 1), ())


def legal(state: State) -> list[str]:
    """The empty places; none when somebody has won."""
    if line(state["marks"]):
        return []
    return [name for name, mark in zip(PLACES, state["marks"], strict=True) if not mark]


def play(state: State, move: str) -> State:
    """The board with one more mark."""
    require(legal, state, move, "Choose an empty place." if legal(state) else "The game is over.")
    marks = list(state["marks"])
    marks[PLACES.index(move)] = MARKS[turn(state)]
    return {**state, "marks": marks}


def result(state: State) -> Result | None:
    """Three in a line, or a full board."""
    if line(state["marks"]):
        return Result("Three in a row", 1 - turn(state))
    return None if "" in state["marks"] else Result("Draw: the board is full")


def score(state: State, seat: int) -> int:
    """Two points for a win, one for a draw."""
    ended = result(state)
    if ended is None:
        return 0
    return 1 if ended.winner is None else 2 * (ended.winner == seat)


def worth(marks: list[str], mark: str, depth: int, low: int = -99, high: int = 99) -> int:
    """What a board is worth to the mark that is to be placed, looking so many moves ahead: sooner wins are worth more."""
    if line(marks):
        return -1 - depth
    empty = [at for at, one in enumerate(marks) if not one]
    if not depth or not empty:
        return 0
    other = MARKS.replace(mark, "")
    for at in empty:
        now = [*marks[:at], mark, *marks[at + 1 :]]
        low = max(low, -worth(now, other, depth - 1, -high, -low))
        if low >= high:
            break
    return low


def reply(state: State, difficulty: str) -> str:
    """The computer's mark: anywhere, or where the look ahead says; among equals chance decides."""
    depth = DEPTHS[difficulty]
    other = MARKS[1 - turn(state)]
    values = {move: -worth(play(state, move)["marks"], other, depth - 1) if depth else 0 for move in legal(state)}
    best = [move for move, value in values.items() if value == max(values.values())]
    number, _ = draw(state["chance"] + len(best), len(best))
    return best[number]


def view(state: State, _seat: int | None) -> TicTacToeView:
    """Both see the whole board."""
    return TicTacToeView(marks=state["marks"], turn=MARKS[turn(state)])


def board(state: State, _seat: int | None) -> Board:
    """Three by three, with the winning line marked."""
    winning = line(state["marks"])
    cells = [
        Cell(id=name, text=mark, kind=f"mark-{mark.lower() or 'none'}{' winning' if at in winning else ''}", label=f"{name}, {mark or 'empty'}")
        for at, (name, mark) in enumerate(zip(PLACES, state["marks"], strict=True))
    ]
    return Board(columns=3, cells=cells)


def note(before: State, move: str, _after: State) -> str:
    """Which mark was placed where."""
    return f"{MARKS[turn(before)]} on {move}"


GAME = Game(
    name="tic-tac-toe",
    title="Tic-tac-toe",
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
    samples=[["b2", "a1", "a2", "c2", "c1", "a3", "b3", "b1", "c3"], ["a1", "b1", "a2", "b2", "a3"], ["a1", "b2", "c1", "b1", "a3", "b3"]],
)
