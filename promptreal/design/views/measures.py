"""Figures that a prompt asks for by what is counted and what it is counted by ("kWh per month per building").

What is counted may be things (their number), or an amount that things have (its sum, or its average for rates). What
nothing of the app has so far is given to it: a dashboard of energy usage needs records of it, with a building each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from promptreal.design.english.concepts import Sort, concept, thing_words
from promptreal.design.english.lexicon import APP_WORDS, ATTRIBUTES, MASS
from promptreal.design.english.phrases import Phrase, phrase
from promptreal.design.english.verbs import VERBS
from promptreal.design.english.wishes import Measure
from promptreal.design.english.words import capital, is_plural, lemma, singular, tagged, vocabulary
from promptreal.design.things.fields import assumed, category_values, field_of, reference, shape
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.things.values import AGES, REASONS, REGIONS
from promptreal.design.views.charts import further
from promptreal.design.views.periods import OFTEN, TIMES, period_of, plainly, unit_of
from promptreal.design.views.selections import valued
from promptreal.design.views.subjects import forget_figures, happens, subject, with_hours
from promptreal.spec import Field, FieldType, Origin, Period

MONEY = vocabulary("revenue turnover sale income earning mrr profit takings")
SPENT = vocabulary("cost expense spending spend expenditure")
_KINDS = frozenset({"dashboard", "analytics", "report", "generator"})
_FACTS = ("sale", "order", "payment", "transaction", "purchase", "invoice", "booking", "donation", "subscription")
RATES = vocabulary(
    "rate temperature humidity percentage occupancy utilization utilisation margin score rating speed quality level "
    "index"
)
_NOUNS_OF_NUMBERS = vocabulary(
    "kwh consumption usage demand load output emission production quality level index rate occupancy churn throughput "
    "traffic yield"
)
_AREAS = re.compile(r"^(?:square (?:met(?:re|er)|foot|feet)s?|m2|sqm|kg|litre|liter|km|mile)$")
_FIGURING = re.compile(
    r"\b(?:show me|show us|charts?|graphs?|plots?|reports?|statistics|"
    r"averages?|totals?|dashboards?|monthly|revenue|figures?|kpis?)\b",
    re.IGNORECASE,
)
_DRAWN = re.compile(r"\b(?:charts?|graphs?|plots?|dashboards?|statistics)\b", re.IGNORECASE)
_LEAD = re.compile(
    r"^.*\b(?:showing|shows?|displays?|displaying|sees?|views?|tracks?|tracking|reports?|reporting|"
    r"charts?|graphs?|plots?|statistics|of|on|with|compares?|comparing|analy[sz]es?|me|the|generator|dashboard|"
    r"including|for an?|for our) (?=\S)",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\s+(?:per|by|for each|for every|grouped by|broken down by|split by|over|across|"
    r"from (?:different|various|several|multiple|all|each))\s+",
    re.IGNORECASE,
)
_NARROWING = vocabulary("filter filters filtered search sort sorted group order find browse narrow list match query")
# "setting budgets per category" is done, and not counted.
_DONE = vocabulary("set setting record manage enter add create plan make edit update assign")
_COMPARED = re.compile(
    r"\bcompar\w+ (?:this|the current|current) (\w+) (?:with|to|and|against) (?:last|the last|previous)", re.IGNORECASE
)
_HIGHEST = re.compile(r"^(?:peak|maximum|max|highest|lowest|minimum|min)\s+", re.IGNORECASE)
_TOP = re.compile(r"^(?:top|best[- ]selling|most popular)(?:\s+(\d{1,2}))?\s+", re.IGNORECASE)
_TAIL = re.compile(r"\s+(?:dashboard|reports?|charts?|graphs?|statistics|overview)$", re.IGNORECASE)
_MEAN = re.compile(r"^(?:average|avg\.?|mean)s?\s+", re.IGNORECASE)
# "totals spending by category" does what "total spending by category" is.
_TOTALLING = re.compile(r"^.*\b(?:totals|totalling|sums? up|adds? up|sums)\s+(?:the\s+)?(?=\w)", re.IGNORECASE)
_SUM = re.compile(r"^(?:total|sum of|overall|number of|amount of|count of|new)\s+", re.IGNORECASE)
_MOST_DIMENSIONS = 3
_SAMPLES = 60
_VALUES = frozenset({"region", "reason", "segment", "group", "genre", "country", "channel", "department"})
# Whoever counts these counts employees.
PERSONNEL = frozenset({"headcount", "hr", "personnel", "workforce"})
# "daily averages" are averages of whatever numbers there are.
ALL = frozenset({("average",), ("total",)})
# What an amount of something is called: the value of an order, the amount of a donation.
_GENERIC = vocabulary("value amount total size")


def read_measures(sketch: Sketch, app_type: str) -> None:
    """Finds the figures in the sentences of a prompt, and keeps what they are figures of."""
    board = app_type in {"dashboard", "report-generator"}
    for sentence in sketch.reading.sentences:
        if (compared := _COMPARED.search(sentence)) is not None:
            said = "charts show every month; two spans are not set side by side"
            sketch.left_out.append(f"“{capital(compared[0])}”: {said}.")
        if board or (_DRAWN if app_type == "cms" else _FIGURING).search(sentence):
            pieces = _pieces(plainly(sentence))
            sketch.measures += [one for piece in pieces for one in _measures(sketch, piece, sentence, board)]
    forget_figures(sketch, {words for one in sketch.measures if one.board for words in _no_things(one)})
    _forget_listings(sketch)
    assumed_things = {name for name, draft in sketch.entities.items() if not draft.quote and not draft.kept_name}
    for one in sketch.measures:
        _keep(sketch, one)
    if any("analyze" in draft.verbs for draft in sketch.entities.values()):
        pointed = {field.target for draft in sketch.entities.values() for field in draft.fields.values()}
        for name in assumed_things - pointed:
            if not sketch.entities[name].verbs & {"analyze"}:
                del sketch.entities[name]  # what the kind of app was taken for, before the figures said it better
    counted = {(one.quote.rstrip(".!? "), one.noun) for one in sketch.measures if one.dimensions}
    sketch.reading.features = [
        one for one in sketch.reading.features if (one.quote.rstrip(".!? "), one.phrase.head) not in counted
    ]


def _no_things(one: Measure) -> Iterator[tuple[str, ...]]:
    """What a figure is of or by that is no thing by itself: an amount of something, a reason for it."""
    if one.mean or (is_number(one.what) and one.noun not in MONEY | SPENT):
        yield one.what
    yield from (dim for dim in one.dimensions if dim[-1] in _VALUES)


def _forget_listings(sketch: Sketch) -> None:
    """Of a list of figures ("orders: revenue by hour, average value per weekday") nothing is a field."""
    measured = {(one.quote.rstrip(".!? "), one.noun) for one in sketch.measures if one.board}
    kept = []
    for one in sketch.reading.listings:
        items = [item for item in one.items if (one.quote.rstrip(".!? "), singular(item.head)) in measured]
        folded = [item for item in one.items if _BY.search(f" {' '.join(item.surface)} ")]
        if not one.whole and (folded or len(items) * 2 > len(one.items)):
            continue
        kept.append(one)
    sketch.reading.listings = kept


def _pieces(sentence: str) -> Iterator[str]:
    """The parts of a sentence that may be a figure each."""
    for piece in re.split(r"\s*[,;:]\s*(?:and\s+|then\s+)?", sentence.rstrip(".!? ")):
        halves = re.split(r"\s+and\s+", piece)
        joined: list[str] = []
        for half in halves:
            # "revenue by region and month" is one figure, "orders per day and revenue by plan" are two.
            if joined and not _BY.search(half):
                joined[-1] += f" and {half}"
            else:
                joined.append(half)
        yield from joined


def _measures(sketch: Sketch, piece: str, quote: str, board: bool) -> Iterator[Measure]:
    what, *by = _BY.split(piece.strip())
    drawn = re.search(r"\b(pie|bar|line)\b", what, re.IGNORECASE)
    what = _TAIL.sub("", _TOTALLING.sub("total ", what)) if by else what
    if not by and re.search(r"\b(?:dashboard|generator|reports?|app|system)\b", what, re.IGNORECASE):
        what = _LEAD.sub("", what) if _LEAD.search(what) else ""
    what = re.sub(r"^(?:for|of|on|the)\s+", "", _LEAD.sub("", what).strip())
    words = what.lower().split()
    narrowing = words[:1] and (words[0] in _NARROWING or any(word.startswith("filter") for word in words))
    if not words or len(words) > 5 or narrowing or (not by and not board):
        return
    about = subject(sketch) if board else None
    things = about is not None and singular(words[0]) == about.words[-1]
    wanted = (
        not things
        and words[0] in VERBS
        and words[0] not in _NOUNS_OF_NUMBERS
        and not shape((words[-1],)).type.is_number
    )
    if wanted or (words[0].endswith("ing") and len(words) > 1 and lemma(words[0]) in _DONE):
        return
    if _HIGHEST.match(what):
        sketch.left_out.append(f"“{capital(what)}”: charts count, add up and average; they do not look for extremes.")
    mean = bool(_MEAN.match(what)) or words[-1] in {"average", "averages"}
    often = [(unit_of(words[0]),)] if words[0] in OFTEN else []
    plain = _SUM.sub("", _MEAN.sub("", _HIGHEST.sub("", re.sub(rf"^(?:{'|'.join(OFTEN)})\s+", "", what))))
    best = _TOP.match(plain)
    plain = plain[best.end() :] if best else plain
    dims = [dim for group in by for dim in _dimensions(group)]
    for area in [dim for dim in dims if _AREAS.match(" ".join(dim))]:
        dims.remove(area)
        sketch.left_out.append(f"“{capital(piece.strip())}”: a ratio of two figures is not calculated.")
        return
    counted = tuple(word for word in re.findall(r"[\w-]+", plain.lower()))
    if not counted or (not things and not any(word.is_noun or word.low in _NOUNS_OF_NUMBERS for word in tagged(plain))):
        return
    counted = (*counted[:-1], singular(counted[-1]))
    dims = list(dict.fromkeys([*often, *dims]))[:_MOST_DIMENSIONS]
    if best is not None and not dims:
        most = int(best[1]) if best[1] else 0
        yield Measure(" ".join(what.split()), ("revenue",), (counted,), quote, titled=True, most=most)
        return
    # "income, expenses and savings" are what is kept.
    things = counted[-1] in MONEY | SPENT and len(counted) == 1
    if not dims and (things or not is_number(counted) or re.search(r"\b(?:by|with)\b", piece) or _HIGHEST.match(what)):
        return
    title = re.sub(rf"^(?:{'|'.join(OFTEN)})\s+", "", " ".join(what.split())) if often else " ".join(what.split())
    yield Measure(title, counted, tuple(dims), quote, mean, kind=drawn[1].lower() if drawn else "", board=board)


def _dimensions(group: str) -> Iterator[tuple[str, ...]]:
    for part in re.split(r"\s*(?:,|\band\b)\s*", group):
        plain = re.sub(r"\b(?:in|on|for|as|with|using|to|of)\b.*$", "", part.strip().lower())
        one = phrase([word for word in tagged(plain) if word.text.strip()])
        if one is not None and len(one.words) <= 3 and one.head != "filter":
            yield one.words


def is_number(words: tuple[str, ...]) -> bool:
    """Whether the words name an amount, and no things that are counted."""
    return words[-1] in _NOUNS_OF_NUMBERS | MONEY | SPENT or shape(words).type.is_number


def _keep(sketch: Sketch, one: Measure) -> None:
    """The entity that is counted or that has the amount, and those that it is counted by."""
    if one.what in ALL:
        return
    facts = facts_of(sketch, one)
    if facts is None:
        return
    if facts.name not in sketch.entities:
        sketch.entities[facts.name] = facts
    facts.verbs.add("analyze")
    facts.samples = max(facts.samples, _SAMPLES)
    if one.noun in _NOUNS_OF_NUMBERS and facts.words[-1] == one.noun:
        facts.add(_number((one.noun,), facts))
    elif one.noun in PERSONNEL:
        pass  # they are counted
    elif one.noun in {"value", "worth"} and one.board and {"quantity", "stock"} & facts.fields.keys():
        valued(facts)
    elif one.board and one.mean and facts.words[-1] == one.noun:
        facts.add(_number(one.what, facts))
    elif (
        (is_number(one.what) or (one.mean and facts is subject(sketch)))
        and facts.words != one.what[-len(facts.words) :]
        and not _named(sketch, one.noun)
    ):
        money = one.noun in MONEY | SPENT
        generic = one.noun in _GENERIC and one.what[:-1] == facts.words
        if not generic and not (money and facts.words[-1] in {*_FACTS, "expense"}):
            facts.add(_number(one.what, facts))
    for dim in one.dimensions:
        _dimension(sketch, facts, dim)


def _named(sketch: Sketch, noun: str) -> bool:
    """Whether a list of the prompt gives something a value of that name."""
    return any(item.head == noun for listing in sketch.reading.listings for item in listing.items)


def facts_of(sketch: Sketch, one: Measure) -> EntityDraft | None:
    """The records that a figure is of: those that are counted, or that have the amount; None where none can be."""
    about = subject(sketch) if one.board else None
    found = sketch.find(one.what)
    if one.board and one.noun in PERSONNEL:
        return sketch.find(("employee",)) or _staff(one)
    number = is_number(one.what) or one.mean
    if found is not None and found is about and one.mean:
        return about  # "average delay" of delays: how long each of them is
    if found is not None and not (number and (found.words[-1] != one.noun or about is not None)):
        return found
    if _named(sketch, one.noun):
        return None
    if about is not None and number and (happens(about) or _lasts(sketch, about, one)):
        return about
    return _amount_of(sketch, one) or (_things(one) if not number else None)


def _lasts(sketch: Sketch, about: EntityDraft, one: Measure) -> bool:
    """Whether what lasts has the amount for good (a salary), and not another one each time (what a building uses)."""
    passing = one.noun in MONEY | SPENT or any(dim[-1] in TIMES for dim in one.dimensions)
    return not passing and not any(sketch.find(dim) is about for dim in one.dimensions)


def _amount_of(sketch: Sketch, one: Measure) -> EntityDraft | None:
    """What has an amount that nothing said whose it is."""
    if one.noun in _GENERIC and len(one.what) > 1:
        owner = sketch.find(one.what[:-1]) or sketch.entities.get("sale")
        if owner is not None:
            return owner
    if one.noun in MONEY | SPENT:
        return _paid(sketch, one)
    if is_number(one.what):
        made = _record_of(sketch)
        return sketch.entities.get(made.name, made)
    return None


def _things(one: Measure) -> EntityDraft | None:
    """What is counted, and nothing of the app is so far."""
    counted = phrase([word for word in tagged(" ".join(one.what)) if word.text.strip()])
    things = counted is not None and concept(counted).sort in {Sort.THING, Sort.PEOPLE, Sort.ACT}
    title = one.title.lower().split()[-1]
    return _made(one.what, one.quote) if things and (is_plural(title) or one.noun in MASS) else None


def _paid(sketch: Sketch, one: Measure) -> EntityDraft | None:
    """The sales, orders or expenses whose amounts are meant; None while nobody can know which."""
    spent = one.noun in SPENT
    nouns = ("expense", "cost", "transaction", "purchase", "payment") if spent else _FACTS
    kept = next((draft for noun in nouns for draft in sketch.entities.values() if draft.words[-1] == noun), None)
    numbers = sketch.entities.get(_record_of(sketch).name) if spent else None
    if kept is not None or numbers is not None:
        return kept or numbers
    if not spent and any(VERBS[wish.verb].noun in _FACTS for wish in sketch.reading.wishes if wish.verb in VERBS):
        return None  # what people pay is kept once it is known what for
    return _made(("expense",) if spent else ("sale",), one.quote)


def _record_of(sketch: Sketch) -> EntityDraft:
    """The record of what a dashboard is about ("energy usage records")."""
    kind: Phrase | None = sketch.reading.kind
    while kind is not None and kind.head in APP_WORDS | _KINDS:
        kind = kind.without_head()
    if kind is not None and kind.words[-1] in PERSONNEL:
        return _staff(None)
    words = (*(kind.words if kind is not None else ()), "record")
    return _made(words if len(words) > 1 else ("key", "figure"), "")


def _staff(one: Measure | None) -> EntityDraft:
    return replace(_made(("employee",), one.quote if one else ""), people=True)


def _made(words: tuple[str, ...], quote: str) -> EntityDraft:
    return EntityDraft(words=words, surface=words, quote=quote, samples=_SAMPLES)


def _number(words: tuple[str, ...], owner: EntityDraft) -> Field:
    made = field_of(words, owner.words[-1])
    if made.type.is_number:
        return made
    return made.model_copy(
        update={"type": FieldType.DECIMAL, "choices": (), "minimum": 0.0, "max_length": None, "example": ""}
        | {"searchable": False, "filterable": False, "sortable": True}
    )


def _dimension(sketch: Sketch, facts: EntityDraft, dim: tuple[str, ...]) -> None:
    """Gives the facts what they are counted by: a date, another thing, or a value to choose."""
    if dim[-1] in TIMES:
        if period_of(dim[-1]) is Period.HOUR:
            with_hours(facts)
        elif not any(field.type.is_time for field in facts.fields.values()):
            facts.add(assumed("date", label="Date", required=True))
        return
    if any(name == "_".join(dim) or name.endswith(f"_{dim[-1]}") for name in facts.fields):
        return
    if further(sketch, facts, dim)[1] is not None:
        return
    holder = _holder(sketch, dim)
    if holder is not None and holder is not facts:
        facts.add(reference(holder.name, holder.label, origin=Origin.ASSUMED))
        return
    other = sketch.entities.get("_".join(dim)) or sketch.find(dim)
    one = Phrase(words=dim, surface=dim, plural=True)
    value = dim[-1] in ATTRIBUTES or (dim[-1] != "room" and shape(dim).type not in {FieldType.STRING, FieldType.CHOICE})
    value = value or dim[-1] in _VALUES
    if other is facts:
        return
    if other is None and not value and concept(one).sort in {Sort.THING, Sort.PEOPLE, Sort.ACT}:
        people = concept(one).sort is Sort.PEOPLE and dim[-1] != "team"
        other = EntityDraft(words=thing_words(one), surface=thing_words(one), verbs={"list"}, people=people)
        sketch.entities[other.name] = other
    if other is not None and not value:
        facts.add(reference(other.name, other.label, origin=Origin.PROMPT))
        return
    choices: tuple[str, ...] = AGES if dim[-2:] == ("age", "group") else ()
    choices = {"reason": REASONS, "region": REGIONS}.get(dim[-1], choices)
    if dim[-1] in {"type", "category"} and len(dim) > 1:
        choices = category_values(dim[-2])
    made = field_of(dim, facts.words[-1], choices=choices)
    if made.type in {FieldType.TEXT, FieldType.IMAGE, FieldType.FILE, FieldType.URL}:
        made = field_of(dim, facts.words[-1], choices=("Standard", "Special", "Other"))
    facts.add(made.model_copy(update={"filterable": True}))


def _holder(sketch: Sketch, dim: tuple[str, ...]) -> EntityDraft | None:
    """The thing that a list of the prompt gives such a value ("customers with name and region")."""
    for listing in sketch.reading.listings:
        if listing.holder is not None and any(item.words == dim for item in listing.items):
            return sketch.find(thing_words(listing.holder))
    return None
