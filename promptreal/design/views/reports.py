"""Reports that users put together."""

from __future__ import annotations

import re
from typing import Literal

from promptreal.design.english.concepts import thing_words
from promptreal.design.english.words import capital, identifier
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.views.charts import TRENDS, add_breakdown, add_trend, fact, sales_entity, time_field
from promptreal.design.views.periods import pace
from promptreal.spec import Action, ActionKind, ChartKind, Origin, Report

_FILE = re.compile(r"\b(?:pdf|excel|xlsx?|spreadsheet)(?=s?\b)", re.IGNORECASE)
# Where a kind of file is what comes out: not what people upload or keep.
_WANTED = (
    re.compile(r"\b(?:export|download|generat|print|produc|creat|receiv|sen[dt]|share)\w*\b[^.;]*", re.IGNORECASE),
    re.compile(r"\breports?\b[^.;]*?\b(?:as|in|to|into)\b[^.;]*", re.IGNORECASE),
    re.compile(
        r"\b(?:pdf|excel|xlsx?|spreadsheet)s?\b[^.;,]{0,20}\b(?:export|report|download|format|version)s?\b",
        re.IGNORECASE,
    ),
)


def add_reports(sketch: Sketch, app_type: str) -> None:
    """Fills a sketch's reports, with an action to generate each."""
    wanted = list(sketch.wanted_reports)
    main = fact(sketch)
    if app_type == "report-generator":
        counted = {chart.entity: chart.quote for chart in sketch.charts.values() if chart.quote}
        wanted += [(f"{sketch.entities[name].label} report", None, quote) for name, quote in counted.items()]
    if not wanted and app_type in {"report-generator", "dashboard"} and main is not None:
        wanted.append((f"{main.many if main.words[-1] == 'sale' else main.label} report", None, ""))
    titles: list[str] = []
    for title, topic, quote in wanted:
        owner = (
            next((one for one in sketch.entities.values() if f"{one.label} report" == title), None)
            or (
                sketch.find(thing_words(topic)) or sales_entity(sketch, topic) or sketch.about(thing_words(topic))
                if topic is not None
                else None
            )
            or main
        )
        if owner is None:
            continue
        vague = len(title.split()) == 1
        if vague and titles and any(one.entity == owner.name for one in sketch.reports.values()):
            continue
        full = f"{owner.many if owner.words[-1] == 'sale' else owner.label} report" if vague else capital(title)
        full = full if full.lower().endswith(("report", "summary", "statement")) else f"{full} report"
        if full in titles or len(titles) >= 3:
            continue
        titles.append(full)
        name = identifier(full, "report")
        _report_sections(sketch, owner)
        charts = [
            one.name for one in sketch.charts.values() if one.entity == owner.name and one.kind is not ChartKind.NUMBER
        ]
        sketch.reports[name] = Report(
            name=name,
            title=full,
            entity=owner.name,
            sections=("summary", *charts[:4], "records"),
            formats=("html", "csv", "json", *_asked_files(sketch)),
            origin=Origin.PROMPT if quote else Origin.ASSUMED,
            quote=quote,
        )
        sketch.act(
            Action(
                name=identifier(f"generate {name}"),
                label=f"Generate {full[:1].lower()}{full[1:]}",
                kind=ActionKind.REPORT,
                entity=owner.name,
                report=name,
                quote=quote,
                origin=Origin.PROMPT if quote else Origin.ASSUMED,
            )
        )


def _asked_files(sketch: Sketch) -> tuple[Literal["pdf", "xlsx"], ...]:
    """The files that the prompt wants its reports as, beside those that every report comes as."""
    text = " ".join(sketch.reading.sentences)
    asked = {_kind(found[0]) for wanted in _WANTED for found in _FILE.finditer(" ".join(wanted.findall(text)))}
    return (*(("pdf",) if "pdf" in asked else ()), *(("xlsx",) if "xlsx" in asked else ()))


def _kind(word: str) -> str:
    return "pdf" if word.lower() == "pdf" else "xlsx"


def _report_sections(sketch: Sketch, owner: EntityDraft) -> None:
    """What the prompt wants in its reports becomes a chart each."""
    for listing in sketch.reading.listings:
        if listing.holder is None or listing.holder.head != "report":
            continue
        for item in listing.items:
            title = item.written
            if item.head in TRENDS:
                add_trend(sketch, owner, title, listing.quote)
            elif item.head in {"data", "performance", "statistic", "figure", "metric", "distribution"}:
                add_breakdown(sketch, owner, title, listing.quote)
    if not any(one.entity == owner.name for one in sketch.charts.values()):
        if time_field(owner) is not None:
            add_trend(sketch, owner, f"{owner.many} by {pace(sketch.reading.kind_text)}", "")
        add_breakdown(sketch, owner, f"{owner.many} overview", "")
