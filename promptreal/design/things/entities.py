"""The things an app keeps, found in what its users act on."""

from __future__ import annotations

from dataclasses import replace

from promptreal.design.english.concepts import ACTIVITY_NOUNS, Concept, Sort, concept, thing_words
from promptreal.design.english.lexicon import PEOPLE
from promptreal.design.english.mentions import from_feature, from_kind, from_listing
from promptreal.design.english.phrases import Phrase
from promptreal.design.english.verbs import EMPTY, verb_of
from promptreal.design.english.wishes import Listing, Reading, Wish, is_app
from promptreal.design.english.words import vocabulary
from promptreal.design.things.keeping import (
    GAME_MOVES,
    INPUTS,
    NO_RECORDS,
    SENT,
    find_owners,
    is_game,
    keep,
    menu_items,
)
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.views.measures import is_number
from promptreal.spec import ActionKind

_MANAGING = frozenset(
    {
        ActionKind.UPDATE,
        ActionKind.CREATE,
        ActionKind.BROWSE,
        ActionKind.DELETE,
        ActionKind.SEARCH,
        ActionKind.VIEW,
        ActionKind.COMPARE,
    }
)


_WRITING = vocabulary("submit write post publish upload create add file log record enter share preview confirm")


_NOT_RECEIVED = vocabulary(
    "notification confirmation feedback advice email sms practice recognition information update alert"
)


_OFFERED = vocabulary("post share report list sell add auction bid lend donate upload borrow buy order rent swap trade")
# Values that are kept for themselves when many of them are.
_GIVING = frozenset({"send", "give", "assign", "lend", "deliver", "create"})
_KEEPING = frozenset({"set", "record", "log", "track", "manage", "define"})
_OWN_RECORDS = vocabulary("budget measurement goal limit target reading")
_BOXES = vocabulary("box journal diary cookbook scrapbook logbook shelf")
# With so many things of its own an app is not about its kind alone.
_MOST_THINGS = 3
# Names for all of something, beside the name of one of it.
_SAME = (
    ("news", {"article"}),
    ("music", {"song", "track"}),
    ("finance", {"expense", "income", "transaction"}),
)
_KEEPERS = vocabulary("tracker organizer planner manager log catalog catalogue collection registry list database")


def collect(sketch: Sketch) -> None:
    """Puts the entities of a reading into a sketch, each with the verbs used of it."""
    reading = sketch.reading
    find_owners(sketch)
    board = (
        reading.kind is not None
        and reading.kind.head == "dashboard"
        and (_topic := reading.kind.without_head()) is not None
        and _topic.plural
    )
    if _is_container(reading):
        from_kind(sketch, reading)
        _parts(reading)
    elif reading.kind is not None and (board or concept(reading.kind).sort is Sort.STATISTIC):
        from_kind(sketch, reading)
    for one, quote in reading.kept:
        people = concept(one).sort is Sort.PEOPLE
        keep(sketch, Concept(Sort.PEOPLE if people else Sort.THING, one), "list", quote)
    for wish in reading.wishes:
        _typed_group(sketch, wish)
        for one in wish.objects:
            _from_object(sketch, wish, one)
        _from_complements(sketch, wish)
    for feature in reading.features:
        if not (is_number(feature.phrase.words) and any(one.preposition == "per" for one in feature.complements)):
            from_feature(sketch, concept(feature.phrase), feature.quote)
    for listing in reading.listings:
        from_listing(sketch, listing)
    if not sketch.entities:
        from_kind(sketch, reading)
    if not sketch.entities:
        for one in actors(reading):
            if any(wish.actor == one and wish.verb not in {"play", "win"} for wish in reading.wishes):
                keep(sketch, Concept(Sort.PEOPLE, one), "manage", "")
    _prune(sketch)


def keep_doers(sketch: Sketch) -> None:
    """Keeps whoever does something with things, for an API that nobody signs in to: members borrow, guests book."""
    for one in actors(sketch.reading):
        deeds = {wish.verb for wish in sketch.reading.wishes if wish.actor is one or wish.actor == one}
        if any(verb_of(verb).kind is ActionKind.ATTACH and verb_of(verb).known for verb in deeds):
            keep(sketch, Concept(Sort.PEOPLE, replace(one, plural=True)), "list", "")


def _is_container(reading: Reading) -> bool:
    """Whether the app is a place for one kind of thing ("recipe box with ingredients, steps and difficulty")."""
    kind = _core(reading.kind) or next(iter(reading.subject), None)
    held = kind.without_head() if kind is not None else None
    if kind is None or held is None or held.plural or concept(held).sort is not Sort.THING:
        return False
    listed = [one.phrase for one in reading.features if one.phrase.plural and one.phrase.head not in ACTIVITY_NOUNS]
    things = [one for one in listed if concept(one).sort is Sort.THING]
    said = any(wish.actor is not None for wish in reading.wishes)
    return kind.head in _BOXES or (kind.head in _KEEPERS and len(things) < _MOST_THINGS and not said)


_TECHNOLOGY = frozenset({"api", "rest", "website", "site", "app", "service"})


def _core(kind: Phrase | None) -> Phrase | None:
    """The kind without the words for its technology: a "movie collection REST API" is a movie collection."""
    while kind is not None and kind.head in _TECHNOLOGY:
        kind = kind.without_head()
    return kind


def _parts(reading: Reading) -> None:
    """What a container has in the singular is a part of each thing in it ("movie collection with director, year")."""
    core = _core(reading.kind) or next(iter(reading.subject), None)
    held = core.without_head() if core is not None else None
    parts = [
        one for one in reading.features if not one.phrase.plural and concept(one.phrase).sort is not Sort.STATISTIC
    ]
    if held is None or len(parts) < 2:
        return
    reading.features = [one for one in reading.features if one not in parts]
    quote = parts[0].quote
    reading.listings.append(
        Listing(held, tuple(one.phrase for one in parts), quote, tuple(one.phrase.label for one in parts))
    )


def _typed_group(sketch: Sketch, wish: Wish) -> None:
    """ "bus and railway tickets": one entity with a type, not two entities."""
    for head in dict.fromkeys(one.head for one in wish.objects):
        group = [one for one in wish.objects if one.head == head and len(one.words) == 2]
        known = sketch.find((head,))
        if (
            len(group) > 1
            and known is not None
            and not any(sketch.find(one.words) is not known for one in group)
            and known.words[0] not in {one.words[0] for one in group}
        ):
            continue
        if (
            len(group) > 1
            and all(concept(one).sort is Sort.THING and concept(one).light == "" for one in group)
            and not sketch.find((head,))
        ):
            draft = sketch.ensure(group[0], (head,), wish.quote)
            draft.types = tuple(" ".join(one.surface[:-1]).capitalize() for one in group)


def _typed(sketch: Sketch, one: Phrase) -> EntityDraft | None:
    draft = sketch.entities.get(one.head)
    return draft if draft is not None and draft.types and len(one.words) > 1 else None


def _from_object(sketch: Sketch, wish: Wish, one: Phrase) -> None:
    if wish.verb == "make" and wish.actor is not None and is_app(wish.actor, sketch.reading.kind):
        return
    if wish.verb == "receive" and (one.head in _NOT_RECEIVED or not one.plural):
        return
    if is_game(sketch.reading) and not wish.explicit and verb_of(wish.verb).kind is ActionKind.TRANSITION:
        return
    things = any(each.plural and concept(each).sort is Sort.THING for each in wish.objects)
    if wish.verb == "keep" and one.plural and things and concept(one).sort is not Sort.STATISTIC:
        people = concept(one).sort is Sort.PEOPLE
        keep(sketch, Concept(Sort.PEOPLE if people else Sort.THING, one), "manage", wish.quote)
    if wish.verb in EMPTY | {"make"}:
        if wish.verb in {"perform", "make", "do", "have", "provide", "offer"} and not (
            wish.actor and is_app(wish.actor, sketch.reading.kind)
        ):
            from_feature(sketch, concept(one), wish.quote)
        return
    if _is_input(sketch, wish) or wish.verb in NO_RECORDS or (is_game(sketch.reading) and wish.verb in GAME_MOVES):
        return
    people = wish.actor is not None and not is_app(wish.actor, sketch.reading.kind)
    if (wish.verb == "send" and one.head not in SENT and not one.plural and not people) or (
        wish.verb == "provide" and one.head in {"service", "access", "information"}
    ):
        return
    if (
        wish.actor is not None
        and not wish.actor.plural
        and not is_app(wish.actor, sketch.reading.kind)
        and concept(wish.actor).sort in {Sort.THING, Sort.PLACE, Sort.NOTHING}
        and concept(wish.actor).topic is None
        and wish.actor.head not in {"dashboard", "page", "homepage", "section"}
    ):
        return
    if wish.actor is not None and wish.actor.head == "lobby" and sketch.find(thing_words(one)) is None:
        return
    if (typed := _typed(sketch, one)) is not None:
        typed.mentions += 1
        typed.verbs.add(wish.verb)
        return
    what = _as_record(sketch, wish, one)
    if what.sort in {Sort.THING, Sort.PEOPLE}:
        keep(sketch, what, wish.verb, wish.quote)
    else:
        from_feature(sketch, what, wish.quote)


def _is_input(sketch: Sketch, wish: Wish) -> bool:
    """Whether the objects are fields that somebody fills in, also where the same words say "input and manage"."""
    if wish.verb in INPUTS and wish.actor is not None and not is_app(wish.actor, sketch.reading.kind):
        return True
    return any(
        other.verb in INPUTS
        and other.quote == wish.quote
        and other.objects == wish.objects
        and other.verb != wish.verb
        and other.actor is not None
        and not is_app(other.actor, sketch.reading.kind)
        for other in sketch.reading.wishes
    )


def _as_record(sketch: Sketch, wish: Wish, one: Phrase) -> Concept:
    """The object's part, given that a verb is done to it: what is written is a record, whatever it sounds like."""
    what = concept(one)
    if one.words == ("item",) and one.plural and wish.verb in _OFFERED and wish.actor is not None:
        return Concept(Sort.THING, one)
    kind = verb_of(wish.verb).kind
    people = wish.actor is not None and not is_app(wish.actor, sketch.reading.kind)
    if one.words == ("page",) and one.plural and people and kind in {ActionKind.CREATE, ActionKind.UPDATE}:
        return Concept(Sort.THING, one)
    writing = wish.verb in _WRITING
    if what.sort is Sort.REPORT and wish.verb in {"submit", "write", "post", "file", "log", "publish", "upload"}:
        words = (*one.dropped[-1:], *one.words) if len(one.words) == 1 else one.words
        surface = (*one.dropped[-1:], *one.surface) if len(one.words) == 1 else one.surface
        return Concept(Sort.THING, replace(one, words=words, surface=surface))
    if what.sort is Sort.ACT and writing and what.light == "" and one.head not in ACTIVITY_NOUNS:
        return Concept(Sort.THING, one)
    if what.sort is Sort.PLACE and one.head == "menu" and what.topic is None:
        return menu_items(one)
    if wish.verb == "request" and what.sort is Sort.THING:
        return Concept(
            Sort.THING, replace(one, words=(*one.words, "request"), surface=(*one.surface, "request"), plural=True)
        )
    if what.sort is Sort.PLACE and what.topic is not None and kind is ActionKind.CREATE:
        return Concept(Sort.THING, one)
    if what.sort is Sort.ATTRIBUTE:
        return _attribute_as_record(sketch, wish, one, what)
    return _people_as_record(wish, one, what) if what.sort is Sort.PEOPLE else what


def _attribute_as_record(sketch: Sketch, wish: Wish, one: Phrase, what: Concept) -> Concept:
    """What a value is taken for that a verb is done to: for a record of its own where it is kept as one."""
    kind = verb_of(wish.verb).kind
    if is_game(sketch.reading) and wish.verb in {"upgrade", "build", "conquer"}:
        return Concept(Sort.THING, one)
    if what.topic is not None and one.head in {"name", "code", "number", "id"} and kind is not ActionKind.VIEW:
        return Concept(Sort.THING, what.topic)
    if (
        what.topic is None
        and wish.verb in {"manage", "track", "record", "monitor", "show", "display"}
        and one.head in {"income", "budget", "salary", "expense", "cost", "payment", "weight"}
    ):
        return Concept(Sort.THING, replace(one, plural=True))
    if what.topic is None and one.plural and one.mine and one.head in {"score", "grade", "price", "rate"}:
        return Concept(Sort.THING, one)
    if one.plural and one.head in _OWN_RECORDS and wish.verb in {"set", "record", "log", "track", "manage", "define"}:
        return Concept(Sort.THING, one)
    if wish.verb in {"set", "choose", "select", "specify", "pick", "adjust"}:
        return what
    doing = kind in {
        ActionKind.CREATE,
        ActionKind.UPDATE,
        ActionKind.DELETE,
        ActionKind.ATTACH,
        ActionKind.DOWNLOAD,
    }
    pictures = one.head in {"link", "video", "photo", "image", "url", "format"} and kind in {
        ActionKind.BROWSE,
        ActionKind.VIEW,
    }
    if one.plural and what.topic is None and (doing or pictures) and one.head not in {"photo", "price", "cost"}:
        return Concept(Sort.THING, one)
    return what


def _people_as_record(wish: Wish, one: Phrase, what: Concept) -> Concept:
    """What people are taken for that a verb is done to: records, where they are managed."""
    kind = verb_of(wish.verb).kind
    other = wish.actor is not None and one.head != wish.actor.head
    if other and wish.verb in {"register", "ban", "suspend", "block", "deactivate"}:
        return what
    users = one.head in {"user", "other"} and wish.verb not in {"manage", "add", "edit", "update"} and not what.light
    if kind not in _MANAGING | {ActionKind.TOGGLE} or users:
        return Concept(Sort.NOTHING, one)
    return what


def _from_complements(sketch: Sketch, wish: Wish) -> None:
    """ "data from multiple companies", "notifications to clients": people and organizations that records are about."""
    for complement in wish.complements:
        for one in complement.phrases:
            people = concept(one).sort is Sort.PEOPLE and one.head not in {"user", "other", "others"}
            source = complement.preposition == "from" and wish.objects and wish.verb not in NO_RECORDS
            receiver = complement.preposition == "to" and wish.verb in _GIVING
            if people and (source or receiver) and one.plural:
                keep(sketch, concept(one), "browse", wish.quote)
            if people and wish.verb in {"match", "connect"}:
                for both in (*wish.objects, one):
                    if concept(both).sort is Sort.PEOPLE:
                        keep(sketch, concept(both), "search", wish.quote)


def _prune(sketch: Sketch) -> None:
    """At most ten entities, and none that only repeats another in vaguer words."""
    for name, precise in _SAME:
        whole = sketch.entities.get(name)
        other = next((draft for draft in sketch.entities.values() if draft.words[-1] in precise), None)
        if whole is not None and other is not None and other is not whole and not whole.kept_name:
            other.verbs |= whole.verbs
            other.mentions += whole.mentions
            del sketch.entities[name]
    goods = sketch.entities.get("product")
    for one in list(sketch.entities.values()):
        if goods is not None and one is not goods and one.verbs == {"sell"} and not one.kept_name:
            goods.mentions += one.mentions
            goods.types = (*goods.types, one.label)
            del sketch.entities[one.name]  # what is sold are the products
    if goods is not None and goods.types and "Other" not in goods.types:
        goods.types = (*goods.types, "Other")
    for one in list(sketch.entities.values()):
        vague = one.words[-1] == "record" and any(
            other is not one and other.words[0] == one.words[0] for other in sketch.entities.values()
        )
        governed = {"manage", "add", "edit", "update", "ban", "suspend", "block", "deactivate", "register"}
        audience = one.words in {("user",), ("people",)} and not one.verbs & governed
        if (vague or audience) and not one.kept_name:
            del sketch.entities[one.name]
    room = max(10, 2 + sum(1 for one in sketch.entities.values() if one.kept_name))
    for one in sorted(sketch.entities.values(), key=lambda one: (not one.kept_name, -one.mentions))[room:]:
        del sketch.entities[one.name]


def actors(reading: Reading) -> list[Phrase]:
    """The kinds of people that the prompt lets do something, besides plain users."""
    found: dict[str, Phrase] = {}
    for wish in reading.wishes:
        one = wish.actor
        if (
            one is None
            or one.head in {"user", "people", "person", "everyone", "anyone", "visitor", "customer"}
            or (is_app(one, reading.kind) and one.head not in PEOPLE)
        ):
            continue
        agent = one.plural and one.head.endswith(("er", "or", "ee", "ist", "ian", "ant", "min", "rep"))
        if concept(one).sort is Sort.PEOPLE or agent:
            found.setdefault(" ".join(one.words), one)
    return list(found.values())
