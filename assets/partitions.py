"""The one dynamic partition of all assets: an app. Its history is its partition's materializations."""

from __future__ import annotations

from typing import cast

from dagster import AssetExecutionContext, DynamicPartitionsDefinition, OpExecutionContext
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


def chosen_app(context: AssetExecutionContext | OpExecutionContext) -> AppKey:
    """The app of the one partition that the run was launched for.

    Raises:
        InvalidRequest: it was launched without one, or with one that nobody has made.
    """
    if not context.has_partition_key:
        raise InvalidRequest(
            "partition: none was chosen",
            hint="choose the app's partition in the launchpad; for a new app launch the job `new_app`, which makes one",
        )
    app = app_of(context.partition_key)
    if not context.instance.has_dynamic_partition(cast(str, APPS.name), str(app)):
        raise InvalidRequest(
            f"partition: there is no {str(app)!r}",
            hint="choose one that there is; for a new app launch the job `new_app`, which makes its partition",
        )
    return app
