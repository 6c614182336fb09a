"""What a noun phrase stands for in an app: a thing it keeps, an attribute, a page, a figure, an account, an action."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from promptreal.design.english.lexicon import (
    ABBREVIATIONS,
    ACCOUNT,
    APP_WORDS,
    ATTRIBUTES,
    FEATURE_HEADS,
    LIGHT,
    PEOPLE,
    PLACES,
    REPORTS,
    STATISTICS,
    is_person,
)
from promptreal.design.english.phrases import Phrase
from promptreal.design.english.verbs import NOMINALS, VERBS, verb_of
from promptreal.design.english.words import is_plural, singular, vocabulary


class Sort(StrEnum):
    """The parts that a phrase can play."""

    NOTHING = "nothing"
    THING = "thing"
    PEOPLE = "people"
    ATTRIBUTE = "attribute"
    STATISTIC = "statistic"
    REPORT = "report"
    PLACE = "place"
    ACCOUNT = "account"
    ACT = "act"
    SEARCH = "search"
    FILTER = "filter"
    SORT = "sort"
    CHAT = "chat"
    CONTACT = "contact"
    TEXT = "text"
    CAROUSEL = "carousel"
    BEYOND = "beyond"


@dataclass(frozen=True)
class Concept:
    """A phrase's part.

    `topic` is what it is about (the owner of an attribute, the object of an act); `verb` names an act.

    `light` is the carrying noun that stood after the topic ("history" in "booking history").
    """

    sort: Sort
    phrase: Phrase
    topic: Phrase | None = None
    verb: str = ""
    light: str = ""


_TEXTS = vocabulary(
    "advice guide guideline tip faq faqs introduction instruction tutorial help manual background mission "
    "vision biography terms privacy intro tagline slogan practice experience story-line"
)
_BEYOND = {
    "chatbot": "a chatbot needs a language model behind it",
    "preview": "a live preview needs an editor written for it",
    "highlighting": "syntax highlighting needs an editor written for it",
    "algorithm": "an algorithm of its own needs code written for it; search and filters stand in for it",
    "calculator": "a calculator needs its formula written",
    "converter": "a converter needs its formula written",
    "map": "maps need an outside map service",
    "countdown": "a countdown needs a clock on the page",
    "streaming": "streaming needs a media server",
}
_UI = vocabulary(
    "interface website site app button navigation layout experience platform webpage mode theme-switch "
    "cart basket text backend frontend dropdown icon popup forum marketplace network"
)
_NOUNS_IN_ING = vocabulary(
    "setting building meeting listing rating training painting wedding recording drawing clothing earring heading"
)
ACTIVITY_NOUNS = vocabulary(
    "reply comment review rating answer condolence testimonial feedback dispute bid vote donation inquiry "
    "enquiry complaint note"
)
# What may stand before "profile" without making it the profile of something that the app keeps.
_ACCOUNTS = frozenset({"user", "member", "management", "personal", "customer", "account"})
_AGENTS = ("er", "or", "ee")
_TIMES = vocabulary("year month week day hour minute today tomorrow yesterday")
_FILE_FORMATS = vocabulary("csv json xml pdf excel xlsx xls html")
_FORMATS = _FILE_FORMATS | {"spreadsheet", "file"}
_POSSESSORS = frozenset({"user", "other", "others", "site", "website", "system", "web", "app"})
_THINGS_TOO = vocabulary(
    "link video photo image picture format function model brand role note specification fee balance unit"
)


def concept(phrase: Phrase) -> Concept:
    """What the phrase stands for, by its head first and its modifiers next."""
    head, rest = phrase.head, phrase.without_head()
    if head == "contact" and phrase.plural and "us" not in phrase.words:
        return Concept(Sort.PEOPLE, phrase)
    if head in {"contact"} or ("contact" in phrase.modifiers and head in PLACES | LIGHT | {"form", "us", "detail"}):
        return Concept(Sort.ACCOUNT if phrase.mine else Sort.CONTACT, phrase)
    if (account := _account(phrase)) is not None:
        return account
    if (service := _service(phrase, head, rest)) is not None:
        return service
    if (head == "application" and rest is None and not phrase.plural) or (
        head in {"design", "mode", "editor"} and (rest is None or head == "editor")
    ):
        return Concept(Sort.NOTHING, phrase)
    if head == "design" and rest is not None and rest.head not in {"visual", "responsive", "ui", "web", "user"}:
        return Concept(Sort.THING, phrase)
    if head == "menu" and (
        (rest is None and phrase.plural)
        or (rest is not None and rest.head not in {"navigation", "dropdown", "main", "side"})
    ):
        return Concept(
            Sort.THING, replace(phrase, words=(*phrase.words, "item"), surface=(*phrase.surface, "item")), light="menu"
        )
    if head in {"leaderboard", "ranking", "scoreboard"}:
        return Concept(Sort.THING, replace(phrase, words=("score",), surface=("score",)), light=head)
    if head in FEATURE_HEADS:
        return concept(rest) if rest else Concept(Sort.NOTHING, phrase)
    if head in PLACES and not (head in {"board", "showcase"} and rest is None):
        return Concept(Sort.PLACE, phrase, rest)
    if head in _UI or (rest is None and (head in APP_WORDS or head in {"management", "analysis"})):
        return Concept(Sort.STATISTIC if head == "analysis" else Sort.NOTHING, phrase)
    if head in {"analysis", "reporting"} or (head in STATISTICS and head not in {"summary"}):
        if head == "reporting":
            return Concept(Sort.REPORT, phrase, rest)
        return Concept(Sort.STATISTIC, phrase, rest)
    if head in REPORTS:
        return Concept(Sort.REPORT, phrase, rest)
    if head in _TEXTS or (head in {"hour", "hours"} and {"opening", "business", "office"} & set(phrase.modifiers)):
        return Concept(Sort.TEXT, phrase, rest)
    if (head == "result" and rest is None) or (head in {"revenue", "turnover", "margin"} and not phrase.mine):
        return Concept(Sort.STATISTIC, phrase)
    if head in LIGHT or head == "profile":
        return _carried(phrase, rest)
    if head in {"file", "spreadsheet"} and rest is not None and rest.head in _FORMATS:
        inside = rest.without_head()  # "sales CSV files" hold sales
        return concept(inside) if inside is not None else Concept(Sort.THING, phrase)
    if _is_no_thing(head, rest) or phrase.words[:2] == ("low", "stock"):
        return Concept(Sort.NOTHING, phrase)
    if head == "export":
        return Concept(Sort.ACT, phrase, None if rest is None or rest.head in _FORMATS else rest, "export")
    if (act := _act(phrase, rest)) is not None:
        return act
    named = (rest is not None and not phrase.adjective) or not (head in _THINGS_TOO and phrase.plural)
    if named and (head in ATTRIBUTES or head.startswith("field of")):
        return Concept(Sort.ATTRIBUTE, phrase, rest)
    if head in PEOPLE or is_person(head):
        return Concept(Sort.PEOPLE, phrase)
    return Concept(Sort.THING, phrase)


def _is_no_thing(head: str, rest: Phrase | None) -> bool:
    """Whether it names a unit of time, a file format or a span: nothing that anybody keeps records of."""
    if rest is None and head in _TIMES:
        return True
    return head in _FILE_FORMATS or (head == "range" and rest is not None and rest.head in {"date", "time", "price"})


def _service(phrase: Phrase, head: str, rest: Phrase | None) -> Concept | None:
    """What the app does by itself, or cannot do: searching, filtering, sorting, chatting, maps."""
    if head in _BEYOND or any(word in _BEYOND for word in phrase.modifiers):
        key = head if head in _BEYOND else next(word for word in phrase.modifiers if word in _BEYOND)
        return Concept(Sort.BEYOND, phrase, verb=_BEYOND[key])
    if head in {"carousel", "slider"}:
        return Concept(Sort.CAROUSEL, phrase, rest)
    if head in {"search", "searche"}:
        return Concept(Sort.SEARCH, phrase, rest)
    if head in {"filter", "filtering", "categorization"}:
        return Concept(Sort.FILTER, phrase, rest)
    if head in {"sorting", "sort"}:
        return Concept(Sort.SORT, phrase, rest)
    if head in {"chat", "messaging", "communication"} or (head == "tool" and "communication" in phrase.modifiers):
        return Concept(Sort.CHAT, phrase, rest)
    return None


def _account(phrase: Phrase) -> Concept | None:
    head = phrase.head
    core = phrase
    while (
        core.head in FEATURE_HEADS | {"management", "information", "setting", "process", "detail"}
        and len(core.words) > 1
    ):
        shorter = core.without_head()
        if shorter is None:
            break
        core = shorter
    about = set(core.modifiers) - _ACCOUNTS - PEOPLE
    if core.head == "registration" and about and not any(is_person(word) or word.endswith(_AGENTS) for word in about):
        return None  # for a course or an event
    owned = (
        core.head in {"profile", "account"}
        and bool(core.modifiers)
        and not set(core.modifiers) <= _ACCOUNTS
        and not phrase.mine
    )
    if owned:
        return None
    if core.head in ACCOUNT and (
        core.head not in {"account"} or phrase.mine or set(core.modifiers) <= {"user", "member"}
    ):
        people = tuple(word for word in core.modifiers if word in PEOPLE and word not in {"user", "member"})
        topic = replace(core, words=people, surface=people) if people else None
        return Concept(
            Sort.ACCOUNT, phrase, topic, verb="register" if core.head in {"registration", "signup", "sign-up"} else ""
        )
    personal = "personal" in phrase.dropped and head in {"information", "detail", "center", "centre", "space", "page"}
    if (
        personal
        or (phrase.mine and head == "information" and len(phrase.words) == 1)
        or phrase.words in {("user", "center"), ("user", "centre")}
    ):
        return Concept(Sort.ACCOUNT, phrase)
    return None


def _carried(phrase: Phrase, rest: Phrase | None) -> Concept:
    """ "claims information" is about claims, "leasing records" about leases, "financial data" are records."""
    if rest is None:
        return Concept(Sort.NOTHING, phrase, light=phrase.head)
    if phrase.adjective:
        noun = "record" if phrase.head in {"data", "information", "detail", "management", "record"} else phrase.head
        return Concept(
            Sort.THING,
            replace(phrase, words=(*phrase.modifiers, noun), surface=(*phrase.surface[:-1], noun)),
            light=phrase.head,
        )
    if rest.head.endswith("-making"):
        rest = replace(rest, words=(rest.head.removesuffix("-making"),), surface=(rest.head.removesuffix("-making"),))
    inner = concept(rest)
    if inner.sort is Sort.ACT and inner.topic is None and not rest.head.endswith("ing"):
        return Concept(Sort.THING, rest, light=phrase.head)
    if phrase.head == "record" and phrase.plural and inner.sort is Sort.THING and rest.head not in ACTIVITY_NOUNS:
        return Concept(Sort.THING, phrase, light="record")
    if inner.sort is Sort.NOTHING:
        return Concept(Sort.THING, rest, light=phrase.head)
    return replace(inner, light=phrase.head)


def _act(phrase: Phrase, rest: Phrase | None) -> Concept | None:
    head = phrase.head
    if head in NOMINALS:
        if (
            head in {"application", "design", "collection", "payment", "booking", "reservation", "organization"}
            and rest is None
        ):
            return (
                Concept(Sort.THING, phrase)
                if head in {"collection", "organization"}
                else Concept(Sort.ACT, phrase, None, NOMINALS[head])
            )
        return Concept(Sort.ACT, phrase, rest, NOMINALS[head])
    if (
        head.endswith("ing")
        and not (phrase.plural and (rest is not None or head in {"reading", "screening", "finding"}))
        and len(head) > 5
        and head not in _NOUNS_IN_ING
        and verb_of(head).lemma in VERBS
        and verb_of(head).lemma != head
    ):
        return Concept(Sort.ACT, phrase, rest, verb_of(head).lemma)
    return None


# Heads that add nothing to a thing that is there already: a "shirt design" where shirts are kept, a "project case".
SAME_HEADS = frozenset({"case", "work", "piece", "design", "position", "opportunity"})


def thing_words(phrase: Phrase) -> tuple[str, ...]:
    """The words that identify a thing: without possessors ("sellers' products"), prefixes and abbreviations."""
    words = list(phrase.words)
    while len(words) > 1 and (
        words[0] in _POSSESSORS
        or (is_plural(words[0]) and (singular(words[0]) in PEOPLE or is_person(singular(words[0]))))
    ):
        words = words[1:]
    for prefix in ("cross-", "multi-", "inter-"):
        words[-1] = words[-1].removeprefix(prefix)
    words[-1] = ABBREVIATIONS.get(words[-1], words[-1])
    return tuple(words)
