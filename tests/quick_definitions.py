"""The code location with quick steps, for tests that start Dagster's own processes."""

from __future__ import annotations

from promptreal_dagster.definitions import defs
from tests import quick_pipeline

quick_pipeline.install()

__all__ = ["defs"]
