"""Visits to a clinic: charts over every period, of the largest alone, and of some records, and a report of these."""

from __future__ import annotations

from promptreal.spec import (
    Aggregate,
    AppSpec,
    Chart,
    ChartKind,
    Conversion,
    Entity,
    Excerpt,
    Field,
    FieldType,
    Filter,
    Period,
    Pipeline,
    Report,
    Style,
)
from tests.specs.orders import orders_pipeline


def clinic() -> AppSpec:
    """Figures of visits by the hour, the weekday and longer, of some of them, and of the busiest wards."""
    return AppSpec(
        app_name="clinic-visits",
        title="Clinic Visits",
        app_type="dashboard",
        prompt="a dashboard of clinic visits",
        enhanced_prompt="A dashboard of visits to a clinic.",
        currency="EUR",
        entities=(_visit(),),
        charts=(
            *(_over(period, Aggregate.COUNT) for period in Period),
            _over(Period.WEEKDAY, Aggregate.AVERAGE),
            _over(Period.WEEK, Aggregate.SUM),
            _by_ward("wards", "Visits by ward"),
            _by_ward("busiest", "Two busiest wards", largest=2),
            _by_ward("urgent_by_ward", "Urgent visits by ward", only=(("urgency", "Urgent"),)),
            Chart(
                name="urgent",
                title="Urgent visits",
                kind=ChartKind.NUMBER,
                entity="visit",
                only=(("urgency", "Urgent"),),
            ),
        ),
        filters=(
            Filter(name="urgency", label="Urgency", entity="visit", field="urgency"),
            Filter(name="at", label="Date range", entity="visit", field="at"),
        ),
        reports=(
            Report(
                name="visit_report",
                title="Visit report",
                entity="visit",
                sections=("summary", "urgent_visits", "wards", "records"),
                excerpts=(Excerpt(name="urgent_visits", title="Urgent visits", only=(("urgency", "Urgent"),)),),
            ),
        ),
        style=Style(text=115, corners=0, font="serif"),
    )


def exchange() -> AppSpec:
    """The orders that come in as CSV, with totals that are converted to euros."""
    before = orders_pipeline()
    customer, order = before.entities
    currency = Entity(
        name="currency",
        plural="currencies",
        label="Currency",
        label_plural="Currencies",
        display="code",
        samples=2,
        fields=(
            Field(name="code", label="Code", type=FieldType.STRING, required=True, unique=True, example="title"),
            Field(name="rate", label="Euros for one", type=FieldType.DECIMAL, required=True, minimum=0),
        ),
    )
    added = (
        Field(name="currency", label="Currency", type=FieldType.REFERENCE, target="currency"),
        Field(name="original_total", label="Original total", type=FieldType.DECIMAL),
        Field(name="region", label="Region", type=FieldType.STRING, max_length=100, example="North|South"),
    )
    rule = Conversion(
        amount="total",
        through="currency",
        rate="rate",
        original="original_total",
        into="EUR",
        codes=("EUR", "USD"),
        rates=("1", "0.92"),
    )
    pipeline = Pipeline(
        name="orders_pipeline",
        title="Orders pipeline",
        entity="order",
        steps=("trim", "normalize", "validate", "convert", "deduplicate", "load"),
        conversion=rule,
    )
    entities = (customer, currency, order.model_copy(update={"fields": (*order.fields, *added)}))
    update = {"app_name": "order-exchange", "entities": entities, "pipelines": (pipeline,), "currency": "EUR"}
    return AppSpec.model_validate(before.model_dump() | {"app_name": "order-exchange"}).model_copy(update=update)


def _over(period: Period, aggregate: Aggregate) -> Chart:
    return Chart(
        name=f"{aggregate}_per_{period}",
        title=f"{aggregate} per {period}".capitalize(),
        kind=ChartKind.LINE,
        entity="visit",
        dimension="at",
        measure="" if aggregate is Aggregate.COUNT else "waiting",
        aggregate=aggregate,
        period=period,
    )


def _by_ward(name: str, title: str, *, largest: int = 0, only: tuple[tuple[str, str], ...] = ()) -> Chart:
    return Chart(
        name=name, title=title, kind=ChartKind.BAR, entity="visit", dimension="ward", largest=largest, only=only
    )


def _visit() -> Entity:
    return Entity(
        name="visit",
        plural="visits",
        label="Visit",
        label_plural="Visits",
        display="reason",
        samples=40,
        fields=(
            Field(name="reason", label="Reason", type=FieldType.STRING, required=True, searchable=True),
            Field(
                name="at", label="At", type=FieldType.DATETIME, required=True, filterable=True, example="any_hour"
            ),
            Field(name="waiting", label="Waiting time", type=FieldType.INTEGER, required=True, minimum=0),
            Field(
                name="ward", label="Ward", type=FieldType.CHOICE, choices=("Surgery", "Cardiology", "Pediatrics"),
            ),
            Field(
                name="urgency", label="Urgency", type=FieldType.CHOICE, choices=("Urgent", "Standard"), required=True,
                filterable=True,
            ),
            Field(name="fee", label="Fee", type=FieldType.MONEY, minimum=0),
        ),
    )  # fmt: skip
