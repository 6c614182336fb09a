"""kill -9 at random moments inside each of the five steps: every re-execution ends in the same app.

`KILLS` says how many kills (10 unless told), `KILL_SEED` where the random moments start.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from dagster import DagsterRunStatus

from promptreal import apps
from promptreal.artifact import Release
from promptreal.pipeline import load_spec
from promptreal.request import AppKey
from promptreal.settings import Settings
from promptreal.workshop import Workshop
from promptreal_dagster.instance import open_instance
from promptreal_dagster.runs import latest_run

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PHASES = ("spec", "source_tree", "image", "deployment", "hpa")
KILLS = int(os.environ.get("KILLS", "10"))
SEED = int(os.environ.get("KILL_SEED", "20"))
NAME = "orders"
UNFINISHED = ("store/scratch", "bundles/.unfinished", "environments/.unfinished", "locks/runs")
FIRST = "An app to track orders with a customer name, an amount and a date. Users should be able to search orders."
SECOND = FIRST.replace("an amount and a date", "an amount, a date and a priority")


@dataclass
class Place:
    """Where the victims live: one home, and a folder for their temporary files."""

    home: Path
    temporary: Path

    @property
    def workshop(self) -> Workshop:
        return Workshop.open(Settings(home=self.home))

    def start(self, what: str, prompt: str = "") -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.kill.victim", str(self.home), what, NAME, prompt],
            cwd=ROOT,
            env={**os.environ, "PROMPTREAL_HOME": str(self.home), "TMPDIR": str(self.temporary)},
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, what: str, prompt: str = "") -> list[dict[str, Any]]:
        """Runs to the end; what was said."""
        with self.start(what, prompt) as process:
            assert process.stdout is not None
            said = [json.loads(line) for line in process.stdout]
        assert process.returncode == 0, said[-3:]
        return said

    def complete(self) -> bool:
        """Whether the app's last run had nothing left to do."""
        with open_instance(Settings(home=self.home)) as instance:
            run = latest_run(instance, AppKey(name=NAME))
            return run is not None and run.status is DagsterRunStatus.SUCCESS

    def release(self) -> Release:
        release = apps.released(self.workshop.store, AppKey(name=NAME))
        assert release is not None
        return release


@dataclass
class Undisturbed:
    """How it ends when nothing is killed, and how long each phase takes."""

    images: dict[str, str]
    records: dict[str, dict[str, int]]
    processes: dict[str, Counter[str]]
    seconds: dict[str, dict[str, float]]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("kill")
    place = Place(folder / "home", folder / "tmp")
    place.temporary.mkdir()
    yield place
    place.run("delete")


@pytest.fixture(scope="module")
def undisturbed(place: Place) -> Undisturbed:
    """Done twice, since the first time also makes the environments that are then reused."""
    found = Undisturbed({}, {}, {}, {})
    for _ in range(2):
        for what, prompt in (("create", FIRST), ("change", SECOND)):
            said = place.run(what, prompt)
            if what == "create":
                add_order(place.release())
            found.seconds[what] = {one["phase"]: one["seconds"] for one in said if one.get("state") == "done"}
            found.images[what] = place.release().image.digest
            found.records[what] = totals(place)
            found.processes[what] = processes(place)
        place.run("delete")
    return found


@pytest.mark.parametrize("number", range(KILLS))
def test_a_killed_step_is_done_again_and_ends_in_the_same_app(
    place: Place, undisturbed: Undisturbed, number: int
) -> None:
    phase = PHASES[number % len(PHASES)]
    what = "change" if number // len(PHASES) % 2 else "create"
    chance = random.Random(SEED + number)
    place.run("delete")
    if what == "change":
        place.run("create", FIRST)
        add_order(place.release())
    when = chance.random() * undisturbed.seconds[what][phase] * 1.05
    kill_in(place, what, phase, when)
    told = f"kill {number}: {what}, {when:.3f} s into {phase}"
    if not place.complete():
        said = place.run("resume")
        began = {one["phase"] for one in said if one.get("state") == "started"} - {""}
        assert began <= set(PHASES[PHASES.index(phase) :]), told
    release = place.release()
    assert release.version == (2 if what == "change" else 1), told
    assert release.image.digest == undisturbed.images[what], told
    if what == "create":
        add_order(release)
    assert totals(place) == undisturbed.records[what], told
    assert processes(place) == undisturbed.processes[what], told
    assert leftovers(place) == [], told
    assert len(place.workshop.history.log(AppKey(name=NAME))) == release.version, told
    assert place.workshop.target.state(AppKey(name=NAME)).status == "running", told
    place.run("delete")
    assert processes(place) == Counter(), told


def kill_in(place: Place, what: str, phase: str, seconds: float) -> None:
    """Kills the generation so long after the phase began, if it has not ended by then."""
    process = place.start(what, SECOND if what == "change" else FIRST)
    assert process.stdout is not None
    for line in process.stdout:
        said = json.loads(line)
        if (said.get("phase"), said.get("state")) == (phase, "started"):
            break
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    process.send_signal(signal.SIGKILL)
    process.stdout.read()
    process.stdout.close()
    process.wait()


def add_order(release: Release) -> None:
    """What a user does: one more record, in the smallest way that the app's own API takes."""
    with httpx.Client(base_url=release.url, timeout=20) as client:
        (collection,) = (path for path in client.get("/openapi.json").json()["paths"] if path == "/api/orders")
        first = client.get(collection, params={"page_size": 1}).json()["items"][0]
        fields = {key: value for key, value in first.items() if not key.endswith(("_at", "_label")) and key != "id"}
        assert client.post(collection, json=fields).status_code == 201


def totals(place: Place) -> dict[str, int]:
    """How many records the live app has of each entity."""
    release = place.release()
    spec = load_spec(place.workshop, release.spec_digest)
    with httpx.Client(base_url=release.url, timeout=20) as client:
        return {one.plural: client.get(f"/api/{one.plural}").json()["total"] for one in spec.entities}


def processes(place: Place) -> Counter[str]:
    """The processes that have to do with the home folder, by what they run."""
    found: Counter[str] = Counter()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if any(str(place.home) in word or str(place.temporary) in word for word in words):
            found[" ".join(Path(word).name for word in words[:4])] += 1
    return found


def leftovers(place: Place) -> list[str]:
    """Files in the temporary folder, and unfinished ones in the home, once the hour is over that the store waits."""
    for scratch in (place.home / "store/scratch").iterdir():
        os.utime(scratch, (0, 0))
    assert place.workshop.store.name == "directory"  # Opening the store sweeps it.
    folders = [place.temporary, *(place.home / name for name in UNFINISHED)]
    return sorted(str(path) for folder in folders if folder.is_dir() for path in folder.iterdir())
