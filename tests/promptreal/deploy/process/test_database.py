from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from promptreal.errors import AppUnhealthy
from tests.promptreal.deploy.process.conftest import Bench, ask, version_at


def test_the_database_is_backed_up_before_a_migration(bench: Bench) -> None:
    url = bench.deploy()
    ask(url, "/note?precious")
    bench.deploy(2, extra="more")

    (copy,) = (bench.folder / "backups").iterdir()
    assert _rows(copy) == ["sample", "precious"]
    assert "extra_more" in _tables(bench.folder / "data" / "app.db")


def _rows(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("select text from notes order by id")]


def _tables(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        return {row[0] for row in connection.execute("select name from sqlite_master")}


@pytest.mark.slow
def test_a_migration_that_fails_on_a_copy_never_touches_the_data(bench: Bench) -> None:
    url = bench.deploy()
    before = (bench.folder / "data" / "app.db").read_bytes()

    with pytest.raises(AppUnhealthy, match="failed to migrate a copy"):
        bench.deploy(2, extra="more", migrate="fail")

    assert (bench.folder / "data" / "app.db").read_bytes() == before
    assert version_at(url) == "1"


@pytest.mark.slow
def test_a_migration_that_fails_on_a_stopped_apps_data_is_undone(bench: Bench) -> None:
    bench.deploy()
    bench.target.stop(bench.app)

    with pytest.raises(AppUnhealthy, match="failed to migrate its database"):
        bench.deploy(2, extra="more", migrate="fail on users' data")

    assert "extra_more" not in _tables(bench.folder / "data" / "app.db")
    assert version_at(bench.target.start(bench.app)) == "1"


@pytest.mark.slow
def test_the_migration_of_a_version_that_does_not_become_healthy_is_undone(bench: Bench) -> None:
    bench.deploy()
    with pytest.raises(AppUnhealthy):
        bench.deploy(2, extra="refused", broken="/openapi.json")

    bench.deploy(3, extra="better", strict="yes")

    assert "extra_refused" not in _tables(bench.folder / "data" / "app.db")


@pytest.mark.slow
def test_the_migration_of_a_refused_version_stays_where_data_was_written_since(bench: Bench) -> None:
    url = bench.deploy()
    with pytest.raises(AppUnhealthy):
        bench.deploy(2, extra="kept", startup="write", broken="/openapi.json")

    assert json.loads(ask(url, "/count")) == 2
    assert "extra_kept" in _tables(bench.folder / "data" / "app.db")
    assert "the database from before is kept in" in bench.target.logs(bench.app, 100)


def test_going_back_to_the_version_before_undoes_a_migration_that_nobody_used(bench: Bench) -> None:
    url = bench.deploy()
    bench.deploy(2, extra="more")
    assert version_at(url) == "2"

    bench.deploy(1)

    assert version_at(url) == "1"
    assert "extra_more" not in _tables(bench.folder / "data" / "app.db")


def test_a_version_that_changes_no_table_migrates_only_a_copy(bench: Bench) -> None:
    bench.deploy()
    bench.deploy(2)

    lines = bench.target.logs(bench.app, 1000).splitlines()
    assert sum("migrates at" in line for line in lines) == 2
    assert not list((bench.folder / "rehearsal").iterdir())
