"""A home of its own for every test, and the command line called as a person calls it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from promptreal import apps
from promptreal.artifact import Choice, ImageRef, Release
from promptreal.evidence import Evidence, Gate, Outcome
from promptreal.request import parse_request
from promptreal.settings import Settings, load_settings
from promptreal.workshop import Workshop
from promptreal_dagster.cli.main import main
from tests.specs import bookings


@dataclass(frozen=True)
class Answer:
    """How a call ended, and what it wrote."""

    code: int
    output: str
    error: str


Cli = Callable[..., Answer]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("PROMPTREAL_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PROMPTREAL_COMMAND", raising=False)
    return load_settings()


@pytest.fixture
def workshop(settings: Settings) -> Workshop:
    return Workshop.open(settings)


@pytest.fixture
def cli(settings: Settings, capfd: pytest.CaptureFixture[str]) -> Cli:
    def call(*arguments: str) -> Answer:
        code = main(arguments)
        return Answer(code, *capfd.readouterr())

    return call


def released_app(workshop: Workshop, name: str = "shop", raw_name: str = "") -> Release:
    """An app with a release document, as a run leaves it, of which nothing runs."""
    request, _ = parse_request(prompt="a shop", app_name=raw_name or name)
    record = apps.claim(workshop.store, request)
    spec = bookings().model_copy(update={"app_name": record.app.name})
    workshop.store.put(spec.canonical())
    image = ImageRef(
        app=record.app,
        builder="bundle",
        reference="bundle:shop",
        digest="sha256:" + "1" * 64,
        location="/nowhere",
        source_commit="c" * 40,
        source_digest="sha256:" + "2" * 64,
        spec_digest=spec.fingerprint(),
        size=1_500_000,
    )
    release = Release(
        app=record.app,
        version=1,
        url="http://127.0.0.1:8300",
        revision=image.digest,
        strategy="takeover",
        target="process",
        image=image,
        spec_digest=spec.fingerprint(),
        commit=image.source_commit,
        run_id="d41d8cd9-8f00",
        job_name="ai-builder-shop-d41d8cd9",
        released_at="2030-01-01T00:00:00+00:00",
        evidence=Evidence(gates=(Gate(name="acceptance", outcome=Outcome.PASSED, summary="31 of 31 criteria"),)),
        choices=(Choice(role="sandbox", name="bubblewrap", reason="it works here"),),
    )
    apps.set_released(workshop.store, release)
    workshop.history.commit(record.app, "main", {"README.md": b"# Shop\n"}, "Generate version 1: Shop", "run-1")
    return release
