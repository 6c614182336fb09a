import pytest

from promptreal.generate.site import page_addresses
from promptreal.spec import (
    Action,
    ActionKind,
    AppSpec,
    Entity,
    EntityKind,
    Field,
    FieldType,
    Page,
    PageKind,
    Report,
)


def spec(*pages: Page) -> AppSpec:
    name = Field(name="name", label="Name", type=FieldType.STRING)
    site = Field(name="camp_site", label="Site", type=FieldType.REFERENCE, target="camp_site")
    return AppSpec(
        app_name="camps",
        title="Camps",
        app_type="cms",
        prompt="",
        enhanced_prompt="",
        entities=(
            Entity(name="camp_site", plural="camp_sites", label="", label_plural="", display="name", fields=(name,)),
            Entity(
                name="booking",
                plural="bookings",
                label="",
                label_plural="",
                kind=EntityKind.ACTIVITY,
                display="name",
                fields=(name, site),
            ),
        ),
        actions=(
            Action(name="book", label="Book", kind=ActionKind.ATTACH, entity="camp_site", creates="booking"),
            Action(name="drop", label="Drop", kind=ActionKind.DELETE, entity="camp_site"),
        ),
        reports=(Report(name="stay_report", title="Stays", entity="booking"),),
        pages=pages,
    )


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (Page(slug="", title="Home", kind=PageKind.HOME), "/"),
        (Page(slug="", title="Board", kind=PageKind.DASHBOARD), "/"),
        (Page(slug="places", title="Places", kind=PageKind.LIST, entity="camp_site"), "/camp-sites"),
        (Page(slug="add", title="Add", kind=PageKind.FORM, entity="camp_site"), "/camp-sites/new"),
        (Page(slug="book", title="Book", kind=PageKind.FORM, entity="camp_site", action="book"), "/bookings/new"),
        (Page(slug="book-it", title="Book", kind=PageKind.FORM, action="book"), "/bookings/new"),
        (Page(slug="drop", title="Drop", kind=PageKind.FORM, action="drop"), "/camp-sites"),
        (Page(slug="side", title="Side", kind=PageKind.COMPARE, entity="camp_site"), "/camp-sites/compare"),
        (Page(slug="stays", title="Stays", kind=PageKind.REPORT, report="stay_report"), "/reports/stay-report"),
        (Page(slug="about-us", title="About", kind=PageKind.CONTENT, entity="camp_site"), "/about-us"),
        (Page(slug="me", title="Me", kind=PageKind.PROFILE), "/me"),
        (Page(slug="lost", title="Lost", kind=PageKind.LIST), "/lost"),
    ],
)
def test_a_page_leads_to_the_address_that_shows_it(page: Page, address: str) -> None:
    assert page_addresses(spec(page)) == {page.slug: address}
