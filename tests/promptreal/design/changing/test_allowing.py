from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec

LIBRARY = "An admin panel for a school library where students borrow books and return them."


def design(prompt: str, previous: AppSpec | None = None) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="app", prompt=prompt), previous)


@pytest.mark.parametrize(
    "words", ["A student can borrow at most 2 books.", "A student cannot borrow more than two books"]
)
def test_a_change_may_limit_what_one_person_has(words: str) -> None:
    spec = design(words, design(LIBRARY))
    claim = next(one for one in spec.entity("loan").claims if one.through == "student")
    assert (claim.most, claim.until) == (2, "returned_date")
    assert not spec.entity("loan").status_field
    assert "held from now on" in " ".join(spec.understanding.understood)


def test_a_later_limit_takes_the_place_of_the_one_before() -> None:
    spec = design(f"{LIBRARY} A student can borrow at most 3 books.")
    changed = design("A student can borrow at most 5 books.", spec)
    assert [one.most for one in changed.entity("loan").claims if one.through == "student"] == [5]
    assert [one.most for one in changed.entity("loan").claims if one.through == "book"] == [1]


def test_what_a_field_was_needed_for_goes_with_it() -> None:
    spec = design("Remove the due date from loans.", design(LIBRARY))
    assert "overdue" not in {one.name for one in spec.entity("loan").fields}


def test_a_change_may_add_lending() -> None:
    before = design("An admin panel for books with a title and a shelf. Users should be able to add books.")
    spec = design("Let members borrow books and return them.", before)
    assert spec.entity("loan").claims
    assert spec.entity("book").field("available").condition is not None
