from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec, Condition, ConditionKind, FieldType, Origin


def design(prompt: str) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="app", prompt=prompt), None)


def condition_of(spec: AppSpec, entity: str, field: str) -> Condition:
    condition = spec.entity(entity).field(field).condition
    assert condition is not None
    return condition


def test_a_loan_that_is_out_past_its_day_is_overdue() -> None:
    condition = condition_of(design("A library website where members borrow books."), "loan", "overdue")
    assert (condition.kind, condition.field, condition.unless) == (ConditionKind.PAST, "due_date", "returned_date")


def test_an_invoice_is_overdue_unless_it_is_paid() -> None:
    spec = design(
        "An app to manage invoices with customer, amount, due date and status (draft, sent, paid), and to list overdue "
        "invoices"
    )
    condition = condition_of(spec, "invoice", "overdue")
    assert (condition.field, condition.settled) == ("due_date", ("Paid",))


def test_a_task_is_overdue_unless_it_is_done() -> None:
    spec = design("A to-do app. Each task has a title, a due date and a completed flag.")
    condition = condition_of(spec, "task", "overdue")
    assert condition.unless == "completed_flag"


def test_what_the_prompt_asks_for_is_a_filter_in_sight() -> None:
    spec = design("A REST API for a library to lend books to members, and overdue loans can be listed.")
    control = next(one for one in spec.filters if one.field == "overdue")
    assert (control.entity, control.origin) == ("loan", Origin.PROMPT)


def test_a_membership_expires() -> None:
    spec = design("A gym app to manage memberships. Each membership has a member, a start date and an end date.")
    assert condition_of(spec, "membership", "expired").field == "end_date"


@pytest.mark.parametrize("name", ["reorder level", "minimum stock", "reorder point"])
def test_a_product_runs_low_at_the_level_that_it_has(name: str) -> None:
    spec = design(f"An inventory app. Each product has a name, a price, a stock and a {name}.")
    product = spec.entity("product")
    condition = condition_of(spec, "product", "low_stock")
    assert (condition.kind, condition.field) == (ConditionKind.LOW, "stock")
    assert condition.than == name.replace(" ", "_")
    assert product.field(condition.than).type is FieldType.INTEGER


def test_a_level_is_assumed_where_the_prompt_speaks_of_running_low() -> None:
    spec = design("An app for a shop to manage products with price and stock, and see products that are running low.")
    assert condition_of(spec, "product", "low_stock").than == "reorder_level"


def test_no_state_says_what_is_worked_out() -> None:
    spec = design("An app to manage invoices with a customer, an amount and a due date.")
    for entity in spec.entities:
        if entity.status_field and any(one.name == "overdue" for one in entity.fields):
            assert "Overdue" not in entity.field(entity.status_field).choices
