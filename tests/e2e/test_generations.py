"""Every blueprint on disk, from a prompt to an app that answers, then through a change that keeps its data."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from promptreal import apps, pipeline
from promptreal.artifact import Release
from promptreal.deadline import Deadline
from promptreal.generate.render import blueprints
from promptreal.pipeline import Generation
from promptreal.request import job_name, parse_request
from promptreal.settings import Settings
from promptreal.workshop import Workshop

PROMPT = (
    "An app to track orders with a customer name, an amount, an order date and a status, and to search and filter them"
)
CHANGE = "Add a delivery note to orders, and make the background ivory"
BLUEPRINTS = sorted(blueprints())


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


@pytest.mark.slow
@pytest.mark.parametrize("blueprint", BLUEPRINTS)
def test_a_prompt_becomes_an_app_that_answers_and_a_change_keeps_its_data(workshop: Workshop, blueprint: str) -> None:
    first = generate(workshop, blueprint, PROMPT)
    before = httpx.get(f"{first.url}/api/orders", params={"page_size": "100"}).json()
    spec = pipeline.load_spec(workshop, first.spec_digest)
    assert spec.app_type == blueprint
    assert before["total"] > 0

    second = generate(workshop, blueprint, CHANGE, change=True)
    assert (second.version, second.url) == (2, first.url)
    after = httpx.get(f"{second.url}/api/orders", params={"page_size": "100"}).json()
    known = before["items"][0].keys()
    assert [{key: item[key] for key in known} for item in after["items"]] == before["items"]
    assert "delivery_note" in after["items"][0]
    assert len(workshop.history.log(first.app)) == 2


def test_there_is_a_blueprint_for_each_type_that_is_promised() -> None:
    assert {"dashboard", "admin-panel", "rest-api", "etl-pipeline", "report-generator"} <= set(BLUEPRINTS)
