"""Texts of content pages: true sentences about the app itself, from what the prompt says, and nothing made up."""

from __future__ import annotations

from promptreal.design.english.words import capital, joined
from promptreal.design.things.sketch import Sketch
from promptreal.design.views.spoken import sentences_of, strung
from promptreal.spec import ActionKind, EntityKind, Section

# What the line under the title tells of.
_TOLD = frozenset(
    {
        ActionKind.BROWSE,
        ActionKind.SEARCH,
        ActionKind.CREATE,
        ActionKind.ATTACH,
        ActionKind.REPORT,
        ActionKind.COMPARE,
    }
)


def about(sketch: Sketch, title: str) -> Section:
    """What the site is and what visitors can do on it."""
    things = [one.low_many for one in sketch.records][:4]
    first = f"{title} brings together {joined(things)}." if len(things) > 1 else f"Welcome to {title}."
    labels = sentences_of(sketch)[:4]
    second = f" Here you can {strung(labels)}." if labels else ""
    return Section(title=f"About {title}", text=first + second)


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def sections_for(sketch: Sketch, label: str, title: str, quote: str = "") -> tuple[Section, ...]:
    """The sections of a content page of that name."""
    low = label.lower()
    things = [one for one in sketch.records if one.kind in {EntityKind.RECORD, EntityKind.CONTENT}]
    sections = [Section(title=label, text=_opening(sketch, label, title, quote))]
    if "guide" in low or "how" in low or "instruction" in low or "help" in low:
        sections += _guide(sketch)
    elif any(word in low for word in ("practice", "advice", "tip", "guideline")):
        sections += _advice(sketch)
    else:
        doing = sentences_of(sketch)[:5]
        if doing:
            sections.append(Section(title="What you can do here", text=f"On this site you can {strung(doing)}."))
        if sketch.contact:
            sections.append(
                Section(
                    title="Get in touch",
                    text="Questions are welcome: use the contact form, and the message reaches the owner of the site.",
                )
            )
    shown = next((one for one in things if one.words[-1] in low or one.words[0] in low), things[0] if things else None)
    if shown is not None:
        sections.append(Section(title=shown.many, entity=shown.name))
    return tuple(sections[:5])


def _opening(sketch: Sketch, label: str, title: str, quote: str) -> str:
    things = joined([one.low_many for one in sketch.records][:3])
    if label.lower().startswith("about") or "introduction" in label.lower():
        who = sketch.reading.subject[0] if sketch.reading.subject and not sketch.reading.subject[0].plural else None
        of = (
            f" It is the site of the {' '.join(who.surface)}."
            if who is not None and " ".join(who.surface).lower() not in title.lower()
            else ""
        )
        return f"{title} presents {things or 'its services'} in one place.{of}"
    topic = _lower(label)
    base = f"This page is about {topic} at {title}."
    asked = quote.strip().rstrip(".")
    if asked and len(asked) < 240 and " introduc" in asked.lower():
        base += f" {title} introduces {topic} here."
    return base + (f" It goes with {things} on the other pages." if things else "")


def _guide(sketch: Sketch) -> list[Section]:
    steps = []
    for draft in sketch.records[:3]:
        steps.append(
            Section(
                title=draft.many,
                text=(
                    f"Open {draft.many} in the menu to see the list. Search, filter and sort it there; "
                    f"open one {draft.low} to see all of it and what can be done with it."
                ),
            )
        )
    return steps


def _advice(sketch: Sketch) -> list[Section]:
    found = []
    main = sketch.main
    if main is not None:
        found.append(
            Section(
                title=f"Keep {main.low_many} up to date",
                text=(
                    f"Record a {main.low} when it comes up, and change its status as soon as it changes: "
                    "lists, charts and reports are only as good as what is entered."
                ),
            )
        )
        found.append(
            Section(
                title="Look at the figures",
                text=(
                    f"Filter the {main.low_many} by date and status once a week "
                    "and compare the figures with the week before."
                ),
            )
        )
    found.append(
        Section(
            title="Integrate",
            text=(
                "Every list is also available as JSON under /api, documented on the API reference page, "
                "so that other systems can read and add records."
            ),
        )
    )
    return found


def tagline(sketch: Sketch) -> str:
    """One line under the title: what people do here most."""
    short = [one for one in sentences_of(sketch, _TOLD) if len(one) < 44][:3]
    return capital(strung(short)) + "." if short else ""
