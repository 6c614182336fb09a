"""A library that also lets rooms and gives courses: an app whose records take things up that others want as well."""

from __future__ import annotations

from promptreal.spec import (
    Action,
    ActionKind,
    AppSpec,
    Claim,
    Condition,
    ConditionKind,
    Entity,
    EntityKind,
    Field,
    FieldType,
    Filter,
    Page,
    PageKind,
)

OVERDUE = Condition(kind=ConditionKind.PAST, field="due_date", unless="returned_on")
OPEN = {"until": "returned_on"}


def lending(app_type: str = "admin-panel", *, accounts: bool = False) -> AppSpec:
    """Books are lent to members, rooms booked for a time, seats of courses taken up, and supplies run low."""
    return AppSpec(
        app_name="branch-library",
        title="Branch Library",
        tagline="Books, rooms and courses of the branch library.",
        app_type=app_type,
        prompt="A library that lends books to members, lets rooms and gives courses.",
        enhanced_prompt="An app to lend books, book rooms and register for courses, without promising anything twice.",
        accounts=accounts,
        entities=(_book(), _member(), _loan(), _room(), _booking(), _course(), _enrollment(), _supply(), _invoice()),
        actions=(
            Action(name="lend_book", label="Lend book", kind=ActionKind.ATTACH, entity="book", creates="loan"),
            Action(
                name="return_book", label="Return book", kind=ActionKind.TRANSITION, entity="loan", stamps="returned_on"
            ),
            Action(name="book_room", label="Book room", kind=ActionKind.ATTACH, entity="room", creates="booking"),
            Action(
                name="cancel_booking",
                label="Cancel booking",
                kind=ActionKind.TRANSITION,
                entity="booking",
                to="Cancelled",
            ),
        ),
        pages=(
            Page(slug="", title="Home", kind=PageKind.HOME),
            Page(slug="books", title="Books", kind=PageKind.LIST, entity="book"),
        ),
        filters=(
            Filter(name="available", label="Available", entity="book", field="available"),
            Filter(name="overdue", label="Overdue", entity="loan", field="overdue"),
        ),
    )


def _text(name: str, label: str, *, required: bool = True) -> Field:
    return Field(name=name, label=label, type=FieldType.STRING, required=required)


def _to(name: str, label: str) -> Field:
    return Field(name=name, label=label, type=FieldType.REFERENCE, target=name, required=True, filterable=True)


def _watched(name: str, label: str, condition: Condition) -> Field:
    return Field(name=name, label=label, type=FieldType.BOOLEAN, condition=condition, filterable=True)


def _thing(name: str, label: str, *fields: Field) -> Entity:
    shown = (_text("name", "Name"), *fields)
    return Entity(
        name=name, plural=f"{name}s", label=label, label_plural=f"{label}s", fields=shown, display="name", samples=12
    )


def _book() -> Entity:
    free = Condition(kind=ConditionKind.FREE, entity="loan", through="book")
    return _thing("book", "Book", _watched("available", "Available", free))


def _member() -> Entity:
    return _thing("member", "Member", Field(name="email", label="Email", type=FieldType.EMAIL))


def _loan() -> Entity:
    day = FieldType.DATE
    return Entity(
        name="loan",
        plural="loans",
        label="Loan",
        label_plural="Loans",
        kind=EntityKind.ACTIVITY,
        fields=(
            _to("book", "Book"),
            _to("member", "Member"),
            Field(name="loan_date", label="Loan date", type=day, starts_now=True),
            Field(name="due_date", label="Due date", type=day, starts_now=True, days_ahead=14, filterable=True),
            Field(name="returned_on", label="Returned on", type=day),
            _watched("overdue", "Overdue", OVERDUE),
        ),
        display="book",
        samples=40,
        owned=True,
        periods=(("loan_date", "due_date"), ("loan_date", "returned_on")),
        claims=(
            Claim(through="book", until="returned_on", refused="is on loan and has not been returned yet."),
            Claim(through="member", most=3, until="returned_on", refused="has 3 open loans already."),
        ),
    )


def _room() -> Entity:
    return _thing(
        "room",
        "Room",
        _watched("free_now", "Free now", Condition(kind=ConditionKind.FREE, entity="booking", through="room")),
    )


def _booking() -> Entity:
    moment = FieldType.DATETIME
    return Entity(
        name="booking",
        plural="bookings",
        label="Booking",
        label_plural="Bookings",
        kind=EntityKind.ACTIVITY,
        fields=(
            _to("room", "Room"),
            Field(name="visitor", label="Visitor", type=FieldType.REFERENCE, target="member", required=True),
            _text("name", "Name"),
            Field(name="start_time", label="From", type=moment, required=True),
            Field(name="end_time", label="To", type=moment, required=True),
            Field(
                name="status", label="Status", type=FieldType.CHOICE, choices=("Requested", "Confirmed", "Cancelled")
            ),
        ),
        display="name",
        status_field="status",
        samples=40,
        periods=(("start_time", "end_time"),),
        claims=(
            Claim(
                through="room",
                during=("start_time", "end_time"),
                released=("Cancelled",),
                refused="is booked at that time already.",
            ),
            Claim(
                through="visitor",
                most=2,
                ahead="end_time",
                released=("Cancelled",),
                refused="has 2 coming bookings already.",
            ),
        ),
    )


def _course() -> Entity:
    return _thing(
        "course",
        "Course",
        Field(name="capacity", label="Capacity", type=FieldType.INTEGER, minimum=1),
        _watched(
            "places_left", "Places left", Condition(kind=ConditionKind.FREE, entity="enrollment", through="course")
        ),
    )


def _enrollment() -> Entity:
    return Entity(
        name="enrollment",
        plural="enrollments",
        label="Enrollment",
        label_plural="Enrollments",
        kind=EntityKind.ACTIVITY,
        fields=(
            _to("course", "Course"),
            _text("name", "Name"),
            Field(name="seats", label="Seats", type=FieldType.INTEGER, required=True, minimum=1, maximum=10),
        ),
        display="name",
        samples=40,
        claims=(Claim(through="course", room="capacity", own="seats", refused="has no room for so many."),),
    )


def _supply() -> Entity:
    low = Condition(kind=ConditionKind.LOW, field="stock", than="reorder_point")
    return _thing(
        "supplie",
        "Supply",
        Field(name="stock", label="Stock", type=FieldType.INTEGER, minimum=0, required=True),
        Field(name="reorder_point", label="Reorder point", type=FieldType.INTEGER, minimum=0),
        _watched("low_stock", "Low stock", low),
        _watched("sold_out", "Sold out", Condition(kind=ConditionKind.LOW, field="stock")),
    )


def _invoice() -> Entity:
    settled = Condition(kind=ConditionKind.PAST, field="due_date", settled=("Paid", "Cancelled"))
    states = ("Draft", "Sent", "Paid", "Cancelled")
    settled_by = Condition(kind=ConditionKind.PAST, field="remind_at", unless="reminded", settled=("Paid",))
    return _thing(
        "invoice",
        "Invoice",
        Field(name="due_date", label="Due date", type=FieldType.DATE),
        Field(name="status", label="Status", type=FieldType.CHOICE, choices=states),
        _watched("overdue", "Overdue", settled),
        Field(name="remind_at", label="Remind at", type=FieldType.DATETIME),
        Field(name="reminded", label="Reminded", type=FieldType.BOOLEAN),
        _watched("to_remind", "To remind", settled_by),
    ).model_copy(update={"status_field": "status"})
