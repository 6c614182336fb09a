"""The contract and the criteria hold for an app of games, and not for one that is wrong in one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from promptreal.deadline import Deadline
from promptreal.evidence import Outcome
from promptreal.spec import AppSpec
from promptreal.verify import run_contract, run_criteria
from promptreal.verify.accounts import visitors
from promptreal.verify.client import Client
from promptreal.verify.contract.bench import Bench
from promptreal.verify.contract.findings import Findings
from promptreal.verify.contract.plays import check_plays
from tests.promptreal.verify.running import Lie, Reply, complete, lying, only, running
from tests.specs import playground


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(playground(), tmp_path_factory.mktemp("playground")) as url:
        yield url


def findings(url: str, spec: AppSpec) -> list[str]:
    with Client(url, Deadline("deployment", 120)) as client:
        bench = Bench(client=client, spec=spec, findings=Findings(), visitors=visitors(client, spec))
        check_plays(bench)
    return bench.findings.failures


def test_the_contract_and_the_criteria_hold(played: str) -> None:
    contract = run_contract(played, playground(), Deadline("deployment", 120))
    assert contract.outcome is Outcome.PASSED, contract.details
    spec = complete(playground())
    assert {"game:chess", "join:chess", "ranking:2048", "game:memory"} <= {one.part for one in spec.criteria}
    assert not any(one.part == "join:2048" for one in spec.criteria)
    criteria = run_criteria(played, spec, Deadline("deployment", 120))
    assert criteria.outcome is Outcome.PASSED, criteria.details


def on(path_ends: str, change: Callable[[Reply], None]) -> Lie:
    def lie(reply: Reply) -> None:
        if reply.path.endswith(path_ends):
            change(reply)

    return lie


def becomes(status: int) -> Callable[[Reply], None]:
    def change(reply: Reply) -> None:
        reply.status = status

    return change


def without_plays(reply: Reply) -> None:
    document: dict[str, Any] = reply.json()
    reply.say({**document, "paths": {path: one for path, one in document["paths"].items() if "plays" not in path}})


@pytest.mark.parametrize(
    ("lie", "named"),
    [
        (on("/moves", becomes(200)), "somebody else moves"),
        (on("/openapi.json", without_plays), "POST /api/plays is not described"),
        (on("/api/plays", lambda reply: reply.headers.pop("location", "")), "does not say where"),
        (on("/leaderboard", becomes(500)), "/leaderboard"),
        (on("/revive", becomes(200)), "offers revive, unasked"),
    ],
)
def test_games_that_break_a_promise_are_found_out(played: str, lie: Lie, named: str) -> None:
    with lying(played, lie=lie) as url:
        failures = findings(url, playground())
    assert any(named in line for line in failures), failures


def turned(reply: Reply) -> None:
    if reply.status == 200 and "items" in reply.json():
        reply.say({**reply.json(), "items": [{"score": 1}, {"score": 2}]})


@pytest.mark.parametrize(
    ("part", "lie"),
    [
        ("ranking:2048", on("/leaderboard", turned)),
        ("game:chess", on("/moves", lambda reply: reply.status == 422 and becomes(200)(reply))),
        ("game:2048", on("/undo", becomes(409))),
        ("join:chess", on("/join", becomes(409))),
    ],
)
def test_a_game_that_is_wrong_in_one_thing_fails_that_criterion(played: str, part: str, lie: Lie) -> None:
    with lying(played, lie=lie) as url:
        gate = run_criteria(url, only(playground(), part), Deadline("deployment", 120))
    assert gate.outcome is Outcome.FAILED
