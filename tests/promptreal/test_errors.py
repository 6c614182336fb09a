"""One tree of errors, each saying what to do."""

from __future__ import annotations

from collections.abc import Iterator

import promptreal.errors
import promptreal.evidence
from promptreal.errors import PromptRealError


def leaves(of: type[PromptRealError]) -> Iterator[type[PromptRealError]]:
    for child in of.__subclasses__():
        yield child
        yield from leaves(child)


def test_the_tree_in_the_docstring_names_every_error_of_the_module() -> None:
    documented = promptreal.errors.__doc__ or ""
    ours = [error.__name__ for error in leaves(PromptRealError) if error.__module__ == "promptreal.errors"]
    assert ours
    assert [name for name in ours if f" {name}" not in documented] == []


def test_the_hint_follows_the_message() -> None:
    error = PromptRealError("the disk is full", hint="free some space")
    assert str(error) == "the disk is full\n  → free some space"
    assert error.message == "the disk is full"
    assert str(PromptRealError("no more")) == "no more"
