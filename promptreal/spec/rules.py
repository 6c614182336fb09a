"""What follows by itself: values that are worked out, and what making a record does to the one that it is about."""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic import Field as Attribute

from promptreal.model import Model
from promptreal.spec.words import Identifier, Words

# What joins the two ends of a span of days in a factor: "start_date..end_date".
SPAN = ".."
_FUNCTION = re.compile(r"^(?P<name>annuity|growth)\((?P<rate>\w+),(?P<years>\w+)\)$")


def fields_in(factor: str) -> tuple[str, ...]:
    """The record's own fields that a factor is about."""
    if SPAN in factor:
        return tuple(factor.split(SPAN))
    match = _FUNCTION.match(factor)
    return (match["rate"], match["years"]) if match else (factor.partition(".")[0],)


def function_in(factor: str) -> str:
    """The function that a factor is a value of, or nothing."""
    match = _FUNCTION.match(factor)
    return match["name"] if match else ""


class Term(Model):
    """A product: `scale` times every factor, divided by everything in `over`.

    A factor is a number of the record itself (`quantity`), of what one of its references leads to (`shirt.price`),
    the days from one of its dates to another (`start_date..end_date`, at least one), the part of a loan that is paid
    back each month (`annuity(rate,years)`), or what a sum grows to (`growth(rate,years)`), both at so many per cent a
    year.
    """

    factors: tuple[str, ...] = Attribute(min_length=1)
    over: tuple[str, ...] = ()
    scale: str = "1"


class EffectKind(StrEnum):
    """What a record does to the one that it refers to.

    SETS gives a field of it a value (a dispute makes its transaction disputed). TAKES takes an amount from a stock,
    which must be there, and ADDS puts one in; both are undone when the record is deleted or its status becomes one of
    `released`, and follow its changes. COPIES writes one of the record's own values into it (a transfer names the new
    owner).
    """

    SETS = "sets"
    TAKES = "takes"
    ADDS = "adds"
    COPIES = "copies"


class Effect(Model):
    """What a record does to the one that its reference `through` leads to.

    `field` is the other record's field, `own` the record's own one with the amount (empty: one) or the value to copy.
    `value` is what SETS sets. `when` is the status of the record at which SETS happens; empty when it is
    made.
    """

    kind: EffectKind
    through: str
    field: str
    own: str = ""
    value: str = ""
    when: str = ""
    released: tuple[str, ...] = ()


class Claim(Model):
    """What a record takes up of the one that its reference `through` leads to, of which there is not enough for all.

    A record counts as long as its date `until` is empty, its date `ahead` is not over and its status is none of
    `released`. There may be `most` at a time, or as many as the number `room` of what is referred to says; each counts
    as its own number `own`, or as one.
    With `during`, only those count whose times overlap: the names of its start and its end, or of one moment twice.
    Without `through` it is the account that made the record which may have no more. `refused` is what the app answers,
    after the title of what is referred to.
    """

    through: str = ""
    most: int = Attribute(default=1, ge=1)
    room: str = ""
    own: str = ""
    during: tuple[str, str] | None = None
    until: str = ""
    ahead: str = ""
    released: tuple[str, ...] = ()
    refused: Words

    @property
    def fields(self) -> tuple[str, ...]:
        """The record's own fields that it is about."""
        return tuple(one for one in (self.through, self.own, self.until, self.ahead, *(self.during or ())) if one)


class ConditionKind(StrEnum):
    """What a yes or no is worked out of whenever it is read.

    PAST: the date `field` is over, the date `unless` is empty (or no, where it says yes or no) and the status is none
    of `settled`. LOW: the number `field` has come down to the number `than`, or to `least`. FREE: nothing that counts
    takes up the record through the reference `through` of `entity`.
    """

    PAST = "past"
    LOW = "low"
    FREE = "free"


class Condition(Model):
    """A yes or no that holds at the moment of reading and is kept nowhere: see `ConditionKind`."""

    kind: ConditionKind
    field: str = ""
    unless: str = ""
    settled: tuple[str, ...] = ()
    than: str = ""
    least: int = 0
    entity: str = ""
    through: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The record's own fields that it is about."""
        return tuple(one for one in (self.field, self.unless, self.than) if one)


class HistoryKind(StrEnum):
    """What a history remembers of an account: the records that it opened, downloaded, or the words it searched for."""

    VIEW = "view"
    DOWNLOAD = "download"
    SEARCH = "search"


class History(Model):
    """What the app remembers of what an account did, for that account alone; `entities` are those it is kept for."""

    name: str = Identifier
    label: Words
    kind: HistoryKind
    entities: tuple[str, ...] = ()
    quote: str = ""
