"""The contract holds for a generated app, and not for one that is wrong in one thing."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest

from promptreal.deadline import Deadline
from promptreal.evidence import Outcome
from promptreal.spec import AppSpec
from promptreal.verify import run_contract, run_probe
from promptreal.verify.accounts import visitors
from promptreal.verify.client import Client
from promptreal.verify.contract.bench import Bench
from promptreal.verify.contract.findings import Findings
from promptreal.verify.contract.hostile import check_hostile_input
from promptreal.verify.contract.openapi import check_openapi
from promptreal.verify.contract.operations import check_figures, check_operations
from promptreal.verify.contract.pages import check_pages
from promptreal.verify.contract.records import check_records
from tests import specs
from tests.promptreal.verify.running import Deafness, Lie, Reply, lying

Check = Callable[[Bench], None]


def findings(url: str, check: Check, spec: AppSpec | None = None) -> list[str]:
    spec = spec or specs.analytics()
    with Client(url, Deadline("deployment", 120)) as client:
        bench = Bench(client=client, spec=spec, findings=Findings(), visitors=visitors(client, spec))
        check(bench)
    return bench.findings.failures


def small(entity: str = "customer") -> AppSpec:
    """One entity alone, for checks that would do the same to every one."""
    spec = specs.analytics()
    return spec.model_copy(
        update={
            "entities": (spec.entity(entity),),
            "actions": (),
            "charts": (),
            "reports": (),
            "pages": (),
            "filters": spec.filters_of(entity),
        }
    )


def test_the_contract_holds_for_the_bookings_app(bookings: str) -> None:
    gate = run_contract(bookings, specs.bookings(), Deadline("deployment", 120))
    assert gate.outcome is Outcome.PASSED, gate.details
    assert gate.measures["checks"] > 500


def test_the_contract_holds_for_an_app_with_staff(theatre: str) -> None:
    gate = run_contract(theatre, specs.theatre(), Deadline("deployment", 120))
    assert gate.outcome is Outcome.PASSED, gate.details


def test_the_contract_holds_for_an_app_that_lends(lending: str) -> None:
    gate = run_contract(lending, specs.lending(), Deadline("deployment", 120))
    assert gate.outcome is Outcome.PASSED, gate.details


def test_the_contract_holds_for_the_analytics_app(analytics: str) -> None:
    gate = run_contract(analytics, specs.analytics(), Deadline("deployment", 120))
    assert gate.outcome is Outcome.PASSED, gate.details


def test_nobody_answering_refuses() -> None:
    for gate in (
        run_contract("http://127.0.0.1:9", specs.analytics(), Deadline("deployment", 30)),
        run_probe("http://127.0.0.1:9", specs.analytics(), Deadline("deployment", 30)),
    ):
        assert gate.refuses
        assert "no answer" in " ".join(gate.details)


def edits(path: str, change: Callable[[dict[str, Any]], object]) -> Lie:
    def lie(reply: Reply) -> None:
        if reply.path == path and reply.status == 200:
            document = reply.json()
            change(document)
            reply.say(document)

    return lie


def openapi(change: Callable[[dict[str, Any]], object]) -> Lie:
    return edits("/openapi.json", change)


def schema_of(document: dict[str, Any], method: str) -> dict[str, Any]:
    content = document["paths"]["/api/customers"][method]["requestBody"]["content"]
    name = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
    found: dict[str, Any] = document["components"]["schemas"][name]
    return found


def empty(document: dict[str, Any]) -> None:
    document["paths"] = {}


@pytest.mark.parametrize(
    ("lie", "named"),
    [
        (openapi(empty), "POST /api/customers is not described"),
        (openapi(lambda d: d.clear()), "no OpenAPI 3 document"),
        (openapi(lambda d: d["paths"].pop("/api/customers")), "GET /api/customers is not described"),
        (openapi(lambda d: d["paths"]["/api/customers"].pop("post")), "POST /api/customers is not described"),
        (openapi(lambda d: d.update(components={})), "lacks"),
        (openapi(lambda d: schema_of(d, "post")["properties"].pop("country")), "lacks country"),
        (openapi(lambda d: schema_of(d, "post").update(required=[])), "does not require"),
        (
            openapi(lambda d: schema_of(d, "post")["properties"].update(active={"type": "string"})),
            "active is ['string'], not ['boolean']",
        ),
        (openapi(lambda d: d["paths"]["/api/customers"]["get"].update(parameters=[])), "parameters"),
    ],
)
def test_an_openapi_document_that_says_too_little_fails_by_what_is_missing(
    analytics: str, lie: Lie, named: str
) -> None:
    with lying(analytics, lie=lie) as url:
        failures = findings(url, check_openapi)
    assert any(named in line for line in failures), failures


def test_an_openapi_document_may_hold_anything(analytics: str) -> None:
    for odd in ([], "text", {"openapi": "3.1.0", "paths": {"/api/customers": {"get": [], "post": {"requestBody": 7}}}}):
        with lying(analytics, lie=edits("/openapi.json", lambda d: None)) as url:
            assert findings(url, check_openapi) == []
        with lying(analytics, lie=lambda reply, odd=odd: reply.say(odd)) as url:
            assert findings(url, check_openapi)
    loop = {"$ref": "#/components/schemas/A"}
    document = {"openapi": "3.1.0", "components": {"schemas": {"A": {"anyOf": [loop, loop]}}}}
    body = {"content": {"application/json": {"schema": loop}}}
    document["paths"] = {"/api/customers": {"post": {"requestBody": body}}}
    with lying(analytics, lie=lambda reply: reply.say(document)) as url:
        assert findings(url, check_openapi)


def ignores(*names: str) -> Deafness:
    return lambda path, query: {name: value for name, value in query.items() if name not in names}


def header(name: str, value: str = "") -> Lie:
    def lie(reply: Reply) -> None:
        reply.headers[name] = value

    return lie


def answers(wrong: int, instead_of: int) -> Lie:
    def lie(reply: Reply) -> None:
        if reply.status == instead_of:
            reply.status = wrong

    return lie


def plain_errors(reply: Reply) -> None:
    if reply.status >= 400:
        reply.say({"detail": "no"})
        reply.headers["content-type"] = "application/json"


def unsorted(reply: Reply) -> None:
    if reply.query.get("sort", "").startswith("-") and reply.status == 200:
        page = reply.json()
        reply.say({**page, "items": page["items"][::-1]})


def float_money(reply: Reply) -> None:
    if reply.path.startswith("/api/products/") and reply.status == 200:
        reply.say({**reply.json(), "price": float(reply.json()["price"])})


HONEST: Deafness = lambda path, query: query  # noqa: E731


@pytest.mark.parametrize(
    ("check", "lie", "deaf", "named"),
    [
        (check_records, None, ignores("nonsense"), "an unknown parameter"),
        (check_records, None, ignores("page_size"), "is no page of records"),
        (check_records, None, ignores("page"), "pages 1 and 2"),
        (check_records, None, ignores("q"), "finds"),
        (check_records, None, ignores("age_group"), "is among"),
        (check_records, answers(200, 201), HONEST, "answered 200, not 201"),
        (check_records, answers(201, 422), HONEST, "not 422"),
        (check_records, answers(200, 404), HONEST, "not 404"),
        (check_records, plain_errors, HONEST, "no problem document"),
        (check_operations, header("x-request-id", "always-the-same"), HONEST, "X-Request-ID"),
        (check_operations, header("content-security-policy", "default-src *"), HONEST, "content security policy"),
        (check_operations, header("x-frame-options", "SAMEORIGIN"), HONEST, "X-Frame-Options"),
        (check_operations, header("access-control-allow-origin", "*"), HONEST, "every other site"),
        (check_operations, answers(200, 404), HONEST, "not 404"),
    ],
)
def test_an_app_that_breaks_one_promise_is_found_out(
    analytics: str, check: Check, lie: Lie | None, deaf: Deafness, named: str
) -> None:
    with lying(analytics, lie=lie or (lambda reply: None), deaf=deaf) as url:
        failures = findings(url, check, small())
    assert any(named in line for line in failures), failures


def test_an_order_that_is_none_is_found_out(analytics: str) -> None:
    with lying(analytics, lie=unsorted) as url:
        failures = findings(url, check_records, small("product"))
    assert any("is not in order" in line for line in failures)


def test_money_that_is_not_exact_is_found_out(analytics: str) -> None:
    with lying(analytics, lie=float_money) as url:
        failures = findings(url, check_records, small("product"))
    assert any("price is no text" in line for line in failures)


def in_pages(change: Callable[[bytes], bytes]) -> Lie:
    def lie(reply: Reply) -> None:
        if reply.headers.get("content-type", "").startswith("text/html"):
            reply.body = change(reply.body)

    return lie


def with_head(tag: str) -> Lie:
    return in_pages(lambda body: body.replace(b"</head>", tag.encode() + b"</head>"))


@pytest.mark.parametrize(
    ("check", "lie", "named"),
    [
        (check_pages, with_head('<script src="https://cdn.example/x.js"></script>'), "cdn.example"),
        (check_pages, with_head('<link rel="stylesheet" href="//fonts.example/x.css">'), "fonts.example"),
        (check_pages, with_head("<style>@import 'https://fonts.example/x.css';</style>"), "fonts.example"),
        (check_pages, with_head("<script>alert(1)</script>"), "scripts inside"),
        (check_pages, in_pages(lambda body: body.replace(b"<body", b"<body onload=x()", 1)), "handlers inside"),
        (check_pages, in_pages(lambda body: body.replace(b"</body>", b'<a href="/nowhere">x</a></body>')), "/nowhere"),
        (check_pages, header("content-type", "text/plain"), "no page"),
        (check_pages, answers(303, 403), "from another site"),
        (check_hostile_input, in_pages(lambda body: html.unescape(body.decode()).encode()), "as markup"),
        (check_hostile_input, answers(500, 422), "answers 500"),
    ],
)
def test_a_page_that_is_not_safe_is_found_out(analytics: str, check: Check, lie: Lie, named: str) -> None:
    with lying(analytics, lie=lie) as url:
        failures = findings(url, check, small())
    assert any(named in line for line in failures), failures


def test_a_chart_of_another_shape_is_found_out(analytics: str) -> None:
    with lying(analytics, lie=edits("/api/charts/demographics", lambda d: d.update(values=["many"]))) as url:
        failures = findings(url, check_figures)
    assert any("labels and values" in line for line in failures)
    assert any("not every value is a number" in line for line in failures)


def test_the_probe_looks_without_touching(analytics: str, bookings: str, theatre: str) -> None:
    asked: list[str] = []
    for url, spec in ((analytics, specs.analytics()), (bookings, specs.bookings()), (theatre, specs.theatre())):
        with lying(url, lie=lambda reply: asked.append(reply.method)) as honest:
            gate = run_probe(honest, spec, Deadline("deployment", 60))
        assert gate.outcome is Outcome.PASSED, gate.details
    assert set(asked) == {"GET"}


@pytest.mark.parametrize("lie", [in_pages(lambda body: b"<h1>Under construction</h1>"), answers(503, 200)])
def test_the_probe_refuses_an_app_that_is_not_there(analytics: str, lie: Lie) -> None:
    with lying(analytics, lie=lie) as url:
        assert run_probe(url, specs.analytics(), Deadline("deployment", 60)).refuses
