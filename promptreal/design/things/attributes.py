"""Which fields each entity gets: those that the prompt names first, then those that its use needs."""

from __future__ import annotations

from promptreal.design.doings.activities import resolve
from promptreal.design.english.concepts import Sort, concept, thing_words
from promptreal.design.english.lexicon import ATTRIBUTES, LIGHT, PLACES
from promptreal.design.english.parts import from_listing, give, without_owner
from promptreal.design.english.phrases import Phrase
from promptreal.design.english.verbs import EMPTY, verb_of
from promptreal.design.english.wishes import Complement, Wish, is_app, named_links
from promptreal.design.english.words import identifier, singular
from promptreal.design.things.entities import _is_input
from promptreal.design.things.fields import field_of
from promptreal.design.things.keeping import INPUTS, is_game
from promptreal.design.things.needs import category_choices, complete
from promptreal.design.things.relations import relate
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.spec import EntityKind, FieldType

_WRITTEN = frozenset({"post", "publish", "write", "submit", "read", "comment", "reply", "answer", "share", "ask"})


def describe(sketch: Sketch) -> None:
    """Gives every entity its fields."""
    for listing in sketch.reading.listings:
        from_listing(sketch, listing)
    _from_wishes(sketch)
    for feature in sketch.reading.features:
        what = concept(feature.phrase)
        if (
            what.sort is Sort.ATTRIBUTE
            and what.topic is not None
            and (owner := sketch.about(thing_words(what.topic))) is not None
        ):
            give(owner, (feature.phrase.head,), label=feature.phrase.surface[-1])
    relate(sketch)
    for draft in sketch.entities.values():
        if draft.kind in {EntityKind.RECORD, EntityKind.CONTENT} and not draft.kept_name:
            complete(sketch, draft)


def _from_wishes(sketch: Sketch) -> None:
    counted = {one.quote.rstrip(".!? ") for one in sketch.measures}
    for wish in sketch.reading.wishes:
        if wish.quote in counted and wish.verb in {"show", "display", "see", "view", "compare", "analyze"}:
            continue  # figures are no fields
        verb = verb_of(wish.verb)
        own = wish.actor is not None and not is_app(wish.actor, sketch.reading.kind)
        if wish.verb in {"display", "show", "list", "contain"} and own and wish.actor is not None:
            _shown(sketch, wish, wish.actor)
        if wish.verb in INPUTS and own:
            _inputs(sketch, named_links(wish), wish.actor, wish.quote)
            continue
        if (is_game(sketch.reading) and verb.kind is None) or _is_input(sketch, wish):
            continue
        if wish.verb in {"choose", "select", "pick", "specify", "set"} and any(
            concept(one).sort is Sort.ATTRIBUTE for one in wish.objects
        ):
            _chosen(sketch, wish)
            continue
        for one in wish.objects:
            what = concept(one)
            if (
                what.sort is not Sort.ATTRIBUTE
                or sketch.entities.get(identifier(" ".join(thing_words(one)))) is not None
            ):
                continue
            owner = sketch.about(thing_words(what.topic)) if what.topic is not None else None
            if (one.head == "position" and owner is not None) or (one.mine and len(one.words) == 1):
                continue
            owner = (
                owner
                or _neighbour(sketch, wish.objects, one)
                or in_sentence(sketch, wish.quote)
                or (sketch.main if verb.kind is not None and wish.verb not in EMPTY else None)
            )
            if (
                owner is None
                or what.light == "history"
                or (one.head in {"name", "format"} and what.topic is not None and one.plural)
            ):
                continue
            words = without_owner(owner, (*one.words[:-1], singular(one.head)))
            give(owner, words)
        _places(sketch, wish.verb, wish.complements, wish.objects)
        _assignee(sketch, wish)
        _pictures(sketch, wish)


def _shown(sketch: Sketch, wish: Wish, actor: Phrase) -> None:
    """ "The table should display hand cards": what a thing shows of itself are its fields."""
    place = actor.without_head() if actor.head in PLACES else None
    owner = sketch.find(thing_words(actor))
    if owner is None and place is not None:
        owner = next((one for one in sketch.records if one.words[0] == place.head), None)
    if owner is None or owner.people:
        return
    for one in wish.objects:
        core = (one.without_head() if one.head in LIGHT else one) or one
        if sketch.find(thing_words(core)) is None and core.head not in {"button", "icon", "menu", "image"}:
            give(owner, core.words if core.head not in ATTRIBUTES else (*core.words[:-1], singular(core.head)))


def _pictures(sketch: Sketch, wish: Wish) -> None:
    """ "mark places, upload photos": what is uploaded belongs to what the sentence is about, where it is no record."""
    shown = wish.verb in {"upload", "attach"} and any(one.head in {"photo", "image", "picture"} for one in wish.objects)
    if not shown or any(sketch.find(thing_words(one)) is not None for one in wish.objects):
        return
    acted = (one for other in sketch.reading.wishes if other.quote == wish.quote for one in other.objects)
    owner = next((found for one in acted if (found := resolve(sketch, one)) is not None), sketch.main)
    if owner is not None and not any(field.type is FieldType.IMAGE for field in owner.fields.values()):
        owner.add(field_of(("photo",), owner.words[-1]))


def _assignee(sketch: Sketch, wish: Wish) -> None:
    """ "assign tasks to colleagues": a record says whom it is assigned to."""
    somebody = any(one.preposition == "to" for one in wish.complements)
    if wish.verb == "assign" and somebody and wish.objects and (about := resolve(sketch, wish.objects[0])) is not None:
        about.add(field_of(("assignee",), about.words[-1], label="Assigned to"))


def _chosen(sketch: Sketch, wish: Wish) -> None:
    """ "choosing size, flavour and pickup date": fields of what the sentence acts on."""
    acted = (
        found
        for other in sketch.reading.wishes
        if other.quote == wish.quote and other is not wish
        for one in other.objects
        if (found := resolve(sketch, one)) is not None and not found.people
    )
    owner = next(acted, sketch.main)
    doer = sketch.find(thing_words(wish.actor)) if wish.actor is not None else None
    for one in wish.objects:
        named = sketch.about(one.words[:-1]) if len(one.words) > 1 else doer if one.mine else None
        if (named or owner) is not None and sketch.find(one.words) is None and one.head not in {"format", "content"}:
            give(named or owner, (*one.words[:-1], singular(one.head)))  # type: ignore[arg-type]


def _neighbour(sketch: Sketch, objects: tuple[Phrase, ...], one: Phrase) -> EntityDraft | None:
    """ "seat availability and prices": a bare attribute belongs to what its neighbour belongs to."""
    for other in objects:
        if other is not one and (found := resolve(sketch, other)) is not None:
            return found
    return None


def in_sentence(sketch: Sketch, quote: str) -> EntityDraft | None:
    """The entity that the sentence's feature is about ("a nutrition analysis function, where …")."""
    for feature in sketch.reading.features:
        if feature.quote == quote:
            for one in (feature.phrase, feature.phrase.without_head()):
                if one is not None and (found := sketch.find(thing_words(one))) is not None:
                    return found
    return None


def _inputs(sketch: Sketch, objects: tuple[Phrase, ...], actor: Phrase | None, quote: str) -> None:
    """What people type in: about what the sentence is about, else about themselves, else about the main entity."""
    about = next(
        (
            found
            for feature in sketch.reading.features
            if feature.quote == quote and (found := sketch.find(thing_words(feature.phrase))) is not None
        ),
        None,
    )
    if about is None:
        about = next(
            (
                found
                for feature in sketch.reading.features
                if feature.quote == quote
                and (topic := feature.phrase.without_head()) is not None
                and (found := sketch.find(thing_words(topic))) is not None
            ),
            None,
        )
    person = sketch.about(thing_words(actor)) if actor is not None and actor.head != "user" else None
    for one in objects:
        named = sketch.find(one.words[:1]) if len(one.words) > 1 else None
        owner = named or about or person or sketch.main
        if (
            owner is None
            or sketch.find(thing_words(one)) is not None
            or one.head in {"information", "detail", "details", "keyword", "content"}
        ):
            continue
        words = (
            *one.words[:-1],
            singular(one.head) if singular(one.head) in ATTRIBUTES or one.head in {"link"} else one.head,
        )
        give(owner, words)


def _by(sketch: Sketch, complement: Complement, objects: tuple[Phrase, ...]) -> None:
    """ "by species, breed and age": whatever is searched or filtered by is an attribute."""
    owner = next((found for one in objects if (found := resolve(sketch, one)) is not None), sketch.main)
    for one in complement.phrases:
        if sketch.measures and any(_has(draft, one) for draft in sketch.entities.values()):
            continue  # the figures have it already
        if owner is not None and (one.words[-1] in {"day", "week", "month"} or one.words == ("date", "range")):
            if not any(field.type.is_time for field in owner.fields.values()):
                owner.add(field_of(("date",), owner.words[-1]))
            continue
        if (
            owner is None
            or len(one.words) > 2
            or one.mine
            or one.words == owner.words
            or (
                sketch.find(one.words) is not None
                and sketch.find(one.words) is not owner
                and one.head not in ATTRIBUTES
            )
        ):
            continue
        words = without_owner(owner, one.words)
        field = field_of((singular(words[0]),) if len(words) == 1 else words, owner.words[-1])
        if one.plural and field.type in {FieldType.STRING, FieldType.TEXT}:
            field = field_of((one.words[-1], "count"), owner.words[-1], label=one.written)
        if field.type is FieldType.CHOICE and words[-1] == "category":
            field = field.model_copy(update={"choices": category_choices(owner)})
        if {singular(name) for name in owner.fields} & {singular(field.name)}:
            continue
        owner.add(
            field.model_copy(
                update={
                    "filterable": field.type not in {FieldType.TEXT, FieldType.IMAGE, FieldType.FILE, FieldType.URL}
                }
            )
        )


def _has(draft: EntityDraft, one: Phrase) -> bool:
    return one.head in draft.fields or (
        one.head == "date" and any(field.type.is_time for field in draft.fields.values())
    )


def _places(sketch: Sketch, verb: str, complements: tuple[Complement, ...], objects: tuple[Phrase, ...]) -> None:
    """ "in different countries and cities", "by category": attributes to browse and filter by."""
    for complement in complements:
        if complement.preposition == "by" and verb in {
            "search",
            "filter",
            "browse",
            "sort",
            "find",
            "view",
            "list",
            "group",
            "query",
        }:
            _by(sketch, complement, objects)
            continue
        if complement.preposition not in {"in", "by", "on"}:
            continue
        owners = [found for one in objects if (found := resolve(sketch, one)) is not None] or (
            [sketch.main] if sketch.main else []
        )
        for one in complement.phrases:
            if sketch.measures and any(_has(draft, one) for draft in sketch.entities.values()):
                continue
            if concept(one).sort is Sort.ATTRIBUTE and singular(one.head) in {
                "country",
                "city",
                "category",
                "location",
                "date",
                "price",
                "type",
                "status",
                "rating",
                "name",
                "brand",
                "size",
                "level",
                "region",
                "state",
                "color",
                "genre",
                "title",
                "author",
                "year",
            }:
                for owner in owners:
                    if owner is not None:
                        # "by triage level" says which level; "in safe places" says no more than places.
                        before = one.words[:-1] if complement.preposition == "by" else ()
                        give(owner, (*before, singular(one.head)))
