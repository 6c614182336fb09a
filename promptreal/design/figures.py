"""Charts, filters and reports."""

from __future__ import annotations

import re

from promptreal.design.attributes import _give as give
from promptreal.design.concepts import Sort, concept, thing_words
from promptreal.design.fields import assumed, reference
from promptreal.design.phrases import Phrase
from promptreal.design.sketch import EntityDraft, Sketch
from promptreal.design.words import capital, identifier, singular
from promptreal.spec import (
    Action,
    ActionKind,
    Aggregate,
    Chart,
    ChartKind,
    EntityKind,
    Field,
    FieldType,
    Filter,
    Origin,
    Report,
)

_TRENDS = frozenset({"trend", "trends", "growth", "timeline", "history"})
_PEOPLE_FIGURES = frozenset({"demographics", "demographic"})
_VAGUE = frozenset(
    {
        "chart",
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


def draw(sketch: Sketch, *, app_type: str) -> None:
    """Fills a sketch's charts, filters and reports."""
    wants = app_type in {"dashboard", "report-generator"} or bool(told(sketch) or sketch.wanted_reports)
    for title, topic, quote in sketch.figures:
        _named(sketch, title, topic, quote)
    for sentence in sketch.reading.sentences:
        for match in _CHART.finditer(sentence):
            _spelled_out(sketch, match, sentence)
    if app_type in {"dashboard", "report-generator"}:
        for wish in sketch.reading.wishes:
            by = next((c.phrases for c in wish.complements if c.preposition in {"by", "per"}), ())
            if wish.verb in {"show", "display", "view", "see", "compare", "analyze", "track"} and wish.objects and by:
                for match in _CHART.finditer(f"chart of {wish.objects[0].written} by {' '.join(by[0].words)}"):
                    _spelled_out(sketch, match, wish.quote)
    if wants or app_type == "admin-panel":
        _assumed_charts(sketch, most=6 if wants else 4)
    _filters(sketch)
    _reports(sketch, app_type)


_CHART = re.compile(
    r"\b(?:(pie|bar|line) )?(?:chart|graph|plot)s? (?:of|for|showing|with) (?:the |number of |total )*([\w -]+?)"
    r"(?: (?:by|per|over|for each) ([\w -]+?))?(?=$|[,.;]| and | in | on | to )",
    re.IGNORECASE,
)


def _spelled_out(sketch: Sketch, match: re.Match[str], quote: str) -> None:
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
            if wanted
            and (one.name.endswith(wanted) or (wanted in {"month", "time", "week", "year", "day"} and one.type.is_time))
        ),
        None,
    )
    if dimension is None and by:
        give(owner, (wanted,))
        dimension = owner.fields.get(wanted)
    if dimension is None or dimension.type in {FieldType.TEXT, FieldType.IMAGE, FieldType.FILE, FieldType.URL}:
        _breakdown(sketch, owner, title, quote)
        return
    shape = ChartKind.LINE if dimension.type.is_time else ChartKind.BAR
    chosen = {"pie": ChartKind.PIE, "line": ChartKind.LINE, "bar": ChartKind.BAR}.get((kind or "").lower(), shape)
    _put(
        sketch,
        title,
        chosen,
        owner,
        dimension=dimension.name,
        measure=measure.name if measure else "",
        aggregate=Aggregate.SUM if measure else Aggregate.COUNT,
        quote=quote,
    )


def told(sketch: Sketch) -> bool:
    """Whether the prompt asks for figures, and not only for something called trends among other contents."""
    return any(title.lower() not in {"trend", "trends"} for title, _, _ in sketch.figures)


def fact(sketch: Sketch) -> EntityDraft | None:
    """The entity that figures are drawn from: one with a date and an amount, else one with a date, else the main one."""

    def worth(one: EntityDraft) -> tuple[int, int]:
        fields = list(one.fields.values())
        money = any(
            field.type in {FieldType.MONEY, FieldType.DECIMAL, FieldType.INTEGER} and field.name != "price"
            for field in fields
        )
        time = any(field.type.is_time for field in fields)
        return (
            2 * time + money + (one.words[-1] in {"sale", "order", "transaction", "record", "payment"}),
            one.mentions,
        )

    found = [one for one in sketch.records if not one.people]
    return max(found, key=worth) if found else sketch.main


def _named(sketch: Sketch, title: str, topic: Phrase | None, quote: str) -> None:
    words = title.lower().split()
    owner = sketch.find(thing_words(topic)) or _sales(sketch, topic) if topic is not None else None
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
    elif words[-1] in _TRENDS or "trend" in title.lower():
        _trend(sketch, subject, title, quote)
    elif words[-1] in {"performance"} and owner is not None:
        _performance(sketch, owner, title, quote)
    else:
        _breakdown(sketch, subject, title, quote)


def _sales(sketch: Sketch, topic: Phrase) -> EntityDraft | None:
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


def _put(
    sketch: Sketch,
    title: str,
    kind: ChartKind,
    entity: EntityDraft,
    *,
    dimension: str = "",
    measure: str = "",
    aggregate: Aggregate = Aggregate.COUNT,
    quote: str = "",
) -> None:
    name = identifier(title, "chart")
    same = any(
        one.entity == entity.name
        and one.dimension == dimension
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
        measure=measure,
        aggregate=aggregate,
        origin=Origin.PROMPT if quote else Origin.ASSUMED,
        quote=quote,
    )


def _time(entity: EntityDraft) -> Field | None:
    return next((one for one in entity.fields.values() if one.type.is_time), None)


def _measure(entity: EntityDraft) -> Field | None:
    numbers = [one for one in entity.fields.values() if one.type.is_number]
    money = [one for one in numbers if one.type is FieldType.MONEY]
    return (money or numbers or [None])[0]


def _choices(entity: EntityDraft) -> list[Field]:
    return [one for one in entity.fields.values() if one.type is FieldType.CHOICE]


def _trend(sketch: Sketch, entity: EntityDraft, title: str, quote: str) -> None:
    if _time(entity) is None:
        entity.add(assumed("date", label="Date"))
    time, measure = _time(entity), _measure(entity)
    if measure is None and "market" in title.lower():
        entity.add(assumed("price", label="Price"))
        measure = _measure(entity)
    if time is not None:
        price = measure is not None and measure.name == "price"
        aggregate = (
            Aggregate.COUNT
            if measure is None
            else Aggregate.AVERAGE
            if price or measure.type is FieldType.PERCENT
            else Aggregate.SUM
        )
        _put(
            sketch,
            title,
            ChartKind.LINE,
            entity,
            dimension=time.name,
            measure=measure.name if measure else "",
            aggregate=aggregate,
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
        _put(sketch, title, ChartKind.PIE, people, dimension="age_group", quote=quote)
        _put(sketch, f"{people.label_or_many()} by gender", ChartKind.BAR, people, dimension="gender")
        return
    if _choices(entity):
        _put(sketch, title, ChartKind.PIE, entity, dimension=_choices(entity)[0].name, quote=quote)


def _performance(sketch: Sketch, owner: EntityDraft, title: str, quote: str) -> None:
    """How each of something does: the facts' amount by it."""
    facts = fact(sketch)
    if facts is not None and facts is not owner:
        if not any(one.target == owner.name for one in facts.fields.values()):
            facts.add(reference(owner.name, owner.label, origin=Origin.ASSUMED))
        measure = _measure(facts)
        _put(
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
        _breakdown(sketch, owner, title, quote)


def _breakdown(sketch: Sketch, entity: EntityDraft, title: str, quote: str) -> None:
    taken = {(one.entity, one.dimension) for one in sketch.charts.values()}
    dimensions = [*_choices(entity), *(one for one in entity.fields.values() if one.type is FieldType.REFERENCE)]
    free = [one for one in dimensions if (entity.name, one.name) not in taken] or dimensions
    if "financial" in title.lower() and not any(one.name == "revenue" for one in entity.fields.values()):
        entity.add(assumed("revenue", label="Revenue"))
    measure = entity.fields.get("revenue") or _measure(entity)
    if free:
        money = measure is not None and measure.type is FieldType.MONEY
        _put(
            sketch,
            title,
            ChartKind.BAR,
            entity,
            dimension=free[0].name,
            measure=measure.name if money and measure else "",
            aggregate=Aggregate.SUM if money else Aggregate.COUNT,
            quote=quote,
        )
    else:
        display = next(iter(entity.fields.values()))
        numeric = measure is not None
        _put(
            sketch,
            title,
            ChartKind.BAR,
            entity,
            dimension=display.name,
            measure=measure.name if measure else "",
            aggregate=Aggregate.SUM if numeric else Aggregate.COUNT,
            quote=quote,
        )


def _assumed_charts(sketch: Sketch, *, most: int) -> None:
    room = most - len(sketch.charts)
    main = fact(sketch)
    order = ([main] if main else []) + [one for one in sketch.records if one is not main]
    numbers = 0
    for one in order:
        if room <= 0:
            return
        before = len(sketch.charts)
        if numbers < 2 or one is main:
            _put(sketch, f"Total {one.low_many}", ChartKind.NUMBER, one)
            numbers += 1
        if one is main:
            measure = _measure(one)
            if measure is not None and measure.type is FieldType.MONEY and measure.name not in {"price", "cost"}:
                _put(
                    sketch,
                    f"{measure.label} by month" if _time(one) else f"Average {measure.label.lower()}",
                    ChartKind.LINE if _time(one) else ChartKind.NUMBER,
                    one,
                    dimension=time.name if (time := _time(one)) else "",
                    measure=measure.name,
                    aggregate=Aggregate.SUM if time else Aggregate.AVERAGE,
                )
            elif (time := _time(one)) is not None:
                _put(sketch, f"{one.many} by month", ChartKind.LINE, one, dimension=time.name)
        for field in _choices(one)[: 2 if one is main else 1]:
            _put(
                sketch,
                f"{one.many} by {field.label.lower()}",
                ChartKind.PIE if len(field.choices) <= 4 else ChartKind.BAR,
                one,
                dimension=field.name,
            )
        room -= len(sketch.charts) - before


def _filters(sketch: Sketch) -> None:
    for feature in sketch.reading.features:
        if concept(feature.phrase).sort is not Sort.FILTER:
            continue
        for complement in feature.complements:
            for one in complement.phrases:
                _named_filter(sketch, one, feature.quote)
    for wish in sketch.reading.wishes:
        filters = any(concept(one).sort is Sort.FILTER for one in wish.objects)
        if filters:
            for complement in wish.complements:
                for one in complement.phrases:
                    _named_filter(sketch, one, wish.quote)
        if wish.verb in {"filter", "narrow", "sort", "search"}:
            for complement in wish.complements:
                if complement.preposition in {"by", "on"}:
                    for one in complement.phrases:
                        if concept(one).sort in {Sort.ATTRIBUTE, Sort.THING}:
                            _named_filter(sketch, one, wish.quote)
    for draft in sketch.entities.values():
        if draft.kind in {EntityKind.MARK, EntityKind.MESSAGE}:
            continue
        for field in [one for one in draft.fields.values() if one.filterable][:5]:
            if not any(one.entity == draft.name and one.field == field.name for one in sketch.filters.values()):
                name = identifier(f"{draft.name} {field.name}", "filter")
                name = name if name not in sketch.filters else f"{name}_of_{draft.name}"[:48].rstrip("_")
                sketch.filters[name] = Filter(
                    name=name, label=field.label, entity=draft.name, field=field.name, origin=field.origin
                )


def _named_filter(sketch: Sketch, one: Phrase, quote: str) -> None:
    """ "date range" is a filter over the facts' date, "product category" over the product's category."""
    label = " ".join(one.surface)
    words = [singular(word) for word in one.words if word not in {"range", "period", "interval"}]
    base = fact(sketch)
    owner = sketch.find(tuple(words[:-1])) if len(words) > 1 else None
    owner = owner or base
    if owner is None or not words:
        return
    field = next(
        (
            field
            for field in owner.fields.values()
            if field.name.endswith(words[-1])
            or field.name == f"{words[-1]}_count"
            or (words[-1] == "date" and field.type.is_time)
        ),
        None,
    )
    if field is None and len(words) == 1:
        for other in sketch.records:
            field = next((field for field in other.fields.values() if field.name == words[0]), None)
            if field is not None:
                owner = other
                break
    if field is None:
        give(owner, (words[-1],))
        field = owner.fields.get(words[-1])
    if field is None or field.type in {FieldType.TEXT, FieldType.IMAGE, FieldType.FILE, FieldType.URL}:
        return
    if (
        owner is not base
        and base is not None
        and field.type is FieldType.CHOICE
        and any(other.target == owner.name for other in base.fields.values())
    ):
        # The figures are drawn from the facts, so they need the value to be narrowed by it.
        own = field.model_copy(update={"name": identifier(label), "label": capital(label)})
        base.add(own)
        name = identifier(label, "filter")
        sketch.filters[name] = Filter(
            name=name, label=capital(label), entity=base.name, field=own.name, origin=Origin.PROMPT, quote=quote
        )
        return
    owner.fields[field.name] = field.model_copy(update={"filterable": True})
    name = identifier(label, "filter")
    sketch.filters[name] = Filter(
        name=name, label=capital(label), entity=owner.name, field=field.name, origin=Origin.PROMPT, quote=quote
    )


def _reports(sketch: Sketch, app_type: str) -> None:
    wanted = list(sketch.wanted_reports)
    main = fact(sketch)
    if not wanted and app_type in {"report-generator", "dashboard"} and main is not None:
        wanted.append((f"{main.many if main.words[-1] == 'sale' else main.label} report", None, ""))
    titles: list[str] = []
    for title, topic, quote in wanted:
        owner = (
            sketch.find(thing_words(topic)) or _sales(sketch, topic) or sketch.about(thing_words(topic))
            if topic is not None
            else None
        ) or main
        if owner is None:
            continue
        vague = len(title.split()) == 1
        if vague and titles and any(one.entity == owner.name for one in sketch.reports.values()):
            continue
        full = f"{owner.many if owner.words[-1] == 'sale' else owner.label} report" if vague else capital(title)
        full = full if full.lower().endswith(("report", "summary", "statement")) else f"{full} report"
        if full in titles or len(titles) >= 3:
            continue
        titles.append(full)
        name = identifier(full, "report")
        _report_sections(sketch, owner, quote)
        charts = [
            one.name for one in sketch.charts.values() if one.entity == owner.name and one.kind is not ChartKind.NUMBER
        ]
        sketch.reports[name] = Report(
            name=name,
            title=full,
            entity=owner.name,
            sections=("summary", *charts[:4], "records"),
            origin=Origin.PROMPT if quote else Origin.ASSUMED,
            quote=quote,
        )
        sketch.act(
            Action(
                name=identifier(f"generate {name}"),
                label=f"Generate {full[:1].lower()}{full[1:]}",
                kind=ActionKind.REPORT,
                entity=owner.name,
                report=name,
                quote=quote,
                origin=Origin.PROMPT if quote else Origin.ASSUMED,
            )
        )


def _report_sections(sketch: Sketch, owner: EntityDraft, quote: str) -> None:
    """What the prompt wants in its reports becomes a chart each."""
    for listing in sketch.reading.listings:
        if listing.holder is None or listing.holder.head != "report":
            continue
        for item in listing.items:
            title = item.written
            if item.head in _TRENDS:
                _trend(sketch, owner, title, listing.quote)
            elif item.head in {"data", "performance", "statistic", "figure", "metric", "distribution"}:
                _breakdown(sketch, owner, title, listing.quote)
    if not any(one.entity == owner.name for one in sketch.charts.values()):
        if _time(owner) is not None:
            _trend(sketch, owner, f"{owner.many} by month", "")
        _breakdown(sketch, owner, f"{owner.many} overview", "")
