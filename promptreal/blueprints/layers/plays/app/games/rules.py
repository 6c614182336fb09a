"""What all games have in common: a state of plain values, moves in words, and a board that any page can draw.

The rules of a game are pure functions. Chance comes from a number in the state, so that a state and a move always
lead to the same next state.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

State = dict[str, Any]
Ranking = Literal["best", "total"]


class IllegalMove(Exception):
    """A move that the rules do not allow; the message says why."""


class Cell(BaseModel):
    """One place of the board: `id` is how moves name it, `kind` how it looks, `label` what a screen reader says.

    `picture` names a drawing of the game's own (`static/games/{game}/{picture}.svg`).
    """

    id: str
    text: str = ""
    kind: str = ""
    label: str = ""
    picture: str = ""


class Control(BaseModel):
    """A button beside the board: the move that it makes, and the key that does the same."""

    move: str
    label: str
    key: str = ""
    kind: str = ""


class Board(BaseModel):
    """What is drawn: cells row by row, and buttons. A click on a cell makes the move of its name, or starts one."""

    columns: int
    cells: list[Cell]
    controls: list[Control] = []


@dataclass(frozen=True)
class Result:
    """How a game ended: the seat that won, if one did, and why, in words."""

    reason: str
    winner: int | None = None


@dataclass(frozen=True)
class Option:
    """What is chosen for a game. One with `live` may be changed while it is played, one with `look` is only looks."""

    name: str
    label: str
    choices: tuple[str, ...]
    live: bool = False
    look: bool = False


@dataclass(frozen=True)
class Game:
    """A game by its rules; `how` says in words how it is played.

    `legal` are the moves of whoever is to move. `view` and `board` show a seat what it may see (None: somebody who
    only watches). `reply` is the computer's move. `revive` brings a game back that is over. `note` says in words what a
    move did. `samples` are lines of moves that make sense. In the ranking either the best score of a player counts, or
    all of them together. `forfeit` is what the other one's resignation is worth. In a `secret` game each
    side hides something from the other, so that two people cannot share a screen. A game that
    goes on by itself makes the move `tick` again and again: `speeds` are the milliseconds between, by the option `speed`.
    `offers` says whether moves can be
    undone, games resigned, revived and joined.
    """

    name: str
    title: str
    start: Callable[[dict[str, str], int], State]
    legal: Callable[[State], list[str]]
    play: Callable[[State, str], State]
    result: Callable[[State], Result | None]
    score: Callable[[State, int], int]
    view: Callable[[State, int | None], BaseModel]
    board: Callable[[State, int | None], Board]
    note: Callable[[State, str, State], str]
    turn: Callable[[State], int] = lambda _state: 0
    reply: Callable[[State, str], str] | None = None
    revive: Callable[[State], State] | None = None
    how: str = ""
    seats: int = 1
    ranking: Ranking = "best"
    forfeit: int = 0
    secret: bool = False
    tick: str = ""
    speeds: tuple[tuple[str, int], ...] = ()
    options: tuple[Option, ...] = ()
    samples: Sequence[Sequence[str]] = ()
    offers: frozenset[str] = frozenset()

    @property
    def lasting(self) -> tuple[Option, ...]:
        """The options that may be changed while it is played."""
        return tuple(one for one in self.options if one.live)


def draw(chance: int, below: int) -> tuple[int, int]:
    """A number from 0 to below - 1 that `chance` leads to, and the chance that follows it."""
    following = (chance * 0x5DEECE66D + 11) % 2**48
    return (following >> 17) * below >> 31, following


def shuffled(values: Sequence[Any], chance: int) -> tuple[list[Any], int]:
    """The values in an order that `chance` leads to, and the chance that follows."""
    mixed = list(values)
    for last in range(len(mixed) - 1, 0, -1):
        other, chance = draw(chance, last + 1)
        mixed[last], mixed[other] = mixed[other], mixed[last]
    return mixed, chance


def place(column: int, row: int) -> str:
    """A cell's name: a letter for its column, and its row from 1, counted from above."""
    return f"{chr(ord('a') + column)}{row + 1}"


def require(game: Callable[[State], list[str]], state: State, move: str, otherwise: str) -> None:
    """Refuses a move that is not among the legal ones.

    Raises:
        IllegalMove: it is not; the message is `otherwise`.
    """
    if move not in game(state):
        raise IllegalMove(otherwise)
