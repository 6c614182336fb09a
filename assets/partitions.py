"""The one dynamic partition of all assets: an app. Its history is its partition's materializations."""

from __future__ import annotations

from dagster import DynamicPartitionsDefinition
from pydantic import ValidationError

from promptreal.errors import InvalidRequest
from promptreal.request import AppKey

APPS = DynamicPartitionsDefinition(name="apps")


def app_of(partition: str) -> AppKey:
    """The app that a partition is about.

    Raises:
        InvalidRequest: the partition is not named as an app is.
    """
    try:
        return AppKey.parse(partition)
    except ValidationError as error:
        raise InvalidRequest(
            f"partition: {partition[:80]!r} is not the name of an app",
            hint="an app's name is up to 32 lower-case letters, digits and dashes, a letter first; "
            "the job `new_app` makes the partition by itself",
        ) from error
