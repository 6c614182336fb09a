"""The things an app keeps, found in what its users act on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from promptreal.design.concepts import ACTIVITY_NOUNS, SAME_HEADS, Concept, Sort, concept, thing_words
from promptreal.design.lexicon import APP_WORDS, MASS, OWNERS, PEOPLE, is_mass
from promptreal.design.phrases import Phrase
from promptreal.design.reading import Listing, Reading, Wish, is_app
from promptreal.design.sketch import EntityDraft, Sketch
from promptreal.design.verbs import EMPTY, verb_of
from promptreal.design.words import is_plural, vocabulary
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
# What people type in about a thing or about themselves: fields, not records.
INPUTS = vocabulary("input fill enter provide")
# Verbs whose objects are no records of the app: they are read, received, played or about it.
NO_RECORDS = vocabulary(
    "learn contact understand navigate click communicate interact message choose select notify chat play win "
    "converse switch convert promote connect match listen watch calculate sort"
)
# Moves of a game, which are its rules.
GAME_MOVES = vocabulary("move merge undo win play deal shoot battle fight jump continue keep flip roll train")
_MARKS = vocabulary("collection favourite favorite bookmark wishlist like download upload follow")
_NOT_RECEIVED = vocabulary(
    "notification confirmation feedback advice email sms practice recognition information update alert"
)
# What is carried from one person to another.
SENT = vocabulary("message notification email reminder sms invitation alert newsletter announcement")


def collect(sketch: Sketch) -> None:
    """Puts the entities of a reading into a sketch, each with the verbs used of it."""
    reading = sketch.reading
    _owners(sketch)
    if reading.kind is not None and concept(reading.kind).sort is Sort.STATISTIC:
        _from_kind(sketch, reading)
    for wish in reading.wishes:
        _typed_group(sketch, wish)
        for one in wish.objects:
            _from_object(sketch, wish, one)
        _from_complements(sketch, wish)
    for feature in reading.features:
        _from_feature(sketch, concept(feature.phrase), feature.quote)
    for listing in reading.listings:
        _from_listing(sketch, listing)
    if not sketch.entities:
        _from_kind(sketch, reading)
    _prune(sketch)


def is_game(reading: Reading) -> bool:
    """Whether the app is asked to be a game itself."""
    kind = set(reading.kind.words) if reading.kind else set()
    played = {word for wish in reading.wishes if wish.verb == "play" for one in wish.objects for word in one.words}
    return "game" in kind | played or bool(kind & played)


def _is_pipeline(reading: Reading) -> bool:
    words = " ".join(reading.sentences).lower()
    return any(word in words for word in ("etl", "pipeline", "csv", "ingest"))


def _owners(sketch: Sketch) -> None:
    """Whose site it is: a singular subject ("for a clinical office"), or whom people contact ("the team")."""
    reading = sketch.reading
    owners = {one.head for one in reading.subject if not one.plural}
    for wish in reading.wishes:
        if wish.verb == "contact":
            owners |= {one.head for one in wish.objects if not one.plural}
    plurals = {one.head for wish in reading.wishes for one in wish.objects if one.plural}
    sketch.owners = frozenset(owners - plurals)


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
    if wish.verb in EMPTY | {"make"}:
        if wish.verb in {"perform", "make", "do", "have", "provide", "offer"} and not (
            wish.actor and is_app(wish.actor, sketch.reading.kind)
        ):
            _from_feature(sketch, concept(one), wish.quote)
        return
    if _is_input(sketch, wish) or wish.verb in NO_RECORDS or (is_game(sketch.reading) and wish.verb in GAME_MOVES):
        return
    if (wish.verb == "send" and one.head not in SENT and not one.plural) or (
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
        _keep(sketch, what, wish.verb, wish.quote)
    else:
        _from_feature(sketch, what, wish.quote)


def _is_input(sketch: Sketch, wish: Wish) -> bool:
    """Whether the objects are fields that somebody fills in, also where the same words say "input and manage"."""
    if wish.verb in INPUTS and wish.actor is not None and not is_app(wish.actor, sketch.reading.kind):
        return True
    return any(
        other.verb in INPUTS and other.quote == wish.quote and other.objects == wish.objects and other.verb != wish.verb and other.actor is not None
        and not is_app(other.actor, sketch.reading.kind)
        for other in sketch.reading.wishes
    )  # fmt: skip


def _as_record(sketch: Sketch, wish: Wish, one: Phrase) -> Concept:
    """The object's part, given that a verb is done to it: what is written is a record, whatever its name sounds like."""
    what = concept(one)
    kind = verb_of(wish.verb).kind
    writing = wish.verb in _WRITING
    if what.sort is Sort.REPORT and wish.verb in {"submit", "write", "post", "file", "log", "publish", "upload"}:
        words = (*one.dropped[-1:], *one.words) if len(one.words) == 1 else one.words
        surface = (*one.dropped[-1:], *one.surface) if len(one.words) == 1 else one.surface
        return Concept(Sort.THING, replace(one, words=words, surface=surface))
    if what.sort is Sort.ACT and writing and what.light == "" and one.head not in ACTIVITY_NOUNS:
        return Concept(Sort.THING, one)
    if what.sort is Sort.PLACE and one.head == "menu" and what.topic is None:
        return _menu(one)
    if wish.verb == "request" and what.sort is Sort.THING:
        return Concept(
            Sort.THING, replace(one, words=(*one.words, "request"), surface=(*one.surface, "request"), plural=True)
        )
    if what.sort is Sort.PLACE and what.topic is not None and kind is ActionKind.CREATE:
        return Concept(Sort.THING, one)
    if what.sort is Sort.ATTRIBUTE:
        if is_game(sketch.reading) and wish.verb in {"upgrade", "build", "conquer"}:
            return Concept(Sort.THING, one)
        if what.topic is not None and one.head in {"name", "code", "number", "id"} and kind is not ActionKind.VIEW:
            return Concept(Sort.THING, what.topic)
        if (
            what.topic is None
            and wish.verb in {"manage", "track", "record", "monitor"}
            and one.head in {"income", "budget", "salary", "expense", "cost", "payment", "weight"}
        ):
            return Concept(Sort.THING, replace(one, plural=True))
        if what.topic is None and one.plural and one.mine and one.head in {"score", "grade", "price", "rate"}:
            return Concept(Sort.THING, one)
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
    if what.sort is Sort.PEOPLE:
        users = (
            one.head in {"user", "other"} and wish.verb not in {"manage", "add", "edit", "update"} and not what.light
        )
        if kind not in _MANAGING | {ActionKind.TOGGLE} or users:
            return Concept(Sort.NOTHING, one)
    return what


def _menu(one: Phrase) -> Concept:
    """What a menu lists."""
    item = replace(one, words=(*one.words, "item"), surface=(*one.surface, "item"), plural=True)
    return Concept(Sort.THING, item, light="menu")


# What the things in such a place are called: the posts of a blog, the photos of a gallery.
_CONTENTS = {
    "blog": "post", "forum": "post", "newsletter": "article", "wiki": "page", "gallery": "photo", "journal": "entry", "diary": "entry",
    "calendar": "event", "store": "product", "shop": "product", "bookstore": "book", "library": "book", "cookbook": "recipe", "kanban": "task",
    "crm": "contact", "magazine": "article", "marketplace": "listing",
}  # fmt: skip


def _contents(noun: str) -> Phrase | None:
    inside = _CONTENTS.get(noun)
    return Phrase(words=(inside,), surface=(inside,), plural=True) if inside else None


def _from_complements(sketch: Sketch, wish: Wish) -> None:
    """ "data from multiple companies", "notifications to clients": people and organizations that records are about."""
    for complement in wish.complements:
        for one in complement.phrases:
            people = concept(one).sort is Sort.PEOPLE and one.head not in {"user", "other", "others"}
            source = complement.preposition == "from" and wish.objects and wish.verb not in NO_RECORDS
            receiver = complement.preposition == "to" and wish.verb == "send"
            if people and (source or receiver) and one.plural:
                _keep(sketch, concept(one), "browse", wish.quote)
            if people and wish.verb in {"match", "connect"}:
                for both in (*wish.objects, one):
                    if concept(both).sort is Sort.PEOPLE:
                        _keep(sketch, concept(both), "search", wish.quote)


def _keep(sketch: Sketch, what: Concept, verb: str, quote: str) -> EntityDraft | None:
    words = thing_words(what.phrase)
    phrase = what.phrase
    if (
        not words
        or (words[-1] in APP_WORDS and len(words) < 2)
        or not any(character.isalpha() for character in words[-1])
    ):
        return None
    if words[-1] in {"duplicate", "error", "row", "file", "table", "column"} and _is_pipeline(sketch.reading):
        return None
    if (words[-1] in _MARKS and len(words) == 1) or (what.phrase.head == "photo" and verb == "upload"):
        return None
    if (
        what.light == "information"
        and verb_of(verb).kind in {ActionKind.VIEW, ActionKind.SEARCH}
        and (whole := sketch.about(words)) is not None
    ):
        whole.verbs.add(verb)
        return whole
    if words[-1] in {"content", "need"} and len(words) == 1 and (sketch.entities or not what.phrase.plural):
        return None
    if _is_about_owner(sketch, what, verb, words):
        shown = verb in {"showcase", "introduce", "present", "display", "promote", "browse", "view", "list", "learn"}
        if shown and (what.sort is not Sort.PEOPLE or words[-1] in OWNERS) and not is_plural(phrase.words[0]):
            name = " ".join(phrase.surface)
            sketch.abouts.setdefault(f"{name} {what.light}" if what.light == "information" else name, quote)
        return None
    if words[-1] in SAME_HEADS and len(words) > 1 and (same := sketch.find(words[:-1])) is not None:
        same.verbs.add(verb)
        same.mentions += 1
        return same
    if (
        verb_of(verb).kind in {ActionKind.TRANSITION, ActionKind.ATTACH}
        and verb_of(verb).known
        and sketch.find(words) is None
    ):
        prefix = [one for one in sketch.entities.values() if one.words[: len(words)] == words]
        if prefix:
            prefix[0].verbs.add(verb)
            return prefix[0]
        if words[-1] == verb_of(verb).noun or words[-1] == verb:
            return None
    draft = sketch.ensure(phrase, words, quote)
    draft.verbs.add(verb)
    draft.people = draft.people or what.sort is Sort.PEOPLE
    draft.owned = draft.owned or phrase.mine
    if what.light == "menu":
        draft.label_plural = " ".join((*phrase.surface[:-2], "menu"))
    if what.light in {"leaderboard", "ranking", "scoreboard"}:
        draft.label_plural = what.light
    return draft


def _is_about_owner(sketch: Sketch, what: Concept, verb: str, words: tuple[str, ...]) -> bool:
    """Whether a singular noun is what the site is about ("the private poker room"), not something it keeps many of."""
    if what.phrase.plural or words[-1] in MASS or (sketch.find(words) is not None and what.light):
        return False
    if words[-1] in sketch.owners or (
        words[-1] in OWNERS and verb not in {"manage", "add", "compare"} and len(words) < 3
    ):
        return True
    if words[-1] in {"business", "imagination", "industry", "market"}:
        return True
    shows = verb in {"showcase", "introduce", "present", "display", "promote", "browse", "view"}
    return shows and what.light == "" and not is_plural(what.phrase.surface[-1])


def _from_feature(sketch: Sketch, what: Concept, quote: str) -> None:
    topic = concept(what.topic) if what.topic is not None else None
    kept = topic is not None and topic.sort in {Sort.THING, Sort.PEOPLE}
    if (
        what.sort is Sort.THING
        or (what.sort is Sort.PEOPLE and (what.light or what.phrase.plural) and what.phrase.head not in {"user"})
        or (what.light == "management" and what.sort is Sort.PEOPLE)
    ):
        if what.phrase.head in {"element", "engine"} and len(what.phrase.words) < 3:
            return
        _keep(sketch, what, "manage" if what.light == "management" else "list", quote)
    elif what.sort is Sort.PLACE and (inside := _place_contents(what)) is not None:
        _keep(sketch, inside, "list", quote)
    elif what.sort is Sort.PLACE and kept and topic is not None:
        head = what.phrase.head
        if (
            topic.sort is Sort.THING
            and head in {"catalog", "catalogue", "directory", "gallery", "showcase", "lobby", "portfolio"}
            and what.topic is not None
        ):
            plural = replace(topic, phrase=replace(topic.phrase, plural=True))
            _keep(sketch, plural, "browse", quote)
        elif what.topic is not None and what.topic.plural and head in {"page", "section"}:
            _keep(sketch, topic, "list", quote)
    elif what.sort is Sort.ACT and not (is_game(sketch.reading) and what.verb in GAME_MOVES):
        _from_act(sketch, what, topic, quote)
    elif what.sort is Sort.STATISTIC and what.phrase.head in {"chart", "graph"}:
        return
    elif what.sort is Sort.STATISTIC and kept and topic is not None:
        if (
            what.phrase.head == "analysis"
            and not what.phrase.adjective
            and topic.phrase.head not in {"data", "statistic", "market"}
            and not topic.phrase.plural
        ):
            _keep(sketch, Concept(Sort.THING, what.phrase), "create", quote)
        elif (
            topic.phrase.head not in {"data", "market", "user", "overview"}
            and not is_mass(topic.phrase.head)
            and what.phrase.head not in {"analysis"}
            and "data" not in topic.phrase.words
        ):
            _keep(sketch, topic, "track", quote)


def _place_contents(what: Concept) -> Concept | None:
    """ "a menu page", "a gallery", "a reservation page": what is in there."""
    noun = what.topic.head if what.topic is not None else what.phrase.head
    if noun == "menu" and what.topic is not None:
        return _menu(what.topic)
    if noun in {"gallery"} and (inside := _contents(noun)) is not None:
        return Concept(Sort.THING, inside)
    if noun in {"reservation", "booking", "appointment", "donation"} and what.topic is not None:
        return Concept(Sort.THING, replace(what.topic, plural=True))
    return None


def _from_act(sketch: Sketch, what: Concept, topic: Concept | None, quote: str) -> None:
    timed = topic is not None and topic.phrase.words == ("time",) and what.verb in {"track", "log", "record"}
    if timed and topic is not None:
        entry = replace(topic.phrase, words=("time", "entry"), surface=("time", "entry"), plural=True)
        _keep(sketch, Concept(Sort.THING, entry), "log", quote)
    elif topic is not None and topic.sort in {Sort.THING, Sort.PEOPLE}:
        attach = verb_of(what.verb).kind is ActionKind.ATTACH
        plural = replace(topic, phrase=replace(topic.phrase, plural=True))
        _keep(sketch, plural if not attach else topic, what.verb, quote)
    elif topic is None and what.light == "" and what.phrase.plural:
        _keep(sketch, Concept(Sort.THING, what.phrase), "create", quote)


def _from_listing(sketch: Sketch, listing: Listing) -> None:
    holder = listing.holder
    if holder is None:
        return
    is_pages = (holder.head in {"page", "section", "panel", "tab", "menu"} and holder.plural) or "page" in holder.words
    is_heap = holder.head in {"content", "business", "feature", "element"} and sketch.find(thing_words(holder)) is None
    _shops(sketch, listing)
    if holder.head == "race" or (
        holder.plural and any(w.verb in {"choose", "select"} and holder in w.objects for w in sketch.reading.wishes)
    ):
        if concept(holder).sort is Sort.THING and sketch.find(thing_words(holder)) is None:
            draft = sketch.ensure(holder, thing_words(holder), listing.quote)
            draft.verbs.add("choose")
        return
    if not (is_pages or is_heap):
        return
    for item in listing.items:
        what = concept(item)
        topic = concept(what.topic) if what.sort is Sort.PLACE and what.topic is not None else what
        if topic.sort is Sort.ATTRIBUTE and topic.topic is not None and is_heap:
            topic = replace(concept(topic.topic), phrase=replace(topic.topic, plural=True))
        if topic.phrase.head in {"ranking", "leaderboard", "scoreboard"} or topic.light in {
            "ranking",
            "leaderboard",
            "scoreboard",
        }:
            topic = concept(topic.phrase) if topic.light == "" else topic
        many = (
            topic.light in {"ranking", "leaderboard", "scoreboard"} or topic.phrase.plural or topic.phrase.head in MASS
        )
        if (
            topic.sort in {Sort.THING, Sort.PEOPLE}
            and many
            and topic.phrase.head not in {"home", "us", "message", "report"}
        ):
            _keep(sketch, topic, "list", listing.quote)


def _shops(sketch: Sketch, listing: Listing) -> None:
    """A "store" or a "bank" among the pages is where things are bought, or money is put."""
    for text in listing.texts:
        word = text.lower().removesuffix(" page").removeprefix("the ").strip()
        if word in {"store", "shop"} and sketch.find((word, "item")) is None:
            one = Phrase(words=(word, "item"), surface=(word, "item"), plural=True)
            draft = sketch.ensure(one, one.words, listing.quote)
            draft.verbs |= {"list", "purchase"}
            draft.label_plural = word
            sketch.reading.wishes.append(Wish("purchase", (one,), quote=listing.quote))
        if word == "bank" and sketch.find(("bank", "deposit")) is None:
            one = Phrase(words=("bank", "deposit"), surface=("bank", "deposit"), plural=True)
            draft = sketch.ensure(one, one.words, listing.quote)
            draft.verbs |= {"list", "deposit"}
            draft.label_plural = "bank"
            sketch.reading.wishes.append(Wish("add", (one,), quote=listing.quote))


def _from_kind(sketch: Sketch, reading: Reading) -> None:
    """The kind of app itself names its things when nothing else does: a "todo list" keeps todos."""
    for one in _kind_candidates(reading):
        one = _contents(one.head) or one  # noqa: PLW2901 (a blog keeps posts)
        what = concept(one)
        if what.sort in {Sort.STATISTIC, Sort.ACT, Sort.PLACE, Sort.REPORT} and what.topic is not None:
            inner = concept(_contents(what.topic.head) or what.topic)
            what = inner if inner.sort in {Sort.THING, Sort.PEOPLE} else Concept(Sort.THING, what.topic)
        if what.sort in {Sort.THING, Sort.PEOPLE}:
            plural = replace(what, phrase=replace(what.phrase, plural=True))
            if _keep(sketch, plural, "manage", "") is not None:
                return


def _kind_candidates(reading: Reading) -> Iterator[Phrase]:
    if reading.known_share < 0.45:
        return
    kind = reading.kind
    while kind is not None:
        empty = kind.head in APP_WORDS | {
            "maker",
            "manager",
            "tracker",
            "tool",
            "list",
            "application",
            "pipeline",
            "generator",
            "organizer",
            "planner",
        }
        if _contents(kind.head) is not None or (not empty and concept(kind).sort is not Sort.NOTHING):
            yield kind
            break
        kind = kind.without_head()
    yield from reading.subject


def _prune(sketch: Sketch) -> None:
    """At most ten entities, and none that only repeats another in vaguer words."""
    news, article = sketch.entities.get("news"), sketch.entities.get("article")
    if news is not None and article is not None and not news.kept_name:
        article.verbs |= news.verbs
        article.mentions += news.mentions
        del sketch.entities["news"]
    for one in list(sketch.entities.values()):
        vague = one.words[-1] == "record" and any(
            other is not one and other.words[0] == one.words[0] for other in sketch.entities.values()
        )
        audience = one.words in {("user",), ("people",)} and not one.verbs & {"manage", "add", "edit", "update"}
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
