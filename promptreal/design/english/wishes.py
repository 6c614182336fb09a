"""What was read: wishes, features and listings, in the words of the prompt."""

from __future__ import annotations

from dataclasses import dataclass, field

from promptreal.design.english.lexicon import APP_WORDS, PEOPLE
from promptreal.design.english.phrases import Phrase


@dataclass(frozen=True)
class Complement:
    """A preposition and what it governs ("in different countries")."""

    preposition: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True)
class Wish:
    """A verb phrase: `actor` does `verb` (dictionary form) to `objects`. `quote` is the prompt's own words."""

    verb: str
    objects: tuple[Phrase, ...] = ()
    complements: tuple[Complement, ...] = ()
    actor: Phrase | None = None
    quote: str = ""
    explicit: bool = True
    adverbial: bool = False


@dataclass(frozen=True)
class Feature:
    """A noun phrase that the app "should have"."""

    phrase: Phrase
    quote: str
    complements: tuple[Complement, ...] = ()


@dataclass(frozen=True)
class Listing:
    """What a noun is said to consist of or to be exemplified by ("information such as model, fabric and size").

    `told` is true where a sentence says what the things have ("deals have a value"): then they are kept.
    `whole` is true where the columns of a file are listed: then there are no others. `inside` is true in parentheses.
    """

    holder: Phrase | None
    items: tuple[Phrase, ...]
    quote: str
    texts: tuple[str, ...] = ()
    told: bool = False
    whole: bool = False
    inside: bool = False


@dataclass(frozen=True)
class Limit:
    """What must hold for the values of that name: a `kind` of limit with its bounds; `quote` are the words for it."""

    name: str
    kind: str
    bounds: tuple[float, ...]
    quote: str


@dataclass(frozen=True)
class Measure:
    """What is counted (`what`, in the singular) and by which dimensions.

    `mean` asks for averages; `titled` says that the title is whole; `kind` is how it shall be drawn, if that is said.
    `most` is how many of the largest are asked for, 0 for all; `board` is true in an app that is all about figures.
    """

    title: str
    what: tuple[str, ...]
    dimensions: tuple[tuple[str, ...], ...]
    quote: str
    mean: bool = False
    titled: bool = False
    kind: str = ""
    most: int = 0
    board: bool = False

    @property
    def noun(self) -> str:
        """The last word of what is counted."""
        return self.what[-1]


@dataclass(frozen=True)
class Selection:
    """Some things of a sort: `noun` in the singular, the words that tell which, and the title for them all.

    `counted` is what the prompt goes on with where they are counted by something ("by customer").
    """

    kind: str
    noun: str
    said: str
    title: str
    least: str = ""
    counted: str = ""


@dataclass
class Reading:
    """All that was read: in the order of the prompt. `kind` is the noun phrase for the app itself.

    `wholes` are pairs of a thing and what it belongs to ("contacts belong to companies"); `narrowed` is what
    figures are filtered by, with the words for it; `selections` are some things of a sort that are spoken of; `kept`
    are things that are listed as such, with the words for them; `unmet` says what nothing can be made of.
    """

    kind: Phrase | None = None
    kind_text: str = ""
    subject: tuple[Phrase, ...] = ()
    name: str = ""
    wishes: list[Wish] = field(default_factory=list)
    features: list[Feature] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    wholes: list[tuple[Phrase, Phrase]] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    narrowed: list[tuple[str, str]] = field(default_factory=list)
    selections: list[Selection] = field(default_factory=list)
    kept: list[tuple[Phrase, str]] = field(default_factory=list)
    unmet: list[str] = field(default_factory=list)
    known_share: float = 1.0


def is_app(one: Phrase, kind: Phrase | None) -> bool:
    """Whether a phrase means the app itself ("the platform", "the forum")."""
    if one.head in PEOPLE and one.head not in {"forum", "editor"}:
        return False
    if one.head in APP_WORDS or one.words == ("application",):
        return True
    return kind is not None and (
        kind.words[-len(one.words) :] == one.words or (one.words == (one.head,) and one.head in kind.words)
    )


def named_links(wish: Wish) -> tuple[Phrase, ...]:
    """ "links to YouTube videos" are YouTube video links."""
    target = next(
        (one for complement in wish.complements if complement.preposition == "to" for one in complement.phrases), None
    )
    if target is None:
        return wish.objects
    return tuple(target.with_head(one) if one.words == ("link",) else one for one in wish.objects)
