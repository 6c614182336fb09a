"""Every blueprint on disk: with every spec an app that passes its own tests, and from a prompt to a change that keeps
its data."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from promptreal import apps, pipeline, surface
from promptreal.artifact import Release
from promptreal.deadline import Deadline
from promptreal.generate.render import blueprints
from promptreal.pipeline import Generation
from promptreal.request import job_name, parse_request
from promptreal.settings import Settings
from promptreal.spec import AppSpec
from promptreal.workshop import Workshop
from tests.promptreal.generate.odd_specs import odd_specs
from tests.promptreal.generate.running import rendered, run
from tests.specs import analytics, bookings, orders_pipeline, playground, shop

SPECS = {
    "analytics": analytics(),
    "bookings": bookings(),
    "orders": orders_pipeline(),
    "playground": playground(),
    "shop": shop(),
    **odd_specs(),
}
BLUEPRINTS = blueprints()
# What a type of app with pages has of its own: the home page. Everything else is the same in all of them.
OWN_FILES = {"app/web/pages/home.py", "app/web/site.py"}
HOME_TESTS = "tests/test_pages_site.py"

PROMPT = (
    "An app to track orders with a customer name, an amount, an order date and a status, and to search and filter them"
)
CHANGE = "Add a delivery note to orders, and make the background ivory"


@contextmanager
def serving(folder: Path, database: Path) -> Iterator[str]:
    """The app's address while `python -m app serve` runs on a socket that it inherits, as under a supervisor."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        environment = {"PATH": os.environ["PATH"], "DATABASE_URL": f"sqlite:///{database}", "APP_VERSION": "7"}
        process = subprocess.Popen(
            [sys.executable, "-m", "app", "serve", "--fd", str(listener.fileno())],
            cwd=folder,
            env=environment,
            pass_fds=[listener.fileno()],
            stdout=subprocess.DEVNULL,
        )
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) in {0, -signal.SIGTERM}


def get(address: str) -> tuple[int, str]:
    with urllib.request.urlopen(address, timeout=30) as response:
        return response.status, response.read().decode()


def test_a_small_app_migrates_serves_and_stops(tmp_path: Path) -> None:
    rendered(SPECS["single"], tmp_path / "app")
    database = tmp_path / "app.db"
    run(tmp_path / "app", "-m", "app", "migrate", database=database)
    with serving(tmp_path / "app", database) as address:
        # The socket listens already: the first request waits until the app takes it.
        status, text = get(f"{address}/healthz")
        assert (status, json.loads(text)) == (200, {"status": "ok", "version": "7"})
        assert json.loads(get(f"{address}/readyz")[1])["status"] == "ready"
        assert json.loads(get(f"{address}/api/things")[1])["total"] == 24


@pytest.mark.slow
@pytest.mark.parametrize("name", SPECS)
def test_every_spec_passes_its_own_tests_in_every_blueprint(name: str, tmp_path: Path) -> None:
    trees = {one: rendered(as_type(SPECS[name], one), tmp_path / one).files for one in BLUEPRINTS}
    first: dict[tuple[str, ...], str] = {}
    tests: dict[str, list[str]] = {}
    for one, blueprint in BLUEPRINTS.items():
        same = first.setdefault(blueprint.layers, one)
        if same == one:
            tests[one] = []
            continue
        # Of the same layers come the same files: what is proved of them once need not be proved again.
        differing = {path for path in trees[one] if trees[one][path] != trees[same].get(path)}
        assert trees[one].keys() == trees[same].keys()
        assert differing <= OWN_FILES
        tests[one] = [HOME_TESTS]
    with ThreadPoolExecutor(max_workers=2) as pool:
        outputs = list(pool.map(lambda one: own_tests(tmp_path / one, *tests[one]), BLUEPRINTS))
    assert all(" passed" in output for output in outputs)


def as_type(spec: AppSpec, app_type: str) -> AppSpec:
    return spec.model_copy(update={"app_type": app_type})


def own_tests(folder: Path, *files: str) -> str:
    return run(folder, "-m", "pytest", "-p", "no:cacheprovider", *files, TMPDIR=str(folder))


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workshop]:
    """A workshop in a home of its own, whose apps are gone afterwards."""
    # The sandbox's user must be able to pass through the folder that pytest keeps to itself.
    for folder in (tmp_path, *tmp_path.parents[:2]):
        if os.access(folder, os.W_OK):
            folder.chmod(folder.stat().st_mode | 0o011)
    monkeypatch.setenv("PROMPTREAL_HOME", str(tmp_path))
    shop = Workshop.open(Settings(home=tmp_path))
    yield shop
    for record in apps.all_apps(shop.store):
        shop.target.delete(record.app)


def silently(_: str) -> None:
    """A progress that nobody reads."""


def generate(shop: Workshop, blueprint: str, prompt: str, *, change: bool = False) -> Release:
    request = parse_request(prompt=prompt, app_name=f"case-{blueprint}", appTypes=() if change else (blueprint,))[0]
    if not change:
        apps.claim(shop.store, request)
    run_id = f"{'second' if change else 'first'}-of-{blueprint}"
    one = Generation(
        request=request, app=request.key, run_id=run_id, job_name=job_name(str(request.key), run_id), change=change
    )

    def deadline(phase: str) -> Deadline:
        return Deadline(phase, 600)

    spec = pipeline.make_spec(shop, one, deadline("spec"), silently)
    tree = pipeline.make_source_tree(shop, one, spec, deadline("source_tree"), silently)
    image = pipeline.make_image(shop, one, tree, deadline("image"), silently)
    return pipeline.make_deployment(shop, one, spec, tree, image, deadline("deployment"), silently)


def orders_of(url: str, spec: AppSpec) -> dict[str, Any]:
    """The first page of orders, as staff sees them where they are not for everybody."""
    with httpx.Client(base_url=url) as client:
        if spec.staff is not None:
            client.post(surface.DEMO, data={"email": surface.demo_email(spec.staff.name)})
        found: dict[str, Any] = client.get("/api/orders", params={"page_size": "100"}).json()
    return found


@pytest.mark.slow
@pytest.mark.parametrize("blueprint", BLUEPRINTS)
def test_a_prompt_becomes_an_app_that_answers_and_a_change_keeps_its_data(workshop: Workshop, blueprint: str) -> None:
    first = generate(workshop, blueprint, PROMPT)
    spec = pipeline.load_spec(workshop, first.spec_digest)
    before = orders_of(first.url, spec)
    assert spec.app_type == blueprint
    assert before["total"] > 0

    second = generate(workshop, blueprint, CHANGE, change=True)
    assert (second.version, second.url) == (2, first.url)
    after = orders_of(second.url, pipeline.load_spec(workshop, second.spec_digest))
    known = before["items"][0].keys()
    assert [{key: item[key] for key in known} for item in after["items"]] == before["items"]
    assert "delivery_note" in after["items"][0]
    assert len(workshop.history.log(first.app)) == 2


def test_there_is_a_blueprint_for_each_type_that_is_promised() -> None:
    assert {"dashboard", "admin-panel", "rest-api", "etl-pipeline", "report-generator"} <= set(BLUEPRINTS)
