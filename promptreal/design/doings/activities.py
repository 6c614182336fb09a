"""What users make by acting on a record: replies, reviews, bookings, applications; and their marks and messages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from promptreal.design.english.concepts import ACTIVITY_NOUNS, SAME_HEADS, Sort, concept, thing_words
from promptreal.design.english.lexicon import PEOPLE
from promptreal.design.english.phrases import Phrase
from promptreal.design.english.verbs import VERBS, Verb, verb_of
from promptreal.design.english.wishes import Wish, is_app
from promptreal.design.english.words import identifier, vocabulary
from promptreal.design.things.fields import assumed, reference
from promptreal.design.things.keeping import is_game
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.things.traces import MEETINGS, STATUSES, fill
from promptreal.spec import ActionKind, EntityKind, Origin

# What can be made without saying on what: the table is found when one comes.
_STANDALONE = frozenset({"reservation", "booking", "appointment", "donation", "subscription", "payment", "request"})


_MONEY = frozenset({"expense", "income", "budget", "account", "cost", "saving", "goal", "sale", "revenue"})


# Records that are made on another record even where the prompt manages them on their own.
_FOLLOWING = vocabulary(
    "order payment booking application transaction purchase loan rental lease invoice shipment refund delivery claim"
)


# What a person marks records as, or the place where the marked ones are.
_MARKED = frozenset({"collection", "favourite", "favorite", "bookmark", "wishlist", "watchlist"})


# What comes after these prepositions says how it is done, not to what.
_MEANS = dict.fromkeys(("application", "payment", "order", "purchase", "booking", "reservation"), frozenset({"with"}))

# How the things are called that somebody has marked: "followed topics", not "follows".
_MARKED_SO = {
    "follow": "followed",
    "like": "liked",
    "star": "starred",
    "upvote": "upvoted",
    "pin": "pinned",
    "bookmark": "bookmarked",
}

_VOTED = vocabulary("candidate option poll proposal idea nominee photo entry question")
# Verbs that leave a reply, a review or the like when one is what they are done to.
_LEAVING = vocabulary("submit post add write leave create publish give raise comment")
_GATHERED = vocabulary("response answer feedback payment email lead vote result fine fee tax rent")


@dataclass(frozen=True)
class Deed:
    """An ATTACH or TOGGLE that the prompt asks for: `verb` done to `target`, leaving a `noun`."""

    verb: Verb
    noun: str
    target: EntityDraft
    wish: Wish


# What one submits to have something.
PAPERS = frozenset({"application", "request", "form"})
_ACTS = vocabulary("adoption rental lease purchase enrollment registration membership")

_LISTED = frozenset({"listing", "posting", "advert", "ad"})


def resolve(sketch: Sketch, one: Phrase) -> EntityDraft | None:
    """The entity that an object means."""
    what = concept(one)
    phrase = (
        what.topic
        if what.sort is Sort.ATTRIBUTE and what.topic is not None and sketch.find(thing_words(one)) is None
        else what.phrase
    )
    found = sketch.find(thing_words(phrase)) if phrase is not None else None
    if found is None and one.head in SAME_HEADS and len(one.words) > 1:
        found = sketch.find(thing_words(one)[:-1])
    if found is None and what.sort is Sort.ACT and what.light:
        found = _whole(sketch, verb_of(what.verb).noun)
    if (
        found is None
        and (what.light or (what.sort is Sort.ATTRIBUTE and what.topic is not None))
        and phrase is not None
    ):
        found = sketch.about(thing_words(phrase))
    if found is None and what.sort in {Sort.PLACE, Sort.ACT} and what.topic is not None:
        found = sketch.find(thing_words(what.topic))
    if found is None and len(one.words) == 1 and one.head in _LISTED:
        found = sketch.main  # the listings of a site are what it lists
    return found


def deeds(sketch: Sketch) -> list[Deed]:
    """Every ATTACH and TOGGLE in the prompt with its target; what has none is done to the main entity."""
    found: list[Deed] = []
    for wish in all_wishes(sketch):
        verb, noun = _meaning(sketch, wish)
        scored = is_game(sketch.reading) and wish.verb in {"deal", "score"}
        if verb.kind not in {ActionKind.ATTACH, ActionKind.TOGGLE} or scored or _only_gathers(sketch, wish):
            continue
        found += [Deed(verb, noun, target, wish) for target in _targets(sketch, wish, noun)]
    # "place orders" says no more than "add dishes to a cart" where both are asked for.
    told = {(deed.noun, deed.target.name): deed.target for deed in found if _names(sketch, deed)}
    meant = []
    for deed in found:
        named = [target for (noun, _), target in told.items() if noun == deed.noun]
        plain = not named or _names(sketch, deed)
        meant += [deed] if plain else [replace(deed, target=target) for target in named]
    return meant


def _names(sketch: Sketch, deed: Deed) -> bool:
    """Whether the words of a wish name what it is done to."""
    said = [*deed.wish.objects, *(one for each in deed.wish.complements for one in each.phrases)]
    return any(resolve(sketch, one) is deed.target for one in said)


def _meaning(sketch: Sketch, wish: Wish) -> tuple[Verb, str]:
    """The verb and the noun that it leaves, given what it is done to ("add to cart" orders)."""
    verb = verb_of(wish.verb)
    if verb.noun == "purchase" and "order" in sketch.entities:
        return verb, "order"  # what is bought is ordered
    leaves = [one for one in wish.objects if one.head in ACTIVITY_NOUNS and len(one.words) == 1]
    if wish.verb == "comment" and wish.objects and (leaves or wish.objects[0].head == "message"):
        return verb, leaves[0].head if leaves else "message"
    if verb.kind in {ActionKind.CREATE, ActionKind.UPDATE} and wish.verb in _LEAVING and leaves:
        existing = sketch.entities.get(leaves[0].head)
        if existing is None or existing.verbs <= _LEAVING | {"list", "view", "rate", "browse", "resolve", "read"}:
            return Verb(wish.verb, ActionKind.ATTACH), leaves[0].head
    to = [one for one in wish.complements if one.preposition in {"to", "in", "into"}]
    into = {phrase.head for complement in to for phrase in complement.phrases}
    if wish.verb == "add" and into & {"cart", "basket", "bag"}:
        return Verb("order", ActionKind.ATTACH), "order"
    marks = sorted(into & _MARKED or {one.head for one in wish.objects} & _MARKED)
    if wish.verb in {"save", "add", "store", "keep", "mark"}:
        if any({"favorite", "favourite"} & set(one.dropped) for one in wish.objects):
            return Verb(wish.verb, ActionKind.TOGGLE), "favourite"
        if marks:
            return Verb(wish.verb, ActionKind.TOGGLE), marks[0]
    if wish.verb in {"schedule", "book", "arrange", "request"} and wish.objects and wish.objects[0].head in MEETINGS:
        kept = sketch.entities.get(wish.objects[0].head)
        offered = kept is not None and ("manage" in kept.verbs or (kept.words[-1] == "tour" and sketch.main is kept))
        if not offered:
            return Verb(wish.verb, ActionKind.ATTACH), wish.objects[0].head
    return verb, verb.noun


def _only_gathers(sketch: Sketch, wish: Wish) -> bool:
    """Whether "collect" means gathering data or answers, not keeping favourites."""
    if wish.verb != "collect":
        return False
    gathered = any(one.head in _GATHERED or concept(one).light for one in wish.objects)

    def by_people(one: Wish) -> bool:
        return one.actor is not None and not is_app(one.actor, sketch.reading.kind)

    return gathered or not any(one.verb == "collect" and by_people(one) for one in sketch.reading.wishes)


def all_wishes(sketch: Sketch) -> list[Wish]:
    """The wishes of the prompt, and those that its feature nouns stand for ("job application")."""
    wishes = list(sketch.reading.wishes)
    for feature in sketch.reading.features:
        what = concept(feature.phrase)
        if what.sort is Sort.ACT:
            wishes.append(
                Wish(what.verb, (what.topic,) if what.topic else (), feature.complements, None, feature.quote)
            )
        elif what.light == "management":
            wishes.append(Wish("manage", (what.phrase,), (), None, feature.quote))
        elif feature.phrase.words in {("like",), ("bookmark",)} and feature.phrase.plural:
            wishes.append(Wish(feature.phrase.head, (), (), None, feature.quote))
    for wish in list(wishes):
        for one in wish.objects:
            what = concept(one)
            past = what.sort is Sort.ACT and what.light == "history" and verb_of(what.verb).kind is ActionKind.ATTACH
            if past and not any(other.verb == what.verb for other in wishes):
                wishes.append(Wish(what.verb, (), (), wish.actor, wish.quote))
    made = [wish for wish in wishes if wish.verb in {"perform", "make", "do", "place"}]
    for wish in made:
        for one in wish.objects:
            what = concept(one)
            if what.sort is Sort.ACT and what.verb in VERBS:
                wishes.append(
                    Wish(what.verb, (what.topic,) if what.topic else (), wish.complements, wish.actor, wish.quote)
                )
    return wishes


def _targets(sketch: Sketch, wish: Wish, noun: str) -> list[EntityDraft]:
    phrases = [
        one
        for one in wish.objects
        if (one.head not in {noun, wish.verb, "message"} and one.head not in ACTIVITY_NOUNS | {"order", "bid"})
        or one.words[:-1]
    ]
    phrases += [
        one
        for one in wish.objects
        if one.head in ACTIVITY_NOUNS
        and wish.verb in {"rate", "like", "vote", "comment", "review"}
        and one.head != noun
    ]
    phrases = [one for one in phrases if one.head not in _MARKED | {"money"}]
    if noun in {"booking", "reservation"}:
        # Who books an appointment makes one; it is not there before.
        made = [one for one in phrases if one.head in _STANDALONE]
        if made:
            return []
    targets = [one for phrase in phrases if (one := resolve(sketch, phrase)) is not None]
    if not targets and phrases and verb_of(wish.verb).kind is ActionKind.ATTACH:
        targets = [one for phrase in phrases if (one := sketch.about(thing_words(phrase))) is not None]
    if noun == "vote" and not targets:
        targets = [one for one in sketch.records if one.words[-1] in _VOTED or one.people][:1]
    if not targets and noun in {"purchase", "order"} and not wish.objects:
        targets = [one for one in sketch.records if one.words[-1] in {"product", "item", "good", "ticket"}][:1]
    if (
        not targets
        and not wish.objects
        and noun in _STANDALONE
        and wish.verb not in {one.verb for one in sketch.reading.wishes}
    ):
        return []
    if not targets:
        for complement in wish.complements:
            if complement.preposition in {"to", "on", "for", "in", "of", "with"} - _MEANS.get(noun, frozenset()):
                targets += [one for phrase in complement.phrases if (one := resolve(sketch, phrase)) is not None]
    targets = [one for one in targets if one.words[-1] != noun]
    money = bool(wish.objects) and all(one.words == ("money",) for one in wish.objects)
    if not targets and (
        not wish.objects
        or money
        or noun in MEETINGS | {"bid", "order", "comment", "review", "rating", "reply", "application", "vote"} | _MARKED
    ):
        main = sketch.main
        targets = [main] if main is not None and main.name != noun else []
    return [sketch.entities[name] for name in dict.fromkeys(one.name for one in targets)]


def make(sketch: Sketch, found: list[Deed]) -> dict[tuple[str, str], EntityDraft]:
    """The activity or mark entity of every deed, by (noun, target's name)."""
    targets = Counter(noun for noun, _ in {(deed.noun, deed.target.name) for deed in found})
    made: dict[tuple[str, str], EntityDraft] = {}
    for deed in found:
        key = (deed.noun, deed.target.name)
        if key in made:
            made[key].verbs.add(deed.verb.lemma)
            continue
        several = targets[deed.noun] > 1
        words = (deed.target.words[-1], *deed.noun.split("_")) if several else tuple(deed.noun.split("_"))
        existing = sketch.entities.get(identifier(" ".join(words))) or (None if several else _whole(sketch, deed.noun))
        draft = existing or EntityDraft(words=words, surface=words, quote=deed.wish.quote)
        draft.kind = EntityKind.MARK if deed.verb.kind is ActionKind.TOGGLE else EntityKind.ACTIVITY
        draft.noun, draft.target = deed.noun, deed.target.name
        draft.owned = True
        draft.samples = 60 if draft.kind is EntityKind.ACTIVITY else 20
        if draft.kind is EntityKind.MARK and deed.noun in _MARKED_SO and not existing:
            draft.label_plural = f"{_MARKED_SO[deed.noun]} {deed.target.low_many}"
        sketch.entities[draft.name] = draft
        made[key] = draft
        if deed.noun not in MEETINGS:
            deed.target.verbs.add(deed.verb.lemma)
        fill(draft, deed.target)
    return made


def _whole(sketch: Sketch, noun: str) -> EntityDraft | None:
    exact = next((one for one in sketch.entities.values() if one.words == (noun,)), None)
    return exact or (sketch.find((noun,)) if (noun,) in sketch.aliases else None)


def follow(sketch: Sketch) -> None:
    """Orders, payments, disputes and the like that are managed as records still belong to what they are about."""
    for draft in list(sketch.entities.values()):
        noun = draft.words[-1]
        if draft.kind is not EntityKind.RECORD or noun not in _FOLLOWING | ACTIVITY_NOUNS | _STANDALONE or draft.target:
            continue
        if noun == "note" and draft.verbs & {"create", "organize", "manage", "search", "tag"}:
            continue  # what the app is about first belongs to nothing else
        if noun == "appointment" and (people := [one for one in sketch.records if one.people]):
            draft.noun = noun
            for one in people:
                draft.add(reference(one.name, one.label, origin=Origin.ASSUMED))
            draft.add(assumed("date", label="Date", required=True))
            draft.add(assumed("reason", label="Reason"))
            draft.statuses += list(STATUSES[noun])
            continue
        acted = noun in PAPERS and len(draft.words) > 1 and draft.words[-2] in _ACTS
        acted = acted and (noun, draft.words[-2]) != ("request", "purchase")  # that is asked of one's own people
        if noun in _STANDALONE - _FOLLOWING and not acted:
            draft.noun = noun
            fill(draft, None)
            main = sketch.main
            if main is not None and main is not draft and main.verbs & {"rent", "book", "reserve", "lease"}:
                draft.add(reference(main.name, main.label, origin=Origin.ASSUMED))
            continue
        others = [
            one
            for one in sketch.records
            if one.words[-1] not in _MONEY
            and one is not draft
            and not one.people
            and one.words[-1] not in _FOLLOWING | ACTIVITY_NOUNS | _STANDALONE
        ]
        transaction = [
            one for one in sketch.records if one is not draft and one.words[-1] in {"transaction", "order", "booking"}
        ]
        prefix = [one for one in others if one.words[-1] in draft.words[:-1]]
        of_people = noun in ACTIVITY_NOUNS and len(draft.words) == 2 and draft.words[0] in PEOPLE
        alone = others if acted or of_people or (len(draft.words) == 1 and noun != "application") else []
        alone = [] if noun == "testimonial" else alone  # they are about whose site it is
        target = (prefix or (transaction if noun in {"dispute", "payment", "refund", "invoice"} else []) or alone)[:1]
        if target:
            draft.target = target[0].name
            draft.noun = noun
            if acted or noun in ACTIVITY_NOUNS | {"order", "purchase", "booking", "payment"}:
                draft.kind = EntityKind.ACTIVITY
                draft.samples = 60
        given = [
            one
            for listing in sketch.reading.listings
            if listing.holder is not None and sketch.find(thing_words(listing.holder)) is draft
            for one in listing.items
        ]
        if given and target:
            draft.add(reference(target[0].name, target[0].label, origin=Origin.PROMPT, required=True))
            draft.statuses.clear()
        else:
            fill(draft, target[0] if target else None)
