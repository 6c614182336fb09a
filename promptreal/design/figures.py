"""Charts, filters and reports."""

from __future__ import annotations

from promptreal.design.charts import CHART, assumed_charts, named_chart, spelled_out, told
from promptreal.design.filters import add_filters
from promptreal.design.reports import add_reports
from promptreal.design.sketch import Sketch


def draw(sketch: Sketch, *, app_type: str) -> None:
    """Fills a sketch's charts, filters and reports."""
    wants = app_type in {"dashboard", "report-generator"} or bool(told(sketch) or sketch.wanted_reports)
    for title, topic, quote in sketch.figures:
        named_chart(sketch, title, topic, quote)
    for sentence in sketch.reading.sentences:
        for match in CHART.finditer(sentence):
            spelled_out(sketch, match, sentence)
    if app_type in {"dashboard", "report-generator"}:
        for wish in sketch.reading.wishes:
            by = next((c.phrases for c in wish.complements if c.preposition in {"by", "per"}), ())
            if wish.verb in {"show", "display", "view", "see", "compare", "analyze", "track"} and wish.objects and by:
                for match in CHART.finditer(f"chart of {wish.objects[0].written} by {' '.join(by[0].words)}"):
                    spelled_out(sketch, match, wish.quote)
    if wants or app_type == "admin-panel":
        assumed_charts(sketch, most=6 if wants else 4)
    add_filters(sketch)
    add_reports(sketch, app_type)
