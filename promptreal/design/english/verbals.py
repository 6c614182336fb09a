"""Verb phrases: which word is the verb, and what it governs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from promptreal.design.english.lexicon import ATTRIBUTES, DESCRIBES, FEATURE_HEADS, LIGHT, PLACES
from promptreal.design.english.phrases import PREPOSITIONS, SEPARATORS, Phrase, phrases, split_items
from promptreal.design.english.verbs import AMBIGUOUS, NOMINALS, VERBS, is_verb, verb_of
from promptreal.design.english.wishes import Complement, Wish
from promptreal.design.english.words import Word, is_english, lemma, singular, vocabulary
from promptreal.spec import ActionKind

ADVERBS = vocabulary(
    "also then easily automatically quickly directly anonymously securely simply only always either further freely not"
)


HOLDS = vocabulary("have include contain provide offer support feature comprise require need")


def is_gerund(words: Sequence[Word]) -> bool:
    """Whether the words start with a verb in -ing that is meant as one."""
    item = [word for word in words[:4] if word.low not in ADVERBS]
    return bool(item) and starts_verb(item, gerund=True) is not None


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
    "serving incoming outgoing ongoing leading living missing matching outstanding pending remaining"
)


_THINGS = frozenset({"building", "meeting", "wedding", "painting", "setting", "training"})
# Doing these to a value is meant: "tracking progress", "updating prices".
_DONE_TO_VALUES = vocabulary(
    "tracking updating viewing managing editing setting changing choosing selecting adding entering logging recording "
    "checking showing displaying monitoring comparing calculating estimating assigning providing uploading making "
    "storing saving sharing removing deleting"
)


def starts_verb(item: Sequence[Word], *, gerund: bool, strict: bool = False, lead: bool = False) -> str | None:
    """The dictionary form of the verb that an item starts with; None when it starts with something else."""
    words = [word for word in item if word.low not in ADVERBS and word.tag != "RB"]
    if not words:
        return None
    first, after = words[0], words[1] if len(words) > 1 else None
    low = first.low
    if gerund:
        return _started_by_gerund(words)
    if low in {"log", "sign"} and after is not None and after.low in {"in", "up", "into", "out"}:
        return {"in": "login", "into": "login", "up": "register", "out": "logout"}[after.low]
    if low in {"view", "browse", "create", "manage", "receive", "access"}:
        return low
    if low == "purchase" and after is not None and after.low in {"order", "orders"}:
        return None  # a purchase order is a thing
    base = low if is_verb(low) else lemma(low) if first.tag in {"VBZ"} and is_verb(lemma(low)) else ""
    if base and (low not in AMBIGUOUS or (lead and after is not None)):
        return base
    if base:
        return _started_by_ambiguous(base, words, strict=strict, lead=lead)
    if after is not None and after.tag == "DT" and first.tag.startswith("NN") and not strict and lemma(low) == low:
        return low
    if first.tag in {"VB", "VBP"} and is_english(low) and lemma(low) == low and len(low) > 2:
        return low
    # What stands right after "can" is a verb, whatever the tagger takes it for.
    return low if lead and after is not None and first.tag == "NN" and lemma(low) == low else None


def _started_by_gerund(words: Sequence[Word]) -> str | None:
    """The dictionary form of the verb whose gerund comes first; None when it is a noun, or says no doing."""
    low, after = words[0].low, words[1] if len(words) > 1 else None
    if not low.endswith("ing") or len(low) < 5 or low in {"reporting", "messaging"}:
        return None
    if DESCRIBES.match(low):
        return None
    if low in _NOUN_GERUNDS and verb_of(low).lemma not in VERBS:
        return None
    if low in _THINGS and (after is None or after.low in {",", "and", "or"}):
        return None  # "by building and year"
    if (
        low in {"during", "according", "regarding", "following", "corresponding", "existing", "including"}
        and low != "following"
    ):
        return None
    if after is not None and _ends_light(words) and after.tag.startswith("NN") and len(words) == 2:
        return None
    if after is not None and len(words) == 2 and after.low in ATTRIBUTES | {"hours"} and low not in _DONE_TO_VALUES:
        return None  # "cooking time", "closing date", "opening hours"
    return verb_of(low).lemma


def _started_by_ambiguous(base: str, words: Sequence[Word], *, strict: bool, lead: bool) -> str | None:
    """`base`, where the first word is that verb and not the noun of the same letters."""
    low, after = words[0].low, words[1] if len(words) > 1 else None
    if strict and (after is None or not after.tag.startswith(("DT", "PRP", "NN", "JJ", "IN", "TO"))):
        return None
    if after is None:
        return "?" + base
    last = singular(words[-1].low)
    kind = VERBS[base].kind if base in VERBS else None
    object_verb = kind is not None and kind.value not in {"attach", "toggle", "message", "transition"}
    if lead:
        return base
    if len(words) == 2 and last in {"date", "time", "policy", "address"} and base in {"return", "order", "review"}:
        return None
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


def _ends_light(words: Sequence[Word]) -> bool:
    last = words[-1].low
    return last in LIGHT or last in FEATURE_HEADS or last in PLACES or last.rstrip("s") in FEATURE_HEADS


def verb_groups(body: Sequence[Word], *, gerund: bool) -> list[tuple[str, str | None, list[Word]]]:
    """Verb phrases of a coordination: the separator before each, its verb, its words."""
    groups: list[tuple[str, str | None, list[Word]]] = []
    for separator, item in split_items(body):
        lows = [word.low for word in item[:3]]
        forced = lows == ["be", "able", "to"] and len(item) > 3
        if forced:
            item = item[3:]  # noqa: PLW2901 ("and be able to" only repeats the modal)
        verb = starts_verb(item, gerund=gerund, lead=not groups or forced)
        if (
            verb is None
            and gerund
            and groups
            and starts_verb(item, gerund=False, strict=True)
            and item[0].tag.startswith("VB")
        ):
            verb = starts_verb(item, gerund=False, strict=True)
        if (
            verb is None
            and not gerund
            and groups
            and item[0].tag == "VBG"
            and len(item) > 1
            and starts_verb(item, gerund=True)
        ):
            verb = starts_verb(item, gerund=True)
        if verb is not None and groups and len(item) == 1 and item[0].is_noun and groups[-1][2][-1].is_noun:
            # "by artist and style": a lone noun goes on with what is sorted by.
            by = any(word.low in {"by", "per"} for word in groups[-1][2])
            verb = None if by and (separator in {"and", "or"} or item[0].low == "style") else verb
        if verb is None and groups and _repeats(item, groups):
            verb = item[0].low  # "create pages, link pages"
        holds = bool(groups) and groups[-1][1] in HOLDS
        if holds and len(item) == 1 and groups[-1][1] == "have":
            verb = None  # "vehicles have a plate, make and model"
        if (
            verb is not None
            and holds
            and not forced
            and verb.strip("?") not in HOLDS
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


def _repeats(item: Sequence[Word], groups: Sequence[tuple[str, str | None, list[Word]]]) -> bool:
    """Whether a member is one word before what an earlier verb has as its bare object."""
    base = len(item) == 2 and lemma(item[0].low) == item[0].low and item[0].tag.startswith(("NN", "VB"))
    bare = {words[1].low for _, verb, words in groups if verb is not None and len(words) > 1 and words[1].is_noun}
    return base and item[1].low in bare and item[0].low not in HOLDS


def wish_of(verb: str, item: Sequence[Word], actor: Phrase | None, quote: str) -> Wish:
    """The wish that a verb and the words after it make."""
    words = list(item)
    while words and (words[0].low in ADVERBS or words[0].tag == "RB"):
        words = words[1:]
    words = words[1:]
    if verb in {"login", "register"} and words and words[0].low in {"in", "up", "into"}:
        words = words[1:]
    if verb == "register" and len(words) > 1 and words[0].low == "for":
        verb = "register_for"
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
    if verb in {"place", "cast"} and words:
        noun = next((one.head for one in phrases(cut_complements(words)[0])[-1:]), "")
        verb = noun if noun in {"order", "bid", "bet", "vote"} else verb
    if len(words) > 1 and words[0].tag == "PRP" and words[1].low in {"out", "in", "up", "off", "back", "away", "down"}:
        words = words[:1]  # "checks them out and in"
    if verb in {"clock", "punch"} and words and words[0].low in {"in", "out", "on", "off"}:
        entry = Phrase(words=("attendance", "record"), surface=("attendance", "record"), plural=True)
        return Wish("log", (entry,), (), actor, quote)
    core, complements = cut_complements(words)
    objects = tuple(phrases(core))
    pronoun = any(word.low in {"them", "it", "these", "those"} for word in core)
    if (
        not objects
        and not pronoun
        and complements
        and complements[0].preposition in {"for", "to", "on", "about", "from", "in", "with"}
        and verb not in {"browse", "search_in"}
        # "apply with a resume" says how, not for what.
        and not (complements[0].preposition == "with" and verb_of(verb).kind is ActionKind.ATTACH)
    ):
        objects = complements[0].phrases
    return Wish(verb, objects, complements, actor, quote, explicit=not (pronoun and not objects), adverbial=bool(words))


def cut_complements(words: Sequence[Word]) -> tuple[list[Word], tuple[Complement, ...]]:
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
    complements = tuple(Complement(preposition, _governed(preposition, part)) for preposition, part in parts[1:])
    if len(parts) > 1 and not parts[-1][1]:
        parts = parts[:-1]
    core = [word for word in parts[0][1] if not (word.low in PREPOSITIONS and word is words[-1])]
    return core, tuple(one for one in complements if one.phrases)


def _governed(preposition: str, words: list[Word]) -> tuple[Phrase, ...]:
    """What a preposition governs; after "as" that may be an adjective ("mark as complete")."""
    found = tuple(phrases(words))
    if not found and preposition == "as" and words:
        return (Phrase(words=(words[-1].low,), surface=(words[-1].text,)),)
    return found


def share_objects(wishes: list[tuple[str, Wish]]) -> list[Wish]:
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


def in_base_form(words: Sequence[Word]) -> list[Word]:
    """ "imports files, cleans them and loads them" as it stands after "can"."""
    plain = [Word(lemma(words[0].low), "VB")]
    for before, here, after in zip(words, words[1:], [*words[2:], Word("", "")], strict=False):
        third = before.low in SEPARATORS and here.low.endswith("s") and lemma(here.low) != here.low
        governs = after.tag.startswith(("PRP", "DT", "JJ", "NN")) and after.low not in SEPARATORS
        known = lemma(here.low) in VERBS and governs
        plain.append(Word(lemma(here.low), "VB") if third and (known or after.low in {"them", "it"}) else here)
    return plain
