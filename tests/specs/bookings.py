"""Campsites that people find, book and review: an app of records, activities, marks and messages, with accounts."""

from __future__ import annotations

from promptreal.spec import (
    Action,
    ActionKind,
    Aggregate,
    AppSpec,
    Chart,
    ChartKind,
    Colour,
    Entity,
    EntityKind,
    Field,
    FieldType,
    Filter,
    Origin,
    Page,
    PageKind,
    Role,
    Section,
    Style,
)


def bookings() -> AppSpec:
    """Campsites that people find, book, review, compare and keep: accounts, uploads, activities, marks and messages."""
    return AppSpec(
        app_name="camp-finder",
        title="Camp Finder",
        tagline="Find a campsite, book it, and tell others how it was.",
        app_type="cms",
        prompt="A campsite booking website with reviews, favourites and messages.",
        enhanced_prompt="A public site where campers browse, compare, book and review campsites.",
        accounts=True,
        roles=(Role(name="camper", label="Camper"), Role(name="host", label="Host")),
        entities=(_campsite(), _booking(), _review(), _favourite(), _message(), _contact_message()),
        actions=_booking_actions(),
        pages=(
            Page(slug="", title="Home", kind=PageKind.HOME, sections=(_featured(),)),
            Page(slug="campsites", title="Campsites", kind=PageKind.LIST, entity="campsite"),
            Page(slug="compare-campsites", title="Compare", kind=PageKind.COMPARE, entity="campsite"),
            Page(slug="about-us", title="About us", kind=PageKind.CONTENT, sections=_about()),
            Page(slug="contact", title="Contact", kind=PageKind.CONTACT, entity="contact_message"),
            Page(slug="my-profile", title="My profile", kind=PageKind.PROFILE),
        ),
        charts=(
            Chart(
                name="bookings_by_status",
                title="Bookings by status",
                kind=ChartKind.PIE,
                entity="booking",
                dimension="status",
            ),
            Chart(
                name="average_rating",
                title="Average rating",
                kind=ChartKind.NUMBER,
                entity="review",
                measure="rating",
                aggregate=Aggregate.AVERAGE,
            ),
        ),
        filters=(
            Filter(name="region", label="Region", entity="campsite", field="region", origin=Origin.PROMPT),
            Filter(name="price", label="Price per night", entity="campsite", field="price", origin=Origin.PROMPT),
            Filter(name="stay", label="Arrival", entity="booking", field="arrival", origin=Origin.PROMPT),
        ),
        style=Style(
            background=Colour(name="ivory", hex="#fffff0"),
            component=Colour(name="forest green", hex="#228b22"),
        ),
    )


def _featured() -> Section:
    return Section(title="Featured campsites", text="Hand-picked places.", entity="campsite", carousel=True)


def _about() -> tuple[Section, ...]:
    return (
        Section(title="Who we are", text="Campers who like to know what a campsite is like before they arrive."),
        Section(title="What we do", text="We list campsites, take bookings and publish honest reviews."),
    )


def _campsite() -> Entity:
    return Entity(
        name="campsite",
        plural="campsites",
        label="Campsite",
        label_plural="Campsites",
        display="name",
        owned=True,
        fields=(
            Field(
                name="name", label="Name", type=FieldType.STRING, required=True, max_length=120, searchable=True,
                example="title",
            ),
            Field(name="description", label="Description", type=FieldType.TEXT, searchable=True),
            Field(name="photo", label="Photo", type=FieldType.IMAGE),
            Field(
                name="region", label="Region", type=FieldType.CHOICE, required=True,
                choices=("Coast", "Mountains", "Forest", "Lake"), filterable=True,
            ),
            Field(
                name="price", label="Price per night", type=FieldType.MONEY, required=True, minimum=1, maximum=500,
                filterable=True,
            ),
            Field(name="pitches", label="Pitches", type=FieldType.INTEGER, minimum=1, maximum=400),
            Field(name="has_showers", label="Showers", type=FieldType.BOOLEAN, filterable=True),
            Field(name="website", label="Website", type=FieldType.URL),
            Field(name="email", label="E-mail", type=FieldType.EMAIL, unique=True),
            Field(name="phone", label="Phone", type=FieldType.PHONE),
        ),
    )  # fmt: skip


def _booking() -> Entity:
    return Entity(
        name="booking",
        plural="bookings",
        label="Booking",
        label_plural="Bookings",
        kind=EntityKind.ACTIVITY,
        display="guest",
        status_field="status",
        owned=True,
        fields=(
            Field(name="campsite", label="Campsite", type=FieldType.REFERENCE, target="campsite", required=True),
            Field(name="guest", label="Guest", type=FieldType.STRING, required=True, searchable=True, example="name"),
            Field(name="arrival", label="Arrival", type=FieldType.DATE, required=True, filterable=True),
            Field(name="nights", label="Nights", type=FieldType.INTEGER, required=True, minimum=1, maximum=30),
            Field(
                name="status", label="Status", type=FieldType.CHOICE, choices=("requested", "confirmed", "cancelled"),
                filterable=True,
            ),
        ),
    )  # fmt: skip


def _review() -> Entity:
    return Entity(
        name="review",
        plural="reviews",
        label="Review",
        label_plural="Reviews",
        kind=EntityKind.ACTIVITY,
        display="title",
        owned=True,
        fields=(
            Field(name="campsite", label="Campsite", type=FieldType.REFERENCE, target="campsite", required=True),
            Field(name="title", label="Title", type=FieldType.STRING, required=True, searchable=True),
            Field(name="text", label="Text", type=FieldType.TEXT, searchable=True),
            Field(name="rating", label="Rating", type=FieldType.INTEGER, required=True, minimum=1, maximum=5),
        ),
    )


def _favourite() -> Entity:
    return Entity(
        name="favourite",
        plural="favourites",
        label="Favourite",
        label_plural="Favourites",
        kind=EntityKind.MARK,
        display="campsite",
        owned=True,
        fields=(Field(name="campsite", label="Campsite", type=FieldType.REFERENCE, target="campsite", required=True),),
    )


def _message() -> Entity:
    return Entity(
        name="message",
        plural="messages",
        label="Message",
        label_plural="Messages",
        kind=EntityKind.MESSAGE,
        display="subject",
        fields=(
            Field(name="subject", label="Subject", type=FieldType.STRING, required=True),
            Field(name="body", label="Message", type=FieldType.TEXT, required=True),
        ),
    )


def _contact_message() -> Entity:
    return Entity(
        name="contact_message",
        plural="contact_messages",
        label="Contact message",
        label_plural="Contact messages",
        kind=EntityKind.MESSAGE,
        display="name",
        fields=(
            Field(name="name", label="Name", type=FieldType.STRING, required=True),
            Field(name="email", label="E-mail", type=FieldType.EMAIL, required=True),
            Field(name="message", label="Message", type=FieldType.TEXT, required=True),
        ),
    )


def _booking_actions() -> tuple[Action, ...]:
    on = {"entity": "campsite"}
    return (
        Action(name="register", label="Register", kind=ActionKind.REGISTER),
        Action(name="login", label="Sign in", kind=ActionKind.LOGIN),
        Action(name="view_profile", label="My profile", kind=ActionKind.PROFILE),
        Action(name="browse_campsites", label="Browse campsites", kind=ActionKind.BROWSE, **on),
        Action(name="search_campsites", label="Search campsites", kind=ActionKind.SEARCH, **on),
        Action(name="list_campsite", label="List a campsite", kind=ActionKind.CREATE, **on),
        Action(name="edit_campsite", label="Edit campsite", kind=ActionKind.UPDATE, **on),
        Action(name="compare_campsites", label="Compare campsites", kind=ActionKind.COMPARE, **on),
        Action(name="share_campsite", label="Share campsite", kind=ActionKind.SHARE, **on),
        Action(name="book_campsite", label="Book campsite", kind=ActionKind.ATTACH, creates="booking", **on),
        Action(name="review_campsite", label="Review campsite", kind=ActionKind.ATTACH, creates="review", **on),
        Action(name="save_campsite", label="Save campsite", kind=ActionKind.TOGGLE, creates="favourite", **on),
        Action(
            name="cancel_booking",
            label="Cancel booking",
            kind=ActionKind.TRANSITION,
            entity="booking",
            to="cancelled",
        ),
        Action(
            name="confirm_booking",
            label="Confirm booking",
            kind=ActionKind.TRANSITION,
            entity="booking",
            to="confirmed",
            role="host",
        ),
        Action(name="send_message", label="Send message", kind=ActionKind.MESSAGE, entity="message", creates="message"),
        Action(name="contact_us", label="Contact us", kind=ActionKind.CONTACT, creates="contact_message"),
    )
