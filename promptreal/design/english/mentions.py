"""Entities named by features, listings and the kind of app."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from promptreal.design.english.concepts import Concept, Sort, concept, thing_words
from promptreal.design.english.lexicon import APP_WORDS, MASS, is_mass
from promptreal.design.english.outline import is_written
from promptreal.design.english.phrases import Phrase
from promptreal.design.english.verbs import verb_of
from promptreal.design.english.wishes import Listing, Reading, Wish
from promptreal.design.things.domains import belongs
from promptreal.design.things.keeping import GAME_MOVES, contents, is_game, keep, menu_items
from promptreal.design.things.sketch import Sketch
from promptreal.spec import ActionKind

# What one applies for.
_OPEN = frozenset({"job", "opening", "vacancy", "position", "internship", "program", "pet", "course", "scholarship"})


def from_feature(sketch: Sketch, what: Concept, quote: str) -> None:
    """The entities that a feature noun names ("customer management", "course catalog")."""
    if _from_own_word(sketch, what, quote):
        return
    topic = concept(what.topic) if what.topic is not None else None
    kept = topic is not None and topic.sort in {Sort.THING, Sort.PEOPLE}
    if (
        what.sort is Sort.THING
        or (what.sort is Sort.PEOPLE and (what.light or what.phrase.plural) and what.phrase.head not in {"user"})
        or (what.light == "management" and what.sort is Sort.PEOPLE)
    ):
        if what.phrase.head in {"element", "engine"} and len(what.phrase.words) < 3:
            return
        keep(sketch, what, "manage" if what.light == "management" else "list", quote)
    elif what.sort is Sort.PLACE and (inside := _place_contents(what)) is not None:
        keep(sketch, inside, "list", quote)
    elif what.sort is Sort.PLACE and kept and topic is not None:
        head = what.phrase.head
        if (
            (topic.sort is Sort.THING or head == "directory")
            and head in {"catalog", "catalogue", "directory", "gallery", "showcase", "lobby", "portfolio"}
            and what.topic is not None
        ):
            plural = replace(topic, phrase=replace(topic.phrase, plural=True))
            keep(sketch, plural, "browse", quote)
        elif what.topic is not None and what.topic.plural and head in {"page", "section"}:
            keep(sketch, topic, "list", quote)
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
            keep(sketch, Concept(Sort.THING, what.phrase), "create", quote)
        elif (
            topic.phrase.head not in {"data", "market", "user", "overview"}
            and not is_mass(topic.phrase.head)
            and what.phrase.head not in {"analysis"}
            and not what.phrase.adjective
            and "data" not in topic.phrase.words
        ):
            keep(sketch, topic, "track", quote)


def _from_own_word(sketch: Sketch, what: Concept, quote: str) -> bool:
    """Features that mean something else than their words: a blog, a form to apply with, low stock."""
    if what.phrase.words[:2] == ("low", "stock"):
        said = "“Low stock”: things can be sorted by their stock, and nothing warns of it."
        sketch.left_out += [said] if said not in sketch.left_out else []
        return True
    inside = contents(what.phrase.head) if what.phrase.words in {("blog",), ("forum",)} else None
    if inside is not None:
        keep(sketch, Concept(Sort.THING, inside), "list", quote)
        return True
    if what.sort is not Sort.PLACE or what.phrase.words != ("application", "form"):
        return False
    opened = next((one for one in sketch.entities.values() if one.words[-1] in _OPEN), None)
    if opened is not None:
        sought = Phrase(words=opened.words, surface=opened.surface, plural=True)
        sketch.reading.wishes.append(Wish("apply", (sought,), quote=quote))
    return opened is not None


def _place_contents(what: Concept) -> Concept | None:
    """ "a menu page", "a gallery", "a reservation page": what is in there."""
    noun = what.topic.head if what.topic is not None else what.phrase.head
    if what.topic is None and what.phrase.head == "menu":
        return menu_items(what.phrase)
    if what.topic is not None and what.phrase.head == "gallery" and noun in {"photo", "image", "picture", "video"}:
        return Concept(Sort.THING, replace(what.topic, plural=True))
    if noun == "menu" and what.topic is not None:
        return menu_items(what.topic)
    if noun in {"gallery"} and (inside := contents(noun)) is not None:
        return Concept(Sort.THING, inside)
    if noun in {"reservation", "booking", "appointment", "donation", "request", "inquiry"} and what.topic is not None:
        return Concept(Sort.THING, replace(what.topic, plural=True))
    return None


def _from_act(sketch: Sketch, what: Concept, topic: Concept | None, quote: str) -> None:
    timed = topic is not None and topic.phrase.words == ("time",) and what.verb in {"track", "log", "record"}
    if timed and topic is not None:
        entry = replace(topic.phrase, words=("time", "entry"), surface=("time", "entry"), plural=True)
        keep(sketch, Concept(Sort.THING, entry), "log", quote)
    elif topic is not None and topic.sort in {Sort.THING, Sort.PEOPLE}:
        attach = verb_of(what.verb).kind is ActionKind.ATTACH
        plural = replace(topic, phrase=replace(topic.phrase, plural=True))
        keep(sketch, plural if not attach else topic, what.verb, quote)
    elif topic is None and what.light == "" and what.phrase.plural:
        keep(sketch, Concept(Sort.THING, what.phrase), "create", quote)


def from_listing(sketch: Sketch, listing: Listing) -> None:
    """The entities among listed pages and contents."""
    holder = listing.holder
    if holder is None:
        return
    _kept_with_parts(sketch, listing, holder)
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
            keep(sketch, topic, "list", listing.quote)


def _kept_with_parts(sketch: Sketch, listing: Listing, holder: Phrase) -> None:
    """What is said to have something, or whose columns are listed, and those of its parts that are things."""
    if listing.told and holder.plural and concept(holder).sort in {Sort.THING, Sort.PEOPLE} and holder.head != "user":
        keep(sketch, concept(holder), "list", listing.quote)
    elif listing.told and len(holder.words) > 1 and holder.head in {"entry", "item", "record"}:
        keep(sketch, Concept(Sort.THING, holder), "list", listing.quote)  # a time entry has hours of its own
    if listing.whole:
        rows = holder
        while rows.head in {"csv", "json", "xml", "excel", "xlsx", "file"} and len(rows.words) > 1:
            rows = rows.without_head() or rows
        kept = sketch.find(thing_words(rows)) or keep(
            sketch, Concept(Sort.THING, replace(rows, plural=True)), "load", listing.quote
        )
        if kept is not None:
            kept.exact = True
    for item in listing.items:
        if item.plural and belongs(item.head, holder.head) and not is_written(item):
            keep(sketch, Concept(Sort.THING, item), "list", listing.quote)


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


def from_kind(sketch: Sketch, reading: Reading) -> None:
    """The kind of app itself names its things when nothing else does: a "todo list" keeps todos."""
    for one in _kind_candidates(reading):
        one = contents(one.head) or one  # noqa: PLW2901 (a blog keeps posts)
        what = concept(one)
        if what.topic is not None and what.topic.words == ("analytics",):
            continue
        if what.sort in {Sort.STATISTIC, Sort.ACT, Sort.PLACE, Sort.REPORT} and what.topic is not None:
            inner = concept(contents(what.topic.head) or what.topic)
            what = inner if inner.sort in {Sort.THING, Sort.PEOPLE} else Concept(Sort.THING, what.topic)
        if what.sort in {Sort.THING, Sort.PEOPLE}:
            plural = replace(what, phrase=replace(what.phrase, plural=True))
            if keep(sketch, plural, "manage", "") is not None:
                return


def _kind_candidates(reading: Reading) -> Iterator[Phrase]:
    if reading.known_share < 0.45:
        return
    kind = reading.kind
    while kind is not None:
        empty = kind.words in {("analytics",), ("rest",), ("etl",), ("elt",), ("data",)} or kind.head in APP_WORDS | {
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
            "box",
            "journal",
            "diary",
            "logbook",
            "shelf",
            "log",
            "registry",
        }
        if contents(kind.head) is not None or (not empty and concept(kind).sort is not Sort.NOTHING):
            yield kind
            break
        kind = kind.without_head()
    yield from reading.subject
