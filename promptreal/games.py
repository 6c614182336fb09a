"""The games that apps can be made of: what is on disk under `blueprints/games`, each with its rules and its looks.

A game is data: `game.toml` says what it is called and what it offers, `rules/` holds its Python module with tests,
`pages/` its style. Adding a folder adds a game.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from promptreal.entries import entries_on_disk
from promptreal.model import Model
from promptreal.spec import Offer

GAMES = Path(__file__).parent / "blueprints" / "games"


class GameEntry(Model):
    """A game of the catalogue.

    `names` are patterns of what a prompt calls it, `listed` those that mean it only beside other games. `module` and
    `view` are the names of its module and of the class of what it shows. `moves` are what players do, in words; `about`
    says how it is played. `offers` is what it always offers, `extras` what it offers where the prompt asks for it.
    `things` are nouns that are part of its rules and no records of their own, `verbs` what else is done in it.
    `replies` says that the computer plays it, `secret` that two people cannot share a screen.
    """

    name: str
    title: str
    module: str
    view: str
    names: tuple[str, ...]
    listed: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    extras: tuple[Offer, ...] = ()
    options: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    replies: bool = False
    secret: bool = False
    about: str = ""

    @property
    def folder(self) -> Path:
        """Where its layers are."""
        return GAMES / self.name


@cache
def games() -> dict[str, GameEntry]:
    """Every game on disk by name.

    Raises:
        GenerateError: a `game.toml` cannot be read.
    """
    return entries_on_disk(GAMES, "game.toml", GameEntry, "game")
