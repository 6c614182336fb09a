"""Sample questions and answers, so that there is something to answer and results to look at."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.answer_sheets import LETTERS, QUESTIONNAIRES, Questionnaire, hand_in, questions_of
from app.catalogue import ENTITIES
from app.known_questions import KNOWN
from app.persons import Person
from app.sample_values import SampleValues

SEED = 20_26
PEOPLE = 12
MINUTES = 2


def fill(session: Session, values: SampleValues, filled: Iterable[str]) -> None:
    """Questions for the records that were just made of the entities `filled`, and what a few people answered."""
    names = values.names(PEOPLE)
    for paper in QUESTIONNAIRES.values():
        if paper.entity not in filled:
            continue
        rng = random.Random(f"{SEED} {paper.entity}")
        model = ENTITIES[paper.entity].model
        for number, record in enumerate(session.scalars(sa.select(model).order_by(model.id)).all()):
            title, category, rows = KNOWN[paper.entity][number % len(KNOWN[paper.entity])]
            again = number // len(KNOWN[paper.entity])
            _put(ENTITIES[paper.entity].display, paper.entity, record, f"{title} {again + 1}" if again else title)
            for one in ENTITIES[paper.entity].attributes:
                if one.name == "category" and category in one.choices:
                    _put(one.name, paper.entity, record, category)
                if one.name == "description":
                    _put(one.name, paper.entity, record, _described(paper, category, len(rows)))
                if one.name == "time_limit":
                    _put(one.name, paper.entity, record, MINUTES * len(rows))
            # It stays the sample that nobody has changed.
            flag_modified(record, "updated_at")
            _ask(session, paper, record, rows, rng)
            session.flush()
            _answer(session, paper, record, names, rng)
    session.commit()


def _described(paper: Questionnaire, category: str, count: int) -> str:
    """What a sample says of itself."""
    if not paper.through:
        return "Everybody can vote once; the results are there at once."
    about = f" ({category.lower()})" if category else ""
    return f"{count} questions with answers to choose from{about}."


def _ask(session: Session, paper: Questionnaire, record: Any, rows: Iterable[tuple[str, ...]], rng: random.Random) -> None:
    for text, *answers in rows:
        row = record
        if paper.through:
            row = ENTITIES[paper.questions].model(created_at=record.created_at, updated_at=record.created_at)
            _put(paper.through, paper.questions, row, record.id)
            _put("question", paper.questions, row, text)
            if getattr(record, "account_id", None) and ENTITIES[paper.questions].has_account:
                row.account_id = record.account_id
        order = rng.sample(answers, len(answers)) if paper.scored else answers
        for letter, answer in zip(LETTERS, [*order, *[None] * len(LETTERS)], strict=False):
            if any(one.name == f"option_{letter}" for one in ENTITIES[paper.questions].attributes):
                _put(f"option_{letter}", paper.questions, row, answer)
        if paper.scored:
            _put("answer", paper.questions, row, LETTERS[order.index(answers[0])].upper())
            _put("points", paper.questions, row, 1)
        session.add(row)


def _put(name: str, entity: str, row: Any, value: object) -> None:
    setattr(row, ENTITIES[entity].attribute(name).attribute, value)


def _answer(session: Session, paper: Questionnaire, record: Any, names: list[str], rng: random.Random) -> None:
    """Most people know most answers, and have opinions that are not spread evenly."""
    asked = questions_of(session, paper, record)
    for number, name in enumerate(names if asked else ()):
        given = {}
        for one in asked:
            letters = list(one.options)
            likely = rng.choices(letters, weights=range(len(letters) + 1, 1, -1))[0]
            given[str(one.id)] = one.right if one.right and rng.random() < 0.7 else likely
        hand_in(session, paper, record, Person(name, f"sample-{number}"), given)
