"""The doctor."""

import json
import os

import pytest

from promptreal.settings import Settings, unknown_variables
from promptreal_dagster.cli.diagnosis import effective_settings

from .conftest import Cli


def test_a_machine_that_runs_these_tests_is_healthy(cli: Cli) -> None:
    answer = cli("doctor")
    assert answer.code == 0, answer.output
    assert "sandbox" in answer.output


def test_a_missing_git_is_told_and_fails(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    answer = cli("doctor")
    assert answer.code == 1
    assert "MISSING  git" in answer.output
    assert "apt-get install git" in answer.output


def test_the_json_holds_the_same(cli: Cli) -> None:
    document = json.loads(cli("doctor", "--json").output)
    assert document["healthy"] is True
    assert {one["name"] for one in document["settings"]} >= {"home", "timeouts.image", "target"}


def test_every_setting_says_where_it_comes_from(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.home.mkdir()
    (settings.home / "promptreal.toml").write_text('host = "127.0.0.1"\n[timeouts]\nspec = 5\n')
    monkeypatch.setenv("PROMPTREAL_TIMEOUTS__IMAGE", "600")
    found = {one.name: (one.value, one.source) for one in effective_settings(Settings())}
    assert found["timeouts.spec"] == ("5.0", str(settings.home / "promptreal.toml"))
    assert found["timeouts.image"] == ("600.0", "PROMPTREAL_TIMEOUTS__IMAGE")
    assert found["timeouts.hpa"] == ("60.0", "default")
    assert found["host"][1] == str(settings.home / "promptreal.toml")
    assert found["home"][1] == "PROMPTREAL_HOME"


def test_a_misspelt_variable_is_noticed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMPTREAL_TIMEOUT__IMAGE", "600")
    monkeypatch.setenv("PROMPTREAL_TIMEOUTS__SPEC", "6")
    assert unknown_variables(os.environ) == {"PROMPTREAL_TIMEOUT__IMAGE": "PROMPTREAL_TIMEOUTS__IMAGE"}


def test_a_home_that_cannot_be_made_is_told(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMPTREAL_HOME", "/proc/nothing/here")
    answer = cli("doctor")
    assert answer.code == 1
    assert "MISSING  home" in answer.output
