"""Who sees and changes what: what visitors leave behind is theirs, and what a site offers is its staff's."""

from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.spec import Access, ActionKind, AppSpec, PageKind


def design(prompt: str, *types: str) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="x", prompt=prompt, appTypes=types), None)


def access(spec: AppSpec) -> dict[str, Access]:
    return {one.name: one.access for one in spec.entities}


@pytest.mark.parametrize(
    ("prompt", "private", "managed"),
    [
        (
            "A yoga studio site where people can see the timetable, book a class and cancel their booking.",
            {"booking"},
            {"timetable", "class"},
        ),
        ("a charity website: visitors read about projects and donate money", {"donation"}, {"project"}),
        (
            "event registration site where people register for workshops; admins create workshops",
            {"registration"},
            {"workshop"},
        ),
        (
            "A website for selling tickets to concerts. Users should be able to browse events, buy tickets and "
            "cancel an order.",
            {"order"},
            {"ticket", "event"},
        ),
    ],
)
def test_what_visitors_leave_is_theirs_and_what_they_look_at_is_staffs(
    prompt: str, private: set[str], managed: set[str]
) -> None:
    spec = design(prompt)
    assert spec.accounts
    assert spec.staff is not None
    assert {name for name, one in access(spec).items() if one is Access.PRIVATE} == private
    assert {name for name, one in access(spec).items() if one is Access.MANAGED} == managed
    assert {one.kind for one in spec.actions} >= {ActionKind.REGISTER, ActionKind.LOGIN}
    said = " ".join(spec.understanding.assumed)
    assert "whoever made it and by staff only" in said
    assert "only staff adds and changes them" in said


@pytest.mark.parametrize(
    "prompt",
    ["a blog with posts and comments", "a recipe sharing website where users post recipes and save favourites"],
)
def test_what_people_show_each_other_needs_no_staff(prompt: str) -> None:
    spec = design(prompt)
    assert spec.staff is None
    assert set(access(spec).values()) == {Access.OPEN}


@pytest.mark.parametrize("kind", ["rest-api", "admin-panel", "dashboard", "etl-pipeline", "report-generator"])
def test_tools_and_interfaces_stay_as_they_were_asked_for(kind: str) -> None:
    spec = design("A site where users book rooms and see their bookings.", kind)
    assert spec.staff is None
    assert set(access(spec).values()) == {Access.OPEN}


def test_who_posts_something_owns_it_and_so_sees_what_is_left_on_it() -> None:
    spec = design("A website where owners post rooms and travellers book rooms.", "cms")
    room = spec.entity("room")
    assert (room.access, room.owned) == (Access.OPEN, True)
    assert spec.entity("booking").access is Access.PRIVATE


def test_people_whom_the_prompt_lets_run_the_site_are_staff_and_register_for_nothing() -> None:
    spec = design("A restaurant website where guests reserve tables and the manager can update the menu.", "cms")
    assert spec.staff is not None
    assert spec.staff.name == "manager"
    assert "manager" not in {one.name for one in spec.registering}


def test_staff_decides_and_whoever_made_it_takes_it_back() -> None:
    spec = design(
        "A hotel website with functionalities for approving bookings. Users should be able to book rooms and cancel "
        "their bookings.",
        "cms",
    )
    roles = {one.to: one.role for one in spec.actions if one.kind is ActionKind.TRANSITION}
    assert roles["Approved"] == "staff"
    assert roles["Cancelled"] != "staff"


def test_there_is_a_way_to_what_is_ones_own() -> None:
    spec = design("A website for a museum where visitors book tours.", "cms")
    (page,) = [one for one in spec.pages if one.kind is PageKind.LIST and one.entity == "booking"]
    assert page.title == "My bookings"
    assert spec.pages[-1].kind is PageKind.PROFILE


def test_a_game_has_no_staff() -> None:
    spec = design("A browser game where players manage resources and purchase items from a store.", "cms")
    assert spec.staff is None
