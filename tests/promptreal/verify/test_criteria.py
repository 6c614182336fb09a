"""The acceptance criteria hold for an app that does what was asked, and not for one that is wrong in one thing."""

from __future__ import annotations

import pytest

from promptreal.deadline import Deadline
from promptreal.errors import PhaseTimeout
from promptreal.evidence import Gate, Outcome
from promptreal.spec import AppSpec
from promptreal.verify import check_criteria, run_criteria
from tests import specs
from tests.promptreal.verify.running import Deafness, Lie, Reply, complete, lying, only


def run(url: str, spec: AppSpec) -> Gate:
    return run_criteria(url, spec, Deadline("deployment", 120))


def test_all_criteria_hold_for_the_analytics_app(analytics: str) -> None:
    gate = run(analytics, complete(specs.analytics()))
    assert gate.outcome is Outcome.PASSED, gate.details
    assert gate.measures["passed"] == gate.measures["criteria"] > 20


def test_all_criteria_hold_for_the_bookings_app(bookings: str) -> None:
    gate = run(bookings, complete(specs.bookings()))
    assert gate.outcome is Outcome.PASSED, gate.details


def test_all_criteria_hold_for_an_app_with_staff(theatre: str) -> None:
    gate = run(theatre, complete(specs.theatre()))
    assert gate.outcome is Outcome.PASSED, gate.details


def test_all_criteria_hold_for_an_app_that_lends(lending: str) -> None:
    gate = run(lending, complete(specs.lending()))
    assert gate.outcome is Outcome.PASSED, gate.details


@pytest.mark.parametrize(
    "part", ["claim:loan:book", "claim:loan:member", "claim:booking:room", "claim:enrollment:course"]
)
def test_an_app_that_promises_a_thing_twice_is_noticed(lending: str, part: str) -> None:
    def allow(reply: Reply) -> None:
        if reply.status == 409:
            reply.status = 201

    with lying(lending, lie=allow) as url:
        assert run(url, only(specs.lending(), part)).refuses


@pytest.mark.parametrize("part", ["condition:loan:overdue", "condition:invoice:overdue", "condition:supplie:low_stock"])
def test_an_app_that_is_wrong_about_what_holds_is_noticed(lending: str, part: str) -> None:
    def turn(reply: Reply) -> None:
        reply.body = reply.body.replace(b'"overdue":true', b'"overdue":false').replace(
            b'"low_stock":true', b'"low_stock":false'
        )

    with lying(lending, lie=turn) as url:
        assert run(url, only(specs.lending(), part)).refuses


@pytest.mark.parametrize("part", ["owner:ticket_order", "private:ticket_order", "staff:show"])
def test_an_app_that_lets_everybody_do_everything_is_noticed(theatre: str, part: str) -> None:
    def allow(reply: Reply) -> None:
        if reply.status in {401, 403, 404}:
            reply.status = 200

    with lying(theatre, lie=allow) as url:
        assert run(url, only(specs.theatre(), part)).refuses


def test_all_criteria_hold_again_on_the_same_database(analytics: str) -> None:
    spec = only(specs.analytics(), "chart:demographics", "filter:age_group", "chart:sales_trends")
    assert run(analytics, spec).outcome is Outcome.PASSED


def test_a_spec_without_criteria_proves_nothing(analytics: str) -> None:
    gate = run(analytics, specs.analytics().model_copy(update={"criteria": ()}))
    assert gate.refuses


def test_results_say_in_words_what_failed_and_where(analytics: str) -> None:
    spec = only(specs.analytics(), "page:home")
    with lying(analytics, lie=blank) as url:
        (result,) = check_criteria(url, spec, Deadline("deployment", 60))
    assert not result.passed
    assert result.step == 1
    assert "does not show 'Sales trends'" in result.reason
    assert result.line.startswith(f"{result.id} The page Dashboard opens")


def test_nobody_answering_fails_every_criterion() -> None:
    gate = run("http://127.0.0.1:9", only(specs.analytics(), "page:home", "style"))
    assert gate.measures["failed"] == 2


def test_a_deadline_that_is_over_is_an_error_of_its_own(analytics: str) -> None:
    with pytest.raises(PhaseTimeout):
        run_criteria(analytics, complete(specs.analytics()), Deadline("deployment", 0))


def blank(reply: Reply) -> None:
    if reply.headers.get("content-type", "").startswith("text/html"):
        reply.body = b"<!doctype html><title>Fine</title>"


def without(*names: str) -> Deafness:
    """An app to which these parameters mean nothing."""
    return lambda path, query: {name: value for name, value in query.items() if name not in names}


def hears_all(path: str, query: dict[str, str]) -> dict[str, str]:
    return query


def one_more(reply: Reply) -> None:
    """A wrong sum."""
    if reply.path.startswith("/api/charts/"):
        chart = reply.json()
        reply.say({**chart, "values": [float(value) + 1 for value in chart["values"]]})


def shuffled_labels(reply: Reply) -> None:
    """Right sums under the wrong labels."""
    if reply.path.startswith("/api/charts/"):
        chart = reply.json()
        reply.say({**chart, "labels": chart["labels"][::-1]})


def frozen(reply: Reply) -> None:
    """Figures that are painted on."""
    if reply.path.startswith("/api/charts/"):
        reply.say({**reply.json(), "labels": ["a", "b"], "values": [10, 20]})


def accepts_all(reply: Reply) -> None:
    if reply.status == 422:
        reply.status, reply.body = 303, b""
        reply.headers["location"] = "/"


def grey(reply: Reply) -> None:
    if reply.path == "/static/app.css":
        reply.body = reply.body.replace(b"#228b22", b"#888888")


def unlinked(reply: Reply) -> None:
    if reply.path == "/":
        reply.body = reply.body.replace(b'href="/customers"', b'href="#"')


@pytest.mark.parametrize(
    ("part", "lie", "deaf"),
    [
        ("filter:product_category", None, without("category")),
        ("filter:age_group", None, without("age_group")),
        ("filter:date_range", None, without("sold_on_from")),
        ("filter:date_range", None, without("sold_on_to")),
        ("chart:sales_trends", one_more, hears_all),
        ("chart:sales_trends", frozen, hears_all),
        ("chart:sales_trends", None, without("sold_on_from", "sold_on_to")),
        ("chart:product_performance", one_more, hears_all),
        ("chart:product_performance", frozen, hears_all),
        ("chart:product_performance", shuffled_labels, hears_all),
        ("chart:demographics", one_more, hears_all),
        ("chart:demographics", frozen, hears_all),
        ("chart:revenue", frozen, hears_all),
        ("search:customer", None, without("q")),
        ("action:browse_sales", blank, hears_all),
        ("action:record_sale", accepts_all, hears_all),
        ("page:home", blank, hears_all),
        ("style", grey, hears_all),
    ],
)
def test_an_app_that_is_wrong_in_one_thing_fails_that_criterion(
    analytics: str, part: str, lie: Lie | None, deaf: Deafness
) -> None:
    spec = only(specs.analytics(), part)
    with lying(analytics, lie=lie or (lambda reply: None), deaf=deaf) as url:
        gate = run(url, spec)
    assert gate.refuses, gate.details


def test_a_navigation_that_leaves_a_page_out_fails(analytics: str) -> None:
    with lying(analytics, lie=unlinked) as url:
        assert run(url, only(specs.analytics(), "page:home")).outcome is Outcome.PASSED
        assert run(url, only(specs.analytics(), "navigation")).refuses


def always_on(reply: Reply) -> None:
    if reply.path.endswith("/save-campsite") and reply.status == 200:
        reply.say({"on": True})


def everybody_may(reply: Reply) -> None:
    if reply.status in {401, 403}:
        reply.status = 200


def not_on_the_page(reply: Reply) -> None:
    """The activity is kept, and the page it belongs to does not show it."""
    if reply.method == "GET" and reply.headers.get("content-type", "").startswith("text/html"):
        reply.body = reply.body.replace(b"Qu", b"")


def unchanged(reply: Reply) -> None:
    if reply.method == "GET" and reply.path.startswith("/api/bookings/"):
        reply.say({**reply.json(), "status": "pending"})


@pytest.mark.parametrize(
    ("part", "lie"),
    [
        ("action:save_campsite", always_on),
        ("action:book_campsite", not_on_the_page),
        ("action:review_campsite", not_on_the_page),
        ("action:cancel_booking", unchanged),
        ("action:compare_campsites", not_on_the_page),
        ("owner:campsite", everybody_may),
        ("account:write", everybody_may),
        ("action:register", accepts_all),
    ],
)
def test_an_app_with_accounts_that_is_wrong_in_one_thing_fails_that_criterion(
    bookings: str, part: str, lie: Lie
) -> None:
    with lying(bookings, lie=lie) as url:
        assert run(url, only(specs.bookings(), part)).refuses


@pytest.mark.parametrize(
    "part", ["action:save_campsite", "action:book_campsite", "owner:campsite", "account:write", "action:register"]
)
def test_the_honest_answers_pass_through_the_same_way(bookings: str, part: str) -> None:
    with lying(bookings) as url:
        gate = run(url, only(specs.bookings(), part))
    assert gate.outcome is Outcome.PASSED, gate.details
