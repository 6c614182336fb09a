"""Plain statements of what people do ("organizers create events"), said as the reader of sentences takes them.

"A site where organizers create events and attendees buy tickets" becomes three sentences: "a site", "organizers can
create events" and "attendees can buy tickets".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from promptreal.design.lexicon import FEATURE_HEADS, LIGHT, PLACES, is_person
from promptreal.design.phrases import SEPARATORS
from promptreal.design.verbs import AMBIGUOUS, EMPTY, NOMINALS, VERBS, verb_of
from promptreal.design.words import Word, is_plural, lemma, singular, tagged, vocabulary
from promptreal.spec import ActionKind

MODALS = vocabulary("can could should must may might will would shall")
# What may stand before the subject of such a statement.
_OPENERS = vocabulary("where while whereby and , : ; - – —")
_ENDINGS = ("er", "or", "ee")
# Things that end as people do.
_THINGS = vocabulary(
    "order number letter filter color paper tracker container server computer sensor charger voucher newsletter "
    "chapter folder offer calendar answer flyer poster sticker tower drawer power error door floor center meter "
    "quarter factor mirror motor reactor vector sector monitor coffee fee tree register header footer slider "
    "timer reminder layer counter banner wallpaper water corner river summer winter matter disorder border "
    "transfer editor player reader viewer printer scanner router trailer planner builder generator calculator "
    "indicator separator operator behavior behaviour flavor flavour harbor labor humor degree committee dinner "
    "supper buffer cover master parameter character semester theater weather feather rubber timber prayer "
    "identifier pointer marker helper wrapper parser loader renderer controller cluster adapter connector hour "
    "cursor anchor"
) - {"player", "reader", "editor", "viewer"}
_RARELY_VERBS = vocabulary("report like list page form display record log test set feature show")
_MOST_MODIFIERS = 3


@dataclass(frozen=True)
class _Statement:
    """Where a statement starts, and its verb; `spoken` is the verb as it stands after "can".

    It is empty where a modal verb is there already.
    """

    start: int
    verb: int
    spoken: str


def unfolded(sentence: str) -> list[str]:
    """The sentence with every plain statement in it as a sentence of its own; untouched when there is none."""
    words = tagged(sentence.rstrip(".!? "))
    found = _statements(words)
    if not found:
        return [sentence]
    ends = [*(one.start for one in found[1:]), len(words)]
    frame = _stripped(words[: found[0].start])
    spoken = []
    for one, end in zip(found, ends, strict=True):
        part = list(words[one.start : end])
        if one.spoken:
            at = one.verb - one.start
            part = [*part[:at], Word("can", "MD"), Word(one.spoken, "VB"), *part[at + 1 :]]
        spoken.append(_stripped(part))
    if frame:
        # "…, with a dashboard" at the end belongs to the whole, not to what the last of them does.
        cut = _tail_at(spoken[-1])
        frame, spoken[-1] = [*frame, *spoken[-1][cut + 1 :]], _stripped(spoken[-1][:cut])
    return [" ".join(word.text for word in part) for part in [frame, *spoken] if part]


def _statements(words: Sequence[Word]) -> list[_Statement]:
    found: list[_Statement] = []
    for at in range(1, len(words) - 1):
        start = _subject_start(words, at - 1)
        if start is None or (found and start <= found[-1].verb):
            continue
        before = words[start - 1].low if start else ""
        if words[at].low in MODALS:
            if before == ":":
                found.append(_Statement(start, at, ""))
            continue
        gerund = words[at].low.endswith("ing")
        if start and before not in _OPENERS and not (gerund and before == "with"):
            continue
        verb = _verb(words, at, gerund=gerund and start > 0)
        if verb:
            found.append(_Statement(start, at, verb))
    return found


def _subject_start(words: Sequence[Word], at: int) -> int | None:
    """Where the noun phrase for people starts that ends at this word; None when it is no such phrase."""
    if not is_plural(words[at].low) or not _is_people(singular(words[at].low)):
        return None
    start = at
    while start and at - start < _MOST_MODIFIERS and words[start - 1].tag.startswith(("JJ", "NN", "DT", "PRP$", "CD")):
        if words[start - 1].low in SEPARATORS | _OPENERS:
            break
        start -= 1
    return start


def _is_people(noun: str) -> bool:
    return is_person(noun) or (len(noun) > 4 and noun.endswith(_ENDINGS) and noun not in _THINGS)


def _verb(words: Sequence[Word], at: int, *, gerund: bool) -> str:
    """The base form of the verb at this place; empty when it is none."""
    low, after = words[at].low, words[at + 1]
    if gerund:
        base = verb_of(low).lemma
        offers = base in VERBS and VERBS[base].kind is ActionKind.BROWSE  # "with companies offering …" describes them
        return base if base in VERBS and not offers and after.low not in SEPARATORS else ""
    if low not in VERBS or low in EMPTY | _RARELY_VERBS or lemma(low) != low:
        return ""
    governs = after.tag.startswith(("DT", "PRP", "NNS", "JJ", "CD", "IN", "TO", "WP")) or after.low in {"and", "or"}
    if low in AMBIGUOUS or not words[at].tag.startswith("VB"):
        # "customers order management" is about orders, "customers open tickets" about what they do.
        compound = (
            after.is_noun and not is_plural(after.low) and after.low in NOMINALS.keys() | LIGHT | PLACES | FEATURE_HEADS
        )
        return low if governs or (after.is_noun and not compound) or words[at].tag.startswith("VB") else ""
    return low if after.low not in SEPARATORS or after.low in {"and", "or"} else ""


def _tail_at(words: Sequence[Word]) -> int:
    """Where a ", with …" starts at the end of a statement; the statement's length when there is none."""
    for at in range(1, len(words) - 2):
        if words[at].low == "," and words[at + 1].low == "with":
            return at
    return len(words)


def _stripped(words: Sequence[Word]) -> list[Word]:
    """Without the words that only joined it to what stood around it."""
    kept = list(words)
    while kept and kept[-1].low in _OPENERS | {"with", "."}:
        kept.pop()
    while kept and kept[0].low in _OPENERS:
        kept.pop(0)
    return kept
