"""Quizzes, exams, surveys and polls: what asks questions has them, and people answer them on one page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from promptreal.design.english.words import identifier, singular, vocabulary
from promptreal.design.things.fields import assumed, field_of, reference
from promptreal.design.things.forgetting import forget
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.views.named_pages import put_page
from promptreal.spec import (
    Access,
    Action,
    ActionKind,
    AppSpec,
    EntityKind,
    Field,
    FieldType,
    Origin,
    Page,
    PageKind,
    Questionnaire,
    Role,
)

# What asks with right answers, and what asks for opinions.
_SCORED = vocabulary("quiz exam test examination assessment trivia")
_OPEN = vocabulary("survey questionnaire")
_POLL = vocabulary("poll")
_ALWAYS = vocabulary("poll quiz questionnaire trivia")
_STAFF = Role(name="staff", label="Staff", staff=True)
# What such a thing is made of, and what comes of it: the app keeps it in its own way.
_PARTS = vocabulary(
    "question answer option choice response score attempt result vote submission right timer leaderboard ranking "
    "explanation statistic respondent scoreboard highscore feedback grade point countdown percentage"
)
_ASKING = re.compile(
    r"\b(questions?|answer\w*|scores?|scoring|respon\w+|multiple[- ]choice|quiz\w*|vot(?:e|es|ing)|results?|"
    r"practi[cs]e|take|taking|students?|candidates?|learners?|fill)\b",
    re.IGNORECASE,
)
# Tests and surveys of another sort.
_OTHER = re.compile(
    r"\b(software|unit|regression|bugs?|lab|laboratory|blood|medical|patients?|soil|land|site|geological|crash|ab|a/b|"
    r"covid|drug|quality|physical|eye|vision|load|stress)[- ]+(?:tests?|surveys?|exams?|examinations?|assessments?)\b"
    r"|\b(property|risk|damage|needs|vehicle|health) assessments?\b",
    re.IGNORECASE,
)
_FORUM = re.compile(
    r"\b(forum|ask(?:s|ing)? (?:a |their |each other )?questions?|q ?& ?a|discussions?)\b", re.IGNORECASE
)
_TIMED = re.compile(r"\b(timer|timed|time limit|countdown|minutes?)\b", re.IGNORECASE)
_KINDS = re.compile(
    r"\b(quiz|quizzes|trivia|exams?|examinations?|tests?|assessments?|surveys?|questionnaires?|polls?|polling)\b",
    re.IGNORECASE,
)
_NAMES = {"polling": "poll", "trivia": "quiz", "examination": "exam"}
_SUBJECTS = (
    "General knowledge",
    "Science",
    "History",
    "Geography",
    "Languages",
    "Technology",
    "Arts",
    "Traffic",
    "Health and safety",
)
_RESULTS = Page(slug="my-results", title="My results", kind=PageKind.PERSONAL, origin=Origin.PROMPT)
_LETTERS = ("A", "B", "C", "D")
_SAMPLES = 6


@dataclass(frozen=True)
class _Sort:
    scored: bool
    alone: bool
    options: int


def recognize(sketch: Sketch, *, fresh: bool = True) -> None:
    """Notes what in the app asks questions; a tool for surveys has surveys, also where it does not say so.

    Where the app is not `fresh`, only what a change adds is looked at.
    """
    text = " ".join(sketch.reading.sentences)
    if sketch.plays or _OTHER.search(text):
        return
    asking = _ASKING.search(text) is not None
    kind = sketch.reading.kind_text or (sketch.reading.sentences[0] if sketch.reading.sentences else "")
    nouns = [one for one in sketch.records if _sort(one.words[-1]) is not None and not one.people]
    # A poll or a quiz asks something, whatever else is said.
    nouns = [one for one in nouns if (asking or one.words[-1] in _ALWAYS) and not one.kept_name]
    whole = text if sketch.find(("question",)) is not None else kind
    if fresh and not nouns and asking and (named := _KINDS.search(whole)):
        word = singular(named[1].lower())
        word = _NAMES.get(word, word)
        draft = EntityDraft(words=(word,), surface=(word,), quote=sketch.reading.sentences[0], mentions=9)
        sketch.entities[draft.name] = draft
        nouns = [draft]
    for draft in nouns:
        sketch.questionnaires[draft.name] = Questionnaire(
            entity=draft.name, questions="", scored=_sort_of(draft).scored, quote=draft.quote
        )


def _sort(noun: str) -> _Sort | None:
    if noun in _SCORED:
        return _Sort(scored=True, alone=False, options=4)
    if noun in _OPEN:
        return _Sort(scored=False, alone=False, options=5)
    return _Sort(scored=False, alone=True, options=6) if noun in _POLL else None


def _sort_of(draft: EntityDraft) -> _Sort:
    found = _sort(draft.words[-1])
    return found if found is not None else _Sort(scored=True, alone=False, options=4)


def take_over(sketch: Sketch) -> None:
    """Gives what asks its questions, and leaves to the app what comes of the answers."""
    asking = {name: one for name, one in sketch.questionnaires.items() if name in sketch.entities}
    sketch.questionnaires = {}
    if not asking:
        return
    text = " ".join(sketch.reading.sentences)
    keeps = {"question", "answer"} if _FORUM.search(text) else set()
    parts = [one for one in sketch.entities.values() if one.name not in asking and one.words[-1] in _PARTS - keeps]
    timed = _TIMED.search(text) is not None
    parts = [one for one in parts if not one.people and not one.kept_name]
    forget(sketch, {one.name for one in parts})
    # Questions that are there already are those of something else.
    for other in [draft for draft in sketch.entities.values() if draft.kept_name]:
        for key in [key for key, field in other.fields.items() if field.target in asking]:
            del other.fields[key]
    for name, one in asking.items():
        draft = sketch.entities[name]
        sort = _sort_of(draft)
        _prepare(draft, sort, timed=timed)
        questions = draft if sort.alone else _questions(sketch, draft, sort, several=len(asking) > 1)
        sketch.questionnaires[name] = one.model_copy(update={"questions": questions.name})
        verb = "Take" if sort.scored else "Vote in" if sort.alone else "Answer"
        label = f"{verb} {draft.low}"
        action = Action(
            name=identifier(label), label=label, kind=ActionKind.ANSWER, entity=name, quote=one.quote or draft.quote
        )
        sketch.actions = {action.name: action} | {
            key: done for key, done in sketch.actions.items() if not _is_replaced(done, name, action.name)
        }
    if timed and any(one.scored for one in sketch.questionnaires.values()):
        sketch.left_out[:] = [one for one in sketch.left_out if not _TIMED.search(one.partition("”")[0])]
    sketch.figures[:] = [one for one in sketch.figures if not _KINDS.search(one[0])]


def _is_replaced(action: Action, name: str, answering: str) -> bool:
    """Whether answering does what the action was to do."""
    done = action.label.split()[0].lower() in {"take", "answer", "vote", "complete", "fill", "submit", "attempt", "do"}
    moves = {ActionKind.TRANSITION, ActionKind.CREATE, ActionKind.ATTACH, ActionKind.UPDATE, ActionKind.VIEW}
    return action.name == answering or (action.entity == name and done and action.kind in moves)


def _prepare(draft: EntityDraft, sort: _Sort, *, timed: bool) -> None:
    """What asks is a record with a title; which of its fields were misread as answers is decided by their words."""
    draft.kind, draft.target, draft.samples = EntityKind.RECORD, "", _SAMPLES
    draft.verbs -= {"take", "answer", "vote", "manage"}
    kept = {
        name: one
        for name, one in draft.fields.items()
        if not set(name.split("_")) & (_PARTS | {"answers", "questions", "options", "votes", "respondents", "once"})
    }
    draft.fields.clear()
    for name in [name for name, one in kept.items() if one.target and one.required]:
        kept[name] = kept[name].model_copy(update={"required": False})
    if sort.alone:
        draft.add(_text("question", "Question", required=True))
        for number in range(sort.options):
            draft.add(_text(f"option_{'abcdef'[number]}", f"Option {number + 1}", required=number < 2))
    else:
        draft.add(
            assumed("title", draft.words[-1], label="Title", required=True).model_copy(update={"example": "title"})
        )
    if sort.scored and timed:
        limit = assumed("minutes", draft.words[-1], label="Time limit")
        minutes = {"name": "time_limit", "type": FieldType.INTEGER, "minimum": 1, "maximum": 300, "note": "In minutes."}
        draft.add(limit.model_copy(update={**minutes, "example": "", "required": False}))
    for name, one in kept.items():
        if name in {"name", "title", "question", "date", "published_date", "content", "status"}:
            continue
        if name != "category" or one.origin is Origin.PROMPT:
            draft.add(one)
        elif sort.scored:
            draft.add(field_of(("category",), draft.words[-1], origin=Origin.ASSUMED, choices=_SUBJECTS))
    draft.statuses.clear()


def _text(name: str, label: str, *, required: bool) -> Field:
    return Field(
        name=name,
        label=label,
        type=FieldType.STRING,
        required=required,
        max_length=300,
        searchable=name == "question",
        example="sentence" if name == "question" else "word",
    )


def _questions(sketch: Sketch, draft: EntityDraft, sort: _Sort, *, several: bool) -> EntityDraft:
    words = (*draft.words, "question") if several or "question" in sketch.entities else ("question",)
    made = EntityDraft(words=words, surface=words, origin=Origin.ASSUMED, samples=0)
    made.add(_text("question", "Question", required=True))
    whole = reference(draft.name, draft.label, origin=Origin.ASSUMED, required=True)
    made.add(whole.model_copy(update={"filterable": True}))
    for number in range(sort.options):
        made.add(_text(f"option_{'abcde'[number]}", f"Option {'ABCDE'[number]}", required=number < 2))
    if sort.scored:
        right = Field(name="answer", label="Right answer", type=FieldType.CHOICE, choices=_LETTERS, required=True)
        made.add(right)
        points = Field(name="points", label="Points", type=FieldType.INTEGER, minimum=1, maximum=100)
        made.add(points.model_copy(update={"note": "One point where nothing is said."}))
    sketch.entities[made.name] = made
    label = f"Add {made.low}"
    add = Action(name=identifier(label), label=label, kind=ActionKind.CREATE, entity=made.name, origin=Origin.ASSUMED)
    sketch.act(add)
    return made


def hide(sketch: Sketch) -> None:
    """In an app with accounts, questions with their right answers are for those who make them and for staff."""
    scored = [one for one in sketch.questionnaires.values() if one.scored]
    if not sketch.accounts or not scored:
        return
    if not any(one.staff for one in sketch.roles.values()):
        sketch.roles[_STAFF.name] = _STAFF
    for one in scored:
        draft = sketch.entities[one.questions]
        draft.owned, draft.access = True, Access.PRIVATE


def added(spec: AppSpec, more: Iterable[Questionnaire]) -> AppSpec:
    """The spec with what a change lets ask; the right answers are hidden as those that were there before."""
    names = {one.name for one in spec.entities}
    fresh = [one for one in more if {one.entity, one.questions} <= names]
    hidden = {one.questions for one in fresh if one.scored} if spec.staff else set()
    entities = tuple(
        one.model_copy(update={"owned": True, "access": Access.PRIVATE}) if one.name in hidden else one
        for one in spec.entities
    )
    asked = {one.questions for one in fresh if one.questions != one.entity}
    pages = [one.model_copy(update={"navigation": False}) if one.entity in asked else one for one in spec.pages]
    if fresh and spec.app_type != "rest-api" and _RESULTS.slug not in {one.slug for one in pages}:
        pages.append(_RESULTS)
    return spec.model_copy(
        update={"questionnaires": (*spec.questionnaires, *fresh), "entities": entities, "pages": tuple(pages)}
    )


def drop_charts(sketch: Sketch) -> None:
    """How many questions have which right answer is no figure of an app."""
    asked = {one.questions for one in sketch.questionnaires.values()} - set(sketch.questionnaires)
    for name in [name for name, one in sketch.charts.items() if one.entity in asked and one.origin is Origin.ASSUMED]:
        del sketch.charts[name]


def add_pages(sketch: Sketch) -> None:
    """One's own results have a page; questions are reached from what asks them."""
    if not sketch.questionnaires:
        return
    asked = {one.questions for one in sketch.questionnaires.values()} - set(sketch.questionnaires)
    for slug, page in list(sketch.pages.items()):
        if page.entity in asked and not page.charts:
            sketch.pages[slug] = page.model_copy(update={"navigation": False})
    put_page(sketch, _RESULTS)


def finished(spec: AppSpec) -> AppSpec:
    """The spec with what is said of its questions."""
    said, more = [], []
    for one in spec.questionnaires:
        asks, many = spec.entity(one.entity), spec.entity(one.entity).label_plural
        if one.scored:
            said.append(
                f"{many} have questions with answers to choose from, of which one is right. They are answered on one "
                "page; the app works out the score, shows which answers were right, and ranks the best."
            )
            who = "whoever made them and staff" if spec.staff else "whoever opens the list of questions"
            more.append(f"The right answers are seen by {who}, and after handing in by those who answered.")
        else:
            what = "options" if one.questions == one.entity else "questions with options"
            said.append(
                f"{many} have {what}. Each person answers once; everybody sees how often each option was chosen."
            )
            who = "account" if spec.accounts else "browser"
            more.append(f"Who has answered a {asks.label.lower()} is known by the {who}.")
    understanding = spec.understanding
    return spec.model_copy(
        update={
            "understanding": understanding.model_copy(
                update={
                    "understood": (*understanding.understood, *said),
                    "assumed": (*understanding.assumed, *dict.fromkeys(more)),
                }
            )
        }
    )


def still_done(spec: AppSpec) -> AppSpec:
    """The spec without questionnaires, decks and tracks whose actions a change has taken away, nor their pages."""
    doing = {(one.kind, one.entity) for one in spec.actions}
    asks = tuple(one for one in spec.questionnaires if (ActionKind.ANSWER, one.entity) in doing)
    decks = tuple(one for one in spec.decks if (ActionKind.STUDY, one.entity) in doing)
    marking = {one.creates for one in spec.actions if one.kind is ActionKind.TOGGLE}
    tracks = tuple(one for one in spec.tracks if one.mark in marking)
    gone = {"my-results"} if spec.questionnaires and not asks else set()
    gone |= {"my-progress"} if spec.tracks and not tracks else set()
    pages = tuple(one for one in spec.pages if one.slug not in gone)
    return spec.model_copy(update={"questionnaires": asks, "decks": decks, "tracks": tracks, "pages": pages})
