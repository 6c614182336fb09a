from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec, Claim, ConditionKind

LIBRARY = "A REST API for a library to lend books to members; a book can only be lent if it is available."


def design(prompt: str) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="app", prompt=prompt), None)


def claim_of(spec: AppSpec, entity: str, through: str) -> Claim:
    return next(one for one in spec.entity(entity).claims if one.through == through)


def left_out(spec: AppSpec) -> str:
    return " ".join(spec.understanding.left_out)


def test_a_book_is_lent_once_until_it_is_returned() -> None:
    spec = design(LIBRARY)
    claim = claim_of(spec, "loan", "book")
    assert (claim.most, claim.until, claim.during) == (1, "returned_date", None)
    assert "not been returned" in claim.refused
    assert spec.entity("loan").field("book").required


def test_a_thing_says_whether_it_is_free() -> None:
    condition = design(LIBRARY).entity("book").field("available").condition
    assert condition is not None
    assert (condition.kind, condition.entity, condition.through) == (ConditionKind.FREE, "loan", "book")


def test_a_rule_that_the_app_holds_to_is_understood_and_not_left_out() -> None:
    spec = design(LIBRARY)
    assert "can only be lent" not in left_out(spec)
    assert any("can only be lent" in one for one in spec.understanding.understood)


def test_a_rule_about_something_else_stays_left_out() -> None:
    spec = design("A library to lend books to members; a member cannot be removed before the fines are paid.")
    assert "cannot be removed" in left_out(spec)


def test_of_a_book_with_copies_there_are_as_many_loans_as_copies() -> None:
    spec = design("A library app. Books have a title and a number of copies. Members borrow books and return books.")
    claim = claim_of(spec, "loan", "book")
    assert (claim.room, claim.until) == ("number_of_copies", "returned_date")
    assert not spec.entity("loan").effects


@pytest.mark.parametrize(
    "words",
    [
        "each student can borrow at most 3 books",
        "a student cannot borrow more than three books",
        "max 3 books per student",
        "students are limited to 3 books",
    ],
)
def test_a_person_has_no_more_than_the_prompt_allows(words: str) -> None:
    spec = design(f"An admin panel for a school library where students borrow books and return them; {words}.")
    claim = claim_of(spec, "loan", "student")
    assert (claim.most, claim.until) == (3, "returned_date")
    assert "3 open loans" in claim.refused
    assert "rules like this" not in left_out(spec)


def test_what_somebody_may_have_is_counted_by_account_where_people_sign_in() -> None:
    spec = design("A library website where members borrow books; a member can borrow at most 2 books.")
    assert spec.accounts
    claim = claim_of(spec, "loan", "")
    assert (claim.most, claim.until) == (2, "returned_date")


def test_a_room_is_booked_once_at_a_time() -> None:
    spec = design("A meeting room booking app where employees book rooms; bookings must not overlap.")
    claim = claim_of(spec, "booking", "room")
    assert claim.during == ("start_time", "end_time")
    assert "Cancelled" in claim.released
    assert "overlap" not in left_out(spec)


def test_what_a_sentence_says_before_the_rule_is_read() -> None:
    spec = design(
        "Car rental site where customers book cars for dates and a car can't be booked twice for the same days"
    )
    assert claim_of(spec, "booking", "car").during == ("start_date", "end_date")


def test_a_doctor_has_one_appointment_at_a_time() -> None:
    spec = design("A clinic app to book appointments with doctors; a slot can't be booked twice.")
    claim = claim_of(spec, "appointment", "doctor")
    assert claim.during == ("date", "date")


def test_a_course_can_be_full() -> None:
    spec = design(
        "A course registration site: students register for courses; a student cannot register for a full course."
    )
    claim = claim_of(spec, "registration", "course")
    assert claim.room == "capacity"
    assert spec.entity("course").field("capacity").required
    assert spec.entity("course").field("places_left").condition is not None


def test_a_tour_with_many_guests_is_booked_by_many() -> None:
    spec = design("A travel site. Users should be able to browse tours and book tours.")
    assert not spec.entity("booking").claims


def test_what_is_counted_in_stock_is_taken_from_the_stock() -> None:
    spec = design("A shop with products that have a price and a stock. Customers order products, only if in stock.")
    assert not spec.entity("order").claims
    assert [one.field for one in spec.entity("order").effects] == ["stock"]


def test_what_is_over_counts_no_more_for_whoever_booked_it() -> None:
    spec = design(
        "Track tennis courts at our club: members reserve courts for an hour, at most 2 reservations per member."
    )
    claim = claim_of(spec, "reservation", "member")
    assert (claim.most, claim.ahead) == (2, "end_time")


def test_a_stay_has_the_days_that_the_prompt_names() -> None:
    spec = design(
        "REST API for a hotel: rooms, guests and bookings with check-in and check-out; a room cannot be booked for "
        "overlapping dates"
    )
    assert claim_of(spec, "booking", "room").during == ("check_in", "check_out")
    assert spec.entity("booking").field("guest").required


def test_who_has_what_is_a_page_where_an_app_is_run_for_others() -> None:
    spec = design("An admin panel for a school library where students borrow books and return them.")
    assert any(one.entity == "loan" for one in spec.pages)


def test_that_a_cart_holds_one_product_is_said() -> None:
    spec = design("A shop website. Customers should be able to add products to a shopping cart and check out.")
    assert "A cart: an order is of one product" in left_out(spec)
