"""Every page opens, every link inside leads somewhere, and nothing is fetched from another host."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from promptreal import surface
from promptreal.design.criteria.scene import can_be_made
from promptreal.design.criteria.site import address
from promptreal.verify.client import Answer
from promptreal.verify.contract.bench import Bench

AREA = "pages"
MOST_LINKS = 80
# What a browser fetches by itself. A plain link to another site is the user's own step.
_FETCHED = {
    "link": ("href",),
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
    "form": ("action",),
    "base": ("href",),
}
_CSS_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", re.IGNORECASE)


class Page(HTMLParser):
    """What a page fetches, where it leads, and whether it runs scripts that are written into it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.inline_scripts = 0
        self.handlers: list[str] = []
        self._styling = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes the addresses of one tag."""
        given = {name: value or "" for name, value in attrs}
        for name in _FETCHED.get(tag, ()):
            values = given.get(name, "")
            self.fetched += [one.split()[0] for one in values.split(",") if one.strip()] if values else []
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag == "script" and "src" not in given and given.get("type") not in {"application/json"}:
            self.inline_scripts += 1
        self.handlers += [f"{tag} {name}" for name in given if name.startswith("on")]
        self.fetched += _css_addresses(given.get("style", ""))
        self._styling = tag == "style"

    def handle_data(self, data: str) -> None:
        """Notes the addresses in a style sheet."""
        if self._styling:
            self.fetched += _css_addresses(data)


def check_pages(bench: Bench) -> None:
    """Opens the pages of the navigation and of one record of each entity, then every link on them."""
    if not bench.pages:
        return
    links: dict[str, None] = {}
    for path in _addresses(bench):
        answer = bench.get(path)
        if bench.findings.status(answer, 200, AREA):
            page = _check_page(bench, answer)
            links |= dict.fromkeys(_inside(bench, path, page.links))
    stylesheet = bench.get(surface.STYLESHEET)
    if bench.findings.status(stylesheet, 200, AREA):
        _check_hosts(bench, stylesheet, _css_addresses(stylesheet.text))
    _follow(bench, links)
    _check_foreign_posts(bench)


def _addresses(bench: Bench) -> list[str]:
    """Navigation, lists, and the newest record of each entity with its form."""
    spec = bench.spec
    found = ["/", *(address(spec, one) for one in spec.pages)]
    for entity in spec.entities:
        found.append(surface.list_page(entity))
        if not can_be_made(spec, entity):
            continue
        items = bench.get(surface.api_collection(entity), page_size="1").document().get("items")
        if isinstance(items, list) and items and isinstance(items[0], dict):
            found.append(surface.detail_page(entity, str(items[0].get("id"))))
    if spec.accounts:
        found.append(surface.PROFILE)
    return list(dict.fromkeys(found))


def _check_page(bench: Bench, answer: Answer) -> Page:
    page, findings = Page(answer.text), bench.findings
    findings.expect(answer.content_type == "text/html", AREA, f"{answer.request} is {answer.content_type}, no page")
    findings.expect("<title>" in answer.text, AREA, f"{answer.request} has no title")
    findings.expect(
        re.search(r"<html[^>]*\blang=", answer.text) is not None, AREA, f"{answer.request} names no language"
    )
    findings.expect(page.inline_scripts == 0, AREA, f"{answer.request} has scripts inside, which its policy forbids")
    findings.expect(not page.handlers, AREA, f"{answer.request} has handlers inside: {', '.join(page.handlers[:3])}")
    _check_hosts(bench, answer, page.fetched)
    return page


def _check_hosts(bench: Bench, answer: Answer, addresses: list[str]) -> None:
    foreign = [one for one in addresses if _is_foreign(bench.client.base_url, one)]
    bench.findings.expect(not foreign, AREA, f"{answer.request} fetches from elsewhere: {', '.join(foreign[:3])}")


def _is_foreign(base_url: str, reference: str) -> bool:
    parts = urlsplit(urljoin(base_url + "/", reference.strip()))
    return parts.scheme in {"http", "https", "ws", "wss", "ftp"} and parts.netloc != urlsplit(base_url).netloc


def _css_addresses(text: str) -> list[str]:
    return [one or other for one, other in _CSS_ADDRESS.findall(text)]


def _inside(bench: Bench, path: str, links: list[str]) -> list[str]:
    """The links of a page that stay in the app, as addresses from its root, without what only marks a place."""
    inside = []
    for link in links:
        parts = urlsplit(urljoin(bench.client.base_url + path, link))
        if parts.scheme == "http" and f"http://{parts.netloc}" == bench.client.base_url and not link.startswith("#"):
            inside.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return inside


def _follow(bench: Bench, links: dict[str, None]) -> None:
    """Opens each link once; of many that differ in their numbers only, a few stand for all."""
    shapes: dict[str, int] = {}
    followed = 0
    for link in links:
        shape = re.sub(r"\d+", "0", link.partition("?")[0]) + ("?" if "?" in link else "")
        shapes[shape] = shapes.get(shape, 0) + 1
        if shapes[shape] > 2 or followed >= MOST_LINKS or link.startswith(surface.LOGOUT):
            continue
        followed += 1
        answer = bench.get(link)
        bench.findings.expect(answer.status < 400, AREA, f"a link leads to {link}, which answers {answer.status}")


def _check_foreign_posts(bench: Bench) -> None:
    """A form on another site cannot write here."""
    entity = bench.spec.entities[0]
    path = surface.form_page(entity)
    foreign = {"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}
    answer = bench.client.send("POST", path, visitor=bench.visitor, form={}, headers=foreign)
    bench.findings.status(answer, 403, AREA, "from another site")
