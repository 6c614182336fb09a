"""Charts: those that the prompt names or describes, and those that such an app needs."""

from __future__ import annotations

import re

from promptreal.design.english.concepts import thing_words
from promptreal.design.english.parts import give
from promptreal.design.english.phrases import Phrase
from promptreal.design.english.words import capital, identifier, singular
from promptreal.design.things.fields import assumed, reference
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.views.periods import TIMES, pace, period_of
from promptreal.design.views.subjects import happens, subject
from promptreal.spec import Aggregate, Chart, ChartKind, EntityKind, Field, FieldType, Origin, Period

TRENDS = frozenset({"trend", "trends", "growth", "timeline", "history"})


_PEOPLE_FIGURES = frozenset({"demographics", "demographic"})


_VAGUE = frozenset(
    {
        "chart",
        "result",
        "results",
        "charts",
        "graph",
        "graphs",
        "visualization",
        "visualisation",
        "statistic",
        "statistics",
        "analytics",
        "analysis",
        "metric",
        "metrics",
        "insight",
        "insights",
        "kpi",
        "kpis",
        "breakdown",
        "data visualization",
        "data analysis",
    }
)


CHART = re.compile(
    r"\b(?:(pie|bar|line) )?(?:chart|graph|plot)s? (?:of|for|showing|with) (?:the |number of |total )*([\w -]+?)"
    r"(?: (?:by|per|over|for each) ([\w -]+?))?(?=$|[,.;]| and | in | on | to )",
    re.IGNORECASE,
)


def spelled_out(sketch: Sketch, match: re.Match[str], quote: str) -> None:
    """ "a pie chart of tasks by priority": the entity and the dimension by name."""
    kind, what, by = match.groups()
    words = tuple(singular(word) for word in what.lower().split())
    owner = sketch.find(words) or sketch.about(words)
    if owner is None:
        return
    measure = next((one for one in owner.fields.values() if one.name in words and one.type.is_number), None)
    title = capital(f"{what} by {by}" if by else what)
    wanted = singular(by.lower().split()[-1]) if by else ""
    dimension = next(
        (
            one
            for one in owner.fields.values()
            if wanted and (one.name.endswith(wanted) or (wanted in TIMES and one.type.is_time))
        ),
        None,
    )
    through = ""
    if dimension is None and by:
        through, dimension = further(sketch, owner, tuple(singular(word) for word in by.lower().split()))
    if dimension is None and by:
        had = set(owner.fields)
        give(owner, (*by.lower().split()[:-1], wanted))
        dimension = next((one for name, one in owner.fields.items() if name not in had), owner.fields.get(wanted))
    if dimension is None or dimension.type in {FieldType.TEXT, FieldType.IMAGE, FieldType.FILE, FieldType.URL}:
        add_breakdown(sketch, owner, title, quote)
        return
    shape = ChartKind.LINE if dimension.type.is_time else ChartKind.BAR
    chosen = {"pie": ChartKind.PIE, "line": ChartKind.LINE, "bar": ChartKind.BAR}.get((kind or "").lower(), shape)
    put_chart(
        sketch,
        title,
        chosen,
        owner,
        dimension=dimension.name,
        through=through,
        measure=measure.name if measure else "",
        aggregate=Aggregate.SUM if measure else Aggregate.COUNT,
        period=period_of(wanted) if dimension.type.is_time else Period.MONTH,
        quote=quote,
    )


def further(sketch: Sketch, owner: EntityDraft, words: tuple[str, ...]) -> tuple[str, Field | None]:
    """A field of that name of something that the owner refers to, and the reference ("region" of a sale's customer)."""
    bare = {FieldType.CHOICE, FieldType.STRING, FieldType.BOOLEAN, FieldType.INTEGER}
    for field in owner.fields.values():
        target = sketch.entities.get(field.target) if field.target else None
        for one in target.fields.values() if target is not None else ():
            if one.type in bare and one.name in {"_".join(words), words[-1]}:
                return field.name, one
    return "", None


def told(sketch: Sketch) -> bool:
    """Whether the prompt asks for figures, and not only for something called trends among other contents."""
    return bool(sketch.measures) or any(title.lower() not in {"trend", "trends"} for title, _, _ in sketch.figures)


def fact(sketch: Sketch) -> EntityDraft | None:
    """The entity that figures are drawn from: one with a date and an amount, else with a date, else the main one."""

    def worth(one: EntityDraft) -> tuple[int, int]:
        fields = list(one.fields.values())
        money = any(
            field.type in {FieldType.MONEY, FieldType.DECIMAL, FieldType.INTEGER} and field.name != "price"
            for field in fields
        )
        time = any(field.type.is_time for field in fields)
        return (
            10 * (one is about and time)
            + 2 * time
            + money
            + (one.words[-1] in {"sale", "order", "transaction", "record", "payment"}),
            one.mentions,
        )

    found = [one for one in sketch.records if not one.people]
    about = subject(sketch) if sketch.measures else None
    about = about if about is not None and happens(about) else None
    return max(found, key=worth) if found else sketch.main


def named_chart(sketch: Sketch, title: str, topic: Phrase | None, quote: str) -> None:
    """Draws the chart that a noun phrase asks for ("sales trends", "product performance")."""
    words = title.lower().split()
    owner = sketch.find(thing_words(topic)) or sales_entity(sketch, topic) if topic is not None else None
    owner = owner or (
        sketch.about(thing_words(topic))
        if topic is not None
        and topic.head not in {"data", "market", "statistical"}
        and title.rsplit(maxsplit=1)[-1].lower() not in {"chart", "charts"}
        else None
    )
    subject = owner or fact(sketch)
    if words[-1] in {"chart", "charts", "graph", "graphs"} and words[0] in {"pie", "bar", "line", "area", "column"}:
        return
    if (
        subject is None
        or (words[-1] in _VAGUE and (owner is None or len(words) == 1))
        or title.lower() in _VAGUE
        or title.lower() in {"trend", "trends"}
    ):
        return
    if words[-1] in _PEOPLE_FIGURES:
        _demographics(sketch, title, quote)
    elif words[-1] in TRENDS or "trend" in title.lower() or words[-1] in {"month", "year", "week", "day", "time"}:
        add_trend(sketch, subject, title, quote)
    elif words[-1] in {"performance"} and owner is not None:
        _performance(sketch, owner, title, quote)
    else:
        add_breakdown(sketch, subject, title, quote)


def sales_entity(sketch: Sketch, topic: Phrase) -> EntityDraft | None:
    """Where no sales are kept as such, they are the purchases, orders or payments."""
    if topic.head != "sale":
        return None
    return next(
        (
            one
            for one in sketch.entities.values()
            if one.words[-1] in {"purchase", "order", "payment"} and one.kind is EntityKind.ACTIVITY
        ),
        None,
    )


def put_chart(
    sketch: Sketch,
    title: str,
    kind: ChartKind,
    entity: EntityDraft,
    *,
    dimension: str = "",
    through: str = "",
    measure: str = "",
    aggregate: Aggregate = Aggregate.COUNT,
    period: Period = Period.MONTH,
    largest: int = 0,
    quote: str = "",
) -> None:
    """Adds a chart, unless one of that name, or one that nobody asked for and that shows the same, is there."""
    name = identifier(title, "chart")
    same = any(
        one.entity == entity.name
        and (one.dimension, one.through, one.period) == (dimension, through, period)
        and one.measure == measure
        and one.kind is not ChartKind.NUMBER
        for one in sketch.charts.values()
    )
    if name in sketch.charts or (same and not quote):
        return
    sketch.charts[name] = Chart(
        name=name,
        title=capital(title),
        kind=kind,
        entity=entity.name,
        dimension=dimension,
        through=through,
        measure=measure,
        aggregate=aggregate,
        period=period,
        largest=largest,
        origin=Origin.PROMPT if quote else Origin.ASSUMED,
        quote=quote,
    )


def time_field(entity: EntityDraft) -> Field | None:
    """The first field that can be the axis of a trend."""
    return next((one for one in entity.fields.values() if one.type.is_time), None)


def measure_of(entity: EntityDraft) -> Field | None:
    """The number that figures of an entity are of: money first; None when it has none."""
    numbers = [one for one in entity.fields.values() if one.type.is_number]
    money = [one for one in numbers if one.type is FieldType.MONEY]
    return next(iter(money or numbers), None)


def choices_of(entity: EntityDraft) -> list[Field]:
    """The fields whose values can be told apart at a glance."""
    return [one for one in entity.fields.values() if one.type is FieldType.CHOICE]


def add_trend(sketch: Sketch, entity: EntityDraft, title: str, quote: str) -> None:
    """A line over time: of the sum of the measure, or of the number of records."""
    if time_field(entity) is None:
        entity.add(assumed("date", label="Date"))
    time, measure = time_field(entity), measure_of(entity)
    if measure is None and "market" in title.lower():
        entity.add(assumed("price", label="Price"))
        measure = measure_of(entity)
    if time is not None:
        price = measure is not None and measure.name == "price"
        aggregate = (
            Aggregate.COUNT
            if measure is None
            else Aggregate.AVERAGE
            if price or measure.type is FieldType.PERCENT
            else Aggregate.SUM
        )
        put_chart(
            sketch,
            title,
            ChartKind.LINE,
            entity,
            dimension=time.name,
            measure=measure.name if measure else "",
            aggregate=aggregate,
            period=pace(sketch.reading.kind_text),
            quote=quote,
        )


def _demographics(sketch: Sketch, title: str, quote: str) -> None:
    people = next((one for one in sketch.records if one.people), None)
    entity = people or fact(sketch)
    if entity is None:
        return
    if people is not None:
        people.add(
            assumed("age group", label="Age group").model_copy(
                update={"choices": ("18–24", "25–34", "35–49", "50–64", "65+")}
            )
        )
        people.add(assumed("gender", label="Gender"))
        people.add(
            assumed("region", label="Region").model_copy(
                update={
                    "type": FieldType.CHOICE,
                    "choices": ("North", "South", "East", "West"),
                    "example": "",
                    "max_length": None,
                    "searchable": False,
                    "filterable": True,
                }
            )
        )
        put_chart(sketch, title, ChartKind.PIE, people, dimension="age_group", quote=quote)
        put_chart(sketch, f"{people.label_or_many()} by gender", ChartKind.BAR, people, dimension="gender")
        return
    if choices_of(entity):
        put_chart(sketch, title, ChartKind.PIE, entity, dimension=choices_of(entity)[0].name, quote=quote)


def _performance(sketch: Sketch, owner: EntityDraft, title: str, quote: str) -> None:
    """How each of something does: the facts' amount by it."""
    facts = fact(sketch)
    if facts is not None and facts is not owner:
        if not any(one.target == owner.name for one in facts.fields.values()):
            facts.add(reference(owner.name, owner.label, origin=Origin.ASSUMED))
        measure = measure_of(facts)
        put_chart(
            sketch,
            title,
            ChartKind.BAR,
            facts,
            dimension=next(one.name for one in facts.fields.values() if one.target == owner.name),
            measure=measure.name if measure else "",
            aggregate=Aggregate.SUM if measure else Aggregate.COUNT,
            quote=quote,
        )
    else:
        add_breakdown(sketch, owner, title, quote)


def add_breakdown(sketch: Sketch, entity: EntityDraft, title: str, quote: str) -> None:
    """Bars by the first choice or reference that no chart has yet."""
    taken = {(one.entity, one.dimension) for one in sketch.charts.values()}
    dimensions = [*choices_of(entity), *(one for one in entity.fields.values() if one.type is FieldType.REFERENCE)]
    free = [one for one in dimensions if (entity.name, one.name) not in taken] or dimensions
    if "financial" in title.lower() and not any(one.name == "revenue" for one in entity.fields.values()):
        entity.add(assumed("revenue", label="Revenue"))
    measure = entity.fields.get("revenue") or measure_of(entity)
    if free:
        money = measure is not None and measure.type is FieldType.MONEY
        put_chart(
            sketch,
            _told_by(title, free[0].name, free[0].label),
            ChartKind.BAR,
            entity,
            dimension=free[0].name,
            measure=measure.name if money and measure else "",
            aggregate=Aggregate.SUM if money else Aggregate.COUNT,
            quote=quote,
        )
    else:
        _without_groups(sketch, entity, title, quote)


def _told_by(title: str, name: str, label: str) -> str:
    """The title with what is really counted by, where it was called a category or a status before that was known."""
    match = re.match(r"(.*) by (category|status)$", title)
    return title if match is None or match[2] == name else f"{match[1]} by {label.lower()}"


def _without_groups(sketch: Sketch, entity: EntityDraft, title: str, quote: str) -> None:
    """A chart of things that nothing groups: of what refers to them, over time, or of their own numbers.

    Counting things by their names would draw bars of one each.
    """
    facts = next(
        (
            (one, field)
            for one in sketch.entities.values()
            for field in one.fields.values()
            if field.target == entity.name and one is not entity and one.kind is not EntityKind.MARK
        ),
        None,
    )
    measure = measure_of(facts[0] if facts else entity)
    money = measure is not None and measure.type is FieldType.MONEY
    if facts is not None:
        put_chart(
            sketch,
            title if _told_by(title, "", "") == title else f"{facts[0].many} by {entity.low}",
            ChartKind.BAR,
            facts[0],
            dimension=facts[1].name,
            measure=measure.name if money and measure else "",
            aggregate=Aggregate.SUM if money else Aggregate.COUNT,
            quote=quote if _told_by(title, "", "") == title else "",
        )
    elif (time := time_field(entity)) is not None:
        put_chart(sketch, title, ChartKind.LINE, entity, dimension=time.name, quote=quote)
    elif measure is not None:
        name = next(iter(entity.fields.values())).name
        put_chart(
            sketch,
            title,
            ChartKind.BAR,
            entity,
            dimension=name,
            measure=measure.name,
            aggregate=Aggregate.SUM,
            quote=quote,
        )
    else:
        sketch.left_out.append(f"“{capital(title)}”: {entity.low_many} have nothing that they could be grouped by.")
