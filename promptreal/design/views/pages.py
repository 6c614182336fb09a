"""The pages that the navigation leads to, in the prompt's own words."""

from __future__ import annotations

from promptreal.design.english.concepts import thing_words
from promptreal.design.english.words import capital, slug
from promptreal.design.things.sketch import Sketch
from promptreal.design.views.charts import told
from promptreal.design.views.content import about
from promptreal.design.views.named_pages import add_texts, contact_title, named_pages, profile_title, put_page
from promptreal.spec import ActionKind, EntityKind, Origin, Page, PageKind, Section

_MOST = 9


def lay_out(sketch: Sketch, app_type: str, title: str) -> None:
    """Fills a sketch's pages: home, those that the prompt names, lists, figures, reports, contact and profile."""
    board = app_type == "dashboard"
    named = named_pages(sketch, title)
    _home(sketch, app_type, title)
    for page in named:
        put_page(sketch, page)
    _lists(sketch)
    _forms(sketch)
    _figures(sketch, board=board)
    for action in sketch.actions.values():
        if action.kind is ActionKind.COMPARE and action.entity:
            draft = sketch.entities[action.entity]
            put_page(
                sketch,
                Page(
                    slug=f"compare-{slug(draft.many)}",
                    title=f"Compare {draft.low_many}",
                    kind=PageKind.COMPARE,
                    entity=draft.name,
                    origin=Origin.PROMPT,
                    quote=action.quote,
                ),
            )
    for report in sketch.reports.values():
        put_page(
            sketch,
            Page(
                slug=slug(report.name),
                title=report.title,
                kind=PageKind.REPORT,
                report=report.name,
                origin=report.origin,
                quote=report.quote,
            ),
        )
    add_texts(sketch, title)
    if sketch.contact:
        put_page(
            sketch,
            Page(
                slug="contact",
                title=contact_title(sketch),
                kind=PageKind.CONTACT,
                entity="contact_message",
                origin=Origin.PROMPT,
            ),
        )
    if sketch.accounts:
        put_page(sketch, Page(slug="profile", title=profile_title(sketch), kind=PageKind.PROFILE, origin=Origin.PROMPT))
    _trim(sketch)


def _home(sketch: Sketch, app_type: str, title: str) -> None:
    board = app_type == "dashboard"
    charts = (
        tuple(sketch.charts)
        if board
        else tuple(name for name, one in sketch.charts.items() if app_type == "admin-panel")[:4]
    )
    sections = []
    for kind in sorted(sketch.carousels):
        draft = (
            next(
                (
                    one
                    for one in sketch.records
                    if any(
                        kind in wish.quote and one.words[-1] in wish.quote.lower()
                        for wish in sketch.reading.wishes
                        if wish.objects
                        and sketch.find(thing_words(wish.objects[0])) is one
                        and "carousel" in wish.quote
                    )
                ),
                None,
            )
            or sketch.main
        )
        if draft is not None:
            sections.append(Section(title=draft.many, entity=draft.name, carousel=True))
    if not board:
        intro = about(sketch, title)
        if app_type == "cms":
            sections.append(intro)
    sketch.pages[""] = Page(
        slug="",
        title="Dashboard" if board else "Home",
        kind=PageKind.DASHBOARD if board else PageKind.HOME,
        charts=charts,
        sections=tuple(sections),
        origin=Origin.ASSUMED,
    )


def _lists(sketch: Sketch) -> None:
    order = sorted(sketch.records, key=lambda one: -one.mentions) if len(sketch.records) > 6 else sketch.records
    for draft in order:
        title = draft.many
        put_page(
            sketch,
            Page(
                slug=slug(title),
                title=title,
                kind=PageKind.LIST,
                entity=draft.name,
                origin=draft.origin,
                quote=draft.quote,
            ),
        )
    for draft in sketch.entities.values():
        viewed = next(
            (one for one in sketch.actions.values() if one.entity == draft.name and one.kind is ActionKind.BROWSE), None
        )
        if draft.kind is EntityKind.ACTIVITY and viewed is not None:
            title = capital(viewed.label.removeprefix("View ")) if viewed.label.startswith("View ") else draft.many
            put_page(
                sketch,
                Page(
                    slug=slug(title),
                    title=title,
                    kind=PageKind.LIST,
                    entity=draft.name,
                    origin=Origin.PROMPT,
                    quote=viewed.quote,
                ),
            )


def _forms(sketch: Sketch) -> None:
    """A form in the navigation where the prompt speaks of one, or where making a thing is what people come for."""
    text = " ".join(sketch.reading.sentences).lower()
    for action in sketch.actions.values():
        if action.kind is not ActionKind.CREATE or action.origin is not Origin.PROMPT:
            continue
        draft = sketch.entities[action.entity]
        asked = (
            f"{action.label.lower().split()[0]} {draft.low_many} form" in text
            or f"{draft.low} form" in text
            or action.label.split()[0].lower() in {"share", "submit", "customize"}
        )
        if asked:
            put_page(
                sketch,
                Page(
                    slug=slug(action.name),
                    title=action.label,
                    kind=PageKind.FORM,
                    entity=draft.name,
                    action=action.name,
                    origin=Origin.PROMPT,
                    quote=action.quote,
                ),
            )


def _figures(sketch: Sketch, *, board: bool) -> None:
    if board or not sketch.charts or not (told(sketch) or sketch.wanted_reports):
        return
    named = next((name for name, _, _ in sketch.figures if name), "")
    title = (
        "Statistics"
        if "statistic" in " ".join(sketch.reading.sentences).lower()
        else "Analysis"
        if "analy" in named.lower()
        else "Dashboard"
    )
    asked = [*(one.quote for one in sketch.measures), *(one[2] for one in (*sketch.figures, *sketch.wanted_reports))]
    quote = asked[0]
    put_page(
        sketch,
        Page(
            slug=slug(title),
            title=title,
            kind=PageKind.DASHBOARD,
            charts=tuple(sketch.charts),
            origin=Origin.PROMPT,
            quote=quote,
        ),
    )


def _trim(sketch: Sketch) -> None:
    """At most nine entries in the navigation; what the prompt names stays longest."""
    kinds = {
        PageKind.HOME: 0,
        PageKind.DASHBOARD: 1,
        PageKind.CONTACT: 1,
        PageKind.PROFILE: 1,
        PageKind.LIST: 2,
        PageKind.REPORT: 2,
        PageKind.CONTENT: 3,
        PageKind.FORM: 3,
        PageKind.COMPARE: 3,
    }
    pages = list(sketch.pages.values())
    listings = {
        one.quote
        for one in sketch.reading.listings
        if one.holder is not None and one.holder.head in {"page", "section"}
    }
    rank = sorted(
        pages,
        key=lambda one: (
            kinds[one.kind] if one.quote not in listings else 0,
            one.origin is not Origin.PROMPT,
            pages.index(one),
        ),
    )
    listed = sum(1 for one in pages if one.quote in listings)
    for page in rank[max(_MOST, min(listed + 1, 11)) :]:
        sketch.pages[page.slug] = page.model_copy(update={"navigation": False})
