"""Products that are sold, delivered, lent and handed on: an app in which one record does something to another."""

from __future__ import annotations

from typing import Any

from promptreal.spec import (
    Action,
    ActionKind,
    Aggregate,
    AppSpec,
    Chart,
    ChartKind,
    Effect,
    EffectKind,
    Entity,
    EntityKind,
    Field,
    FieldType,
    Filter,
    History,
    HistoryKind,
    Report,
    Term,
)


def shop() -> AppSpec:
    """A shop that sells and lends its products: stocks, amounts worked out, periods, renewals and histories."""
    on: dict[str, Any] = {"entity": "product", "kind": ActionKind.ATTACH}
    return AppSpec(
        app_name="shop",
        title="Corner Shop",
        app_type="admin-panel",
        prompt="A shop that sells and lends products.",
        enhanced_prompt="A shop that sells and lends products.",
        accounts=True,
        entities=(_product(), _customer(), _sale(), _delivery(), _loan(), _dispute(), _transfer()),
        actions=(
            Action(name="register", label="Register", kind=ActionKind.REGISTER),
            Action(name="login", label="Sign in", kind=ActionKind.LOGIN),
            Action(name="buy_product", label="Buy product", creates="sale", **on),
            Action(name="borrow_product", label="Borrow product", creates="loan", **on),
            Action(name="transfer_product", label="Transfer product", creates="transfer", **on),
            Action(name="cancel_sale", label="Cancel sale", kind=ActionKind.TRANSITION, entity="sale", to="Cancelled"),
            Action(name="return_loan", label="Return loan", kind=ActionKind.TRANSITION, entity="loan", to="Returned"),
            Action(
                name="renew_loan", label="Renew loan", kind=ActionKind.TRANSITION, entity="loan", to="Renewed",
                extends="end_date", term="month",
            ),
            Action(name="dispute_sale", label="Dispute sale", kind=ActionKind.ATTACH, entity="sale", creates="dispute"),
            Action(name="print_sale", label="Print receipt", kind=ActionKind.PRINT, entity="sale"),
            Action(name="download_product", label="Download product", kind=ActionKind.DOWNLOAD, entity="product"),
        ),
        charts=(
            Chart(
                name="sold", title="Sold", kind=ChartKind.BAR, entity="sale", dimension="status", measure="amount",
                aggregate=Aggregate.SUM,
            ),
            Chart(
                name="sold_of", title="Sold of", kind=ChartKind.BAR, entity="sale", dimension="product",
                measure="amount", aggregate=Aggregate.SUM,
            ),
        ),
        filters=(Filter(name="amount", label="Amount", entity="sale", field="amount"),),
        reports=(
            Report(name="sales", title="Sales", entity="sale"),
            Report(name="loans", title="Loans", entity="loan"),
        ),
        histories=(
            History(name="seen", label="Recently viewed", kind=HistoryKind.VIEW, entities=("product", "loan")),
            History(name="got", label="Download history", kind=HistoryKind.DOWNLOAD, entities=("product",)),
            History(name="sought", label="Search history", kind=HistoryKind.SEARCH),
        ),
    )  # fmt: skip


def _field(name: str, kind: FieldType = FieldType.STRING, **more: Any) -> Field:
    return Field(name=name, label=name.replace("_", " ").capitalize(), type=kind, **more)


def _entity(name: str, plural: str, *fields: Field, **more: Any) -> Entity:
    more = {"display": fields[0].name, **more}
    return Entity(
        name=name, plural=plural, label=name.capitalize(), label_plural=plural.capitalize(), fields=fields, **more
    )


def _number() -> Field:
    return _field("number", required=True, searchable=True)


def _of_product() -> Field:
    return _field("product", FieldType.REFERENCE, target="product", required=True, filterable=True)


def _product() -> Entity:
    return _entity(
        "product",
        "products",
        _field("name", required=True, searchable=True),
        _field("price", FieldType.MONEY, minimum=0, required=True),
        _field("stock", FieldType.INTEGER, minimum=0, filterable=True),
        _field("status", FieldType.CHOICE, choices=("Available", "On loan")),
        _field("checked", FieldType.BOOLEAN),
        _field("note", FieldType.TEXT),
        status_field="status",
        owned=True,
    )


def _customer() -> Entity:
    return _entity("customer", "customers", _field("name", required=True, searchable=True, example="name"))


def _sale() -> Entity:
    return _entity(
        "sale",
        "sales",
        _number(),
        _of_product(),
        _field("customer", FieldType.REFERENCE, target="customer"),
        _field("quantity", FieldType.INTEGER, minimum=0, required=True, note="Whole boxes."),
        _field("amount", FieldType.MONEY, formula=(Term(factors=("quantity", "product.price")),), filterable=True),
        _field("discount", FieldType.MONEY, minimum=0),
        _field("to_pay", FieldType.MONEY, formula=(Term(factors=("amount",)), Term(factors=("discount",), scale="-1"))),
        _field("each", FieldType.DECIMAL, formula=(Term(factors=("to_pay",), over=("quantity",)),)),
        _field("date", FieldType.DATE, starts_now=True),
        _field(
            "wrapping",
            FieldType.CHOICE,
            choices=("Paper", "Box", "Gift box"),
            worth=("0.50", "2.00", "4.25"),
            required=True,
        ),
        _field("wrapping_price", FieldType.MONEY, formula=(Term(factors=("wrapping",)), Term(factors=("quantity",)))),
        _field("status", FieldType.CHOICE, choices=("New", "Cancelled", "Disputed")),
        kind=EntityKind.ACTIVITY,
        status_field="status",
        effects=(
            Effect(kind=EffectKind.TAKES, through="product", field="stock", own="quantity", released=("Cancelled",)),
        ),
        sort="-quantity",
    )


def _delivery() -> Entity:
    return _entity(
        "delivery",
        "deliveries",
        _number(),
        _of_product(),
        _field("boxes", FieldType.INTEGER, minimum=1, maximum=500),
        _field("arrived", FieldType.DATETIME, starts_now=True),
        effects=(
            Effect(kind=EffectKind.ADDS, through="product", field="stock", own="boxes"),
            Effect(kind=EffectKind.SETS, through="product", field="checked", value="true"),
        ),
    )


def _loan() -> Entity:
    return _entity(
        "loan",
        "loans",
        _number(),
        _of_product(),
        _field("start_date", FieldType.DATE, required=True, filterable=True),
        _field("end_date", FieldType.DATE, filterable=True),
        _field("days", FieldType.INTEGER, formula=(Term(factors=("start_date..end_date",)),)),
        _field("status", FieldType.CHOICE, choices=("Open", "Renewed", "Returned")),
        kind=EntityKind.ACTIVITY,
        status_field="status",
        periods=(("start_date", "end_date"),),
        effects=(
            Effect(kind=EffectKind.TAKES, through="product", field="stock", released=("Returned",)),
            Effect(kind=EffectKind.SETS, through="product", field="status", value="On loan"),
            Effect(kind=EffectKind.SETS, through="product", field="status", value="Available", when="Returned"),
        ),
    )


def _dispute() -> Entity:
    return _entity(
        "dispute",
        "disputes",
        _field("subject", required=True),
        _field("sale", FieldType.REFERENCE, target="sale", required=True),
        kind=EntityKind.ACTIVITY,
        effects=(Effect(kind=EffectKind.SETS, through="sale", field="status", value="Disputed"),),
    )


def _transfer() -> Entity:
    return _entity(
        "transfer",
        "transfers",
        _field("reason", FieldType.TEXT, required=True),
        _of_product(),
        kind=EntityKind.ACTIVITY,
        effects=(Effect(kind=EffectKind.COPIES, through="product", field="note", own="reason"),),
    )
