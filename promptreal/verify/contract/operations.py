"""What operators and figures rely on: health, metrics, headers, errors, charts and reports."""

from __future__ import annotations

import csv
import io
import json

from promptreal import surface
from promptreal.design.criteria.figures import formats_of
from promptreal.spec import Aggregate, AppSpec
from promptreal.verify.client import Answer
from promptreal.verify.contract.bench import Bench
from promptreal.verify.expectations import number

AREA = "operations"
_REQUEST_ID = "check-7f3a9c21"


def check_operations(bench: Bench) -> None:
    """Health, readiness, metrics, headers, and errors for what does not exist."""
    findings = bench.findings
    health = bench.get(surface.HEALTH)
    findings.status(health, 200, AREA)
    findings.expect(health.document().get("status") == "ok", AREA, f"GET {surface.HEALTH} does not say ok")
    findings.expect(bool(health.document().get("version")), AREA, f"GET {surface.HEALTH} names no version")
    findings.status(bench.get(surface.READY), 200, AREA)
    first = bench.spec.entities[0]
    answers = [bench.get(surface.api_collection(first)), bench.get(surface.api_record(first, "987654321")), health]
    if bench.pages:
        answers.append(bench.get("/"))
    for answer in answers:
        _check_headers(bench, answer)
    _check_request_ids(bench)
    _check_metrics(bench)
    findings.problem(bench.get("/api/no-such-thing"), 404, AREA, why="an unknown address")
    findings.status(bench.send("PUT", surface.api_collection(first), {}), 405, AREA, "a method that is not offered")
    findings.status(bench.get(surface.API_REFERENCE), 200, AREA)
    if bench.pages:
        missing = bench.get("/no-such-page")
        findings.status(missing, 404, AREA)
        findings.expect(missing.content_type == "text/html", AREA, "GET /no-such-page answers no page in words")


def _check_headers(bench: Bench, answer: Answer) -> None:
    def expect(held: bool, message: str) -> None:
        bench.findings.expect(held, AREA, f"{answer.request}: {message}")

    headers = answer.headers
    policy = headers.get("content-security-policy", "")
    expect("default-src 'self'" in policy, "the content security policy does not start from 'self'")
    expect("'unsafe-inline'" not in _directive(policy, "script-src"), "inline scripts are allowed")
    expect(headers.get("x-content-type-options", "").lower() == "nosniff", "X-Content-Type-Options is not nosniff")
    expect(headers.get("x-frame-options", "").upper() == "DENY", "X-Frame-Options is not DENY")
    expect("referrer-policy" in headers, "there is no Referrer-Policy")
    expect(bool(headers.get("x-request-id")), "there is no X-Request-ID")
    expect(bool(headers.get("x-app-version")), "there is no X-App-Version")
    expect(headers.get("access-control-allow-origin") != "*", "every other site may read it")


def _directive(policy: str, name: str) -> str:
    parts = [part.strip() for part in policy.split(";")]
    return next((part for part in parts if part.startswith(name)), "")


def _check_request_ids(bench: Bench) -> None:
    client, findings = bench.client, bench.findings
    sane = client.send("GET", surface.HEALTH, headers={"x-request-id": _REQUEST_ID})
    findings.expect(sane.headers.get("x-request-id") == _REQUEST_ID, AREA, "a sane X-Request-ID is not echoed")
    odd = "<script>" + "x" * 400
    echoed = client.send("GET", surface.HEALTH, headers={"x-request-id": odd}).headers.get("x-request-id")
    findings.expect(echoed not in {None, odd}, AREA, "an insane X-Request-ID is echoed, or replaced by nothing")
    two = {client.send("GET", surface.HEALTH).headers.get("x-request-id") for _ in range(2)}
    findings.expect(len(two) == 2, AREA, "two requests share one X-Request-ID")


def _check_metrics(bench: Bench) -> None:
    answer, findings = bench.get(surface.METRICS), bench.findings
    findings.status(answer, 200, AREA)
    findings.expect(answer.content_type == "text/plain", AREA, f"GET {surface.METRICS} is no Prometheus text")
    for name in ("http_requests_total{", "http_request_duration_seconds", "records_total{"):
        findings.expect(name in answer.text, AREA, f"GET {surface.METRICS} lacks {name.rstrip('{')}")
    for entity in bench.spec.entities:
        line = f'records_total{{entity="{entity.name}"}}'
        findings.expect(line in answer.text, AREA, f"GET {surface.METRICS} lacks {line}")


def check_figures(bench: Bench) -> None:
    """Charts have figures of the right shape; reports come in every format that they promise."""
    for chart in bench.spec.charts:
        answer, area = bench.get(surface.api_chart(chart)), "charts"
        if not bench.findings.status(answer, 200, area):
            continue
        document = answer.document()
        labels, values = document.get("labels"), document.get("values")
        shaped = isinstance(labels, list) and isinstance(values, list) and len(labels) == len(values)
        bench.findings.expect(shaped, area, f"{answer.request}: labels and values are not two lists of one length")
        bench.findings.expect(
            document.get("title") == chart.title, area, f"{answer.request}: the title is not the spec's"
        )
        bench.findings.expect(
            document.get("kind") == chart.kind.value, area, f"{answer.request}: it is no {chart.kind}"
        )
        figures = [number(value) for value in values] if isinstance(values, list) else []
        counted = chart.aggregate is not Aggregate.COUNT or all(one is not None and one == int(one) for one in figures)
        bench.findings.expect(None not in figures, area, f"{answer.request}: not every value is a number")
        bench.findings.expect(counted, area, f"{answer.request}: a count is no whole number")
        bench.findings.problem(bench.get(surface.api_chart(chart), nonsense="1"), 422, area, why="an unknown parameter")
    _check_reports(bench, bench.spec)


def _check_reports(bench: Bench, spec: AppSpec) -> None:
    for report in spec.reports:
        path, findings, area = surface.report_page(report), bench.findings, "reports"
        if bench.pages:
            page = bench.get(path)
            findings.status(page, 200, area)
            findings.expect(page.content_type == "text/html", area, f"GET {path} is no page")
        for kind in formats_of(spec, report):
            answer = bench.get(path, format=kind)
            if not findings.status(answer, 200, area, kind):
                continue
            findings.expect(_is(kind, answer), area, f"GET {path} as {kind} is no {kind}")
            if kind != "html":
                attached = answer.headers.get("content-disposition", "").startswith("attachment")
                findings.expect(attached, area, f"GET {path} as {kind} is no download")
        refused = bench.get(path, format="exe")
        findings.status(refused, 422, area, "an unknown format")


_BINARY = {
    "pdf": ("application/pdf", "%PDF-"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"),
}


def _is(kind: str, answer: Answer) -> bool:
    if kind == "json":
        try:
            json.loads(answer.text)
        except (ValueError, RecursionError):
            return False
        return answer.content_type == "application/json"
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(answer.text)))
        return answer.content_type == "text/csv" and len(rows) > 1
    if kind in _BINARY:
        media_type, beginning = _BINARY[kind]
        return answer.content_type == media_type and answer.text.startswith(beginning)
    return answer.content_type == "text/html" and "<html" in answer.text
