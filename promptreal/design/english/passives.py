"""Passive clauses turned round: "orders can be cancelled by customers" as what customers can do."""

from __future__ import annotations

from collections.abc import Sequence

from promptreal.design.english.clauses import MODALS
from promptreal.design.english.lexicon import APP_WORDS, is_person
from promptreal.design.english.phrases import SEPARATORS
from promptreal.design.english.verbs import VERBS
from promptreal.design.english.words import Word, is_plural, lemma, singular
from promptreal.spec import ActionKind

_DONE = frozenset(
    {
        ActionKind.TRANSITION,
        ActionKind.ATTACH,
        ActionKind.CREATE,
        ActionKind.UPDATE,
        ActionKind.DELETE,
        ActionKind.TOGGLE,
        ActionKind.DOWNLOAD,
    }
)
# What is said of the app as a whole or of its looks, in the passive too.
_OF_THE_APP = frozenset({"displayed", "shown", "stored", "optimized", "designed", "used", "made", "set", "built"})
_MOST_WORDS = 4


def turned(words: Sequence[Word]) -> list[str] | None:
    """The sentences that say the same in the active voice; None when nothing is in the passive."""
    if (offered := _offered(words)) is not None:
        return offered
    for at, word in enumerate(words):
        base = _base(word.low)
        if at < 1 or word.low in _OF_THE_APP or base == word.low or base not in VERBS or VERBS[base].kind not in _DONE:
            continue
        agent, after = _agent(words, at + 1)
        modal = at > 2 and words[at - 1].low == "be" and words[at - 2].low in MODALS
        whole = modal or words[at - 1].low in {"is", "are"}
        end = at - 2 if modal else at - 1 if whole else at
        start = _subject(words, end)
        if start is None or (not modal and (not agent or any(one.low in MODALS for one in words))):
            continue
        who = agent or [Word("users", "NNS")]
        said = [*who, Word("can", "MD"), Word(base, "VB"), *words[start:end]]
        rest = words[after:]
        if whole:
            return [_text([*words[:start], *said, *rest])]
        return [_text([*words[:end], *rest]), _text(said)]
    return None


def _offered(words: Sequence[Word]) -> list[str] | None:
    """ "cakes you can order": what stands before is what is ordered."""
    for at in range(2, len(words) - 1):
        subject, verb = words[at - 1], words[at + 1]
        somebody = subject.low in {"you", "we", "they"} or (is_plural(subject.low) and is_person(singular(subject.low)))
        end = at - 2 if words[at - 2].low in {"that", "which"} else at - 1
        last = at + 2 == len(words) or words[at + 2].low in SEPARATORS | {"with", "for", "on", "in", "at", "from"}
        if words[at].low not in {"can", "may"} or not somebody or not last or end < 1:
            continue
        start = _subject(words, end)
        if start is None or verb.low not in VERBS or VERBS[verb.low].kind not in _DONE:
            continue
        who = Word("users", "NNS") if subject.tag == "PRP" else subject
        said = [who, Word("can", "MD"), Word(verb.low, "VB"), *words[start:end]]
        return [_text([*words[:end], *words[at + 2 :]]), _text(said)]
    return None


def _base(low: str) -> str:
    """The dictionary form of a participle."""
    one = lemma(low)
    if one in VERBS or not low.endswith("ed"):
        return one
    stem = low[:-2]
    forms = (stem, f"{stem}e", stem[:-1] if stem[-2:-1] == stem[-1:] else stem)
    return next((form for form in forms if form in VERBS), one)


def _agent(words: Sequence[Word], at: int) -> tuple[list[Word], int]:
    """Who does it ("by managers"), and where the words after that start."""
    if at >= len(words) or words[at].low != "by":
        return [], at
    found: list[Word] = []
    for word in words[at + 1 : at + 4]:
        if not word.tag.startswith(("DT", "JJ", "NN")):
            break
        found.append(word)
    people = bool(found) and is_person(singular(found[-1].low))
    return (found, at + 1 + len(found)) if people else ([], at)


def _subject(words: Sequence[Word], end: int) -> int | None:
    """Where the plural noun phrase starts that ends before this place; None when there is none."""
    head = words[end - 1]
    if not head.is_noun or not is_plural(head.low) or singular(head.low) in APP_WORDS:
        return None
    start = end - 1
    while start and end - start < _MOST_WORDS and words[start - 1].tag.startswith(("JJ", "NN", "DT", "VB")):
        if words[start - 1].low in SEPARATORS or (words[start - 1].tag == "VB" and words[start - 1].low != "leave"):
            break
        start -= 1
    return start


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
