"""Reading pages as a browser would: elements, forms and what is written on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from html import unescape
from typing import Any

from app.entity import Attribute, Entity

EXACT = frozenset({"decimal", "money", "percent"})
VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
# The pages quote every attribute: what is not written so is no tag here, and the test that reads it fails.
ATTRIBUTE = r"""([^\s"'<>/=]+)(?:="([^"]*)")?"""
TAG = re.compile(rf"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+{ATTRIBUTE})*)\s*(/?)>|<!(?:--.*?--|[a-zA-Z][^>]*)>""", re.DOTALL)
EACH_ATTRIBUTE = re.compile(ATTRIBUTE)


@dataclass
class Element:
    """An element of a page; its text stands among its children as plain strings.

    What is in it is in `page`, the elements of the whole page in their order, from `start` up to `end`.
    """

    tag: str
    attributes: dict[str, str]
    page: list[Element] = field(repr=False)
    start: int
    end: int
    children: list[Element | str] = field(default_factory=list)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements inside with that tag and those attributes; `class_` is one of the classes."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [one for one in self.inside() if one.tag == tag and one.has(wanted)]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only such element."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of {tag} {attributes}"
        return found[0]

    def has(self, wanted: dict[str, str]) -> bool:
        """Whether it has these attributes."""
        classes = self.attributes.get("class", "").split()
        return all(value in classes if name == "class" else self.attributes.get(name) == value for name, value in wanted.items())

    @property
    def text(self) -> str:
        """Everything written in it, with single spaces."""
        return " ".join("".join(self.texts()).split())

    def inside(self) -> list[Element]:
        """All elements in it, in the order of the page."""
        return self.page[self.start : self.end]

    def texts(self) -> Iterator[str]:
        """All that is written in it, as it is written; elements are set apart by spaces."""
        for child in self.children:
            if isinstance(child, Element):
                yield " "
                yield from child.texts()
            else:
                yield child


def read(response: Any, status: int = 200) -> Element:
    """The page of an answer with that status."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("text/html")
    return parsed(response.text)


def parsed(text: str) -> Element:
    """The page in a text; every element on it is closed where it should be."""
    root = Element("page", {}, [], 0, 0)
    opened, at = [root], 0
    for found in TAG.finditer(text):
        _write(opened[-1], text[at : found.start()])
        at = found.end()
        closing, tag, attributes, *_, closed = found.groups()
        if closing:
            assert opened[-1].tag == tag, f"</{tag}> closes <{opened[-1].tag}>"
            element = opened.pop()
            element.end = len(root.page)
        elif tag:
            place = len(root.page) + 1
            element = Element(tag, _attributes(attributes), root.page, place, place)
            root.page.append(element)
            opened[-1].children.append(element)
            if tag not in VOID and not closed:
                opened.append(element)
    _write(opened[-1], text[at:])
    root.end = len(root.page)
    assert [one.tag for one in opened] == [root.tag]
    return root


def _write(element: Element, text: str) -> None:
    assert "<" not in text, text[:80]
    if text:
        element.children.append(unescape(text))


def _attributes(text: str) -> dict[str, str]:
    return {found[1].lower(): unescape(found[2] or "") for found in EACH_ATTRIBUTE.finditer(text)}


def values_of(form: Element) -> dict[str, str]:
    """What the form would send as it stands; files that are not chosen are left out."""
    found = {}
    for one in form.all("input"):
        kind = one.attributes.get("type", "text")
        ticked = kind not in {"checkbox", "radio"} or "checked" in one.attributes
        if kind != "file" and ticked:
            found[one.attributes["name"]] = one.attributes.get("value", "")
    for one in form.all("textarea"):
        # A browser drops the line break right after the tag.
        found[one.attributes["name"]] = "".join(one.texts()).removeprefix("\n")
    for one in form.all("select"):
        chosen = [option for option in one.all("option") if "selected" in option.attributes] or one.all("option")[:1]
        found[one.attributes["name"]] = chosen[0].attributes.get("value", "")
    return found


def form_to(page: Element, address: str) -> Element:
    """The form that is posted to that address."""
    return page.one("form", action=address, method="post")


def errors_on(page: Element) -> dict[str, str]:
    """The messages at the fields, by the id of the field."""
    return {one.attributes["id"].removesuffix("-error"): one.text for one in page.all("p", class_="field-error")}


def shown_records(page: Element, address: str) -> list[int]:
    """The numbers of the records that the list on a page shows, in its order."""
    found = []
    records = page.one("div", id="records")
    for one in records.all("article", class_="card") or records.one("tbody").all("tr"):
        links = [link.attributes["href"].rsplit("/", 1) for link in one.all("a")]
        found.append(next(int(last) for first, last in links if first == address and last.isdecimal()))
    return found


def written(entity: Entity, record: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """What a record holds of these fields, files aside; numbers as numbers, however they are written."""
    wanted = set(names)
    fields = [one for one in entity.attributes if one.name in wanted and one not in entity.uploads]
    return {one.name: _exact(one, record[one.name]) for one in fields}


def _exact(one: Attribute, value: Any) -> Any:
    return value if value is None or one.type not in EXACT else Decimal(str(value))


def shown_value(entity: Entity, record: dict[str, Any], one: Attribute) -> str | None:
    """What people read of a field of the API's record: of a reference, the title of what it leads to.

    None where that title is not in the record, because a field of the entity has the name that it would have.
    """
    if one.type != "reference":
        return str("" if record[one.name] is None else record[one.name])
    label = f"{one.name}_label"
    return None if label in {other.name for other in entity.attributes} else record[label] or ""


def names_in(form: Element) -> set[str]:
    """The names of all its controls."""
    return {one.attributes["name"] for tag in ("input", "select", "textarea") for one in form.all(tag)}


def sent(body: dict[str, Any]) -> dict[str, str]:
    """Values of the API as a form sends them."""
    plain = {name: value for name, value in body.items() if value is not None and value is not False}
    return {name: "true" if value is True else str(value) for name, value in plain.items()}
