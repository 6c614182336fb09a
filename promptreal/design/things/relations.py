"""References between entities that the words imply."""

from __future__ import annotations

from promptreal.design.doings.activities import resolve
from promptreal.design.english.concepts import thing_words
from promptreal.design.english.lexicon import MASS
from promptreal.design.english.verbs import VERBS
from promptreal.design.english.words import vocabulary
from promptreal.design.things.domains import SHARED, belong, is_part
from promptreal.design.things.fields import reference
from promptreal.design.things.sketch import DEPENDENT, EntityDraft, Sketch
from promptreal.spec import EntityKind, Origin

# What is booked or noted is booked or noted for something.
_BOOKED = vocabulary("book schedule make arrange record log note create add")
_CONTAINERS = vocabulary("tree list group set album collection board room folder category")


def relate(sketch: Sketch) -> None:
    """References that the words imply: "diagram elements" belong to diagrams, "data from companies" to companies."""
    drafts = [one for one in sketch.entities.values() if one.kind in {EntityKind.RECORD, EntityKind.CONTENT}]
    for draft in drafts:
        for other in drafts:
            inside = (
                other is not draft
                and len(draft.words) > len(other.words)
                and draft.words[: len(other.words)] == other.words
            )
            if inside and draft.words[-1] in _CONTAINERS:
                other.add(reference(draft.name, draft.label, origin=Origin.ASSUMED))
            elif inside:
                draft.add(reference(other.name, other.label, origin=Origin.PROMPT))
    for wish in sketch.reading.wishes:
        for complement in wish.complements:
            if complement.preposition not in {"from", "to", "for", "with", "between"}:
                continue
            booked = wish.verb in _BOOKED and complement.preposition in {"for", "with", "between"}
            for one in complement.phrases:
                source = sketch.find(thing_words(one))
                for thing in wish.objects:
                    about = resolve(sketch, thing)
                    if (
                        about is not None
                        and source is not None
                        and source is not about
                        and (source.people or booked)
                        and (booked or complement.preposition in {"from", "to", "for"})
                        and about.kind is EntityKind.RECORD
                        and one not in wish.objects
                    ):
                        about.add(reference(source.name, source.label, origin=Origin.PROMPT, required=True))
    for part, whole in sketch.reading.wholes:
        child, owner = sketch.find(thing_words(part)), sketch.find(thing_words(whole))
        if child is not None and owner is not None and child is not owner:
            child.add(reference(owner.name, owner.label, origin=Origin.PROMPT))
    _doers(sketch)
    belong(drafts)
    _people(drafts)
    _dependents(sketch, drafts)


def _doers(sketch: Sketch) -> None:
    """Who is kept and does something is named by what it leaves: a loan is a member's, where nobody signs in."""
    if sketch.accounts:
        return
    for wish in sketch.reading.wishes:
        noun = VERBS[wish.verb].noun if wish.verb in VERBS else ""
        who = sketch.find(thing_words(wish.actor)) if wish.actor is not None and noun else None
        if who is None or not who.people:
            continue
        for draft in sketch.entities.values():
            bare = draft.fields.get("full_name")
            if draft.noun == noun and draft.kind is EntityKind.ACTIVITY and bare is not None:
                for name in ("full_name", "email", "phone"):
                    draft.fields.pop(name, None)
                draft.add(reference(who.name, who.label, origin=Origin.PROMPT, required=True))


def _dependents(sketch: Sketch, drafts: list[EntityDraft]) -> None:
    """Reports, hours, sheets and messages are kept about the main records; sales are of products (assumptions)."""
    main = sketch.main
    for draft in drafts:
        noun = draft.words[-1]
        if (
            main is not None
            and draft is not main
            and not draft.target
            and not draft.references_people()
            and (noun in DEPENDENT or (noun in {"message", "reminder", "notification"} and main.verbs & {"manage"}))
        ):
            draft.add(reference(main.name, main.label, origin=Origin.ASSUMED))
        product = next((one for one in drafts if one.words[-1] in {"product", "item"} and one is not draft), None)
        if noun == "sale" and product is not None:
            draft.add(reference(product.name, product.label, origin=Origin.ASSUMED))


def _people(drafts: list[EntityDraft]) -> None:
    """Records of an app that manages customers, companies or the like are about one of them (an assumption)."""
    people = [one for one in drafts if one.people and one.words[-1] not in {"user", "barber", "driver", "player"}]
    if len(people) != 1 or people[0].words[-1] == "author":
        _authors(people, drafts)
        return
    for draft in drafts:
        managed = draft.verbs & {"manage", "record", "track", "submit", "list", "create", "log"}
        stock = draft.words[-1] in {"course", "class", "program", "event", "goal", "plan-template"} | MASS | {
            "material",
            "product",
            "setting",
            "service",
            "infrastructure",
        }
        used = bool(draft.verbs & {"book", "rent", "reserve", "lease", "borrow", "buy", "order", "purchase", "hire"})
        shared = used or draft.words[-1] in SHARED or is_part(people[0], draft)
        if draft is not people[0] and managed and not draft.people and not stock and not shared:
            draft.add(reference(people[0].name, people[0].label, origin=Origin.ASSUMED))


def _authors(people: list[EntityDraft], drafts: list[EntityDraft]) -> None:
    for draft in drafts:
        if len(people) == 1 and draft.words[-1] in {"book", "article", "post", "story", "paper", "poem", "song"}:
            draft.add(reference(people[0].name, people[0].label, origin=Origin.ASSUMED))
