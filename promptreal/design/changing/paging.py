"""Pages of text that a change adds or rewrites: "add a page about opening hours", "the about page should say …"."""

from __future__ import annotations

import re

from promptreal.design.english.referents import ASKING, Amended
from promptreal.design.english.words import capital, slug
from promptreal.spec import Origin, Page, PageKind, Section

_ADDING = re.compile(
    ASKING + r"(?:add|create|make|include|insert|we need|i need)\s+(?:an?|another|one more|the)\s+"
    r"(?:(?:new|simple|static|separate|extra|info|information|text|content)\s+)*page\s+"
    r"(?:about|on|for|with|explaining|describing|listing|telling|that (?:explains|describes|lists|shows|tells))\s+"
    r"(?P<topic>[^:,\"“”]{2,80}?)"
    r"(?:\s*(?::|,?\s+(?:saying|which says|that says|with the text|reading))\s*[\"“]?(?P<text>.+?)[\"”]?)?$",
    re.IGNORECASE | re.DOTALL,
)
# Pages that are text, whatever else the app has of that name.
_NAMED = re.compile(
    ASKING + r"(?:add|create|make|include|insert|we need|i need)\s+(?:an?|another|the)\s+(?:(?:new|simple|static)\s+)*"
    r"(?P<topic>faqs?|about(?: us)?|terms(?: and conditions| of (?:use|service))?|privacy(?: policy)?|imprint|mission|"
    r"history|directions|location|safety|shipping|delivery|returns|opening hours|opening times|(?:house |club )?rules|"
    r"help|press|sponsors?)\s+page"
    r"(?:\s*(?::|,?\s+(?:saying|which says|that says|with the text))\s*[\"“]?(?P<text>.+?)[\"”]?)?$",
    re.IGNORECASE | re.DOTALL,
)
_APART = re.compile(r"\s*,?\s+and\s+(?=(?:an?|another)\s+(?:[\w-]+\s+){0,3}page\b)", re.IGNORECASE)
_SAYING = re.compile(
    ASKING + r"(?:(?:change|set|replace|rewrite|make)\s+the\s+(?:text|content)\s+(?:of|on)\s+)?(?:the\s+)?"
    r"(?P<page>[\w' -]+?)(?:\s+page)?\s+(?:to|should say|should read|says|must say|with)(?:\s+that)?\s*:?\s*"
    r"[\"“]?(?P<text>.+?)[\"”]?$",
    re.IGNORECASE | re.DOTALL,
)
_WRITTEN = re.compile(r"\b(?:text|content)\s+(?:of|on)\b|\bshould (?:say|read)\b|\bmust say\b", re.IGNORECASE)
_SHOWING = re.compile(r"\b(?:charts?|graphs?|figures|reports?|lists? of|forms?)\b", re.IGNORECASE)
_POINTING = re.compile(r"^(?:our|the|all|some|my|its|your|how)\s+(?:the\s+)?", re.IGNORECASE)
# What such a page says at first, where people know what is on it.
_FIRST = (
    (
        re.compile(r"\bopening (?:hours|times)\b|\bhours\b", re.IGNORECASE),
        "Monday to Friday: 9:00 to 18:00\nSaturday: 10:00 to 16:00\nSunday and public holidays: closed",
    ),
    (
        re.compile(r"\b(?:shipping|delivery|deliveries)\b", re.IGNORECASE),
        "Orders are sent within two working days.\nWhoever orders gets a message when the parcel is on its way.",
    ),
    (
        re.compile(r"\b(?:returns?|refunds?)\b", re.IGNORECASE),
        "What was bought can be returned within 30 days.\nThe amount is paid back the way it was paid.",
    ),
    (
        re.compile(r"\b(?:privacy|data protection|cookies?)\b", re.IGNORECASE),
        "Only what is needed for what you do here is kept.\nNothing is handed on; it is deleted when you ask for it.",
    ),
)


def paged(done: Amended, said: str) -> bool:
    """Takes a sentence that adds a page of text, or says what one is to say; False for others."""
    first, *more = _APART.split(said)
    pages = [first, *(f"add {one}" for one in more)]
    matches = [_NAMED.match(one) or _ADDING.match(one) for one in pages]
    if all(matches) and not any(match and _SHOWING.search(match["topic"]) for match in matches):
        for match in matches:
            if match is not None:
                _add(done, match["topic"], match["text"] or "", said)
        return True
    return _said(done, said)


def _add(done: Amended, named: str, written: str, said: str) -> None:
    topic = "about us" if named.strip().lower() == "us" else _POINTING.sub("", named.strip())
    title, address = capital(topic), slug(topic)
    if any(one.slug == address or one.title.lower() == title.lower() for one in done.spec.pages):
        done.refused.append(f"There is a page {title} already.")
        return
    text = written.strip() or _first_text(topic, done.spec.title)
    page = Page(
        slug=address,
        title=title,
        kind=PageKind.CONTENT,
        sections=(Section(title=title, text=text),),
        origin=Origin.PROMPT,
        quote=said,
    )
    done.spec = done.spec.model_copy(update={"pages": (*done.spec.pages, page)})
    if not written:
        how = f"“change the text of the {topic} page to …”"
        done.told.append(f"The page {title} begins with a text of our own; a change such as {how} puts yours there.")


def _said(done: Amended, said: str) -> bool:
    match = _SAYING.match(said) if _WRITTEN.search(said) else None
    if match is None:
        return False
    named = _POINTING.sub("", match["page"].strip()).lower()
    found = [one for one in done.spec.pages if one.kind is PageKind.CONTENT and named in {one.title.lower(), one.slug}]
    if not found or not found[0].sections:
        return False
    page = found[0]
    first = page.sections[0].model_copy(update={"text": match["text"].strip()})
    now = page.model_copy(update={"sections": (first, *page.sections[1:])})
    done.spec = done.spec.model_copy(update={"pages": tuple(now if one is page else one for one in done.spec.pages)})
    done.told.append(f"The page {page.title} says something else now.")
    return True


def _first_text(topic: str, title: str) -> str:
    known = next((text for pattern, text in _FIRST if pattern.search(topic)), "")
    return known or f"This page is about {topic[:1].lower() + topic[1:]} at {title}."
