"""Which type of app a prompt asks for, what it is called, and whether it is about managing."""

from __future__ import annotations

import re

from promptreal.design.english.wishes import Reading
from promptreal.design.english.words import capital
from promptreal.design.things.sketch import Sketch
from promptreal.spec import EntityKind

_API = re.compile(
    r"\b(rest(?:ful)? (?:api|service)|apis?|endpoints?|web ?service|backend service|json service)\b", re.IGNORECASE
)
# A pipeline that deals or candidates are in moves no data.
_ETL = re.compile(
    r"\b(etl|elt|(?<!in a )(?<!in the )(?<!sales )(?<!deal )(?<!hiring )(?<!recruitment )pipelines?|"
    r"ingest\w*|extract\w*,? (?:and )?transform\w*|data (?:import|cleaning|cleansing|migration)|"
    r"from csv|csv files?)\b",
    re.IGNORECASE,
)
_BOARD = re.compile(
    r"\b(dashboards?|analytics|kpis?|metrics|business intelligence|data visuali[sz]ation)\b", re.IGNORECASE
)
_INSIDE = re.compile(
    r"\b(management (?:system|website|app|application|platform|tool)|admin(?:istration)?|back ?office|crm|erp|"
    r"inventory|hr|intranet|payroll|personnel|automation system|internal|e-government|"
    r"(?:manage|track)\w*)\b",
    re.IGNORECASE,
)
_PUBLIC = re.compile(
    r"\b(about us|contact us|contact (?:form|page)|portfolio|blog|forum|community|showcase|promot\w+|brochure|"
    r"landing page|news|discover|purchase|buy|adopt\w*|learn\w*|stream\w*|listen|follow|like|testimonials?|"
    r"registration|login|profiles?|customers? (?:should|can)|articles?|stories|mini-program|public|visitors?|browse|"
    r"shop|store|booking|social|directory|recruitment|portal)\b",
    re.IGNORECASE,
)


def app_type(reading: Reading) -> str:
    """The app type for a prompt that names none: by the words for the kind of app first, then by what is done."""
    kind = reading.kind_text or (" ".join(reading.kind.surface) if reading.kind else "")
    first = " ".join(reading.sentences[:1])
    everything = " ".join(reading.sentences)
    if _ETL.search(kind) or _ETL.search(first):
        return "etl-pipeline"
    if _API.search(kind) or re.match(r"\W*(?:an? |the |rest |rest)*\bapi\b", first, re.IGNORECASE):
        return "rest-api"
    if "game" in kind.lower().split() and not re.search(r"\b(system|management)\b", kind, re.IGNORECASE):
        return "cms"
    lead = [wish for wish in reading.wishes if wish.quote == first.rstrip(".!? ")][:1]
    generates = (
        lead
        and lead[0].verb == "generate"
        and any(one.head in {"report", "statement", "invoice", "sheet"} for one in lead[0].objects)
    )
    if (
        generates
        or re.search(r"\breport (?:generator|builder)\b", kind, re.IGNORECASE)
        or (reading.kind and reading.kind.head == "report" and not any(wish.actor for wish in reading.wishes))
    ):
        return "report-generator"
    if _BOARD.search(kind) or _BOARD.search(first[: len(kind) + 40]):
        return "dashboard"
    inside, public = min(3, len(_INSIDE.findall(everything))), min(5, len(_PUBLIC.findall(everything)))
    if re.search(r"\b(system|management|crm|admin|editor|maker|tracker)\b", kind, re.IGNORECASE):
        inside += 3
    if re.search(r"\b(website|site|webpage|portal|blog|forum|community)\b", kind, re.IGNORECASE):
        public += 1
    if not kind or not re.search(r"\b(website|site|webpage|web)\b", everything, re.IGNORECASE):
        inside += 1
    return "admin-panel" if inside > public else "cms"


_PLAIN_REPORT = re.compile(r"^(?:(?:daily|weekly|monthly|quarterly|yearly|annual) )?report$", re.IGNORECASE)
# Kinds that say nothing by themselves: the main records name the app with them.
_BARE = frozenset(
    {
        "dashboard",
        "portal",
        "community",
        "tracker",
        "manager",
        "editor",
        "directory",
        "shop",
        "store",
        "marketplace",
        "api",
        "rest api",
        "report generator",
        "etl pipeline",
        "pipeline",
        "analytics",
    }
)


def title(sketch: Sketch, app_name: str) -> str:
    """What the app is called: its name in the prompt, else its subject, else its kind, else the name it was given."""
    reading = sketch.reading
    if reading.name:
        return reading.name
    named = _organization(reading)
    if named:
        return named
    words = [word for word in reading.kind_text.split() if word.lower() not in {"a", "an", "the", "please"}]
    plain = {"website", "site", "webpage", "page", "web", "app", "system", "platform", "program", "mini-program"} | {
        "web-based",
        "application",
        "feature",
        "minimalistic",
        "simple",
        "modern",
        "online",
        "place",
        "one-page",
        "multi-page",
        "cross-platform",
    }
    while words and words[-1].lower().strip(",") in plain | {"and", "for", "of"}:
        words = words[:-1]
    while words and words[0].lower() in plain - {"online"}:
        words = words[1:]
    while words and words[-1].lower() in {"and", "for", "of"}:
        words = words[:-1]
    if reading.known_share < 0.45:
        return capital(app_name.replace("-", " ")) or "Notes"
    text = re.sub(r" ?(['’]) ?s\b", r"\1s", " ".join(words)).replace("-related", "")
    main = sketch.main
    if text.lower() in _BARE and main is not None:
        named = reading.subject[0].label if reading.subject and not reading.subject[0].plural else main.low_many
        return capital(f"{named} {text}")
    if _PLAIN_REPORT.match(text) and reading.subject and reading.subject[0].plural:
        return capital(f"{text} of {reading.subject[0].written}")[:80]
    if text and len(text) < 60:
        return capital(text)
    owner = reading.subject[0] if reading.subject and not reading.subject[0].plural else None
    if owner is not None and len(owner.words) < 5:
        return capital(" ".join(owner.surface))
    records = [one for one in sketch.records if one.kind in {EntityKind.RECORD, EntityKind.CONTENT}][:2]
    if records:
        return capital(" and ".join(one.low_many for one in records))
    return main.many if main else capital(app_name.replace("-", " "))


def _organization(reading: Reading) -> str:
    """ "for The All-In Bourbon Bar", "for the Global Institute of Information Security", "promoting Fundraiser Day"."""
    first = reading.sentences[0] if reading.sentences else ""
    match = re.search(
        r"\b(?:for|of|promoting|by) (?:the )?"
        r"((?:The )?(?:[A-Z][\w&'’-]+)(?: (?:[A-Z][\w&'’-]+|of|the|and|for)(?= |,|\.|$))*)",
        first,
    )
    if not match:
        return ""
    name = re.sub(r"( (?:of|the|and|for))+$", "", match.group(1))
    return name if len(name.split()) > 1 else ""
