"""Orders that come in as CSV: an app with a pipeline."""

from __future__ import annotations

from promptreal.spec import (
    AppSpec,
    Chart,
    ChartKind,
    Entity,
    Field,
    FieldType,
    Filter,
    Origin,
    Pipeline,
)


def orders_pipeline() -> AppSpec:
    """An ETL app: orders of customers come in as CSV, are cleaned and loaded."""
    return AppSpec(
        app_name="order-import",
        title="Order Import",
        tagline="Orders come in as CSV, are cleaned and loaded.",
        app_type="etl-pipeline",
        prompt="An ETL pipeline that cleans orders from CSV",
        enhanced_prompt="A pipeline that takes orders in as CSV, trims, checks and deduplicates them, and loads them.",
        entities=(
            Entity(
                name="customer",
                plural="customers",
                label="Customer",
                label_plural="Customers",
                display="name",
                fields=(Field(name="name", label="Name", type=FieldType.STRING, required=True, example="name"),),
            ),
            Entity(
                name="order",
                plural="orders",
                label="Order",
                label_plural="Orders",
                display="number",
                fields=(
                    Field(name="number", label="Order number", type=FieldType.STRING, required=True, unique=True),
                    Field(name="customer", label="Customer", type=FieldType.REFERENCE, target="customer"),
                    Field(name="email", label="E-mail", type=FieldType.EMAIL),
                    Field(name="total", label="Total", type=FieldType.MONEY, required=True, minimum=0),
                    Field(name="ordered_on", label="Ordered on", type=FieldType.DATE, required=True),
                    Field(name="from", label="Sales channel", type=FieldType.CHOICE, choices=("web", "shop", "phone")),
                ),
            ),
        ),
        charts=(
            Chart(
                name="orders_by_channel",
                title="Orders by channel",
                kind=ChartKind.BAR,
                entity="order",
                dimension="from",
            ),
        ),
        filters=(Filter(name="channel", label="Channel", entity="order", field="from", origin=Origin.PROMPT),),
        pipelines=(
            Pipeline(
                name="orders_pipeline",
                title="Orders pipeline",
                entity="order",
                steps=("trim", "normalize", "validate", "deduplicate", "load"),
            ),
        ),
    )
