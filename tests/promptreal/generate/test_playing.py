"""Games and workbenches in generated repositories: only what the spec asks for, and nothing that is not there."""

from __future__ import annotations

import ast
import re

import pytest

from promptreal.errors import GenerateError
from promptreal.games import games
from promptreal.generate.blueprint import BlueprintGenerator
from promptreal.generate.render import blueprints
from promptreal.spec import AppSpec, Offer, Play, Workbench
from tests.specs import bookings, playground


def files_of(spec: AppSpec) -> dict[str, bytes]:
    return dict(BlueprintGenerator().generate(spec, None).files)


@pytest.mark.parametrize("app_type", blueprints())
@pytest.mark.parametrize("accounts", [True, False])
def test_every_blueprint_takes_games(app_type: str, accounts: bool) -> None:
    files = files_of(playground().model_copy(update={"app_type": app_type, "accounts": accounts}))
    for path, content in files.items():
        if path.endswith(".py"):
            ast.parse(content, filename=path)
    assert {"app/games/chess.py", "app/games/twenty48.py", "app/games/memory.py", "app/plays.py"} <= files.keys()
    assert "app/games/hangman.py" not in files
    assert ("app/static/play.js" in files) == ("app/static/workbench.js" in files) == (app_type != "rest-api")
    assert b"app_play_moves" in files["migrations/versions/0001_initial.py"]


def test_an_app_without_games_has_nothing_of_them() -> None:
    files = files_of(bookings())
    assert not [path for path in files if "play" in path or "game" in path or "bench" in path]
    whole = b"\n".join(files.values())
    assert b"app_plays" not in whole
    assert b"workbench" not in whole


@pytest.mark.parametrize(
    ("play", "says"),
    [
        (Play(name="tiddlywinks", title="T"), "no game 'tiddlywinks'"),
        (Play(name="chess", title="C", offers=(Offer.REVIVE,)), "cannot be offered with revive"),
    ],
)
def test_a_game_that_is_not_there_is_refused(play: Play, says: str) -> None:
    with pytest.raises(GenerateError, match=says):
        files_of(playground().model_copy(update={"plays": (play,)}))


def test_a_workbench_that_is_not_there_is_refused() -> None:
    bench = Workbench(name="loom", title="Loom", entity="document", field="content")
    with pytest.raises(GenerateError, match="no workbench 'loom'"):
        files_of(playground().model_copy(update={"workbenches": (bench,)}))


def test_what_a_spec_refers_to_exists() -> None:
    whole = playground().model_dump()
    with pytest.raises(ValueError, match="refers to entity nobody"):
        AppSpec.model_validate(whole | {"plays": [{"name": "chess", "title": "Chess", "keeper": "nobody"}]})
    wrong = {"name": "html-editor", "title": "H", "entity": "player", "field": "content"}
    with pytest.raises(ValueError, match=r"works on player\.content"):
        AppSpec.model_validate(whole | {"workbenches": [wrong]})


@pytest.mark.parametrize("name", games())
def test_an_app_has_only_what_its_games_need(name: str) -> None:
    entry = games()[name]
    play = Play(name=name, title=entry.title, offers=entry.offers, keeper="player")
    files = files_of(playground().model_copy(update={"plays": (play,)}))
    others = {one.module for one in games().values()} - {entry.module}
    assert not {path for path in files if path.removeprefix("app/games/").removesuffix(".py") in others}
    shared = files["app/games/rules.py"].decode()
    own = "\n".join(content.decode() for path, content in files.items() if path.startswith("app/games/"))
    for helper in ("draw", "place", "require", "shuffled"):
        assert (f"def {helper}(" in shared) == (len(re.findall(rf"\b{helper}\(", own)) > 1)
