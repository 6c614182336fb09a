"""The pages that the navigation leads to, in the prompt's own words."""

from __future__ import annotations

import re

from promptreal.design.concepts import Sort, concept, thing_words
from promptreal.design.content import about, sections_for
from promptreal.design.figures import told
from promptreal.design.phrases import Phrase
from promptreal.design.reading import Listing
from promptreal.design.sketch import Sketch
from promptreal.design.words import capital, joined, singular, slug
from promptreal.spec import ActionKind, EntityKind, Origin, Page, PageKind, Section

_MOST = 9
_HOME = frozenset({"home", "homepage", "home page", "main page", "landing page", "start page"})
_RESERVED = frozenset(
    {
        "search",
        "account",
        "api",
        "static",
        "files",
        "reports",
        "healthz",
        "readyz",
        "metrics",
        "api-reference",
        "openapi-json",
    }
)


def lay_out(sketch: Sketch, app_type: str, title: str) -> None:
    """Fills a sketch's pages: home, those that the prompt names, lists, figures, reports, contact and profile."""
    board = app_type == "dashboard"
    named = _named_pages(sketch, title)
    _home(sketch, app_type, title)
    for page in named:
        _put(sketch, page)
    _lists(sketch)
    _forms(sketch)
    _figures(sketch, board=board)
    for action in sketch.actions.values():
        if action.kind is ActionKind.COMPARE and action.entity:
            draft = sketch.entities[action.entity]
            _put(
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
        _put(
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
    _texts(sketch, title)
    if sketch.contact:
        _put(
            sketch,
            Page(
                slug="contact",
                title=_contact_title(sketch),
                kind=PageKind.CONTACT,
                entity="contact_message",
                origin=Origin.PROMPT,
            ),
        )
    if sketch.accounts:
        _put(sketch, Page(slug="profile", title=_profile_title(sketch), kind=PageKind.PROFILE, origin=Origin.PROMPT))
    _trim(sketch)


def _put(sketch: Sketch, page: Page) -> None:
    entity_lists = {one.entity for one in sketch.pages.values() if one.kind is PageKind.LIST}
    if page.slug in sketch.pages or (page.kind is PageKind.LIST and page.entity in entity_lists):
        return
    if page.slug.split("-")[0] in {"api", "static", "account"} or page.slug in _RESERVED:
        page = page.model_copy(update={"slug": f"page-{page.slug}"})
    sketch.pages[page.slug] = page


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


def _named_pages(sketch: Sketch, title: str) -> list[Page]:
    """The pages that the prompt lists ("pages such as home, about us, services") and the sections that it names."""
    found: list[Page] = []
    for listing in sketch.reading.listings:
        holder = listing.holder
        if holder is not None and holder.head in {"page", "section", "tab", "menu"}:
            found += [page for text in listing.texts if (page := _listed(sketch, listing, text, title)) is not None]
    for name, topic, quote in sketch.places:
        if topic is None or not name:
            continue
        draft = sketch.find(thing_words(topic)) if concept(topic).sort in {Sort.THING, Sort.PEOPLE} else None
        head = name.split()[-1]
        if (
            head in {"panel", "portal", "dashboard", "area", "center", "section"}
            and (panel := _role_panel(sketch, name, topic, title, quote)) is not None
        ):
            found.append(panel)
            continue
        if head == "lobby":
            draft = next((one for one in sketch.records if one.words[0] == topic.head), draft)
        if draft is not None and head in {
            "catalog",
            "catalogue",
            "directory",
            "gallery",
            "showcase",
            "lobby",
            "portfolio",
            "panel",
            "section",
            "page",
        }:
            found.append(
                Page(
                    slug=slug(name),
                    title=capital(name),
                    kind=PageKind.LIST,
                    entity=draft.name,
                    origin=Origin.PROMPT,
                    quote=quote,
                )
            )
    if re.search(r"\babout (?:us )?page\b", " ".join(sketch.reading.sentences), re.IGNORECASE):
        found.append(
            Page(
                slug="about",
                title="About",
                kind=PageKind.CONTENT,
                sections=sections_for(sketch, "About", title),
                origin=Origin.PROMPT,
            )
        )
    for wish in sketch.reading.wishes:
        for one in wish.objects:
            if one.head == "portfolio" and (main := sketch.main) is not None:
                found.append(
                    Page(
                        slug="portfolio",
                        title="Portfolio",
                        kind=PageKind.LIST,
                        entity=main.name,
                        origin=Origin.PROMPT,
                        quote=wish.quote,
                    )
                )
    return found


def _listed(sketch: Sketch, listing: Listing, text: str, title: str) -> Page | None:
    words = text.lower().removeprefix("a ").removeprefix("an ").removeprefix("the ").strip()
    if words in _HOME or not words:
        return None
    if words.startswith("contact") or words == "get in touch":
        sketch.contact = True
        sketch.texts["contact title"] = capital(words)
        return None
    bare = words.removesuffix(" page").removesuffix(" section").strip()
    phrase = next((one for one in listing.items if _same_words(one, words) or _same_words(one, bare)), None)
    label = capital(words)
    draft = None
    if phrase is not None:
        what = concept(phrase)
        core = what.topic if what.sort is Sort.PLACE and what.topic is not None else what.phrase
        draft = sketch.find(thing_words(core))
        if draft is None and core is not None and core.head in {"ranking", "leaderboard"}:
            draft = sketch.entities.get("score")
    draft = draft or next((one for one in sketch.records if one.many.lower() == bare), None)
    if bare in {"reports", "report"}:
        return None
    if bare in {"messages", "inbox"} and "message" in sketch.entities:
        return Page(
            slug="messages",
            title=label,
            kind=PageKind.LIST,
            entity="message",
            origin=Origin.PROMPT,
            quote=listing.quote,
        )
    if draft is not None and draft.kind is not EntityKind.MARK:
        return Page(
            slug=slug(bare),
            title=label,
            kind=PageKind.LIST,
            entity=draft.name,
            origin=Origin.PROMPT,
            quote=listing.quote,
        )
    return Page(
        slug=slug(bare),
        title=label,
        kind=PageKind.CONTENT,
        sections=sections_for(sketch, label, title),
        origin=Origin.PROMPT,
        quote=listing.quote,
    )


def _same_words(one: Phrase, text: str) -> bool:
    return [singular(word) for word in one.words] == [singular(word) for word in text.split()]


def _role_panel(sketch: Sketch, name: str, topic: Phrase, title: str, quote: str) -> Page | None:
    """ "a student panel": what students can do, and the records that they do it with."""
    role = "_".join(topic.words)
    doing = [one for one in sketch.actions.values() if one.role == role]
    if not doing:
        return None
    text = f"As a {' '.join(topic.surface)} you can {joined([one.label[:1].lower() + one.label[1:] for one in doing])}."
    entity = next((one.entity for one in doing if one.entity), "")
    shown = [Section(title=sketch.entities[entity].many, entity=entity)] if entity else []
    return Page(
        slug=slug(name),
        title=capital(name),
        kind=PageKind.CONTENT,
        sections=(Section(title=capital(name), text=text), *shown),
        origin=Origin.PROMPT,
        quote=quote,
    )


def _lists(sketch: Sketch) -> None:
    order = sorted(sketch.records, key=lambda one: -one.mentions) if len(sketch.records) > 6 else sketch.records
    for draft in order:
        title = draft.many
        _put(
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
            _put(
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
            label = action.label if "form" not in text else action.label
            _put(
                sketch,
                Page(
                    slug=slug(action.name),
                    title=label,
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
    quote = sketch.figures[0][2] if sketch.figures else sketch.wanted_reports[0][2]
    _put(
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


def _texts(sketch: Sketch, title: str) -> None:
    """One page for each thing that the prompt wants told: the owner's pages are one "About", the others have their own."""
    owned = [name for name in sketch.abouts if _of_owner(sketch, name)]
    if owned:
        subject = next((one for one in owned if "introduction" in one), "")
        told_of = next((one for one in owned if one.endswith("information")), "")
        plain = "about us" in " ".join(sketch.reading.sentences).lower()
        label = (
            capital(subject or told_of)
            if subject or (told_of and not plain)
            else "About us"
            if not any("designer" in one for one in owned)
            else "About"
        )
        exists = any(page.slug in {"about", "about-us"} for page in sketch.pages.values())
        if not exists:
            _put(
                sketch,
                Page(
                    slug=slug(label),
                    title=label,
                    kind=PageKind.CONTENT,
                    sections=sections_for(sketch, label, title),
                    origin=Origin.PROMPT,
                    quote=sketch.abouts[owned[0]],
                ),
            )
    for name, quote in sketch.abouts.items():
        again = (
            any(page.title.lower().endswith(name.lower()) for page in sketch.pages.values())
            or name.lower() in title.lower()
        )
        if title.lower() in name.lower():
            continue
        if name not in owned and not again and len(sketch.pages) < 14:
            _put(
                sketch,
                Page(
                    slug=slug(name),
                    title=capital(name),
                    kind=PageKind.CONTENT,
                    sections=sections_for(sketch, capital(name), title, quote),
                    origin=Origin.PROMPT,
                    quote=quote,
                ),
            )


def _of_owner(sketch: Sketch, name: str) -> bool:
    words = set(name.lower().replace("'s", "").split())
    return bool(
        words & (sketch.owners | {"background", "experience", "mission", "team", "company", "office"})
    ) and not words & {"room", "advice", "guide", "practice"}


def _contact_title(sketch: Sketch) -> str:
    text = " ".join(sketch.reading.sentences).lower()
    return sketch.texts.get("contact title") or (
        "Contact us" if "contact us" in text else "Contact information" if "contact information" in text else "Contact"
    )


def _profile_title(sketch: Sketch) -> str:
    text = " ".join(sketch.reading.sentences).lower()
    return next(
        (
            label
            for words, label in (
                ("user center", "User center"),
                ("personal center", "Personal center"),
                ("user profile", "Profile"),
            )
            if words in text
        ),
        "Profile",
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
