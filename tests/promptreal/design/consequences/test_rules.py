from __future__ import annotations

import pytest

from promptreal.design.consequences.rules import consistent
from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.spec import (
    Action,
    AppSpec,
    ConditionKind,
    Effect,
    EffectKind,
    Entity,
    Field,
    FieldType,
    HistoryKind,
    Term,
)


def design(prompt: str, previous: AppSpec | None = None) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="app", prompt=prompt), previous)


def effect_of(entity: Entity, kind: EffectKind) -> Effect:
    return next(one for one in entity.effects if one.kind is kind)


def action_of(spec: AppSpec, label: str) -> Action:
    return next(one for one in spec.actions if one.label == label)


SHOP = (
    "An inventory system for managing products and sales. Each product has a name, a price and a stock. "
    "Users should be able to record sales of products with a quantity."
)


def test_a_sale_takes_its_quantity_from_the_stock_of_its_product() -> None:
    spec = design(SHOP)
    effect = effect_of(spec.entity("sale"), EffectKind.TAKES)
    assert (effect.through, effect.field, effect.own) == ("product", "stock", "quantity")
    assert spec.entity("sale").field("quantity").required
    assert spec.entity("sale").field("product").required


def test_what_is_produced_adds_to_the_stock() -> None:
    spec = design(
        "A paper cup manufacturing system to manage raw materials, finished products, production and sales. "
        "Users should be able to record production and sales of finished products."
    )
    effect = effect_of(spec.entity("production_record"), EffectKind.ADDS)
    assert (effect.through, effect.field) == ("finished_product", "quantity")


def test_an_amount_is_the_quantity_times_the_price() -> None:
    sale = design(SHOP).entity("sale")
    assert sale.field("amount").formula == (Term(factors=("quantity", "product.price")),)
    assert not sale.field("amount").required


def test_a_profit_is_what_is_left_of_the_revenue() -> None:
    spec = design("A dashboard of monthly statements. Each statement has a month, a revenue, expenses and a profit.")
    formula = spec.entity("statement").field("profit").formula
    assert [one.factors for one in formula] == [("revenue",), ("expenses",)]
    assert formula[1].scale == "-1"


def test_a_dispute_makes_its_transaction_disputed() -> None:
    spec = design(
        "An escrow system where buyers and sellers conduct transactions. It should have transaction confirmation and "
        "dispute resolution functionalities. Users should be able to view and manage transactions."
    )
    effect = effect_of(spec.entity("dispute"), EffectKind.SETS)
    assert (effect.through, effect.value) == ("transaction", "Disputed")
    assert "Disputed" in spec.entity("transaction").field("status").choices


LEASING = (
    "A domain leasing website for renting and managing domain names. Users should be able to search for, lease, renew, "
    "and transfer domain names, and view leasing records. The website should also have user management functions."
)


def test_a_renewal_moves_the_end_of_the_lease_on() -> None:
    action = action_of(design(LEASING), "Renew lease")
    assert (action.entity, action.extends, action.term, action.to) == ("lease", "end_date", "year", "Renewed")


def test_a_transfer_names_the_new_owner() -> None:
    spec = design(LEASING)
    action = action_of(spec, "Transfer domain")
    effect = effect_of(spec.entity(action.creates), EffectKind.COPIES)
    assert (effect.through, effect.field, effect.own) == ("domain", "owner", "new_owner")
    assert spec.entity("domain").field("owner").target == "user"


def test_what_is_returned_is_the_loan_and_the_book_is_available_again() -> None:
    spec = design(
        "A library website to manage books and members. Members should be able to search books, borrow books and "
        "return books."
    )
    loan = spec.entity("loan")
    assert action_of(spec, "Return book").entity == "loan"
    assert action_of(spec, "Return book").stamps == "returned_date"
    assert not loan.status_field
    available = spec.entity("book").field("available").condition
    assert available is not None
    assert (available.kind, available.entity) == (ConditionKind.FREE, "loan")


def test_what_is_sent_is_sent_today() -> None:
    spec = design("A CRM for managing leads. Users should be able to send messages to leads and manage leads.")
    assert spec.entity("message").field("sent_on_date").starts_now


def test_a_booking_is_for_a_day_to_come() -> None:
    spec = design("A website to book campsites. Users should be able to browse campsites and book campsites.")
    assert not spec.entity("booking").field("start_date").starts_now


def test_a_period_ends_after_it_starts() -> None:
    spec = design("An app to manage leave. Each leave request has a start date, an end date and a reason.")
    assert spec.entity("leave_request").periods == (("start_date", "end_date"),)


@pytest.mark.parametrize(
    ("words", "label", "kind"),
    [
        ("reading history", "Reading history", HistoryKind.VIEW),
        ("recently viewed articles", "Recently viewed", HistoryKind.VIEW),
        ("download history", "Download history", HistoryKind.DOWNLOAD),
        ("search history", "Search history", HistoryKind.SEARCH),
    ],
)
def test_a_history_is_kept_for_each_account(words: str, label: str, kind: HistoryKind) -> None:
    spec = design(
        f"A website for reading and downloading articles with user registration and login. Users should be able to "
        f"browse articles, download articles and view their {words}."
    )
    (history,) = spec.histories
    assert (history.label, history.kind) == (label, kind)
    assert history.entities == (() if kind is HistoryKind.SEARCH else ("article",))
    assert spec.accounts
    assert not any("history" in one for one in spec.understanding.left_out)


def test_a_leaderboard_starts_with_the_highest_score() -> None:
    spec = design("A running club website with a leaderboard. Users should be able to view the leaderboard.")
    assert spec.entity("score").sort == "-score"


def test_a_ticket_is_printed_with_its_booking() -> None:
    spec = design(
        "A train ticket booking platform with user accounts. Users should be able to search tickets, book tickets and "
        "print tickets."
    )
    assert action_of(spec, "Print ticket").entity == "booking"


def test_codes_are_there_once() -> None:
    spec = design("An app for products. Each product has a name, a sku, a category and a price.")
    product = spec.entity("product")
    assert product.field("sku").unique
    assert not product.field("category").unique


def test_that_nothing_is_charged_is_said_where_people_would_pay() -> None:
    spec = design("A shop website. Customers should be able to browse products and order products.")
    note = spec.entity("order").field("payment_method").note
    assert "nothing is charged" in note
    assert any("no payment provider is connected" in one for one in spec.understanding.left_out)


def test_rules_are_told_to_the_person_who_asked() -> None:
    told = " ".join(design(SHOP).understanding.assumed)
    assert "A sale takes from the stock of its product" in told
    assert "Amount of a sale: worked out by the app" in told


def test_a_change_keeps_the_rules_and_gives_new_things_theirs() -> None:
    before = design(SHOP)
    after = design("Add deliveries of products with a quantity and a date.", before)
    assert after.entity("sale").effects == before.entity("sale").effects
    assert after.entity("sale").field("amount").formula


def test_a_rule_about_what_is_gone_goes() -> None:
    spec = design(SHOP)
    product = spec.entity("product")
    left = tuple(one for one in product.fields if one.name not in {"stock", "price"})
    entities = tuple(one if one.name != "product" else one.model_copy(update={"fields": left}) for one in spec.entities)
    found = consistent(spec.model_copy(update={"entities": entities}))
    assert found.entity("sale").effects == ()
    assert found.entity("sale").field("amount").formula == ()


def test_a_rule_about_a_field_that_is_not_there_is_no_spec() -> None:
    field = Field(name="total", label="Total", type=FieldType.MONEY, formula=(Term(factors=("quantity",)),))
    with pytest.raises(ValueError, match="quantity"):
        Entity(name="sale", plural="sales", label="Sale", label_plural="Sales", display="total", fields=(field,))


RENTAL = (
    "A car rental platform. Customers can rent cars with a start date and an end date, extend rentals and return cars. "
    "Cars have a name and a price per day."
)


def test_what_people_book_with_is_of_the_booking() -> None:
    spec = design(
        "A hotel booking website. Guests search rooms by price and book rooms with a check-in date, a check-out date "
        "and a number of guests."
    )
    booking = spec.entity("booking")
    assert booking.periods == (("check_in_date", "check_out_date"),)
    assert booking.field("total_price").formula == (Term(factors=("check_in_date..check_out_date", "room.price")),)
    assert {"date", "guest_count"} & {one.name for one in booking.fields} == set()
    assert not any(one.type.is_time for one in spec.entity("room").fields)


def test_an_extension_moves_the_end_of_the_rental_on() -> None:
    action = action_of(design(RENTAL), "Extend rental")
    assert (action.entity, action.extends) == ("rental", "end_date")


def test_who_pauses_a_plan_pauses_the_subscription() -> None:
    spec = design("A box service. Customers subscribe to plans, pause, resume and cancel subscriptions and plans.")
    assert action_of(spec, "Pause subscription").entity == "subscription"


def test_what_is_delivered_fills_a_stock_in_an_app_about_stocks() -> None:
    spec = design(
        "A warehouse app for managing products and suppliers. Users should be able to manage products and receive "
        "deliveries of products."
    )
    effect = effect_of(spec.entity("delivery"), EffectKind.ADDS)
    assert (effect.field, effect.own) == ("stock", "quantity")


def test_seats_are_the_same_in_the_singular() -> None:
    spec = design(
        "A gym website. Members should be able to book classes. Each class has a name, a date and available seats."
    )
    effect = effect_of(spec.entity("booking"), EffectKind.TAKES)
    assert (effect.through, effect.own) == ("class", "guest_count")


def test_nobody_types_the_price_of_what_people_put_together() -> None:
    spec = design(
        "A shop website that lets customers customize shirts. Customers should be able to input information such as "
        "shirt model, fabric and size, and order shirts."
    )
    shirt = spec.entity("shirt")
    assert [one.factors for one in shirt.field("price").formula] == [("model",), ("fabric",), ("size",)]
    assert shirt.field("model").worth[0] == "29.00"
    assert shirt.field("fabric").note.startswith("In addition: Cotton 0.00")
    assert spec.entity("order").field("amount").formula == (Term(factors=("quantity", "shirt.price")),)
    assert any("at assumed prices" in one for one in spec.understanding.assumed)


def test_a_payment_is_of_the_booking_and_comes_to_its_price() -> None:
    spec = design(
        "A train ticket booking platform with user accounts. Users should be able to search tickets, book tickets and "
        "pay for tickets. Each ticket has a title, a price and a date."
    )
    payment = spec.entity("payment")
    assert action_of(spec, "Pay for booking").entity == "booking"
    assert payment.field("amount").formula == (Term(factors=("booking.total_price",)),)
    effect = effect_of(payment, EffectKind.SETS)
    assert (effect.through, effect.value) == ("booking", "Paid")
    assert payment.field("status").choices[0] == "Paid"


def test_pay_is_hours_times_the_rate() -> None:
    spec = design("An app for managing time entries. Each time entry has a task, hours and an hourly rate.")
    entry = spec.entity("time_entry")
    assert entry.field("pay").formula == (Term(factors=("hours", "hourly_rate")),)


def test_what_a_stock_is_worth_is_no_order() -> None:
    spec = design("An inventory app. Each product has a name, a quantity, a unit price and a cost.")
    assert not any(one.formula for one in spec.entity("product").fields)


@pytest.mark.parametrize(
    ("change", "effects", "worked_out"),
    [
        ("Remove the stock from products.", 0, 1),
        ("Remove the price from products.", 1, 0),
        ("Remove the quantity from sales.", 0, 0),
        ("Add suppliers with a name and a city.", 1, 1),
    ],
)
def test_a_change_takes_the_rules_of_what_it_removes_along(change: str, effects: int, worked_out: int) -> None:
    sale = design(change, design(SHOP)).entity("sale")
    assert len(sale.effects) == effects
    assert sum(1 for one in sale.fields if one.formula) == worked_out
