"""What holds at the moment of reading: overdue, expired and running low are worked out, and nobody types them."""

from __future__ import annotations

import re
from collections.abc import Container

from promptreal.design.consequences.effects import stock_of
from promptreal.design.consequences.formulas import noun_of, plain, ranked
from promptreal.design.english.words import vocabulary
from promptreal.spec import AppSpec, Condition, ConditionKind, Entity, EntityKind, Field, FieldType, Filter, Origin

_DUE = ranked(
    "due_date due_on due_at due deadline payment_due payment_due_date return_by expected_return_date due_time"
)
_EXPIRES = ranked("expiry_date expiration_date expires_on expires_at expires valid_until valid_to expiry expiration")
_LASTING = vocabulary(
    "subscription membership licence license policy contract lease certificate passport coupon voucher warranty permit"
)
_DONE_ON = ranked(
    "returned_date returned_on return_date actual_return_date date_returned paid_date paid_on date_paid payment_date "
    "completed_date completed_on completed_at completion_date finished_date finished_on closed_date closed_at "
    "resolved_at resolved_date delivered_date delivered_on submitted_at submitted_date completed done paid returned "
    "finished closed resolved is_completed is_done is_paid completed_flag done_flag paid_flag"
)
_DONE = frozenset(
    {"Paid", "Done", "Completed", "Complete", "Closed", "Resolved", "Cancelled", "Canceled", "Delivered", "Returned"}
    | {"Finished", "Settled", "Void", "Archived", "Rejected", "Accepted", "Won", "Lost", "Approved", "Published"}
    | {"Refunded", "Written off", "Submitted", "Graded", "Fulfilled", "Shipped", "Solved"}
)
_GIVEN_UP = frozenset({"Cancelled", "Canceled", "Terminated", "Revoked", "Archived"})
_LEAST = ranked(
    "reorder_point reorder_level reorder_threshold minimum_stock minimum_stock_level min_stock minimum_quantity "
    "min_quantity minimum_level stock_threshold low_stock_threshold threshold minimum safety_stock alert_level "
    "par_level"
)
_OFTEN_LATE = vocabulary("loan rental invoice bill fee payment task todo assignment homework delivery borrowing hire")
_LATE = re.compile(r"\blate\b", re.IGNORECASE)
_SAID = {
    "overdue": re.compile(r"\b(?:overdue|past due|late)\b", re.IGNORECASE),
    "expired": re.compile(r"\bexpir(?:ed|ing|y|es)\b", re.IGNORECASE),
    "low_stock": re.compile(
        r"\b(?:low(?:\s+(?:on|in))?\s+stock|low[- ]stock|running (?:low|out)|"
        r"below (?:the(?:ir)? )?(?:reorder|minimum)\w*|"
        r"need(?:s|ing)? (?:to be )?(?:reorder|restock)\w*|reorder)",
        re.IGNORECASE,
    ),
}


def watch(spec: AppSpec, known: Container[str]) -> AppSpec:
    """The spec in which what is late, out of date or running low says so by itself."""
    for name in [one.name for one in spec.entities if one.name not in known]:
        entity = spec.entity(name)
        piped = any(one.entity == name for one in spec.pipelines)
        if piped or entity.kind in {EntityKind.MARK, EntityKind.MESSAGE, EntityKind.CONTENT}:
            continue
        entity = _numbered(spec, entity)
        found = [one for one in (_past(spec, entity), _low(entity)) if one is not None]
        taken = {one.name for one in entity.fields}
        for field in found:
            spec, entity = _with(spec, entity, field, replaces=field.name in taken)
    return spec


def _past(spec: AppSpec, entity: Entity) -> Field | None:
    """Whether it is late or out of date: past its date, and not done with."""
    dates = {one.name: one for one in entity.fields if one.type.is_time}
    due = next((one for one in _DUE if one in dates), "")
    expires = next((one for one in _EXPIRES if one in dates), "")
    if not expires and noun_of(entity) in _LASTING and "end_date" in dates:
        expires = "end_date"
    day = due or expires
    if not day:
        return None
    by_name = {one.name: one for one in entity.fields}
    kinds = {FieldType.DATE, FieldType.DATETIME, FieldType.BOOLEAN}
    over = [by_name[one] for one in _DONE_ON if one in by_name and one != day] if due else []
    unless = next((one.name for one in over if one.type in kinds and one.is_given and not one.required), "")
    states = entity.field(entity.status_field).choices if entity.status_field else ()
    settled = tuple(one for one in states if one in (_DONE if due else _GIVEN_UP))
    usual = noun_of(entity) in _OFTEN_LATE or _SAID["overdue"].search(spec.prompt)
    if due and ((not unless and not settled) or (dates[day].origin is Origin.ASSUMED and not usual)):
        return None
    name, label = ("overdue", "Overdue") if due else ("expired", "Expired")
    if due and noun_of(entity) in {"task", "todo", "delivery", "assignment", "shipment"} and _LATE.search(spec.prompt):
        name, label = "late", "Late"
    condition = Condition(kind=ConditionKind.PAST, field=day, unless=unless, settled=settled)
    return _yes_or_no(name, label, condition)


def _low(entity: Entity) -> Field | None:
    """Whether there is no more of it than there should be at least."""
    stock = stock_of(entity)
    if stock is None or stock.type is not FieldType.INTEGER:
        return None
    least = _threshold(entity)
    if least is None or least.type is not FieldType.INTEGER:
        return None
    condition = Condition(kind=ConditionKind.LOW, field=stock.name, than=least.name)
    return _yes_or_no("low_stock", "Low stock", condition)


def _numbered(spec: AppSpec, entity: Entity) -> Entity:
    """A level at which more is ordered is a number; it is assumed where the prompt speaks of running low."""
    least = _threshold(entity)
    if least is None:
        if stock_of(entity) is None or not _SAID["low_stock"].search(spec.prompt):
            return entity
        fields = (*entity.fields, _least("reorder_level", "Reorder level", Origin.ASSUMED))
        return entity.model_copy(update={"fields": fields})
    if least.type in {FieldType.INTEGER, FieldType.DECIMAL}:
        return entity
    number = _least(least.name, least.label, least.origin)
    fields = tuple(number if one.name == least.name else one for one in entity.fields)
    return entity.model_copy(update={"fields": fields})


def _least(name: str, label: str, origin: Origin) -> Field:
    return Field(name=name, label=label, type=FieldType.INTEGER, minimum=0, filterable=True, origin=origin)


def _threshold(entity: Entity) -> Field | None:
    by_name = {plain(one.name): one for one in entity.fields if one.is_given}
    return next((by_name[plain(one)] for one in _LEAST if plain(one) in by_name), None)


def _yes_or_no(name: str, label: str, condition: Condition) -> Field:
    return Field(
        name=name, label=label, type=FieldType.BOOLEAN, condition=condition, filterable=True, origin=Origin.ASSUMED
    )


def _with(spec: AppSpec, entity: Entity, field: Field, *, replaces: bool) -> tuple[AppSpec, Entity]:
    """The field at the entity, with a filter in sight where the prompt speaks of it; no state says the same."""
    asked = _SAID["overdue" if field.name == "late" else field.name].search(spec.prompt)
    kept = tuple(one for one in entity.fields if not replaces or one.name != field.name)
    fields = (*kept, field.model_copy(update={"origin": Origin.PROMPT if asked else Origin.ASSUMED}))
    if entity.status_field:
        fields = tuple(_unsaid(spec, entity, one, field) if one.name == entity.status_field else one for one in fields)
    entity = entity.model_copy(update={"fields": fields})
    filters = spec.filters
    name = f"{entity.name}_{field.name}"
    if asked and not any(one.name == name for one in filters):
        control = Filter(
            name=name, label=field.label, entity=entity.name, field=field.name, origin=Origin.PROMPT, quote=asked[0]
        )
        filters = (*filters, control)
    numbers = {one.name for one in entity.fields if one.type.is_number}
    charts = tuple(one for one in spec.charts if not (one.entity == entity.name and one.dimension in numbers))
    entities = tuple(entity if one.name == entity.name else one for one in spec.entities)
    gone = {one.name for one in spec.charts} - {one.name for one in charts}
    pages = tuple(
        one.model_copy(update={"charts": tuple(name for name in one.charts if name not in gone)}) for one in spec.pages
    )
    reports = tuple(
        one.model_copy(update={"sections": tuple(name for name in one.sections if name not in gone)})
        for one in spec.reports
    )
    update = {"entities": entities, "filters": filters, "charts": charts, "pages": pages, "reports": reports}
    return spec.model_copy(update=update), entity


def _unsaid(spec: AppSpec, entity: Entity, status: Field, field: Field) -> Field:
    """The status without the state that is worked out, unless the prompt lists it or an action leads to it."""
    moved = {one.to for one in spec.actions if one.entity == entity.name}
    left = tuple(one for one in status.choices if one.lower() != field.label.lower() or one in moved)
    return status.model_copy(update={"choices": left}) if status.origin is Origin.ASSUMED and len(left) > 1 else status
