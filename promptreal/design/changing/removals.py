"""What a change takes away."""

from __future__ import annotations

import re
from dataclasses import dataclass

from promptreal.design.english.wishes import Wish
from promptreal.design.english.words import singular
from promptreal.spec import Action, AppSpec, Chart, Filter, Page, Report

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


@dataclass(frozen=True)
class _Gone:
    """What a removal takes away. `entities` are those whose pages, figures and actions go as a whole."""

    entities: frozenset[str]
    pages: tuple[Page, ...]
    actions: tuple[Action, ...]
    charts: tuple[Chart, ...]
    filters: tuple[Filter, ...]
    reports: tuple[Report, ...]

    @property
    def titles(self) -> list[str]:
        """What people called it."""
        figures = [*(one.title for one in self.charts), *(one.title for one in self.reports)]
        controls = [*(one.label for one in self.actions), *(one.label for one in self.filters)]
        return [*(one.title for one in self.pages), *figures, *controls]


def _drop(spec: AppSpec, words: set[str], head: str) -> tuple[AppSpec, list[str]]:
    gone = _meant(spec, words, head)
    if not gone.titles:
        return spec, []
    return _without(spec, gone), [f"Removed: {', '.join(dict.fromkeys(gone.titles))}"]


def _meant(spec: AppSpec, words: set[str], head: str) -> _Gone:
    """What these words name; the last of them says which kind of part is meant, where it says so."""

    def named(text: str) -> bool:
        return words <= {singular(word) for word in re.findall(r"[a-z0-9]+", text.lower())}

    entities = {one.name for one in spec.entities if named(one.label)}
    parts = {"page", "chart", "graph", "filter", "report", "button"}
    whole = frozenset(entities if head not in parts else ())
    buttons = head in {"button", "action", "feature", *words} and not entities
    titled = head in {"page", "section", "link", *words}
    return _Gone(
        entities=whole,
        pages=tuple(one for one in spec.pages if one.slug and ((titled and named(one.title)) or one.entity in whole)),
        actions=tuple(
            one for one in spec.actions if one.entity in whole or one.creates in whole or (buttons and named(one.label))
        ),
        charts=tuple(
            one
            for one in spec.charts
            if (head in {"chart", "graph", *words} and named(one.title)) or one.entity in whole
        ),
        filters=tuple(
            one for one in spec.filters if (head in {"filter", *words} and named(one.label)) or one.entity in whole
        ),
        reports=tuple(
            one for one in spec.reports if (head in {"report", *words} and named(one.title)) or one.entity in whole
        ),
    )


def _without(spec: AppSpec, gone: _Gone) -> AppSpec:
    """The spec without these parts, and without what only led to them."""
    charts, reports = {one.name for one in gone.charts}, {one.name for one in gone.reports}
    actions = {one.name for one in gone.actions}

    def kept_charts(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if name not in charts)

    def kept_page(one: Page) -> Page:
        sections = tuple(part for part in one.sections if part.entity not in gone.entities)
        return one.model_copy(update={"charts": kept_charts(one.charts), "sections": sections})

    return spec.model_copy(
        update={
            "pages": tuple(
                kept_page(one)
                for one in spec.pages
                if one not in gone.pages and one.report not in reports and one.action not in actions
            ),
            "actions": tuple(one for one in spec.actions if one not in gone.actions and one.report not in reports),
            "charts": tuple(one for one in spec.charts if one not in gone.charts),
            "filters": tuple(one for one in spec.filters if one not in gone.filters),
            "reports": tuple(
                one.model_copy(update={"sections": kept_charts(one.sections)})
                for one in spec.reports
                if one not in gone.reports
            ),
        }
    )
