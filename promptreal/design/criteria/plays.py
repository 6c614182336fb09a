"""Checks of games: they start, take legal moves and no others, and what is offered besides works."""

from __future__ import annotations

from promptreal import surface
from promptreal.design.criteria.records import equals
from promptreal.design.criteria.scene import Scene
from promptreal.spec import JsonExpectation, Offer, Play

_AT_ONCE = (Offer.UNDO, Offer.RESIGN)


def is_played(scene: Scene, play: Play) -> bool:
    """A new game takes a legal move; one that the rules do not know is refused, and changes nothing."""
    moves = surface.api_play("{play}", "moves")
    started = (equals("game", play.name), equals("status", "playing"), equals("move_count", 0))
    scene.ask(
        surface.API_PLAYS,
        method="POST",
        body={"game": play.name},
        status=(201,),
        expect=started,
        save={"play": "id", "move": "legal_moves.0"},
    )
    if scene.pages:
        scene.ask(surface.PLAY, contains=(play.title,))
        scene.ask(f"{surface.PLAY}/{{play}}", contains=(play.title,))
    scene.ask(moves, method="POST", body={"move": "no-such-move"}, status=(422,))
    scene.ask(surface.api_play("{play}"), expect=started)
    made = JsonExpectation(path="move_count", op="at_least", value=1)
    scene.ask(moves, method="POST", body={"move": "{move}"}, expect=(made,))
    scene.ask(moves, expect=(equals("items.1.move", "{move}"),))
    outcomes = {Offer.UNDO: equals("move_count", 0), Offer.RESIGN: equals("status", "resigned")}
    for offer in (one for one in _AT_ONCE if one in play.offers):
        scene.ask(surface.api_play("{play}", offer.value), method="POST", expect=(outcomes[offer],))
    return True


def is_ranked(scene: Scene, play: Play) -> bool:
    """The ranking has the highest score first."""
    descending = JsonExpectation(path="items.*.score", op="descending")
    scene.ask(surface.API_LEADERBOARD, query={"game": play.name}, expect=(descending,))
    if scene.pages:
        scene.ask(surface.LEADERBOARD, contains=(play.title,))
    return True


def is_joined(scene: Scene, play: Play) -> bool:
    """Somebody else joins a game that waits, and moves in it when it is their turn."""
    if Offer.JOIN not in play.offers:
        return False
    body = {"game": play.name, "opponent": "person"}
    scene.ask(
        surface.API_PLAYS,
        method="POST",
        body=body,
        status=(201,),
        expect=(equals("status", "waiting"),),
        save={"play": "id"},
    )
    joined = (equals("status", "playing"), equals("seat", 1))
    scene.ask(surface.api_play("{play}", "join"), method="POST", session="second", expect=joined)
    scene.ask(surface.api_play("{play}"), save={"move": "legal_moves.0"})
    moves = surface.api_play("{play}", "moves")
    scene.ask(moves, method="POST", session="second", body={"move": "{move}"}, status=(403,))
    scene.ask(moves, method="POST", body={"move": "{move}"}, expect=(equals("move_count", 1), equals("turn", 1)))
    return True
