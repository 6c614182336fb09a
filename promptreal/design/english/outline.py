"""Prompts that only list what there is: "football league: teams, players, matches with scores".

Such a list has no verbs, so what stands in it is told apart by number: plurals are things of their own, singulars are
what a thing consists of. What follows "with" belongs to the member before it, up to the end of that smaller list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from promptreal.design.english.clauses import MODALS
from promptreal.design.english.concepts import ACTIVITY_NOUNS, Sort, concept
from promptreal.design.english.lexicon import APP_WORDS, ATTRIBUTES, FEATURE_HEADS, LIGHT, MASS, PLACES
from promptreal.design.english.phrases import Phrase, phrase, split_items
from promptreal.design.english.verbals import cut_complements, starts_verb
from promptreal.design.english.verbs import AMBIGUOUS, VERBS
from promptreal.design.english.wishes import Feature, Listing, Reading
from promptreal.design.english.words import Word, capital, is_plural, lemma, singular, tagged
from promptreal.design.things.fields import shape
from promptreal.spec import FieldType

_MOST_HEAD_WORDS = 12
_ANSWERS = frozenset({"including", "like", "namely", "following", "as"})
_THINGS = frozenset({Sort.THING, Sort.PEOPLE})
_COLUMNS = re.compile(r"\b(?:columns?|fields?|headers?|attributes?|properties)\b", re.IGNORECASE)
_FILES = re.compile(r"\b(?:csv|json|xml|excel|xlsx?|spreadsheet|file)s?\b", re.IGNORECASE)
_DATA = re.compile(r"\b(?:etl|pipeline|validat\w+|import\w*|ingest\w*)\b", re.IGNORECASE)
# What shows records, and is no part of one.
_VIEWS = frozenset(
    {"table", "chart", "graph", "board", "calendar", "schedule", "list", "report", "dashboard", "map"}
) | {
    "log",
    "history",
}
_COUNTS = frozenset({"number", "amount", "count", "total", "sum", "sets", "reps", "repetitions"})
_ARTICLES = frozenset({"a", "an", "the", "each", "every", "its", "their", "his", "her"})


@dataclass
class _Member:
    """One member of a list: its words, and what it has ("matches" with "scores")."""

    words: list[Word]
    parts: list[list[Word]] = field(default_factory=list)

    @property
    def phrase(self) -> Phrase | None:
        """The noun phrase that it is."""
        return phrase(cut_complements(self.words)[0])

    @property
    def is_thing(self) -> bool:
        """Whether it names things that are kept, and no value of another thing."""
        one = self.phrase
        if one is None or {word.low for word in self.words} & _COUNTS:
            return False
        if self.parts or (one.plural and one.head in ACTIVITY_NOUNS):
            return True
        return _is_many(one) and singular(one.head) not in ATTRIBUTES and not is_written(one)


def _is_many(one: Phrase) -> bool:
    return one.plural or one.head in MASS or one.head == "hours"


def is_written(one: Phrase) -> bool:
    """Whether people write it down in one field: ingredients, instructions, requirements."""
    said = shape(one.words)
    return said.type is FieldType.TEXT and said.example == "paragraph"


def children(
    reading: Reading, owner: Phrase, items: Sequence[tuple[str, list[Word]]], quote: str
) -> list[tuple[str, list[Word]]]:
    """Takes the things out of what somebody or something has ("owners have several pets"); the rest are values."""
    rest = []
    for separator, item in items:
        member = _Member(list(item))
        one = member.phrase
        many = {word.low for word in item} & {"several", "many", "multiple"}
        counted = one is not None and not many and (shape(one.words).type.is_number or shape(one.words).type.is_time)
        if one is None or counted or not member.is_thing or not owner.plural or concept(one).sort not in _THINGS:
            rest.append((separator, item))
            continue
        reading.features.append(Feature(one, quote))
        reading.wholes.append((one, owner))
    return rest


def outlined(reading: Reading, spoken: str, quote: str, *, first: bool) -> str:
    """Adds what a list says to a reading, and gives back the words that are still to be read as a sentence."""
    if _belonging(reading, spoken, quote):
        return ""
    head, colon, rest = spoken.partition(":")
    if colon and rest.strip() and _is_head(head):
        return _after_colon(reading, head.strip(), rest.strip(" ."), quote, first=first)
    return spoken if colon else _of_things(reading, spoken, quote)


def _is_head(head: str) -> bool:
    words = tagged(head)
    if not words or len(words) > _MOST_HEAD_WORDS or {word.low for word in words} & MODALS:
        return False
    return words[-1].low not in _ANSWERS and "(" not in head


def _after_colon(reading: Reading, head: str, rest: str, quote: str, *, first: bool) -> str:
    members = _members(_words(_plain(rest)))
    if not members or (len(members) < 2 and not members[0].parts) or any(_is_told(member.words) for member in members):
        return f"{head}: {rest}"
    things = [member for member in members if member.is_thing]
    holder = _holder(head)
    named = holder is not None and (holder.head in FEATURE_HEADS | LIGHT | PLACES or holder.head in APP_WORDS)
    columns = bool(_COLUMNS.search(head) or _FILES.search(head) or _DATA.search(head))
    if len(things) * 2 > len(members) and (first or named) and not columns:
        _choices(reading, rest, quote)
        for member in members:
            one = member.phrase
            if (
                one is not None
                and not member.is_thing
                and shape(one.words).type.is_time
                and things[0].phrase is not None
            ):
                _listed(reading, things[0].phrase, [member.words], quote)  # "items, due dates"
            else:
                _keep(reading, member, quote)
        return head if first else ""
    if holder is None or (not columns and (len(things) * 2 > len(members) or (named and not first))):
        return f"{head}: {rest}"
    if first and not columns and "with" not in {word.low for word in tagged(head)} and not holder.plural:
        return f"{head}: {rest}"
    _choices(reading, rest, quote)
    apart = [] if columns else [member for member in members if member.is_thing]
    for member in apart:
        _keep(reading, member, quote)
    _listed(reading, holder, [member.words for member in members if member not in apart], quote, whole=columns)
    return head if first or columns else f"{_FEATURES}{head}"


# What makes a bare noun phrase a sentence about the app.
_FEATURES = "the app should have "


def _plain(rest: str) -> str:
    """Without what stands in parentheses, which the reader of sentences takes by itself."""
    return re.sub(r"\s*\([^()]*\)", "", rest)


def _words(text: str) -> list[Word]:
    words = [word for word in tagged(text) if word.text.strip()]
    if words and words[0].text[1:].islower():
        words[0] = Word(words[0].low, words[0].tag)
    return words


def _choices(reading: Reading, rest: str, quote: str) -> None:
    """What stands in parentheses is said of the noun before ("type (income or expense)")."""
    for match in re.finditer(r"([^,;()]+)\(([^()]+)\)", rest):
        holder = phrase(_words(re.split(r"\b(?:with|and|or)\b", match[1])[-1]))
        if holder is not None:
            _listed(reading, holder, [item for _, item in split_items(_words(match[2]))], quote, inside=True)


def _is_told(words: Sequence[Word]) -> bool:
    """Whether a member of a list says what is done instead of what there is."""
    first = words[0]
    if is_plural(first.low) and (len(words) == 1 or words[1].tag.startswith(("IN", "TO"))):
        return False  # "matches with scores" are no deed
    if first.low == "search" or first.low.startswith("filter"):
        return True
    if starts_verb(list(words), gerund=True) is not None and not is_plural(words[-1].low):
        return True
    base = first.low in VERBS and lemma(first.low) == first.low
    if base and (first.low not in AMBIGUOUS or (len(words) > 1 and first.tag.startswith("VB"))):
        return True
    relative = {"who", "that", "which", "where", "whose"}
    return any(word.low in MODALS | relative or word.tag in {"VBZ", "PRP"} for word in words[1:])


def _members(words: Sequence[Word]) -> list[_Member]:
    found: list[_Member] = []
    open_, closed = False, False
    for separator, item in split_items(words):
        at = next((at for at, word in enumerate(item) if word.low in {"with", "having"} and at), 0)
        one = phrase(item)
        many = one is not None and one.plural and singular(one.head) not in ATTRIBUTES
        sibling = separator == "," and many and (closed or len(found) > 1)
        if at:
            found.append(_Member(list(item[:at]), [list(item[at + 1 :])]))
            open_, closed = True, False
        elif open_ and not sibling:
            found[-1].parts.append(list(item))
            closed = closed or separator in {"and", "or", "&"}
        else:
            found.append(_Member(list(item)))
            open_ = closed = False
    return [member for member in found if member.phrase is not None]


def _holder(head: str) -> Phrase | None:
    """What a list after a colon is about: the last thing in the words before it that is no file format."""
    words = [word for word in tagged(_FILES.sub(" ", _COLUMNS.sub(" ", head))) if word.text.strip()]
    while words and words[-1].tag.startswith(("IN", "TO", "VBG", "VBN", "DT", "WDT")):
        words = words[:-1]
    tail: list[Word] = []
    for word in reversed(words):
        if word.tag.startswith(("IN", "TO", "WDT", "CC", "VBZ", "VBP")) or word.low in {",", "that", "which"}:
            # "that imports readings": what follows is the verb, whatever the tagger takes it for.
            tail = tail[1:] if word.low in {"that", "which"} else tail
            break
        tail.insert(0, word)
    return phrase(tail)


def _keep(reading: Reading, member: _Member, quote: str) -> None:
    """A member as a thing of its own, with its parts and with what it is counted by ("grades per subject")."""
    core, complements = cut_complements(member.words)
    one = phrase(core)
    if one is None:
        return
    per = [each for c in complements if c.preposition in {"per", "by"} for each in c.phrases if not each.plural]
    singular_thing = not _is_many(one) and concept(one).sort in _THINGS
    if one.head == "table" and len(one.words) > 1 and not one.plural:
        reading.unmet.append(f"“{capital(one.label)}”: standings are not worked out from the records.")
        return
    if singular_thing and not per and not member.parts:
        return  # it may be anything: what nothing is made of is said in the end
    if concept(one).sort is Sort.STATISTIC and not member.parts:
        reading.features.append(Feature(one, quote, complements))
        return
    if one.plural and (concept(one).sort is Sort.ATTRIBUTE or one.words == ("item",)):
        reading.kept.append((one, quote))
    reading.features.append(Feature(one, quote))
    views = [part for part in member.parts if (view := phrase(part)) is not None and view.head in _VIEWS]
    reading.features += [Feature(view, quote) for part in views if (view := phrase(part)) is not None]
    parts = [part for part in member.parts if part not in views]
    for part in views:
        view = phrase(part)
        if view is not None and view.head == "table":
            reading.unmet.append(f"“{capital(view.label)}”: standings are not worked out from the records.")
            reading.features = [each for each in reading.features if each.phrase != view]
    if parts or per:
        _listed(reading, one, [*parts, *([Word(text, "NN") for text in each.surface] for each in per)], quote)


def _listed(reading: Reading, holder: Phrase, items: Sequence[Sequence[Word]], quote: str, **more: bool) -> None:
    kept = [[word for word in item if word.low not in _ARTICLES] for item in items]
    found = [(one, words) for words in kept if (one := phrase(words)) is not None]
    texts = tuple(" ".join(word.text for word in words) for _, words in found)
    reading.listings.append(Listing(holder, tuple(one for one, _ in found), quote, texts, **more))


def _of_things(reading: Reading, spoken: str, quote: str) -> str:
    """ "recipes with ingredients and ratings": the recipes are kept, and what they have is theirs."""
    words = _words(_plain(spoken.rstrip(".")))
    lows = [word.low for word in words]
    if lows[1:2] == ["per"] and reading.kind_text and is_plural(lows[0]):
        _keep(reading, _Member(words), quote)
        return ""
    if "with" not in lows or set(lows) & MODALS:
        return spoken
    at = lows.index("with")
    holder = phrase([word for word in words[:at] if word.low not in _ARTICLES])
    plain = all(word.tag.startswith(("NN", "JJ", "DT", "PRP$", "VBG", "VBN")) for word in words[:at])
    if holder is None or not plain or not holder.plural or holder.head in APP_WORDS | PLACES | LIGHT - {"item"}:
        return spoken
    if holder.words == ("item",):
        reading.kept.append((holder, quote))
    elif concept(holder).sort not in _THINGS or starts_verb(words[:at], gerund=True) is not None:
        return spoken
    members = _members(words[at + 1 :])
    if not members or any(_is_told(member.words) for member in members):
        return spoken
    _choices(reading, spoken, quote)
    reading.features.append(Feature(holder, quote))
    views = [member for member in members if (one := member.phrase) is not None and one.head in _VIEWS]
    reading.features += [Feature(one, quote) for member in views if (one := member.phrase) is not None]
    parts = [member for member in members if not member.is_thing and member not in views]
    if parts:
        _listed(reading, holder, [member.words for member in parts], quote)
    for member in members:
        one = member.phrase
        if member.is_thing and one is not None:
            _keep(reading, member, quote)
            reading.wholes.append((one, holder))
    if reading.kind is None:
        reading.kind = holder
        reading.kind_text = " ".join(word.text for word in words[:at] if word.tag != "DT")
    return ""


# "each appointment is for a pet", "contacts belong to companies": what one thing has to do with another.
_BELONGING = re.compile(
    r"^(?P<part>(?:(?:each|every|an?|the|all)\s+)?[\w-]+(?:\s[\w-]+){0,2}?)\s+"
    r"(?:(?:can|may|must|should|will)\s+)?(?:belongs?\s+to|(?:lives?|stays?|works?)\s+(?:in|at|for)|(?:is|are|be)\s+(?:always\s+)?"
    r"(?:part\s+of|for|about|from|(?:made|owned|written|sold|given|run)\s+by|"
    r"(?:linked|assigned|related|connected|attached)\s+to))\s+"
    r"(?P<whole>(?:exactly\s+)?(?:an?|one|the|exactly one|several|many)?\s*[\w-]+(?:\s[\w-]+){0,2})$",
    re.IGNORECASE,
)


def _belonging(reading: Reading, spoken: str, quote: str) -> bool:
    match = _BELONGING.match(spoken.strip(" ."))
    part, whole = (phrase(_words(match[name])) for name in ("part", "whole")) if match else (None, None)
    if match is None or part is None or whole is None:
        return False
    many = [replace(one, plural=True) for one in (part, whole)]
    if any(concept(one).sort not in _THINGS | {Sort.ACT} or one.head in APP_WORDS | LIGHT for one in many):
        return False
    if not (part.plural or match["part"].lower().split()[0] in _ARTICLES):
        return False
    reading.kept += [(one, quote) for one in many]
    reading.wholes.append((part, whole))
    return True
