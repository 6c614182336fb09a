"""Actions in running text: a button says "Adopt pet", a sentence "adopt a pet"."""

from __future__ import annotations

from promptreal.design.english.lexicon import is_mass
from promptreal.design.english.words import is_plural, joined
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.spec import Action, ActionKind

_ACCOUNT = frozenset({ActionKind.LOGIN, ActionKind.PROFILE, ActionKind.REGISTER})
_LOOKING = frozenset({ActionKind.BROWSE, ActionKind.VIEW, ActionKind.SEARCH, ActionKind.FILTER, ActionKind.SORT})
_VOWELS = ("a", "e", "i", "o", "u", "hour", "heir", "honest")
_OF_MANY = ("history", "records", "list", "record")
_AS_YOU = ("uni", "use", "usa", "eu", "one")


def sentences_of(sketch: Sketch, kinds: frozenset[ActionKind] | None = None) -> list[str]:
    """What people can do, each as it stands in a sentence; of several ways to look at one thing the first."""
    found: list[str] = []
    looked: set[str] = set()
    for action in sketch.actions.values():
        if action.kind in _ACCOUNT or (kinds is not None and action.kind not in kinds):
            continue
        if action.kind in _LOOKING and action.entity:
            if action.entity in looked:
                continue
            looked.add(action.entity)
        found.append(spoken(sketch, action))
    return list(dict.fromkeys(found))


def strung(texts: list[str]) -> str:
    """Texts as one enumeration; a verb that several of them begin with is said once."""
    verbs: dict[str, list[str]] = {}
    for one in texts:
        verb, _, rest = one.partition(" ")
        verbs.setdefault(verb, []).append(rest)
    groups = [f"{verb} {joined(objects)}".strip() for verb, objects in verbs.items()]
    if len(groups) == len(texts) or len(groups) == 1:
        return joined(groups)
    return f"{', '.join(groups[:-1])}, and {groups[-1]}"


def spoken(sketch: Sketch, action: Action) -> str:
    """The action's label with the article that its thing has in a sentence."""
    text = action.label[:1].lower() + action.label[1:]
    drafts = [sketch.entities.get(name) for name in (action.creates, action.entity)]
    for draft in drafts:
        if draft is not None and (said := _with_article(text, draft)) != text:
            return said
    return text


def _with_article(text: str, draft: EntityDraft) -> str:
    low = draft.low
    if f" a {low}" in text or f" an {low}" in text or any(f"{low} {one}" in text for one in _OF_MANY):
        return text
    if is_mass(draft.words[-1]) or is_plural(draft.surface[-1]) or low == draft.low_many:
        return text
    verb, _, rest = text.partition(f" {low}")
    if not verb or (rest and not rest.startswith(" ")) or verb == text:
        return text
    return f"{verb} {article(low)} {low}{rest}"


def article(words: str) -> str:
    """The indefinite article before these words."""
    low = words.lower()
    return "an" if low.startswith(_VOWELS) and not low.startswith(_AS_YOU) else "a"
