"""Waste sorting: pieces of waste go into the containers that they belong in, and every answer teaches something."""

from __future__ import annotations

from pydantic import BaseModel

from app.games.rules import Board, Cell, Control, Game, Result, State, require, shuffled

ROUND = 12
POINTS, BONUS, ROW = 10, 5, 3
CONTAINERS = {
    "paper": ("Paper", "Paper and cardboard become new paper."),
    "packaging": ("Plastic and metal", "Plastic and metal packaging is melted down and used again."),
    "glass": ("Glass", "Glass can be melted into new glass again and again."),
    "organic": ("Organic waste", "Food scraps and leaves become compost for the garden."),
    "other": ("Other waste", "This cannot be recycled, so it goes with the rest."),
}
# A drawing, what it is, and where it belongs.
ITEMS = (
    ("paper", "newspaper", "paper"),
    ("box", "cardboard box", "paper"),
    ("paper", "envelope", "paper"),
    ("paper", "old notebook", "paper"),
    ("cup", "plastic cup", "packaging"),
    ("can", "tin can", "packaging"),
    ("bottle", "shampoo bottle", "packaging"),
    ("box", "drink carton", "packaging"),
    ("bottle", "glass bottle", "glass"),
    ("jar", "jam jar", "glass"),
    ("bottle", "wine bottle", "glass"),
    ("banana", "banana peel", "organic"),
    ("apple", "apple core", "organic"),
    ("leaf", "fallen leaves", "organic"),
    ("egg", "eggshell", "organic"),
    ("tissue", "used tissue", "other"),
    ("toy", "broken toy", "other"),
    ("plaster", "old plaster", "other"),
)
# How many pieces must have been sorted correctly at the first try.
BADGES = {5: "★ Recycling starter", 9: "★★ Sorting star", 12: "★★★ Planet hero"}


class WasteSortingView(BaseModel):
    """The piece of waste that is to be sorted, what became of the one before, and the rewards so far."""

    waste: str
    containers: dict[str, str]
    feedback: str
    correct: int
    wrong: int
    remaining: int
    in_a_row: int
    badges: list[str]


def start(_options: dict[str, str], chance: int) -> State:
    """A round of pieces in any order."""
    numbers, chance = shuffled(range(len(ITEMS)), chance)
    return {"waiting": numbers[:ROUND], "again": [], "correct": 0, "wrong": 0, "row": 0, "points": 0, "feedback": "", "chance": chance}


def legal(state: State) -> list[str]:
    """Every container, as long as a piece waits."""
    return list(CONTAINERS) if state["waiting"] else []


def play(state: State, move: str) -> State:
    """The round after the piece went into that container; one that was wrong comes back at the end."""
    require(legal, state, move, "Choose one of the containers." if legal(state) else "The game is over.")
    number, *waiting = state["waiting"]
    _, name, right = ITEMS[number]
    title, why = CONTAINERS[right]
    if move != right:
        feedback = f"Not quite: the {name} belongs in {title}. {why} Try it again later!"
        return {**state, "waiting": [*waiting, number], "again": [*state["again"], number], "wrong": state["wrong"] + 1, "row": 0, "feedback": feedback}
    state = {**state, "waiting": waiting, "feedback": f"Well done: the {name} belongs in {title}. {why}"}
    if number in state["again"]:
        return state
    row = state["row"] + 1
    state |= {"row": row, "correct": state["correct"] + 1, "points": state["points"] + POINTS + (BONUS if row >= ROW else 0)}
    if state["correct"] in BADGES:
        state["feedback"] += f" New badge: {BADGES[state['correct']]}!"
    return state


def badges(state: State) -> list[str]:
    """The rewards so far."""
    return [badge for needed, badge in BADGES.items() if state["correct"] >= needed]


def result(state: State) -> Result | None:
    """Every piece is in its container."""
    if state["waiting"]:
        return None
    earned = badges(state)
    reward = f"; your reward: {earned[-1]}" if earned else ""
    return Result(f"All waste is sorted, {state['correct']} of {ROUND} at the first try{reward}", 0)


def score(state: State, _seat: int) -> int:
    """The points."""
    return int(state["points"])


def view(state: State, _seat: int | None) -> WasteSortingView:
    """The piece that is next, and how it goes."""
    waste = ITEMS[state["waiting"][0]][1] if state["waiting"] else ""
    return WasteSortingView(
        waste=waste,
        containers={name: title for name, (title, _) in CONTAINERS.items()},
        feedback=state["feedback"],
        correct=state["correct"],
        wrong=state["wrong"],
        remaining=len(state["waiting"]),
        in_a_row=state["row"],
        badges=badges(state),
    )


def board(state: State, _seat: int | None) -> Board:
    """The piece, and a button for each container."""
    picture, name, _ = ITEMS[state["waiting"][0]] if state["waiting"] else ("party", "all sorted", "")
    cells = [Cell(id="waste", text=name, picture=picture, kind="waste draggable" if state["waiting"] else "waste", label=name)]
    controls = [Control(move=move, label=title, key=str(number), kind=f"container {move}") for number, (move, (title, _)) in enumerate(CONTAINERS.items(), 1)]
    return Board(columns=1, cells=cells, controls=controls)


def note(_before: State, _move: str, after: State) -> str:
    """Whether it was right, and why."""
    return str(after["feedback"])


GAME = Game(
    name="waste-sorting",
    title="Waste sorting",
    start=start,
    legal=legal,
    play=play,
    result=result,
    score=score,
    view=view,
    board=board,
    note=note,
    samples=[["paper", "glass", "organic", "packaging", "other"] * 8, ["organic", "other", "paper", "glass", "packaging"] * 4, ["packaging", "paper"] * 5],
)
