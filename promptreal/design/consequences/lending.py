"""What is lent and let: a loan is somebody's and ends on the day of its return, a booking has a start and an end."""

from __future__ import annotations

import re

from promptreal.design.consequences.allowances import allowance
from promptreal.design.consequences.formulas import ranked
from promptreal.design.english.lexicon import is_person
from promptreal.design.english.words import capital, singular, vocabulary
from promptreal.design.things.fields import assumed, reference
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.spec import Action, ActionKind, EntityKind, Field, FieldType, Origin

LOANS = vocabulary("loan borrowing lending")
RENTALS = vocabulary("rental hire lease")
BOOKINGS = RENTALS | vocabulary("booking reservation")
# What one party has at a time, by the hour or by the day.
HOURLY = vocabulary("court desk table studio hall field pitch lane booth lab laboratory slot machine seat")
DAILY = vocabulary(
    "apartment house home villa cottage cabin suite car vehicle van truck bike bicycle scooter motorcycle boat kayak "
    "camper tool equipment camera instrument property campsite tent costume dress gear item projector laptop device "
    "trailer locker space bed venue"
)
_MEETINGS = re.compile(
    r"\b(?:meeting|conference|study|class|practice|rehearsal|training|seminar)[ -]?rooms?\b", re.IGNORECASE
)
_RETURNED = re.compile(
    r"\b(?:until|unless|before|once|after|when)\b[^.;]*\b(?:return|back|available|free)|"
    r"\breturns?\b|\bcheck(?:ed)?[ -]in\b",
    re.IGNORECASE,
)
_STARTS = ranked(
    "loan_date borrow_date borrowed_date borrowed_on checkout_date lend_date lent_on rental_date issue_date "
    "issued_date start_date date"
)
_DUE = ranked("due_date due_on due return_by expected_return_date end_date until return_date")
BACK = ranked("returned_date returned_on returned_at actual_return_date date_returned return_date")
_STANDING = vocabulary("Open Returned Overdue Active Expired Lent Borrowed Rented")
_RUNNING = vocabulary(
    "librarian admin administrator manager staff owner user person developer team clerk operator host"
)
_WHO = ("full_name", "name", "email", "phone")
_LOAN_DAYS = 14
_STAYS = ranked("check_in check_out checkin checkout check_in_date check_out_date arrival departure pickup dropoff")


def lend(sketch: Sketch, *, public: bool) -> None:
    """Gives loans who has it and until when, and bookings of what one party has at a time their start and end."""
    for draft in list(sketch.entities.values()):
        noun = draft.noun or draft.words[-1]
        if draft.kept_name or draft.hidden or draft.exact or noun not in LOANS | BOOKINGS | {"appointment"}:
            continue
        if noun == "appointment":
            _provided(sketch, draft)
            continue
        thing = _thing(sketch, draft)
        if thing is None:
            continue
        if noun in LOANS or (noun in {"rental", "hire"} and _comes_back(sketch)):
            _borrower(sketch, draft, thing, public=public)
            _dated(draft)
            _returned(sketch, draft, thing)
        elif (hourly := is_hourly(sketch.reading.sentences, thing.words)) or thing.words[-1] in DAILY | {"room"}:
            _guest(sketch, draft, thing, public=public)
            _timed(draft, hourly=hourly)


def _provided(sketch: Sketch, draft: EntityDraft) -> None:
    """An appointment with doctors is with one of them, who is kept, at a time of the day."""
    texts = {FieldType.STRING, FieldType.TEXT}
    named = [one for one in draft.fields.values() if one.type in texts and one.origin is Origin.PROMPT]
    for one in named:
        noun = singular(one.name)
        if noun == one.name or not is_person(noun) or noun in _RUNNING:
            continue
        person = sketch.entities.get(noun) or _kept(sketch, noun, draft.quote)
        draft.fields = {
            name: reference(person.name, person.label, origin=Origin.PROMPT, required=True)
            if name == one.name
            else field
            for name, field in draft.fields.items()
        }
        draft.fields = {field.name: field for field in draft.fields.values()}
        draft.fields.pop("guest_count", None)
    people = [one for one in draft.fields.values() if one.target and sketch.entities[one.target].people]
    day = draft.fields.get("date")
    if people and day is not None and day.type is FieldType.DATE and day.origin is Origin.ASSUMED:
        moment = Field(
            name="date", label="Date and time", type=FieldType.DATETIME, required=day.required, filterable=True,
            origin=Origin.ASSUMED,
        )  # fmt: skip
        draft.fields["date"] = moment


def is_hourly(sentences: list[str], words: tuple[str, ...]) -> bool:
    """Whether such a thing is taken for hours of a day."""
    rooms = words[-1] == "room" and any(_MEETINGS.search(one) for one in (*sentences, " ".join(words)))
    return rooms or words[-1] in HOURLY


def _thing(sketch: Sketch, draft: EntityDraft) -> EntityDraft | None:
    """What is lent: what the record is made on."""
    targets = [draft.target, *(one.target for one in draft.fields.values() if one.target)]
    found = [sketch.entities[name] for name in targets if name in sketch.entities]
    return next((one for one in found if not one.people and one.kind is not EntityKind.ACTIVITY), None)


def _comes_back(sketch: Sketch) -> bool:
    """Whether the prompt says that a thing is out until it is returned."""
    return any(_RETURNED.search(one) for one in (*sketch.reading.rules, *sketch.reading.sentences))


def _borrower(sketch: Sketch, draft: EntityDraft, thing: EntityDraft, *, public: bool) -> None:
    """A loan is somebody's: of whom the app keeps, or of the account that takes it."""
    if sketch.accounts or public:
        return
    person = _person(sketch, draft) or _new_person(sketch)
    if person is None:
        return
    given = thing.fields.get(person.name)
    if given is not None and given.target == person.name:
        del thing.fields[person.name]
    for name in _WHO:
        if name in draft.fields and draft.fields[name].origin is Origin.ASSUMED:
            del draft.fields[name]
    if all(one.target != person.name for one in draft.fields.values()):
        draft.add(reference(person.name, person.label, origin=Origin.PROMPT, required=True))


def _guest(sketch: Sketch, draft: EntityDraft, thing: EntityDraft, *, public: bool) -> None:
    """A booking is of one of those whom the app keeps, or of one who may have so many at most."""
    noun = draft.noun or draft.words[-1]
    things = {noun, thing.words[-1], "booking", "reservation"}
    limited = allowance(sketch.reading.sentences, things, {"book", "reserve", "rent", "hire"})
    if limited is not None or _person(sketch, draft) is not None:
        _borrower(sketch, draft, thing, public=public)


def _person(sketch: Sketch, draft: EntityDraft) -> EntityDraft | None:
    people = [one for one in sketch.records if one.people and one.words[-1] not in _RUNNING | {"author"}]
    referred = {one.target for one in draft.fields.values()}
    return next((one for one in people if one.name in referred), people[0] if people else None)


def _new_person(sketch: Sketch) -> EntityDraft | None:
    """Whom the prompt speaks of as those who borrow, kept by name."""
    words = (word for one in sketch.reading.sentences for word in re.findall(r"[a-z]+", one.lower()))
    noun = next((one for one in map(singular, words) if is_person(one) and one not in _RUNNING), "")
    if not noun or noun in sketch.entities:
        return None
    return _kept(sketch, noun, next(one for one in sketch.reading.sentences if noun in one.lower()))


def _kept(sketch: Sketch, noun: str, quote: str) -> EntityDraft:
    """People of that sort, with what one needs to find them, and the list of them."""
    draft = EntityDraft(words=(noun,), surface=(noun,), quote=quote, people=True, verbs={"list"})
    name = assumed("full name", noun, label="Name", required=True).model_copy(update={"name": "name"})
    for field in (name, assumed("email", label="Email"), assumed("phone", label="Phone")):
        draft.add(field)
    sketch.entities[draft.name] = draft
    for kind, verb in ((ActionKind.BROWSE, "browse"), (ActionKind.CREATE, "add")):
        what = draft.low_many if kind is ActionKind.BROWSE else draft.low
        sketch.act(
            Action(
                name=f"{verb}_{noun}", label=f"{capital(verb)} {what}", kind=kind, entity=noun, origin=Origin.ASSUMED
            )
        )
    return draft


def _dated(draft: EntityDraft) -> None:
    """From when, until when, and when it was back; the dates that the prompt names keep their names."""
    dates = {name: one for name, one in draft.fields.items() if one.type.is_time}
    start = next((dates[one] for one in _STARTS if one in dates), None)
    back = next((dates[one] for one in BACK if one in dates and (one != "return_date" or _has_due(dates))), None)
    taken = {one.name for one in (start, back) if one is not None}
    due = next((dates[one] for one in _DUE if one in dates and one not in taken), None)
    rented = (draft.noun or draft.words[-1]) not in LOANS
    wanted = (
        _date(start, "rental_date" if rented else "loan_date", "Rented on" if rented else "Loan date", ahead=0),
        _date(due, "due_date", "Due date", ahead=_LOAN_DAYS // 2 if rented else _LOAN_DAYS),
        back or assumed("returned date", label="Returned on"),
    )
    replaced = {one.name for one in (start, due, back) if one is not None}
    rest = {name: one for name, one in draft.fields.items() if name not in replaced}
    references = {name: one for name, one in rest.items() if one.target}
    others = {name: one for name, one in rest.items() if not one.target}
    draft.fields = references | {one.name: one for one in wanted} | others


def _has_due(dates: dict[str, Field]) -> bool:
    return any(one in dates for one in _DUE if one not in {"return_date", "end_date"}) or len(dates) > 2


def _date(given: Field | None, name: str, label: str, *, ahead: int) -> Field:
    """The date that is given, or one of that name, which a new record has by itself."""
    named = given is not None and given.origin is Origin.PROMPT
    field = given if given is not None and named else assumed(name.replace("_", " "), label=label)
    starts = {"starts_now": True, "required": False, "filterable": True}
    return field.model_copy(update=starts | ({"days_ahead": ahead} if field.type is FieldType.DATE else {}))


def _returned(sketch: Sketch, draft: EntityDraft, thing: EntityDraft) -> None:
    """What is returned is the loan, which writes down the day; neither it nor the thing has a state for that."""
    if "status" not in draft.fields:
        draft.statuses[:] = [one for one in draft.statuses if one not in _STANDING and one != "Renewed"]
    moved = {*_STANDING, "Available", "On loan", "Checked out", "Checked in"}
    moving = [
        name
        for name, one in sketch.actions.items()
        if one.kind is ActionKind.TRANSITION
        and one.entity in {thing.name, draft.name}
        and one.to in moved - {"Renewed"}
    ]
    back = next((one for one in draft.fields if one in BACK), "returned_date")
    role = next((sketch.actions[one].role for one in moving if sketch.actions[one].to == "Returned"), "")
    quote = next((sketch.actions[one].quote for one in moving if sketch.actions[one].to == "Returned"), "")
    for name in moving:
        del sketch.actions[name]
    if "status" not in thing.fields:
        left = [one for one in thing.statuses if one not in moved]
        thing.statuses[:] = left if len(left) > 1 else []
    sketch.actions[f"return_{thing.name}"] = Action(
        name=f"return_{thing.name}",
        label=f"Return {thing.low}",
        kind=ActionKind.TRANSITION,
        entity=draft.name,
        stamps=back,
        role=role,
        quote=quote,
        origin=Origin.PROMPT if quote else Origin.ASSUMED,
    )


def _timed(draft: EntityDraft, *, hourly: bool) -> None:
    """From when to when, instead of one date that was assumed."""
    for name in _STAYS:
        if name in draft.fields and not draft.fields[name].type.is_time:
            told = draft.fields[name]
            draft.fields[name] = Field(
                name=name, label=told.label, type=FieldType.DATE, required=True, filterable=True, origin=told.origin
            )
    times = [one for one in draft.fields.values() if one.type.is_time]
    if any(one.origin is Origin.PROMPT for one in times) and len(times) > 1:
        return
    if any(one.origin is Origin.PROMPT and one.type is FieldType.DATE for one in times):
        return
    given: list[str] = [name for name in ("start_date", "end_date", "start_time", "end_time") if name in draft.fields]
    if len(given) > 1 and not hourly:
        draft.fields |= {name: draft.fields[name].model_copy(update={"required": True}) for name in given}
        return
    kind, part = (FieldType.DATETIME, "time") if hourly else (FieldType.DATE, "date")
    fresh = {
        f"{end}_{part}": Field(
            name=f"{end}_{part}", label=f"{end.capitalize()} {part}", type=kind, required=True, filterable=True,
            origin=Origin.ASSUMED,
        )
        for end in ("start", "end")
    }  # fmt: skip
    fields: dict[str, Field] = {}
    placed = False
    for name, one in draft.fields.items():
        if one.type.is_time:
            fields |= {} if placed else fresh
            placed = True
        else:
            fields[name] = one
    draft.fields = fields if placed else fields | fresh
