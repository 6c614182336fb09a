"""Reports come as the files that the prompt asks for, and as no others."""

from __future__ import annotations

import pytest

from promptreal.design.offline import OfflineDesigner
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec


def designed(prompt: str) -> AppSpec:
    return OfflineDesigner().design(GenerationRequest(app_name="x", prompt=prompt), None)


@pytest.mark.parametrize(
    ("prompt", "more"),
    [
        ("Report generator for sales. Users pick a region and download the report as PDF or Excel", {"pdf", "xlsx"}),
        ("A tool for monthly expense reports with export to CSV and PDF", {"pdf"}),
        ("A dashboard of sales with PDF export", {"pdf"}),
        ("Report generator for sales with spreadsheets to download", {"xlsx"}),
        ("Report generator for sales, with filters by region", set()),
        ("Keep invoices with an uploaded PDF each; generate a monthly report", set()),
    ],
)
def test_a_report_has_the_formats_that_are_asked_for(prompt: str, more: set[str]) -> None:
    spec = designed(prompt)
    assert spec.reports
    for report in spec.reports:
        assert set(report.formats) == {"html", "csv", "json", *more}


def test_a_format_that_reports_come_in_is_not_among_what_is_left_out() -> None:
    spec = designed("Report generator for sales. Users pick a region and download the report as PDF or Excel")
    assert not any("pdf" in line.lower() or "excel" in line.lower() for line in spec.understanding.left_out)
    kept = designed("Keep invoices with an uploaded PDF each; generate a monthly report")
    assert any("pdf" in line.lower() for line in kept.understanding.left_out)
