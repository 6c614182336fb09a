"""What the prompt speaks of and nothing was made of is named, and rules between records are said to be left out."""

from __future__ import annotations

from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec


def design(prompt: str) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="x", prompt=prompt), None)


def left_out(prompt: str) -> str:
    return "\n".join(design(prompt).understanding.left_out)


def test_nouns_of_which_nothing_came_are_named() -> None:
    assert "zeppelins" not in left_out("An app for zeppelins")
    told = left_out("Energy usage dashboard for our office buildings, kWh per month per building, peak demand")
    assert "demand" in told
    assert "building" not in told


def test_what_must_not_happen_is_a_rule_that_is_held_or_left_out_and_no_thing() -> None:
    spec = design("An API for a library: members borrow books. A member cannot have more than 5 unpaid fines.")
    assert "“A member cannot have more than 5 unpaid fines”" in "\n".join(spec.understanding.left_out)
    spec = design("An API for a library: members borrow books. A member cannot have more than 5 open loans.")
    assert "“A member cannot have more than 5 open loans”" in "\n".join(spec.understanding.understood)
    assert not any("have" in one.label.lower() for one in spec.entities)


def test_file_formats_and_units_of_time_are_no_things_to_keep() -> None:
    spec = design(
        "Report generator for a gym: attendance by class. Managers pick a date range and export to CSV or PDF."
    )
    assert {one.name for one in spec.entities} & {"csv", "pdf", "date_range"} == set()


def test_colours_at_the_end_of_a_wish_are_its_colours() -> None:
    spec = design("energy usage dashboard for our office buildings, filter by building, teal and white")
    assert (spec.style.component.name, spec.style.background.name) == ("teal", "white")


def test_of_a_change_the_words_that_describe_are_missed_as_well() -> None:
    designer = OfflineDesigner()
    before = designer.design(GenerationRequest(app_name="x", prompt="A site with pets: name and age"), None)
    after = designer.design(
        GenerationRequest(app_name="x", prompt="add a weight to pets. Make the list waterproof."), before
    )

    assert any("waterproof" in line for line in after.understanding.left_out)
