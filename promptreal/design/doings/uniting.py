"""One thing under its several names: who adopts, applies to adopt and submits an application leaves one application."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from promptreal.design.doings.activities import Deed
from promptreal.design.english.words import glossary, vocabulary
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.spec import ActionKind, EntityKind

# What is left by doing the same thing under different names.
_SAME = (
    vocabulary("application adoption"),
    vocabulary("booking reservation registration signup enrollment rsvp"),
    vocabulary("order purchase"),
    vocabulary("rental hire"),
    vocabulary("loan borrowing"),
)
_SPELLED = glossary("enrolment:enrollment sign-up:signup")
# The paper that it stands on, or what has been of it.
_PAPERS = vocabulary("form request application history status process record list detail")


def unite(sketch: Sketch, found: list[Deed]) -> list[Deed]:
    """The deeds, those that leave the same on one target with one noun for it; a record of that name becomes theirs."""
    for group in _SAME:
        mine = [one for one in found if one.noun in group and one.verb.kind is ActionKind.ATTACH]
        targets = {one.target.name: one.target for one in mine}
        if len(targets) != 1:
            continue
        (target,) = targets.values()
        records = [one for one in sketch.records if _is_called(one, group, target)]
        noun = _noun(sketch, group, mine, records)
        found = [replace(one, noun=noun) if one in mine else one for one in found]
        _take_in(sketch, noun, group, records)
    return found


def _is_called(draft: EntityDraft, group: frozenset[str], target: EntityDraft) -> bool:
    """Whether a record is what the deeds leave: "reservations", "course enrolments", "adoption forms"."""
    if draft is target or draft.people or draft.kept_name or draft.kind is not EntityKind.RECORD:
        return False
    words = [_SPELLED.get(one, one) for one in draft.words]
    named = words[-1] in group or (words[-1] in _PAPERS and bool(group & set(words[:-1])))
    return named and all(one in group | _PAPERS | set(target.words) for one in words)


def _noun(sketch: Sketch, group: frozenset[str], mine: list[Deed], records: list[EntityDraft]) -> str:
    """What the prompt calls it most often, besides the verbs that it is done by; the first of equals."""
    reading = sketch.reading
    phrases = [phrase for wish in reading.wishes for phrase in wish.objects]
    phrases += [phrase for wish in reading.wishes for each in wish.complements for phrase in each.phrases]
    phrases += [one.phrase for one in reading.features]
    said = Counter(_SPELLED.get(word, word) for phrase in phrases for word in phrase.words)
    possible = [one.noun for one in mine] + [_SPELLED.get(one.words[-1], one.words[-1]) for one in records]
    return max((one for one in dict.fromkeys(possible) if one in group), key=lambda one: said[one])


def _take_in(sketch: Sketch, noun: str, group: frozenset[str], records: list[EntityDraft]) -> None:
    """Makes the records one, under the name that fits best; the others' names lead to it."""
    proper = [one for one in records if _SPELLED.get(one.words[-1], one.words[-1]) == noun]
    kept = max(proper, key=lambda one: one.mentions) if proper else None
    for one in records:
        if one is kept:
            continue
        del sketch.entities[one.name]
        sketch.aliases[one.words] = kept.name if kept is not None else noun
        if kept is not None:
            kept.verbs |= one.verbs
            for field in one.fields.values():
                kept.add(field)
    for other in group:
        sketch.aliases.setdefault((other,), kept.name if kept is not None else noun)
    for spelled, usual in _SPELLED.items():
        if usual in group:
            sketch.aliases.setdefault((spelled,), sketch.aliases[(usual,)])
