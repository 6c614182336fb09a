"""The commands: `python -m app migrate` and `python -m app serve`."""

from __future__ import annotations

import sys
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import __main__ as commands
from app import logs
from app.catalogue import ENTITIES
from app.config import settings


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "configure", lambda level: None)


def test_migrate_fills_empty_tables(monkeypatch: pytest.MonkeyPatch, session: Session) -> None:
    monkeypatch.setattr(sys, "argv", ["app", "migrate"])
    assert commands.main() == 0
    entity = next(one for one in ENTITIES.values() if one.samples)
    assert session.scalar(sa.select(sa.func.count()).select_from(entity.model)) > 0


def test_serve_listens_where_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    called: dict[str, Any] = {}
    monkeypatch.setattr("uvicorn.run", lambda app, **options: called.update(options, app=app))
    monkeypatch.setattr(sys, "argv", ["app", "serve", "--fd", "7"])
    assert commands.main() == 0
    assert (called["app"], called["host"], called["port"]) == ("app.main:app", settings.host, settings.port)
    assert called["fd"] == 7
    assert called["log_config"] is None
    assert (called["access_log"], called["server_header"]) == (False, False)
    assert called["timeout_graceful_shutdown"] == 15


def test_an_unknown_command_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["app", "dance"])
    with pytest.raises(SystemExit) as caught:
        commands.main()
    assert caught.value.code == 2
    assert "migrate" in capsys.readouterr().err
