"""The repository of an app passes the checks that its README names, and those that a reader would run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from ruff import find_ruff_bin

from promptreal.spec import AppSpec
from tests.promptreal.generate.odd_specs import odd_specs
from tests.promptreal.generate.running import rendered
from tests.specs import analytics, bookings, clinic, exchange, lending, orders_pipeline, shop, theatre
from tests.specs.learning import learning

FILES = tuple(one.model_copy(update={"formats": ("html", "pdf", "xlsx")}) for one in analytics().reports)
SPECS = {
    "files": analytics().model_copy(update={"reports": FILES}),
    "analytics": analytics(),
    "bookings": bookings(),
    "theatre": theatre(),
    "clinic": clinic(),
    "exchange": exchange(),
    "orders": orders_pipeline(),
    "shop": shop(),
    "lending": lending("cms", accounts=True),
    **learning(),
    **odd_specs(),
}


def passes(folder: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout[-6000:]}{done.stderr[-2000:]}"


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_an_app_is_clean_by_its_own_rules_and_keeps_to_its_own_width(spec: AppSpec, tmp_path: Path) -> None:
    rendered(spec, tmp_path)
    passes(tmp_path, find_ruff_bin(), "check", "--no-cache", ".")
    passes(tmp_path, find_ruff_bin(), "format", "--no-cache", "--check", ".")
    passes(tmp_path, find_ruff_bin(), "check", "--no-cache", "--select", "E501", "app", "tests")


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "analytics",
        "bookings",
        "cards",
        "classroom",
        "clinic",
        "exchange",
        "lending",
        "opinions",
        "orders",
        "shop",
        "social",
        "theatre",
    ],
)
def test_the_types_of_an_app_hold(name: str, tmp_path: Path) -> None:
    rendered(SPECS[name], tmp_path)
    passes(tmp_path, sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path / ".cache"))
