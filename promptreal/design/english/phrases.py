"""Noun phrases: what a run of words names, freed of what does not tell one thing from another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from promptreal.design.english.lexicon import (
    ATTRIBUTES,
    DESCRIBES,
    EMPTY_COMPLEMENTS,
    EMPTY_MODIFIERS,
    FEATURE_HEADS,
    LIGHT,
    PLACES,
    REPORTS,
)
from promptreal.design.english.words import Word, is_plural, plural, singular, vocabulary

SEPARATORS = frozenset({",", "and", "or", ";", "/", "&", "plus", "nor"})
_DROPPED_TAGS = ("DT", "PRP", "RB", "POS", "WP", "WDT", "WRB", "PDT", "EX", "UH", "MD", "TO")
_KEPT_TAGS = ("NN", "JJ", "VBN", "VBG", "VBD", "CD", "FW", "VB", "IN")
_NOT_WORDS = frozenset({"'", '"', "``", "''", "“", "”", "(", ")", ".", ":", "!", "?", "*", "-", "–", "—", "’", "‘"})
PREPOSITIONS = vocabulary(
    "for in on at by with without to from into onto about across through via under over between among within "
    "during after before as against per around than like upon towards toward throughout regarding concerning "
    "using based according while if when where so because since until unless whether that which who whom "
    "whose then"
)


# Participles that are no things, also where the tagger takes them for nouns.
_PAST = frozenset({"paid", "done", "sold", "bought", "sent", "taken", "given", "seen", "made"})
_BEING = frozenset({"be", "is", "are", "was", "were", "been", "being", "able"})
_PRONOUNS = frozenset({"they", "we", "you", "it", "i", "he", "she"})


@dataclass(frozen=True)
class Phrase:
    """A noun phrase.

    `words` are its telling words in lower case with the head, singular, at the end; `surface` the same words as the
    prompt writes them. `mine` is true for "their own X"; `dropped` are the modifiers that tell nothing. `adjective`
    says that the word before the head is one.
    """

    words: tuple[str, ...]
    surface: tuple[str, ...]
    plural: bool = False
    mine: bool = False
    proper: bool = False
    dropped: tuple[str, ...] = ()
    adjective: bool = False

    @property
    def head(self) -> str:
        """The last word, in the singular."""
        return self.words[-1]

    @property
    def modifiers(self) -> tuple[str, ...]:
        """All words before the head."""
        return self.words[:-1]

    @property
    def label(self) -> str:
        """The phrase in the singular, as a person writes it."""
        return " ".join((*self.surface[:-1], self.surface[-1]))

    @property
    def written(self) -> str:
        """The phrase in the number that the prompt has it in."""
        last = self.surface[-1]
        if self.plural:
            last = last + "s" if last.isupper() else plural(last) if last.islower() else plural(last).capitalize()
        return " ".join((*self.surface[:-1], last))

    def without_head(self) -> Phrase | None:
        """What stands before the head, as a phrase of its own; None when nothing does."""
        if len(self.words) < 2:
            return None
        last = singular(self.words[-2])
        surface = self.surface[:-1]
        single = singular(surface[-1]) if surface[-1].islower() else surface[-1]
        return replace(
            self,
            words=(*self.words[:-2], last),
            surface=(*surface[:-1], single),
            plural=is_plural(self.words[-2]),
            adjective=False,
        )

    def with_head(self, head: Phrase) -> Phrase:
        """This phrase as the modifier of another's head ("bus" + "railway tickets" → "bus ticket")."""
        return replace(
            self,
            words=(*self.words, head.head),
            surface=(*self.surface, head.surface[-1]),
            plural=head.plural,
            dropped=(*self.dropped, *head.dropped),
        )


def phrase(words: Sequence[Word]) -> Phrase | None:
    """The first noun phrase in a run of words; None when they name nothing."""
    kept: list[Word] = []
    mine = False
    dropped: list[str] = []
    for index, word in enumerate(words):
        low = word.low
        if low in {"their", "own", "my", "your", "his", "her"}:
            mine = True
        if low == "of" and kept:
            rest = phrase(words[index + 1 :])
            return _of(_made(kept, mine, dropped), rest)
        postmodifier = word.tag == "VBG" and kept and kept[-1].tag == "NNS" and words[index - 1] is kept[-1]
        if kept and (low in PREPOSITIONS or low in _PRONOUNS or postmodifier):
            break
        if low in _NOT_WORDS | _BEING | PREPOSITIONS or (word.tag.startswith(_DROPPED_TAGS) and low != "leave"):
            continue
        if low in {"etc", "etc.", "e.g.", "e.g", "i.e."} or not any(character.isalnum() for character in low):
            continue
        if not word.tag.startswith(_KEPT_TAGS):
            continue
        before_practice = low == "best" and index + 1 < len(words) and words[index + 1].low.startswith("practice")
        if (low.isdigit() or low == "one") and index + 1 < len(words) and words[index + 1].tag.startswith(("NN", "JJ")):
            continue  # "the top 10 products" are products
        empty = low in EMPTY_MODIFIERS and not word.tag.startswith("NNS") and not before_practice
        if empty or (DESCRIBES.match(low) and index + 1 < len(words)):
            dropped.append(low)
            continue
        kept.append(word)
    return _made(kept, mine, dropped)


def _made(kept: list[Word], mine: bool, dropped: list[str]) -> Phrase | None:
    if len(kept) > 1 and kept[-1].tag in {"VBN", "VBD"} and is_plural(kept[-2].low):
        kept = kept[:-1]  # "materials used" are materials
    if not kept or (len(kept) == 1 and kept[0].low in _PAST):
        return None
    lows = [_clean(word.low).removesuffix("-related") for word in kept]
    texts = [_clean(word.text).removesuffix("-related") for word in kept]
    proper = len(kept[-1].text) > 1 and kept[-1].text[0].isupper()
    head = singular(lows[-1])
    surface_head = texts[-1] if texts[-1].isupper() and len(texts[-1]) > 1 else singular(texts[-1])
    if proper and not texts[-1].isupper():
        surface_head = surface_head.capitalize()
    surface = list(texts[:-1])
    told = kept[-2] if len(kept) > 1 else None
    adjective = told is not None and (
        told.tag.startswith(("JJ", "VBN", "VBD")) or told.low.endswith(("-related", "-based"))
    )
    return Phrase(
        words=(*lows[:-1], head),
        surface=(*surface, surface_head),
        plural=is_plural(lows[-1]),
        mine=mine,
        proper=proper,
        dropped=tuple(dropped),
        adjective=adjective,
    )


def _clean(text: str) -> str:
    return text.strip("\"'“”’‘.,*()[]{}<>`").removesuffix("'s").removesuffix("’s") or text


def _of(first: Phrase | None, rest: Phrase | None) -> Phrase | None:
    """ "list of posts" is about posts, "topics of interest" about topics, "price of tickets" about tickets' price."""
    if first is None or rest is None:
        return first or rest
    if " ".join(rest.words) in EMPTY_COMPLEMENTS or rest.head in EMPTY_COMPLEMENTS:
        return first
    light = first.head in LIGHT or first.head in {
        "type",
        "kind",
        "range",
        "variety",
        "number",
        "piece",
        "collection",
        "category",
        "set",
        "group",
        "form",
    }
    if light and len(first.words) == 1:
        return replace(rest, mine=rest.mine or first.mine)
    if first.head in {"field", "place", "year", "cause", "point", "area"} and len(rest.words) == 1:
        return replace(
            first, words=(f"{first.head} of {rest.head}",), surface=(f"{first.surface[-1]} of {rest.surface[-1]}",)
        )
    if first.head in ATTRIBUTES and len(first.words) == 1:
        return rest.with_head(first)
    return first


def split_items(words: Sequence[Word]) -> list[tuple[str, list[Word]]]:
    """A coordination's members, each with the separator before it ("" for the first)."""
    items: list[tuple[str, list[Word]]] = []
    separator = ""
    current: list[Word] = []
    for word in words:
        if word.low in SEPARATORS:
            if current:
                items.append((separator, current))
                separator, current = word.low, []
            elif word.low in {"and", "or"}:
                separator = word.low
            continue
        current.append(word)
    if current:
        items.append((separator, current))
    return items


def phrases(words: Sequence[Word]) -> list[Phrase]:
    """The members of a coordination, each complete ("bus and railway tickets" → bus ticket, railway ticket)."""
    return completed(split_items(words))


def completed(items: Sequence[tuple[str, list[Word]]]) -> list[Phrase]:
    """The noun phrases of a coordination's members; bare members get the head that a later one has for them."""
    found = [(separator, item, one) for separator, item in items if (one := phrase(item)) is not None]
    result: list[Phrase] = []
    for index, (_, item, one) in enumerate(found):
        donor = _donor(found, index) if _bare(item, one) else None
        result.append(one.with_head(donor) if donor else one)
    return result


def _bare(item: list[Word], one: Phrase) -> bool:
    if item[0].low in {"a", "an"}:
        return False  # "a blog and a request form" are two
    telling = [word for word in item if not word.tag.startswith(("DT", "PRP", "RB"))]
    if len(telling) == 1 and telling[0].tag in {"JJ", "VBG", "VBN"} and not one.proper:
        return True
    return (
        len(telling) == 1
        and telling[0].tag != "NNS"
        and not one.plural
        and not one.proper
        and one.head not in ATTRIBUTES | LIGHT
        and one.head not in {"sales"}
    )


def _donor(found: Sequence[tuple[str, list[Word], Phrase]], index: int) -> Phrase | None:
    """The phrase whose head a bare member shares: the next after "and", through other bare members from the start."""
    for separator, item, one in found[index + 1 :]:
        if _bare(item, one):
            if index and separator == ",":
                return None
            continue
        first = found[index][1][-1].tag in {"JJ", "VBG", "VBN"}
        shared = first or one.plural or one.head in FEATURE_HEADS | LIGHT | PLACES | REPORTS
        complements = any(word.low in PREPOSITIONS or word.low == "of" for word in item)
        return (
            one if separator in {"and", "or", "/", "&"} and len(one.words) > 1 and shared and not complements else None
        )
    return None
