"""What each kind of activity needs to say."""

from __future__ import annotations

from promptreal.design.english.words import vocabulary
from promptreal.design.things.fields import assumed, reference
from promptreal.design.things.sketch import EntityDraft
from promptreal.spec import EntityKind, Field, Origin

MEETINGS = frozenset({"viewing", "visit", "consultation", "inspection", "interview", "demo", "tour"})


STATUSES: dict[str, tuple[str, ...]] = {
    "booking": ("Requested", "Confirmed", "Cancelled"),
    "reservation": ("Requested", "Confirmed", "Cancelled"),
    "application": ("Submitted", "In review", "Accepted", "Rejected"),
    "order": ("New", "Paid", "Shipped", "Delivered"),
    "purchase": ("New", "Paid", "Delivered"),
    "bid": ("Open", "Won", "Lost"),
    "lease": ("Active", "Renewed", "Expired"),
    "rental": ("Active", "Renewed", "Expired"),
    "loan": ("Open", "Returned", "Overdue"),
    "payment": ("Pending", "Paid", "Refunded"),
    "deposit": ("Pending", "Held", "Released"),
    "dispute": ("Open", "In review", "Resolved"),
    "enrollment": ("Requested", "Enrolled", "Completed"),
    "request": ("Submitted", "In review", "Approved", "Rejected"),
    "transaction": ("Pending", "Completed", "Cancelled"),
    "appointment": ("Requested", "Confirmed", "Cancelled"),
    "trade": ("Open", "Executed", "Cancelled"),
}


def fill(draft: EntityDraft, target: EntityDraft | None) -> None:
    """Gives an activity the fields that one of its noun needs, the reference to its target first."""
    if draft.exact:
        return
    if target is not None:
        draft.add(
            reference(target.name, target.label, origin=Origin.PROMPT, required=draft.kind is not EntityKind.RECORD)
        )
    if draft.kind is EntityKind.MARK:
        draft.add(assumed("note", label="Note"))
        return
    for field in _needed(draft.noun or draft.words[-1], target, leave="leave" in draft.words):
        draft.add(field)
    noun = draft.noun or draft.words[-1]
    if noun in STATUSES and not draft.statuses:
        # Nobody ships a seat.
        seats = target is not None and target.words[-1] in _SEATS and noun in {"order", "purchase"}
        draft.statuses += [one for one in STATUSES[noun] if not seats or one not in {"Shipped", "Delivered"}]


_Wanted = tuple[str, str, bool]  # the field's words, its label, whether it is required
_NAME: _Wanted = ("full name", "Name", True)
_WHO: tuple[_Wanted, ...] = (_NAME, ("email", "Email", True))
# What each kind of thing that people leave behind says, by the noun for it.
_SAID: dict[str, tuple[_Wanted, ...]] = {
    **dict.fromkeys(
        ("review", "evaluation", "testimonial", "feedback"), (("rating", "Rating", True), ("comment", "Comment", True))
    ),
    **dict.fromkeys(("rating", "vote"), (("rating", "Rating", True), ("comment", "Comment", False))),
    "note": (("content", "Note", True),),
    **dict.fromkeys(
        ("booking", "reservation", "appointment"),
        (*_WHO, ("date", "Date", True), ("guest count", "Number of people", False), ("notes", "Notes", False)),
    ),
    **dict.fromkeys(
        ("bid", "investment", "pledge", "withdrawal", "offer", "trade", "transaction", "refund"),
        (("amount", "Amount", True), ("date", "Date", False), ("note", "Note", False)),
    ),
    **dict.fromkeys(
        ("donation", "payment", "deposit"),
        (
            ("amount", "Amount", True),
            ("payment method", "Payment method", False),
            ("date", "Date", False),
            ("note", "Note", False),
        ),
    ),
    **dict.fromkeys(("claim", "invoice", "shipment", "delivery"), ()),
    "dispute": (("subject", "Subject", True), ("description", "Description", True)),
    "membership": (_NAME, ("message", "Message", False)),
}
_ORDERED: tuple[_Wanted, ...] = (
    ("quantity", "Quantity", True),
    ("amount", "Amount", False),
    ("shipping address", "Shipping address", False),
    ("payment method", "Payment method", False),
)
_SPAN: tuple[_Wanted, ...] = (("start date", "Start date", False), ("end date", "End date", False))
# Whom or what one votes for, and does not rate.
_CHOSEN = vocabulary("candidate option nominee proposal poll motion")
_ALONE = vocabulary("application reservation booking appointment order purchase request")
_TEXTS = vocabulary(
    "reply comment answer contribution response condolence message annotation recommendation endorsement"
)


# How many of something one person orders or brings at once, unless the prompt says otherwise.
_MOST = {"quantity": 100, "guest_count": 50}
_MOST_SEATS = 20
_SEATS = vocabulary("ticket seat pass event show concert movie film screening match performance tour flight trip")


def _needed(noun: str, target: EntityDraft | None, *, leave: bool = False) -> list[Field]:
    fields = [assumed(words, label=label, required=needed) for words, label, needed in _wanted(noun, target, leave)]
    return [_bounded(one, target) if target is not None else one for one in fields]


def _bounded(field: Field, target: EntityDraft) -> Field:
    """A quantity that one person could mean."""
    if field.name not in _MOST or field.maximum is not None:
        return field
    most = _MOST_SEATS if target.words[-1] in _SEATS else _MOST[field.name]
    return field.model_copy(update={"minimum": 1, "maximum": most})


def _wanted(noun: str, target: EntityDraft | None, leave: bool) -> tuple[_Wanted, ...]:
    who = _WHO if target is not None or noun in _ALONE else ()
    if noun in _TEXTS:
        return (("content", noun.capitalize(), True),)
    if noun in MEETINGS:
        return (*who, ("date", "Date", True), ("notes", "Notes", False))
    if noun == "vote" and target is not None and target.words[-1] in _CHOSEN:
        return (("comment", "Comment", False),)
    if noun in _SAID:
        return _SAID[noun]
    if noun == "attempt":
        return (*who[:1], ("score", "Score", False), ("date", "Date", False))
    if noun in {"application", "enrollment", "registration", "signup", "request", "adoption"}:
        away = _SPAN if leave else ()
        return (*who, *away, ("phone", "Phone", False), ("message", "Message", False))
    if noun in {"order", "purchase"}:
        sent = target is None or target.words[-1] not in _SEATS
        return (*who, *(one for one in _ORDERED if sent or one[0] != "shipping address"))
    if noun in {"lease", "rental", "loan", "subscription"}:
        return (*who[:1], ("start date", "Start date", True), _SPAN[1])
    return (_NAME, ("note", "Note", False)) if target else ()
