"""Every error has its exit code, and every exit code its meaning."""

from collections.abc import Iterator

import pytest

from promptreal import errors, evidence
from promptreal_dagster.cli.exits import EXIT_CODES, INTERRUPTED, MEANINGS, UNEXPECTED, exit_code

assert evidence  # its error belongs to the tree


def below(root: type[errors.PromptRealError]) -> Iterator[type[errors.PromptRealError]]:
    for child in root.__subclasses__():
        yield child
        yield from below(child)


@pytest.mark.parametrize("error", sorted(below(errors.PromptRealError), key=lambda one: one.__name__))
def test_every_error_of_the_tree_has_a_code_of_its_own_kind(error: type[errors.PromptRealError]) -> None:
    assert exit_code(error) not in {0, UNEXPECTED}


def test_the_nearest_ancestor_decides() -> None:
    assert exit_code(evidence.VersionRefused) == EXIT_CODES[errors.GateRefused]
    assert exit_code(errors.PreconditionFailed) == EXIT_CODES[errors.StoreError]
    assert exit_code(ValueError) == UNEXPECTED
    assert exit_code(KeyboardInterrupt) == INTERRUPTED


def test_every_code_has_a_meaning_and_the_other_way_round() -> None:
    assert set(MEANINGS) == {0, UNEXPECTED, INTERRUPTED, *EXIT_CODES.values()}
