"""The spec while it is being drawn: entities that grow, and everything that hangs on them."""

from __future__ import annotations

from dataclasses import dataclass, field

from promptreal.design.english.lexicon import MASS, is_mass
from promptreal.design.english.phrases import Phrase
from promptreal.design.english.wishes import Measure, Reading
from promptreal.design.english.words import capital, identifier, plural, vocabulary
from promptreal.spec import (
    Access,
    Action,
    Chart,
    Conversion,
    Deck,
    EntityKind,
    Field,
    Filter,
    Integration,
    Origin,
    Page,
    Play,
    Questionnaire,
    Report,
    Role,
    Track,
    Workbench,
)

# Records that are kept about something else: a report on a case, the hours spent on it.
DEPENDENT = vocabulary(
    "report sheet hours hour entry timeline costing milestone note log update assignment estimate alert"
)


@dataclass
class EntityDraft:
    """An entity on its way. `verbs` are the verbs that the prompt uses of it; they decide which fields it needs.

    `exact` is true where the prompt lists all its columns, so that it needs no others.
    """

    words: tuple[str, ...]
    surface: tuple[str, ...]
    quote: str = ""
    kind: EntityKind = EntityKind.RECORD
    origin: Origin = Origin.PROMPT
    mentions: int = 1
    people: bool = False
    owned: bool = False
    access: Access = Access.OPEN
    verbs: set[str] = field(default_factory=set)
    fields: dict[str, Field] = field(default_factory=dict)
    statuses: list[str] = field(default_factory=list)
    label_plural: str = ""
    noun: str = ""
    target: str = ""
    types: tuple[str, ...] = ()
    samples: int = 24
    hidden: bool = False
    exact: bool = False
    kept_name: str = ""
    kept_plural: str = ""

    @property
    def name(self) -> str:
        """Its identifier."""
        return self.kept_name or identifier(" ".join(self.words))

    @property
    def label(self) -> str:
        """Its name for people, in the singular."""
        return capital(" ".join(self.surface))

    @property
    def many(self) -> str:
        """Its name for people, in the plural."""
        if self.label_plural:
            return capital(self.label_plural)
        head = self.surface[-1]
        if is_mass(self.words[-1]):
            return self.label
        last = head if plural(head.lower()) == head.lower() else head + "s" if head.isupper() else plural(head)
        if head[:1].isupper() and not head.isupper():
            last = last.capitalize()
        return capital(" ".join((*self.surface[:-1], last)))

    @property
    def low(self) -> str:
        """Its singular inside a sentence."""
        return " ".join(self.surface)

    @property
    def low_many(self) -> str:
        """Its plural inside a sentence."""
        many = self.many
        return many if many[:2].isupper() or self.surface[0][:1].isupper() else many[:1].lower() + many[1:]

    def label_or_many(self) -> str:
        """How a title starts that is about all of them."""
        return self.many

    def references_people(self) -> bool:
        """Whether it already points to another entity."""
        return any(one.target for one in self.fields.values())

    def add(self, one: Field) -> None:
        """Adds a field unless one of that name is there; what the prompt names wins over what was assumed."""
        here = self.fields.get(one.name)
        if here is None or (here.origin is Origin.ASSUMED and one.origin is Origin.PROMPT):
            self.fields[one.name] = one


@dataclass
class Sketch:
    """All that was decided so far; `aliases` are other words for an entity, by its name."""

    reading: Reading
    entities: dict[str, EntityDraft] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    charts: dict[str, Chart] = field(default_factory=dict)
    filters: dict[str, Filter] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    integrations: dict[str, Integration] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    carousels: set[str] = field(default_factory=set)
    owners: frozenset[str] = frozenset()
    aliases: dict[tuple[str, ...], str] = field(default_factory=dict)
    abouts: dict[str, str] = field(default_factory=dict)
    accounts: bool = False
    contact: bool = False
    search: bool = False
    figures: list[tuple[str, Phrase | None, str]] = field(default_factory=list)
    wanted_reports: list[tuple[str, Phrase | None, str]] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    places: list[tuple[str, Phrase | None, str]] = field(default_factory=list)
    plays: dict[str, Play] = field(default_factory=dict)
    workbenches: dict[str, Workbench] = field(default_factory=dict)
    conversions: dict[str, Conversion] = field(default_factory=dict)
    questionnaires: dict[str, Questionnaire] = field(default_factory=dict)
    decks: dict[str, Deck] = field(default_factory=dict)
    tracks: dict[str, Track] = field(default_factory=dict)

    def find(self, words: tuple[str, ...]) -> EntityDraft | None:
        """The entity that these words mean: the same words, or one's words are the end of the other's."""
        if not words:
            return None
        exact = [one for one in self.entities.values() if one.words == words]
        if exact:
            return exact[0]
        for called in (words, words[-1:]):
            if called in self.aliases and (known := self.entities.get(self.aliases[called])) is not None:
                return known
        size = len(words)
        longer = [one for one in self.entities.values() if one.words[-size:] == words]
        if longer:
            return longer[0]
        shorter = [one for one in self.entities.values() if words[-len(one.words) :] == one.words]
        return max(shorter, key=lambda one: len(one.words)) if shorter else None

    def about(self, words: tuple[str, ...]) -> EntityDraft | None:
        """Like `find`, and also an entity that starts with these words ("leave" → leave application)."""
        found = self.find(words)
        if found is not None or not words:
            return found
        starts = [one for one in self.entities.values() if one.words[: len(words)] == words]
        inside = [one for one in self.entities.values() if one.words[-1] in words or words[-1] in one.words]
        return next((one for one in self.entities.values() if one in starts or one in inside), None)

    def ensure(self, phrase: Phrase, words: tuple[str, ...], quote: str) -> EntityDraft:
        """The entity for these words, made when it is not there yet."""
        found = self.find(words)
        if found is not None:
            found.mentions += 1
            if len(words) > len(found.words) and not found.kept_name:
                del self.entities[found.name]
                found.words, found.surface = words, phrase.surface[-len(words) :]
                self.entities[found.name] = found
            return found
        draft = EntityDraft(words=words, surface=phrase.surface[-len(words) :], quote=quote)
        self.entities[draft.name] = draft
        return draft

    @property
    def records(self) -> list[EntityDraft]:
        """The entities that are no activities, marks or messages, in the order of the prompt."""
        return [one for one in self.entities.values() if one.kind in {EntityKind.RECORD, EntityKind.CONTENT}]

    @property
    def main(self) -> EntityDraft | None:
        """The entity that the app is most about; None when there is none yet."""
        things = [one for one in self.records if not one.people] or self.records
        own = [one for one in things if one.words[-1] not in DEPENDENT | MASS and len(one.verbs - {"list"}) > 0]
        things = own or things
        return max(things, key=lambda one: one.mentions) if things else None

    def act(self, action: Action) -> None:
        """Adds an action; the first of a name stays."""
        self.actions.setdefault(action.name, action)
