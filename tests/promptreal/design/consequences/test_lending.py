from __future__ import annotations

from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.spec import Action, AppSpec, FieldType, Origin


def design(prompt: str) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="app", prompt=prompt), None)


def returning(spec: AppSpec) -> Action:
    return next(one for one in spec.actions if one.stamps)


def test_a_loan_is_the_members_and_not_the_book() -> None:
    spec = design("A REST API for a library to lend books to members.")
    assert {one.target for one in spec.entity("loan").references} == {"book", "member"}
    assert not spec.entity("book").references
    assert "full_name" not in {one.name for one in spec.entity("loan").fields}


def test_who_borrows_is_kept_where_nobody_signs_in() -> None:
    spec = design("An admin panel for equipment rental where customers rent tools until they are returned.")
    assert spec.entity("rental").field("customer").required
    assert spec.entity("customer").display == "name"


def test_a_loan_has_the_day_on_which_it_is_due() -> None:
    loan = design("A library website where members borrow books.").entity("loan")
    assert loan.field("loan_date").starts_now
    assert (loan.field("due_date").starts_now, loan.field("due_date").days_ahead) == (True, 14)
    assert not loan.field("returned_date").required
    assert not loan.status_field


def test_the_dates_that_a_prompt_names_keep_their_names() -> None:
    spec = design("A library. Loans have a book, a borrow date, a due date and a return date. Members borrow books.")
    names = {one.name for one in spec.entity("loan").fields}
    assert {"borrow_date", "due_date", "return_date"} <= names
    assert returning(spec).stamps == "return_date"


def test_a_return_is_done_to_the_loan() -> None:
    spec = design("A library website. Users should be able to browse books, borrow books and return books.")
    action = returning(spec)
    assert (action.entity, action.label, action.stamps) == ("loan", "Return book", "returned_date")
    assert action.origin is Origin.PROMPT
    assert sum(one.label.lower().startswith("return") for one in spec.actions) == 1


def test_a_meeting_room_is_booked_by_the_hour_and_a_car_by_the_day() -> None:
    room = design("A meeting room booking app where employees book rooms.").entity("booking")
    assert room.field("start_time").type is room.field("end_time").type is FieldType.DATETIME
    car = design("A website to rent out cars. Users should be able to browse cars and book cars.").entity("booking")
    assert car.field("start_date").type is car.field("end_date").type is FieldType.DATE


def test_an_appointment_with_doctors_is_with_one_of_them() -> None:
    spec = design("A clinic app to book appointments with doctors.")
    appointment = spec.entity("appointment")
    assert appointment.field("doctor").target == "doctor"
    assert appointment.field("date").type is FieldType.DATETIME
