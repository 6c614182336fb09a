"""Apps in which people learn and are asked."""

from __future__ import annotations

from promptreal.design import DESIGNERS
from promptreal.request import GenerationRequest
from promptreal.roles import choose
from promptreal.spec import AppSpec

_PROMPTS = {
    "classroom": (
        "An e-learning website with courses and lessons. Users should be able to enroll in a course, mark lessons as "
        "completed, take quizzes and see their scores."
    ),
    "opinions": "A website with surveys that have questions and with polls; visitors answer surveys and vote in polls.",
    "cards": "A flashcard app with decks of cards and spaced repetition.",
    "exams": "A REST API for exams with questions, answers and scores.",
}


def learning() -> dict[str, AppSpec]:
    """The specs by name: with accounts and without, with questions that are scored and not, with cards, as an API."""
    return {name: _spec(name, prompt) for name, prompt in _PROMPTS.items()}


def _spec(name: str, prompt: str) -> AppSpec:
    """The spec of a prompt, without the texts of its pages, which are as long as they are."""
    designer = choose("designer", DESIGNERS, "offline")()
    spec: AppSpec = designer.design(GenerationRequest(app_name=name, prompt=prompt), None)
    return spec.model_copy(update={"pages": tuple(one.model_copy(update={"sections": ()}) for one in spec.pages)})
