from __future__ import annotations

from collections.abc import Iterator

import pytest
from dagster import Failure

from promptreal import errors, evidence
from promptreal.errors import PromptRealError
from promptreal.evidence import Evidence, VersionRefused
from resources.failures import ERROR_KEY, as_defect, as_failure, failing_in_dagster


def _tree(kind: type[PromptRealError]) -> Iterator[type[PromptRealError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _tree(child)


@pytest.mark.parametrize("kind", list(_tree(PromptRealError)), ids=lambda kind: kind.__name__)
def test_every_error_of_the_tree_has_a_failure(kind: type[PromptRealError]) -> None:
    error = VersionRefused("it", Evidence()) if kind is VersionRefused else kind("it broke", hint="mend it")
    failure = as_failure(error)
    assert failure.allow_retries is kind.retryable
    assert failure.description == str(error)
    assert failure.metadata[ERROR_KEY].value == kind.__name__
    assert failure.metadata["what to do"].value == error.hint


def test_the_tree_that_is_mapped_is_the_one_that_is_raised() -> None:
    names = {kind.__name__ for kind in _tree(PromptRealError)}
    assert {"GateRefused", "AppBusy", "StoreError", "AppUnhealthy"} <= names
    assert evidence.VersionRefused in errors.GateRefused.__subclasses__()


def test_a_fault_of_the_platform_is_not_tried_again() -> None:
    failure = as_defect(ZeroDivisionError("division by zero"))
    assert failure.allow_retries is False
    assert failure.description == "ZeroDivisionError: division by zero"


def test_an_error_that_leaves_the_block_keeps_its_cause() -> None:
    with pytest.raises(Failure) as caught, failing_in_dagster():
        raise errors.StoreError("the disk is full")
    assert isinstance(caught.value.__cause__, errors.StoreError)


def test_what_is_not_ours_passes_the_block_untouched() -> None:
    with pytest.raises(KeyError), failing_in_dagster():
        raise KeyError("x")
