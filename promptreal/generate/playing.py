"""The games of a spec as templates see them, and the layers that hold their rules and looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from promptreal.errors import GenerateError
from promptreal.games import GameEntry, games
from promptreal.generate.view import AppView, EntityView
from promptreal.spec import AppSpec, Play

# Functions of `app/games/rules.py` that some games need and others do not.
_HELPERS = ("draw", "place", "require", "shuffled")


@dataclass(frozen=True)
class GameView:
    """A game with the names of its module and of the class of what it shows."""

    name: str
    title: str
    module: str
    view: str
    offers: tuple[str, ...]
    about: str


def game_views(spec: AppSpec) -> list[GameView]:
    """The games of the spec in its order.

    Raises:
        GenerateError: one is not in the catalogue, or cannot do what the spec offers.
    """
    found = []
    for play in spec.plays:
        entry = _entry(play)
        offers = tuple(one.value for one in play.offers)
        found.append(
            GameView(
                name=entry.name,
                title=play.title,
                module=entry.module,
                view=entry.view,
                offers=offers,
                about=entry.about,
            )
        )
    return found


def helpers(spec: AppSpec) -> list[str]:
    """What the games of the spec take from the rules that all games share."""
    folders = [_entry(play).folder / "rules" / "app" for play in spec.plays]
    text = "\n".join(path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.rglob("*.py")))
    found = {one for one in _HELPERS if re.search(rf"\b{one}\(", text)}
    # Shuffling draws.
    return sorted(found | ({"draw"} if "shuffled" in found else set()))


def game_layers(spec: AppSpec, *, pages: bool) -> list[Path]:
    """The folders of the games' files: their rules, and in an app with pages their looks."""
    parts = ("rules", "pages") if pages else ("rules",)
    folders = [_entry(play).folder / part for play in spec.plays for part in parts]
    return [one for one in folders if one.is_dir()]


def keeper(view: AppView) -> EntityView | None:
    """The entity that keeps the names of those who played."""
    named = next((one.keeper for one in view.spec.plays if one.keeper), "")
    return view.entity(named) if named else None


def _entry(play: Play) -> GameEntry:
    known = games()
    if play.name not in known:
        raise GenerateError(f"there is no game {play.name!r}", hint=f"available: {', '.join(known) or 'none'}")
    entry = known[play.name]
    odd = sorted(set(play.offers) - {*entry.offers, *entry.extras})
    if odd:
        raise GenerateError(
            f"the game {play.name} cannot be offered with {odd[0].value}",
            hint=f"it offers: {', '.join((*entry.offers, *entry.extras)) or 'nothing besides moves'}",
        )
    return entry
