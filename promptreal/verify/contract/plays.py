"""Games that are played: described, listed, refused in the right way, and nobody moves in the game of another."""

from __future__ import annotations

from promptreal import surface
from promptreal.spec import Offer
from promptreal.verify.client import Visitor
from promptreal.verify.contract.bench import Bench
from promptreal.verify.contract.openapi import Document

AREA = "games"


def check_plays(bench: Bench) -> None:
    """Every game of the spec, and what all of them share."""
    if not bench.spec.plays:
        return
    _check_description(bench)
    findings = bench.findings
    for game in bench.spec.plays:
        started = bench.send("POST", surface.API_PLAYS, {"game": game.name})
        if not findings.status(started, 201, AREA, game.name):
            continue
        play = started.document()
        address = surface.api_play(str(play.get("id")))
        findings.expect(started.headers.get("location") == address, AREA, f"{started.request} does not say where")
        legal = play.get("legal_moves")
        if not findings.expect(bool(legal) and isinstance(legal, list), AREA, f"{game.name} begins without a move"):
            continue
        first = {"move": legal[0]} if isinstance(legal, list) else {}
        stranger = bench.client.send("POST", f"{address}/moves", visitor=Visitor(), body=first)
        findings.expect(
            stranger.status in {401, 403}, AREA, f"{game.name}: somebody else moves, which answers {stranger.status}"
        )
        refused = bench.send("POST", f"{address}/moves", {"move": "no-such-move"})
        findings.problem(refused, 422, AREA, why="an unknown move")
        findings.problem(bench.send("POST", f"{address}/moves", {}), 422, AREA, why="no move")
        for offer in sorted(set(Offer) - set(game.offers) - {Offer.JOIN}):
            answer = bench.send("POST", f"{address}/{offer.value}")
            findings.expect(answer.status in {403, 404}, AREA, f"{game.name} offers {offer.value}, unasked")
        findings.status(bench.get(address), 200, AREA)
        if bench.pages:
            findings.status(bench.get(f"{surface.PLAY}/{play.get('id')}"), 200, AREA)
    _check_lists(bench)


def _check_description(bench: Bench) -> None:
    described = Document(bench.get(surface.OPENAPI).document())
    offers = {offer.value for game in bench.spec.plays for offer in game.offers}
    wanted = [(surface.API_PLAYS, "get"), (surface.API_PLAYS, "post"), (surface.API_LEADERBOARD, "get")]
    wanted += [(surface.API_GAME_STATISTICS, "get"), (surface.api_play("{}"), "get"), (surface.api_play("{}"), "patch")]
    wanted += [(surface.api_play("{}", "moves"), method) for method in ("get", "post")]
    wanted += [(surface.api_play("{}", offer), "post") for offer in sorted(offers)]
    for path, method in wanted:
        there = described.operation(path, method) is not None
        bench.findings.expect(there, AREA, f"{method.upper()} {path} is not described")


def _check_lists(bench: Bench) -> None:
    findings = bench.findings
    listed = bench.get(surface.API_PLAYS, page_size="1").document()
    missing = {"items", "total", "page", "page_size"} - listed.keys()
    findings.expect(not missing, AREA, f"the answer of GET {surface.API_PLAYS} lacks {', '.join(sorted(missing))}")
    findings.problem(bench.get(surface.API_PLAYS, page_size="1000"), 422, AREA, why="a page that is too large")
    findings.problem(bench.send("POST", surface.API_PLAYS, {"game": "no-such-game"}), 422, AREA, why="an unknown game")
    findings.problem(bench.get(surface.api_play("987654321")), 404, AREA, why="a game that is not there")
    if bench.pages:
        for address in (surface.PLAY, surface.LEADERBOARD, surface.GAME_HISTORY, surface.GAME_STATISTICS):
            findings.status(bench.get(address), 200, AREA)
