"""What the figures of an app are about: the records that its kind names ("dashboard of hospital visits")."""

from __future__ import annotations

from promptreal.design.english.concepts import thing_words
from promptreal.design.english.lexicon import is_mass
from promptreal.design.english.phrases import Phrase
from promptreal.design.english.words import capital, vocabulary
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.spec import EntityKind, Field, FieldType

_LOOKED_AT = vocabulary("analyze monitor track load import show display visualize report ingest")
_FOLDED = frozenset({"average", "avg", "mean", "total", "median"})
# What lasts, and so has no hour and no income of its own: what is sold of it has.
_LASTING = vocabulary(
    "product item service store shop branch location company supplier customer client member user employee student "
    "patient machine device building site asset category account campaign department team"
)
_SHOWN = frozenset({"list", "browse", "show", "display", "see", "view", "analyze"})
_NEVER = frozenset({"headcount", "reason", "region"})
# Spread over all hours of a day, as what happens by itself is.
ANY_HOUR = "any_hour"


def subject(sketch: Sketch) -> EntityDraft | None:
    """The records that the prompt's figures are of; None where it names none."""
    reading = sketch.reading
    named = [*reading.subject]
    named += [one for wish in reading.wishes if wish.actor is None and wish.verb in _LOOKED_AT for one in wish.objects]
    kind = reading.kind.without_head() if reading.kind is not None else None
    named += [kind] if kind is not None else []
    for one in named:
        # "a report for a gym" is about whatever a gym has, and not about gyms.
        found = _kept(sketch, one) if one.plural or is_mass(one.head) else None
        if found is not None:
            return found
    return next((kept for one in reading.selections if (kept := sketch.find((one.noun,))) is not None), None)


def _kept(sketch: Sketch, one: Phrase) -> EntityDraft | None:
    found = sketch.find(thing_words(one))
    return found if found is not None and found.kind is EntityKind.RECORD else None


def happens(draft: EntityDraft) -> bool:
    """Whether records of the sort are of what happens, each at its time, and not of what lasts."""
    return not draft.people and draft.words[-1] not in _LASTING


def forget_figures(sketch: Sketch, numbers: set[tuple[str, ...]]) -> None:
    """Takes out what was kept as a thing of its own, and is only one of the `numbers` that figures are of."""
    about = subject(sketch)
    for name, draft in list(sketch.entities.items()):
        folded = draft.words[0] in _FOLDED and len(draft.words) > 1
        plain = draft.verbs <= _SHOWN and not draft.kept_name and not draft.fields
        number = draft.words in numbers and (about is not None or draft.words[-1] in _NEVER)
        if draft is not about and plain and (folded or number):
            del sketch.entities[name]


def with_hours(draft: EntityDraft) -> None:
    """Lets records say at which hour they were: a bare date, which nobody asked for, becomes a moment."""
    had = next((one for one in draft.fields.values() if one.type.is_time), None)
    if had is not None and had.type is FieldType.DATETIME:
        return
    made = had or Field(name="date", label="Date", type=FieldType.DATE, required=True, filterable=True)
    label = made.label if "time" in made.label.lower() else f"{capital(made.label)} and time"
    update = {"type": FieldType.DATETIME, "label": label, "example": ANY_HOUR}
    draft.fields[made.name] = made.model_copy(update=update)
