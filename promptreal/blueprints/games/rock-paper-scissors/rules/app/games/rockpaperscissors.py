"""Rock paper scissors: both choose without seeing the other's choice, round by round."""

from __future__ import annotations

from pydantic import BaseModel

from app.games.rules import Board, Cell, Control, Game, Option, Result, State, draw, require

# What each beats, and how that is said.
BEATS = {"rock": "scissors", "scissors": "paper", "paper": "rock"}
SAID = {"rock": "breaks", "scissors": "cut", "paper": "wraps"}
SIGNS = {"rock": "✊", "paper": "✋", "scissors": "✌"}
ROUNDS = {"First to 3": 3, "First to 5": 5, "First to 1": 1}


class RockPaperScissorsView(BaseModel):
    """The rounds that are over, the points, and whether one has chosen already."""

    rounds: list[list[str]]
    points: list[int]
    to_win: int
    chosen: bool


def start(options: dict[str, str], chance: int) -> State:
    """No round is played yet."""
    return {"rounds": [], "first": "", "to_win": ROUNDS[options["rounds"]], "chance": chance}


def points(state: State) -> list[int]:
    """How many rounds each side has won."""
    return [sum(1 for one in state["rounds"] if BEATS[one[seat]] == one[1 - seat]) for seat in (0, 1)]


def turn(state: State) -> int:
    """The first side chooses, then the other one."""
    return 1 if state["first"] else 0


def legal(state: State) -> list[str]:
    """All three; none when the game is over."""
    return [] if result(state) else list(BEATS)


def play(state: State, move: str) -> State:
    """The game after one more choice; the second one ends the round."""
    require(legal, state, move, "Choose rock, paper or scissors." if legal(state) else "The game is over.")
    if not state["first"]:
        return {**state, "first": move}
    _, chance = draw(state["chance"], 3)
    return {**state, "first": "", "rounds": [*state["rounds"], [state["first"], move]], "chance": chance}


def result(state: State) -> Result | None:
    """One side has won enough rounds."""
    won = points(state)
    return next((Result(f"{max(won)} to {min(won)}", seat) for seat in (0, 1) if won[seat] == state["to_win"]), None)


def score(state: State, seat: int) -> int:
    """Ten points for each round that was won."""
    return 10 * points(state)[seat]


def reply(state: State, _difficulty: str) -> str:
    """By chance alone: the other side's choice is not looked at."""
    number, _ = draw(state["chance"], 3)
    return list(BEATS)[number]


def view(state: State, seat: int | None) -> RockPaperScissorsView:
    """A choice is shown once both have made one."""
    return RockPaperScissorsView(
        rounds=state["rounds"], points=points(state), to_win=state["to_win"], chosen=bool(state["first"]) and seat == 0
    )


def board(state: State, _seat: int | None) -> Board:
    """The last round, and a button for each choice."""
    last = state["rounds"][-1] if state["rounds"] else ["", ""]
    cells = [
        Cell(id=f"side-{number}", text=SIGNS.get(one, "?"), kind="choice", label=one or "not chosen yet") for number, one in enumerate(last)
    ]
    controls = [Control(move=one, label=f"{SIGNS[one]} {one.capitalize()}", key=one[0]) for one in BEATS]
    won = points(state)
    return Board(columns=2, cells=cells, controls=controls, facts={"Rounds": f"{won[0]} to {won[1]}, {state['to_win']} win"})


def note(before: State, move: str, _after: State) -> str:
    """Who has won the round, once both have chosen."""
    if not before["first"]:
        return "The first choice is made"
    first = before["first"]
    if first == move:
        return f"{first.capitalize()} twice: a tie"
    winner, loser = (first, move) if BEATS[first] == move else (move, first)
    return f"{winner.capitalize()} {SAID[winner]} {loser}"


GAME = Game(
    name="rock-paper-scissors",
    title="Rock paper scissors",
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
    forfeit=10,
    secret=True,
    options=(Option("rounds", "Rounds to win", tuple(ROUNDS)),),
    samples=[["rock", "scissors"] * 3, ["paper", "scissors", "rock", "rock", "paper", "rock", "rock", "paper", "paper", "scissors"], ["scissors", "paper"] * 5],
)
