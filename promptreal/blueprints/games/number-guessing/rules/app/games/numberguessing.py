"""Number guessing: a hidden number is found by hearing whether it is higher or lower."""

from __future__ import annotations

from pydantic import BaseModel

from app.games.rules import Board, Cell, Game, IllegalMove, Option, Result, State, draw

# The highest number, and how many attempts there are.
LEVELS = {"Easy": (50, 8), "Medium": (100, 7), "Hard": (1000, 10)}


class NumberGuessingView(BaseModel):
    """What was guessed, and between which numbers the hidden one is."""

    guesses: list[int]
    low: int
    high: int
    attempts_left: int


def start(options: dict[str, str], chance: int) -> State:
    """A hidden number from 1 on."""
    highest, attempts = LEVELS[options["difficulty"]]
    number, chance = draw(chance, highest)
    return {"secret": number + 1, "highest": highest, "attempts": attempts, "guesses": [], "chance": chance}


def bounds(state: State) -> tuple[int, int]:
    """The lowest and the highest number that it can still be."""
    below = [one for one in state["guesses"] if one < state["secret"]]
    above = [one for one in state["guesses"] if one > state["secret"]]
    return max(below, default=0) + 1, min(above, default=state["highest"] + 1) - 1


def left(state: State) -> int:
    """How many attempts are left."""
    return state["attempts"] - len(state["guesses"])


def legal(state: State) -> list[str]:
    """The numbers that it can still be; none when the game is over."""
    low, high = bounds(state)
    return [] if result(state) else [str(one) for one in range(low, high + 1)]


def play(state: State, move: str) -> State:
    """The game after one more guess."""
    if result(state):
        raise IllegalMove("The game is over.")
    if not move.isdecimal() or not 1 <= int(move) <= state["highest"]:
        raise IllegalMove(f"Guess a whole number from 1 to {state['highest']}.")
    if int(move) in state["guesses"]:
        raise IllegalMove(f"You have guessed {int(move)} already.")
    return {**state, "guesses": [*state["guesses"], int(move)]}


def result(state: State) -> Result | None:
    """The number is found, or no attempt is left."""
    if state["secret"] in state["guesses"]:
        return Result(f"You found {state['secret']}", 0)
    return Result(f"The number was {state['secret']}") if left(state) == 0 else None


def score(state: State, _seat: int) -> int:
    """Ten points for finding it, and ten for each attempt that is left then."""
    ended = result(state)
    return 10 + 10 * left(state) if ended and ended.winner == 0 else 0


def view(state: State, _seat: int | None) -> NumberGuessingView:
    """The hidden number is told by the result only."""
    low, high = bounds(state)
    return NumberGuessingView(guesses=state["guesses"], low=low, high=high, attempts_left=left(state))


def board(state: State, _seat: int | None) -> Board:
    """The guesses with what was said of them, and a field for the next one."""
    cells = [Cell(id=str(one), text=str(one), kind=said(state, one), label=f"{one}: {said(state, one)}") for one in state["guesses"]]
    low, high = bounds(state)
    facts = {"Attempts left": f"{left(state)} of {state['attempts']}", "It is between": f"{low} and {high}"}
    entry = "" if result(state) else f"Your guess, 1 to {state['highest']}"
    return Board(columns=1, cells=cells, facts=facts, entry=entry)


def said(state: State, guess: int) -> str:
    """What is said of a guess."""
    return "found" if guess == state["secret"] else "higher" if state["secret"] > guess else "lower"


def note(_before: State, move: str, after: State) -> str:
    """Whether the number is higher or lower."""
    answer = said(after, int(move))
    return f"{int(move)} is it" if answer == "found" else f"It is {answer} than {int(move)}"


GAME = Game(
    name="number-guessing",
    title="Number guessing",
    start=start,
    legal=legal,
    play=play,
    result=result,
    score=score,
    view=view,
    board=board,
    note=note,
    options=(Option("difficulty", "Difficulty level", tuple(LEVELS)),),
    samples=[["25", "12", "37", "6", "18", "31", "43"], ["30", "40", "20", "45", "10", "35"], [str(one) for one in range(8, 50, 6)]],
)
