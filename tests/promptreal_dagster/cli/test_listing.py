"""Looking at apps."""

import json
import subprocess
from pathlib import Path

from promptreal import apps
from promptreal.request import parse_request
from promptreal.workshop import Workshop
from promptreal_dagster.cli.listing import _shown, _unseen

from .conftest import Cli, released_app


def test_without_apps_the_way_to_the_first_is_shown(cli: Cli) -> None:
    answer = cli("apps")
    assert (answer.code, answer.output) == (0, "")
    assert 'promptreal create "' in answer.error


def test_apps_are_listed_with_state_version_and_address(cli: Cli, workshop: Workshop) -> None:
    release = released_app(workshop)
    apps.claim(workshop.store, parse_request(prompt="a library of books", app_name="library")[0])
    lines = cli("apps").output.splitlines()
    assert lines[0].split() == ["name", "status", "version", "url", "title"]
    assert lines[1].split()[:4] == ["library", "not", "released", "0"]
    assert lines[2].split()[0] == "shop"
    assert release.url in lines[2]


def test_apps_as_json_is_one_list(cli: Cli, workshop: Workshop) -> None:
    released_app(workshop)
    (row,) = json.loads(cli("apps", "--json").output)
    assert row["name"] == "shop"
    assert row["version"] == 1


def test_show_tells_spec_evidence_history_and_where_to_clone(cli: Cli, workshop: Workshop, tmp_path: Path) -> None:
    released_app(workshop, raw_name="My Shop", name="my-shop")
    text = cli("show", "My Shop").output
    assert "acceptance passed: 31 of 31 criteria" in text
    assert "Generate version 1: Shop" in text
    assert "made as      My Shop" in text
    assert "bubblewrap (it works here)" in text
    address = text.split("git clone ")[1].strip()
    subprocess.run(["git", "clone", "-q", address, str(tmp_path / "cloned")], check=True)
    assert (tmp_path / "cloned" / "README.md").read_text() == "# Shop\n"


def test_show_tells_what_was_understood_of_the_versions_before() -> None:
    told = {"understood": ["Orders."], "assumed": ["No colours."], "left_out": []}
    before = {
        "version": 1,
        "prompt": "a\nshop",
        "understood": ["Products."],
        "assumed": [],
        "left_out": ["Maps: none."],
    }
    spec = {"title": "Shop", "app_type": "cms", "version": 2, "prompt": "add orders", "entities": {}}
    spec |= {part: [] for part in ("actions", "charts", "filters", "reports", "roles")}
    spec["understanding"] = {**told, "earlier": [before]}
    details = {"name": "shop", "status": "running", "url": "", "raw_name": "shop", "detail": "", "resources": {}}
    details |= {"restarts": 0, "release": None, "history": [], "clone": "", "spec": spec}
    lines = [" ".join(one.split()) for one in _shown(details)]
    start = lines.index("understood Orders.")
    assert lines[start : start + 5] == [
        "understood Orders.",
        "assumed No colours.",
        "version 1 a shop",
        "understood Products.",
        "left out Maps: none.",
    ]


def test_show_as_json_holds_the_release(cli: Cli, workshop: Workshop) -> None:
    release = released_app(workshop)
    document = json.loads(cli("show", "shop", "--json").output)
    assert document["release"] == release.model_dump(mode="json")
    assert document["spec"]["entities"]


def test_an_app_without_a_release_points_to_retry(cli: Cli, workshop: Workshop) -> None:
    apps.claim(workshop.store, parse_request(prompt="a library of books", app_name="library")[0])
    assert "`promptreal retry library`" in cli("show", "library").output
    for command in ("start", "change"):
        answer = cli(command, "library", *(["more"] if command == "change" else []))
        assert answer.code == 2
        assert "retry library" in answer.error


def test_opening_what_does_not_run_says_how_to_start_it(cli: Cli, workshop: Workshop) -> None:
    released_app(workshop)
    answer = cli("open", "shop", "--no-browser")
    assert answer.code == 7
    assert "promptreal start shop" in answer.error


def test_following_a_log_shows_each_line_once() -> None:
    assert _unseen(["a", "b"], ["a", "b", "c"]) == ["c"]
    assert _unseen(["a", "b", "c"], ["b", "c", "d"]) == ["d"]
    assert _unseen(["a"], ["a"]) == []
    assert _unseen([], ["a"]) == ["a"]
    assert _unseen(["a", "a"], ["a", "a", "a"]) == ["a"]
    assert _unseen(["x"], ["a", "b"]) == ["a", "b"]


def test_deleting_asks_first_where_somebody_can_be_asked(cli: Cli, workshop: Workshop) -> None:
    released_app(workshop)
    answer = cli("delete", "shop")
    assert answer.code == 2
    assert "add --yes" in answer.error
    assert apps.all_apps(workshop.store)


def test_deleting_removes_every_trace_and_frees_the_name(cli: Cli, workshop: Workshop) -> None:
    release = released_app(workshop)
    assert cli("delete", "shop", "--yes").code == 0
    assert apps.all_apps(workshop.store) == ()
    assert list(workshop.store.list("apps/")) == []
    assert not (workshop.settings.git_folder / f"{release.app}.git").exists()
    assert cli("apps").output == ""
