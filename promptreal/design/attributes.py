"""Which fields each entity gets: those that the prompt names first, then those that its use needs."""

from __future__ import annotations

import re

from promptreal.design.activities import resolve
from promptreal.design.concepts import Sort, concept, thing_words
from promptreal.design.entities import INPUTS, _is_input, is_game
from promptreal.design.fields import assumed, category_values, field_of, reference
from promptreal.design.lexicon import APP_WORDS, ATTRIBUTES, LIGHT, MASS
from promptreal.design.phrases import Phrase
from promptreal.design.reading import Complement, Listing, Wish, is_app
from promptreal.design.sketch import DEPENDENT, EntityDraft, Sketch
from promptreal.design.verbs import EMPTY, verb_of
from promptreal.design.words import capital, identifier, is_plural, singular, vocabulary
from promptreal.spec import EntityKind, Field, FieldType, Origin

_WRITTEN = frozenset({"post", "publish", "write", "submit", "read", "comment", "reply", "answer", "share", "ask"})
_TITLED = vocabulary(
    "post article question answer idea task todo project event job course report document news story "
    "discussion topic case issue ticket book movie film song video photo work policy proposal announcement "
    "page lesson recipe note obituary advertisement promotion offer program internship dispute link diagram "
    "plan goal survey lead opportunity"
)  # fmt: skip
_DATED = vocabulary(
    "event meeting appointment booking sale transaction expense income leave attendance game match session record entry"
)
_PRICED = vocabulary("product service item ticket course domain shirt")
_WRITINGS = vocabulary(
    "article post news story question answer idea thread blog document page obituary report discussion "
    "announcement lesson note template advertisement"
)
_TIMELESS = vocabulary(
    "product service item tool setting link skill author client customer user barber driver domain material "
    "office room worker soldier race category shirt group resource offer company file image houseplant plant "
    "recipe"
)
_BUYING = frozenset({"buy", "purchase", "order", "book", "lease", "rent", "sell", "bid", "pay", "reserve"})
_CONTAINERS = vocabulary("tree list group set album collection board room folder category")


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
    _relate(sketch)
    for draft in sketch.entities.values():
        if draft.kind in {EntityKind.RECORD, EntityKind.CONTENT} and not draft.kept_name:
            _complete(sketch, draft)


def _give(owner: EntityDraft, words: tuple[str, ...], *, label: str = "", choices: tuple[str, ...] = ()) -> None:
    words = _without_owner(owner, words)
    label = label or " ".join(words)
    words = (singular(words[0]),) if len(words) == 1 and singular(words[0]) in ATTRIBUTES else words
    field = field_of(words, owner.words[-1], label=label, choices=choices)
    if field.type is FieldType.CHOICE and words[-1] == "category":
        field = field.model_copy(update={"choices": _categories(owner)})
    if len(owner.fields) < 14:
        owner.add(field)


def _without_owner(owner: EntityDraft, words: tuple[str, ...]) -> tuple[str, ...]:
    """ "tool name" of a tool is its name."""
    while len(words) > 1 and (singular(words[0]) in owner.words):
        words = words[1:]
    return words


def _categories(owner: EntityDraft) -> tuple[str, ...]:
    return category_values(owner.words[-2] if owner.words[-1] == "item" and len(owner.words) > 1 else owner.words[-1])


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
    owner = sketch.find(thing_words(holder))
    if owner is not None and _is_choice_list(listing, owner):
        names = tuple(dict.fromkeys(_value(text) for text in listing.texts))
        exact = owner.words == thing_words(holder)
        field = "name" if exact and "choose" in owner.verbs and len(owner.verbs) == 1 else "type"
        owner.add(field_of((field,), owner.words[-1], choices=names))
        return
    kinds = holder.head in {"category", "type", "genre", "stage", "level", "status", "size"}
    if what.sort is Sort.ATTRIBUTE and (holder.plural or kinds) and len(listing.items) > 1:
        target = (sketch.about(thing_words(what.topic)) if what.topic else None) or sketch.main
        if target is not None:
            words = _without_owner(target, (*holder.words[:-1], singular(holder.head)))
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
    """ "(amount, stage: lead, won, lost, close date)": after a colon come the values, until the next thing that is an attribute."""
    name, values = "", []
    for text in (*texts, ""):
        words = tuple(word.lower() for word in re.findall(r"[\w/-]+", text.partition(":")[0]))
        attribute = bool(words) and (singular(words[-1]) in ATTRIBUTES or ":" in text)
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
        if wish.verb in INPUTS and own:
            _inputs(sketch, _named_links(wish), wish.actor, wish.quote)
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


def _named_links(wish: Wish) -> tuple[Phrase, ...]:
    """ "links to YouTube videos" are YouTube video links."""
    target = next(
        (one for complement in wish.complements if complement.preposition == "to" for one in complement.phrases), None
    )
    if target is None:
        return wish.objects
    return tuple(target.with_head(one) if one.words == ("link",) else one for one in wish.objects)


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
    """What people type in: about the thing that the sentence is about, else about themselves, else about the main entity."""
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
        ):  # type: ignore[union-attr]
            continue
        words = _without_owner(owner, one.words)
        field = field_of((singular(words[0]),) if len(words) == 1 else words, owner.words[-1])
        if one.plural and field.type in {FieldType.STRING, FieldType.TEXT}:
            field = field_of((one.words[-1], "count"), owner.words[-1], label=one.written)
        if field.type is FieldType.CHOICE and words[-1] == "category":
            field = field.model_copy(update={"choices": _categories(owner)})
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


def _relate(sketch: Sketch) -> None:
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
            if complement.preposition not in {"from", "to", "for"}:
                continue
            for one in complement.phrases:
                source = sketch.find(thing_words(one))
                for thing in wish.objects:
                    draft = resolve(sketch, thing)
                    if (
                        draft is not None
                        and source is not None
                        and source is not draft
                        and source.people
                        and draft.kind is EntityKind.RECORD
                        and one not in wish.objects
                    ):
                        draft.add(reference(source.name, source.label, origin=Origin.PROMPT, required=True))
    _people(sketch, drafts)
    _dependents(sketch, drafts)


def _dependents(sketch: Sketch, drafts: list[EntityDraft]) -> None:
    """Reports, hours, sheets and messages are kept about the main records; sales are of products (assumptions)."""
    main = sketch.main
    for draft in drafts:
        noun = draft.words[-1]
        if (
            main is not None
            and draft is not main
            and not draft.target
            and (noun in DEPENDENT or (noun in {"message", "reminder", "notification"} and main.verbs & {"manage"}))
        ):
            if not draft.references_people():
                draft.add(reference(main.name, main.label, origin=Origin.ASSUMED))
        product = next((one for one in drafts if one.words[-1] in {"product", "item"} and one is not draft), None)
        if noun == "sale" and product is not None:
            draft.add(reference(product.name, product.label, origin=Origin.ASSUMED))


def _people(sketch: Sketch, drafts: list[EntityDraft]) -> None:
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
        if draft is not people[0] and managed and not draft.people and not stock:
            draft.add(reference(people[0].name, people[0].label, origin=Origin.ASSUMED))


def _authors(people: list[EntityDraft], drafts: list[EntityDraft]) -> None:
    for draft in drafts:
        if len(people) == 1 and draft.words[-1] in {"book", "article", "post", "story", "paper", "poem", "song"}:
            draft.add(reference(people[0].name, people[0].label, origin=Origin.ASSUMED))


def _complete(sketch: Sketch, draft: EntityDraft) -> None:
    """The fields that a record of this sort needs besides, marked as assumed."""
    noun = draft.words[-1]
    given = draft.fields
    draft.fields = {}
    if draft.types:
        given["type"] = field_of(("type",), noun, choices=draft.types)
    draft.people = draft.people or noun in {"personnel", "staff"}
    if not any(name in given for name in ("name", "title", "subject", "full_name")):
        draft.fields |= {one.name: one for one in [_display(draft)]}
    else:
        first = next(given[name] for name in ("name", "title", "subject", "full_name") if name in given)
        example = (
            first.example if first.type is FieldType.CHOICE or first.name == "full_name" else _display(draft).example
        )
        draft.fields[first.name] = first.model_copy(update={"required": True, "example": example})
    draft.fields |= {name: one for name, one in given.items() if name not in draft.fields}
    if draft.noun and len(draft.fields) > 3:
        draft.fields |= {one.name: one for one in draft.fields.values()}
        return
    for field in _wanted(sketch, draft, noun):
        if len(draft.fields) < 12 and not _covered(draft, field):
            draft.add(field)


def _covered(draft: EntityDraft, field: Field) -> bool:
    """Whether the prompt's own fields already say the same."""
    types = {one.type for one in draft.fields.values()}
    named = {one.type for one in draft.fields.values() if one.origin is Origin.PROMPT}
    once = {FieldType.IMAGE, FieldType.EMAIL, FieldType.PHONE}
    if (field.type in {FieldType.MONEY, FieldType.URL} and field.type in named) or (
        field.name == "price" and FieldType.MONEY in types
    ):
        return True
    if field.name in {"city", "location"} and {"city", "location", "country"} & set(draft.fields):
        return True
    if field.name == "author" and any(one.target == "author" for one in draft.fields.values()):
        return True
    if field.type in once and field.type in types:
        return True
    if field.name == "category" and {"category", "type", "genre"} & set(draft.fields):
        return True
    return (
        field.type is FieldType.TEXT
        and field.name in {"description", "content"}
        and bool({"description", "content", "body", "details", "comment", "message", "note"} & set(draft.fields))
    )


def _display(draft: EntityDraft) -> Field:
    noun = draft.words[-1]
    if noun == "score":
        return assumed("player", noun, label="Player", required=True).model_copy(update={"example": "name"})
    if noun in {"hours", "entry"}:
        return assumed("task", noun, label="Work done", required=True).model_copy(update={"example": "sentence"})
    if noun in {"leave", "attendance", "personnel", "staff", "payroll"}:
        return assumed("name", noun, label="Employee", required=True).model_copy(update={"example": "name"})
    if draft.people and noun not in {"company", "organization", "business", "band", "team", "provider", "school"}:
        field = assumed("name", noun, label="Name", required=True)
        return field.model_copy(update={"example": "name"})
    if noun in {
        "company",
        "organization",
        "business",
        "provider",
        "supplier",
        "stock",
        "mortuary",
        "hotel",
        "vendor",
        "school",
        "hospital",
        "bank",
        "institute",
        "restaurant",
    }:
        return assumed("name", noun, label="Name", required=True).model_copy(update={"example": "company"})
    name = "title" if noun in _TITLED or draft.verbs & {"post", "publish", "write", "submit", "share"} else "name"
    return assumed(name, noun, label=capital(name), required=True).model_copy(update={"example": "title"})


def _wanted(sketch: Sketch, draft: EntityDraft, noun: str) -> list[Field]:
    verbs, wanted = draft.verbs, []
    if draft.people:
        return _person_fields(sketch, draft, noun)
    if noun in {"score"}:
        return [assumed("score", label="Score", required=True), assumed("date", label="Date")]
    if noun in {"leave", "attendance"}:
        times = [
            assumed("start date", label="Start date", required=True),
            assumed("end date", label="End date", required=True),
        ]
        return [
            *(times if noun == "leave" else [assumed("date", label="Date", required=True)]),
            assumed("reason" if noun == "leave" else "note", label="Reason" if noun == "leave" else "Note"),
        ]
    if noun == "setting":
        return [
            assumed("value", label="Value").model_copy(
                update={
                    "type": FieldType.STRING,
                    "minimum": None,
                    "example": "word",
                    "max_length": 200,
                    "searchable": True,
                    "filterable": False,
                }
            ),
            assumed("description", label="Description"),
        ]
    if noun in {"link", "video", "bookmark"}:
        wanted.append(assumed("url", label="URL", required=True))
    if noun in {"message", "notification", "email", "sms", "reminder"}:
        return [
            *([] if draft.references_people() else [assumed("recipient", label="Recipient", required=True)]),
            assumed("phone", label="Phone number"),
            assumed("content", label="Message", required=True),
            assumed("sent on date", label="Sent on"),
        ]
    wanted += _numbers(draft, noun)
    written = noun in _WRITINGS
    wanted.append(assumed("content" if written else "description", label="Content" if written else "Description"))
    anonymous = "anonym" in " ".join(sketch.reading.sentences).lower()
    if written and noun in {"article", "news", "story", "post", "question"} and not anonymous and not sketch.accounts:
        wanted.append(assumed("author", label="Author"))
    category = assumed("category", label="Category").model_copy(update={"choices": _categories(draft)})
    wanted.append(category)
    if noun in {
        "campsite",
        "attraction",
        "place",
        "hotel",
        "restaurant",
        "mortuary",
        "shop",
        "venue",
        "property",
        "park",
        "museum",
    }:
        wanted += [assumed("location", label="Location"), assumed("phone", label="Phone")]
    if noun in {"job", "internship", "vacancy", "position"}:
        wanted += [
            assumed("company", label="Company"),
            assumed("location", label="Location"),
            assumed("deadline", label="Application deadline"),
        ]
    shown = verbs & {
        "showcase",
        "display",
        "upload",
        "publish",
        "store",
        "browse",
        "view",
        "list",
        "download",
        "organize",
    }
    if shown and noun in {
        "work",
        "product",
        "project",
        "wallpaper",
        "photo",
        "design",
        "obituary",
        "dish",
        "item",
        "image",
        "memory",
        "picture",
        "pet",
        "property",
        "car",
    }:
        wanted.append(assumed("image", label="Image"))
    if noun == "forecast":
        wanted += [
            assumed("location", label="Location"),
            assumed("date", label="Date"),
            assumed("temperature", label="Temperature (°C)"),
        ]
    if (verbs & {"download", "upload"} or noun == "file") and noun not in {"wallpaper", "photo", "image"}:
        wanted.append(assumed("file", label="File"))
    wanted += _times(draft, noun, written)
    return wanted


def _numbers(draft: EntityDraft, noun: str) -> list[Field]:
    wanted = []
    amounts = {
        "reimbursement",
        "deposit",
        "sale",
        "expense",
        "payment",
        "invoice",
        "settlement",
        "transaction",
        "sheet",
        "cost",
        "claim",
        "income",
        "costing",
    }
    plain_sheet = noun == "sheet" and not {"expense", "cost", "balance", "estimated", "budget"} & set(draft.words)
    if (set(draft.words) & amounts and not plain_sheet) or draft.words[0] in {"financial", "expense"}:
        wanted.append(assumed("amount", label="Amount", required=True))
    if noun in {"record"} and draft.words[0] == "financial":
        wanted = [
            assumed("revenue", label="Revenue", required=True),
            assumed("amount", label="Expenses").model_copy(update={"name": "expenses"}),
            assumed("profit", label="Profit"),
            assumed("date", label="Date", required=True),
        ]
    if (
        noun in {"sale", "inventory", "material", "production", "order"}
        or (noun == "resource" and draft.verbs & {"manage", "track"})
        or draft.words[0] in {"raw", "finished"}
    ):
        wanted.append(assumed("quantity", label="Quantity"))
    if noun in {"hours", "entry"} or draft.words[-1] == "hour":
        wanted += [
            assumed("hours", label="Hours", required=True).model_copy(
                update={"type": FieldType.DECIMAL, "minimum": 0, "maximum": 24}
            ),
            assumed("date", label="Date", required=True),
        ]
    if noun in _PRICED or draft.verbs & _BUYING:
        wanted.append(assumed("price", label="Price"))
    if noun in {"worker", "soldier", "building", "city", "character", "unit"}:
        level = assumed("strength", label="Level").model_copy(update={"name": "level"})
        wanted += [level, assumed("strength", label="Strength")]
    if noun in {"room", "hall", "venue", "group"} and noun != "group":
        wanted.append(assumed("capacity", label="Capacity"))
    return wanted


def _times(draft: EntityDraft, noun: str, written: bool) -> list[Field]:
    if any(one.type.is_time for one in draft.fields.values()):
        return []
    dated = {"article", "news", "story", "post", "blog", "obituary", "announcement", "question", "idea", "discussion"}
    if noun in dated or draft.verbs & {"publish"}:
        return [assumed("published date", label="Published on")]
    if noun in {"task", "todo", "project", "assignment", "milestone"}:
        return [assumed("due date", label="Due date")]
    if draft.verbs & {"book", "reserve"} and noun in {"ticket", "flight", "trip", "tour", "class", "session", "show"}:
        return [assumed("date", label="Date")]
    if noun in {"timeline", "plan", "program", "course", "campaign", "promotion"}:
        return [assumed("start date", label="Start date"), assumed("end date", label="End date")]
    if noun in _DATED or (
        noun not in _TIMELESS
        and draft.verbs & {"record", "track", "log", "submit", "manage", "analyze", "generate"}
        and noun not in _TIMELESS
    ):
        return [assumed("date", label="Date")]
    return []


def _person_fields(sketch: Sketch, draft: EntityDraft, noun: str) -> list[Field]:
    if noun in {"company", "organization", "provider", "business", "supplier", "vendor"}:
        return [
            assumed("industry", label="Industry").model_copy(
                update={"choices": ("Technology", "Manufacturing", "Retail", "Services", "Energy")}
            ),
            assumed("city", label="City"),
            assumed("email", label="Email"),
            assumed("phone", label="Phone"),
        ]
    if noun in {"band", "artist", "team"}:
        return [
            assumed("bio", label="Bio"),
            assumed("genre", label="Genre").model_copy(
                update={"choices": ("Rock", "Pop", "Jazz", "Folk", "Electronic")}
            ),
            assumed("city", label="City"),
            assumed("email", label="Contact email"),
        ]
    if draft.verbs & {"find", "search", "match"} and noun in {"partner", "profile", "single", "roommate", "friend"}:
        return [
            assumed("age", label="Age").model_copy(update={"minimum": 18, "maximum": 99, "filterable": True}), assumed("gender", label="Gender"),
            assumed("city", label="Location"), assumed("interests", label="Interests"), assumed("about", label="About").model_copy(update={"type": FieldType.TEXT, "example": "paragraph"}), assumed("photo", label="Photo"),
        ]  # fmt: skip
    wanted = [assumed("email", label="Email"), assumed("phone", label="Phone"), assumed("city", label="City")]
    if noun in {"barber", "doctor", "trainer", "teacher", "instructor", "designer", "engineer", "lawyer", "employee"}:
        wanted.append(assumed("specialty", label="Specialty"))
    return wanted


def statuses(draft: EntityDraft) -> None:
    """The status field, where transitions, management or the prompt ask for one."""
    if draft.kind is EntityKind.MARK or draft.kept_name:
        return
    plain = draft.fields.get("status")
    if plain is not None:
        if plain.choices == ("New", "In progress", "Done") and not draft.statuses:
            draft.statuses += _workflow(draft)
        return
    if draft.statuses:
        return
    kind = draft.verbs
    if draft.people and not kind & {"approve", "verify"}:
        return
    governed = draft.words[-1] in {"policy", "regulation", "rule", "law"}
    if (governed or kind & {"manage", "submit", "track", "configure", "schedule", "send", "update"}) and draft.words[
        -1
    ] not in _NO_STATUS:
        draft.statuses += _workflow(draft)


_NO_STATUS = vocabulary(
    "score setting inventory upgrade question post idea link sale hours material resource offer houseplant "
    "plant recipe testimonial customer"
)


def _workflow(draft: EntityDraft) -> list[str]:
    """The states that a thing of this sort goes through."""
    noun = draft.words[-1]
    if "send" in draft.verbs:
        return ["Sent", "Delivered", "Failed"]
    if noun in {"application", "request", "claim", "leave", "report", "procurement"}:
        return ["Submitted", "In review", "Approved", "Rejected"]
    if noun in _WRITINGS | {"promotion", "arrangement", "diagram", "policy", "tree"}:
        return ["Draft", "Published", "Archived"] if noun != "policy" else ["Draft", "Active", "Expired"]
    if noun == "lead":
        return ["New", "Contacted", "Qualified", "Lost"]
    if noun in _TIMELESS | {"personnel", "infrastructure", "attendance"}:
        return ["Active", "Inactive"]
    return ["New", "In progress", "Completed"]
