"""Charts, filters and reports."""

from __future__ import annotations

import re

from promptreal.design.english.concepts import Sort, concept
from promptreal.design.english.words import singular
from promptreal.design.things.sketch import Sketch
from promptreal.design.views.charts import CHART, named_chart, put_chart, spelled_out, told
from promptreal.design.views.filters import add_filters
from promptreal.design.views.measured import figures
from promptreal.design.views.periods import plainly
from promptreal.design.views.reports import add_reports
from promptreal.design.views.usual_charts import assumed_charts
from promptreal.spec import ChartKind


def draw(sketch: Sketch, *, app_type: str) -> None:
    """Fills a sketch's charts, filters and reports."""
    _results(sketch)
    wants = app_type in {"dashboard", "report-generator"} or bool(told(sketch) or sketch.wanted_reports)
    for one in figures(sketch):
        put_chart(
            sketch,
            one.title,
            one.kind,
            one.entity,
            dimension=one.dimension,
            through=one.through,
            measure=one.measure,
            aggregate=one.aggregate,
            period=one.period,
            largest=one.largest,
            quote=one.quote,
        )
    told_by = {one.quote for one in sketch.measures}
    for title, topic, quote in sketch.figures:
        if not any(quote.rstrip(".!? ") == one.rstrip(".!? ") and _is_measured(sketch, title) for one in told_by):
            named_chart(sketch, title, topic, quote)
    for sentence in sketch.reading.sentences:
        if sentence in told_by:
            continue
        for match in CHART.finditer(plainly(sentence)):
            spelled_out(sketch, match, sentence)
    if app_type in {"dashboard", "report-generator"}:
        for wish in sketch.reading.wishes:
            by = next((c.phrases for c in wish.complements if c.preposition in {"by", "per"}), ())
            narrowed = any(concept(one).sort is Sort.FILTER for one in wish.objects)
            if narrowed or any(one.startswith(wish.quote) for one in told_by):
                continue
            if wish.verb in {"show", "display", "view", "see", "compare", "analyze", "track"} and wish.objects and by:
                for match in CHART.finditer(f"chart of {wish.objects[0].written} by {' '.join(by[0].words)}"):
                    spelled_out(sketch, match, wish.quote)
    if wants or app_type == "admin-panel":
        assumed_charts(sketch, most=6 if wants else 4)
    add_filters(sketch, board=app_type in {"dashboard", "report-generator"})
    add_reports(sketch, app_type)


def _results(sketch: Sketch) -> None:
    """The results of a vote: how many votes each has got."""
    quote = next((one for one in sketch.reading.sentences if re.search(r"\bresults?\b", one, re.IGNORECASE)), "")
    for draft in sketch.entities.values():
        target = sketch.entities.get(draft.target)
        field = next((one for one in draft.fields.values() if one.target and one.target == draft.target), None)
        if quote and draft.noun == "vote" and target is not None and field is not None:
            title = f"{draft.many} by {target.low}"
            put_chart(sketch, title, ChartKind.BAR, draft, dimension=field.name, quote=quote)
            sketch.figures.append((title, None, quote))


def _is_measured(sketch: Sketch, title: str) -> bool:
    """Whether a figure is one that is measured already, by its words."""
    words = {singular(word) for word in title.lower().split()}
    if words & {"average", "chart", "charts", "graph", "graphs"}:
        return True
    return any(words & set(one.what) for one in sketch.measures)
