"""The commands: `python -m app migrate` and `python -m app serve`."""

from __future__ import annotations

import os
import socket
import sys
from typing import ClassVar

import pytest
import sqlalchemy as sa
import uvicorn
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


class IdleServer:
    """Takes what a server takes, and notes it instead of serving."""

    made: ClassVar[list[IdleServer]] = []

    def __init__(self, config: uvicorn.Config) -> None:
        self.config = config
        self.started = True
        self.sockets: list[socket.socket] | None = None
        self.made.append(self)

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        """What it is to listen on; nothing for the address of its configuration."""
        self.sockets = sockets


def test_serve_listens_where_the_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uvicorn.Server", IdleServer)
    monkeypatch.setattr(sys, "argv", ["app", "serve"])
    assert commands.main() == 0
    server = IdleServer.made.pop()
    assert server.sockets is None
    config = server.config
    assert (config.app, config.host, config.port) == ("app.main:app", settings.host, settings.port)
    assert config.log_config is None
    assert (config.access_log, config.server_header) == (False, False)
    assert config.timeout_graceful_shutdown == 15


def test_serve_listens_on_the_socket_that_it_inherits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uvicorn.Server", IdleServer)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        monkeypatch.setattr(sys, "argv", ["app", "serve", "--fd", str(os.dup(listener.fileno()))])
        assert commands.main() == 0
        (inherited,) = IdleServer.made.pop().sockets or ()
        with inherited:
            assert inherited.family == socket.AF_INET
            assert inherited.getsockname() == listener.getsockname()


def test_a_server_that_did_not_start_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(IdleServer):
        def run(self, sockets: list[socket.socket] | None = None) -> None:
            self.started = False

    monkeypatch.setattr("uvicorn.Server", Failing)
    monkeypatch.setattr(sys, "argv", ["app", "serve"])
    assert commands.main() == 3
    IdleServer.made.clear()


def test_an_unknown_command_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["app", "dance"])
    with pytest.raises(SystemExit) as caught:
        commands.main()
    assert caught.value.code == 2
    assert "migrate" in capsys.readouterr().err
