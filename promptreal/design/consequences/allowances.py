"""How many of a thing one person may have at a time, as prompts say it: "a member can borrow at most 3 books"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from promptreal.design.english.lexicon import is_person
from promptreal.design.english.words import lemma, singular

_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_MOST = (
    rf"(?:at most|no more than|not more than|up to|a maximum of|maximum of|maximum|max\.?|only)\s+(?:of\s+)?{_COUNT}"
)
_WHAT = r"(?P<what>[a-z]+(?:\s[a-z]+)?)"
_PATTERNS = tuple(
    re.compile(one, re.IGNORECASE)
    for one in (
        rf"\b(?P<who>[a-z]+)\s+(?:can|may|must|should|could|(?:is|are) allowed to)\s+(?:only\s+)?(?P<verb>[a-z]+)"
        rf"(?:\s+out)?\s+{_MOST}\s+{_WHAT}",
        rf"\b(?P<who>[a-z]+)\s+(?:cannot|can not|can['’]t|may not|must not|should not)\s+(?P<verb>[a-z]+)(?:\s+out)?\s+"
        rf"more than\s+{_COUNT}\s+{_WHAT}",
        rf"\b{_MOST}\s+(?P<what>[a-z]+(?:\s[a-z]+)?)\s+(?:per|for each|for every|for one)\s+(?P<who>[a-z]+)",
        rf"\b(?P<who>[a-z]+)\s+(?:is|are)\s+limited to\s+{_COUNT}\s+{_WHAT}",
    )
)
_HAVING = frozenset({"have", "hold", "keep", "make"})


def allowance(sentences: Iterable[str], things: Collection[str], verbs: Collection[str]) -> tuple[int, str, str] | None:
    """The most that one person may have of these things, the words that say so, and who; None where nothing does.

    `things` are nouns in the singular, `verbs` what people do to have them.
    """
    for sentence in sentences:
        for pattern in _PATTERNS:
            for match in pattern.finditer(sentence):
                named = match.groupdict()
                what = {singular(word) for word in named["what"].lower().split()}
                doing = _HAVING | set(verbs)
                fits = what & set(things) and ("verb" not in named or lemma(str(named["verb"]).lower()) in doing)
                who = singular(named["who"].lower())
                if fits and is_person(who):
                    count = named["count"].lower()
                    return _NUMBERS.get(count) or int(count), match[0].strip(), who
    return None
