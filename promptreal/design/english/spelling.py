"""Slips of the keyboard: a word that no dictionary has and that is nearly one that prompts are made of."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache

from promptreal.design.english.lexicon import APP_WORDS, ATTRIBUTES, PEOPLE, STATISTICS
from promptreal.design.english.verbs import NOMINALS
from promptreal.design.english.words import is_english, plural

_SHORTEST = 6
_NEAR = 0.86
_MORE = (
    "dashboard application inventory product category calendar appointment schedule reservation membership invoice "
    "payment transaction restaurant recipe library property building subscription notification report analytics "
    "generator tracker website portfolio gallery marketplace employee department warehouse supplier equipment vehicle"
)


def mended(text: str) -> str:
    """The text with such words as they were meant; names and all that a dictionary has stay as they are."""
    return re.sub(r"[A-Za-z]+", lambda match: _meant(match[0]), text)


def _meant(word: str) -> str:
    low = word.lower()
    if len(word) < _SHORTEST or word[1:] != low[1:] or is_english(low) or low in _known():
        return word
    near = get_close_matches(low, _known(), n=1, cutoff=_NEAR)
    if not near or near[0][0] != low[0]:
        return word
    return near[0].capitalize() if word[0].isupper() else near[0]


@lru_cache(maxsize=1)
def _known() -> tuple[str, ...]:
    words = {*APP_WORDS, *ATTRIBUTES, *PEOPLE, *STATISTICS, *NOMINALS, *_MORE.split()}
    plain = {word for word in words if len(word) >= _SHORTEST and word.isalpha()}
    return tuple(sorted(plain | {plural(word) for word in plain}))
