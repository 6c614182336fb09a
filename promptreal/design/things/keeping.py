"""When a noun becomes an entity, and when it is what the site is about."""

from __future__ import annotations

from dataclasses import replace

from promptreal.design.english.concepts import SAME_HEADS, Concept, Sort, thing_words
from promptreal.design.english.lexicon import APP_WORDS, MASS, OWNERS
from promptreal.design.english.phrases import Phrase
from promptreal.design.english.verbs import verb_of
from promptreal.design.english.wishes import Reading
from promptreal.design.english.words import glossary, is_plural, singular, vocabulary
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.spec import ActionKind

# What people type in about a thing or about themselves: fields, not records.
INPUTS = vocabulary("input fill enter provide")


# Verbs whose objects are no records of the app: they are read, received, played or about it.
NO_RECORDS = vocabulary(
    "learn contact understand navigate click communicate interact message choose select notify chat play win "
    "converse switch convert promote connect match listen watch calculate sort"
)


# The pages that people write themselves, unlike those of the site.
_WRITTEN = frozenset((("page",), verb) for verb in ("create", "edit", "write", "add", "update"))


# Moves of a game, which are its rules.
GAME_MOVES = vocabulary("move merge undo win play deal shoot battle fight jump continue keep flip roll train")


_MARKS = vocabulary("collection favourite favorite bookmark wishlist like download upload follow")


_DONE_WITH = vocabulary(
    "viewed visited watched opened browsed downloaded searched played rated selling liked listened bought ordered"
)


# What is carried from one person to another.
SENT = vocabulary("message notification email reminder sms invitation alert newsletter announcement")


def is_game(reading: Reading) -> bool:
    """Whether the app is asked to be a game itself."""
    kind = set(reading.kind.words) if reading.kind else set()
    played = {word for wish in reading.wishes if wish.verb == "play" for one in wish.objects for word in one.words}
    return "game" in kind | played or bool(kind & played)


def _is_pipeline(reading: Reading) -> bool:
    words = " ".join(reading.sentences).lower()
    return any(word in words for word in ("etl", "pipeline", "csv", "ingest"))


def find_owners(sketch: Sketch) -> None:
    """Whose site it is: a singular subject ("for a clinical office"), or whom people contact ("the team")."""
    reading = sketch.reading
    owners = {one.head for one in reading.subject if not one.plural}
    for wish in reading.wishes:
        if wish.verb == "contact":
            owners |= {one.head for one in wish.objects if not one.plural}
    plurals = {one.head for wish in reading.wishes for one in wish.objects if one.plural}
    sketch.owners = frozenset(owners - plurals)


def menu_items(one: Phrase) -> Concept:
    """What a menu lists."""
    item = replace(one, words=(*one.words, "item"), surface=(*one.surface, "item"), plural=True)
    return Concept(Sort.THING, item, light="menu")


# What the things in such a place are called: the posts of a blog, the photos of a gallery.
_CONTENTS = glossary(
    "blog:post forum:post newsletter:article wiki:page gallery:photo journal:entry diary:entry calendar:event "
    "store:product shop:product bookstore:book library:book cookbook:recipe kanban:task crm:contact "
    "magazine:article marketplace:listing"
)


def contents(noun: str) -> Phrase | None:
    """What the things in such a place are called; None when the place says nothing of it."""
    inside = _CONTENTS.get(noun)
    return Phrase(words=(inside,), surface=(inside,), plural=True) if inside else None


# Plurals that stand before a noun all the same.
_BEFORE_NOUNS = vocabulary(
    "fact sport new goods saving custom art operation logistic arm sale economic physic electronic mathematic aerobic "
    "analytic statistic ethic politic athletic genetic robotic people data media clothes glasses women men children "
    "thanks terms earnings accounts systems communications human"
) | {"news", "sales", "sports", "series", "species", "arts", "customs", "logistics", "savings", "operations", "arms"}


def _is_misread(words: tuple[str, ...]) -> bool:
    """Whether these are no noun and what stands before it: a modifier is in the singular, as in "student records"."""
    return any(is_plural(word) and not {word, singular(word)} & _BEFORE_NOUNS for word in words[:-1])


def _is_no_record(sketch: Sketch, what: Concept, verb: str, words: tuple[str, ...]) -> bool:
    """Whether these words name the app itself, a part of it or of its files, or a mark on something else."""
    if words[-1] in APP_WORDS and len(words) < 2 and (words, verb) not in _WRITTEN:
        return True
    if not any(character.isalpha() for character in words[-1]) or _is_misread(words):
        return True
    if words[-1] in {"duplicate", "error", "row", "file", "table", "column"} and _is_pipeline(sketch.reading):
        return True
    uploaded = what.phrase.head == "photo" and verb == "upload" and bool(sketch.entities)
    return (words[-1] in _MARKS and len(words) == 1) or uploaded


def keep(sketch: Sketch, what: Concept, verb: str, quote: str) -> EntityDraft | None:
    """The entity for a phrase, made when it is one and not there yet; None when it is no record."""
    words = thing_words(what.phrase)
    phrase = what.phrase
    if len(words) > 1 and words[0] in _DONE_WITH:
        # The articles that somebody has viewed are articles.
        words, phrase = words[1:], replace(phrase, words=phrase.words[1:], surface=phrase.surface[1:])
        what = replace(what, phrase=phrase)
    if not words or _is_no_record(sketch, what, verb, words):
        return None
    if (
        what.light == "information"
        and verb_of(verb).kind in {ActionKind.VIEW, ActionKind.SEARCH}
        and (whole := sketch.about(words)) is not None
    ):
        whole.verbs.add(verb)
        return whole
    if words == ("money",):
        return None
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
        own = verb == "request" and len(words) > 1  # a leave request is there although it is made by requesting
        if (words[-1] == verb_of(verb).noun or words[-1] == verb) and not own:
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
