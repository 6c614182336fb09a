"""2048: tiles slide to one side, equal ones merge into their sum, and a tile of 2048 wins."""

from __future__ import annotations

from pydantic import BaseModel

from app.games.rules import Board, Cell, Control, Game, IllegalMove, Result, State, draw

SIZE = 4
GOAL = 2048
MOVES = ("up", "left", "right", "down")
# One new tile in this many is a 4.
FOURS = 10

Tiles = list[list[int]]


class TwentyFortyEightView(BaseModel):
    """The board: tiles row by row, 0 where there is none."""

    tiles: list[list[int]]
    score: int
    best_tile: int
    merged: int
    revivals: int


def start(_options: dict[str, str], chance: int) -> State:
    """An empty board with two tiles."""
    state = {"tiles": [[0] * SIZE for _ in range(SIZE)], "score": 0, "merged": 0, "revivals": 0, "beyond": False, "chance": chance}
    return with_tile(with_tile(state))


def slide(line: list[int]) -> tuple[list[int], int, int]:
    """A line after its tiles slid to its beginning; the points that merging gave, and how many merged."""
    tiles = [one for one in line if one]
    slid: list[int] = []
    points = merged = position = 0
    while position < len(tiles):
        tile = tiles[position]
        if tiles[position + 1 : position + 2] == [tile]:
            tile *= 2
            points += tile
            merged += 1
            position += 1
        slid.append(tile)
        position += 1
    return slid + [0] * (len(line) - len(slid)), points, merged


def moved(tiles: Tiles, move: str) -> tuple[Tiles, int, int]:
    """The board after every tile slid that way; the points that merging gave, and how many merged."""
    lines = turned(tiles, move)
    slid = [slide(line) for line in lines]
    points, merged = sum(one[1] for one in slid), sum(one[2] for one in slid)
    return turned_back([line for line, _, _ in slid], move), points, merged


def turned(tiles: Tiles, move: str) -> Tiles:
    """The lines that tiles slide along, each from where they slide to."""
    lines = [list(line) for line in (zip(*tiles, strict=True) if move in {"up", "down"} else tiles)]
    return [line[::-1] for line in lines] if move in {"right", "down"} else lines


def turned_back(lines: Tiles, move: str) -> Tiles:
    """The board that these lines come from."""
    straight = [line[::-1] for line in lines] if move in {"right", "down"} else lines
    return [list(line) for line in zip(*straight, strict=True)] if move in {"up", "down"} else straight


def with_tile(state: State) -> State:
    """The state with one more tile, a 2 or now and then a 4, on an empty place."""
    tiles = [list(row) for row in state["tiles"]]
    empty = [(row, column) for row in range(SIZE) for column in range(SIZE) if not tiles[row][column]]
    where, chance = draw(state["chance"], len(empty))
    four, chance = draw(chance, FOURS)
    row, column = empty[where]
    tiles[row][column] = 2 if four else 4
    return {**state, "tiles": tiles, "chance": chance}


def legal(state: State) -> list[str]:
    """The directions in which something moves; none once the goal is reached, until the player goes on."""
    if best(state) >= GOAL and not state["beyond"]:
        return []
    return [move for move in MOVES if moved(state["tiles"], move)[0] != state["tiles"]]


def play(state: State, move: str) -> State:
    """The state after every tile slid that way and a new one appeared."""
    if move not in MOVES:
        raise IllegalMove("Tiles move up, down, left or right.")
    if move not in legal(state):
        raise IllegalMove(f"No tile can move {move}.")
    tiles, points, merged = moved(state["tiles"], move)
    return with_tile(
        {**state, "tiles": tiles, "score": state["score"] + points, "merged": state["merged"] + merged}
    )


def best(state: State) -> int:
    """The largest tile."""
    return max(max(row) for row in state["tiles"])


def result(state: State) -> Result | None:
    """A win with a tile of 2048; a loss when nothing can move."""
    if legal(state):
        return None
    if best(state) >= GOAL and not state["beyond"]:
        return Result(f"You made a tile of {GOAL}", 0)
    return Result("No tile can move any more")


def revive(state: State) -> State:
    """The board that was won goes on; from one that is full the two smallest tiles are taken away."""
    if best(state) >= GOAL and not state["beyond"]:
        return {**state, "beyond": True}
    tiles = [list(row) for row in state["tiles"]]
    places = sorted((tiles[row][column], row, column) for row in range(SIZE) for column in range(SIZE))
    for _, row, column in places[:2]:
        tiles[row][column] = 0
    return {**state, "tiles": tiles, "revivals": state["revivals"] + 1}


def view(state: State, _seat: int | None) -> TwentyFortyEightView:
    """Everybody sees the whole board."""
    return TwentyFortyEightView(best_tile=best(state), **{name: state[name] for name in ("tiles", "score", "merged", "revivals")})


def board(state: State, _seat: int | None) -> Board:
    """Four rows of tiles, and a button for each direction."""
    cells = [
        Cell(id=f"{row}-{column}", text=str(tile or ""), kind=f"tile tile-{min(tile, 4096)}", label=str(tile or "empty"))
        for row, line in enumerate(state["tiles"])
        for column, tile in enumerate(line)
    ]
    controls = [Control(move=move, label=move.capitalize(), key=f"Arrow{move.capitalize()}", kind=move) for move in MOVES]
    return Board(columns=SIZE, cells=cells, controls=controls)


def note(before: State, _move: str, after: State) -> str:
    """How many tiles merged, and what it was worth."""
    merged, points = after["merged"] - before["merged"], after["score"] - before["score"]
    return f"{merged} merged for {points} points" if merged else "No tiles merged"


GAME = Game(
    name="2048",
    title="2048",
    start=start,
    legal=legal,
    play=play,
    result=result,
    score=lambda state, _seat: state["score"],
    view=view,
    board=board,
    note=note,
    revive=revive,
    samples=[["left", "down"] * 8, ["up", "left", "down", "left"] * 6, ["right", "down", "left", "down"] * 8],
)
