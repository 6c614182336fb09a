"""The catalogues of games and workbenches on disk."""

from __future__ import annotations

import re

import pytest

from promptreal.errors import GenerateError
from promptreal.games import GAMES, games
from promptreal.spec import Offer
from promptreal.workbenches import workbenches

every_game = pytest.mark.parametrize("name", games())
every_workbench = pytest.mark.parametrize("name", workbenches())


@every_game
def test_a_game_has_rules_tests_and_a_style(name: str) -> None:
    game = games()[name]
    rules = (game.folder / f"rules/app/games/{game.module}.py").read_text("utf-8")
    assert f'name="{name}"' in rules
    assert f"class {game.view}(BaseModel)" in rules
    assert list((game.folder / "rules/tests").glob("test_game_*.py"))
    assert (game.folder / f"pages/app/static/games/{name}.css").is_file()
    assert (Offer.JOIN in game.offers) == game.replies == ("seats=2" in rules)
    assert (Offer.REVIVE in (*game.offers, *game.extras)) == ("revive=revive" in rules)
    assert game.about.endswith(".")
    assert all(re.compile(one) for one in game.names)


@every_workbench
def test_a_workbench_has_a_page_a_script_and_a_style(name: str) -> None:
    bench = workbenches()[name]
    for path in (
        f"templates/workbenches/{name}.html",
        f"static/workbenches/{name}.js",
        f"static/workbenches/{name}.css",
    ):
        assert (bench.folder / "pages/app" / path).is_file()
    assert 'id="source"' in (bench.folder / f"pages/app/templates/workbenches/{name}.html").read_text("utf-8")
    assert len(bench.samples) > 1
    assert all(re.compile(one) for one in (*bench.names, bench.covers))


def test_no_game_takes_the_names_of_another() -> None:
    called = [(name, title) for name, game in games().items() for title in [game.title, name.replace("-", " ")]]
    for name, title in called:
        others = [
            one for one, game in games().items() if any(re.fullmatch(p, title, re.IGNORECASE) for p in game.names)
        ]
        assert set(others) <= {name}


def test_a_description_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    assert GAMES.is_dir()
    folder = GAMES.__class__(str(tmp_path)) / "odd"
    folder.mkdir()
    (folder / "game.toml").write_text('title = "Odd"')
    monkeypatch.setattr("promptreal.games.GAMES", folder.parent)
    with pytest.raises(GenerateError, match=r"odd.*describes no game"):
        games.__wrapped__()
