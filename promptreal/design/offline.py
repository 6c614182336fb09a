"""The designer that needs no key and no network: it reads the prompt with a part-of-speech tagger and grammar."""

from __future__ import annotations

from importlib import import_module

from promptreal.design import answering, learning, playing, tracking, working
from promptreal.design.assembly import assemble, modest
from promptreal.design.changing import change
from promptreal.design.changing.more_games import with_games
from promptreal.design.consequences import calculators, nutrition
from promptreal.design.consequences.lending import lend
from promptreal.design.consequences.rules import consistent, govern
from promptreal.design.doings.actions import act
from promptreal.design.doings.offers import assume
from promptreal.design.doings.remembering import remember
from promptreal.design.doings.sharing import add_pages as add_own_pages
from promptreal.design.doings.sharing import share_out
from promptreal.design.english.concepts import Sort, concept
from promptreal.design.english.legibility import speaks_of_an_app
from promptreal.design.english.reading import read, sentences
from promptreal.design.english.wishes import Reading
from promptreal.design.english.words import capital, identifier, joined
from promptreal.design.things.attributes import describe
from promptreal.design.things.entities import actors, collect, keep_doers
from promptreal.design.things.known_apps import fill_in
from promptreal.design.things.limits import limit
from promptreal.design.things.needs import statuses
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.things.values import drop_idle_categories, suit
from promptreal.design.views.figures import draw
from promptreal.design.views.flows import flow, fold_values
from promptreal.design.views.kinds import app_type, title
from promptreal.design.views.measures import read_measures
from promptreal.design.views.pages import lay_out
from promptreal.design.views.selections import keep_selected, select
from promptreal.design.views.style import look
from promptreal.request import GenerationRequest
from promptreal.spec import ActionKind, AppSpec, Role

_READABLE = 0.45
_PUBLIC = frozenset({"cms"})


class OfflineDesigner:
    """Reads the prompt with a part-of-speech tagger; the same request always gives the same spec."""

    name = "offline"

    def design(self, request: GenerationRequest, previous: AppSpec | None) -> AppSpec:
        """The spec of the next version, criteria included; what cannot be read becomes a modest app that says so.

        With `previous`, the prompt is a change: what it adds is added, what it does not mention stays.
        """
        if previous is not None:
            spec = with_games(change.apply(previous, request, sketch_of), request.prompt, previous)
            spec = govern(consistent(answering.still_done(spec)), frozenset(one.name for one in previous.entities))
        else:
            reading = read(request.prompt)
            spec = select(govern(self._new(request, reading)), tuple(reading.selections))
        spec = remember(spec, sentences(request.prompt))
        compile_criteria = import_module("promptreal.design.criteria").compile_criteria
        return AppSpec.model_validate(
            spec.model_dump()
            | {"criteria": [one.model_dump() for one in compile_criteria(spec)], "designer": self.name}
        )

    def _new(self, request: GenerationRequest, reading: Reading) -> AppSpec:
        sketch = sketch_of(reading, request.appTypes[0] if request.appTypes else "")
        colours = look(request.prompt)
        if reading.known_share < _READABLE or not sketch.entities or not speaks_of_an_app(request.prompt):
            return modest(request, colours)
        kind = request.appTypes[0] if request.appTypes else _type_of(sketch)
        return assemble(sketch, request, colours, kind, _title_of(sketch, request.app_name))


def sketch_of(reading: Reading, given_type: str = "", known: dict[str, EntityDraft] | None = None) -> Sketch:
    """Everything that a reading leads to, not yet assembled; `known` are entities that the app has already."""
    sketch = Sketch(reading, entities=dict(known or {}))
    if reading.known_share < _READABLE:
        return sketch
    collect(sketch)
    if known is None:
        fill_in(sketch)
    kind = given_type or app_type(reading)
    if kind == "etl-pipeline":
        fold_values(sketch)
    if known is None:
        keep_selected(sketch)
        read_measures(sketch, kind)
        _recognize(sketch)
    else:
        read_measures(sketch, "")
        answering.recognize(sketch, fresh=False)
    if not sketch.entities:
        return sketch
    kind = given_type or _type_of(sketch)
    if kind == "rest-api":
        keep_doers(sketch)
    _roles(sketch)
    act(sketch)
    describe(sketch)
    assume(sketch, managed=kind not in _PUBLIC)
    playing.take_over(sketch)
    working.take_over(sketch)
    _take_over(sketch, kind)
    lend(sketch, public=kind in _PUBLIC)
    for draft in sketch.entities.values():
        statuses(draft)
    limit(sketch)
    calculators.take_over(sketch)
    nutrition.take_over(sketch)
    if kind in _PUBLIC:
        share_out(sketch)
    if known is None and kind != "rest-api":
        answering.hide(sketch)
    if kind == "etl-pipeline":
        _loading_only(sketch)
    drop_idle_categories(sketch)
    draw(sketch, app_type=kind)
    answering.drop_charts(sketch)
    suit(sketch)
    lay_out(sketch, kind, _title_of(sketch, "app"))
    add_own_pages(sketch)
    playing.add_pages(sketch)
    working.add_pages(sketch)
    if kind != "rest-api":
        answering.add_pages(sketch)
        tracking.add_pages(sketch)
    calculators.add_pages(sketch)
    return sketch


def _recognize(sketch: Sketch) -> None:
    """Finds what the catalogues of games, workbenches and the like have of what a prompt asks for."""
    playing.recognize(sketch)
    working.recognize(sketch)
    answering.recognize(sketch)
    learning.recognize(sketch)
    calculators.recognize(sketch)
    nutrition.recognize(sketch)


def _take_over(sketch: Sketch, kind: str) -> None:
    """Leaves to questions, cards and progress what they do."""
    answering.take_over(sketch)
    learning.take_over(sketch)
    if kind != "rest-api":
        tracking.take_over(sketch)


def _title_of(sketch: Sketch, app_name: str) -> str:
    """What the app is called: after its games, where the prompt names only them."""
    if sketch.plays and not (sketch.reading.kind_text or sketch.reading.name):
        return joined([one.title for one in sketch.plays.values()])
    return title(sketch, app_name)


def _type_of(sketch: Sketch) -> str:
    """The type that the prompt asks for; a game is for the public, whatever else its words sound like."""
    found = app_type(sketch.reading)
    return "cms" if sketch.plays and found != "rest-api" else found


def _loading_only(sketch: Sketch) -> None:
    """In a pipeline "clean" and "convert" are its steps, not buttons on a record."""
    suit(sketch)
    flow(sketch)
    for name, one in list(sketch.actions.items()):
        if one.kind is ActionKind.TRANSITION and not one.role:
            del sketch.actions[name]
            draft = sketch.entities[one.entity]
            left = [status for status in draft.statuses if status != one.to]
            draft.statuses[:] = left if len(left) > 1 else []


def _roles(sketch: Sketch) -> None:
    found = actors(sketch.reading)
    for one in found:
        name = identifier(" ".join(one.words))
        quote = next((wish.quote for wish in sketch.reading.wishes if wish.actor is one), "")
        sketch.roles[name] = Role(name=name, label=capital(" ".join(one.surface).lower()), quote=quote)
    for feature in sketch.reading.features:
        what = concept(feature.phrase)
        if what.sort is Sort.ACCOUNT and what.topic is not None:
            name = identifier(" ".join(what.topic.words))
            if any(one.startswith(name) for one in sketch.roles):
                continue
            sketch.roles.setdefault(
                name, Role(name=name, label=capital(" ".join(what.topic.surface)), quote=feature.quote)
            )
    keeping = {"manage", "view", "browse", "access", "update", "edit", "track"}
    mine = any(
        one.mine and concept(one).sort is not Sort.ATTRIBUTE
        for wish in sketch.reading.wishes
        for one in wish.objects
        if wish.actor is not None and wish.verb in keeping
    )
    plain = any(wish.actor is not None and wish.actor.head == "user" for wish in sketch.reading.wishes)
    if mine or len(sketch.roles) + plain > 1:
        sketch.accounts = True
