"""Checks of questions that people answer: scores are worked out by the app, opinions are counted once a person."""

from __future__ import annotations

from promptreal import surface
from promptreal.design.criteria.people import FIRST
from promptreal.design.criteria.records import equals
from promptreal.design.criteria.scene import Scene, can_be_made
from promptreal.spec import Action, Entity, Questionnaire

_OPTIONS = {"option_a": "Blue", "option_b": "Four"}


def answered(scene: Scene, action: Action) -> str:
    """What answering the action's entity comes to; nothing where it asks nothing, or cannot be made here."""
    paper = next((one for one in scene.spec.questionnaires if one.entity == action.entity), None)
    if paper is None:
        return ""
    asking, questions = scene.spec.entity(paper.entity), scene.spec.entity(paper.questions)
    if not can_be_made(scene.spec, asking) or not can_be_made(scene.spec, questions):
        return ""
    return _scored(scene, asking, questions) if paper.scored else _counted(scene, paper, asking, questions)


def _ask(scene: Scene, asking: Entity, questions: Entity, number: int, right: str = "", points: int = 0) -> str:
    """One more question of the record `asked`; the placeholder of its number."""
    link = next(one for one in questions.references if one.target == asking.name)
    values: dict[str, object] = {one.name: _OPTIONS.get(one.name) for one in questions.fields if _is_option(one.name)}
    if right:
        values |= {"answer": right, "points": points}
    return scene.create(questions, f"question{number}", {**values, link.name: "{asked}"}).id  # type: ignore[dict-item]


def _is_option(name: str) -> bool:
    return name.startswith("option_")


def _scored(scene: Scene, asking: Entity, questions: Entity) -> str:
    made = scene.create(asking, "asked")
    first = _ask(scene, asking, questions, 1, "B", 3)
    last = _ask(scene, asking, questions, 2, "A", 1)
    address = surface.api_record(asking, made.id)
    sheets = f"{address}/answer-sheets"
    if scene.pages:
        scene.ask(f"{surface.detail_page(asking, made.id)}/answer", session=FIRST, contains=("Blue", "Four"))
    worth = (equals("score", 3), equals("points", 4), equals("percent", 75))
    body = {"answers": {first: "b", last: "b"}}
    scene.ask(sheets, method="POST", session=FIRST, body=body, status=(201,), expect=worth)
    scene.ask(sheets, method="POST", session=FIRST, body={"answers": {first: "z"}}, status=(422,))
    scene.ask(f"{address}/results", session=FIRST, expect=(equals("sheets", 1), equals("ranking.0.score", 3)))
    return "the score is the points of the right answers, and the best are ranked"


def _counted(scene: Scene, paper: Questionnaire, asking: Entity, questions: Entity) -> str:
    if paper.questions == paper.entity:
        values: dict[str, object] = {one.name: _OPTIONS.get(one.name) for one in asking.fields if _is_option(one.name)}
        made = scene.create(asking, "asked", values)  # type: ignore[arg-type]
        question = made.id
    else:
        made = scene.create(asking, "asked")
        question = _ask(scene, asking, questions, 1)
    address = surface.api_record(asking, made.id)
    body = {"answers": {question: "b"}}
    scene.ask(f"{address}/answer-sheets", method="POST", session=FIRST, body=body, status=(201,))
    scene.ask(f"{address}/answer-sheets", method="POST", session=FIRST, body=body, status=(409,))
    scene.ask(f"{address}/answer-sheets", method="POST", session="second", body=body, status=(201,))
    found = (equals("sheets", 2), equals("questions.0.counts.b", 2), equals("questions.0.counts.a", 0))
    scene.ask(f"{address}/results", session=FIRST, expect=found)
    if scene.pages:
        scene.ask(f"{surface.detail_page(asking, made.id)}/results", session=FIRST, contains=("2 (100 %)",))
    return "each person answers once, and everybody sees how often each answer was chosen"
