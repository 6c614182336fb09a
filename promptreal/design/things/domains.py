"""What everybody knows of common things: what they belong to, and what is noted of them.

A prompt that names lessons and courses need not say that a lesson is of a course. All that is taken from here is an
assumption, and is listed as one.
"""

from __future__ import annotations

from promptreal.design.english.words import vocabulary
from promptreal.design.things.fields import assumed, field_of, reference
from promptreal.design.things.sketch import EntityDraft
from promptreal.spec import EntityKind, Field, FieldType, Origin

_MOST_WHOLES = 2


def _belonging(lines: str) -> dict[str, tuple[frozenset[str], ...]]:
    """Lines of "parts: wholes; wholes": a part belongs to one of each group that the app has."""
    table: dict[str, tuple[frozenset[str], ...]] = {}
    for line in lines.strip().splitlines():
        parts, _, wholes = line.partition(":")
        for part in parts.split():
            table[part] = tuple(vocabulary(group) for group in wholes.split(";"))
    return table


_WHOLES = _belonging(
    """
    ticket: event screening concert show match flight train trip exhibition
    seat: screening hall theater event flight
    screening: movie film; hall cinema
    lesson quiz certificate assignment exam module lecture: course class subject
    chapter: book course
    candidate: election
    option: poll question survey
    answer response: question survey quiz
    question: quiz survey exam poll
    movie film: director
    song track: album playlist; artist band
    album: artist band
    dish: restaurant menu
    delivery shipment: order
    task milestone proposal: project
    subtask: task
    unit apartment flat: building property
    room: hotel building
    player: team club
    match fixture: team league tournament
    repair: car vehicle bike; customer
    visit vaccination treatment checkup: pet patient animal
    pet: owner
    lease: unit apartment property building; tenant
    rent: tenant; unit apartment property
    grade mark attendance: student pupil child; subject class course lesson
    prescription diagnosis bill billing: patient
    contact: company
    deal opportunity: company contact customer
    invoice: customer client patient tenant pupil student
    employee: department
    payslip slip payroll salary: employee
    stock: product; warehouse
    shift: volunteer employee
    flashcard card: deck
    exercise: lesson workout
    episode: series podcast season
    ingredient step: recipe
    transaction: account
    expense: budget trip project
    reading measurement: sensor device meter station batch
    batch: recipe product
    session talk: conference event; speaker
    alert forecast: city location region
    artwork: artist exhibition
    page: notebook space
    photo: album
    """
)
# Things that many people share, so that none of them is one person's.
SHARED = vocabulary(
    "book room court table building unit tool laptop equipment group category department warehouse hall venue talk "
    "announcement news article "
    "session movie film screening election poll quiz recipe conference exhibition hotel apartment schedule city"
)
_Wanted = tuple[str, str]
# What is noted of a thing by the noun for it: the words of each field and its label.
_NOTED: dict[str, tuple[_Wanted, ...]] = {
    **dict.fromkeys(("grade", "mark"), (("grade", "Grade"), ("date", "Date"), ("comment", "Comment"))),
    **dict.fromkeys(
        ("saving", "savings", "investment", "budget", "fine", "fee", "bill", "payslip", "salary", "billing", "payroll"),
        (("amount", "Amount"), ("date", "Date")),
    ),
    "prescription": (("medicine name", "Medicine"), ("dosage text", "Dosage"), ("date", "Date")),
    **dict.fromkeys(("song", "track"), (("artist", "Artist"), ("album", "Album"), ("duration", "Duration (seconds)"))),
    **dict.fromkeys(("flashcard", "card"), (("question", "Front"), ("answer", "Back"))),
    **dict.fromkeys(("property", "apartment"), (("bedroom count", "Bedrooms"), ("area", "Area (m²)"))),
    "weather": (("location", "Location"), ("date", "Date"), ("temperature", "Temperature (°C)")),
    "exhibition": (("start date", "Start date"), ("end date", "End date"), ("venue", "Venue")),
    "artwork": (("artist", "Artist"), ("year", "Year")),
    **dict.fromkeys(("movie", "film"), (("director", "Director"), ("year", "Year"))),
    "seat": (("number", "Seat number"),),
    "address": (("street", "Street"), ("city", "City"), ("postcode", "Postcode"), ("country", "Country")),
    "goal": (("target date", "Target date"),),
}


def noted(draft: EntityDraft) -> list[Field]:
    """What is noted of things of this sort, besides what every record has."""
    noun = draft.words[-1]
    if noun == "plan" and {"pricing", "membership", "subscription"} & set(draft.words):
        return [assumed("price", label="Price")]
    targets = {one.target.rpartition("_")[2] for one in draft.fields.values() if one.target}
    return [
        field_of(tuple(words.split()), noun, label=label, origin=Origin.ASSUMED)
        for words, label in _NOTED.get(noun, ())
        if words not in targets
    ]


def belong(drafts: list[EntityDraft]) -> None:
    """Lets things belong to what such things belong to, where the app has it and the prompt says nothing else."""
    for draft in drafts:
        if draft.exact or draft.kind is not EntityKind.RECORD or draft.kept_name:
            continue
        made = 0
        for wholes in _WHOLES.get(draft.words[-1], ()):
            owner = next((one for one in drafts if one is not draft and one.words[-1] in wholes), None)
            if owner is None or made == _MOST_WHOLES:
                continue
            made += 1
            turned = any(field.target == draft.name for field in owner.fields.values())
            if not turned and not any(field.target == owner.name for field in draft.fields.values()):
                _drop_name(draft, owner)
                draft.add(reference(owner.name, owner.label, origin=Origin.ASSUMED))


def belongs(part: str, whole: str) -> bool:
    """Whether a thing of the one noun belongs to one of the other."""
    return any(whole in wholes for wholes in _WHOLES.get(part, ()))


def is_part(draft: EntityDraft, other: EntityDraft) -> bool:
    """Whether a thing of this sort belongs to one of the other."""
    return belongs(draft.words[-1], other.words[-1])


def _drop_name(draft: EntityDraft, owner: EntityDraft) -> None:
    """The bare name of an owner gives way to the reference to it."""
    had = draft.fields.get(owner.name)
    if had is not None and had.type is FieldType.STRING and had.origin is Origin.ASSUMED:
        del draft.fields[owner.name]
