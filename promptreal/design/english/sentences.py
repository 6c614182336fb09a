"""One sentence on its way into a reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from promptreal.design.english.clauses import (
    KIND_HEADS,
    MODALS,
    after_feature,
    clause_end,
    is_feature,
    is_filter,
    is_purpose,
    joined_items,
    marker_at,
    names_kind,
    opening_of,
    quoted_name,
    subject_of,
)
from promptreal.design.english.lexicon import APP_WORDS, FEATURE_HEADS, LIGHT, PLACES, is_person, without_manner
from promptreal.design.english.outline import children
from promptreal.design.english.phrases import PREPOSITIONS, SEPARATORS, Phrase, completed, phrase, phrases, split_items
from promptreal.design.english.verbals import (
    ADVERBS,
    HOLDS,
    cut_complements,
    in_base_form,
    is_gerund,
    share_objects,
    starts_verb,
    verb_groups,
    wish_of,
)
from promptreal.design.english.verbs import AMBIGUOUS, EMPTY, VERBS
from promptreal.design.english.wishes import Feature, Listing, Reading, Wish, is_app
from promptreal.design.english.words import Word, lemma, singular, tagged, vocabulary

_DOINGS = vocabulary("scheduling management tracking planning booking monitoring matching administration reporting")
_LEAD = vocabulary("implement develop create build design make need want write generate produce give provide")


class Sentence:
    """One sentence on its way into a reading: split where the grammar changes, each part read by its kind."""

    def __init__(self, reading: Reading, spoken: str, text: str, *, first: bool) -> None:
        """`spoken` is the sentence as it is read, `text` the prompt's own words, which are quoted."""
        self.reading = reading
        self.text = text.rstrip(".!? ")
        self.first = first
        self.actor: Phrase | None = None
        self.goes_on = self.doing = False
        self.name = quoted_name(self.text) if first else ""
        reading.name = reading.name or self.name
        named = rf"(,?\s*(?:called|named|titled))?\s*[\"“']?{re.escape(self.name)}[\"”']?"
        spoken = without_manner(spoken.rstrip(".!? "))
        spoken = re.sub(named, "", spoken, count=1) if self.name else spoken
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
                holder = phrase(_tail(outside))
                whole = holder is not None and holder.head == "file"
                self._listed(holder, split_items(inside), whole=whole, inside=True)
                inside = None
            elif inside is not None:
                inside.append(word)
            else:
                outside.append(word)
        return outside

    def _listed(self, holder: Phrase | None, items: Sequence[tuple[str, list[Word]]], **more: bool) -> Phrase | None:
        found = completed(items)
        texts = tuple(" ".join(word.text for word in item) for _, item in items)
        if found or texts:
            self.reading.listings.append(Listing(holder, tuple(found), self.text, texts, **more))
        return found[-1] if found else None

    def read(self) -> None:
        """Adds what the sentence says to the reading."""
        words = self.words
        start = self._lead()
        if not start and self.first and len(words) > 2 and words[0].low in {"a", "an"} and names_kind(words):
            start = 1
        if start:
            self._kind(words[start:])
            return
        if not any(word.low in MODALS for word in words) and not self._imperative(words):
            self._fragment(words)
            return
        self._clauses(words, "start")

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
        end = clause_end(words, kind=True)
        if end < len(words) and words[end].low in {",", "and"} and not marker_at(words, end + 1):
            further = clause_end(words[end + 1 :], kind=True)
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
        first = next((word for word in words if word.low not in ADVERBS and word.low != "please"), None)
        if first is not None and first.low in AMBIGUOUS and len(words) > 1 and words[1].low in KIND_HEADS:
            return False
        after = words[1].low if len(words) > 1 else ""
        if after in _DOINGS or (after in PREPOSITIONS and words[0].low == "report"):
            return False  # "volunteer scheduling", "report on sales": what is wanted, and no order
        return (
            first is not None
            and (first.low in VERBS or first.low in {"show", "have", "let", "allow", "include", "use"})
            and len(words) > 1
        )

    def _fragment(self, words: Sequence[Word]) -> None:
        """A wish without a verb: "customer analytics with sales trends and filters for date range"."""
        if len(words) > 2 and words[0].low in {"i", "we"}:
            words = words[2:]
        end = clause_end(words, kind=True, fragment=True)
        comma = next((at for at, word in enumerate(words[:end]) if word.low == ","), 0)
        end = comma if comma and self.first and self.reading.kind is None else end
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
            kind, size = opening_of(rest, state)
            if kind == "subject":
                subject, verb_at = subject_of(rest)
                self.actor = subject or self.actor
                if marker_at(rest, verb_at) == "allow":
                    rest = rest[verb_at:]
                    continue
                end = clause_end(rest[verb_at:]) + verb_at
                last = self._verbs(rest[verb_at:end], gerund=False) or subject
                rest = rest[end:]
            elif kind == "relative":
                conditional = rest[0].low in {"when", "if", "while", "so"}
                rest = rest[size:]
                if conditional and rest and not subject_of(rest)[1]:
                    rest = rest[clause_end(rest) :]
                    continue
                if (
                    rest
                    and rest[0].low not in MODALS
                    and rest[0].low.endswith("s")
                    and lemma(rest[0].low) != rest[0].low
                    and not is_person(singular(rest[0].low))
                ):
                    rest = in_base_form(rest)
                state = "relative"
                continue
            else:
                body = rest[size:]
                tos = [
                    at
                    for at, word in enumerate(body[:7])
                    if word.low == "to" and at + 1 < len(body) and is_purpose(body, at)
                ]
                offset = tos[0] + 1 if tos and kind == "allow" else 0
                listing = not offset and kind in {"list", "paren"}
                end = offset + clause_end(body[offset:], listing=listing, about=not offset and kind == "about")
                self.goes_on = end < len(body) and body[end].low == "with"
                last = self._clause(kind, body[:end], last) or last
                rest = body[end:]
            state = "next"

    def _clause(self, kind: str, body: Sequence[Word], last: Phrase | None) -> Phrase | None:
        if not body:
            return None
        if kind == "allow":
            return self._allow(body)
        if kind in {"gerund", "verbs"}:
            self.doing = kind == "gerund"
            return self._verbs(body, gerund=self.doing)
        if kind in {"list", "paren"}:
            return self._list(body, last)
        if kind == "with":
            return self._with(body, last)
        if kind == "about":
            core, complements = cut_complements(body)
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
            infinitive = word.low == "to" and index + 1 < len(body) and is_purpose(body, index)
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
        if not places and is_gerund(list(body)):
            return self._verbs(body, gerund=True)
        items = split_items(body)
        filters = next(
            (at for at, (_, item) in enumerate(items) if item[0].low.startswith("filter") and len(item) > 2), None
        )
        if filters is not None:
            self._features(joined_items(items[filters:]))
            items = items[:filters]
        cut = len(items)
        for index, (_, item) in enumerate(items):
            if index and not places and starts_verb(item, gerund=False, strict=True) is not None:
                cut = index
                break
        members = [(separator, item) for separator, item in items[:cut] if item[0].low != "etc"]
        if parts and self.goes_on and len(members) > 1 and members[-1][0] == ",":
            # "pets with a species and a breed, visits with a diagnosis": the last one is a thing of its own.
            self._list(joined_items(members[:-1]), holder, parts=parts)
            return self._features(members[-1][1])
        about_app = holder is None or holder.head in FEATURE_HEADS or holder is self.reading.kind
        wishes = [item for _, item in members if about_app and starts_verb(item, gerund=True)]
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
            return self._verbs(joined_items(items[cut:]), gerund=False)
        return last

    def _with(self, body: Sequence[Word], holder: Phrase | None) -> Phrase | None:
        if holder is None or holder is self.reading.kind:
            self._features(body)
            return None
        items = split_items(body)
        # "viewing properties with photos, contacting agents and saving favorites" goes on with what is done.
        doings = (at for at, (_, item) in enumerate(items) if at and len(item) > 1 and starts_verb(item, gerund=True))
        first = next(doings, len(items)) if self.doing else len(items)
        found = self._list(joined_items(items[:first]), holder, parts=True)
        return self._verbs(joined_items(items[first:]), gerund=True) if first < len(items) else found

    def _features(self, body: Sequence[Word]) -> Phrase | None:
        last = None
        members: list[tuple[str, list[Word]]] = []
        wishes: list[tuple[str, Wish]] = []
        for separator, item in split_items(after_feature(body)):
            verb = starts_verb(item, gerund=True)
            if verb is not None and verb not in EMPTY and (len(item) > 1 or verb in VERBS):
                wish = wish_of(verb, item, self.actor, self.text)
                wishes.append((separator, wish))
                last = wish.objects[-1] if wish.objects else last
            elif wishes and wishes[-1][1].objects and last is wishes[-1][1].objects[-1] and not is_feature(item):
                before = wishes[-1][1]
                more = tuple(phrases(cut_complements(item)[0]))
                wishes[-1] = (wishes[-1][0], replace(before, objects=(*before.objects, *more)))
                last = more[-1] if more else last
            elif (
                members
                and separator in {"and", "or"}
                and not item[0].tag.startswith("DT")
                and is_filter(members[-1][1])
            ):
                members[-1][1].extend([Word(separator, "CC"), *item])
            else:
                members.append((separator, list(item)))
        self.reading.wishes += share_objects(wishes)
        whole = completed(members)
        named = [item for _, item in members if phrase(item) is not None]
        for one, item in zip(whole, named, strict=True):
            self.reading.features.append(Feature(one, self.text, cut_complements(item)[1]))
            last = one
        return last

    def _verbs(self, body: Sequence[Word], *, gerund: bool) -> Phrase | None:
        """A coordination of verb phrases; what has no object of its own gets its neighbour's."""
        groups = verb_groups(body, gerund=gerund)
        if groups and groups[0][1] is None:
            return self._features(body)
        wishes: list[tuple[str, Wish]] = []
        last: Phrase | None = None
        for separator, verb, item in groups:
            if (verb in HOLDS and self.actor is not None) or verb in {"have", "include", "contain"}:
                while item and item[0].tag == "RB":
                    item = item[1:]  # noqa: PLW2901 (adverbs before the verb)
                last = self._holds(item[1:], verb or "") or last
                continue
            if verb is None or verb == "be":
                continue
            wish = wish_of(verb, item, self.actor, self.text)
            wishes.append((separator, wish))
            if wish.objects:
                last = wish.objects[-1]
            if wish.complements:
                last = wish.complements[-1].phrases[-1]
        self.reading.wishes += share_objects(wishes)
        return last

    def _holds(self, item: Sequence[Word], verb: str) -> Phrase | None:
        """What something should have: features of the app, or parts of the thing that is the subject."""
        body = list(item)
        actor = self.actor
        if actor is None or is_app(actor, self.reading.kind):
            return self._features(body)
        if is_gerund(body):
            return self._verbs(body, gerund=True)
        if verb in {"provide", "offer", "support", "feature", "need", "require"}:
            self.reading.wishes.append(wish_of(verb, [Word(verb, "VB"), *body], actor, self.text))
            return None
        return self._listed(actor, children(self.reading, actor, split_items(body), self.text), told=True)


def _tail(words: Sequence[Word]) -> list[Word]:
    """The last words that can be one noun phrase: what stands after the last separator or preposition."""
    tail: list[Word] = []
    for word in reversed(words):
        if word.low in SEPARATORS or word.low in PREPOSITIONS or (word.tag.startswith("VB") and word.tag != "VBG"):
            break
        tail.insert(0, word)
    if len(tail) == len(words) > 1 and tail[0].low in VERBS and lemma(tail[0].low) == tail[0].low:
        tail = tail[1:]  # "load orders (…)" tells what to do
    return tail[-6:]
