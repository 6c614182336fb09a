"""What there is not enough of for all: what is lent, what is let at a time, places; and what the prompt says of it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from promptreal.design.consequences.allowances import allowance
from promptreal.design.consequences.effects import amount_of, stock_of
from promptreal.design.consequences.formulas import noun_of, plain, ranked
from promptreal.design.consequences.lending import BACK, BOOKINGS, DAILY, LOANS, is_hourly
from promptreal.design.english.lexicon import is_person
from promptreal.design.english.reading import sentences
from promptreal.design.english.words import singular, vocabulary
from promptreal.design.things.fields import assumed
from promptreal.spec import (
    AppSpec,
    Claim,
    Condition,
    ConditionKind,
    EffectKind,
    Entity,
    EntityKind,
    Field,
    FieldType,
    Origin,
    Page,
    PageKind,
)

OVER = frozenset(
    {"Cancelled", "Canceled", "Rejected", "Declined", "Expired", "Ended", "Returned", "Completed", "Terminated"}
    | {"Refunded", "Closed", "Withdrawn", "No show", "Checked out", "Done", "Finished"}
)
_JOINING = vocabulary(
    "enrollment enrolment registration signup rsvp attendance participation booking reservation seat place ticket"
)
_ROOM = ranked(
    "capacity maximum_capacity max_capacity maximum_participants max_participants participant_limit max_attendees "
    "maximum_attendees max_students maximum_students class_size seats number_of_seats seat_count total_seats places "
    "number_of_places spots total_spots limited_seats limited_places attendee_limit"
)
_COPIES = ranked("copies number_of_copies copy_count total_copies units number_of_units")
_AMONG = vocabulary(
    "tour event class course workshop session lesson trip show concert flight bus train seminar lecture"
)
_MOST_PAGES = 9
# Rules that say no more than that what is taken is taken.
_TAKEN = re.compile(
    r"\b(?:available|free|is out|are out|in stock|on stock|in the stock|sold out|out of stock|full|fully booked|"
    r"capacity|twice|double|"
    r"overlap\w*|already|at the same time|same time|same (?:day|date|slot|period)|returned|taken|occupied|places? left|"
    r"seats? left|spots? left|more than once|another|again|conflict\w*|limited)\b",
    re.IGNORECASE,
)


_DOING = re.compile(
    r"\b(?:book|reserv|lend|lent|loan|borrow|rent|hire|regist|enrol|sign|order|buy|bought|purchas|s[eo]ld?|sell|overlap|"
    r"check(?:ed)? out|lease|let|appointment|take|taken|join|attend)",
    re.IGNORECASE,
)


def claim(spec: AppSpec, known: Container[str]) -> AppSpec:
    """The spec in which records take up what there is not enough of for all."""
    said = " ".join(sentences(spec.prompt)).lower()
    for name in [one.name for one in spec.entities if one.name not in known]:
        entity = spec.entity(name)
        if entity.claims or entity.kind in {EntityKind.MARK, EntityKind.MESSAGE, EntityKind.CONTENT}:
            continue
        if any(one.entity == name for one in spec.pipelines):
            continue
        spec = _with_room(spec, entity, said)
        found = _of_things(spec, spec.entity(name), said)
        found += _of_people(spec, spec.entity(name), found)
        if found:
            spec = _holding(spec, spec.entity(name), tuple(found))
    return spec


def listed(spec: AppSpec, known: Container[str]) -> AppSpec:
    """The spec with a page for what is out, where it is run for others: who has what, and what is late."""
    pages = spec.pages
    if spec.accounts or spec.app_type == "rest-api" or not any(one.kind is PageKind.LIST for one in pages):
        return spec
    for entity in spec.entities:
        slug = entity.plural.replace("_", "-")
        out = entity.name not in known and any(one.until or one.during for one in entity.claims)
        there = any(one.slug == slug or (one.entity, one.kind) == (entity.name, PageKind.LIST) for one in pages)
        if out and not there and len(pages) < _MOST_PAGES:
            page = Page(slug=slug, title=entity.label_plural, kind=PageKind.LIST, entity=entity.name)
            at = max(number for number, one in enumerate(pages) if one.kind is PageKind.LIST) + 1
            pages = (*pages[:at], page, *pages[at:])
    return spec.model_copy(update={"pages": pages})


def _of_things(spec: AppSpec, entity: Entity, said: str) -> list[Claim]:
    """What a record takes up of the things that it is about."""
    noun = noun_of(entity)
    for reference in entity.references:
        thing = spec.entity(reference.target)
        if thing.name == entity.name or thing.kind is EntityKind.ACTIVITY:
            continue
        person = is_person(noun_of(thing))
        have = {one.name for one in entity.fields}
        back = next((one for one in BACK if one in have), "")
        if (noun in LOANS or (noun in {"rental", "hire"} and back)) and not person and back:
            return [_lent(entity, reference, thing, back)]
        if noun in BOOKINGS | {"appointment"} or (noun in _JOINING and not person):
            found = _let(spec, entity, reference, thing, said) or _placed(entity, reference, thing)
            if found is not None:
                return [found]
    return []


def _lent(entity: Entity, reference: Field, thing: Entity, back: str) -> Claim:
    copies = _number(thing, _COPIES)
    out = "rented out" if noun_of(entity) in {"rental", "hire"} else "on loan"
    if copies is not None:
        return Claim(through=reference.name, room=copies.name, until=back, refused=f"is not available: all are {out}.")
    return Claim(through=reference.name, until=back, refused=f"is {out} and has not been returned yet.")


def _let(spec: AppSpec, entity: Entity, reference: Field, thing: Entity, said: str) -> Claim | None:
    """What one party has at a time; nothing where it is for many at once, or is counted in stock."""
    noun, about = noun_of(entity), noun_of(thing)
    if stock_of(thing) is not None or about in _AMONG:
        return None
    own = tuple(thing.name.split("_"))
    alone = is_person(about) and noun == "appointment"
    alone = alone or about in DAILY | {"room"} or is_hourly(sentences(spec.prompt), own) or noun == "rental"
    asked = re.search(r"\b(?:overlap\w*|twice|double[- ]book\w*|same (?:time|day|date|slot)|already booked)\b", said)
    if not alone and not asked:
        return None
    during = entity.periods[0] if entity.periods else None
    moment = next((one for one in entity.fields if one.type is FieldType.DATETIME), None)
    day = next((one for one in entity.fields if one.type is FieldType.DATE and one.name in {"date", "day"}), None)
    if during is None and (moment or day) is not None:
        one = moment or day
        during = (one.name, one.name) if one is not None else None
    if during is None:
        return None
    out = {"rental": "rented out", "hire": "rented out", "lease": "leased"}.get(noun, "booked")
    said = "has an appointment" if noun == "appointment" else f"is {out}"
    return Claim(through=reference.name, during=during, released=_over(entity), refused=f"{said} at that time already.")


def _placed(entity: Entity, reference: Field, thing: Entity) -> Claim | None:
    """A place among as many as there are."""
    room = _number(thing, _ROOM)
    if room is None or noun_of(thing) in DAILY | {"room", "table", "hotel", "restaurant"} or stock_of(thing) is room:
        return None
    own = amount_of(entity)
    counted = own.name if own is not None and own.type is FieldType.INTEGER else ""
    refused = "does not have that many places left." if counted else "is full."
    return Claim(through=reference.name, room=room.name, own=counted, released=_over(entity), refused=refused)


def _with_room(spec: AppSpec, entity: Entity, said: str) -> AppSpec:
    """A course that can be full says how many it takes, where the prompt speaks of that and no field does."""
    if noun_of(entity) not in _JOINING or not re.search(
        r"\b(?:full|fully booked|capacity|places? left|limited (?:seats|places|spots))\b", said
    ):
        return spec
    for reference in entity.references:
        thing = spec.entity(reference.target)
        counted = _number(thing, _ROOM) or stock_of(thing)
        if counted is None and noun_of(thing) in _AMONG:
            room = assumed("capacity", label="Capacity", required=True).model_copy(update={"minimum": 1})
            return _put(spec, thing.model_copy(update={"fields": (*thing.fields, room)}))
    return spec


def allowed(spec: AppSpec, said: str) -> AppSpec:
    """The spec in which one person may have no more than is said of the records that the app has already."""
    for entity in spec.entities:
        others = [one for one in entity.claims if one.through and (one.most == 1 or one.during or one.room)]
        found = _of_people(spec, entity, others, (said,))
        if found:
            return _put(spec, entity.model_copy(update={"claims": (*others, *found)}))
    return spec


def _of_people(spec: AppSpec, entity: Entity, others: list[Claim], said: Sequence[str] = ()) -> list[Claim]:
    """How many of them one person may have at a time, where that is limited."""
    limit = most_per_person(spec, entity, said)
    if limit is None:
        return []
    count, _, who = limit
    until = next((one.until for one in others if one.until), "")
    taken = {one.through for one in others}
    persons = [one for one in entity.references if is_person(noun_of(spec.entity(one.target)))]
    people = next((one for one in persons if noun_of(spec.entity(one.target)) == who), None)
    people = people or next((one for one in persons if one.name not in taken), None)
    times = next((one.during for one in others if one.during), None)
    ahead = times[1] if times and not until else ""
    many = entity.label_plural.lower()
    kept = f"{count} {'open ' if until else 'coming ' if ahead else ''}{many if count > 1 else entity.label.lower()}"
    ends = {"until": until, "released": () if until else _over(entity), "most": count, "ahead": ahead}
    if people is not None:
        return [Claim(through=people.name, refused=f"has {kept} already, and may not have more.", **ends)]
    # Whoever tests an app has one account: what never ends could not be tried there.
    if spec.accounts and entity.owned and (until or ahead):
        return [Claim(refused=f"You have {kept} already, and may not have more.", **ends)]
    return []


def most_per_person(spec: AppSpec, entity: Entity, said: Sequence[str] = ()) -> tuple[int, str, str] | None:
    """The most of these that one person may have, the words that say so, and who; None where nothing does.

    They are looked for in what is `said`, or in the spec's own prompt.
    """
    things = {noun_of(spec.entity(one.target)) for one in entity.references} | {noun_of(entity)}
    verbs = {action.label.split()[0].lower() for action in spec.actions if action.creates == entity.name}
    return allowance(said or sentences(spec.prompt), things, {"borrow", *verbs})


def settled(spec: AppSpec, rule: str) -> bool:
    """Whether the app holds to a rule of the prompt: that what is taken is taken, and no more of it than there is."""
    words = {singular(one) for one in re.findall(r"[a-z]+", rule.lower())}
    for entity in spec.entities:
        stocks = [one for one in entity.effects if one.kind is EffectKind.TAKES]
        for through in [*(one.through for one in entity.claims), *(one.through for one in stocks)]:
            about = {noun_of(entity), *({noun_of(spec.entity(entity.field(through).target))} if through else ())}
            if not about & words and not ({"item", "thing", "slot", "it", "one"} & words):
                continue
            if _TAKEN.search(rule) and _DOING.search(rule):
                return True
        limit = most_per_person(spec, entity)
        if limit is not None and any(one.most > 1 or not one.until for one in entity.claims) and limit[1] in rule:
            return True
    return False


def _holding(spec: AppSpec, entity: Entity, found: tuple[Claim, ...]) -> AppSpec:
    """The spec with these claims; what is taken up has to be named, and says whether it is free."""
    bound = {name for one in found for name in (one.through, *(one.during or ()))}
    fields = tuple(
        one.model_copy(update={"required": True}) if one.name in bound and not one.starts_now else one
        for one in entity.fields
    )
    spec = _put(spec, entity.model_copy(update={"claims": found, "fields": fields}))
    first = found[0]
    if not first.through:
        return spec
    thing = spec.entity(entity.field(first.through).target)
    if is_person(noun_of(thing)):
        return spec
    label = "Places left" if first.room and not first.until else "Available"
    name = label.lower().replace(" ", "_")
    condition = Condition(kind=ConditionKind.FREE, entity=entity.name, through=first.through)
    free = Field(
        name=name, label=label, type=FieldType.BOOLEAN, condition=condition, filterable=True, origin=Origin.ASSUMED
    )
    kept = [one for one in thing.fields if one.name not in {name, "availability"}]
    at = next((n for n, one in enumerate(kept) if one.name == thing.display), 0) + 1
    return _put(spec, thing.model_copy(update={"fields": (*kept[:at], free, *kept[at:])}))


def _over(entity: Entity) -> tuple[str, ...]:
    """The states in which a record takes nothing up any more."""
    if not entity.status_field:
        return ()
    choices = entity.field(entity.status_field).choices
    over = tuple(one for one in choices if one in OVER)
    return over if len(over) < len(choices) else ()


def _number(entity: Entity, names: tuple[str, ...]) -> Field | None:
    counts = {plain(one.name): one for one in entity.fields if one.type is FieldType.INTEGER and one.is_given}
    return next((counts[plain(one)] for one in names if plain(one) in counts), None)


def _put(spec: AppSpec, entity: Entity) -> AppSpec:
    return spec.model_copy(
        update={"entities": tuple(entity if one.name == entity.name else one for one in spec.entities)}
    )
