"""A home folder, and the quick steps in place of the pipeline's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from promptreal.settings import Settings
from promptreal_dagster.instance import open_instance
from tests import quick_pipeline


@pytest.fixture(scope="session")
def dagster_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance that was used before: making the tables takes as long as a whole quick run."""
    fresh = Settings(home=tmp_path_factory.mktemp("fresh"))
    with open_instance(fresh):
        return fresh.dagster_home


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dagster_home: Path) -> Settings:
    home = tmp_path / "home"
    shutil.copytree(dagster_home, home / "dagster")
    monkeypatch.setenv("PROMPTREAL_HOME", str(home))
    return Settings(home=home)


@pytest.fixture
def quick(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    quick_pipeline.install(monkeypatch.setattr)
    return settings
