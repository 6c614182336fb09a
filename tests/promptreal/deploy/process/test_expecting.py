from __future__ import annotations

from pathlib import Path

import pytest

from promptreal.artifact import ImageRef
from promptreal.deadline import Deadline
from promptreal.deploy.process import ProcessTarget
from promptreal.errors import AppUnhealthy
from tests.promptreal.deploy.process.conftest import Bench, ask, until, version_at
from tests.promptreal.deploy.process.test_takeover import Load
from tests.promptreal.deploy.process.tiny import tiny_spec


def _processes_of(image: ImageRef) -> int:
    """How many processes were started for that bundle."""
    commands = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            commands.append((folder / "cmdline").read_text())
        except OSError:
            continue  # it ended while we looked
    return sum(image.location in command for command in commands)


def _deploy(target: ProcessTarget, bench: Bench, image: ImageRef, version: int) -> str:
    return target.deploy(image, tiny_spec(bench.app, version), Deadline("deployment", 30))


def test_a_version_that_was_expected_takes_over_without_a_failed_request(bench: Bench) -> None:
    target, image = bench.target, bench.image(tag="2", extra="more")
    with Load(bench.deploy(), clients=4) as load:
        with target.expecting(image, tiny_spec(bench.app, 2), Deadline("deployment", 30)):
            until(lambda: _processes_of(image) > 0)
            assert set(load.versions) <= {"1"}
            _deploy(target, bench, image, 2)
        until(lambda: load.versions["2"] > 100)

    assert load.failures == []
    assert ask(target.state(bench.app).url, "/count") == "1"


def test_nothing_of_an_expected_version_is_read_before_it_is_deployed(bench: Bench) -> None:
    url = bench.deploy()
    target, image = bench.target, bench.image(tag="2", **{"import": "fail"})

    with target.expecting(image, tiny_spec(bench.app, 2), Deadline("deployment", 30)):
        until(lambda: _processes_of(image) > 0)
        assert "cannot even be imported" not in target.logs(bench.app, 50)
        with pytest.raises(AppUnhealthy, match="cannot even be imported"):
            _deploy(target, bench, image, 2)

    assert version_at(url) == "1"


def test_a_version_that_was_expected_in_vain_leaves_no_process(bench: Bench) -> None:
    url = bench.deploy()
    target, image = bench.target, bench.image(tag="2")

    with target.expecting(image, tiny_spec(bench.app, 2), Deadline("deployment", 30)):
        until(lambda: _processes_of(image) > 0)

    until(lambda: _processes_of(image) == 0)
    assert version_at(url) == "1"
    assert target.state(bench.app).status == "running"


def test_another_version_can_be_deployed_while_one_is_expected(bench: Bench) -> None:
    bench.deploy()
    target, image = bench.target, bench.image(tag="2")

    with target.expecting(image, tiny_spec(bench.app, 2), Deadline("deployment", 30)):
        assert version_at(bench.deploy(3)) == "3"
        assert version_at(_deploy(target, bench, image, 2)) == "2"


def test_an_app_that_does_not_run_is_expected_without_anything_happening(bench: Bench) -> None:
    target, image = bench.target, bench.image()

    with target.expecting(image, tiny_spec(bench.app), Deadline("deployment", 30)):
        assert not bench.folder.exists()
        bench.apps.add(bench.app)
        assert version_at(_deploy(target, bench, image, 1)) == "1"


def test_a_version_with_the_schema_of_the_one_before_takes_over_without_a_migration(bench: Bench) -> None:
    bench.deploy(schema="0001")
    bench.deploy(2, schema="0001")
    assert bench.target.logs(bench.app, 50).count("migrates at") == 1

    bench.deploy(3, schema="0002", extra="more")
    # A copy first, then the data.
    assert bench.target.logs(bench.app, 50).count("migrates at") == 3
