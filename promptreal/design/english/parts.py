"""What a thing consists of: fields that are given to it by name, and by the lists of the prompt."""

from __future__ import annotations

import re

from promptreal.design.doings.activities import resolve
from promptreal.design.english.concepts import Sort, concept, thing_words
from promptreal.design.english.lexicon import APP_WORDS, ATTRIBUTES, LIGHT
from promptreal.design.english.phrases import Phrase
from promptreal.design.english.verbs import verb_of
from promptreal.design.english.wishes import Listing
from promptreal.design.english.words import capital, is_plural, singular
from promptreal.design.things.fields import field_of, reference, shape
from promptreal.design.things.needs import category_choices
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.things.units import in_unit
from promptreal.spec import EntityKind, FieldType, Origin

_FINITE = frozenset({"have", "has", "is", "are", "was", "were", "can", "cannot", "must", "should", "write", "writes"})
_FIGURES = frozenset({"chart", "graph", "dashboard", "report", "statistic"})
# What follows these in a list are the values to choose from.
_CHOSEN = frozenset(
    {"category", "type", "genre", "stage", "level", "status", "size", "priority", "severity", "difficulty", "urgency"}
    | {"pipeline", "workflow", "state", "phase"}
)


def give(
    owner: EntityDraft,
    words: tuple[str, ...],
    *,
    label: str = "",
    choices: tuple[str, ...] = (),
    exact: bool = False,
) -> None:
    """Adds a field of that name to an entity, unless it has many already; `choices` are the values to choose from.

    An `exact` name is the name of a column, to which nothing is added and from which nothing is taken.
    """
    words = words if exact else without_owner(owner, words)
    label = label or " ".join(words)
    if len(words) > 1 and singular(words[-1]) in ATTRIBUTES:
        words = (*words[:-1], singular(words[-1]))
    words = (singular(words[0]),) if len(words) == 1 and singular(words[0]) in ATTRIBUTES else words
    field = field_of(words, owner.words[-1], label=label, choices=choices)
    if field.type is FieldType.CHOICE and words[-1] == "category":
        field = field.model_copy(update={"choices": category_choices(owner)})
    if len(owner.fields) < (30 if exact else 14):
        owner.add(field)


def _done_to(sketch: Sketch, listing: Listing, holder: Phrase, owner: EntityDraft) -> EntityDraft:
    """ "book rooms with an arrival date" says what a booking has, not what a room has."""
    held = re.escape(" ".join(holder.surface))
    for draft in sketch.entities.values():
        if draft.kind is not EntityKind.ACTIVITY or draft.target != owner.name:
            continue
        for wish in sketch.reading.wishes:
            made = wish.quote == listing.quote and verb_of(wish.verb).noun == draft.noun
            if made and re.search(rf"\b{wish.verb}\w*\s+(?:\w+\s+)?{held}\w*\s+with\b", listing.quote, re.IGNORECASE):
                return draft
    return owner


def _without_assumed(owner: EntityDraft) -> None:
    """The day and the number of people that a booking is assumed to have go where the prompt says them otherwise."""
    said = [one for one in owner.fields.values() if one.origin is Origin.PROMPT]
    counts = {"guest", "people", "person", "seat", "ticket", "passenger", "adult", "participant"}
    told = {
        "date": any(one.type.is_time for one in said),
        "guest_count": any(one.type is FieldType.INTEGER and counts & set(_singular(one.name)) for one in said),
    }
    for name, otherwise in told.items():
        if otherwise and name in owner.fields and owner.fields[name].origin is Origin.ASSUMED:
            del owner.fields[name]


def _singular(name: str) -> list[str]:
    return [singular(word) for word in name.split("_")]


def without_owner(owner: EntityDraft, words: tuple[str, ...]) -> tuple[str, ...]:
    """ "tool name" of a tool is its name."""
    while len(words) > 1 and (singular(words[0]) in owner.words):
        words = words[1:]
    return words


def from_listing(sketch: Sketch, listing: Listing) -> None:
    """Gives what a list says to the thing that the list is about: values to choose from, or fields."""
    holder = listing.holder
    if holder is None or not (listing.items or listing.texts) or _is_about_the_app(holder):
        return
    what = concept(holder)
    owner = sketch.find(thing_words(holder)) or (
        resolve(sketch, holder) if holder.head in LIGHT or listing.whole else None
    )
    if not (listing.whole or listing.told) and _gave_values(sketch, listing, holder, owner):
        return
    if holder.head == "criterion":
        _criteria(sketch, listing)
        return
    if owner is None or what.light in {"information", "detail"} or holder.head in LIGHT:
        owner = owner or _ownerin_sentence(sketch, listing)
    if owner is None or (holder.head in {"keyword", "ingredient"} and owner.words != thing_words(holder)):
        return
    owner = _done_to(sketch, listing, holder, owner)
    if any(":" in text for text in listing.texts):
        _with_values(owner, listing.texts)
        return
    owner.exact = owner.exact or listing.whole
    for item, text in zip(listing.items, listing.texts or [""] * len(listing.items), strict=False):
        _from_item(sketch, owner, item, text, is_thing=what.sort is Sort.THING)
    if owner.kind is EntityKind.ACTIVITY:
        _without_assumed(owner)


def _is_about_the_app(holder: Phrase) -> bool:
    return (
        concept(holder).sort in {Sort.PLACE, Sort.REPORT, Sort.STATISTIC}
        or holder.head == "element"
        or holder.head in {"page", "section", "functionality", "function", "feature", "content", "business"}
    )


def _gave_values(sketch: Sketch, listing: Listing, holder: Phrase, owner: EntityDraft | None) -> bool:
    """Whether the list is of values to choose from; then they are given."""
    values = tuple(dict.fromkeys(_value(text) for text in listing.texts))
    if owner is not None and _is_choice_list(listing, owner):
        exact = owner.words == thing_words(holder)
        field = "name" if exact and "choose" in owner.verbs and len(owner.verbs) == 1 else "type"
        owner.add(field_of((field,), owner.words[-1], choices=values))
        return True
    what = concept(holder)
    values_only = listing.inside and not any(singular(item.head) in ATTRIBUTES for item in listing.items)
    named = what.sort is Sort.ATTRIBUTE and (holder.plural or values_only) and len(listing.items) > 1
    if holder.head not in _CHOSEN and not named:
        return False
    beside = (
        sketch.find(thing_words(other.holder))
        for other in sketch.reading.listings
        if other.holder is not None and any(item.head == holder.head for item in other.items)
    )
    about = sketch.about(thing_words(what.topic)) if what.topic else None
    target = about or next((one for one in beside if one is not None), None) or sketch.main
    if target is not None and len(listing.texts) > 1:
        head = "stage" if holder.head in {"pipeline", "workflow", "board"} else singular(holder.head)
        words = without_owner(target, (*holder.words[:-1], head))
        target.add(field_of(words, target.words[-1], choices=values))
    return True


def _from_item(sketch: Sketch, owner: EntityDraft, item: Phrase, text: str, *, is_thing: bool) -> None:
    """One member of a list as a field of its owner, or as a reference where it is an entity itself."""
    of_app = item.head in APP_WORDS and len(item.words) == 1 and item.head not in ATTRIBUTES
    if item.head in _FIGURES | {"leaderboard", "ranking"} or of_app:
        return
    if _FINITE & set(text.lower().split()):
        return  # "owners have a phone number" is a sentence, not a part of something
    other = sketch.find(thing_words(item))
    counted = item.words[-1] == "hours" or shape(item.words).type.is_time
    if other is not None and item.head not in ATTRIBUTES and not counted:
        if other is not owner and item.plural and not other.people and is_thing:
            other.add(reference(owner.name, owner.label, origin=Origin.PROMPT))
        elif other is not owner and not item.plural and owner.kind is EntityKind.RECORD:
            owner.add(reference(other.name, other.label, origin=Origin.PROMPT))
        return
    raw = tuple(word.strip("()").lower() for word in text.split()) if text and len(text.split()) <= 4 else item.words
    kept = tuple(word for word in raw if word not in {"a", "an", "the", "their", "its", "and", "own"} and word)
    measured = in_unit(kept, owner.words[-1])
    if measured is not None:
        owner.add(measured)
        return
    give(owner, kept or item.words, exact=owner.exact)


def _criteria(sketch: Sketch, listing: Listing) -> None:
    """What things are matched by belongs to all that are matched."""
    acted = (
        one
        for wish in sketch.reading.wishes
        if wish.quote == listing.quote
        for one in (*wish.objects, *(phrase for complement in wish.complements for phrase in complement.phrases))
    )
    owners = {found.name: found for one in acted if (found := resolve(sketch, one)) is not None}
    for owner in owners.values() or ([sketch.main] if sketch.main else []):
        for item in listing.items:
            give(owner, item.words)


def _with_values(owner: EntityDraft, texts: tuple[str, ...]) -> None:
    """ "(amount, stage: lead, won, close date)": after a colon come values, until the next attribute."""
    name = ""
    values: list[str] = []
    for text in (*texts, ""):
        words = tuple(word.lower() for word in re.findall(r"[\w/-]+", text.partition(":")[0]))
        # "in progress" is a value although "progress" is an attribute.
        attribute = bool(words) and (":" in text or (singular(words[-1]) in ATTRIBUTES and words[0] != "in"))
        if name and values and (attribute or not text):
            give(owner, tuple(name.split()), choices=tuple(values))
            name, values = "", []
        if ":" in text:
            name, values = " ".join(words), [_value(text.partition(":")[2])]
        elif name and words:
            values.append(_value(text))
        elif words:
            give(owner, words)


def _is_choice_list(listing: Listing, owner: EntityDraft) -> bool:
    """Whether what is listed are kinds or instances ("gold, iron, wood"), not attributes."""
    if "with" in listing.quote.split(",")[0].split() and not listing.items:
        return False
    named = [item for item in listing.items if item.head not in ATTRIBUTES and singular(item.head) not in ATTRIBUTES]
    proper = all(item.proper or item.plural for item in listing.items)
    chosen = "choose" in owner.verbs
    mass = owner.words[-1] in {"resource", "material", "ingredient", "category", "type", "race", "class"}
    return len(named) == len(listing.items) > 1 and ((proper and listing.items[0].proper) or chosen or mass)


def _value(text: str) -> str:
    words = text.strip(" .'\"").split()
    if words and words[-1].islower() and is_plural(words[-1]):
        words[-1] = singular(words[-1])
    return capital(" ".join(words))[:60]


def _ownerin_sentence(sketch: Sketch, listing: Listing) -> EntityDraft | None:
    """ "information about tools, including name": the entity that the sentence speaks of."""
    for wish in sketch.reading.wishes:
        if wish.quote != listing.quote:
            continue
        for one in [*(phrase for complement in wish.complements for phrase in complement.phrases), *wish.objects]:
            if one is not listing.holder and (found := resolve(sketch, one)) is not None:
                return found
    first = listing.items[0] if listing.items else None
    if first is not None and len(first.words) > 1 and (found := sketch.find(first.words[:1])) is not None:
        return found
    return sketch.main
