"""What each kind of activity needs to say."""

from __future__ import annotations

from promptreal.design.fields import assumed, reference
from promptreal.design.sketch import EntityDraft
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
    if target is not None:
        draft.add(
            reference(target.name, target.label, origin=Origin.PROMPT, required=draft.kind is not EntityKind.RECORD)
        )
    if draft.kind is EntityKind.MARK:
        draft.add(assumed("note", label="Note"))
        return
    for field in _needed(draft.noun or draft.words[-1], target, leave="leave" in draft.words):
        draft.add(field)
    if (draft.noun or draft.words[-1]) in STATUSES and not draft.statuses:
        draft.statuses += list(STATUSES[draft.noun or draft.words[-1]])


def _needed(noun: str, target: EntityDraft | None, *, leave: bool = False) -> list[Field]:
    who = [assumed("full name", label="Name", required=True), assumed("email", label="Email", required=True)]
    if target is None and noun not in {
        "application",
        "reservation",
        "booking",
        "appointment",
        "order",
        "purchase",
        "request",
    }:
        who = []
    if noun in {
        "reply",
        "comment",
        "answer",
        "contribution",
        "response",
        "condolence",
        "message",
        "annotation",
        "recommendation",
        "endorsement",
    }:
        return [assumed("content", label=noun.capitalize(), required=True)]
    if noun in {"review", "evaluation", "testimonial", "feedback"}:
        return [assumed("rating", label="Rating", required=True), assumed("comment", label="Comment", required=True)]
    if noun in {"rating", "vote"}:
        return [assumed("rating", label="Rating", required=True), assumed("comment", label="Comment")]
    if noun in MEETINGS:
        return [*who, assumed("date", label="Date", required=True), assumed("notes", label="Notes")]
    if noun == "attempt":
        return [who[0], assumed("score", label="Score"), assumed("date", label="Date")]
    if noun == "note":
        return [assumed("content", label="Note", required=True)]
    if noun in {"booking", "reservation", "appointment"}:
        return [
            assumed("full name", label="Name", required=True),
            assumed("email", label="Email", required=True),
            assumed("date", label="Date", required=True),
            assumed("guest count", label="Number of people"),
            assumed("notes", label="Notes"),
        ]
    if noun in {"application", "enrollment", "registration", "signup", "request", "adoption"}:
        away = [assumed("start date", label="Start date"), assumed("end date", label="End date")]
        return [*who, *(away if leave else []), assumed("phone", label="Phone"), assumed("message", label="Message")]
    if noun in {"order", "purchase"}:
        return [
            *who,
            assumed("quantity", label="Quantity", required=True),
            assumed("amount", label="Amount"),
            assumed("shipping address", label="Shipping address"),
            assumed("payment method", label="Payment method"),
        ]
    if noun in {
        "bid",
        "donation",
        "investment",
        "pledge",
        "deposit",
        "withdrawal",
        "offer",
        "trade",
        "transaction",
        "payment",
        "refund",
    }:
        extra = (
            [assumed("payment method", label="Payment method")] if noun in {"donation", "payment", "deposit"} else []
        )
        return [
            assumed("amount", label="Amount", required=True),
            *extra,
            assumed("date", label="Date"),
            assumed("note", label="Note"),
        ]
    if noun in {"lease", "rental", "loan", "subscription"}:
        return [
            *who[:1],
            assumed("start date", label="Start date", required=True),
            assumed("end date", label="End date"),
        ]
    if noun in {"claim", "invoice", "shipment", "delivery"}:
        return []
    if noun == "dispute":
        return [
            assumed("subject", label="Subject", required=True),
            assumed("description", label="Description", required=True),
        ]
    if noun == "membership":
        return [assumed("full name", label="Name", required=True), assumed("message", label="Message")]
    return [assumed("full name", label="Name", required=True), assumed("note", label="Note")] if target else []
