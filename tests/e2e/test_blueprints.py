"""Every blueprint on disk, as an app that passes its own tests and answers over HTTP."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from promptreal.generate.render import blueprints
from promptreal.spec import AppSpec
from tests.promptreal.generate.odd_specs import odd_specs
from tests.promptreal.generate.running import rendered, run
from tests.specs import analytics, bookings, orders_pipeline

SPECS = {"cms": bookings, "admin-panel": bookings, "etl-pipeline": orders_pipeline}
ODD = odd_specs()


def spec_of(app_type: str) -> AppSpec:
    return SPECS.get(app_type, analytics)().model_copy(update={"app_type": app_type})


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
    rendered(ODD["single"], tmp_path / "app")
    database = tmp_path / "app.db"
    run(tmp_path / "app", "-m", "app", "migrate", database=database)
    with serving(tmp_path / "app", database) as address:
        # The socket listens already: the first request waits until the app takes it.
        status, text = get(f"{address}/healthz")
        assert (status, json.loads(text)) == (200, {"status": "ok", "version": "7"})
        assert json.loads(get(f"{address}/readyz")[1])["status"] == "ready"
        assert json.loads(get(f"{address}/api/things")[1])["total"] == 24


@pytest.mark.slow
@pytest.mark.parametrize("app_type", blueprints())
def test_every_blueprint_passes_its_own_tests(app_type: str, tmp_path: Path) -> None:
    rendered(spec_of(app_type), tmp_path)
    output = run(tmp_path, "-m", "pytest", "-p", "no:cacheprovider", TMPDIR=str(tmp_path))
    assert " passed" in output


@pytest.mark.slow
# With pages only the specs whose page tests hold today; docs/generated-apps.md names the shapes that they do not take.
@pytest.mark.parametrize(
    ("app_type", "name"),
    [*(("rest-api", name) for name in ODD), *(("admin-panel", name) for name in ("single", "large"))],
)
def test_every_odd_spec_passes_its_own_tests(app_type: str, name: str, tmp_path: Path) -> None:
    rendered(ODD[name].model_copy(update={"app_type": app_type}), tmp_path)
    output = run(tmp_path, "-m", "pytest", "-p", "no:cacheprovider", TMPDIR=str(tmp_path))
    assert " passed" in output
