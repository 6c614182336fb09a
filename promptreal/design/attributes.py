"""Which fields each entity gets: those that the prompt names first, then those that its use needs."""

from __future__ import annotations

import re

from promptreal.design.activities import resolve
from promptreal.design.concepts import Sort, concept, thing_words
from promptreal.design.entities import _is_input
from promptreal.design.fields import field_of, reference
from promptreal.design.keeping import INPUTS, is_game
from promptreal.design.lexicon import APP_WORDS, ATTRIBUTES, LIGHT, PLACES
from promptreal.design.needs import category_choices, complete
from promptreal.design.phrases import Phrase
from promptreal.design.relations import relate
from promptreal.design.sketch import EntityDraft, Sketch
from promptreal.design.verbs import EMPTY, verb_of
from promptreal.design.wishes import Complement, Listing, Wish, is_app, named_links
from promptreal.design.words import capital, identifier, is_plural, singular
from promptreal.spec import EntityKind, FieldType, Origin

_WRITTEN = frozenset({"post", "publish", "write", "submit", "read", "comment", "reply", "answer", "share", "ask"})


_FIGURES = frozenset({"chart", "graph", "dashboard", "report", "statistic"})
# What follows these in a list are the values to choose from.
_CHOSEN = frozenset(
    {"category", "type", "genre", "stage", "level", "status", "size", "priority", "severity", "difficulty", "urgency"}
    | {"pipeline", "workflow", "state", "phase"}
)


def describe(sketch: Sketch) -> None:
    """Gives every entity its fields."""
    for listing in sketch.reading.listings:
        _from_listing(sketch, listing)
    _from_wishes(sketch)
    for feature in sketch.reading.features:
        what = concept(feature.phrase)
        if (
            what.sort is Sort.ATTRIBUTE
            and what.topic is not None
            and (owner := sketch.about(thing_words(what.topic))) is not None
        ):
            _give(owner, (feature.phrase.head,), label=feature.phrase.surface[-1])
    relate(sketch)
    for draft in sketch.entities.values():
        if draft.kind in {EntityKind.RECORD, EntityKind.CONTENT} and not draft.kept_name:
            complete(sketch, draft)


def _give(owner: EntityDraft, words: tuple[str, ...], *, label: str = "", choices: tuple[str, ...] = ()) -> None:
    words = _without_owner(owner, words)
    label = label or " ".join(words)
    if len(words) > 1 and singular(words[-1]) in ATTRIBUTES:
        words = (*words[:-1], singular(words[-1]))
    words = (singular(words[0]),) if len(words) == 1 and singular(words[0]) in ATTRIBUTES else words
    field = field_of(words, owner.words[-1], label=label, choices=choices)
    if field.type is FieldType.CHOICE and words[-1] == "category":
        field = field.model_copy(update={"choices": category_choices(owner)})
    if len(owner.fields) < 14:
        owner.add(field)


def _without_owner(owner: EntityDraft, words: tuple[str, ...]) -> tuple[str, ...]:
    """ "tool name" of a tool is its name."""
    while len(words) > 1 and (singular(words[0]) in owner.words):
        words = words[1:]
    return words


def _from_listing(sketch: Sketch, listing: Listing) -> None:
    holder = listing.holder
    if holder is None or not (listing.items or listing.texts):
        return
    what = concept(holder)
    if (
        what.sort in {Sort.PLACE, Sort.REPORT, Sort.STATISTIC}
        or holder.head == "element"
        or holder.head in {"page", "section", "functionality", "function", "feature", "content", "business"}
    ):
        return
    owner = sketch.find(thing_words(holder)) or (resolve(sketch, holder) if holder.head in LIGHT else None)
    if owner is not None and _is_choice_list(listing, owner):
        names = tuple(dict.fromkeys(_value(text) for text in listing.texts))
        exact = owner.words == thing_words(holder)
        field = "name" if exact and "choose" in owner.verbs and len(owner.verbs) == 1 else "type"
        owner.add(field_of((field,), owner.words[-1], choices=names))
        return
    kinds = holder.head in _CHOSEN
    if kinds or (what.sort is Sort.ATTRIBUTE and holder.plural and len(listing.items) > 1):
        target = (sketch.about(thing_words(what.topic)) if what.topic else None) or sketch.main
        if target is not None and len(listing.texts) > 1:
            head = "stage" if holder.head in {"pipeline", "workflow", "board"} else singular(holder.head)
            words = _without_owner(target, (*holder.words[:-1], head))
            target.add(
                field_of(words, target.words[-1], choices=tuple(dict.fromkeys(_value(text) for text in listing.texts)))
            )
        return
    if holder.head == "criterion":
        _criteria(sketch, listing)
        return
    if owner is None or what.light in {"information", "detail"} or holder.head in LIGHT:
        owner = owner or _ownerin_sentence(sketch, listing)
    if owner is None or (holder.head in {"keyword", "ingredient"} and owner.words != thing_words(holder)):
        return
    if any(":" in text for text in listing.texts):
        _with_values(owner, listing.texts)
        return
    for item, text in zip(listing.items, listing.texts or [""] * len(listing.items), strict=False):
        if item.head in {"leaderboard", "ranking"} or (
            item.head in APP_WORDS and len(item.words) == 1 and item.head not in ATTRIBUTES
        ):
            continue
        if item.head in _FIGURES:
            continue
        other = sketch.find(thing_words(item))
        if other is not None and item.head not in ATTRIBUTES:
            if other is not owner and item.plural and not other.people and what.sort is Sort.THING:
                other.add(reference(owner.name, owner.label, origin=Origin.PROMPT))
            continue
        raw = (
            tuple(word.strip("()").lower() for word in text.split()) if text and len(text.split()) <= 4 else item.words
        )
        kept = tuple(word for word in raw if word not in {"a", "an", "the", "their", "its", "and", "own"} and word)
        _give(owner, kept or item.words)


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
            _give(owner, item.words)


def _with_values(owner: EntityDraft, texts: tuple[str, ...]) -> None:
    """ "(amount, stage: lead, won, close date)": after a colon come values, until the next attribute."""
    name = ""
    values: list[str] = []
    for text in (*texts, ""):
        words = tuple(word.lower() for word in re.findall(r"[\w/-]+", text.partition(":")[0]))
        # "in progress" is a value although "progress" is an attribute.
        attribute = bool(words) and (":" in text or (singular(words[-1]) in ATTRIBUTES and words[0] != "in"))
        if name and values and (attribute or not text):
            _give(owner, tuple(name.split()), choices=tuple(values))
            name, values = "", []
        if ":" in text:
            name, values = " ".join(words), [_value(text.partition(":")[2])]
        elif name and words:
            values.append(_value(text))
        elif words:
            _give(owner, words)


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


def _from_wishes(sketch: Sketch) -> None:
    for wish in sketch.reading.wishes:
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
            words = _without_owner(owner, (*one.words[:-1], singular(one.head)))
            _give(owner, words)
        _places(sketch, wish.verb, wish.complements, wish.objects)
        _assignee(sketch, wish)


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
            _give(owner, core.words if core.head not in ATTRIBUTES else (*core.words[:-1], singular(core.head)))


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
    for one in wish.objects:
        named = sketch.about(one.words[:-1]) if len(one.words) > 1 else None
        if (named or owner) is not None and sketch.find(one.words) is None and one.head not in {"format", "content"}:
            _give(named or owner, (*one.words[:-1], singular(one.head)))  # type: ignore[arg-type]


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
        _give(owner, words)


def _by(sketch: Sketch, complement: Complement, objects: tuple[Phrase, ...]) -> None:
    """ "by species, breed and age": whatever is searched or filtered by is an attribute."""
    owner = next((found for one in objects if (found := resolve(sketch, one)) is not None), sketch.main)
    for one in complement.phrases:
        if (
            owner is None
            or len(one.words) > 2
            or one.mine
            or (
                sketch.find(one.words) is not None
                and sketch.find(one.words) is not owner
                and one.head not in ATTRIBUTES
            )
        ):
            continue
        words = _without_owner(owner, one.words)
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
                        _give(owner, (singular(one.head),))
