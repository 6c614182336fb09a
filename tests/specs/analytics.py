"""Sales over customers and products: an app of charts, filters and a report."""

from __future__ import annotations

from promptreal.spec import (
    Action,
    ActionKind,
    Aggregate,
    AppSpec,
    Chart,
    ChartKind,
    Colour,
    Entity,
    Field,
    FieldType,
    Filter,
    Origin,
    Page,
    PageKind,
    Report,
    Style,
)


def analytics() -> AppSpec:
    """Customer analytics: three charts, filters and a report over customers, products and sales."""
    return AppSpec(
        app_name="customer-analytics",
        title="Customer Analytics",
        tagline="Sales trends, demographics and product performance.",
        app_type="dashboard",
        prompt="customer analytics with sales trends, demographics and product performance",
        enhanced_prompt="A dashboard of sales over customers and products.",
        entities=(_customer(), _product(), _sale()),
        actions=(
            Action(name="browse_sales", label="Browse sales", kind=ActionKind.BROWSE, entity="sale"),
            Action(name="record_sale", label="Record sale", kind=ActionKind.CREATE, entity="sale"),
            Action(name="edit_product", label="Edit product", kind=ActionKind.UPDATE, entity="product"),
            Action(name="refund_sale", label="Refund sale", kind=ActionKind.TRANSITION, entity="sale", to="refunded"),
            Action(name="sales_report", label="Generate report", kind=ActionKind.REPORT, report="sales_report"),
        ),
        pages=_pages(),
        charts=_charts(),
        filters=(
            Filter(name="date_range", label="Date range", entity="sale", field="sold_on", origin=Origin.PROMPT),
            Filter(
                name="product_category", label="Product category", entity="sale", field="category", origin=Origin.PROMPT
            ),
            Filter(name="age_group", label="Age group", entity="customer", field="age_group", origin=Origin.PROMPT),
        ),
        reports=(
            Report(
                name="sales_report",
                title="Sales report",
                entity="sale",
                sections=("summary", "sales_trends", "product_performance", "records"),
            ),
        ),
        style=Style(
            background=Colour(name="ivory", hex="#fffff0"),
            component=Colour(name="forest green", hex="#228b22"),
        ),
    )


def _pages() -> tuple[Page, ...]:
    return (
        Page(
            slug="",
            title="Dashboard",
            kind=PageKind.DASHBOARD,
            charts=("sales_trends", "demographics", "product_performance", "revenue_by_age", "revenue"),
        ),
        Page(slug="sales", title="Sales", kind=PageKind.LIST, entity="sale"),
        Page(slug="customers", title="Customers", kind=PageKind.LIST, entity="customer"),
        Page(slug="reports", title="Sales report", kind=PageKind.REPORT, report="sales_report"),
    )


def _charts() -> tuple[Chart, ...]:
    return (
        Chart(
            name="sales_trends",
            title="Sales trends",
            kind=ChartKind.LINE,
            entity="sale",
            dimension="sold_on",
            measure="amount",
            aggregate=Aggregate.SUM,
        ),
        Chart(
            name="demographics",
            title="Demographics",
            kind=ChartKind.PIE,
            entity="customer",
            dimension="age_group",
        ),
        Chart(
            name="product_performance",
            title="Product performance",
            kind=ChartKind.BAR,
            entity="sale",
            dimension="product",
            measure="amount",
            aggregate=Aggregate.SUM,
        ),
        Chart(
            name="revenue_by_age",
            title="Revenue by age group",
            kind=ChartKind.BAR,
            entity="sale",
            dimension="age_group",
            through="customer",
            measure="amount",
            aggregate=Aggregate.SUM,
        ),
        Chart(
            name="revenue",
            title="Revenue",
            kind=ChartKind.NUMBER,
            entity="sale",
            measure="amount",
            aggregate=Aggregate.SUM,
        ),
    )


def _customer() -> Entity:
    return Entity(
        name="customer",
        plural="customers",
        label="Customer",
        label_plural="Customers",
        display="name",
        fields=(
            Field(
                name="name", label="Name", type=FieldType.STRING, required=True, searchable=True, example="name"
            ),
            Field(name="email", label="E-mail", type=FieldType.EMAIL, required=True, unique=True, searchable=True),
            Field(
                name="age_group", label="Age group", type=FieldType.CHOICE, required=True,
                choices=("18-24", "25-34", "35-49", "50-64", "65+"), filterable=True,
            ),
            Field(name="country", label="Country", type=FieldType.STRING, filterable=True, example="country"),
            Field(name="active", label="Active", type=FieldType.BOOLEAN, filterable=True),
        ),
    )  # fmt: skip


def _product() -> Entity:
    return Entity(
        name="product",
        plural="products",
        label="Product",
        label_plural="Products",
        display="name",
        fields=(
            Field(name="name", label="Name", type=FieldType.STRING, required=True, searchable=True, example="title"),
            Field(name="price", label="Price", type=FieldType.MONEY, required=True, minimum=0, filterable=True),
            Field(name="weight", label="Weight (kg)", type=FieldType.DECIMAL, minimum=0),
            Field(name="margin", label="Margin", type=FieldType.PERCENT, minimum=0, maximum=100),
        ),
    )


def _sale() -> Entity:
    return Entity(
        name="sale",
        plural="sales",
        label="Sale",
        label_plural="Sales",
        display="number",
        status_field="status",
        samples=80,
        fields=(
            Field(name="number", label="Number", type=FieldType.STRING, required=True, unique=True, searchable=True),
            Field(name="customer", label="Customer", type=FieldType.REFERENCE, target="customer", filterable=True),
            Field(
                name="product", label="Product", type=FieldType.REFERENCE, target="product", required=True,
                filterable=True,
            ),
            Field(
                name="category", label="Product category", type=FieldType.CHOICE, required=True,
                choices=("Electronics", "Home", "Garden", "Toys"), filterable=True,
            ),
            Field(name="amount", label="Amount", type=FieldType.MONEY, required=True, minimum=0, filterable=True),
            Field(name="sold_on", label="Sold on", type=FieldType.DATE, required=True, filterable=True),
            Field(name="delivered_at", label="Delivered at", type=FieldType.DATETIME, filterable=True),
            Field(
                name="status", label="Status", type=FieldType.CHOICE, choices=("open", "paid", "refunded"),
                filterable=True,
            ),
        ),
    )  # fmt: skip
