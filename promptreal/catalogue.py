"""What a request can choose from: app types, languages and tools; and what the blueprints on disk can make."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from promptreal.errors import InvalidRequest

APP_TYPES = (
    "dashboard",
    "admin-panel",
    "e-commerce",
    "cms",
    "rest-api",
    "graphql-api",
    "microservice",
    "websocket-service",
    "etl-pipeline",
    "analytics-dashboard",
    "report-generator",
    "data-validator",
    "model-server",
    "training-pipeline",
    "inference-api",
    "data-labeling",
)

TOOLS = (
    "postgresql",
    "mysql",
    "mongodb",
    "redis",
    "elasticsearch",
    "timescaledb",
    "influxdb",
    "rabbitmq",
    "kafka",
    "aws-sqs",
    "google-pubsub",
    "redis-pubsub",
    "s3",
    "filesystem",
    "azure-blob",
    "oidc-auth",
    "stripe",
    "http-api",
)

BLUEPRINTS = Path(__file__).parent / "blueprints"


@cache
def available_types() -> dict[str, tuple[str, ...]]:
    """The app types that a blueprint on disk renders, each with the languages it is written in."""
    found = {}
    for path in sorted(BLUEPRINTS.glob("*/blueprint.toml")):
        document = tomllib.loads(path.read_text())
        found[path.parent.name] = tuple(document.get("languages") or [document.get("language", "python")])
    return found


def languages() -> tuple[str, ...]:
    """The languages that blueprints are written in."""
    return tuple(sorted({language for some in available_types().values() for language in some})) or ("python",)


def pick(field: str, value: str, choices: Iterable[str]) -> str:
    """The choice that `value` means: letter case, spaces and underscores do not matter.

    Raises:
        InvalidRequest: it is none of them; the message names the nearest, the hint lists them all.
    """
    choices = tuple(choices)
    wanted = "-".join(value.strip().lower().replace("_", " ").split())
    if wanted in choices:
        return wanted
    near = difflib.get_close_matches(wanted, choices, n=1, cutoff=0.5)
    did_you_mean = f"; did you mean {near[0]!r}?" if near else ""
    raise InvalidRequest(
        f"{field}: {value[:80]!r} is not known{did_you_mean}", hint=f"choose from: {', '.join(choices)}"
    )


def require_available(app_type: str, language: str) -> None:
    """Refuses a known app type that nothing here can make in that language.

    Raises:
        InvalidRequest: no blueprint renders it; the hint lists those that are there.
    """
    available = available_types()
    if app_type not in available:
        raise InvalidRequest(
            f"appTypes: {app_type!r} is a known type, but no blueprint here makes it",
            hint=f"available now: {', '.join(available) or 'none'}",
        )
    if language not in available[app_type]:
        raise InvalidRequest(
            f"language: {app_type!r} cannot be written in {language!r}",
            hint=f"its languages: {', '.join(available[app_type])}",
        )
