"""Which fields the app works out by itself, and which dates belong together, by what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from promptreal.design.english.words import singular, vocabulary
from promptreal.spec import Entity, EntityKind, Field, FieldType, Origin, Term


def ranked(words: str) -> tuple[str, ...]:
    """These words, the likeliest first."""
    return tuple(words.split())


_TOTALS = ranked(
    "total_price total_amount total_cost line_total subtotal grand_total total amount_due amount cost fee charge fare"
)
_COUNTS = ranked(
    "quantity units unit_count hours hours_worked worked_hours nights days guest_count guests passengers "
    "passenger_count seats seat_count tickets ticket_count participants people number_of_guests number_of_people "
    "number_of_tickets number_of_seats number_of_passengers number_of_participants"
)
_UNIT_PRICES = ranked(
    "unit_price price_per_unit unit_cost cost_per_unit hourly_rate price_per_hour rate_per_hour daily_rate "
    "price_per_day price_per_night nightly_rate ticket_price rate price fare fee"
)
_DAILY = frozenset({"price_per_day", "price_per_night", "daily_rate", "nightly_rate", "rate_per_day", "rate_per_night"})
# Records that say how many of a thing somebody wants, whose price is the thing's.
_SOLD = vocabulary("sale order purchase item line rental booking reservation invoice transaction checkout")
_ADMITTED = vocabulary(
    "ticket tour event flight trip class show attraction workshop course train bus concert movie seat session"
)
_RATES = frozenset({"unit_price", "price_per_unit", "hourly_rate", "price_per_hour", "rate_per_hour", "daily_rate"})
# Things of which there are so many in stock, and lists of things that somebody wants.
_KEPT = vocabulary("product item good material part ingredient supply article component tool asset equipment stock")
_LINES = vocabulary("order invoice cart line quote bill sale purchase")
# What is let by the day or the night, so that its price is for one of them.
_BY_DAY = vocabulary(
    "room hotel apartment suite villa cabin cottage hostel campsite house car vehicle van truck bike bicycle scooter "
    "boat motorcycle equipment tool machine camper tent studio desk"
)
_DIFFERENCES: tuple[tuple[str, str, str], ...] = (
    ("profit net_profit net_income surplus", "revenue income sales turnover", "expenses expense costs cost spending"),
    ("savings net_savings balance net", "income revenue earnings", "expenses expense spending costs"),
    ("margin gross_margin", "price selling_price sale_price", "cost purchase_price unit_cost cost_price"),
    (
        "balance balance_due outstanding outstanding_amount amount_due remaining remaining_amount remaining_balance",
        "total total_amount total_price amount budget",
        "paid amount_paid paid_amount deposit spent amount_spent",
    ),
    ("remaining remaining_budget variance left", "budget planned_cost estimated_cost", "spent actual_cost expenses"),
)
_STARTS = "start_date start_time start begin_date from_date valid_from check_in check_in_date checkin_date checkin"
_STARTS += " pickup_date pick_up_date loan_date borrow_date borrowed_date rental_date issue_date issued_date"
_ENDS = "end_date end_time end finish_date to_date valid_until valid_to check_out check_out_date checkout_date checkout"
_ENDS += " drop_off_date due_date return_date returned_date returned_on expiry_date expiration_date until"
_TRAVELS = vocabulary("flight trip train bus ticket journey ride ferry voyage route")
_SPANS = frozenset({"days", "nights", "number_of_days", "number_of_nights", "total_days", "leave_days", "night_count"})
# What is about a day to come, so that it does not start at the day on which it is written down.
_AHEAD = vocabulary(
    "booking reservation appointment viewing visit consultation inspection interview demo tour event meeting match "
    "session game flight trip ticket train class forecast schedule leave policy workshop course show concert shift "
    "plan deadline milestone arrangement rental lease delivery promotion lesson bus hotel rsvp"
)
_THAT_DAY = frozenset({"date", "published_date", "sent_on_date", "sent_date"})
_OWN_DAY = ("order", "sale", "purchase", "payment", "transaction", "submission", "donation", "log", "entry", "bid")
_THAT_MOMENT = frozenset({"sent_at", "recorded_at", "logged_at", "posted_at", "sent_time"})


def plain(name: str) -> str:
    """A field's name with all its words in the singular: "seats available" and "seat available" are the same."""
    return "_".join(singular(word) for word in name.split("_"))


def noun_of(entity: Entity) -> str:
    """The word that says what an entity is; a record of something is that."""
    words = entity.name.split("_")
    return words[-2] if len(words) > 1 and words[-1] in {"record", "entry"} else words[-1]


def periods_of(entity: Entity) -> tuple[tuple[str, str], ...]:
    """The pairs of dates of which the first is not after the second."""
    by_name = {one.name: one for one in entity.fields if one.type.is_time}
    travels = noun_of(entity) in _TRAVELS
    starts = [
        *_STARTS.split(),
        *(("departure", "departure_date", "departure_time") if travels else ("arrival", "arrival_date")),
    ]
    ends = [
        *_ENDS.split(),
        *(("arrival", "arrival_date", "arrival_time") if travels else ("departure", "departure_date")),
    ]
    first = next((by_name[one] for one in starts if one in by_name), None)
    if first is None:
        return ()
    found = [by_name[one] for one in ends if one in by_name and by_name[one].type is first.type]
    return tuple((first.name, one.name) for one in found)


def starts_now(entity: Entity, field: Field) -> bool:
    """Whether a new record has this day or moment unless another is given: when it was sent, sold or written."""
    if entity.kind in {EntityKind.MARK, EntityKind.MESSAGE} or noun_of(entity) in _AHEAD:
        return False
    if field.type is FieldType.DATETIME:
        return field.name in _THAT_MOMENT
    own = any(field.name == f"{one}_date" for one in _OWN_DAY)
    return field.type is FieldType.DATE and (field.name in _THAT_DAY or own)


def formula_of(
    entity: Entity, field: Field, periods: Iterable[tuple[str, str]], entities: Mapping[str, Entity]
) -> tuple[Term, ...]:
    """How the field is worked out of others; nothing when somebody has to type it."""
    numbers = {one.name: one for one in entity.fields if one.type.is_number and one.name != field.name}
    span = next((f"{start}..{end}" for start, end in periods), "")
    if field.name in _SPANS and field.type is FieldType.INTEGER and span:
        return (Term(factors=(span,)),)
    if field.name == "bmi" and {"weight", "height"} <= numbers.keys():
        return (Term(factors=("weight",), over=("height", "height"), scale="10000"),)
    for wholes, parts, less in _DIFFERENCES:
        if field.name in wholes.split():
            more = next((one for one in parts.split() if one in numbers), "")
            minus = next((one for one in less.split() if one in numbers), "")
            if more and minus:
                return (Term(factors=(more,)), Term(factors=(minus,), scale="-1"))
    return _product(entity, field, numbers, entities) if field.name in _TOTALS else ()


def _product(
    entity: Entity, field: Field, numbers: Mapping[str, Field], entities: Mapping[str, Entity]
) -> tuple[Term, ...]:
    """A count times a price: its own, or that of the one thing that it refers to."""
    count = _counted(numbers.values())
    own = next((one for one in _UNIT_PRICES if one in numbers and numbers[one].type is FieldType.MONEY), "")
    if not count or field.type is not FieldType.MONEY or _is_kept(entity):
        return ()
    if own:
        return (Term(factors=(count, own)),)
    price = _price(entity, entities) if noun_of(entity) in _SOLD else ""
    return (Term(factors=(count, price)),) if price else ()


def _is_kept(entity: Entity) -> bool:
    """Whether its quantity is how many of it there are, and not how many somebody wants."""
    return noun_of(entity) in _KEPT and not _LINES & set(entity.name.split("_"))


def _counted(fields: Iterable[Field]) -> str:
    """The name of the field that says how many of it there are."""
    by_name = {plain(one.name): one.name for one in fields if one.type.is_number and not one.formula}
    return next((by_name[plain(one)] for one in _COUNTS if plain(one) in by_name), "")


def _price(entity: Entity, entities: Mapping[str, Entity]) -> str:
    """The price of what the record refers to ("shirt.price"); nothing where that is not one thing."""
    found = [
        f"{reference.name}.{one.name}"
        for reference in entity.references
        if reference.target != entity.name
        for one in entities[reference.target].fields
        if one.name in _UNIT_PRICES and one.type is FieldType.MONEY
    ]
    return found[0] if len(found) == 1 else ""


def total_for(entity: Entity, periods: Iterable[tuple[str, str]], entities: Mapping[str, Entity]) -> Field | None:
    """The price of a booking or a rental as a whole, where it has none: so much for each person, or for each day."""
    if any(one.name in _TOTALS or one.name == "pay" for one in entity.fields):
        return None
    own = {one.name for one in entity.fields if one.type is FieldType.MONEY} & _RATES
    counted = _counted(entity.fields)
    if own and counted and not _is_kept(entity):
        name = "pay" if counted.startswith("hours") else "total"
        formula = (Term(factors=(counted, sorted(own)[0])),)
        return Field(
            name=name, label=name.capitalize(), type=FieldType.MONEY, formula=formula, filterable=True,
            origin=Origin.ASSUMED,
        )  # fmt: skip
    if noun_of(entity) not in {"booking", "reservation", "rental"}:
        return None
    price = _price(entity, entities)
    if not price:
        return None
    reference, _, name = price.partition(".")
    span = next((f"{start}..{end}" for start, end in periods), "")
    count = _counted(one for one in entity.fields if one.type is FieldType.INTEGER)
    about = noun_of(entities[entity.field(reference).target])
    hourly = span and entity.field(span.partition("..")[0]).type is FieldType.DATETIME
    if span and (name in _DAILY or (about in _BY_DAY and not hourly)):
        factors = (span, price)
    elif count and about in _ADMITTED:
        factors = (count, price)
    else:
        return None
    return Field(
        name="total_price",
        label="Total price",
        type=FieldType.MONEY,
        formula=(Term(factors=factors),),
        filterable=True,
        origin=Origin.ASSUMED,
    )
