"""What the pages make of an entity and its fields, of a list, and of what was sent."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import Request

from app import problems
from app.entity import Attribute, Entity, Filter
from app.web import descriptions, errors, rendering
from app.web.descriptions import EntityView, PageView, Site
from app.web.forming import FormView
from app.web.listings import Categories, Listing
from tests.reading import parsed


def field(name: str, type: str, **values: Any) -> Attribute:
    """A field."""
    return Attribute(name=name, attribute=name, label=name.title(), type=type, **values)


def view(*fields: Attribute, filters: tuple[Filter, ...] = (), **values: Any) -> EntityView:
    """An entity with these fields; the first one is its title."""
    given: dict[str, Any] = {"name": "thing", "plural": "things", "slug": "things", "label": "Thing", "description": ""}
    given |= {"label_plural": "Things", "kind": "record", "display": fields[0].name, "status_field": "", "owned": False}
    schemas = dict.fromkeys(("model", "create", "update", "read", "filters", "query"))
    return EntityView(Entity(**{**given, **values}, samples=0, **schemas, attributes=fields, filter_controls=filters))


def control(name: str, type: str) -> Filter:
    """A filter."""
    parameters = (f"{name}_from", f"{name}_to") if type in {"date", "money"} else (name,)
    return Filter(name=name, label=name.title(), field=name, attribute=name, type=type, parameters=parameters)


TITLE = field("title", "string", searchable=True)
MANY = [field(f"n{number}", "integer") for number in range(9)]


def names(fields: Any) -> list[str]:
    """The names of fields."""
    return [one.name for one in fields]


def test_a_row_of_a_table_has_the_title_and_six_short_fields() -> None:
    long = [field("text", "text"), field("photo", "image"), field("sheet", "file")]
    assert names(view(MANY[0], *long, TITLE, *MANY[1:], display="title").columns) == ["title", "n0", "n1", "n2", "n3", "n4", "n5"]


def test_a_card_has_four_short_facts_a_picture_and_a_summary() -> None:
    fields = (TITLE, field("icon", "file"), field("state", "choice"), field("web", "url"), field("about", "text"), field("more", "text"))
    found = view(*fields, field("photo", "image"), field("other", "image"), *MANY, status_field="state")
    assert names(found.facts) == ["n0", "n1", "n2", "n3"]
    assert (found.picture, found.summary) == ("photo", "about")
    assert found.as_cards
    assert found.multipart


def test_an_entity_without_pictures_is_a_table_unless_it_is_editorial() -> None:
    assert not view(TITLE).as_cards
    assert not view(TITLE).multipart
    assert view(TITLE).picture == view(TITLE).summary == ""
    assert view(TITLE, kind="content").as_cards
    assert view(field("about", "text")).summary == ""


@pytest.mark.parametrize(("kind", "public"), [("record", True), ("activity", True), ("content", True), ("mark", False), ("message", False)])
def test_marks_and_messages_are_not_for_everybody(kind: str, public: bool) -> None:
    assert view(TITLE, kind=kind).is_public is public


def test_the_category_is_the_first_filter_with_a_choice_that_is_no_status() -> None:
    filters = (control("made", "date"), control("state", "choice"), control("kind", "choice"), control("shop", "reference"))
    assert view(TITLE, filters=filters, status_field="state").category == filters[2]
    assert view(TITLE, filters=filters[3:]).category == filters[3]
    assert view(TITLE, filters=filters[:1]).category is None


def test_the_filters_that_were_asked_for_are_in_sight_and_the_others_folded_away() -> None:
    filters = tuple(control(one, "choice") for one in "abcdef")
    found = view(TITLE, filters=filters)
    asked = Site("", "", "", False, asked_filters=frozenset({("thing", "f"), ("other", "a")}))
    assert names(asked.first_filters(found)) == ["f"]
    assert names(asked.more_filters(found)) == ["a", "b", "c", "d", "e"]
    elsewhere = Site("", "", "", False, asked_filters=frozenset({("other", "a")}))
    assert (names(elsewhere.first_filters(found)), names(elsewhere.more_filters(found))) == ([], list("abcdef"))
    unasked = Site("", "", "", False)
    assert names(unasked.first_filters(found)) == ["a", "b", "c", "d"]
    assert names(unasked.more_filters(found)) == ["e", "f"]


def test_the_navigation_starts_with_the_home_page_and_has_each_address_once() -> None:
    pages = (
        PageView("a", "First", "content", "/a"),
        PageView("", "Start", "dashboard", "/"),
        PageView("b", "Hidden", "content", "/b", navigation=False),
        PageView("c", "Again", "list", "/a"),
    )
    links = Site("", "", "", False, pages).navigation
    assert [(one.title, one.address) for one in links][:2] == [("Start", "/"), ("First", "/a")]
    assert "/b" not in {one.address for one in links}
    assert len({one.address for one in links}) == len(links)
    assert Site("", "", "", False).home == PageView("", "Home", "home", "/")


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (field("x", "money", minimum=1.0, maximum=500.0), "From 1 to 500."),
        (field("x", "decimal", minimum=0.5), "0.5 or more."),
        (field("x", "integer", maximum=9.0), "9 at most."),
        (field("x", "integer", minimum=1, maximum=5), ""),
        (field("x", "integer", minimum=1, maximum=11), "From 1 to 11."),
        (field("x", "integer", minimum=0, maximum=5), "From 0 to 5."),
        (field("x", "integer", minimum=1), "1 or more."),
        (field("x", "integer"), ""),
        (field("x", "string", minimum=1, maximum=5), ""),
        (field("x", "string", maximum=5), ""),
        (field("x", "url"), "Starts with https:// or http://."),
    ],
)
def test_a_form_says_what_a_field_takes(one: Attribute, words: str) -> None:
    assert rendering.help_text(one) == words


@pytest.mark.parametrize(
    ("type", "element"),
    [
        ("string", "text"),
        ("integer", "number"),
        ("money", "number"),
        ("percent", "number"),
        ("decimal", "number"),
        ("email", "email"),
        ("phone", "tel"),
        ("url", "url"),
        ("date", "date"),
        ("datetime", "datetime-local"),
    ],
)
def test_a_field_has_the_right_kind_of_input(type: str, element: str) -> None:
    assert rendering.input_type(field("x", type)) == element


@pytest.mark.parametrize(
    ("address", "safe"),
    [("https://example.com/a", True), ("http://example.com", True), ("javascript:alert(1)", False), ("/here", False), ("", False)],
)
def test_only_addresses_of_the_web_become_links(address: str, safe: bool) -> None:
    assert rendering.safe_url(address) == (address if safe else "")


@pytest.mark.parametrize(
    ("address", "local"),
    [("/a?b=c", True), ("//a", False), ("/\\a", False), ("http://a/", False), ("", False), (None, False)],
)
def test_only_pages_of_this_app_are_gone_back_to(address: str | None, local: bool) -> None:
    assert rendering.local(address, "/else") == (address if local else "/else")


def request(**headers: str) -> Request:
    """A request for a page."""
    encoded = [(name.encode(), value.encode()) for name, value in {"host": "testserver", **headers}.items()]
    scope = {"type": "http", "method": "GET", "path": "/a", "query_string": b"b=c", "headers": encoded, "scheme": "http"}
    return Request({**scope, "server": ("testserver", 80)})


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (403, "That is not yours to change"),
        (404, "There is nothing here"),
        (405, "This page cannot do that"),
        (409, "That is not possible now"),
        (413, "That is too large"),
        (422, "Something in the address is not right"),
        (500, "Something went wrong"),
        (503, "The app is not ready"),
        (418, "Teapot"),
    ],
)
def test_every_problem_has_a_page_in_words(status: int, words: str) -> None:
    answer = errors.page(request(), problems.HttpProblem(status, "Teapot", "What it was."))
    page = parsed(bytes(answer.body).decode())
    assert answer.status_code == status
    assert page.one("main").one("h1").text == words
    assert page.one("main").one("p", class_="badge").text == str(status)
    assert "What it was." in page.one("main").text
    assert page.one("main").all("li") == []


def test_what_is_wrong_in_an_address_is_listed() -> None:
    wrong = [{"field": "a", "message": "One."}, {"field": "b", "message": "Two."}]
    page = parsed(bytes(errors.page(request(), problems.Invalid("Check: a, b", wrong)).body).decode())
    assert [one.text for one in page.one("main").all("li")] == ["a: One.", "b: Two."]


def test_whoever_has_to_log_in_is_sent_to_do_so() -> None:
    answer = errors.page(request(), problems.Unauthorized("Log in."))
    assert (answer.status_code, answer.headers["location"]) == (303, "/account/login?next=/a%3Fb%3Dc")


@pytest.mark.parametrize(
    ("referer", "back"),
    [("http://testserver/x?y=z", "/x?y=z"), ("http://testserver/x", "/x"), ("http://other/x", "/else"), ("", "/else")],
)
def test_the_page_before_is_one_of_this_app(referer: str, back: str) -> None:
    assert rendering.referring_page(request(referer=referer), "/else") == back


def listing(total: int, page: int = 1, query: dict[str, str] | None = None, size: int = 10, **values: Any) -> Listing:
    """A list of that many records."""
    return Listing(view(TITLE, field("price", "money"), field("made", "date"), field("icon", "image", sortable=False)), query or {}, [], total, page, size, **values)


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (10, 1), (11, 2), (95, 10)])
def test_a_list_has_as_many_pages_as_it_needs(total: int, pages: int) -> None:
    assert listing(total).pages == pages


@pytest.mark.parametrize(
    ("pages", "page", "numbers"),
    [
        (1, 1, [1]),
        (4, 2, [1, 2, 3, 4]),
        (9, 1, [1, 2, 3, None, 9]),
        (9, 5, [1, None, 3, 4, 5, 6, 7, None, 9]),
        (9, 9, [1, None, 7, 8, 9]),
    ],
)
def test_the_pages_near_by_the_first_and_the_last_are_linked(pages: int, page: int, numbers: list[int | None]) -> None:
    assert listing(pages * 10, page).numbers == numbers


def test_a_list_can_be_ordered_both_ways_by_every_field_that_sorts() -> None:
    assert listing(0).orders == [
        ("title", "Title: A to Z"),
        ("-title", "Title: Z to A"),
        ("price", "Price: lowest first"),
        ("-price", "Price: highest first"),
        ("made", "Made: oldest first"),
        ("-made", "Made: newest first"),
    ]


@pytest.mark.parametrize(
    ("query", "narrowed"),
    [({}, False), ({"sort": "a", "page": "2", "page_size": "5"}, False), ({"q": ""}, False), ({"q": "x"}, True), ({"kind": "x"}, True)],
)
def test_a_list_knows_whether_it_is_narrowed(query: dict[str, str], narrowed: bool) -> None:
    assert listing(0, query=query).narrowed is narrowed


def test_the_links_of_a_list_change_one_thing_and_start_at_its_first_page() -> None:
    one = listing(50, 3, {"q": "a b", "page": "3", "kind": "x"}, categories=Categories("Kind", "kind", [("x", "X")]))
    assert one.category == "x"
    assert one.category_link("y") == "/things?q=a+b&kind=y"
    assert one.category_link("") == "/things?q=a+b"
    assert one.sort_link(TITLE) == "/things?q=a+b&kind=x&sort=title"
    assert one.page_link(1) == "/things?q=a+b&kind=x"
    assert one.page_link(2) == "/things?q=a+b&page=2&kind=x"
    assert one.export_link == "/things/export.csv?q=a+b&kind=x"
    assert one.search_hint == "Title"
    assert (one.first, one.last) == (21, 20)
    assert listing(0).category == ""


def test_a_form_shows_what_is_wrong_with_no_field_at_its_top() -> None:
    form = FormView([TITLE, field("text", "text"), field("n", "integer")], errors={"title": "No.", "": "Wrong.", "x": "Too."})
    assert form.general == "Wrong. Too."
    assert names(form.ordered) == ["title", "n", "text"]
    assert not form.multipart
    assert FormView([field("icon", "image")]).multipart
    assert FormView([field("icon", "file")]).multipart


def test_a_rating_is_a_small_whole_number_from_one() -> None:
    assert descriptions.is_rating(field("x", "integer", minimum=1, maximum=10))
    assert not descriptions.is_rating(field("x", "decimal", minimum=1, maximum=5))
