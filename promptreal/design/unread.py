"""What the prompt speaks of and nothing was made of: said plainly, so that nobody has to look for it in the app."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from promptreal.design.english.lexicon import APP_WORDS, FEATURE_HEADS, LIGHT, PLACES
from promptreal.design.english.verbs import NOMINALS, VERBS
from promptreal.design.english.words import joined, lemma, singular, tagged
from promptreal.games import games
from promptreal.spec import AppSpec

_MOST = 12
_FORMAT_WORDS = {"xlsx": "xlsx xls excel spreadsheet"}
_COMMON = frozenset(
    {"user", "people", "person", "everyone", "time", "day", "way", "thing", "kind", "type", "number", "purpose"}
    | {"pagination", "format", "account", "click", "attribute", "csv", "table", "dropdown", "result", "right"}
    | {"access", "use", "part", "example", "order", "end", "list", "others", "look", "feel", "name", "please"}
)
# What questions that are answered bring along, without any record of it.
_ASKED = (
    "question answer option choice response score attempt result vote submission leaderboard ranking percentage "
    "respondent participant"
)
# What is described by these is there or not without them.
_VAGUE = frozenset(
    {
        "new",
        "all",
        "more",
        "other",
        "same",
        "each",
        "every",
        "many",
        "different",
        "own",
        "able",
        "additional",
        "available",
    }
    | {"following", "simple", "nice", "good", "better", "clear", "possible", "current", "existing", "whole", "such"}
)


def unread(sentences: Iterable[str], spec: AppSpec, told: Iterable[str], *, describing: bool = False) -> list[str]:
    """A line that names the nouns of the prompt which neither the spec nor `told` has; nothing when all are there.

    With `describing` it names the words that describe as well: a change says little, and means all of it.
    """
    there = {form for text in (*_texts(spec), *told) for form in _forms(text)}
    missing = list(
        dict.fromkeys(noun for sentence in sentences for noun in _nouns(sentence, describing) if noun not in there)
    )
    if not missing:
        return []
    more = f" and {len(missing) - _MOST} more" if len(missing) > _MOST else ""
    return [f"Nothing was made of these words of the prompt: {joined(missing[:_MOST])}{more}."]


def _nouns(sentence: str, describing: bool) -> Iterator[str]:
    for word in tagged(sentence):
        if describing and word.tag.startswith(("JJ", "VBN")) and word.low not in _VAGUE and word.low.isalpha():
            yield word.low
            continue
        one = word.low if word.text[1:] != word.text[1:].lower() else singular(word.low)
        plain = word.is_noun and one.isalpha() and len(one) > 2
        empty = one in APP_WORDS | FEATURE_HEADS | LIGHT | PLACES | _COMMON
        doing = one in NOMINALS or one in VERBS or lemma(one) in VERBS
        if plain and not empty and not doing:
            yield one


def _texts(spec: AppSpec) -> Iterator[str]:
    yield spec.title
    yield spec.app_type
    yield from (spec.style.background.name, spec.style.component.name)
    for entity in spec.entities:
        yield from (entity.name, entity.label, entity.label_plural)
        for field in entity.fields:
            yield from (field.name, field.label, *field.choices)
    yield from (one.label for one in spec.actions)
    yield from (one.label for one in spec.filters)
    yield from (one.label for one in spec.roles)
    yield from (one.label for one in spec.integrations)
    yield from (one.title for one in spec.pages)
    yield from (one.title for one in spec.charts)
    yield from (one.title for one in spec.reports)
    yield from (_FORMAT_WORDS.get(kind, kind) for one in spec.reports for kind in one.formats)
    if spec.questionnaires:
        yield _ASKED
        limited = any(field.name == "time_limit" for entity in spec.entities for field in entity.fields)
        yield "timer countdown clock minute" if limited else ""
    if spec.tracks:
        yield "progress completion completed far percentage"
    if spec.decks:
        yield "flashcard card deck repetition vocabulary word term definition box interval side progress"
    for play in spec.plays:
        # What a game is made of is there, although nothing of it is kept as a record.
        entry = games()[play.name]
        yield from (*entry.things, *entry.moves, *entry.verbs, *entry.options, entry.about, "game turn board result")
    yield from (text for page in spec.pages for section in page.sections for text in (section.title, section.text))


def _forms(text: str) -> Iterator[str]:
    for word in re.findall(r"[a-z0-9]+", text.lower().replace("_", " ")):
        yield word
        yield singular(word)
