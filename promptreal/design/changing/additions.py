"""Fields that a change adds to entities that are there."""

from __future__ import annotations

from dataclasses import replace

from promptreal.design.doings.activities import resolve
from promptreal.design.english.concepts import Sort, concept
from promptreal.design.english.phrases import Phrase
from promptreal.design.english.wishes import Reading, Wish
from promptreal.design.english.words import capital, singular
from promptreal.design.things.fields import field_of
from promptreal.design.things.sketch import EntityDraft, Sketch

_ADDING = frozenset(
    {"add", "include", "store", "record", "track", "put", "give", "show", "display", "have", "need", "keep", "insert"}
)


def take_additions(reading: Reading, sketch: Sketch) -> list[str]:
    """Takes "add a due date to tasks" out of the wishes and gives the field to the entity."""
    told: list[str] = []
    rest: list[Wish] = []
    for wish in reading.wishes:
        owner = _owner(sketch, wish)
        fields = (
            [one for one in wish.objects if _is_field(sketch, one)]
            if owner is not None and wish.verb in _ADDING
            else []
        )
        if owner is None or not fields:
            rest.append(wish)
            continue
        choices = _choices(reading, wish)
        for one in fields:
            words = tuple(word for word in one.words if singular(word) not in owner.words) or one.words
            field = field_of(
                words,
                owner.words[-1],
                label=" ".join(one.surface[-len(words) :]),
                choices=choices if len(fields) == 1 else (),
            )
            owner.add(field)
            told.append(f"{owner.label} has {field.label.lower()}")
        others = tuple(one for one in wish.objects if one not in fields)
        if others:
            rest.append(replace(wish, objects=others))
    reading.wishes = rest
    return told


def _owner(sketch: Sketch, wish: Wish) -> EntityDraft | None:
    for complement in wish.complements:
        if complement.preposition in {"to", "for", "on", "of", "in"}:
            for one in complement.phrases:
                if (found := resolve(sketch, one)) is not None:
                    return found
    return None


def _is_field(sketch: Sketch, one: Phrase) -> bool:
    if resolve(sketch, one) is not None and concept(one).sort is not Sort.ATTRIBUTE:
        return False
    what = concept(one)
    return what.sort is Sort.ATTRIBUTE or (what.sort in {Sort.THING, Sort.TEXT, Sort.PEOPLE} and not one.plural)


def _choices(reading: Reading, wish: Wish) -> tuple[str, ...]:
    """ "a priority (low, medium, high)": the values, when the same sentence lists them."""
    for listing in reading.listings:
        if (
            listing.quote == wish.quote
            and listing.holder is not None
            and listing.holder in wish.objects
            and len(listing.texts) > 1
        ):
            reading.listings.remove(listing)
            return tuple(dict.fromkeys(capital(text.strip(" .'\"")) for text in listing.texts))
    return ()
