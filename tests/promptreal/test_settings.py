"""Settings: the file, the environment over it, and errors that name the culprit."""

from __future__ import annotations

from pathlib import Path

import pytest

from promptreal.errors import InvalidRequest
from promptreal.settings import load_settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PROMPTREAL_HOME", str(tmp_path))
    return tmp_path


def test_everything_lives_under_the_home_folder(home: Path) -> None:
    settings = load_settings()
    folders = [settings.dagster_home, settings.store_folder, settings.git_folder, settings.apps_folder]
    assert settings.home == home
    assert {folder.parent for folder in folders} == {home}


def test_the_environment_goes_over_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "promptreal.toml").write_text('host = "127.0.0.2"\n[timeouts]\nimage = 11\nspec = 12\n')
    monkeypatch.setenv("PROMPTREAL_TIMEOUTS__IMAGE", "99")
    settings = load_settings()
    assert (settings.host, settings.timeouts.image, settings.timeouts.spec) == ("127.0.0.2", 99, 12)


@pytest.mark.parametrize(
    ("text", "where"),
    [("sandbocks = 'x'\n", "sandbocks"), ("[timeouts]\nimage = 0\n", "timeouts.image"), ("ports = 5\n", "ports")],
)
def test_a_wrong_setting_is_named(home: Path, text: str, where: str) -> None:
    (home / "promptreal.toml").write_text(text)
    with pytest.raises(InvalidRequest, match=where):
        load_settings()


def test_a_file_that_is_not_toml_is_an_error_that_says_so(home: Path) -> None:
    (home / "promptreal.toml").write_text("host = \n")
    with pytest.raises(InvalidRequest, match=r"promptreal\.toml"):
        load_settings()


def test_a_variable_that_cannot_be_read_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert home
    monkeypatch.setenv("PROMPTREAL_PORTS", "[1, 2")
    with pytest.raises(InvalidRequest, match="ports"):
        load_settings()
