"""The first edge of the error tree: how the domain's errors fail a Dagster step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dagster import Failure, MetadataValue

from promptreal.errors import PromptRealError

ERROR_KEY = "error"


def as_failure(error: PromptRealError) -> Failure:
    """The step failure for any error of the tree: what happened, what to do, and whether trying again can help."""
    return Failure(
        description=str(error),
        metadata={
            ERROR_KEY: MetadataValue.text(type(error).__name__),
            "what happened": MetadataValue.text(error.message),
            "what to do": MetadataValue.text(error.hint or "see the step's log"),
        },
        allow_retries=error.retryable,
    )


def as_defect(error: Exception) -> Failure:
    """The step failure for an error that is not in the tree, which is a fault in the platform."""
    return Failure(
        description=f"{type(error).__name__}: {error}",
        metadata={
            ERROR_KEY: MetadataValue.text(type(error).__name__),
            "what to do": MetadataValue.text("this is a fault in Prompt to Real; its trace is in the step's error"),
        },
        allow_retries=False,
    )


@contextmanager
def failing_in_dagster() -> Iterator[None]:
    """Translates the domain's errors that leave the block."""
    try:
        yield
    except PromptRealError as error:
        raise as_failure(error) from error
