"""Plain statements of what people do ("organizers create events"), said as the reader of sentences takes them.

"A site where organizers create events and attendees buy tickets" becomes three sentences: "a site", "organizers can
create events" and "attendees can buy tickets".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from promptreal.design.english.clauses import MODALS
from promptreal.design.english.concepts import ACTIVITY_NOUNS
from promptreal.design.english.lexicon import FEATURE_HEADS, LIGHT, PLACES, is_person
from promptreal.design.english.passives import turned
from promptreal.design.english.phrases import SEPARATORS
from promptreal.design.english.verbals import in_base_form
from promptreal.design.english.verbs import AMBIGUOUS, EMPTY, NOMINALS, VERBS, verb_of
from promptreal.design.english.words import Word, is_plural, lemma, plural, singular, tagged, vocabulary
from promptreal.spec import ActionKind

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
_COLLECTIVES = vocabulary("staff personnel crew faculty people children kids")
# Verbs that say enough without an object.
_ALONE = vocabulary("register login enroll enrol apply vote pay subscribe volunteer bid chat rsvp")
_HAS = vocabulary("has contains includes holds needs stores")
_RARELY_VERBS = vocabulary("report like page form set feature")
# Verbs that make what they are done to: a lesson that is given is a lesson that is there.
_MAKING = frozenset({"give", "teach", "hold", "run"})
# What says of things what they consist of.
_HOLDING = frozenset({"have", "record", "contain", "include", "store"})
# What devices do as well as people.
_SENDING = frozenset({"send", "measure", "emit", "transmit", "upload"})
# Parts of an organization that do things as people do.
_OFFICES = vocabulary("finance office reception management administration accounting sales support hr")
_MOST_MODIFIERS = 3


@dataclass(frozen=True)
class _Statement:
    """Where a statement starts, and its verb; `spoken` is the verb as it stands after "can".

    It is empty where a modal verb is there already. `relative` is true for "requests that managers approve"; `after`
    are the words between "for artists" and the verb in "for artists to exhibit".
    """

    start: int
    verb: int
    spoken: str
    relative: bool = False
    after: int = 0


def unfolded(sentence: str) -> list[str]:
    """The sentence with every plain statement in it as a sentence of its own; untouched when there is none."""
    words = tagged(sentence.rstrip(".!? "))
    if (allowed := _allowed(words)) is not None:
        return unfolded(allowed)
    if (active := turned(words)) is not None:
        return [part for one in active for part in unfolded(one)]
    found = _statements(words)
    if not found:
        return [sentence]
    ends = [*(one.start for one in found[1:]), len(words)]
    frame = _stripped(words[: found[0].start])
    spoken = [_stripped(_said(words, one, end)) for one, end in zip(found, ends, strict=True)]
    if frame:
        # "…, with a dashboard" at the end belongs to the whole, not to what the last of them does.
        cut = _tail_at(spoken[-1])
        frame, spoken[-1] = [*frame, *spoken[-1][cut + 1 :]], _stripped(spoken[-1][:cut])
    return [" ".join(word.text for word in part) for part in [frame, *spoken] if part]


def _allowed(words: Sequence[Word]) -> str | None:
    """ "let staff mark orders as paid" as "staff can mark orders as paid"."""
    for at, word in enumerate(words):
        opens = at == 0 or words[at - 1].low in {",", ";", "and", "also", "please"}
        # "let us know" is said to us.
        if word.low != "let" or not opens or {one.low for one in words[at + 1 : at + 2]} & {"us", "me", "it"}:
            continue
        for verb in range(at + 2, min(at + 6, len(words))):
            if words[verb].tag == "VB" or words[verb].low in VERBS:
                said = [] if all(one.low in {"please", "also", "and", ","} for one in words[:at]) else words[:at]
                kept = [*said, *words[at + 1 : verb], Word("can", "MD"), *words[verb:]]
                return " ".join(one.text for one in kept)
    return None


def _said(words: Sequence[Word], one: _Statement, end: int) -> list[Word]:
    """The statement as a sentence with a modal verb."""
    subject, rest = list(words[one.start : one.verb]), list(words[one.verb + 1 + one.after : end])
    if not one.spoken:
        return list(words[one.start : end])
    if one.spoken == "have":
        # What is said of one is meant of all.
        last = subject[-1].text
        head = Word(last if is_plural(last) else plural(last), "NNS")
        return [
            *(word for word in subject[:-1] if word.tag != "DT"),
            head,
            Word("should", "MD"),
            Word("have", "VB"),
            *rest,
        ]
    left = any(singular(word.low) in ACTIVITY_NOUNS for word in rest[:3])
    spoken = "create" if one.spoken in _MAKING and not left else one.spoken
    if words[one.verb].low.endswith("s") and spoken != words[one.verb].low:
        rest = in_base_form([Word(spoken, "VB"), *rest])[1:]
    return [
        *subject,
        Word("can", "MD"),
        Word(spoken, "VB"),
        *(_object_before(words, one.start) if one.relative else ()),
        *rest,
    ]


def _object_before(words: Sequence[Word], start: int) -> list[Word]:
    """What "that" stands for in "requests that managers approve"."""
    found: list[Word] = []
    for word in reversed(words[: start - 1]):
        noun = word.tag.startswith(("NN", "JJ", "VBG", "VBN")) or word.low == "leave"
        if word.low in SEPARATORS | _OPENERS or not noun:
            break
        found.insert(0, word)
    return found


def _statements(words: Sequence[Word]) -> list[_Statement]:
    found: list[_Statement] = []
    for at in range(1, len(words)):
        single = _third_person(words, at)
        if single is not None and (not found or single[0] > found[-1].verb):
            found.append(_Statement(single[0], at, single[1]))
            continue
        start = _start(words, at)
        if start is None or (found and start <= found[-1].verb):
            continue
        before = words[start - 1].low if start else ""
        if words[at].low in MODALS:
            if before == ":":
                found.append(_Statement(start, at, ""))
            continue
        holding = words[at].low == "have" or (words[at].low in _HOLDING and _subject_start(words, at - 1) is None)
        if holding and at + 1 < len(words) and (not start or before in _OPENERS):
            found.append(_Statement(start, at, "have"))
            continue
        to = words[at].low == "to" and before == "for" and at + 2 < len(words)
        if to and _is_base(words[at + 1]) and words[at + 2].low not in SEPARATORS - {"and", "or"}:
            found.append(_Statement(start, at, words[at + 1].low, after=1))
            continue
        last = at + 1 == len(words) or words[at + 1].low in SEPARATORS
        if before in {"that", "which"} and last and _is_base(words[at]) and _object_before(words, start):
            found.append(_Statement(start, at, words[at].low, relative=True))
            continue
        if at + 1 == len(words):
            continue
        gerund = words[at].low.endswith("ing")
        if start and before not in _OPENERS and not (gerund and before == "with"):
            continue
        verb = _verb(words, at, gerund=gerund and start > 0)
        if verb:
            found.append(_Statement(start, at, verb))
    return found


def _owner_start(words: Sequence[Word], at: int) -> int | None:
    """Where "a student" starts before "has a name and an email"; None when this is no such statement."""
    if words[at].low not in _HAS or at + 1 == len(words):
        return None
    for start in range(at - 1, max(-1, at - 5), -1):
        if words[start].low in {"a", "an", "each", "every"}:
            opens = not start or words[start - 1].low in _OPENERS
            return start if opens and at - start > 1 and words[at - 1].is_noun else None
        if words[start].low in SEPARATORS | _OPENERS:
            return None
    return None


def _third_person(words: Sequence[Word], at: int) -> tuple[int, str] | None:
    """Where "the secretary" starts before "sees who has paid", and the verb's base; None when it is no such clause.

    What is said that somebody or something has ("each student has a name") is "have".
    """
    owner = _owner_start(words, at)
    if owner is not None:
        return owner, "have"
    low = words[at].low
    base = lemma(low)
    if not low.endswith("s") or base == low or base not in VERBS.keys() | _MAKING or base in _RARELY_VERBS:
        return None
    noun = words[at - 1]
    somebody = noun.is_noun and not is_plural(noun.low) and (_is_people(noun.low) or noun.low in _OFFICES)
    after = words[at + 1] if at + 1 < len(words) else None
    if not somebody or (after is None and words[at].tag != "VBZ" and base in AMBIGUOUS):
        return None
    if after is not None and not after.tag.startswith(("DT", "PRP", "NN", "JJ", "IN", "TO", "WP", "CD")):
        return None
    start = at - 1
    while start and at - start < _MOST_MODIFIERS and words[start - 1].tag.startswith(("JJ", "NN", "DT")):
        start -= 1
    opens = not start or words[start - 1].low in _OPENERS
    return (start, base) if opens and words[start].low not in {"each", "every"} else None


def _start(words: Sequence[Word], at: int) -> int | None:
    """Where the subject of the verb at this place starts: people, or with "have" also things."""
    people = _subject_start(words, at - 1)
    things = words[at].low in _HOLDING or (words[at].low in _SENDING and words[at].tag.startswith("VB"))
    return _things_start(words, at - 1) if people is None and things else people


def _things_start(words: Sequence[Word], at: int) -> int | None:
    """Where "deals" starts before "have a value"; None when no noun phrase in the plural ends here."""
    if not is_plural(words[at].low) or not words[at].is_noun:
        return None
    start = at
    while start and at - start < _MOST_MODIFIERS and words[start - 1].tag.startswith(("JJ", "NN", "DT")):
        start -= 1
    return start if not start or words[start - 1].low in _OPENERS else None


def _subject_start(words: Sequence[Word], at: int) -> int | None:
    """Where the noun phrase for people starts that ends at this word; None when it is no such phrase."""
    if words[at].low not in _COLLECTIVES and not (is_plural(words[at].low) and _is_people(singular(words[at].low))):
        return None
    start = at
    while start and at - start < _MOST_MODIFIERS and words[start - 1].tag.startswith(("JJ", "NN", "DT", "PRP$", "CD")):
        if words[start - 1].low in SEPARATORS | _OPENERS:
            break
        start -= 1
    return start


def _is_people(noun: str) -> bool:
    return is_person(noun) or (len(noun) > 4 and noun.endswith(_ENDINGS) and noun not in _THINGS)


def _is_base(word: Word) -> bool:
    known = word.low in VERBS and word.low not in EMPTY | _RARELY_VERBS
    return (known or word.low in _MAKING) and lemma(word.low) == word.low


def _verb(words: Sequence[Word], at: int, *, gerund: bool) -> str:
    """The base form of the verb at this place; empty when it is none."""
    low, after = words[at].low, words[at + 1]
    if gerund:
        base = verb_of(low).lemma
        offers = base in VERBS and VERBS[base].kind is ActionKind.BROWSE  # "with companies offering …" describes them
        return base if base in VERBS and not offers and after.low not in SEPARATORS else ""
    rare = low in {"report", "set", "like"} and after.tag.startswith(("DT", "PRP", "NNS"))
    if not _is_base(words[at]) and not rare:
        return ""
    governs = after.tag.startswith(("DT", "PRP", "NNS", "JJ", "CD", "IN", "TO", "WP")) or after.low in {"and", "or"}
    if low in AMBIGUOUS or not words[at].tag.startswith("VB"):
        # "customers order management" is about orders, "customers open tickets" about what they do.
        compound = (
            after.is_noun and not is_plural(after.low) and after.low in NOMINALS.keys() | LIGHT | PLACES | FEATURE_HEADS
        )
        return low if governs or (after.is_noun and not compound) or words[at].tag.startswith("VB") else ""
    return low if after.low not in SEPARATORS or after.low in {"and", "or"} or low in _ALONE else ""


def _tail_at(words: Sequence[Word]) -> int:
    """Where a ", with …" starts at the end of a statement; the statement's length when there is none."""
    for at in range(1, len(words) - 2):
        if words[at].low == "," and words[at + 1].low == "with":
            return at
    return len(words)


def _stripped(words: Sequence[Word]) -> list[Word]:
    """Without the words that only joined it to what stood around it."""
    kept = list(words)
    while kept and kept[-1].low in _OPENERS | {"with", "that", "which", "for", "."}:
        kept.pop()
    while kept and kept[0].low in _OPENERS:
        kept.pop(0)
    return kept
