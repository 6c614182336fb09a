"""What a change takes away."""

from __future__ import annotations

import re

from promptreal.design.wishes import Wish
from promptreal.design.words import singular
from promptreal.spec import AppSpec

REMOVING = frozenset({"remove", "delete", "drop", "hide", "erase"})


def is_order(wish: Wish) -> bool:
    """Whether it is told to us, not wished for the users."""
    return wish.actor is None


def without(spec: AppSpec, removals: list[Wish]) -> tuple[AppSpec, list[str]]:
    """Drops pages, actions, charts, filters and reports that the prompt wants gone; all data stays."""
    told: list[str] = []
    for wish in removals:
        for one in wish.objects:
            words = {singular(word) for word in one.words} - {
                "page",
                "section",
                "chart",
                "graph",
                "button",
                "filter",
                "report",
                "feature",
                "field",
                "link",
                "action",
            }
            if not words:
                continue
            spec, dropped = _drop(spec, words, one.head)
            told += dropped or [f"“{one.written}” was not found, so nothing was removed"]
    return spec, told


def _drop(spec: AppSpec, words: set[str], head: str) -> tuple[AppSpec, list[str]]:
    def named(*texts: str) -> bool:
        flat = {singular(word) for text in texts for word in re.findall(r"[a-z0-9]+", text.lower())}
        return words <= flat

    entities = {one.name for one in spec.entities if named(one.label)}
    whole = bool(entities) and head not in {"page", "chart", "graph", "filter", "report", "button"}
    pages = [
        one
        for one in spec.pages
        if one.slug
        and ((named(one.title) and head in {"page", "section", "link", *words}) or (whole and one.entity in entities))
    ]
    actions = [
        one
        for one in spec.actions
        if (whole and (one.entity in entities or one.creates in entities))
        or (head in {"button", "action", "feature", *words} and named(one.label) and not entities)
    ]
    charts = [
        one
        for one in spec.charts
        if (named(one.title) and head in {"chart", "graph", *words}) or (whole and one.entity in entities)
    ]
    filters = [
        one
        for one in spec.filters
        if (named(one.label) and head in {"filter", *words}) or (whole and one.entity in entities)
    ]
    reports = [
        one
        for one in spec.reports
        if (named(one.title) and head in {"report", *words}) or (whole and one.entity in entities)
    ]
    if not (pages or actions or charts or filters or reports):
        return spec, []
    gone_charts, gone_reports, gone_actions = (
        {one.name for one in charts},
        {one.name for one in reports},
        {one.name for one in actions},
    )
    kept_pages = [
        one.model_copy(
            update={
                "charts": tuple(name for name in one.charts if name not in gone_charts),
                "sections": tuple(part for part in one.sections if not (whole and part.entity in entities)),
            }
        )
        for one in spec.pages
        if one not in pages and one.report not in gone_reports - {""} and one.action not in gone_actions - {""}
    ]
    spec = spec.model_copy(
        update={
            "pages": tuple(kept_pages),
            "actions": tuple(
                one for one in spec.actions if one not in actions and one.report not in gone_reports - {""}
            ),
            "charts": tuple(one for one in spec.charts if one not in charts),
            "filters": tuple(one for one in spec.filters if one not in filters),
            "reports": tuple(
                one.model_copy(update={"sections": tuple(name for name in one.sections if name not in gone_charts)})
                for one in spec.reports
                if one not in reports
            ),
        }
    )
    gone = [
        *(one.title for one in pages),
        *(one.title for one in charts),
        *(one.title for one in reports),
        *(one.label for one in actions),
        *(one.label for one in filters),
    ]
    return spec, [f"Removed: {', '.join(dict.fromkeys(gone))}"]
