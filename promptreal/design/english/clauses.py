"""Clauses: where a sentence turns from one thing to the next, and what kind of clause opens there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from promptreal.design.english.lexicon import APP_WORDS, FEATURE_HEADS, LIGHT
from promptreal.design.english.phrases import SEPARATORS, Phrase, phrase
from promptreal.design.english.verbals import ADVERBS, is_gerund, starts_verb
from promptreal.design.english.verbs import NOMINALS, VERBS
from promptreal.design.english.words import Word, is_plural, lemma, singular, vocabulary

MODALS = vocabulary("can could should must may might will would shall")


_LIST_MARKS = frozenset({"including", "like", "namely", "e.g.", "e.g"})


_SHOWING_THAT = frozenset({"showing", "displaying", "presenting", "tracking", "listing"})
_WITH = ("match", "connect", "communicat", "interact", "shar", "chat", "collaborat", "associat", "message")


def names_kind(words: Sequence[Word]) -> bool:
    """Whether a sentence starts with what is wanted ("a site where users can …") and not with who does something."""
    for index, word in enumerate(words[:12]):
        if word.low in MODALS:
            return False
        if marker_at(words, index) in {"relative", "list"} or word.low in {"for", "with", "to"}:
            return True
    return False


def quoted_name(text: str) -> str:
    """The name that a sentence gives the app ("called Quick Pipes"); empty for none."""
    match = re.search(
        r"\b(?:called|named|titled)\s+[\"“']?((?:[A-Z][\w&'-]*|of|the|and|for|in)(?:\s+(?:[A-Z0-9][\w&'-]*|of|the|and|for|in))*)",
        text,
    )
    if match:
        return re.sub(r"\s+(?:of|the|and|for|in)$", "", match.group(1))
    quoted = re.search(r"[\"“]([^\"”]{3,60})[\"”]", text)
    return quoted.group(1) if quoted else ""


def marker_at(words: Sequence[Word], index: int) -> str:
    """The kind of clause that starts at this word; empty for none."""
    if index >= len(words):
        return ""
    low = words[index].low
    after = words[index + 1].low if index + 1 < len(words) else ""
    if (low == "such" and after == "as") or (low in _LIST_MARKS and after and low != "like"):
        return "list"
    if low == "like" and words[index].tag == "IN" and index and words[index - 1].low not in SEPARATORS:
        return "list"
    if low in {"(", ":"}:
        return "paren"
    if low == ")":
        return "close"
    if low in {
        "allowing",
        "enabling",
        "allows",
        "allow",
        "enables",
        "enable",
        "letting",
        "lets",
        "helping",
        "helps",
        "help",
        "let",
    }:
        return "allow"
    if low in {"where", "which", "that", "who", "so", "when", "if", "while", "whereby"}:
        return "relative"
    return ""


def opening_of(words: Sequence[Word], state: str) -> tuple[str, int]:
    """The kind of the clause that comes, and how many words introduce it."""
    marker = marker_at(words, 0)
    low = words[0].low
    if marker == "list":
        return "list", 2 if low == "such" else 1
    if marker == "paren":
        return "paren", 1
    if marker == "close":
        return "skip", 1
    if marker == "allow":
        return "allow", 1
    if marker == "relative":
        return "relative", 1
    if low in {"for", "of"} and len(words) > 1:
        return ("gerund", 1) if is_gerund(words[1:]) else ("about", 1)
    if low == "to" and len(words) > 1:
        return ("allow", 2) if marker_at(words, 1) == "allow" else ("verbs", 1)
    if low == "each":
        return "skip", 1
    if low == "with":
        return "with", 1
    if low in {"by", "through", "via", "using"}:
        return "skip", 1
    if _is_passive(words):
        return "skip", 0
    if subject_of(words)[1]:
        return "subject", 0
    if state in {"start", "relative"} or starts_verb(list(words[:6]), gerund=False) is not None:
        return "verbs", 0
    if is_gerund(words):
        return "gerund", 0
    return ("with", 0) if state == "kind" else ("skip", 0)


def _is_wanting(words: Sequence[Word], index: int) -> bool:
    """ "I want to see": as good as a modal verb."""
    if words[index].low not in {"want", "need", "like"} or not index or index + 2 >= len(words):
        return False
    return words[index + 1].low == "to" and (
        words[index - 1].low in {"i", "we", "they"} or words[index - 1].tag == "NNS"
    )


def _is_passive(words: Sequence[Word]) -> bool:
    """ "The site should also be optimized": said of the app, done by nobody."""
    for index, word in enumerate(words[:10]):
        if word.low in MODALS:
            after = [one for one in words[index + 1 : index + 5] if one.tag != "RB" and one.low not in ADVERBS]
            return len(after) > 1 and after[0].low == "be" and after[1].tag in {"VBN", "VBD"}
    return False


def subject_of(words: Sequence[Word]) -> tuple[Phrase | None, int]:
    """The subject before a modal verb, and where the verb after it starts; 0 when the words are no such clause."""
    for index, word in enumerate(words[:14]):
        if word.low in MODALS or _is_wanting(words, index):
            at = index + 1
            while at < len(words) and (
                words[at].low in ADVERBS or words[at].low in {"be", "able", "to"} or words[at].tag == "RB"
            ):
                at += 1
            before = list(words[:index])
            while any(one.low == "," for one in before):
                before = before[next(at for at, one in enumerate(before) if one.low == ",") + 1 :]
            subject = phrase([one for one in before if one.low not in {"where", "and", "also"}])
            return subject, at if at < len(words) else 0
        if marker_at(words, index) and index:
            return None, 0
    return None, 0


def clause_end(
    words: Sequence[Word], *, kind: bool = False, listing: bool = False, fragment: bool = False, about: bool = False
) -> int:
    """Where the clause that starts here gives way to another."""
    for index, word in enumerate(words):
        if index == 0 and not kind:
            continue
        marker = marker_at(words, index)
        if marker and not (listing and marker == "paren" and word.low == ":"):
            return index
        low = word.low
        if kind and (
            low in {"for", "to", "with", "of", "called", "named", "by", "on", "in", "about"}
            or (not fragment and low in {","})
            or (
                word.tag == "VBG"
                and index
                and low.endswith("ing")
                and words[index - 1].is_noun
                and _follows_noun(words, index)
            )
        ):
            return index
        if (low == "for" and is_gerund(words[index + 1 :])) or (low == "each" and words[index - 1].low == ","):
            return index
        if about and ((low == "," and is_gerund(words[index + 1 :])) or low in _SHOWING_THAT):
            return index
        if (
            low == "with"
            and not kind
            and index + 1 < len(words)
            and words[index + 1].tag != "PRP"
            and words[index - 1].low != "touch"
            and (words[index - 1].tag.startswith("NN") or is_plural(words[index - 1].low))
            and not any(one.low.startswith(_WITH) for one in words[:index])
        ):
            return index
        if low == "to" and index + 1 < len(words) and is_purpose(words, index):
            return index
        if (
            low in {"and", ",", ";"}
            and index + 1 < len(words)
            and subject_of(words[index + 1 :])[1]
            and _near_modal(words[index + 1 :])
        ):
            return index
        if (low in {"using", "by"} and is_gerund(words[index:])) or (
            low == "by" and index + 2 < len(words) and is_gerund(words[index + 1 :])
        ):
            return index
    return len(words)


KIND_HEADS = vocabulary(
    "generator builder tracker manager app system tool dashboard board site website platform planner log list "
    "page maker editor portal viewer library catalog organizer"
)


_SHOWING = vocabulary(
    "showing displaying tracking presenting featuring containing selling offering managing listing visualizing"
)


def _follows_noun(words: Sequence[Word], index: int) -> bool:
    after = words[index + 1].low if index + 1 < len(words) else ""
    if words[index].low in {"showing", "displaying", "presenting"}:
        return True
    if words[index].low in _SHOWING and after not in APP_WORDS | KIND_HEADS | {"application"}:
        return True
    return words[index - 1].low in {
        "website",
        "site",
        "app",
        "application",
        "system",
        "platform",
        "page",
        "portal",
        "tool",
        "webpage",
    }


def _near_modal(words: Sequence[Word]) -> bool:
    """Whether a modal comes before any comma: a new clause, not a later one."""
    for index, word in enumerate(words[:7]):
        if word.low in MODALS or _is_wanting(words, index):
            return True
        if word.low in {",", ";"}:
            return False
    return False


def is_purpose(words: Sequence[Word], index: int) -> bool:
    """ "to" before a base verb, and not the complement of "reply to"."""
    following = [word for word in words[index + 1 : index + 4] if word.low not in ADVERBS and word.tag != "RB"]
    if not following:
        return False
    after = following[0]
    return (after.tag in {"VB", "VBP"} or (after.low in VERBS and lemma(after.low) == after.low)) and words[
        index - 1
    ].low not in {"able", "how"}


def is_feature(item: Sequence[Word]) -> bool:
    """Whether a member names a capability ("time tracking") and not one more object of the verb before."""
    low = item[-1].low
    return low.endswith("ing") or low in LIGHT or low in NOMINALS or singular(low) in FEATURE_HEADS


def joined_items(items: Sequence[tuple[str, list[Word]]]) -> list[Word]:
    """The words of a coordination's members, put together again."""
    words: list[Word] = []
    for separator, item in items:
        words += [*([Word(separator, "CC" if separator.isalpha() else ",")] if words else []), *item]
    return words


def is_filter(item: Sequence[Word]) -> bool:
    """Whether a member is a filter or a search by something ("filters for date range")."""
    return any(word.low.startswith(("filter", "search", "sort")) for word in item) and any(
        word.low in {"for", "by", "on"} for word in item
    )


def after_feature(words: Sequence[Word]) -> list[Word]:
    """The words without the empty start of "functionalities for X, Y and Z"."""
    for index, word in enumerate(words[:5]):
        if (
            singular(word.low) in FEATURE_HEADS
            and index + 1 < len(words)
            and words[index + 1].low in {"for", "of", "to", "like"}
        ):
            return list(words[index + 2 :])
        if not word.tag.startswith(("DT", "JJ", "RB", "PRP")):
            break
    return list(words)
