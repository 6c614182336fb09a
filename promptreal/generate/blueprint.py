"""The generator that needs no model: a whole repository from the layers of a blueprint, the same bytes every time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from promptreal.generate import migrations
from promptreal.generate.cases import cases_of
from promptreal.generate.chart_cases import chart_case, other_charts
from promptreal.generate.formatting import formatted
from promptreal.generate.learning import known_questions
from promptreal.generate.migrations import Migrations
from promptreal.generate.palette import palette
from promptreal.generate.planning import plan
from promptreal.generate.playing import game_layers, game_views, helpers, keeper
from promptreal.generate.render import BLUEPRINTS, Blueprint, pick, render
from promptreal.generate.requirements import EXTRAS, with_extras
from promptreal.generate.site import page_addresses
from promptreal.generate.titles import sample_facts, sample_titles
from promptreal.generate.unused import without_unused
from promptreal.generate.view import AppView
from promptreal.generate.watching import watched
from promptreal.generate.working import bench_layers, bench_views
from promptreal.roles import Draft, PreviousVersion
from promptreal.spec import AppSpec


class BlueprintGenerator:
    """Renders `blueprints/{type}`; its output is trusted because every line of it is ours."""

    name = "blueprint"
    trusted = True

    def __init__(self, compiled: Path | None = None, folder: Path = BLUEPRINTS) -> None:
        """`compiled` is a folder of our own where compiled templates are kept, `folder` where the blueprints are."""
        self._compiled = compiled
        self._folder = folder

    def generate(self, spec: AppSpec, previous: PreviousVersion | None) -> Draft:
        """The whole repository for this spec; a change carries the previous version's migrations over.

        Raises:
            GenerateError: no blueprint of that type and language, or the spec asks for what it cannot do.
        """
        blueprint = pick(spec.app_type, spec.language, self._folder)
        known = migrations.known_schema(previous.files) if previous else None
        view = plan(spec, known)
        if previous:
            schema = migrations.following(previous.files, view.schema, spec.title)
        else:
            schema = migrations.first(view.schema, spec.title)
        conditions = {
            "accounts": spec.accounts,
            "reports": bool(spec.reports),
            "pipelines": bool(spec.pipelines),
            "charts": bool(spec.charts),
            "files": view.has_files,
            "plays": bool(spec.plays),
            "persons": bool(spec.plays or spec.questionnaires or spec.decks),
            "questionnaires": bool(spec.questionnaires),
            "decks": bool(spec.decks),
            "tracks": bool(spec.tracks),
            "workbenches": bool(spec.workbenches),
        }
        layers = [self._folder / "layers" / name for name in blueprint.layers]
        files = render(
            [
                *layers,
                *game_layers(spec, pages="web" in blueprint.layers),
                *(bench_layers(spec) if "web" in blueprint.layers else ()),
            ],
            _context(view, blueprint, schema),
            view.entities,
            conditions,
            self._compiled,
        )
        # Migrations of earlier versions stay byte for byte as they are.
        kept = {path for path in schema.files if previous and path in previous.files}
        fresh = {path: content for path, content in schema.files.items() if path not in kept}
        carried = {path: schema.files[path] for path in kept}
        everything = {**formatted({**without_unused(with_extras(files, _extras(view))), **fresh}), **carried}
        return Draft(files=dict(sorted(everything.items())), migration=schema.newest)


def _extras(view: AppView) -> list[str]:
    """What the app's requirements hold beyond those of every app."""
    return [one for one in view.report_formats if (EXTRAS / f"{one}.in").exists()]


def _context(view: AppView, blueprint: Blueprint, schema: Migrations) -> dict[str, Any]:
    spec = view.spec
    cases = {one.name: cases_of(view, one) for one in view.entities}
    return {
        "spec": spec,
        "app": view,
        "blueprint": blueprint,
        "entities": view.entities,
        "actions": view.actions,
        "charts": spec.charts,
        "reports": spec.reports,
        "pipelines": spec.pipelines,
        "accounts": spec.accounts,
        "histories": spec.histories if spec.accounts else (),
        "roles": spec.roles,
        "has_files": view.has_files,
        # An entity called file has its pages at /files.
        "files_at": "/stored-files" if any(one.slug == "files" for one in view.entities) else "/files",
        "slugs": [one.slug for one in view.entities],
        "has_web": "web" in blueprint.layers,
        "has_pipelines": bool(spec.pipelines),
        "plays": bool(spec.plays),
        "games": game_views(spec),
        "titles": sample_titles(spec),
        "facts": sample_facts(spec),
        "offered": sorted({offer.value for one in spec.plays for offer in one.offers}),
        "helpers": helpers(spec),
        "keeper": keeper(view),
        "questionnaires": spec.questionnaires,
        # Where questions are records of their own; a poll is its own question.
        "asked": [one.questions for one in spec.questionnaires if one.questions != one.entity],
        # What a record's page shows in a way of its own, and not as a table of what refers to it.
        "apart": sorted(
            {(one.entity, one.questions) for one in spec.questionnaires if one.questions != one.entity}
            | {(one.whole, one.part) for one in spec.tracks}
        ),
        "decks": spec.decks,
        "tracks": spec.tracks,
        "known_questions": known_questions(spec),
        "workbenches": bench_views(spec) if "web" in blueprint.layers else [],
        "palette": palette(spec.style),
        "page_addresses": page_addresses(spec),
        "version": str(spec.version),
        "cases": cases,
        "watched": watched(view),
        "stamps": any(one.spec.stamps for one in view.actions),
        "chart_cases": [case for chart in spec.charts if (case := chart_case(view, cases, chart)) is not None],
        "other_charts": other_charts(view, cases),
        "viewer": ", viewer" if spec.accounts else "",
        "revision": schema.newest,
        "evolved": schema.steps > 1,
    }
