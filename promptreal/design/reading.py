"""From sentences to wishes: who wants to do what with which things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from promptreal.design.lexicon import APP_WORDS, FEATURE_HEADS, LIGHT, PEOPLE, PLACES
from promptreal.design.phrases import PREPOSITIONS, SEPARATORS, Phrase, completed, phrase, phrases, split_items
from promptreal.design.style import is_about_style, mentions
from promptreal.design.verbs import AMBIGUOUS, EMPTY, NOMINALS, VERBS, is_verb, verb_of
from promptreal.design.words import Word, is_english, lemma, singular, tagged, vocabulary

_SENTENCES = 80


@dataclass(frozen=True)
class Complement:
    """A preposition and what it governs ("in different countries")."""

    preposition: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True)
class Wish:
    """A verb phrase: `actor` does `verb` (dictionary form) to `objects`. `quote` is the prompt's own words."""

    verb: str
    objects: tuple[Phrase, ...] = ()
    complements: tuple[Complement, ...] = ()
    actor: Phrase | None = None
    quote: str = ""
    explicit: bool = True
    adverbial: bool = False


@dataclass(frozen=True)
class Feature:
    """A noun phrase that the app "should have"."""

    phrase: Phrase
    quote: str
    complements: tuple[Complement, ...] = ()


@dataclass(frozen=True)
class Listing:
    """What a noun is said to consist of or to be exemplified by ("information such as model, fabric and size")."""

    holder: Phrase | None
    items: tuple[Phrase, ...]
    quote: str
    texts: tuple[str, ...] = ()


@dataclass
class Reading:
    """All that was read: in the order of the prompt. `kind` is the noun phrase for the app itself."""

    kind: Phrase | None = None
    kind_text: str = ""
    subject: tuple[Phrase, ...] = ()
    name: str = ""
    wishes: list[Wish] = field(default_factory=list)
    features: list[Feature] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    known_share: float = 1.0


_MODALS = vocabulary("can could should must may might will would shall")
_ADVERBS = vocabulary(
    "also then easily automatically quickly directly anonymously securely simply only always either further freely not"
)
_LEAD = vocabulary("implement develop create build design make need want write generate produce give provide")
_LIST_MARKS = frozenset({"including", "like", "namely", "e.g.", "e.g"})
_WITH = ("match", "connect", "communicat", "interact", "shar", "chat", "collaborat", "associat", "message")
_HOLDS = vocabulary("have include contain provide offer support feature comprise require need")


def read(prompt: str) -> Reading:
    """Everything that the prompt says, sentence by sentence."""
    reading = Reading()
    plain = [kept for one in sentences(prompt) if (kept := _without_style(one))]
    reading.sentences = plain
    words = [word for word in re.findall(r"[^\W\d_]+", " ".join(plain).lower()) if len(word) > 2]
    known = [word for word in words if is_english(word)]
    reading.known_share = len(known) / len(words) if words else 0.0
    for number, sentence in enumerate(plain[:_SENTENCES]):
        _Sentence(reading, sentence, first=number == 0).read()
    return reading


def _without_style(sentence: str) -> str:
    """The sentence without what only says how things should look; often nothing is left."""
    if not is_about_style(sentence):
        return sentence
    pieces = re.split(r",\s*(?:and\s+)?", sentence.rstrip("."))
    kept = [piece for piece in pieces if not mentions(piece)]
    return ", ".join(kept) if kept and len(pieces) > 2 else ""


def sentences(prompt: str) -> list[str]:
    """The prompt's sentences and list lines, without bullets."""
    found = []
    for line in re.split(r"(?<=[.!?])\s+(?=[A-Z\"“])|;\s+|\n+", prompt):
        line = re.sub(r"^\s*(?:[-*•]|\d+[.)])\s*", "", line).strip()
        if line:
            found.append(line)
    return found


class _Sentence:
    """One sentence on its way into a reading: split where the grammar changes, each part read by its kind."""

    def __init__(self, reading: Reading, text: str, *, first: bool) -> None:
        self.reading = reading
        self.text = text.rstrip(".!? ")
        self.first = first
        self.actor: Phrase | None = None
        self.name = _quoted(self.text) if first else ""
        reading.name = reading.name or self.name
        named = rf"(,?\s*(?:called|named|titled))?\s*[\"“']?{re.escape(self.name)}[\"”']?"
        spoken = re.sub(named, "", self.text, count=1) if self.name else self.text
        self.joined = {f"{one}em": f"{one}'em" for one in re.findall(r"(\w+)['’]em\b", spoken)}
        spoken = re.sub(r"(\w)['’]em\b", r"\1em", spoken)
        words = [word for word in tagged(spoken) if word.text.strip()]
        if words and words[0].text[1:].islower():
            words[0] = Word(words[0].low, words[0].tag)
        self.words = self._without_parentheses(words)

    def _without_parentheses(self, words: Sequence[Word]) -> list[Word]:
        """The words outside parentheses; what is inside is a listing of the noun before."""
        outside: list[Word] = []
        inside: list[Word] | None = None
        for word in words:
            if word.low == "(":
                inside = []
            elif word.low == ")" and inside is not None:
                if inside and inside[0].low in {"such", "like", "e.g.", "including", "for"}:
                    inside = inside[2 if inside[0].low in {"such", "for"} else 1 :]
                holder = next((one for one in reversed(phrases(outside[-6:]))), None)
                self._listed(holder, split_items(inside))
                inside = None
            elif inside is not None:
                inside.append(word)
            else:
                outside.append(word)
        return outside

    def _listed(self, holder: Phrase | None, items: Sequence[tuple[str, list[Word]]]) -> Phrase | None:
        found = completed(items)
        texts = tuple(" ".join(word.text for word in item) for _, item in items)
        if found or texts:
            self.reading.listings.append(Listing(holder, tuple(found), self.text, texts))
        return found[-1] if found else None

    def read(self) -> None:
        words = self.words
        start = self._lead()
        words = self.words = self._with_modal(words)
        if not start and self.first and len(words) > 2 and words[0].low in {"a", "an"} and _names_kind(words):
            start = 1
        if start:
            self._kind(words[start:])
            return
        if not any(word.low in _MODALS for word in words) and not self._imperative(words):
            self._fragment(words)
            return
        self._clauses(words, "start")

    def _with_modal(self, words: list[Word]) -> list[Word]:
        """ "Sales reps log calls" as "Sales reps can log calls": a plain sentence about what people do."""
        if any(word.low in _MODALS for word in words):
            return words
        for index in range(1, min(5, len(words) - 1)):
            before, here, after = words[index - 1], words[index], words[index + 1]
            plain = (
                before.tag == "NNS"
                and here.low in VERBS
                and lemma(here.low) == here.low
                and after.low not in SEPARATORS
            )
            if plain and here.low not in {"report", "like"}:
                return [*words[:index], Word("can", "MD"), *words[index:]]
            if before.low in SEPARATORS:
                break
        return words

    # --- the first sentence: what is to be made ---------------------------------------------------------------

    def _lead(self) -> int:
        """Where the noun phrase for the app starts, when the sentence asks for one; else 0."""
        for index, word in enumerate(self.words[:8]):
            if word.low in {"please", ",", "we", "i", "you", "could", "can", "would", "like", "to", "help", "me", "us"}:
                continue
            if word.low in _LEAD and index + 1 < len(self.words) and self.words[index + 1].low in {"me", "us"}:
                return index + 2
            if (
                word.low in _LEAD
                and index + 1 < len(self.words)
                and (word.low not in {"need", "provide"} or self.first)
            ):
                return index + 1
            return 0
        return 0

    def _kind(self, words: Sequence[Word]) -> None:
        """ "a link tree website for displaying and managing links": the kind, then what it is for."""
        end = _clause_end(words, kind=True)
        if end < len(words) and words[end].low in {",", "and"} and not _marker(words, end + 1):
            further = _clause_end(words[end + 1 :], kind=True)
            more = phrase(words[end + 1 : end + 1 + further])
            if more is not None and further <= 4:
                end += 1 + further
        if self.reading.kind is None:
            found = phrases(words[:end])
            self.reading.kind = next((one for one in found if one.head in APP_WORDS), found[0] if found else None)
            text = " ".join(word.text for word in words[:end] if word.tag != "DT")
            for short, whole in self.joined.items():
                text = text.replace(short, whole)
            self.reading.kind_text = text
        else:
            for one in phrases(words[:end]):
                self.reading.features.append(Feature(one, self.text))
        rest = list(words[end:])
        self.reading.name = self.reading.name or self.name
        while rest and rest[0].low in {",", "called", "named", "titled"}:
            rest = rest[1:]
        self._clauses(rest, "kind")

    def _imperative(self, words: Sequence[Word]) -> bool:
        first = next((word for word in words if word.low not in _ADVERBS and word.low != "please"), None)
        if first is not None and first.low in AMBIGUOUS and len(words) > 1 and words[1].low in _KIND_HEADS:
            return False
        return (
            first is not None
            and (first.low in VERBS or first.low in {"show", "have", "let", "allow", "include", "use"})
            and len(words) > 1
        )

    def _fragment(self, words: Sequence[Word]) -> None:
        """A wish without a verb: "customer analytics with sales trends and filters for date range"."""
        if len(words) > 2 and words[0].low in {"i", "we"}:
            words = words[2:]
        end = _clause_end(words, kind=True, fragment=True)
        found = phrases(words[:end])
        if self.reading.kind is None and found and self.first:
            self.reading.kind = found[0]
            self.reading.kind_text = " ".join(word.text for word in words[:end] if word.tag != "DT").split(",")[0]
            found = found[1:]
        for one in found:
            self.reading.features.append(Feature(one, self.text))
        self._clauses(list(words[end:]), "kind")

    # --- clauses ------------------------------------------------------------------------------------------------

    def _clauses(self, words: Sequence[Word], state: str) -> None:
        """Reads clause after clause; `state` says what the words before were."""
        rest = list(words)
        last: Phrase | None = self.reading.kind if state == "kind" else None
        self.lead = state == "kind"
        while rest:
            while rest and rest[0].low in SEPARATORS:
                rest = rest[1:]
            if not rest:
                return
            kind, size = _opening(rest, state)
            if kind == "subject":
                subject, verb_at = _subject(rest)
                self.actor = subject or self.actor
                if _marker(rest, verb_at) == "allow":
                    rest = rest[verb_at:]
                    continue
                end = _clause_end(rest[verb_at:]) + verb_at
                last = self._verbs(rest[verb_at:end], gerund=False) or subject
                rest = rest[end:]
            elif kind == "relative":
                conditional = rest[0].low in {"when", "if", "while", "so"}
                rest = rest[size:]
                if conditional and rest and not _subject(rest)[1]:
                    rest = rest[_clause_end(rest) :]
                    continue
                if (
                    rest
                    and rest[0].low not in _MODALS
                    and rest[0].low.endswith("s")
                    and lemma(rest[0].low) != rest[0].low
                ):
                    rest = [Word(lemma(rest[0].low), "VB"), *rest[1:]]
                state = "relative"
                continue
            else:
                body = rest[size:]
                tos = [
                    at
                    for at, word in enumerate(body[:7])
                    if word.low == "to" and at + 1 < len(body) and _is_purpose(body, at)
                ]
                offset = tos[0] + 1 if tos and kind == "allow" else 0
                end = (
                    offset + _clause_end(body[offset:])
                    if offset
                    else _clause_end(body, listing=kind in {"list", "paren"}, about=kind == "about")
                )
                last = self._clause(kind, body[:end], last) or last
                rest = body[end:]
            state = "next"

    def _clause(self, kind: str, body: Sequence[Word], last: Phrase | None) -> Phrase | None:
        if not body:
            return None
        if kind == "allow":
            return self._allow(body)
        if kind in {"gerund", "verbs"}:
            return self._verbs(body, gerund=kind == "gerund")
        if kind in {"list", "paren"}:
            return self._list(body, last)
        if kind == "with":
            return self._with(body, last)
        if kind == "about":
            core, complements = _cut(body)
            found = tuple(phrases(core))
            if last is not None and last is self.reading.kind:
                self.reading.subject += found
                if {"report", "dashboard", "analytics", "generator", "chart"} & set(self.reading.kind.words):
                    self.reading.wishes.append(Wish("analyze", found, complements, None, self.text))
            return None
        return None

    def _allow(self, body: Sequence[Word]) -> Phrase | None:
        """ "users to create profiles" after "allowing"."""
        for index, word in enumerate(body):
            infinitive = word.low == "to" and index + 1 < len(body) and _is_purpose(body, index)
            if infinitive or (
                index and word.low != "to" and (word.tag == "VB" or (word.low in VERBS and word.low not in AMBIGUOUS))
            ):
                self.actor = phrase(body[:index]) or self.actor
                return self._verbs(body[index + (word.low == "to") :], gerund=False)
        talk = [word for word in body if word.low in {"communication", "messaging", "chat"}]
        return self._features(talk[:1]) if talk else None

    def _list(self, body: Sequence[Word], holder: Phrase | None, *, parts: bool = False) -> Phrase | None:
        """What follows "such as", "including" or, as `parts` of the holder, "with"."""
        places = holder is not None and holder.head in PLACES
        if not places and _is_gerund(list(body)):
            return self._verbs(body, gerund=True)
        items = split_items(body)
        filters = next(
            (at for at, (_, item) in enumerate(items) if item[0].low.startswith("filter") and len(item) > 2), None
        )
        if filters is not None:
            self._features(_joined(items[filters:]))
            items = items[:filters]
        cut = len(items)
        for index, (_, item) in enumerate(items):
            if index and not places and _starts_verb(item, gerund=False, strict=True) is not None:
                cut = index
                break
        members = [(separator, item) for separator, item in items[:cut] if item[0].low != "etc"]
        about_app = holder is None or holder.head in FEATURE_HEADS or holder is self.reading.kind
        wishes = [item for _, item in members if about_app and _starts_verb(item, gerund=True)]
        for item in wishes:
            self._verbs(item, gerund=True)
        members = [one for one in members if one[1] not in wishes]
        last = None
        if (
            holder is None
            or (self.lead and not parts and holder.head not in LIGHT and not places)
            or holder is self.reading.kind
            or holder.head in FEATURE_HEADS
        ):
            for one in completed(members):
                self.reading.features.append(Feature(one, self.text))
                last = one
        else:
            last = self._listed(holder, members)
        if cut < len(items):
            return self._verbs(_joined(items[cut:]), gerund=False)
        return last

    def _with(self, body: Sequence[Word], holder: Phrase | None) -> Phrase | None:
        if holder is None or holder is self.reading.kind:
            self._features(body)
            return None
        return self._list(body, holder, parts=True)

    def _features(self, body: Sequence[Word]) -> Phrase | None:
        last = None
        members: list[tuple[str, list[Word]]] = []
        wishes: list[tuple[str, Wish]] = []
        for separator, item in split_items(_after_feature(body)):
            verb = _starts_verb(item, gerund=True)
            if verb is not None and verb not in EMPTY and (len(item) > 1 or verb in VERBS):
                wish = _wish(verb, item, self.actor, self.text)
                wishes.append((separator, wish))
                last = wish.objects[-1] if wish.objects else last
            elif wishes and wishes[-1][1].objects and last is wishes[-1][1].objects[-1] and not _is_feature(item):
                before = wishes[-1][1]
                more = tuple(phrases(_cut(item)[0]))
                wishes[-1] = (wishes[-1][0], replace(before, objects=(*before.objects, *more)))
                last = more[-1] if more else last
            elif (
                members and separator in {"and", "or"} and not item[0].tag.startswith("DT") and _filters(members[-1][1])
            ):
                members[-1][1].extend([Word(separator, "CC"), *item])
            else:
                members.append((separator, list(item)))
        self.reading.wishes += _shared(wishes)
        whole = completed(members)
        named = [item for _, item in members if phrase(item) is not None]
        for one, item in zip(whole, named, strict=True):
            self.reading.features.append(Feature(one, self.text, _cut(item)[1]))
            last = one
        return last

    def _verbs(self, body: Sequence[Word], *, gerund: bool) -> Phrase | None:
        """A coordination of verb phrases; what has no object of its own gets its neighbour's."""
        groups = _groups(body, gerund=gerund)
        if groups and groups[0][1] is None:
            return self._features(body)
        wishes: list[tuple[str, Wish]] = []
        last: Phrase | None = None
        for separator, verb, item in groups:
            if (verb in _HOLDS and self.actor is not None) or verb in {"have", "include", "contain"}:
                while item and item[0].tag == "RB":
                    item = item[1:]  # noqa: PLW2901 (adverbs before the verb)
                last = self._holds(item[1:], verb or "") or last
                continue
            if verb is None or verb == "be":
                continue
            wish = _wish(verb, item, self.actor, self.text)
            wishes.append((separator, wish))
            if wish.objects:
                last = wish.objects[-1]
            if wish.complements:
                last = wish.complements[-1].phrases[-1]
        self.reading.wishes += _shared(wishes)
        return last

    def _holds(self, item: Sequence[Word], verb: str) -> Phrase | None:
        """What something should have: features of the app, or parts of the thing that is the subject."""
        body = list(item)
        actor = self.actor
        about_app = actor is None or is_app(actor, self.reading.kind)
        if about_app:
            return self._features(body)
        assert actor is not None
        if verb in {"provide", "offer", "support", "feature", "need", "require"}:
            self.reading.wishes.append(_wish(verb, [Word(verb, "VB"), *body], actor, self.text))
            return None
        return self._listed(actor, split_items(body))


def is_app(one: Phrase, kind: Phrase | None) -> bool:
    """Whether a phrase means the app itself ("the platform", "the forum")."""
    if one.head in PEOPLE and one.head not in {"forum", "editor"}:
        return False
    if one.head in APP_WORDS or one.words == ("application",):
        return True
    return kind is not None and (
        kind.words[-len(one.words) :] == one.words or (one.words == (one.head,) and one.head in kind.words)
    )


def _is_feature(item: Sequence[Word]) -> bool:
    """Whether a member names a capability ("time tracking") and not one more object of the verb before."""
    low = item[-1].low
    return low.endswith("ing") or low in LIGHT or low in NOMINALS or singular(low) in FEATURE_HEADS


def _joined(items: Sequence[tuple[str, list[Word]]]) -> list[Word]:
    """The words of a coordination's members, put together again."""
    words: list[Word] = []
    for separator, item in items:
        words += [*([Word(separator, "CC" if separator.isalpha() else ",")] if words else []), *item]
    return words


def _names_kind(words: Sequence[Word]) -> bool:
    """Whether a sentence starts with what is wanted ("a site where users can …") and not with who does something."""
    for index, word in enumerate(words[:12]):
        if word.low in _MODALS:
            return False
        if _marker(words, index) in {"relative", "list"} or word.low in {"for", "with", "to"}:
            return True
    return False


def _filters(item: Sequence[Word]) -> bool:
    return any(word.low.startswith(("filter", "search", "sort")) for word in item) and any(
        word.low in {"for", "by", "on"} for word in item
    )


def _after_feature(words: Sequence[Word]) -> list[Word]:
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


def _quoted(text: str) -> str:
    match = re.search(
        r"\b(?:called|named|titled)\s+[\"“']?((?:[A-Z][\w&'-]*|of|the|and|for|in)(?:\s+(?:[A-Z0-9][\w&'-]*|of|the|and|for|in))*)",
        text,
    )
    if match:
        return re.sub(r"\s+(?:of|the|and|for|in)$", "", match.group(1))
    quoted = re.search(r"[\"“]([^\"”]{3,60})[\"”]", text)
    return quoted.group(1) if quoted else ""


def _marker(words: Sequence[Word], index: int) -> str:
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


def _opening(words: Sequence[Word], state: str) -> tuple[str, int]:
    """The kind of the clause that comes, and how many words introduce it."""
    marker = _marker(words, 0)
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
        return ("gerund", 1) if _is_gerund(words[1:]) else ("about", 1)
    if low == "to" and len(words) > 1:
        return ("allow", 2) if _marker(words, 1) == "allow" else ("verbs", 1)
    if low == "each":
        return "skip", 1
    if low == "with":
        return "with", 1
    if low in {"by", "through", "via", "using"}:
        return "skip", 1
    if _is_passive(words):
        return "skip", 0
    if _subject(words)[1]:
        return "subject", 0
    if state in {"start", "relative"} or _starts_verb(list(words[:6]), gerund=False) is not None:
        return "verbs", 0
    if _is_gerund(words):
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
        if word.low in _MODALS:
            after = [one for one in words[index + 1 : index + 5] if one.tag != "RB" and one.low not in _ADVERBS]
            return len(after) > 1 and after[0].low == "be" and after[1].tag in {"VBN", "VBD"}
    return False


def _subject(words: Sequence[Word]) -> tuple[Phrase | None, int]:
    """The subject before a modal verb, and where the verb after the modal starts; 0 when the words are no such clause."""
    for index, word in enumerate(words[:14]):
        if word.low in _MODALS or _is_wanting(words, index):
            at = index + 1
            while at < len(words) and (
                words[at].low in _ADVERBS or words[at].low in {"be", "able", "to"} or words[at].tag == "RB"
            ):
                at += 1
            before = list(words[:index])
            while any(one.low == "," for one in before):
                before = before[next(at for at, one in enumerate(before) if one.low == ",") + 1 :]
            subject = phrase([one for one in before if one.low not in {"where", "and", "also"}])
            return subject, at if at < len(words) else 0
        if _marker(words, index) and index:
            return None, 0
    return None, 0


def _clause_end(
    words: Sequence[Word], *, kind: bool = False, listing: bool = False, fragment: bool = False, about: bool = False
) -> int:
    """Where the clause that starts here gives way to another."""
    for index, word in enumerate(words):
        if index == 0 and not kind:
            continue
        marker = _marker(words, index)
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
        if (low == "for" and _is_gerund(words[index + 1 :])) or (low == "each" and words[index - 1].low == ","):
            return index
        if about and low == "," and _is_gerund(words[index + 1 :]):
            return index
        if (
            low == "with"
            and not kind
            and index + 1 < len(words)
            and words[index + 1].tag != "PRP"
            and words[index - 1].low != "touch"
            and words[index - 1].tag.startswith("NN")
            and not any(one.low.startswith(_WITH) for one in words[:index])
        ):
            return index
        if low == "to" and index + 1 < len(words) and _is_purpose(words, index):
            return index
        if (
            low in {"and", ",", ";"}
            and index + 1 < len(words)
            and _subject(words[index + 1 :])[1]
            and _near_modal(words[index + 1 :])
        ):
            return index
        if (low in {"using", "by"} and _is_gerund(words[index:])) or (low == "by" and _is_gerund(words[index + 1 :])):
            return index
    return len(words)


_KIND_HEADS = vocabulary(
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
    if words[index].low in _SHOWING and after not in APP_WORDS | _KIND_HEADS | {"application"}:
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
        if word.low in _MODALS or _is_wanting(words, index):
            return True
        if word.low in {",", ";"}:
            return False
    return False


def _is_purpose(words: Sequence[Word], index: int) -> bool:
    """ "to" before a base verb, and not the complement of "reply to"."""
    following = [word for word in words[index + 1 : index + 4] if word.low not in _ADVERBS and word.tag != "RB"]
    if not following:
        return False
    after = following[0]
    return (after.tag in {"VB", "VBP"} or (after.low in VERBS and lemma(after.low) == after.low)) and words[
        index - 1
    ].low not in {"able", "how"}


def _is_gerund(words: Sequence[Word]) -> bool:
    item = [word for word in words[:4] if word.low not in _ADVERBS]
    return bool(item) and _starts_verb(item, gerund=True) is not None


_RATHER_NOUNS = vocabulary(
    "design schedule plan list record rank score set message display process report support access feedback "
    "quote group file export import test play chat order program purchase host chart image match text store"
)
# After an ambiguous word these make a compound ("reply records"), not an object.
_NOUN_TAILS = vocabulary("record history list page form report tracking information management sheet")
_NOUN_GERUNDS = vocabulary(
    "training building meeting listing marketing shipping pricing parking wedding clothing housing "
    "manufacturing engineering accounting staffing banking camping gaming rating setting heading shopping "
    "catering recycling learning programming nothing something anything everything thing morning evening king "
    "ring spring string testing consulting nursing coaching dining bidding mailing lighting painting wing "
    "during according regarding following corresponding existing interesting willing ceiling working upcoming "
    "serving ongoing leading living missing matching outstanding pending remaining"
)


def _starts_verb(item: Sequence[Word], *, gerund: bool, strict: bool = False, lead: bool = False) -> str | None:
    """The dictionary form of the verb that an item starts with; None when it starts with something else."""
    words = [word for word in item if word.low not in _ADVERBS and word.tag != "RB"]
    if not words:
        return None
    first, after = words[0], words[1] if len(words) > 1 else None
    low = first.low
    if gerund:
        if not low.endswith("ing") or len(low) < 5 or low in {"reporting", "messaging"}:
            return None
        if low in _NOUN_GERUNDS and verb_of(low).lemma not in VERBS:
            return None
        if (
            low in {"during", "according", "regarding", "following", "corresponding", "existing", "including"}
            and low != "following"
        ):
            return None
        if after is not None and _ends_light(words) and after.tag.startswith("NN") and len(words) == 2:
            return None
        return verb_of(low).lemma
    if low in {"log", "sign"} and after is not None and after.low in {"in", "up", "into", "out"}:
        return {"in": "login", "into": "login", "up": "register", "out": "logout"}[after.low]
    if low in {"view", "browse", "create", "manage", "receive", "access"}:
        return low
    base = low if is_verb(low) else lemma(low) if first.tag in {"VBZ"} and is_verb(lemma(low)) else ""
    if base and (low not in AMBIGUOUS or (lead and after is not None)):
        return base
    if base:
        if strict and (after is None or not after.tag.startswith(("DT", "PRP", "NN", "JJ", "IN", "TO"))):
            return None
        if after is None:
            return "?" + base
        last = singular(words[-1].low)
        kind = VERBS[base].kind if base in VERBS else None
        object_verb = kind is not None and kind.value not in {"attach", "toggle", "message", "transition"}
        if lead:
            return base
        if (
            len(words) < 4
            and after.is_noun
            and (
                last in FEATURE_HEADS | PLACES
                or (last in _NOUN_TAILS and not (object_verb and after.tag == "NNS"))
                or (last in NOMINALS and last != "booking")
            )
        ):
            return None
        if (after.tag == "VBG" or after.low.endswith("ing")) and low in {"text", "work", "test", "file"}:
            return None
        return base
    if after is not None and after.tag == "DT" and first.tag.startswith("NN") and not strict and lemma(low) == low:
        return low
    if first.tag in {"VB", "VBP"} and is_english(low) and lemma(low) == low and len(low) > 2:
        return low
    return None


def _ends_light(words: Sequence[Word]) -> bool:
    last = words[-1].low
    return last in LIGHT or last in FEATURE_HEADS or last in PLACES or last.rstrip("s") in FEATURE_HEADS


def _groups(body: Sequence[Word], *, gerund: bool) -> list[tuple[str, str | None, list[Word]]]:
    """Verb phrases of a coordination: the separator before each, its verb, its words."""
    groups: list[tuple[str, str | None, list[Word]]] = []
    for separator, item in split_items(body):
        lows = [word.low for word in item[:3]]
        forced = lows == ["be", "able", "to"] and len(item) > 3
        if forced:
            item = item[3:]  # noqa: PLW2901 ("and be able to" only repeats the modal)
        verb = _starts_verb(item, gerund=gerund, lead=not groups or forced)
        if (
            verb is None
            and gerund
            and groups
            and _starts_verb(item, gerund=False, strict=True)
            and item[0].tag.startswith("VB")
        ):
            verb = _starts_verb(item, gerund=False, strict=True)
        if (
            verb is None
            and not gerund
            and groups
            and item[0].tag == "VBG"
            and len(item) > 1
            and _starts_verb(item, gerund=True)
        ):
            verb = _starts_verb(item, gerund=True)
        holds = bool(groups) and groups[-1][1] in _HOLDS
        if (
            verb is not None
            and holds
            and not forced
            and verb.strip("?") not in _HOLDS
            and (item[0].low in AMBIGUOUS or item[0].tag in {"VBG", "NN", "NNS"})
        ):
            verb = None
        if verb is not None and verb.startswith("?"):
            alone = not groups or forced or len(groups[-1][2]) == 1 or groups[-1][2][-1].low in PREPOSITIONS
            verb = verb[1:] if alone or (not gerund and not holds and verb[1:] not in _RATHER_NOUNS) else None
        if verb is None and groups:
            last_separator, last_verb, words = groups[-1]
            groups[-1] = (
                last_separator,
                last_verb,
                [*words, Word(separator, "CC" if separator.isalpha() else ","), *item],
            )
        else:
            groups.append((separator, verb, list(item)))
    return groups


def _wish(verb: str, item: Sequence[Word], actor: Phrase | None, quote: str) -> Wish:
    words = list(item)
    while words and (words[0].low in _ADVERBS or words[0].tag == "RB"):
        words = words[1:]
    words = words[1:]
    if verb in {"login", "register"} and words and words[0].low in {"in", "up", "into"}:
        words = words[1:]
    if verb == "look" and words and words[0].low in {"up", "for"}:
        verb, words = "search", words[1:]
    if verb == "check" and words and words[0].low in {"out", "in"}:
        verb, words = ("checkout", words[1:]) if words[0].low == "out" else ("checkin", words[1:])
    if verb == "get" and any(word.low == "touch" for word in words):
        verb, words = "contact", [word for word in words if word.low not in {"in", "touch", "with"}]
    if verb == "leave" and any(
        word.low.startswith(("message", "comment", "condolence", "review", "feedback", "note")) for word in words
    ):
        verb = "comment"
    if verb == "place" and words:
        noun = words[-1].low.rstrip("s")
        verb = noun if noun in {"order", "bid", "bet"} else verb
    core, complements = _cut(words)
    objects = tuple(phrases(core))
    if (
        not objects
        and complements
        and complements[0].preposition in {"for", "to", "on", "about", "from", "in", "with"}
        and verb not in {"browse", "search_in"}
    ):
        objects = complements[0].phrases
    pronoun = any(word.low in {"them", "it", "these", "those"} for word in core)
    return Wish(verb, objects, complements, actor, quote, explicit=not (pronoun and not objects), adverbial=bool(words))


def _cut(words: Sequence[Word]) -> tuple[list[Word], tuple[Complement, ...]]:
    """The words up to the first preposition, and the prepositional complements after them."""
    parts: list[tuple[str, list[Word]]] = [("", [])]
    for index, word in enumerate(words):
        low = word.low
        starts = low in PREPOSITIONS or word.tag == "TO"
        if (starts and not (low == "like" and word.tag != "IN") and index + 1 < len(words)) or (
            low in {"on", "off", "up", "out"} and word.tag == "RP"
        ):
            parts.append((low, []))
        else:
            parts[-1][1].append(word)
    complements = tuple(Complement(preposition, tuple(phrases(part))) for preposition, part in parts[1:])
    if len(parts) > 1 and not parts[-1][1]:
        parts = parts[:-1]
    core = [word for word in parts[0][1] if not (word.low in PREPOSITIONS and word is words[-1])]
    return core, tuple(one for one in complements if one.phrases)


def _shared(wishes: list[tuple[str, Wish]]) -> list[Wish]:
    """Objects given to the verbs that lack them: the next verb's after "and", else the one before, else the next."""
    result: list[Wish] = []
    for index, (_, wish) in enumerate(wishes):
        before = next((one for one in reversed(result) if one.objects), None)
        if not wish.objects and not wish.explicit and before is not None:
            result.append(replace(wish, objects=before.objects))
            continue
        if (
            wish.objects
            or (wish.complements and wish.complements[0].preposition != "by" and wish.verb in VERBS)
            or wish.verb in {"login", "register", "logout"}
        ):
            result.append(wish)
            continue
        after = next(((sep, one) for sep, one in wishes[index + 1 :] if one.objects or one.complements), None)
        directly = (
            after is not None
            and wishes[index + 1][0] in {"and", "or"}
            and bool(wishes[index + 1][1].objects)
            and not wish.adverbial
        )
        source = after[1] if after and (directly or before is None) else before
        if source is None:
            result.append(wish)
        else:
            result.append(replace(wish, objects=source.objects, explicit=False))
    return result


__all__ = ["EMPTY", "Complement", "Feature", "Listing", "Reading", "Wish", "is_app", "read", "sentences"]
