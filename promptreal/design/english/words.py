"""Words as the designer needs them: tagged, lemmatized, made singular or plural, and turned into identifiers."""

from __future__ import annotations

import re
import unicodedata
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import Any


@dataclass(frozen=True)
class Word:
    """A word of the prompt as written, its part of speech (Penn tags), and its lower-case form."""

    text: str
    tag: str

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def is_noun(self) -> bool:
        """Whether the tagger takes it for a noun."""
        return self.tag.startswith("NN")


def vocabulary(words: str) -> frozenset[str]:
    """The words of a text, as a set to look words up in."""
    return frozenset(words.split())


def glossary(pairs: str) -> dict[str, str]:
    """A mapping written as "word:meaning word:meaning"."""
    return dict(pair.split(":") for pair in pairs.split())


# Words in -s that are one thing, or that are the same in both numbers.
_SAME = vocabulary(
    "news series species data analysis analytics basis status sms gps chess business process address access "
    "class bus gas canvas campus virus bonus focus census menu atlas lens kudos chassis diagnosis thesis "
    "synopsis crisis emphasis staff equipment software hardware furniture feedback information advice content "
    "homework luggage knowledge music money traffic weather research progress inventory stuff media fitness "
    "wellness happiness express mattress mathematics physics economics logistics politics athletics ethics "
    "demographics finance goods earnings savings hours"
)
_PLURAL = {
    "cow": "cows",
    "analysis": "analyses",
    "diagnosis": "diagnoses",
    "thesis": "theses",
    "crisis": "crises",
    "business": "businesses",
    "process": "processes",
    "address": "addresses",
    "class": "classes",
    "bus": "buses",
    "campus": "campuses",
    "canvas": "canvases",
    "virus": "viruses",
    "bonus": "bonuses",
    "status": "statuses",
    "mattress": "mattresses",
    "menu": "menus",
    "inventory": "inventories",
    "finance": "finances",
    "lens": "lenses",
    "atlas": "atlases",
    "gas": "gases",
    "leave": "leaves",
    "sale": "sales",
    "quiz": "quizzes",
    "todo": "todos",
    "photo": "photos",
    "video": "videos",
    "audio": "audios",
    "memo": "memos",
    "person": "people",
}
_SINGULAR = {plural: single for single, plural in _PLURAL.items()} | {
    "data": "data",
    "ads": "ad",
    "media": "media",
    "leaves": "leave",
    "cookies": "cookie",
    "movies": "movie",
    "ties": "tie",
    "pies": "pie",
    "lies": "lie",
    "calories": "calorie",
    "shoes": "shoe",
    "horses": "horse",
    "courses": "course",
    "houses": "house",
    "nurses": "nurse",
    "purchases": "purchase",
    "expenses": "expense",
    "licenses": "license",
    "databases": "database",
    "warehouses": "warehouse",
    "exercises": "exercise",
    "diseases": "disease",
    "releases": "release",
    "leases": "lease",
    "cases": "case",
    "bases": "base",
    "phases": "phase",
    "purposes": "purpose",
    "premises": "premise",
    "franchises": "franchise",
    "caches": "cache",
    "aches": "ache",
    "ids": "id",
    "axes": "axis",
    "heroes": "hero",
    "potatoes": "potato",
    "tomatoes": "tomato",
    "recipes": "recipe",
    "caregivers": "caregiver",
    "men": "man",
    "women": "woman",
    "dwarfs": "dwarf",
    "elves": "elf",
    "lives": "life",
}
_TOKEN = re.compile(r"[A-Za-z0-9]+")
_SENTENCE_END = frozenset({".", "!", "?"})


@lru_cache(maxsize=1)
def _tagger() -> Any:  # noqa: ANN401 (the library is untyped)
    # Loading it takes half a second, which only those who design should pay.
    from textblob.en.taggers import PatternTagger  # noqa: PLC0415

    tagger = PatternTagger()
    with warnings.catch_warnings():
        # It reads its lexicon on first use and leaves the closing of the file to the interpreter.
        warnings.simplefilter("ignore", ResourceWarning)
        tagger.tag("read", tokenize=True)
    return tagger


def tagged(text: str) -> tuple[Word, ...]:
    """The words and signs of a text with their parts of speech."""
    if not text.strip():
        return ()
    return tuple(Word(word, tag) for word, tag in _tagger().tag(text, tokenize=True))


def singular(noun: str) -> str:
    """The singular of a noun, in lower case; what is no plural comes back as it is."""
    low = noun.lower()
    if low in _SINGULAR:
        return _SINGULAR[low]
    if low in _SAME or len(low) < 4 or not low.endswith("s") or low.endswith(("ss", "us", "is")):
        return _irregular(low)
    if low.endswith("ies"):
        return low[:-3] + "y"
    if low.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return low[:-2]
    return low[:-1]


def _irregular(low: str) -> str:
    if low in _SAME or low.endswith("s") or len(low) < 3:
        return low
    if low in {"children", "people", "mice", "feet", "teeth", "geese", "oxen", "criteria", "phenomena", "cacti"}:
        from textblob.en.inflect import singularize  # noqa: PLC0415

        return {"criteria": "criterion"}.get(low) or str(singularize(low))
    return low


def plural(noun: str) -> str:
    """The plural of a noun, in lower case; what has none comes back as it is."""
    low = noun.lower()
    if low in _PLURAL:
        return _PLURAL[low]
    if low in _SAME:
        return low
    if re.search(r"\d$|\W$", low):
        return low
    if low.endswith(("-in", "-out", "-up", "-off", "-on")):
        return low + "s"
    from textblob.en.inflect import pluralize  # noqa: PLC0415

    return str(pluralize(low))


def is_plural(noun: str) -> bool:
    """Whether the noun is a plural that differs from its singular."""
    return singular(noun) != noun.lower()


@lru_cache(maxsize=4096)
def lemma(word: str) -> str:
    """The dictionary form of a word ("replying" → "reply")."""
    import simplemma  # noqa: PLC0415

    low = word.lower()
    found = str(simplemma.lemmatize(low, lang="en"))
    # No English verb ends in -aye or -oye; its rules make "playe" of "playing".
    return low[:-3] if low.endswith(("aying", "oying")) and found == f"{low[:-3]}e" else found


@lru_cache(maxsize=4096)
def is_english(word: str) -> bool:
    """Whether an English dictionary knows the word."""
    import simplemma  # noqa: PLC0415

    return bool(simplemma.is_known(word.lower(), lang="en"))


def identifier(words: str, fallback: str = "item") -> str:
    """A snake_case name of at most 40 characters, starting with a letter."""
    flat = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    parts = [part.lower() for part in _TOKEN.findall(flat.replace("'s", "").replace("’s", ""))]
    name = "_".join(parts)
    if not name:
        return fallback
    if not name[0].isalpha():
        name = f"{fallback}_{name}"
    return name[:40].rstrip("_")


def slug(words: str, fallback: str = "page") -> str:
    """A route segment: lower-case words joined by dashes."""
    return identifier(words, fallback).replace("_", "-")


def capital(words: str) -> str:
    """The words with the first letter in upper case, the rest as they are."""
    return words[:1].upper() + words[1:]


def joined(items: list[str] | tuple[str, ...]) -> str:
    """Items as English writes them: "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
