"""What a prompt counts by when it speaks of time: hours of the day, weekdays, weeks."""

from __future__ import annotations

import re

from promptreal.design.english.words import glossary, vocabulary
from promptreal.spec import Period

TIMES = vocabulary("month year week quarter day date hour time weekday period season")
OFTEN = vocabulary("monthly weekly daily yearly annual quarterly hourly")
_UNITS = glossary(
    "hour:hour hourly:hour weekday:weekday day:day daily:day week:week weekly:week month:month monthly:month "
    "quarter:quarter quarterly:quarter year:year yearly:year annual:year annually:year"
)
# The hours of a day and the days of a week are the same ones every time.
_RECURRING = (
    (re.compile(r"\b(?:hours?|times?) of (?:the )?day\b", re.IGNORECASE), "hour"),
    (re.compile(r"\b(?:days? of (?:the )?week|week days?|weekdays?)\b", re.IGNORECASE), "weekday"),
)
_PACE = re.compile(r"\b(daily|weekly|monthly|quarterly|yearly|annual)\b", re.IGNORECASE)
# How a title goes on that says what is counted by.
_TITLED = {Period.HOUR: "by hour of day", Period.WEEKDAY: "by weekday"}


def plainly(text: str) -> str:
    """The text with one word for each period that recurs ("hour of the day" is an hour)."""
    for pattern, word in _RECURRING:
        text = pattern.sub(word, text)
    return text


def period_of(word: str) -> Period:
    """What a word for a time folds by; a month, where it does not say."""
    return Period(_UNITS.get(word, "month"))


def unit_of(often: str) -> str:
    """The period of a word for how often something is counted ("weekly" is by the week)."""
    return _UNITS.get(often, "month")


def pace(kind_text: str) -> Period:
    """How often an app's kind says that it is looked at ("weekly report"); monthly, where it does not say."""
    found = _PACE.search(kind_text)
    return period_of(found[1].lower()) if found else Period.MONTH


def said(dimension: str) -> str:
    """How a title goes on for figures by a word for a time: "per month", "by hour of day"."""
    return _TITLED.get(period_of(dimension), f"per {dimension}")
