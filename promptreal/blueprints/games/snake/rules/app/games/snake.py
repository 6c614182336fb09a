"""Snake: it moves on by itself, grows with what it eats, and must run into nothing."""

from __future__ import annotations

from pydantic import BaseModel

from app.games.rules import Board, Cell, Control, Game, Option, Result, State, draw, place, require

SIZE = 15
POINTS = 10
WAYS = {"up": (0, -1), "left": (-1, 0), "right": (1, 0), "down": (0, 1)}
OPPOSITE = {"up": "down", "down": "up", "left": "right", "right": "left"}
# Milliseconds from one step to the next.
SPEEDS = {"Slow": 320, "Normal": 220, "Fast": 140}


class SnakeView(BaseModel):
    """Where the snake lies, from its head on, as columns and rows; where its food is; and where it is heading."""

    snake: list[tuple[int, int]]
    food: tuple[int, int]
    heading: str
    length: int
    eaten: int


def start(_options: dict[str, str], chance: int) -> State:
    """A snake of three in the middle, heading to the right, and something to eat."""
    middle = SIZE // 2
    state = {"snake": [[middle - back, middle] for back in range(3)], "heading": "right", "eaten": 0, "hit": "", "chance": chance}
    return with_food(state)


def with_food(state: State) -> State:
    """The state with food on a free place; without any where the snake fills the whole field."""
    free = [[column, row] for row in range(SIZE) for column in range(SIZE) if [column, row] not in state["snake"]]
    if not free:
        return {**state, "food": [-1, -1]}
    number, chance = draw(state["chance"], len(free))
    return {**state, "food": free[number], "chance": chance}


def legal(state: State) -> list[str]:
    """To go on, or to turn to any side but back."""
    if result(state):
        return []
    return ["go", *(way for way in WAYS if way != OPPOSITE[state["heading"]])]


def play(state: State, move: str) -> State:
    """The state one step later."""
    require(legal, state, move, "The snake cannot turn back." if legal(state) else "The game is over.")
    heading = state["heading"] if move == "go" else move
    head = [state["snake"][0][part] + WAYS[heading][part] for part in (0, 1)]
    if not all(0 <= one < SIZE for one in head):
        return {**state, "heading": heading, "hit": "the wall"}
    eats = head == state["food"]
    body = state["snake"] if eats else state["snake"][:-1]
    # The end of the tail moves on in the same step.
    if head in body:
        return {**state, "heading": heading, "hit": "itself"}
    after = {**state, "heading": heading, "snake": [head, *body], "eaten": state["eaten"] + eats}
    return with_food(after) if eats else after


def result(state: State) -> Result | None:
    """It ran into something, or fills the whole field."""
    if state["hit"]:
        return Result(f"The snake ran into {state['hit']}")
    return Result("The snake fills the whole field", 0) if len(state["snake"]) == SIZE * SIZE else None


def view(state: State, _seat: int | None) -> SnakeView:
    """Everything is seen."""
    return SnakeView(
        snake=[(column, row) for column, row in state["snake"]],
        food=(state["food"][0], state["food"][1]),
        heading=state["heading"],
        length=len(state["snake"]),
        eaten=state["eaten"],
    )


def board(state: State, _seat: int | None) -> Board:
    """The field, and a button for each direction."""
    kinds = {(column, row): "body" for column, row in state["snake"]}
    kinds[state["food"][0], state["food"][1]] = "food"
    kinds[state["snake"][0][0], state["snake"][0][1]] = "head crashed" if state["hit"] else "head"
    cells = [
        Cell(id=place(column, row), kind=kinds.get((column, row), ""), label=f"{place(column, row)}, {kinds.get((column, row), 'free')}")
        for row in range(SIZE)
        for column in range(SIZE)
    ]
    controls = [Control(move=way, label=way.capitalize(), key=f"Arrow{way.capitalize()}", kind=way) for way in WAYS]
    return Board(columns=SIZE, cells=cells, controls=controls)


def note(before: State, _move: str, after: State) -> str:
    """What happened on the step."""
    if after["hit"]:
        return f"It ran into {after['hit']}"
    return f"It ate, and is {len(after['snake'])} long" if after["eaten"] > before["eaten"] else f"It moves {after['heading']}"


GAME = Game(
    name="snake",
    title="Snake",
    start=start,
    legal=legal,
    play=play,
    result=result,
    score=lambda state, _seat: POINTS * int(state["eaten"]),
    view=view,
    board=board,
    note=note,
    tick="go",
    speeds=tuple(SPEEDS.items()),
    options=(Option("speed", "Speed", tuple(SPEEDS), live=True),),
    samples=[["go", "down", "go", "left", "go", "up"] * 3 + ["go"] * 9, ["up"] + ["go"] * 7, ["go"] * 8],
)
