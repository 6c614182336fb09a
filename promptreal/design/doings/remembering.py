"""Histories that an app keeps for each account: what it read, viewed, downloaded and searched for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from promptreal.design.consequences.formulas import noun_of
from promptreal.design.english.words import capital, identifier, joined, vocabulary
from promptreal.spec import ActionKind, AppSpec, Entity, EntityKind, History, HistoryKind

_DONE = {
    **dict.fromkeys(("reading", "read"), (HistoryKind.VIEW, "reading")),
    **dict.fromkeys(("viewing", "view", "viewed"), (HistoryKind.VIEW, "viewing")),
    **dict.fromkeys(("browsing", "browse", "visit", "visiting"), (HistoryKind.VIEW, "browsing")),
    **dict.fromkeys(("watching", "watch", "listening", "listen"), (HistoryKind.VIEW, "viewing")),
    **dict.fromkeys(("download", "downloads", "downloading"), (HistoryKind.DOWNLOAD, "download")),
    **dict.fromkeys(("search", "searches", "searching"), (HistoryKind.SEARCH, "search")),
}
_HISTORY = re.compile(
    rf"\b(?P<what>{'|'.join(sorted(_DONE, key=len, reverse=True))})\s+(?:histor(?:y|ies)|logs?)\b"
    r"|\bhistory of (?:their |all |past |previous )?(?P<past>downloads|searches)\b"
    r"|\brecently[- ](?P<recent>viewed|read|watched|visited|opened|browsed|listened|played|downloaded|searched)\b",
    re.IGNORECASE,
)
_RECENT = {"downloaded": HistoryKind.DOWNLOAD, "searched": HistoryKind.SEARCH}
_READ = vocabulary(
    "article story post book news blog page document paper poem novel comic chapter magazine lesson guide essay recipe"
)
_UNSEEN = vocabulary("setting user account notification message score reward")


@dataclass(frozen=True)
class Wanted:
    """A history that a sentence asks for, in its words."""

    kind: HistoryKind
    label: str
    quote: str


def wanted_histories(sentences: Iterable[str]) -> list[Wanted]:
    """The histories that these sentences ask for, each once."""
    found: dict[str, Wanted] = {}
    for sentence in sentences:
        for match in _HISTORY.finditer(sentence):
            if match["recent"]:
                word = match["recent"].lower()
                kind, label = _RECENT.get(word, HistoryKind.VIEW), f"Recently {word}"
            else:
                kind, doing = _DONE[(match["what"] or match["past"]).lower()]
                label = capital(f"{doing} history")
            found.setdefault(label, Wanted(kind, label, sentence.strip()))
    return list(found.values())


def remember(spec: AppSpec, sentences: Iterable[str]) -> AppSpec:
    """The spec with the histories that the sentences ask for; they are of accounts."""
    have = {one.label for one in spec.histories}
    made = [_history(spec, one) for one in wanted_histories(sentences) if one.label not in have]
    made = [one for one in made if one.entities or one.kind is HistoryKind.SEARCH]
    if not made or not spec.accounts or spec.app_type == "rest-api":
        return spec
    names = joined([one.label.lower() for one in made])
    told = f"The profile lists what is in the {names} of whoever is signed in, the newest first; it can be cleared."
    understanding = spec.understanding.model_copy(update={"understood": (*spec.understanding.understood, told)})
    return spec.model_copy(update={"histories": (*spec.histories, *made), "understanding": understanding})


def _history(spec: AppSpec, one: Wanted) -> History:
    entities = () if one.kind is HistoryKind.SEARCH else tuple(_about(spec, one))
    return History(name=identifier(one.label), label=one.label, kind=one.kind, entities=entities, quote=one.quote)


def _about(spec: AppSpec, one: Wanted) -> list[str]:
    """The entities that the history is about: what can be downloaded or read, else what people look at."""
    shown = [entity for entity in spec.entities if entity.kind in {EntityKind.RECORD, EntityKind.CONTENT}]
    shown = [entity for entity in shown if noun_of(entity) not in _UNSEEN] or shown
    if one.kind is HistoryKind.DOWNLOAD:
        handed = {action.entity for action in spec.actions if action.kind is ActionKind.DOWNLOAD}
        return [entity.name for entity in shown if entity.name in handed]
    named = [entity for entity in shown if entity.label.lower() in one.quote.lower() or _plural_in(entity, one.quote)]
    read = [entity for entity in shown if noun_of(entity) in _READ and "read" in one.label.lower()]
    return [entity.name for entity in (read or named or shown)]


def _plural_in(entity: Entity, quote: str) -> bool:
    return entity.label_plural.lower() in quote.lower()
