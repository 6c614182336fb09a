"""Quizzes, exams, surveys and polls ask questions that people answer; what only sounds like one does not."""

from __future__ import annotations

import pytest

from promptreal.design import DESIGNERS
from promptreal.request import GenerationRequest
from promptreal.roles import choose
from promptreal.spec import Access, ActionKind, AppSpec, FieldType


def design(prompt: str, previous: AppSpec | None = None) -> AppSpec:
    return choose("designer", DESIGNERS, "offline")().design(GenerationRequest(app_name="x", prompt=prompt), previous)


@pytest.mark.parametrize(
    ("prompt", "asks", "questions", "scored"),
    [
        ("An online quiz platform where students take quizzes and see their scores.", "quiz", "question", True),
        ("Trivia quiz game with categories and a leaderboard.", "quiz", "question", True),
        ("Driving theory practice with exams of 20 questions and the score at the end.", "exam", "question", True),
        ("A survey tool: people create surveys with questions and see the results.", "survey", "question", False),
        ("A polling website where users create polls with options, vote once, and see results.", "poll", "poll", False),
    ],
)
def test_what_asks_has_questions_and_one_action_to_answer_them(
    prompt: str, asks: str, questions: str, scored: bool
) -> None:
    spec = design(prompt)
    (paper,) = spec.questionnaires
    assert (paper.entity, paper.questions, paper.scored) == (asks, questions, scored)
    names = {one.name for one in spec.entities}
    assert not names & {"answer", "score", "attempt", "response", "result", "vote", "option", "leaderboard"}
    fields = {one.name: one for one in spec.entity(questions).fields}
    assert {"question", "option_a", "option_b"} <= fields.keys()
    assert ("answer" in fields) == ("points" in fields) == scored
    if questions != asks:
        assert fields[asks].type is FieldType.REFERENCE
        assert spec.entity(questions).samples == 0
    assert [one.entity for one in spec.actions if one.kind is ActionKind.ANSWER] == [asks]
    assert "my-results" in {one.slug for one in spec.pages}
    assert any(one.part.startswith("action:") and "score" in one.text for one in spec.criteria) == scored
    assert not any("rules of this game" in one for one in spec.understanding.left_out)


@pytest.mark.parametrize(
    "prompt",
    [
        "A clinic app for blood tests with patients, results and doctors.",
        "A tool for software tests: test cases, runs and results.",
        "A land survey management system with sites, surveyors and results.",
        "A forum where users ask questions and answer them.",
        "A hangman game with a quiz about animals",
    ],
)
def test_what_only_sounds_like_it_asks_nothing(prompt: str) -> None:
    assert design(prompt).questionnaires == ()


def test_with_accounts_the_right_answers_are_for_those_who_make_them() -> None:
    spec = design("A quiz platform where teachers create quizzes and students take quizzes and see their scores.")
    assert spec.accounts
    assert spec.entity("question").access is Access.PRIVATE
    assert not any(page.navigation for page in spec.pages if page.entity == "question")
    assert not any(chart.entity == "question" for chart in spec.charts)


def test_a_time_limit_is_there_where_it_is_asked_for() -> None:
    timed = design("An exam site with exams, questions and a countdown timer.")
    assert "time_limit" in {one.name for one in timed.entity("exam").fields}
    assert not any("timer" in one for one in timed.understanding.left_out)
    assert "time_limit" not in {
        one.name for one in design("An exam site with exams and questions.").entity("exam").fields
    }


def test_a_change_that_removes_it_takes_its_questions_along() -> None:
    before = design("An online quiz platform where students take quizzes and see their scores.")
    after = design("Remove the quizzes.", before)
    assert after.questionnaires == ()
    assert "my-results" not in {one.slug for one in after.pages}


def test_flashcards_are_decks_of_cards() -> None:
    spec = design("A flashcard app to learn Spanish, with decks of cards, flip a card, mark it as known or unknown.")
    (deck,) = spec.decks
    assert [one.name for one in spec.entities] == ["deck", "card"]
    assert {one.name for one in spec.entity(deck.cards).fields} == {"front", "back", "deck"}
    assert [one.label for one in spec.actions if one.kind is ActionKind.STUDY] == ["Study deck"]
    assert spec.understanding.left_out == ()
    assert design("A card game shop that sells decks of playing cards.").decks == ()


def test_a_change_can_add_what_asks() -> None:
    before = design("A website for a bakery with products and opening hours.")
    after = design("Add a quiz; users take the quiz and see their score.", before)
    assert [(one.entity, one.questions, one.scored) for one in after.questionnaires] == [("quiz", "question", True)]
    assert {"quiz", "question"} <= {one.name for one in after.entities}
    assert "my-results" in {one.slug for one in after.pages}
    again = design("Add surveys with questions that visitors answer.", after)
    assert [one.questions for one in again.questionnaires] == ["question", "survey_question"]
    assert again.entity("question") == after.entity("question")
