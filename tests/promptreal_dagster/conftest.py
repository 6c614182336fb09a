"""A home folder, and the quick steps in place of the pipeline's."""

from __future__ import annotations

from pathlib import Path

import pytest

from promptreal.settings import Settings
from tests import quick_pipeline


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    home = tmp_path / "home"
    monkeypatch.setenv("PROMPTREAL_HOME", str(home))
    return Settings(home=home)


@pytest.fixture
def quick(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    quick_pipeline.install(monkeypatch.setattr)
    return settings
