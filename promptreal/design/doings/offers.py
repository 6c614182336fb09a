"""Capabilities that an app should have, named by nouns, and those that it needs besides."""

from __future__ import annotations

from promptreal.design.doings.activities import resolve
from promptreal.design.doings.making import action_name, add_action, add_messages, leave_out
from promptreal.design.english.concepts import Sort, concept, thing_words
from promptreal.design.english.phrases import Phrase
from promptreal.design.english.wishes import Wish
from promptreal.design.english.words import identifier, vocabulary
from promptreal.design.things.sketch import Sketch
from promptreal.spec import Action, ActionKind, EntityKind, Integration, Origin

_OUTSIDE = {
    "whatsapp": ("WhatsApp", ""),
    "sms": ("SMS", ""),
    "youtube": ("YouTube", ""),
    "paypal": ("PayPal", ""),
    "stripe": ("Stripe", "stripe"),
    "facebook": ("Facebook", ""),
    "google": ("Google", ""),
    "slack": ("Slack", ""),
    "twitter": ("Twitter", ""),
    "telegram": ("Telegram", ""),
    "instagram": ("Instagram", ""),
    "zoom": ("Zoom", ""),
    "mailchimp": ("Mailchimp", ""),
}


_LEFT = vocabulary("donation reservation booking appointment request application registration inquiry")


def note_outside(sketch: Sketch) -> None:
    """Lists the outside systems that the prompt names; none is called without a key of its owner."""
    low = " ".join(sketch.reading.sentences).lower()
    for word, (label, tool) in _OUTSIDE.items():
        if f"{word}" in low.replace("-", " ").split() or f" {word} " in f" {low} ":
            quote = next(one for one in sketch.reading.sentences if word in one.lower())
            note = f"{label} needs an account and a key of yours; the app keeps what would be sent and works without."
            sketch.integrations[word] = Integration(name=word, label=label, tool=tool, note=note, quote=quote)


def report_title(one: Phrase) -> str:
    """The report's name in the prompt, with the adjective that tells it from others ("consolidated report")."""
    words = [
        word
        for word in one.surface
        if word.lower() not in {"capability", "capabilities", "functionality", "feature", "function", "reporting"}
    ]
    telling = [
        word
        for word in one.dropped
        if word in {"annual", "monthly", "weekly", "daily", "quarterly", "detailed"} - {"detailed"}
    ]
    return " ".join((*telling, *words)) or "report"


def offer(sketch: Sketch, one: Phrase, quote: str, by: str = "") -> None:
    """A capability that the app should have, named by a noun."""
    what = concept(one)
    wish = Wish("", quote=quote)
    main = sketch.main
    entity = resolve(sketch, what.topic) if what.topic is not None else None
    if what.sort is Sort.ACCOUNT:
        sketch.accounts = True
        words = set(one.words)
        if words & {"registration", "signup"} or what.verb == "register":
            add_action(sketch, wish, ActionKind.REGISTER, None, label="Register", verb="register")
        if words & {"login", "sign-in", "authentication"}:
            add_action(sketch, wish, ActionKind.LOGIN, None, label="Sign in", verb="login")
        if not words & {"registration", "login", "signup"}:
            add_action(sketch, wish, ActionKind.PROFILE, None, label="Profile", verb="profile")
    elif what.sort is Sort.SEARCH and (entity or main):
        several = entity is None and len(sketch.records) > 1
        add_action(sketch, wish, ActionKind.SEARCH, None if several else entity or main, verb="search")
    elif what.sort is Sort.FILTER and (entity or main):
        add_action(sketch, wish, ActionKind.FILTER, entity or main, verb="filter")
    elif what.sort is Sort.SORT and (entity or main):
        add_action(sketch, wish, ActionKind.SORT, entity or main, verb="sort")
    elif what.sort is Sort.CHAT:
        add_messages(sketch, wish)
        sketch.assumed.append(
            "Chat is kept as messages between accounts; a new one shows when the page is opened again."
        )
    elif what.sort is Sort.CONTACT:
        sketch.contact = True
    elif what.sort is Sort.STATISTIC:
        core = (
            one if one.head not in {"function", "functionality", "feature", "capability"} else one.without_head() or one
        )
        if sketch.entities.get(identifier(" ".join(core.words))) is None:
            sketch.figures.append((f"{core.written} {by}".strip(), what.topic, quote))
    elif what.sort is Sort.REPORT:
        sketch.wanted_reports.append((report_title(one), what.topic, quote))
    elif what.sort is Sort.TEXT:
        sketch.abouts.setdefault(" ".join(one.surface), quote)
    elif what.sort is Sort.PLACE:
        sketch.places.append((" ".join(one.surface), what.topic, quote))
    elif what.sort is Sort.CAROUSEL:
        sketch.carousels.add(one.head)
    elif what.sort is Sort.BEYOND:
        leave_out(sketch, one.written, what.verb)
    elif (
        what.sort is Sort.THING
        and (found := sketch.find(thing_words(what.phrase))) is not None
        and what.light in {"", "list"}
        and found.kind is EntityKind.RECORD
    ):
        add_action(sketch, wish, ActionKind.BROWSE, found, verb="browse")


def assume(sketch: Sketch, *, managed: bool) -> None:
    """What an app of records needs besides: a way to add what nobody is said to add, and to search the main list."""
    for draft in sketch.records:
        made = any(
            (one.entity == draft.name and one.kind is ActionKind.CREATE) or one.creates == draft.name
            for one in sketch.actions.values()
        )
        # What visitors leave behind, they can leave in any app.
        left = draft.words[-1] in _LEFT
        if not made and (managed or left) and draft.kind is EntityKind.RECORD:
            sketch.act(
                Action(
                    name=action_name("add", draft.name),
                    label=f"{'Make' if left and not managed else 'Add'} {draft.low}",
                    kind=ActionKind.CREATE,
                    entity=draft.name,
                    origin=Origin.ASSUMED,
                )
            )
        if not any(one.entity == draft.name and one.kind is ActionKind.BROWSE for one in sketch.actions.values()):
            sketch.act(
                Action(
                    name=action_name("browse", draft.name),
                    label=f"Browse {draft.low_many}",
                    kind=ActionKind.BROWSE,
                    entity=draft.name,
                    origin=Origin.ASSUMED,
                )
            )
    main = sketch.main
    if main is not None and not any(one.kind is ActionKind.SEARCH for one in sketch.actions.values()):
        sketch.act(
            Action(
                name=action_name("search", main.name),
                label=f"Search {main.low_many}",
                kind=ActionKind.SEARCH,
                entity=main.name,
                origin=Origin.ASSUMED,
            )
        )
