from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from urllib.parse import quote

import pytest

from promptreal.sandbox import open_sandbox
from tests.promptreal.deploy.process.conftest import Bench, ask


def test_the_environment_holds_what_the_app_declares_and_nothing_else(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a secret of the person who deploys")
    url = bench.deploy()

    environment = json.loads(ask(url, "/environment"))

    declared = {"DATABASE_URL", "PORT", "SECRET_KEY", "APP_ENV", "APP_VERSION", "LOG_LEVEL", "SAMPLE_DATA"}
    system = {"PATH", "LANG", "HOME", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "PWD", "LC_CTYPE"}
    assert declared <= set(environment) <= declared | system
    assert environment["PORT"] == url.rpartition(":")[2]
    assert environment["APP_ENV"] == "production"


def test_the_secret_key_is_kept_private_the_same_and_out_of_sight(bench: Bench) -> None:
    url = bench.deploy()
    key = json.loads(ask(url, "/environment"))["SECRET_KEY"]
    bench.deploy(2)

    assert json.loads(ask(url, "/environment"))["SECRET_KEY"] == key
    assert stat.S_IMODE((bench.folder / "secret_key").stat().st_mode) == 0o600
    assert key not in (bench.folder / "state.json").read_text()
    assert key not in bench.target.logs(bench.app, 1000)
    assert not [one for one in _command_lines() if key in one]


def _command_lines() -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(process.read_text(errors="replace"))
        except OSError:
            continue
    return found


def test_a_serving_app_reaches_nothing_and_sees_nothing_of_the_machine(bench: Bench, tmp_path: Path) -> None:
    assert bench.sandbox.isolates
    url = bench.deploy()
    port = url.rpartition(":")[2]
    secret = tmp_path / "secret.txt"
    secret.write_text("of this machine")

    assert json.loads(ask(url, f"/connect?{port}")).startswith("refused")
    for path in (secret, bench.folder / "state.json", bench.folder / "secret_key"):
        assert json.loads(ask(url, f"/read?{quote(str(path))}")).startswith("refused")
    for path in ("/promptreal/source/app/main.py", "/promptreal/runner.py", "/etc/passwd", "/here"):
        assert json.loads(ask(url, f"/write?{path}")).startswith("refused")
    assert not json.loads(ask(url, "/write?/promptreal/data/mine.txt")).startswith("refused")


@pytest.mark.slow
def test_a_plain_process_is_named_as_such(bench: Bench) -> None:
    bench.sandbox, _ = open_sandbox("process", trusted=True)
    url = bench.deploy()

    resources = bench.target.state(bench.app).resources

    assert (resources["sandbox"], resources["isolates"]) == ("process", False)
    assert "HOME" not in os.environ or json.loads(ask(url, "/environment")).get("HOME") != os.environ["HOME"]
    bench.deploy(2, extra="more")
    assert json.loads(ask(url, "/count")) == 1


@pytest.mark.slow
def test_a_database_that_was_made_a_link_leads_nowhere_outside(bench: Bench, tmp_path: Path) -> None:
    assert bench.sandbox.isolates
    bench.deploy()
    bench.target.stop(bench.app)
    secret = tmp_path / "secret.db"
    secret.write_text("of this machine")
    database = bench.folder / "data" / "app.db"
    database.unlink()
    database.symlink_to(secret)

    with pytest.raises(Exception, match=r"back up its database|make its database"):
        bench.deploy(2)
    assert secret.read_text() == "of this machine"
    assert not list((bench.folder / "backups").iterdir())
