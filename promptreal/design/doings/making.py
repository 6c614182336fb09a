"""How an action is added: its name, its label, and whether one that does the same is there."""

from __future__ import annotations

from promptreal.design.english.verbs import Verb
from promptreal.design.english.wishes import Wish
from promptreal.design.english.words import capital, identifier
from promptreal.design.things.fields import assumed
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.design.things.traces import MEETINGS, fill
from promptreal.spec import Action, ActionKind, EntityKind

_LOOKING = frozenset({ActionKind.BROWSE, ActionKind.VIEW, ActionKind.SEARCH, ActionKind.FILTER, ActionKind.SORT})


def action_name(verb: str, *words: str) -> str:
    """The identifier of an action."""
    return identifier("_".join((verb, *words)), "do")


def add_action(
    sketch: Sketch,
    wish: Wish,
    kind: ActionKind,
    entity: EntityDraft | None,
    *,
    label: str = "",
    verb: str = "",
    to: str = "",
    creates: str = "",
) -> None:
    """Adds an action on an entity unless one that does the same is there."""
    verb = verb or wish.verb
    many = kind in (_LOOKING - {ActionKind.VIEW}) | {ActionKind.COMPARE}
    if kind is ActionKind.BROWSE and not label:
        verb = "browse"
    label = label or capital(f"{verb} {(entity.low_many if many else entity.low) if entity else ''}".strip())
    name = action_name(verb, entity.name if entity else "")
    if entity is not None and entity.kind is EntityKind.MARK:
        return
    if kind is ActionKind.ATTACH and not creates:
        return  # nothing came of it that could be attached
    if (
        entity is not None
        and label.lower() in {f"{entity.low} {entity.low}", f"post {entity.low}"}
        and wish.verb == "post"
        and entity.low == "post"
    ):
        label = f"Create {entity.low}"
    if _is_there(sketch, kind, entity, to, label):
        return
    if name in sketch.actions and sketch.actions[name].kind is not kind:
        name = action_name(verb, entity.name if entity else "", kind.value)
    sketch.act(
        Action(
            name=name,
            label=label,
            kind=kind,
            entity=entity.name if entity else "",
            to=to,
            creates=creates,
            role=role_of(sketch, wish),
            quote=wish.quote,
        )
    )


def _is_there(sketch: Sketch, kind: ActionKind, entity: EntityDraft | None, to: str, label: str) -> bool:
    """Whether an action that does the same is there; of two ways to make a thing, the prompt's livelier verb stays."""
    same = [
        one
        for one in sketch.actions.values()
        if one.kind is kind and one.entity == (entity.name if entity else "") and one.to == to
    ]
    if (
        kind in {ActionKind.UPDATE, ActionKind.VIEW, ActionKind.BROWSE}
        and len(same) == 1
        and kind is not ActionKind.BROWSE
    ):
        return same[0].label == label
    if same and kind is ActionKind.CREATE and same[0].label.startswith("Add ") and not label.startswith("Add "):
        del sketch.actions[same[0].name]
        return False
    return bool(same)


def role_of(sketch: Sketch, wish: Wish) -> str:
    """The role that the wish is for; empty where everybody may."""
    if wish.actor is None:
        return ""
    name = identifier(" ".join(wish.actor.words))
    return name if name in sketch.roles else ""


def leave_out(sketch: Sketch, what: str, reason: str) -> None:
    """Notes what cannot be done, all wishes of one reason in one sentence."""
    named = f"“{capital(what.strip())}”"
    for index, sentence in enumerate(sketch.left_out):
        if sentence.endswith(f": {reason}."):
            if named not in sentence:
                sketch.left_out[index] = f"{sentence.removesuffix(f': {reason}.')}, {named}: {reason}."
            return
    sketch.left_out.append(f"{named}: {reason}.")


def add_messages(sketch: Sketch, wish: Wish) -> None:
    """Messages between accounts, and the action to write one."""
    sketch.accounts = True
    draft = next(
        (one for one in sketch.entities.values() if one.kind is EntityKind.MESSAGE and one.name == "message"), None
    )
    if draft is None:
        existing = sketch.entities.get("message")
        draft = existing or EntityDraft(words=("message",), surface=("message",), quote=wish.quote)
        draft.kind, draft.samples, draft.owned = EntityKind.MESSAGE, 12, True
        sketch.entities[draft.name] = draft
        draft.add(assumed("subject", label="Subject", required=True))
        draft.add(assumed("content", label="Message", required=True))
    sketch.act(
        Action(
            name="send_message",
            label="Send a message",
            kind=ActionKind.MESSAGE,
            entity=draft.name,
            creates=draft.name,
            role=role_of(sketch, wish),
            quote=wish.quote,
        )
    )


_PREPOSITIONS = {
    "reply": "to ",
    "respond": "to ",
    "apply": "for ",
    "bid": "on ",
    "enroll": "in ",
    "enrol": "in ",
    "subscribe": "to ",
    "vote": "for ",
    "pledge": "to ",
    "donate": "to ",
    "pay": "for ",
}


def add_attach(sketch: Sketch, verb: str, draft: EntityDraft, target: EntityDraft, quote: str, role: str = "") -> None:
    """The action that makes an activity on its target, labelled as the prompt says it."""
    on_noun = (
        draft.noun in {"review", "reply", "comment", "answer", "message"} and verb not in {"reply", "review", "answer"}
    ) or verb in {
        "submit",
        "post",
        "add",
        "write",
        "leave",
        "create",
        "publish",
        "give",
        "raise",
        "participate",
        "discuss",
        "collaborate",
        "comment",
        "respond",
    }
    preposition = _PREPOSITIONS.get(verb, "")
    label = (
        capital(f"{'add' if verb not in {'submit', 'post'} else verb} {_left(draft, verb)}")
        if on_noun
        else capital(f"{verb.replace('_', ' ')} {preposition}{target.low}")
    )
    if any(one.creates == draft.name and one.kind is ActionKind.ATTACH for one in sketch.actions.values()):
        return
    if verb in {"adopt", "apply"} and draft.noun == "application" and (verb == "adopt" or "adoption" in draft.words):
        label = f"Apply to adopt {target.low}"
    if draft.noun in MEETINGS:
        label = capital(f"{verb} {draft.noun}")
    if verb == "add" and draft.noun in {"order", "purchase", "booking", "payment"}:
        verb = {"order": "order", "purchase": "purchase", "booking": "book", "payment": "pay"}[draft.noun]
        label = capital(f"{verb} {'for ' if verb == 'pay' else ''}{target.low}")
    # "Add rating" makes no recipe, so it is not called as what does.
    name = action_name(verb, draft.noun if on_noun else target.name)
    if name in sketch.actions:
        name = action_name(verb, draft.name)
    sketch.act(
        Action(
            name=name,
            label=label,
            kind=ActionKind.ATTACH,
            entity=target.name,
            creates=draft.name,
            role=role,
            quote=quote,
        )
    )


def _left(draft: EntityDraft, verb: str) -> str:
    """What is left, in words: what is submitted by its whole name."""
    return draft.low if verb == "submit" and len(draft.words) > 1 else draft.noun.replace("_", " ")


def add_transition(sketch: Sketch, wish: Wish, verb: Verb, entity: EntityDraft) -> None:
    """The action that moves an entity to the status that the verb leads to."""
    if entity.kind is EntityKind.MARK:
        return
    marked = next((one.written for c in wish.complements if c.preposition == "as" for one in c.phrases), "")
    if wish.verb == "mark" and marked:
        if capital(marked) not in entity.statuses:
            entity.statuses.extend([*([] if entity.statuses else ["Open"]), capital(marked)])
        add_action(
            sketch,
            wish,
            ActionKind.TRANSITION,
            entity,
            to=capital(marked),
            label=f"Mark as {marked}",
            verb=f"mark_{marked}",
        )
        return
    if not entity.statuses:
        entity.statuses.append("Active" if wish.verb not in {"approve", "verify", "confirm"} else "Pending")
    if verb.to not in entity.statuses:
        entity.statuses.append(verb.to)
    add_action(sketch, wish, ActionKind.TRANSITION, entity, to=verb.to)


def add_share(sketch: Sketch, wish: Wish, entity: EntityDraft) -> None:
    """Sharing with others is a public link; sharing something with the community is posting it."""
    outward = any(
        other.verb == "share"
        and any(
            c.preposition in {"with", "on", "to", "through", "via"}
            and any(
                p.head in {"other", "others", "friend", "platform", "medium", "media", "link"}
                or p.words[-1:] == ("others",)
                for p in c.phrases
            )
            for c in other.complements
        )
        for other in sketch.reading.wishes
    )
    if outward:
        add_action(sketch, wish, ActionKind.SHARE, entity)
    else:
        entity.verbs.add("post")
        add_action(sketch, wish, ActionKind.CREATE, entity)


def add_choice(sketch: Sketch, wish: Wish, entity: EntityDraft) -> None:
    """Choosing one of a listed few is a mark of one's own on it."""
    sketch.accounts = True
    mark = EntityDraft(
        words=("chosen", *entity.words),
        surface=("chosen", *entity.surface),
        kind=EntityKind.MARK,
        quote=wish.quote,
        owned=True,
        samples=8,
        target=entity.name,
        noun="choice",
    )
    if mark.name not in sketch.entities:
        sketch.entities[mark.name] = mark
        fill(mark, entity)
    sketch.act(
        Action(
            name=action_name("choose", entity.name),
            label=capital(f"choose {entity.low}"),
            kind=ActionKind.TOGGLE,
            entity=entity.name,
            creates=mark.name,
            quote=wish.quote,
        )
    )
