"""Two specs written by hand, rich enough that every part of a generated app has something to do."""

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
    EntityKind,
    Field,
    FieldType,
    Filter,
    Page,
    PageKind,
    Pipeline,
    Report,
    Role,
    Section,
    Style,
)


def bookings() -> AppSpec:
    """Campsites that people find, book, review, compare and keep: accounts, uploads, activities, marks and messages."""
    return AppSpec(
        app_name="camp-finder",
        title="Camp Finder",
        tagline="Find a campsite, book it, and tell others how it was.",
        app_type="cms",
        prompt="A campsite booking website with reviews, favourites and messages.",
        enhanced_prompt="A public site where campers browse, compare, book and review campsites.",
        accounts=True,
        roles=(Role(name="camper", label="Camper"), Role(name="host", label="Host")),
        entities=(_campsite(), _booking(), _review(), _favourite(), _message(), _contact_message()),
        actions=_booking_actions(),
        pages=(
            Page(slug="", title="Home", kind=PageKind.HOME, sections=(_featured(),)),
            Page(slug="campsites", title="Campsites", kind=PageKind.LIST, entity="campsite"),
            Page(slug="compare-campsites", title="Compare", kind=PageKind.COMPARE, entity="campsite"),
            Page(slug="about-us", title="About us", kind=PageKind.CONTENT, sections=_about()),
            Page(slug="contact", title="Contact", kind=PageKind.CONTACT, entity="contact_message"),
            Page(slug="my-profile", title="My profile", kind=PageKind.PROFILE),
        ),
        charts=(
            Chart(
                name="bookings_by_status",
                title="Bookings by status",
                kind=ChartKind.PIE,
                entity="booking",
                dimension="status",
            ),
            Chart(
                name="average_rating",
                title="Average rating",
                kind=ChartKind.NUMBER,
                entity="review",
                measure="rating",
                aggregate=Aggregate.AVERAGE,
            ),
        ),
        filters=(
            Filter(name="region", label="Region", entity="campsite", field="region"),
            Filter(name="price", label="Price per night", entity="campsite", field="price"),
            Filter(name="stay", label="Arrival", entity="booking", field="arrival"),
        ),
        style=Style(
            background=Colour(name="ivory", hex="#fffff0"),
            component=Colour(name="forest green", hex="#228b22"),
        ),
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
        pages=(
            Page(
                slug="",
                title="Dashboard",
                kind=PageKind.DASHBOARD,
                charts=("sales_trends", "demographics", "product_performance", "revenue"),
            ),
            Page(slug="sales", title="Sales", kind=PageKind.LIST, entity="sale"),
            Page(slug="customers", title="Customers", kind=PageKind.LIST, entity="customer"),
            Page(slug="reports", title="Sales report", kind=PageKind.REPORT, report="sales_report"),
        ),
        charts=(
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
                name="revenue",
                title="Revenue",
                kind=ChartKind.NUMBER,
                entity="sale",
                measure="amount",
                aggregate=Aggregate.SUM,
            ),
        ),
        filters=(
            Filter(name="date_range", label="Date range", entity="sale", field="sold_on"),
            Filter(name="product_category", label="Product category", entity="sale", field="category"),
            Filter(name="age_group", label="Age group", entity="customer", field="age_group"),
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


def _featured() -> Section:
    return Section(title="Featured campsites", text="Hand-picked places.", entity="campsite", carousel=True)


def _about() -> tuple[Section, ...]:
    return (
        Section(title="Who we are", text="Campers who like to know what a campsite is like before they arrive."),
        Section(title="What we do", text="We list campsites, take bookings and publish honest reviews."),
    )


def _campsite() -> Entity:
    return Entity(
        name="campsite",
        plural="campsites",
        label="Campsite",
        label_plural="Campsites",
        display="name",
        owned=True,
        fields=(
            Field(
                name="name", label="Name", type=FieldType.STRING, required=True, max_length=120, searchable=True,
                example="title",
            ),
            Field(name="description", label="Description", type=FieldType.TEXT, searchable=True),
            Field(name="photo", label="Photo", type=FieldType.IMAGE),
            Field(
                name="region", label="Region", type=FieldType.CHOICE, required=True,
                choices=("Coast", "Mountains", "Forest", "Lake"), filterable=True,
            ),
            Field(
                name="price", label="Price per night", type=FieldType.MONEY, required=True, minimum=1, maximum=500,
                filterable=True,
            ),
            Field(name="pitches", label="Pitches", type=FieldType.INTEGER, minimum=1, maximum=400),
            Field(name="has_showers", label="Showers", type=FieldType.BOOLEAN, filterable=True),
            Field(name="website", label="Website", type=FieldType.URL),
            Field(name="email", label="E-mail", type=FieldType.EMAIL, unique=True),
            Field(name="phone", label="Phone", type=FieldType.PHONE),
        ),
    )  # fmt: skip


def _booking() -> Entity:
    return Entity(
        name="booking",
        plural="bookings",
        label="Booking",
        label_plural="Bookings",
        kind=EntityKind.ACTIVITY,
        display="guest",
        status_field="status",
        owned=True,
        fields=(
            Field(name="campsite", label="Campsite", type=FieldType.REFERENCE, target="campsite", required=True),
            Field(name="guest", label="Guest", type=FieldType.STRING, required=True, searchable=True, example="name"),
            Field(name="arrival", label="Arrival", type=FieldType.DATE, required=True, filterable=True),
            Field(name="nights", label="Nights", type=FieldType.INTEGER, required=True, minimum=1, maximum=30),
            Field(
                name="status", label="Status", type=FieldType.CHOICE, choices=("requested", "confirmed", "cancelled"),
                filterable=True,
            ),
        ),
    )  # fmt: skip


def _review() -> Entity:
    return Entity(
        name="review",
        plural="reviews",
        label="Review",
        label_plural="Reviews",
        kind=EntityKind.ACTIVITY,
        display="title",
        owned=True,
        fields=(
            Field(name="campsite", label="Campsite", type=FieldType.REFERENCE, target="campsite", required=True),
            Field(name="title", label="Title", type=FieldType.STRING, required=True, searchable=True),
            Field(name="text", label="Text", type=FieldType.TEXT, searchable=True),
            Field(name="rating", label="Rating", type=FieldType.INTEGER, required=True, minimum=1, maximum=5),
        ),
    )


def _favourite() -> Entity:
    return Entity(
        name="favourite",
        plural="favourites",
        label="Favourite",
        label_plural="Favourites",
        kind=EntityKind.MARK,
        display="campsite",
        owned=True,
        fields=(Field(name="campsite", label="Campsite", type=FieldType.REFERENCE, target="campsite", required=True),),
    )


def _message() -> Entity:
    return Entity(
        name="message",
        plural="messages",
        label="Message",
        label_plural="Messages",
        kind=EntityKind.MESSAGE,
        display="subject",
        fields=(
            Field(name="subject", label="Subject", type=FieldType.STRING, required=True),
            Field(name="body", label="Message", type=FieldType.TEXT, required=True),
        ),
    )


def _contact_message() -> Entity:
    return Entity(
        name="contact_message",
        plural="contact_messages",
        label="Contact message",
        label_plural="Contact messages",
        kind=EntityKind.MESSAGE,
        display="name",
        fields=(
            Field(name="name", label="Name", type=FieldType.STRING, required=True),
            Field(name="email", label="E-mail", type=FieldType.EMAIL, required=True),
            Field(name="message", label="Message", type=FieldType.TEXT, required=True),
        ),
    )


def _booking_actions() -> tuple[Action, ...]:
    on = {"entity": "campsite"}
    return (
        Action(name="register", label="Register", kind=ActionKind.REGISTER),
        Action(name="login", label="Sign in", kind=ActionKind.LOGIN),
        Action(name="view_profile", label="My profile", kind=ActionKind.PROFILE),
        Action(name="browse_campsites", label="Browse campsites", kind=ActionKind.BROWSE, **on),
        Action(name="search_campsites", label="Search campsites", kind=ActionKind.SEARCH, **on),
        Action(name="list_campsite", label="List a campsite", kind=ActionKind.CREATE, **on),
        Action(name="edit_campsite", label="Edit campsite", kind=ActionKind.UPDATE, **on),
        Action(name="compare_campsites", label="Compare campsites", kind=ActionKind.COMPARE, **on),
        Action(name="share_campsite", label="Share campsite", kind=ActionKind.SHARE, **on),
        Action(name="book_campsite", label="Book campsite", kind=ActionKind.ATTACH, creates="booking", **on),
        Action(name="review_campsite", label="Review campsite", kind=ActionKind.ATTACH, creates="review", **on),
        Action(name="save_campsite", label="Save campsite", kind=ActionKind.TOGGLE, creates="favourite", **on),
        Action(
            name="cancel_booking",
            label="Cancel booking",
            kind=ActionKind.TRANSITION,
            entity="booking",
            to="cancelled",
        ),
        Action(
            name="confirm_booking",
            label="Confirm booking",
            kind=ActionKind.TRANSITION,
            entity="booking",
            to="confirmed",
            role="host",
        ),
        Action(name="send_message", label="Send message", kind=ActionKind.MESSAGE, entity="message", creates="message"),
        Action(name="contact_us", label="Contact us", kind=ActionKind.CONTACT, creates="contact_message"),
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
        filters=(Filter(name="channel", label="Channel", entity="order", field="from"),),
        pipelines=(
            Pipeline(
                name="orders_pipeline",
                title="Orders pipeline",
                entity="order",
                steps=("trim", "normalize", "validate", "deduplicate", "load"),
            ),
        ),
    )
