"""A generated app in a real browser: what a person sees and does, and what the page must never do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from promptreal import surface
from tests.e2e.test_blueprints import serving
from tests.promptreal.generate.running import rendered, run
from tests.specs import analytics

pytestmark = pytest.mark.browser
SPEC = analytics()
CUSTOMER = SPEC.entity("customer")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("app")
    rendered(SPEC, folder / "app")
    database = folder / "app.db"
    run(folder / "app", "-m", "app", "migrate", database=database)
    with serving(folder / "app", database) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "this suite needs Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        yield opened
        opened.close()


def is_trouble(message: ConsoleMessage) -> bool:
    """Whether the console has an error other than the answer 422 that a test asks for."""
    return message.type == "error" and "422" not in message.text


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page on which no script may fail, and from which no request may leave the app."""
    opened = browser.new_page()
    troubles: list[str] = []
    opened.set_default_timeout(15_000)
    opened.on("pageerror", lambda error: troubles.append(f"script: {error}"))
    opened.on("console", lambda message: troubles.append(message.text) if is_trouble(message) else None)
    opened.on(
        "request",
        lambda request: (
            None if urlsplit(request.url).netloc in {urlsplit(address).netloc, ""} else troubles.append(request.url)
        ),
    )
    yield opened
    opened.close()
    assert troubles == []


def test_the_home_page_has_the_title_and_every_chart(page: Page, address: str) -> None:
    page.goto(address)
    expect(page).to_have_title(re.compile(re.escape(SPEC.title)))
    for chart in SPEC.charts:
        expect(page.get_by_text(chart.title, exact=True).first).to_be_visible()


def test_a_search_narrows_the_list_and_is_in_the_address(page: Page, address: str) -> None:
    known = page.request.get(address + surface.api_collection(CUSTOMER)).json()["items"][0]
    page.goto(address + surface.list_page(CUSTOMER))
    rows = page.locator("main tbody tr", has=page.locator(f"a[href^='{surface.list_page(CUSTOMER)}/']"))
    expect(rows).not_to_have_count(1)
    search = page.locator("main input[name=q]").first
    search.fill(known["email"])
    search.press("Enter")
    page.wait_for_url("**q=*")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(known["name"])


def test_a_record_is_made_shown_and_changed(page: Page, address: str) -> None:
    page.goto(address + surface.form_page(CUSTOMER))
    form = page.locator("main form:has([name=email])")
    form.locator("[name=name]").fill("Ada Browser")
    form.locator("[name=email]").fill("ada.browser@example.com")
    form.locator("[name=age_group]").select_option("25-34")
    form.get_by_role("button").first.click()
    expect(page.locator("main")).to_contain_text("Ada Browser")
    record = urlsplit(page.url).path.rsplit("/", 1)[-1]
    page.goto(address + surface.edit_page(CUSTOMER, record))
    form.locator("[name=name]").fill("Ada Changed")
    form.get_by_role("button").first.click()
    expect(page.locator("main")).to_contain_text("Ada Changed")
    assert page.request.get(address + surface.api_record(CUSTOMER, record)).json()["name"] == "Ada Changed"


def test_a_wrong_form_keeps_what_was_typed_and_says_what_is_wrong(page: Page, address: str) -> None:
    page.goto(address + surface.form_page(CUSTOMER))
    form = page.locator("main form:has([name=email])")
    form.locator("[name=name]").fill("Ada Browser")
    form.locator("[name=email]").fill("not an address")
    with page.expect_response(lambda response: response.request.method == "POST") as answered:
        form.get_by_role("button").first.click()
    assert answered.value.status == 422
    expect(form.locator("[name=name]")).to_have_value("Ada Browser")
    expect(form.locator("[name=email]")).to_have_value("not an address")
