"""What a prompt says of some things of a sort: overdue invoices, items below their reorder point, unpaid orders.

These words are no name of the things. They are read as a condition: the things get what it is worked out of, and charts
and reports show those that fulfil it.
"""

from __future__ import annotations

import re

from promptreal.design.english.wishes import Selection
from promptreal.design.english.words import capital, identifier, is_plural, singular
from promptreal.design.things.fields import assumed, field_of
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.spec import (
    Aggregate,
    AppSpec,
    Chart,
    ChartKind,
    Condition,
    ConditionKind,
    Entity,
    Excerpt,
    Field,
    FieldType,
    Filter,
    Origin,
    Term,
)

_BOARD = re.compile(r"\b(?:dashboard|reports?|analytics|overview|statistics)\b", re.IGNORECASE)
_BELOW = re.compile(
    r"\b(?P<what>[a-z]+s)\s+(?:(?:that|which)\s+(?:are|have\s+fallen|fall)\s+|running\s+|falling\s+|"
    r"(?:with|whose)\s+(?:a\s+|the\s+)?(?:stock|quantity|level)s?\s+(?:is\s+|are\s+)?)?(?:at\s+or\s+)?(?:below|under)\s+"
    r"(?:their\s+|the\s+|its\s+|a\s+)?(?P<least>(?:re-?order|minimum|min\.?|safety|par|stock)[\s-]?"
    r"(?:point|level|stock|quantity|threshold|minimum)s?)\b",
    re.IGNORECASE,
)
_LOW = re.compile(r"\b(?:low[- ]stock|low on stock)\s+(?P<what>items|products|goods|parts|materials)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?P<said>overdue|past[- ]due|late|expired)\s+(?P<what>[a-z]+s)\b", re.IGNORECASE)
_STATES = re.compile(
    r"\b(?P<said>unpaid|paid|open|closed|cancell?ed|pending|active|inactive|resolved|unresolved|completed|approved|"
    r"rejected|returned|delivered|shipped)\s+(?P<what>[a-z]+s)\b",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"\b(?P<what>[a-z]+s)\s+(?:without|with no|who have no|that have no)\s+(?P<other>[a-z]+s)"
    r"(?:\s+(?:in|for|within|during)\s+(?:the\s+)?(?:last|past)\s+\w+(?:\s+\w+)?)?",
    re.IGNORECASE,
)
# What is done with, and when: what is late is past its day, and not done with.
_DONE_ON = {
    "invoice": "paid date",
    "bill": "paid date",
    "payment": "paid date",
    "loan": "returned date",
    "rental": "returned date",
    "delivery": "delivered date",
    "shipment": "delivered date",
    "order": "delivered date",
}
_FROM_TO = frozenset({"loan", "rental", "lease", "booking"})
_STATES_OF: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("open", "closed"), ("Open", "In progress", "Closed")),
    **dict.fromkeys(("unpaid", "paid"), ("Unpaid", "Paid")),
    **dict.fromkeys(("resolved", "unresolved"), ("Unresolved", "Resolved")),
    **dict.fromkeys(("active", "inactive"), ("Active", "Inactive")),
    **dict.fromkeys(("pending", "approved", "rejected"), ("Pending", "Approved", "Rejected")),
    **dict.fromkeys(("completed", "cancelled"), ("Planned", "Completed", "Cancelled")),
    **dict.fromkeys(("shipped", "delivered", "returned"), ("New", "Shipped", "Delivered", "Returned")),
}
_LASTING = frozenset(
    {"subscription", "membership", "licence", "license", "contract", "certificate", "policy", "permit"}
)


def taken(sentence: str, *, board: bool) -> tuple[str, list[Selection]]:
    """The sentence with bare nouns where it speaks of some things of a sort, and what it says of them."""
    found: list[Selection] = []
    if not (board or _BOARD.search(sentence)):
        return sentence, found

    def below(match: re.Match[str]) -> str:
        least = " ".join(match["least"].lower().replace("-", " ").split()).replace("re order", "reorder")
        least = " ".join((*least.split()[:-1], singular(least.split()[-1])))
        noun = singular(match["what"].lower())
        found.append(Selection("low", noun, "low stock", capital(match[0]), least))
        return match["what"]

    def low(match: re.Match[str]) -> str:
        found.append(Selection("low", singular(match["what"].lower()), "low stock", capital(match[0]), "reorder level"))
        return match["what"]

    def past(match: re.Match[str]) -> str:
        if not is_plural(match["what"].lower()):
            return match[0]
        found.append(_said("past", match))
        return match["what"]

    def state(match: re.Match[str]) -> str:
        if not is_plural(match["what"].lower()):
            return match[0]
        found.append(_said("state", match))
        return match["what"]

    for pattern, take in ((_BELOW, below), (_LOW, low), (_PAST, past), (_STATES, state)):
        sentence = pattern.sub(take, sentence)
    return sentence, found


def _said(kind: str, match: re.Match[str]) -> Selection:
    following = re.match(r"\s+((?:by|per|over|for each)\b[^,.;]*)", match.string[match.end() :], re.IGNORECASE)
    counted = following[1].lower() if following else ""
    title = capital(match[0])
    return Selection(kind, singular(match["what"].lower()), match["said"].lower(), title, counted=counted)


def without_others(sentence: str) -> tuple[str, list[str]]:
    """The sentence without "customers without orders", which nothing tells, and these words."""
    lost = [one[0] for one in _WITHOUT.finditer(sentence)]
    return _WITHOUT.sub(lambda one: one["what"], sentence), lost


def keep_selected(sketch: Sketch) -> None:
    """Gives things what it takes to know which of them are meant, and keeps those that nothing else speaks of."""
    for one in sketch.reading.selections:
        draft = sketch.find((one.noun,))
        if draft is None and one.kind == "state":
            continue
        if draft is None:
            draft = EntityDraft(words=(one.noun,), surface=(one.noun,), verbs={"list", "analyze"}, samples=60)
            sketch.entities[draft.name] = draft
        if one.kind == "low":
            _count(draft, one, " ".join(sketch.reading.sentences).lower())
        elif one.kind == "past":
            _date(draft, one)
        elif "status" not in draft.fields and not draft.statuses:
            draft.statuses += _STATES_OF.get(one.said.replace("canceled", "cancelled"), ())


def _count(draft: EntityDraft, one: Selection, text: str) -> None:
    held = {"quantity", "stock", "in_stock", "inventory"} & set(draft.fields)
    if not held:
        label = "Stock level" if "stock level" in text else ""
        draft.add(field_of(("quantity",), draft.words[-1], label=label, required=True))
    draft.add(field_of(tuple(one.least.split()), draft.words[-1]).model_copy(update=_WHOLE | {"minimum": 0.0}))


_WHOLE = {"type": FieldType.INTEGER, "choices": (), "max_length": None, "example": "", "searchable": False}


def _date(draft: EntityDraft, one: Selection) -> None:
    noun = draft.words[-1]
    if noun not in _FROM_TO and not any(field.type.is_time for field in draft.fields.values()):
        draft.add(assumed("date", label="Date", required=True))  # figures are by the day that it is of, and not due
    if one.said == "expired" or noun in _LASTING:
        draft.add(field_of(("expiry", "date"), noun, required=True))
        return
    draft.add(field_of(("due", "date"), noun, required=True))
    done = _DONE_ON.get(noun, "completed date")
    if not any(field.name.startswith(done.split()[0]) for field in draft.fields.values()):
        draft.add(assumed(done, label=capital(done)))


def valued(draft: EntityDraft) -> None:
    """What there is of a thing is worth its price times how many there are."""
    count = next((draft.fields[name] for name in ("quantity", "stock", "in_stock") if name in draft.fields), None)
    if count is None:
        return
    price = next(
        (one for one in draft.fields.values() if one.name in {"unit_price", "price", "unit_cost", "cost"}), None
    )
    if price is None:
        price = assumed("unit price", label="Unit price", required=True)
        draft.add(price)
    formula = (Term(factors=(count.name, price.name)),)
    made = field_of(("value",), draft.words[-1], label="Value")
    money = {"type": FieldType.MONEY, "formula": formula, "minimum": 0.0, "required": False}
    draft.fields["value"] = made.model_copy(update=money)


def select(spec: AppSpec, selections: tuple[Selection, ...]) -> AppSpec:
    """The spec whose charts and reports show the things that are meant; what nothing tells apart is left out."""
    if not selections:
        return spec
    left: list[str] = []
    told: list[str] = []
    for one in dict.fromkeys(selections):
        entity = next((each for each in spec.entities if each.name.split("_")[-1] == one.noun), None)
        if entity is not None and one.kind == "low" and not _only(entity, one):
            spec = _watched(spec, entity, one)
            entity = spec.entity(entity.name)
        only = _only(entity, one) if entity is not None else ()
        if entity is None or not only:
            why = (
                f"{entity.label_plural.lower()} do not say which of them are"
                if entity
                else "nothing of the sort is kept"
            )
            left.append(f"“{one.title}”: {why}.")
            continue
        spec = _shown(_alone(spec, entity, one, only) if one.counted else spec, entity, one, only)
        told.append(f"{one.title}: counted by themselves, and listed in the report.")
    before = spec.understanding
    understanding = before.model_copy(
        update={"left_out": (*before.left_out, *left), "understood": (*before.understood, *told)}
    )
    return spec.model_copy(update={"understanding": understanding})


def _watched(spec: AppSpec, entity: Entity, one: Selection) -> AppSpec:
    """The spec in which a thing says by itself whether there is too little of it."""
    numbers = {field.name for field in entity.fields if field.type is FieldType.INTEGER}
    count = next((name for name in ("quantity", "stock", "in_stock") if name in numbers), "")
    least = identifier(one.least)
    if not count or least not in numbers:
        return spec
    condition = Condition(kind=ConditionKind.LOW, field=count, than=least)
    made = Field(
        name=identifier(f"below {one.least}"),
        label=capital(f"below {one.least}"),
        type=FieldType.BOOLEAN,
        condition=condition,
        filterable=True,
        origin=Origin.PROMPT,
    )
    changed = entity.model_copy(update={"fields": (*entity.fields, made)})
    entities = tuple(changed if each.name == entity.name else each for each in spec.entities)
    return spec.model_copy(update={"entities": entities})


def _only(entity: Entity, one: Selection) -> tuple[tuple[str, str], ...]:
    """The filter that lets these things through; none where nothing tells them."""
    kinds = {"low": ConditionKind.LOW, "past": ConditionKind.PAST}
    for field in entity.fields:
        if field.condition is not None and field.condition.kind is kinds.get(one.kind):
            return ((field.name, "true"),)
    if one.kind != "state":
        return ()
    words = {one.said, one.said.replace("canceled", "cancelled")}
    for field in entity.fields:
        choice = next((value for value in field.choices if value.lower() in words), "")
        if choice:
            return ((field.name, choice),)
        if field.type is FieldType.BOOLEAN and field.name in words:
            return ((field.name, "true"),)
        if field.type is FieldType.BOOLEAN and f"un{field.name}" in words:
            return ((field.name, "false"),)
    return ()


def _alone(spec: AppSpec, entity: Entity, one: Selection, only: tuple[tuple[str, str], ...]) -> AppSpec:
    """The charts that count these things ("overdue invoices by customer") count them alone."""
    plain = one.title.split(maxsplit=1)[-1].lower()

    def narrowed(chart: Chart) -> Chart:
        tail = chart.title.lower().removeprefix(f"{plain} ")
        counts = chart.aggregate is Aggregate.COUNT and tail != chart.title.lower() and one.counted.startswith(tail)
        if chart.entity != entity.name or not chart.quote or not counts:
            return chart
        title = f"{one.title} {chart.title[len(plain) + 1 :]}"
        name = identifier(title, "chart")
        taken = any(other.name == name for other in spec.charts)
        return chart.model_copy(update={"only": only, "title": title, "name": chart.name if taken else name})

    charts = tuple(narrowed(chart) for chart in spec.charts)
    now = {old.name: new.name for old, new in zip(spec.charts, charts, strict=True)}
    pages = tuple(
        page.model_copy(update={"charts": tuple(now.get(name, name) for name in page.charts)}) for page in spec.pages
    )
    reports = tuple(
        report.model_copy(update={"sections": tuple(now.get(name, name) for name in report.sections)})
        for report in spec.reports
    )
    return spec.model_copy(update={"charts": charts, "pages": pages, "reports": reports})


def _shown(spec: AppSpec, entity: Entity, one: Selection, only: tuple[tuple[str, str], ...]) -> AppSpec:
    """The charts and the report of these things, and a filter that anybody can narrow by in the same way."""
    filters = spec.filters
    if not any((had.entity, had.field) == (entity.name, only[0][0]) for had in filters):
        field = entity.field(only[0][0])
        made = Filter(
            name=identifier(f"{entity.name} {field.name}"),
            label=field.label,
            entity=entity.name,
            field=field.name,
            origin=Origin.PROMPT,
            quote=one.title,
        )
        filters = (*filters, made)
    name = identifier(one.title, "selection")
    charts = spec.charts
    if not any(had.name == name for had in charts):
        tile = Chart(
            name=name,
            title=one.title,
            kind=ChartKind.NUMBER,
            entity=entity.name,
            only=only,
            origin=Origin.PROMPT,
            quote=one.title,
        )
        charts = (*charts, tile)
    pages = tuple(
        page.model_copy(update={"charts": (name, *page.charts)}) if page.charts and name not in page.charts else page
        for page in spec.pages
    )
    listed = identifier(f"list of {one.title}", "selection")
    excerpt = Excerpt(name=listed, title=one.title, only=only)
    reports = tuple(
        report.model_copy(
            update={
                "excerpts": (*report.excerpts, excerpt),
                "sections": (*report.sections[:1], listed, *report.sections[1:]),
            }
        )
        if report.entity == entity.name and listed not in report.sections
        else report
        for report in spec.reports
    )
    return spec.model_copy(update={"filters": filters, "charts": charts, "pages": pages, "reports": reports})
