"""A change that adds a game of the catalogue to an app that is there."""

from __future__ import annotations

import re

from promptreal.design.english.reading import sentences
from promptreal.design.playing import called_by, game_actions, game_pages, played_things, wants_extras
from promptreal.games import GameEntry, games
from promptreal.spec import AppSpec, Entity, Page, PageKind, Play

_ADDING = re.compile(r"\b(add|include|also|play|offer|let|allow|put|build|with)\b", re.IGNORECASE)
_REMOVING = re.compile(r"\b(remove|drop|delete|without|no longer|rename|call)\b", re.IGNORECASE)
_GAMES = re.compile(r"\b(games?|play\w*)\b", re.IGNORECASE)


def with_games(spec: AppSpec, prompt: str, previous: AppSpec) -> AppSpec:
    """The next version with the games that the prompt adds, instead of records about them."""
    found = {entry.name: sentence for sentence in sentences(prompt) for entry in _added(spec, sentence)}
    if not found:
        return spec
    entries = [games()[name] for name in found]
    spec = _without_records(spec, previous, entries)
    keeper = next((one.keeper for one in previous.plays if one.keeper), "")
    plays = {one.name: one for one in spec.plays}
    for entry in entries:
        offers = (*entry.offers, *wants_extras(entry, prompt))
        plays[entry.name] = Play(
            name=entry.name, title=entry.title, offers=offers, keeper=keeper, quote=found[entry.name]
        )
    everything = [games()[name] for name in plays]
    actions = {one.name: one for one in (*spec.actions, *game_actions(plays, everything, prompt))}
    understood = [f"{one.title} is played in the app." for one in entries]
    understanding = spec.understanding.model_copy(update={"understood": (*spec.understanding.understood, *understood)})
    return spec.model_copy(
        update={
            "plays": tuple(plays.values()),
            "actions": tuple(actions.values()),
            "pages": _pages(spec, game_pages(plays, everything, prompt)),
            "understanding": understanding,
        }
    )


def _added(spec: AppSpec, sentence: str) -> list[GameEntry]:
    """The games that the sentence adds; where the app has none yet, it has to speak of games or of playing."""
    if not _ADDING.search(sentence) or _REMOVING.search(sentence) or not (spec.plays or _GAMES.search(sentence)):
        return []
    there = {one.name for one in spec.plays}
    return [one for one in games().values() if one.name not in there and called_by([one]).search(sentence)]


def _without_records(spec: AppSpec, previous: AppSpec, entries: list[GameEntry]) -> AppSpec:
    """The spec without entities that are new and about the games, and without what hangs on them."""
    called, things = called_by(entries), played_things(entries)
    before = {one.name for one in previous.entities}
    gone = {
        one.name
        for one in spec.entities
        if one.name not in before and (called.search(one.label) or one.name.rpartition("_")[2] in things)
    }
    charts = tuple(one for one in spec.charts if one.entity not in gone)
    reports = tuple(one for one in spec.reports if one.entity not in gone)
    actions = tuple(one for one in spec.actions if not {one.entity, one.creates} & gone)
    shown, told, done = ({one.name for one in some} for some in (charts, reports, actions))
    return spec.model_copy(
        update={
            "entities": tuple(_without_references(one, gone) for one in spec.entities if one.name not in gone),
            "actions": actions,
            "pages": tuple(
                _without_parts(one, gone, shown)
                for one in spec.pages
                if one.entity not in gone and one.report in {*told, ""} and one.action in {*done, ""}
            ),
            "charts": charts,
            "filters": tuple(one for one in spec.filters if one.entity not in gone),
            "reports": reports,
        }
    )


def _without_parts(page: Page, gone: set[str], shown: set[str]) -> Page:
    """The page with the charts that are left, and without sections about what is gone."""
    charts = tuple(one for one in page.charts if one in shown)
    sections = tuple(one for one in page.sections if one.entity not in gone)
    return page.model_copy(update={"charts": charts, "sections": sections})


def _without_references(entity: Entity, gone: set[str]) -> Entity:
    return entity.model_copy(update={"fields": tuple(one for one in entity.fields if one.target not in gone)})


def _pages(spec: AppSpec, wanted: list[Page]) -> tuple[Page, ...]:
    """The pages of the games that are not there yet, and the rules of all games where one tells them."""
    fresh = {one.slug: one for one in wanted}
    kept = tuple(
        fresh.pop(one.slug) if one.kind is PageKind.CONTENT and one.slug in fresh else one for one in spec.pages
    )
    there = {one.slug for one in kept}
    return (*kept, *(one for one in fresh.values() if one.slug not in there))
