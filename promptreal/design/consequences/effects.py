"""What records do to those that they refer to: a sale takes from a stock, a dispute makes its transaction disputed."""

from __future__ import annotations

from collections.abc import Mapping

from promptreal.design.consequences.formulas import noun_of, plain, ranked
from promptreal.design.english.words import glossary, vocabulary
from promptreal.spec import Effect, EffectKind, Entity, EntityKind, Field, FieldType

_STOCKS = ranked(
    "stock stock_level stock_quantity quantity_in_stock in_stock units_in_stock inventory inventory_level on_hand "
    "quantity_on_hand number_of_copies copy_count total_copies number_of_units available_quantity available_stock "
    "available_units available_copies copies copies_available quantity"
)
_SEATS = ranked(
    "available_seats seats_available seat_availability remaining_seats seats_left available_places available_spots "
    "spots_left remaining_spots available_rooms rooms_available room_availability available_tickets "
    "tickets_available tickets_left ticket_availability free_seats free_places vacancies"
)
_TAKING = vocabulary(
    "sale order purchase usage consumption dispatch shipment checkout item line withdrawal issue sold requisition "
    "booking reservation enrollment registration"
)
_LENDING = vocabulary("loan rental lease borrowing checkout")
_ADDING = vocabulary("production delivery restock receipt replenishment harvest refill batch intake restocking arrival")
_AMOUNTS = ranked(
    "quantity quantity_used amount_used usage units quantity_sold quantity_produced produced_quantity units_produced "
    "quantity_received received_quantity boxes guest_count passengers passenger_count seats seat_count tickets "
    "ticket_count number_of_seats number_of_tickets rooms room_count participants guests"
)
_WHOLE = frozenset({FieldType.INTEGER})
_PARTS = frozenset({FieldType.DECIMAL})
_UNDONE = frozenset({"Cancelled", "Canceled", "Rejected", "Declined", "Refunded", "Returned"})

# What making such a record says of the thing that it is about.
_STATES = glossary(
    "dispute:Disputed refund:Refunded cancellation:Cancelled approval:Approved rejection:Rejected "
    "resignation:Resigned closure:Closed resolution:Resolved escalation:Escalated"
)
_PAID = vocabulary(
    "invoice bill order booking reservation fine fee rent claim reimbursement settlement purchase rental lease "
    "enrollment registration subscription membership"
)
_NO_STOCKS = _TAKING | _ADDING | _LENDING | vocabulary("inventory transaction invoice payment recipe")


def stock_effects(entity: Entity, entities: Mapping[str, Entity]) -> list[Effect]:
    """What the records of an entity take from stocks and put into them."""
    noun = noun_of(entity)
    adds = noun in _ADDING or (noun in {"purchase", "order"} and _is_supplied(entity))
    if entity.kind is EntityKind.MARK or not (adds or noun in _TAKING | _LENDING):
        return []
    if any(one.name in {"returned_date", "returned_on"} for one in entity.fields):
        return []  # it counts as long as it is out, which needs no number that goes up and down
    statuses = entity.field(entity.status_field).choices if entity.status_field else ()
    released = tuple(one for one in statuses if one in _UNDONE)
    found = []
    for reference in entity.references:
        target = entities[reference.target]
        stock = stock_of(target)
        if stock is None or target.name == entity.name:
            continue
        own = _amount(entity, stock)
        if own is None and noun not in _LENDING and plain(stock.name) not in {plain(one) for one in _SEATS}:
            continue
        kind = EffectKind.ADDS if adds else EffectKind.TAKES
        amount = own.name if own is not None else ""
        found.append(Effect(kind=kind, through=reference.name, field=stock.name, own=amount, released=released))
    return found


def stock_of(entity: Entity) -> Field | None:
    """The field that says how many of it there are."""
    if noun_of(entity) in _NO_STOCKS or entity.kind is not EntityKind.RECORD:
        return None
    counts = {plain(one.name): one for one in entity.fields if one.type in {FieldType.INTEGER, FieldType.DECIMAL}}
    wanted = (plain(one) for one in (*_SEATS, *_STOCKS))
    return next((counts[one] for one in wanted if one in counts and not counts[one].formula), None)


def moves_stock(entity: Entity) -> bool:
    """Whether its records take things from a stock or put them into one, each a number of them."""
    noun = noun_of(entity)
    return noun in _ADDING | {"sale", "usage", "consumption", "dispatch", "issue", "withdrawal", "shipment"} or (
        noun in {"purchase", "order"} and _is_supplied(entity)
    )


def amount_of(entity: Entity) -> Field | None:
    """The field that says how many are taken or brought."""
    by_name = {plain(one.name): one for one in entity.fields if one.type in _WHOLE | _PARTS and not one.formula}
    return next((by_name[plain(one)] for one in _AMOUNTS if plain(one) in by_name), None)


def _is_supplied(entity: Entity) -> bool:
    """Whether it comes from a supplier: then it fills the stock instead of emptying it."""
    names = {one.name for one in entity.fields} | {one.target for one in entity.references}
    return bool(names & {"supplier", "vendor", "manufacturer"})


def _amount(entity: Entity, stock: Field) -> Field | None:
    """How many are taken; a stock of whole things gives no parts of them."""
    found = amount_of(entity)
    return None if found is not None and found.type in _PARTS and stock.type in _WHOLE else found


def state_effects(entity: Entity, entities: Mapping[str, Entity]) -> list[tuple[Effect, Field]]:
    """What the records of an entity make of those that they are about, each with that one's field as it must be."""
    noun = noun_of(entity)
    for reference in entity.references:
        target = entities[reference.target]
        if target.name == entity.name or entity.kind is EntityKind.MARK:
            continue
        about = target.field(target.status_field) if target.status_field else None
        value = _STATES.get(noun, "")
        if noun == "payment" and noun_of(target) in _PAID:
            value = "Paid"
        if value and about is not None:
            return [(_sets(reference, about, value), _with(about, value))]
    return []


def _sets(reference: Field, field: Field, value: str) -> Effect:
    return Effect(kind=EffectKind.SETS, through=reference.name, field=field.name, value=value)


def _with(field: Field, value: str) -> Field:
    return field.model_copy(update={"choices": tuple(dict.fromkeys((*field.choices, value)))})
