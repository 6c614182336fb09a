"""What people go through one by one: whether it is done is each person's own, and how far they are is worked out."""

from __future__ import annotations

import re

from promptreal.design.doings.activities import all_wishes
from promptreal.design.english.words import capital, identifier, singular, vocabulary
from promptreal.design.things.fields import assumed, reference
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.things.traces import fill
from promptreal.design.views.named_pages import put_page
from promptreal.spec import Action, ActionKind, AppSpec, EntityKind, FieldType, Origin, Page, PageKind, Track

# What many people go through, each for themselves.
_GONE_THROUGH = vocabulary(
    "lesson lecture module chapter unit video tutorial episode exercise workout article book movie film podcast "
    "webinar reading session challenge level step topic training"
)
# Where these are of something: its parts make up how far somebody is.
_WHOLES = vocabulary(
    "course book program programme series playlist class curriculum path track training module season plan subject "
    "section workout podcast challenge bootcamp workshop"
)
_DONE = vocabulary("completed done watched read finished learned learnt seen viewed studied passed listened")
_PROGRESS = re.compile(r"\b(progress|how far|completion)\b", re.IGNORECASE)
_FIELDS = frozenset({"progress", "completion", "completed", "done", "watched"})
# "the progress of each employee", "student progress": somebody else's.
_OTHERS = re.compile(
    r"\bprogress of (?:each|every|all|their|the|his|her) [a-z]+|"
    r"\b(?:employee|student|learner|member|team|class|child|pupil)s?[’']? progress",
    re.IGNORECASE,
)
_SAMPLES = 40


def take_over(sketch: Sketch) -> None:
    """Makes of "mark lessons as completed" a mark of each person's own, and of progress what these marks come to."""
    text = " ".join(sketch.reading.sentences)
    marked = _marked(sketch)
    if not marked and _PROGRESS.search(text):
        # Who tracks the progress of a course has to say what of it is done.
        parts = [one for one in sketch.records if one.words[-1] in _GONE_THROUGH and _whole(sketch, one) is not None]
        marked = {one.name: ("Mark as completed", "", Origin.ASSUMED) for one in parts[:1]}
    for name, (label, quote, origin) in marked.items():
        part = sketch.entities[name]
        mark = _mark(sketch, part, label, quote)
        action = Action(
            name=identifier(label if len(marked) == 1 else f"{label} {part.low}"),
            label=label,
            kind=ActionKind.TOGGLE,
            entity=name,
            creates=mark.name,
            origin=origin,
            quote=quote,
        )
        sketch.actions[action.name] = action
        whole = _whole(sketch, part) or (_new_whole(sketch, part, text) if _PROGRESS.search(text) else None)
        if whole is not None:
            sketch.tracks[name] = Track(whole=whole.name, part=name, mark=mark.name, quote=quote)
            for one in sketch.entities.values():
                for field in [key for key in one.fields if _FIELDS & set(key.split("_"))]:
                    del one.fields[field]
    if marked:
        sketch.accounts = True
    if sketch.tracks and (others := _OTHERS.search(text)):
        sketch.left_out.append(f"“{capital(others[0])}”: everybody sees how far they are themselves, and nobody else.")


def _marked(sketch: Sketch) -> dict[str, tuple[str, str, Origin]]:
    """By entity: the words of the action that moved everybody's status, with where they are from; it goes."""
    found: dict[str, tuple[str, str, Origin]] = {}
    for name, action in list(sketch.actions.items()):
        draft = sketch.entities.get(action.entity)
        if draft is None or draft.words[-1] not in _GONE_THROUGH or action.entity == action.creates:
            continue
        if action.kind is not ActionKind.TRANSITION or not _DONE & set(action.to.lower().split()):
            continue
        del sketch.actions[name]
        draft.statuses.clear()
        if "status" in draft.fields and draft.fields["status"].origin is Origin.ASSUMED:
            del draft.fields["status"]
        found[draft.name] = (action.label, action.quote, action.origin)
    for wish in all_wishes(sketch):
        # "Complete lessons" and "finish chapters" say the same.
        for one in wish.objects if wish.verb in {"complete", "finish"} else ():
            draft = sketch.find(one.words)
            if draft is not None and draft.words[-1] in _GONE_THROUGH and draft.kind is EntityKind.RECORD:
                found.setdefault(draft.name, ("Mark as completed", wish.quote, Origin.PROMPT))
    return found


def _whole(sketch: Sketch, part: EntityDraft) -> EntityDraft | None:
    """What a part is of, where it says so."""
    targets = [one.target for one in part.fields.values() if one.type is FieldType.REFERENCE]
    wholes = [sketch.entities[one] for one in targets if one in sketch.entities]
    return next((one for one in wholes if one.words[-1] in _WHOLES and one is not part), None)


def _new_whole(sketch: Sketch, part: EntityDraft, text: str) -> EntityDraft | None:
    """What parts are of where the prompt only mentions it: books that have chapters."""
    # "books have chapters", "the progress in each course"; "track" alone is what is done.
    said = re.findall(r"\b(?:each|every|per|(?:of|in) (?:the|a)) ([a-z]+)|\b([a-z]+s)\b", text.lower())
    found = [singular(one or many) for one, many in said]
    word = next((one for one in found if one in _WHOLES and one not in part.words), "")
    if not word:
        return None
    draft = sketch.entities.get(word) or EntityDraft(words=(word,), surface=(word,), origin=Origin.ASSUMED)
    if draft.name not in sketch.entities:
        draft.add(assumed("title", word, label="Title", required=True).model_copy(update={"example": "title"}))
        draft.add(assumed("description", word, label="Description"))
        draft.samples = 8
        sketch.entities[draft.name] = draft
    whole = reference(draft.name, draft.label, origin=Origin.ASSUMED, required=True)
    part.add(whole.model_copy(update={"filterable": True}))
    return draft


def _mark(sketch: Sketch, part: EntityDraft, label: str, quote: str) -> EntityDraft:
    done = next((one for one in label.lower().split() if one in _DONE), "completed")
    mark = EntityDraft(
        words=(*part.words, "completion"),
        surface=(*part.words, "completion"),
        quote=quote,
        kind=EntityKind.MARK,
        owned=True,
        noun="completion",
        target=part.name,
        samples=_SAMPLES,
        label_plural=f"{done} {part.low_many}",
    )
    fill(mark, part)
    sketch.entities[mark.name] = mark
    return mark


def add_pages(sketch: Sketch) -> None:
    """How far one is has a page of its own."""
    if sketch.tracks:
        page = Page(slug="my-progress", title="My progress", kind=PageKind.PERSONAL, origin=Origin.PROMPT)
        put_page(sketch, page)


def finished(spec: AppSpec) -> AppSpec:
    """The spec with what is said of how far people are."""
    said = []
    for one in spec.tracks:
        whole, part = spec.entity(one.whole), spec.entity(one.part)
        many = part.label_plural.lower()
        said.append(
            f"How far somebody is with a {whole.label.lower()} is worked out of the {many} that the account has "
            f"marked; a {whole.label.lower()} lists its {many} in order, and each leads to the one before and after."
        )
    before = spec.understanding
    after = before.model_copy(update={"understood": (*before.understood, *said)})
    return spec.model_copy(update={"understanding": after})
