"""A theatre that sells tickets and lets workshops be posted: staff, what is theirs alone, and what is nobody else's."""

from __future__ import annotations

from promptreal.design.criteria import compile_criteria
from promptreal.spec import (
    Access,
    Action,
    ActionKind,
    AppSpec,
    Chart,
    ChartKind,
    Entity,
    EntityKind,
    Field,
    FieldType,
    Filter,
    Origin,
    Page,
    PageKind,
    Role,
    Term,
)


def theatre() -> AppSpec:
    """Shows are staff's, orders and payments their makers', workshops whoever's posted them."""
    spec = AppSpec(
        app_name="theatre",
        title="Theatre",
        tagline="Browse shows and buy tickets.",
        app_type="cms",
        prompt="A theatre where people buy tickets and enrol in workshops that others post.",
        enhanced_prompt="A theatre where people buy tickets and enrol in workshops that others post.",
        accounts=True,
        roles=(Role(name="staff", label="Staff", staff=True), Role(name="spectator", label="Spectator")),
        entities=(_show(), _order(), _payment(), _workshop(), _enrolment(), _review(), _contact()),
        actions=_actions(),
        pages=(
            Page(slug="", title="Home", kind=PageKind.HOME),
            Page(slug="shows", title="Shows", kind=PageKind.LIST, entity="show"),
            Page(slug="my-orders", title="My orders", kind=PageKind.LIST, entity="ticket_order"),
            Page(slug="contact", title="Contact", kind=PageKind.CONTACT, entity="contact_message"),
            Page(slug="profile", title="Profile", kind=PageKind.PROFILE),
        ),
        charts=(
            Chart(
                name="orders_by_status",
                title="Orders by status",
                kind=ChartKind.BAR,
                entity="ticket_order",
                dimension="status",
            ),
        ),
        filters=(Filter(name="genre", label="Genre", entity="show", field="genre", origin=Origin.PROMPT),),
    )
    return spec.model_copy(update={"criteria": compile_criteria(spec)})


def _to(target: str) -> Field:
    label = target.replace("_", " ").capitalize()
    return Field(name=target, label=label, type=FieldType.REFERENCE, target=target, required=True)


def _who() -> tuple[Field, ...]:
    return (
        Field(name="full_name", label="Name", type=FieldType.STRING, required=True, example="name", searchable=True),
        Field(name="email", label="E-mail", type=FieldType.EMAIL, required=True),
    )


def _status(*choices: str) -> Field:
    return Field(name="status", label="Status", type=FieldType.CHOICE, choices=choices, filterable=True)


def _show() -> Entity:
    return Entity(
        name="show",
        plural="shows",
        label="Show",
        label_plural="Shows",
        display="title",
        access=Access.MANAGED,
        fields=(
            Field(name="title", label="Title", type=FieldType.STRING, required=True, searchable=True, example="title"),
            Field(name="genre", label="Genre", type=FieldType.CHOICE, choices=("Play", "Opera"), filterable=True),
            Field(name="price", label="Price", type=FieldType.MONEY, required=True, minimum=0),
            Field(name="opens_on", label="Opens on", type=FieldType.DATE),
        ),
    )


def _order() -> Entity:
    return Entity(
        name="ticket_order",
        plural="ticket_orders",
        label="Order",
        label_plural="Orders",
        kind=EntityKind.ACTIVITY,
        display="full_name",
        status_field="status",
        owned=True,
        access=Access.PRIVATE,
        fields=(
            _to("show"),
            *_who(),
            Field(name="quantity", label="Quantity", type=FieldType.INTEGER, required=True, minimum=1, maximum=10),
            Field(
                name="amount",
                label="Total",
                type=FieldType.MONEY,
                minimum=0,
                formula=(Term(factors=("quantity", "show.price")),),
            ),
            _status("New", "Paid", "Cancelled"),
        ),
    )


def _payment() -> Entity:
    return Entity(
        name="payment",
        plural="payments",
        label="Payment",
        label_plural="Payments",
        kind=EntityKind.ACTIVITY,
        display="method",
        owned=True,
        access=Access.PRIVATE,
        fields=(
            _to("ticket_order"),
            Field(name="method", label="Method", type=FieldType.STRING, required=True, searchable=True),
            Field(name="paid", label="Paid", type=FieldType.MONEY, required=True, minimum=0),
        ),
    )


def _workshop() -> Entity:
    return Entity(
        name="workshop",
        plural="workshops",
        label="Workshop",
        label_plural="Workshops",
        display="name",
        owned=True,
        fields=(
            Field(name="name", label="Name", type=FieldType.STRING, required=True, searchable=True, example="title"),
            Field(name="about", label="About", type=FieldType.TEXT),
        ),
    )


def _enrolment() -> Entity:
    return Entity(
        name="enrolment",
        plural="enrolments",
        label="Enrolment",
        label_plural="Enrolments",
        kind=EntityKind.ACTIVITY,
        display="full_name",
        status_field="status",
        owned=True,
        access=Access.PRIVATE,
        fields=(_to("workshop"), *_who(), _status("Requested", "Accepted", "Cancelled")),
    )


def _review() -> Entity:
    return Entity(
        name="review",
        plural="reviews",
        label="Review",
        label_plural="Reviews",
        kind=EntityKind.ACTIVITY,
        display="comment",
        owned=True,
        fields=(_to("show"), Field(name="comment", label="Comment", type=FieldType.TEXT, required=True)),
    )


def _contact() -> Entity:
    return Entity(
        name="contact_message",
        plural="contact_messages",
        label="Contact message",
        label_plural="Contact messages",
        kind=EntityKind.MESSAGE,
        display="full_name",
        fields=(*_who(), Field(name="content", label="Message", type=FieldType.TEXT, required=True)),
    )


def _actions() -> tuple[Action, ...]:
    def attach(name: str, label: str, entity: str, creates: str) -> Action:
        return Action(name=name, label=label, kind=ActionKind.ATTACH, entity=entity, creates=creates)

    def move(name: str, label: str, entity: str, to: str, role: str = "") -> Action:
        return Action(name=name, label=label, kind=ActionKind.TRANSITION, entity=entity, to=to, role=role)

    return (
        Action(name="register", label="Register", kind=ActionKind.REGISTER),
        Action(name="login", label="Sign in", kind=ActionKind.LOGIN),
        Action(name="add_show", label="Add show", kind=ActionKind.CREATE, entity="show"),
        Action(name="post_workshop", label="Post workshop", kind=ActionKind.CREATE, entity="workshop"),
        attach("buy_ticket", "Buy ticket", "show", "ticket_order"),
        attach("pay_order", "Pay for order", "ticket_order", "payment"),
        attach("enrol", "Enrol in workshop", "workshop", "enrolment"),
        attach("review_show", "Review show", "show", "review"),
        move("cancel_order", "Cancel order", "ticket_order", "Cancelled"),
        move("accept_enrolment", "Accept enrolment", "enrolment", "Accepted", "staff"),
        Action(name="contact_us", label="Contact", kind=ActionKind.CONTACT, creates="contact_message"),
    )
