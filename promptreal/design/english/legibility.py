"""Whether a prompt speaks of an app at all: a remark about the weather makes no app of rain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from promptreal.design.english.lexicon import is_person
from promptreal.design.english.plain import unfolded
from promptreal.design.english.verbs import EMPTY, VERBS
from promptreal.design.english.words import Word, is_plural, singular, tagged

# Words that name an app, a part of one, or what people do with one.
_APP = re.compile(
    r"\b(app|apps|application|web|web-?site|site|page|homepage|dashboard|panel|platform|portal|software|system|tool|"
    r"tracker|manager|management|planner|organi[sz]er|generator|builder|editor|calculator|api|rest|service|database|"
    r"pipeline|etl|csv|reports?|analytics|charts?|shop|store|diary|journal|logbook|timetable|marketplace|blog|forum|wiki|crm|erp|cms|catalog(?:ue)?|"
    r"directory|booking|reservations?|inventory|calendar|schedule|list|lists|log|logs|records?|game|quiz|survey|poll|"
    r"users?|customers?|clients?|members?|admins?|manage|track|search|filters?|should|can|could|let|allow|form|forms)\b",
    re.IGNORECASE,
)
_ASKING = frozenset({"make", "build", "create", "develop", "implement", "design", "write", "want", "need", "generate"})
_SUBJECTS = frozenset({"i", "we", "he", "she", "it", "they", "you", "this", "that", "there"})
_PRONOUNS = _SUBJECTS | {"me", "us", "him", "her", "them", "my", "your", "our"}
_FINITE = frozenset({"am", "is", "are", "was", "were", "has", "have", "had", "does", "did"})


def speaks_of_an_app(prompt: str) -> bool:
    """Whether the prompt names an app, or asks for one, or lists what one would keep.

    A sentence with a subject and a finite verb, and without any such word, is about something else.
    """
    words = [word for word in tagged(prompt) if any(character.isalpha() for character in word.text)]
    if _APP.search(prompt) or not words:
        return bool(words)
    listed = re.match(r"[^.:,]{3,60}:[^,.:]+(?:,|\bwith\b|\band\b)", prompt) is not None
    parts = listed or (len(words) > 2 and words[1].low == "with" and is_plural(words[0].low))
    if parts or len(unfolded(prompt)) > 1:
        return True  # "club: members, courts"; "albums with tracks"; or what an app is for, and what people do
    lows = [word.low for word in words]
    if lows[0] in _SUBJECTS:
        return bool(set(lows) & {"want", "need"})
    if lows[0] in _ASKING | {"please"}:
        # "make it pop" and "make me rich" ask for something, but not for a thing.
        things = [word for word in words[1:] if word.is_noun]
        return bool(things) and (lows[1] not in _PRONOUNS or len(things) > 1)
    if lows[0] in {"a", "an", "each", "every"} and {"has", "contains"} & set(lows):
        return True  # what a thing has
    return not _says_something(words)


def _says_something(words: Sequence[Word]) -> bool:
    """Whether this is a statement or an order that has nothing to do with keeping things."""
    first = words[0]
    if first.tag in {"VB", "VBP"} and first.low not in VERBS and first.low not in EMPTY:
        return True
    for before, here in pairwise(words):
        people = is_plural(before.low) and is_person(singular(before.low))
        if here.tag in {"VBZ", "VBD"} and here.low not in VERBS and not people:
            return True
        if here.low in _FINITE and before.low in _SUBJECTS:
            return True
    return False
