"""Questions and cards that sample quizzes, surveys, polls and decks begin with: real ones, of several subjects."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from promptreal.generate.render import BLUEPRINTS
from promptreal.spec import AppSpec

KNOWN = BLUEPRINTS / "sample-questions.toml"
MOST = 6


def known_questions(spec: AppSpec) -> dict[str, list[tuple[str, str, tuple[tuple[str, ...], ...]]]]:
    """By entity that asks or teaches: titles, each with its category and rows of a question and its answers.

    Of a scored question the first answer is the right one; of a card the only one is its back. What the prompt speaks
    of comes first.
    """
    found = {}
    for one in spec.questionnaires:
        sort = "quiz" if one.scored else "poll" if one.questions == one.entity else "survey"
        found[one.entity] = _picked(sort, spec.prompt)
    for deck in spec.decks:
        found[deck.entity] = _picked("deck", spec.prompt)
    return found


def _picked(sort: str, prompt: str) -> list[tuple[str, str, tuple[tuple[str, ...], ...]]]:
    words = set(re.findall(r"[a-z]+", prompt.lower()))
    sets = _known()[sort]
    # Those that are about the subject, in the order of how much they are about it; then the others.
    ordered = sorted(sets, key=lambda one: -len(words & one[0]))
    about = [one for one in ordered if words & one[0]]
    chosen = about if len(about) > 1 and sort != "poll" else ordered
    return [(title, category, rows) for _, title, category, rows in chosen[:MOST]]


@lru_cache(maxsize=1)
def _known() -> Mapping[str, list[tuple[frozenset[str], str, str, tuple[tuple[str, ...], ...]]]]:
    document: dict[str, list[dict[str, Any]]] = tomllib.loads(KNOWN.read_text(encoding="utf-8"))
    return {
        sort: [
            (frozenset(one["about"].split()), one["title"], one.get("category", ""), _rows(one["questions"]))
            for one in sets
        ]
        for sort, sets in document.items()
    }


def _rows(text: str) -> tuple[tuple[str, ...], ...]:
    lines = [line for line in text.splitlines() if line.strip()]
    return tuple(tuple(part.strip() for part in line.split("|")) for line in lines)
