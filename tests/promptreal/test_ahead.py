"""What is begun ahead of its need is taken by whoever needs just that, and ends otherwise."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from promptreal.ahead import Ahead

pytestmark = pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="with one processor nothing is done beforehand")


@contextmanager
def thing(told: list[str], *, breaks: bool = False) -> Iterator[str]:
    if breaks:
        raise OSError("the disk is full")
    told.append("begun")
    try:
        yield "thing"
    finally:
        told.append("ended")


def test_what_was_begun_for_the_same_is_taken_once_and_ends_with_its_taker() -> None:
    told: list[str] = []
    ahead: Ahead[str] = Ahead()
    ahead.begin("python 3", thing(told))
    ahead.begin("python 4", thing(told))
    with ahead.taken("python 3") as found:
        assert (found, told) == ("thing", ["begun"])
        with ahead.taken("python 3") as again:
            assert again is None
    assert told == ["begun", "ended"]


def test_what_was_begun_for_something_else_ends_before_its_need() -> None:
    told: list[str] = []
    ahead: Ahead[str] = Ahead()
    ahead.begin("python 3", thing(told))
    with ahead.taken("python 4") as found:
        assert (found, told) == (None, ["begun", "ended"])


def test_what_cannot_be_begun_is_left_to_whoever_needs_it() -> None:
    ahead: Ahead[str] = Ahead()
    ahead.begin("python 3", thing([], breaks=True), OSError)
    with ahead.taken("python 3") as found:
        assert found is None
    with pytest.raises(OSError, match="full"):
        ahead.begin("python 3", thing([], breaks=True), ValueError)


def test_what_nobody_took_is_discarded() -> None:
    told: list[str] = []
    ahead: Ahead[str] = Ahead()
    ahead.begin("python 3", thing(told))
    ahead.discard()
    assert told == ["begun", "ended"]
