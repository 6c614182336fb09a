"""The pages that the prompt names itself."""

from __future__ import annotations

import re

from promptreal.design.english.concepts import Sort, concept, thing_words
from promptreal.design.english.phrases import Phrase
from promptreal.design.english.wishes import Listing
from promptreal.design.english.words import capital, joined, singular, slug, vocabulary
from promptreal.design.things.keeping import contents
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.views.content import sections_for
from promptreal.spec import EntityKind, Origin, Page, PageKind, Section

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


def put_page(sketch: Sketch, page: Page) -> None:
    """Adds a page; the first at an address stays, and each entity has one list."""
    entity_lists = {one.entity for one in sketch.pages.values() if one.kind is PageKind.LIST}
    if page.slug in sketch.pages or (page.kind is PageKind.LIST and page.entity in entity_lists):
        return
    if page.slug.split("-")[0] in {"api", "static", "account"} or page.slug in _RESERVED:
        page = page.model_copy(update={"slug": f"page-{page.slug}"})
    sketch.pages[page.slug] = page


_LISTING_PLACES = vocabulary("catalog catalogue directory gallery showcase lobby portfolio panel section page")
_OWN_PLACES = vocabulary("panel portal dashboard area center section")


def named_pages(sketch: Sketch, title: str) -> list[Page]:
    """The pages that the prompt lists ("pages such as home, about us, services") and the sections that it names."""
    found: list[Page] = []
    for listing in sketch.reading.listings:
        holder = listing.holder
        if holder is not None and holder.head in {"page", "section", "tab", "menu"}:
            found += [page for text in listing.texts if (page := _listed(sketch, listing, text, title)) is not None]
    for name, topic, quote in sketch.places:
        if topic is not None and name and (page := _of_place(sketch, name, topic, quote)) is not None:
            found.append(page)
    if re.search(r"\babout (?:us )?page\b", " ".join(sketch.reading.sentences), re.IGNORECASE):
        about = sections_for(sketch, "About", title)
        found.append(Page(slug="about", title="About", kind=PageKind.CONTENT, sections=about, origin=Origin.PROMPT))
    portfolios = [wish.quote for wish in sketch.reading.wishes for one in wish.objects if one.head == "portfolio"]
    main = sketch.main
    return found + [_list_page("portfolio", main, quote) for quote in portfolios if main is not None]


def _of_place(sketch: Sketch, name: str, topic: Phrase, quote: str) -> Page | None:
    """The page of a place that the prompt names ("game lobby", "student panel")."""
    head = name.rsplit(maxsplit=1)[-1]
    if head in _OWN_PLACES and (panel := _role_panel(sketch, name, topic, quote)) is not None:
        return panel
    draft = sketch.find(thing_words(topic)) if concept(topic).sort in {Sort.THING, Sort.PEOPLE} else None
    if head == "lobby":
        draft = next((one for one in sketch.records if one.words[0] == topic.head), draft)
    return _list_page(name, draft, quote) if draft is not None and head in _LISTING_PLACES else None


def _list_page(name: str, draft: EntityDraft, quote: str) -> Page:
    return Page(
        slug=slug(name),
        title=capital(name),
        kind=PageKind.LIST,
        entity=draft.name,
        origin=Origin.PROMPT,
        quote=quote,
    )


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
    if bare in {"blog", "gallery"} and (inside := contents(bare)) is not None:
        draft = draft or sketch.find(inside.words) or (sketch.entities.get("article") if bare == "blog" else None)
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


def _role_panel(sketch: Sketch, name: str, topic: Phrase, quote: str) -> Page | None:
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


def add_texts(sketch: Sketch, title: str) -> None:
    """One page for each thing that the prompt wants told; what it says of the owner goes on one page."""
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
            put_page(
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
            put_page(
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


def contact_title(sketch: Sketch) -> str:
    """What the prompt calls the page to write to the owner."""
    text = " ".join(sketch.reading.sentences).lower()
    return sketch.texts.get("contact title") or (
        "Contact us" if "contact us" in text else "Contact information" if "contact information" in text else "Contact"
    )


def profile_title(sketch: Sketch) -> str:
    """What the prompt calls the page of one's own account."""
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
