"""Some things of a sort are a condition on all of them, and no sort of their own."""

from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec, Chart, ConditionKind

STOCK = (
    "weekly report of warehouse stock levels with items below reorder point, total value by supplier, and export to CSV"
)


def design(prompt: str) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="x", prompt=prompt), None)


def chart(spec: AppSpec, title: str) -> Chart:
    return next(one for one in spec.charts if one.title == title)


def test_items_below_a_point_are_items_that_know_it() -> None:
    spec = design(STOCK)
    item = spec.entity("item")
    assert {"quantity", "reorder_point", "unit_price", "supplier"} <= {one.name for one in item.fields}
    below = item.field("below_reorder_point")
    assert below.condition is not None
    assert (below.condition.kind, below.condition.than) == (ConditionKind.LOW, "reorder_point")
    assert [one.factors for one in item.field("value").formula] == [("quantity", "unit_price")]
    assert spec.understanding.left_out == ()


def test_a_report_lists_those_that_are_meant() -> None:
    [report] = design(STOCK).reports
    [excerpt] = report.excerpts
    assert (excerpt.title, excerpt.only) == ("Items below reorder point", (("below_reorder_point", "true"),))
    assert excerpt.name in report.sections
    assert chart(design(STOCK), "Total value by supplier").measure == "value"


@pytest.mark.parametrize(
    ("prompt", "entity", "title", "only"),
    [
        (
            "monthly report of overdue invoices by customer with total amount",
            "invoice",
            "Overdue invoices by customer",
            (("overdue", "true"),),
        ),
        ("a report of late deliveries by carrier", "delivery", "Late deliveries by carrier", (("late", "true"),)),
        (
            "dashboard of support tickets with open tickets by team and tickets per week",
            "support_ticket",
            "Open tickets by team",
            (("status", "Open"),),
        ),
        ("report of unpaid invoices per month", "invoice", "Unpaid invoices per month", (("status", "Unpaid"),)),
    ],
)
def test_a_chart_of_such_things_is_of_them_alone(
    prompt: str, entity: str, title: str, only: tuple[tuple[str, str], ...]
) -> None:
    spec = design(prompt)
    found = chart(spec, title)
    assert (found.entity, found.only) == (entity, only)
    assert found.name == title.lower().replace(" ", "_")
    assert all(any(one.name == name for one in spec.charts) for page in spec.pages for name in page.charts)
    assert any((one.entity, one.field) == (entity, only[0][0]) for one in spec.filters)


def test_other_charts_of_the_same_things_are_of_all_of_them() -> None:
    spec = design("dashboard of support tickets with open tickets by team and tickets per week")
    assert chart(spec, "Tickets per week").only == ()


def test_what_nothing_tells_is_left_out() -> None:
    spec = design("report of customers without orders in the last 90 days and revenue by customer")
    assert any("Customers without orders" in one for one in spec.understanding.left_out)


def test_a_site_that_shows_no_figures_keeps_its_words() -> None:
    assert not any(one.only for one in design("A site where people sell returned items").charts)
