from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import pytest

from promptreal.artifact import ImageRef
from promptreal.deadline import Deadline
from promptreal.deploy.process import ProcessTarget
from promptreal.request import AppKey
from promptreal.roles import Sandbox
from promptreal.sandbox import open_sandbox
from promptreal.settings import Settings
from tests.promptreal.deploy.process.tiny import tiny_image, tiny_spec


@dataclass
class Bench:
    """A target with a home of its own, and tiny versions to put on it."""

    home: Path
    sandbox: Sandbox
    ports: tuple[int, int] = (20200, 20899)
    app: AppKey = field(default_factory=lambda: AppKey(name="notes"))
    apps: set[AppKey] = field(default_factory=set)

    @property
    def target(self) -> ProcessTarget:
        return ProcessTarget(Settings(home=self.home, ports=self.ports), self.sandbox)

    @property
    def folder(self) -> Path:
        return self.home / "apps" / str(self.app)

    def image(self, app: AppKey | None = None, **behaviour: str) -> ImageRef:
        return tiny_image(self.home / "bundles", app or self.app, **behaviour)

    def deploy(self, version: int = 1, app: AppKey | None = None, seconds: float = 30, **behaviour: str) -> str:
        key = app or self.app
        self.apps.add(key)
        image = self.image(key, **{"tag": str(version), **behaviour})
        return self.target.deploy(image, tiny_spec(key, version), Deadline("deployment", seconds))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    sandbox, _ = open_sandbox("auto", trusted=True)
    made = Bench(tmp_path / "home", sandbox)
    yield made
    for app in made.apps | {made.app}:
        made.target.delete(app)


def ask(url: str, path: str = "/healthz") -> str:
    """The answer's text."""
    with urlopen(url + path, timeout=10) as answer:
        return answer.read().decode()


def version_at(url: str) -> str:
    """The version that answers, without its digest."""
    with urlopen(url + "/healthz", timeout=10) as answer:
        return answer.headers["X-App-Version"].partition("-")[0]


def until(happened: Callable[[], object]) -> None:
    """Returns when it has happened."""
    end = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)
