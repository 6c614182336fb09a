"""What users do: each verb phrase of the prompt as an action of the kind that its verb means."""

from __future__ import annotations

from dataclasses import replace

from promptreal.design.activities import MEETINGS, Deed, all_wishes, deeds, follow, make, resolve
from promptreal.design.attributes import in_sentence as _in_sentence
from promptreal.design.concepts import Sort, concept, thing_words
from promptreal.design.entities import INPUTS, SENT, is_game
from promptreal.design.fields import assumed
from promptreal.design.lexicon import PEOPLE
from promptreal.design.phrases import Phrase
from promptreal.design.reading import Wish, is_app
from promptreal.design.sketch import EntityDraft, Sketch
from promptreal.design.verbs import EMPTY, PLAYBACK, VERBS, Verb, verb_of
from promptreal.design.words import capital, identifier
from promptreal.spec import Action, ActionKind, EntityKind, Integration, Origin

_LOOKING = frozenset({ActionKind.BROWSE, ActionKind.VIEW, ActionKind.SEARCH, ActionKind.FILTER, ActionKind.SORT})
_HISTORY = frozenset({"read", "browse", "view", "download", "watch", "search"})
_OUTSIDE = {
    "whatsapp": ("WhatsApp", ""), "sms": ("SMS", ""), "youtube": ("YouTube", ""), "paypal": ("PayPal", ""), "stripe": ("Stripe", "stripe"),
    "facebook": ("Facebook", ""), "google": ("Google", ""), "slack": ("Slack", ""), "twitter": ("Twitter", ""), "telegram": ("Telegram", ""),
    "instagram": ("Instagram", ""), "zoom": ("Zoom", ""), "mailchimp": ("Mailchimp", ""),
}  # fmt: skip


def act(sketch: Sketch) -> None:
    """Fills a sketch's actions, with the activities, marks and statuses that they need."""
    _outside(sketch)
    found = deeds(sketch)
    made = make(sketch, found)
    follow(sketch)
    for wish in all_wishes(sketch):
        _do(sketch, wish, [deed for deed in found if deed.wish is wish or deed.wish == wish], made)
    for feature in sketch.reading.features:
        _offer(sketch, feature.phrase, feature.quote)
    for listing in sketch.reading.listings:
        for one in listing.items:
            if concept(one).sort is Sort.CONTACT:
                _offer(sketch, one, listing.quote)
        if any(text.lower().startswith(("contact", "get in touch")) for text in listing.texts):
            sketch.contact = True
        pages = listing.holder is not None and listing.holder.head in {"page", "section"}
        bare = [text.lower().removesuffix(" page") for text in listing.texts] if pages else []
        if "messages" in bare or "inbox" in bare:
            _messages(sketch, Wish("", quote=listing.quote))
        if "reports" in bare:
            sketch.wanted_reports.append(("report", None, listing.quote))
    for draft in [one for one in sketch.entities.values() if one.hidden]:
        del sketch.entities[draft.name]
    for draft in sketch.entities.values():
        if (
            draft.kind is EntityKind.ACTIVITY
            and draft.target
            and not any(one.creates == draft.name for one in sketch.actions.values())
        ):
            _attach(sketch, "add", draft, sketch.entities[draft.target], draft.quote)


def _outside(sketch: Sketch) -> None:
    low = " ".join(sketch.reading.sentences).lower()
    for word, (label, tool) in _OUTSIDE.items():
        if f"{word}" in low.replace("-", " ").split() or f" {word} " in f" {low} ":
            quote = next(one for one in sketch.reading.sentences if word in one.lower())
            note = f"{label} needs an account and a key of yours; the app keeps what would be sent or shown and works without it."
            sketch.integrations[word] = Integration(name=word, label=label, tool=tool, note=note, quote=quote)


def _name(verb: str, *words: str) -> str:
    return identifier("_".join((verb, *words)), "do")


def _add(
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
    verb = verb or wish.verb
    many = kind in (_LOOKING - {ActionKind.VIEW}) | {ActionKind.COMPARE}
    if kind is ActionKind.BROWSE and not label:
        verb = "browse"
    label = label or capital(f"{verb} {(entity.low_many if many else entity.low) if entity else ''}".strip())
    name = _name(verb, entity.name if entity else "")
    if entity is not None and entity.kind is EntityKind.MARK:
        return
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
        name = _name(verb, entity.name if entity else "", kind.value)
    sketch.act(
        Action(
            name=name, label=label, kind=kind, entity=entity.name if entity else "", to=to, creates=creates, role=_role(sketch, wish), quote=wish.quote
        )
    )  # fmt: skip


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


def _role(sketch: Sketch, wish: Wish) -> str:
    if wish.actor is None:
        return ""
    name = identifier(" ".join(wish.actor.words))
    return name if name in sketch.roles else ""


def _do(sketch: Sketch, wish: Wish, mine: list[Deed], made: dict[tuple[str, str], EntityDraft]) -> None:
    verb = verb_of(wish.verb)
    if wish.verb in EMPTY or wish.verb in {"make", "perform"}:
        for one in (
            wish.objects if wish.verb in {"make", "perform", "do", "have", "provide", "offer", "support"} else ()
        ):
            _offer(sketch, one, wish.quote)
        return
    if wish.verb in INPUTS and wish.actor is not None and not is_app(wish.actor, sketch.reading.kind):
        for one in wish.objects:
            if ((entered := sketch.find(thing_words(one))) is not None and concept(one).sort is not Sort.ATTRIBUTE) or (
                entered is not None and one.words == entered.words
            ):
                _add(sketch, wish, ActionKind.CREATE, entered)
        about = _in_sentence(sketch, wish.quote)
        if about is not None and not about.people:
            _add(sketch, wish, ActionKind.CREATE, about, verb="add")
        return
    if mine:
        for deed in mine:
            _deed(sketch, deed, made[deed.noun, deed.target.name])
        return
    if verb.kind is ActionKind.ATTACH and (record := _as_record(sketch, wish, verb)) is not None:
        if record.kind is not EntityKind.ACTIVITY:
            label = f"Make {record.low}" if record.words[-1] == verb.noun else ""
            _add(sketch, wish, ActionKind.CREATE, record, label=label)
        return
    if verb.kind is ActionKind.TOGGLE:
        return
    thing = next((found for one in wish.objects if (found := resolve(sketch, one)) is not None), None)
    if verb.kind is ActionKind.REGISTER and thing is not None and not thing.people:
        _add(sketch, wish, ActionKind.CREATE, thing)
        return
    if verb.kind in {ActionKind.REGISTER, ActionKind.LOGIN}:
        sketch.accounts = True
        wish = replace(wish, actor=None)
        _add(sketch, wish, verb.kind, None, label="Register" if verb.kind is ActionKind.REGISTER else "Sign in")
        return
    if is_game(sketch.reading) and (
        verb.kind is None
        or wish.verb in {"move", "merge", "undo", "win", "click", "keep", "sort", "continue", "battle"}
    ):
        _drop(sketch, wish, verb.reason or VERBS["play"].reason)
        return
    if wish.verb == "play":
        _drop(sketch, wish, PLAYBACK)
        return
    if verb.kind is None:
        _drop(sketch, wish, verb.reason)
        return
    main = sketch.main
    lost = all(resolve(sketch, one) is None for one in wish.objects)
    if (
        main is not None and lost and (verb.kind in {ActionKind.FILTER, ActionKind.SORT} or wish.verb == "preview")
    ) or (lost and verb.kind is ActionKind.TRANSITION and verb.known):
        target = (
            _with_status(sketch, verb.to) or sketch.entities.get("transaction") or _by_modifier(sketch, wish) or main
        )
        if target is not None:
            _on_entity(sketch, wish, verb, target)
        return
    if not wish.objects:
        _bare(sketch, wish, verb)
        return
    for one in wish.objects:
        _to_object(sketch, wish, verb, one)


def _with_status(sketch: Sketch, to: str) -> EntityDraft | None:
    return next((one for one in sketch.entities.values() if to in one.statuses), None)


def _by_modifier(sketch: Sketch, wish: Wish) -> EntityDraft | None:
    return next((found for one in wish.objects if (found := sketch.about(thing_words(one))) is not None), None)


def _as_record(sketch: Sketch, wish: Wish, verb: Verb) -> EntityDraft | None:
    for one in wish.objects:
        found = sketch.find((*one.words, "request")) if wish.verb == "request" else resolve(sketch, one)
        if found is not None:
            return found
    return sketch.entities.get(verb.noun)


def _drop(sketch: Sketch, wish: Wish, reason: str) -> None:
    things = " and ".join(one.written for one in wish.objects[:2])
    if not things and wish.complements:
        first = wish.complements[0]
        things = f"{first.preposition} {' and '.join(one.written for one in first.phrases[:2])}"
    _leave_out(sketch, f"{wish.verb} {things}", reason)


def _leave_out(sketch: Sketch, what: str, reason: str) -> None:
    """Notes what cannot be done, all wishes of one reason in one sentence."""
    named = f"“{capital(what.strip())}”"
    for index, sentence in enumerate(sketch.left_out):
        if sentence.endswith(f": {reason}."):
            if named not in sentence:
                sketch.left_out[index] = f"{sentence.removesuffix(f': {reason}.')}, {named}: {reason}."
            return
    sketch.left_out.append(f"{named}: {reason}.")


def _bare(sketch: Sketch, wish: Wish, verb: Verb) -> None:
    """A verb without object is about the main entity ("searching", "resign")."""
    main = sketch.main
    if verb.kind is ActionKind.MESSAGE:
        _messages(sketch, wish)
    elif verb.kind is ActionKind.CONTACT:
        sketch.contact = True
    elif main is not None and verb.kind is ActionKind.TRANSITION:
        if verb.known:
            _transition(sketch, wish, verb, main)
    elif main is not None and verb.kind is not None and wish.verb not in {"choose", "select", "navigate", "click"}:
        _on_entity(sketch, wish, verb, main)


def _to_object(sketch: Sketch, wish: Wish, verb: Verb, one: Phrase) -> None:
    what = concept(one)
    entity = resolve(sketch, one)
    if verb.kind is ActionKind.CONTACT or what.sort is Sort.CONTACT:
        sketch.contact = True
    elif (verb.kind is ActionKind.MESSAGE and (entity is None or entity.people or one.head in PEOPLE)) or (
        verb.lemma == "send"
        and one.head == "message"
        and any(phrase.head in {"user", "member", "other"} for c in wish.complements for phrase in c.phrases)
    ):
        _messages(sketch, wish)
    elif what.sort is Sort.ACCOUNT:
        _account(sketch, wish, verb)
    elif entity is not None and what.light in {"history", "record"} and entity.words[-1] != "record":
        label = capital(f"view {one.written}")
        if entity.kind is EntityKind.ACTIVITY:
            _add(sketch, wish, ActionKind.BROWSE, entity, label=label, verb="view_all")
        else:
            _add(sketch, wish, ActionKind.VIEW, entity, label=label)
    elif what.light == "history" and what.verb in _HISTORY:
        _leave_out(sketch, one.written, "what an account merely looked at or downloaded is not recorded")
    elif what.sort is Sort.REPORT and entity is None:
        sketch.wanted_reports.append((_report_title(one), what.topic, wish.quote))
    elif (
        what.sort
        in {Sort.STATISTIC, Sort.CHAT, Sort.SEARCH, Sort.FILTER, Sort.SORT, Sort.TEXT, Sort.BEYOND, Sort.CAROUSEL}
        and entity is None
    ):
        _offer(sketch, one, wish.quote)
    elif entity is not None:
        _on_entity(sketch, wish, verb, entity, one)
    elif wish.verb == "learn" or what.sort is Sort.TEXT:
        sketch.abouts.setdefault(" ".join(one.surface), wish.quote)
    elif is_game(sketch.reading) and wish.verb == "receive":
        _drop(sketch, wish, VERBS["play"].reason)
    elif one.head in SENT | {"notification", "confirmation"}:
        _leave_out(
            sketch,
            f"{wish.verb} {one.written}",
            "nothing is sent outside the app; what happened is shown in the app as a notice",
        )


def _report_title(one: Phrase) -> str:
    """The report's name in the prompt, with the adjective that tells it from others ("consolidated report")."""
    words = [
        word
        for word in one.surface
        if word.lower() not in {"capability", "capabilities", "functionality", "feature", "function", "reporting"}
    ]
    telling = [
        word
        for word in one.dropped
        if word in {"annual", "monthly", "weekly", "daily", "quarterly", "detailed"} - {"detailed"}
    ]
    return " ".join((*telling, *words)) or "report"


def _account(sketch: Sketch, wish: Wish, verb: Verb) -> None:
    people = next(
        (one for one in sketch.entities.values() if one.people and one.verbs & {"find", "search", "match"}), None
    )
    sketch.accounts = True
    if verb.kind is ActionKind.CREATE and people is not None:
        people.owned = True
        _add(sketch, wish, ActionKind.CREATE, people, label="Create profile", verb="create")
    elif verb.kind is ActionKind.CREATE:
        _add(sketch, wish, ActionKind.REGISTER, None, label="Register", verb="register")
    else:
        _add(sketch, wish, ActionKind.PROFILE, None, label="Profile", verb="profile")


def _messages(sketch: Sketch, wish: Wish) -> None:
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
            role=_role(sketch, wish),
            quote=wish.quote,
        )
    )


def _deed(sketch: Sketch, deed: Deed, draft: EntityDraft) -> None:
    wish, target = deed.wish, deed.target
    if deed.verb.kind is ActionKind.TOGGLE:
        sketch.accounts = True
        label = capital(f"{wish.verb} {target.low}")
        if wish.verb in {"add", "save", "store", "keep", "mark"}:
            label = capital(
                f"{wish.verb} {target.low} {'as' if wish.verb == 'mark' else 'to'} {draft.noun if wish.verb == 'mark' or draft.noun in {'collection', 'wishlist', 'watchlist'} else draft.many.lower()}"
            )
        sketch.act(
            Action(
                name=_name(wish.verb, target.name, draft.noun)
                if wish.verb in {"add", "save"}
                else _name(wish.verb, target.name),
                label=label,
                kind=ActionKind.TOGGLE,
                entity=target.name,
                creates=draft.name,
                role=_role(sketch, wish),
                quote=wish.quote,
            )
        )
        return
    replied = any(
        one.target == target.name and one.noun in {"reply", "answer", "comment", "message"} and one is not draft
        for one in sketch.entities.values()
    )
    if wish.verb in {"discuss", "interact"} and replied:
        draft.hidden = True
        return
    draft.hidden = False
    _attach(sketch, wish.verb, draft, target, wish.quote, _role(sketch, wish))


def _attach(sketch: Sketch, verb: str, draft: EntityDraft, target: EntityDraft, quote: str, role: str = "") -> None:
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
    preposition = {
        "reply": "to ",
        "respond": "to ",
        "apply": "for ",
        "bid": "on ",
        "enroll": "in ",
        "enrol": "in ",
        "subscribe": "to ",
        "donate": "to ",
    }.get(verb, "")
    preposition = "for " if verb == "pay" else preposition
    label = (
        capital(f"{'add' if verb not in {'submit', 'post'} else verb} {draft.noun.replace('_', ' ')}")
        if on_noun
        else capital(f"{verb} {preposition}{target.low}")
    )
    name = _name(verb, target.name)
    if any(one.creates == draft.name and one.kind is ActionKind.ATTACH for one in sketch.actions.values()):
        return
    if draft.noun in MEETINGS:
        label = capital(f"{verb} {draft.noun}")
    if verb == "add" and draft.noun in {"order", "purchase", "booking", "payment"}:
        verb = {"order": "order", "purchase": "purchase", "booking": "book", "payment": "pay"}[draft.noun]
        label = capital(f"{verb} {'for ' if verb == 'pay' else ''}{target.low}")
    if name in sketch.actions:
        name = _name(verb, draft.name)
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


def _transition(sketch: Sketch, wish: Wish, verb: Verb, entity: EntityDraft) -> None:
    if entity.kind is EntityKind.MARK:
        return
    marked = next((one.written for c in wish.complements if c.preposition == "as" for one in c.phrases), "")
    if wish.verb == "mark" and marked:
        if capital(marked) not in entity.statuses:
            entity.statuses.extend([*([] if entity.statuses else ["Open"]), capital(marked)])
        _add(
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
    _add(sketch, wish, ActionKind.TRANSITION, entity, to=verb.to)


def _on_entity(sketch: Sketch, wish: Wish, verb: Verb, entity: EntityDraft, one: Phrase | None = None) -> None:  # noqa: PLR0912
    kind = verb.kind
    what = concept(one) if one is not None else None
    if kind is ActionKind.TRANSITION:
        if verb.known:
            _transition(sketch, wish, verb, entity)
        else:
            _transition(sketch, wish, verb, entity)
            sketch.assumed.append(
                f"“{capital(wish.verb)}” marks {'an' if entity.low[0] in 'aeiou' else 'a'} {entity.low} as {verb.to.lower()}."
            )
    elif kind is ActionKind.SHARE:
        _share(sketch, wish, entity)
    elif kind is ActionKind.UPDATE:
        _update(sketch, wish, entity, one)
    elif kind is ActionKind.CREATE:
        if entity.kind is EntityKind.MARK or (entity.kind is EntityKind.ACTIVITY and entity.target):
            return
        _add(sketch, wish, ActionKind.CREATE, entity)
    elif kind is ActionKind.REPORT:
        if wish.verb == "generate" and entity.verbs & {"generate"}:
            _add(sketch, wish, ActionKind.CREATE, entity)
        elif wish.verb in {"analyze", "analyse", "visualize", "visualise", "chart"}:
            sketch.figures.append((f"{entity.many} by {_dimension(entity)}", one, wish.quote))
        else:
            sketch.wanted_reports.append((f"{entity.label} report", one, wish.quote))
    elif kind is ActionKind.MESSAGE:
        _messages(sketch, wish)
    elif kind is ActionKind.DELETE:
        _add(sketch, wish, ActionKind.DELETE, entity)
    elif kind is ActionKind.VIEW and what is not None and what.light in {"history", "record", "list"}:
        label = capital(f"view {' '.join(one.surface)}") if one is not None else ""
        _add(sketch, wish, ActionKind.BROWSE, entity, label=label, verb="view_all")
    elif kind is ActionKind.DOWNLOAD:
        _add(sketch, wish, ActionKind.DOWNLOAD, entity)
    elif (
        kind is ActionKind.VIEW
        and one is not None
        and wish.verb in {"view", "track", "query", "check", "access", "monitor"}
        and entity.low not in one.written.lower()
    ):
        _add(sketch, wish, ActionKind.VIEW, entity, label=capital(f"{wish.verb} {one.written}"))
    elif kind is not None and wish.verb not in {
        "navigate",
        "click",
        "receive",
        "introduce",
        "provide",
        "promote",
        "understand",
    }:
        if kind is ActionKind.BROWSE and wish.actor is None and wish.verb != "browse":
            _add(sketch, wish, ActionKind.BROWSE, entity, verb="browse")
        else:
            _add(sketch, wish, kind, entity)
    elif kind in {ActionKind.BROWSE, ActionKind.VIEW} and wish.verb in {"introduce", "understand", "receive"}:
        _add(sketch, wish, ActionKind.BROWSE, entity, verb="browse")


def _dimension(entity: EntityDraft) -> str:
    return "status" if entity.statuses else "category"


def _share(sketch: Sketch, wish: Wish, entity: EntityDraft) -> None:
    outward = any(
        other.verb == "share" and any(c.preposition in {"with", "on", "to", "through", "via"} and any(p.head in {"other", "others", "friend", "platform", "medium", "media", "link"} or p.words[-1:] == ("others",) for p in c.phrases) for c in other.complements)
        for other in sketch.reading.wishes
    )  # fmt: skip
    if outward:
        _add(sketch, wish, ActionKind.SHARE, entity)
    else:
        entity.verbs.add("post")
        _add(sketch, wish, ActionKind.CREATE, entity)


def _update(sketch: Sketch, wish: Wish, entity: EntityDraft, one: Phrase | None) -> None:
    if wish.verb in {"choose", "select", "pick", "switch"}:
        if one is not None and concept(one).sort is Sort.ATTRIBUTE:
            return
        if "choose" in entity.verbs and entity.kind is EntityKind.RECORD and len(entity.verbs) == 1:
            _choose(sketch, wish, entity)
        else:
            _add(sketch, wish, ActionKind.VIEW, entity)
        return
    if entity.kind is EntityKind.MARK:
        _add(sketch, wish, ActionKind.PROFILE, None, label="Profile", verb="profile")
    elif entity.kind is EntityKind.ACTIVITY and entity.target:
        _add(sketch, wish, ActionKind.UPDATE, entity)
    elif wish.verb in {"manage", "organize", "handle", "maintain", "administer"}:
        _add(sketch, wish, ActionKind.CREATE, entity, verb="add", label=f"Add {entity.low}")
        _add(sketch, wish, ActionKind.UPDATE, entity)
    elif wish.verb in {"customize", "customise", "configure"}:
        _add(sketch, wish, ActionKind.CREATE, entity)
    elif (
        wish.verb in {"estimate", "calculate", "track"} and one is not None and concept(one).sort is not Sort.ATTRIBUTE
    ):
        _add(sketch, wish, ActionKind.CREATE, entity, verb="add", label=f"Add {entity.low}")
        _add(sketch, wish, ActionKind.UPDATE, entity)
    else:
        more = (
            f" {one.head}"
            if one is not None and concept(one).sort is Sort.ATTRIBUTE and one.head not in entity.words
            else ""
        )
        _add(sketch, wish, ActionKind.UPDATE, entity, label=capital(f"{wish.verb} {entity.low}{more}"))


def _choose(sketch: Sketch, wish: Wish, entity: EntityDraft) -> None:
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
        from promptreal.design.activities import fill  # noqa: PLC0415

        fill(mark, entity)
    sketch.act(
        Action(
            name=_name("choose", entity.name),
            label=capital(f"choose {entity.low}"),
            kind=ActionKind.TOGGLE,
            entity=entity.name,
            creates=mark.name,
            quote=wish.quote,
        )
    )


def _offer(sketch: Sketch, one: Phrase, quote: str) -> None:  # noqa: PLR0912 (one line a sort of feature)
    """A capability that the app should have, named by a noun."""
    what = concept(one)
    wish = Wish("", quote=quote)
    main = sketch.main
    entity = resolve(sketch, what.topic) if what.topic is not None else None
    if what.sort is Sort.ACCOUNT:
        sketch.accounts = True
        words = set(one.words)
        if words & {"registration", "signup"} or what.verb == "register":
            _add(sketch, wish, ActionKind.REGISTER, None, label="Register", verb="register")
        if words & {"login", "sign-in", "authentication"}:
            _add(sketch, wish, ActionKind.LOGIN, None, label="Sign in", verb="login")
        if not words & {"registration", "login", "signup"}:
            _add(sketch, wish, ActionKind.PROFILE, None, label="Profile", verb="profile")
    elif what.sort is Sort.SEARCH and (entity or main):
        several = entity is None and len(sketch.records) > 1
        _add(sketch, wish, ActionKind.SEARCH, None if several else entity or main, verb="search")
    elif what.sort is Sort.FILTER and (entity or main):
        _add(sketch, wish, ActionKind.FILTER, entity or main, verb="filter")
    elif what.sort is Sort.SORT and (entity or main):
        _add(sketch, wish, ActionKind.SORT, entity or main, verb="sort")
    elif what.sort is Sort.CHAT:
        _messages(sketch, wish)
        sketch.assumed.append(
            "Chat is kept as messages between accounts; a new one shows when the page is opened again."
        )
    elif what.sort is Sort.CONTACT:
        sketch.contact = True
    elif what.sort is Sort.STATISTIC:
        core = (
            one if one.head not in {"function", "functionality", "feature", "capability"} else one.without_head() or one
        )
        if sketch.entities.get(identifier(" ".join(core.words))) is None:
            sketch.figures.append((core.written, what.topic, quote))
    elif what.sort is Sort.REPORT:
        sketch.wanted_reports.append((_report_title(one), what.topic, quote))
    elif what.sort is Sort.TEXT:
        sketch.abouts.setdefault(" ".join(one.surface), quote)
    elif what.sort is Sort.PLACE:
        sketch.places.append((" ".join(one.surface), what.topic, quote))
    elif what.sort is Sort.CAROUSEL:
        sketch.carousels.add(one.head)
    elif what.sort is Sort.BEYOND:
        _leave_out(sketch, one.written, what.verb)
    elif (
        what.sort is Sort.THING
        and (found := sketch.find(thing_words(what.phrase))) is not None
        and what.light in {"", "list"}
        and found.kind is EntityKind.RECORD
    ):
        _add(sketch, wish, ActionKind.BROWSE, found, verb="browse")


def assume(sketch: Sketch, *, managed: bool) -> None:
    """What an app of records needs besides: a way to add what nobody is said to add, and to search the main list."""
    for draft in sketch.records:
        made = any(
            (one.entity == draft.name and one.kind is ActionKind.CREATE) or one.creates == draft.name
            for one in sketch.actions.values()
        )
        if not made and managed and draft.kind is EntityKind.RECORD:
            sketch.act(
                Action(
                    name=_name("add", draft.name),
                    label=f"Add {draft.low}",
                    kind=ActionKind.CREATE,
                    entity=draft.name,
                    origin=Origin.ASSUMED,
                )
            )
        if not any(one.entity == draft.name and one.kind is ActionKind.BROWSE for one in sketch.actions.values()):
            sketch.act(
                Action(
                    name=_name("browse", draft.name),
                    label=f"Browse {draft.low_many}",
                    kind=ActionKind.BROWSE,
                    entity=draft.name,
                    origin=Origin.ASSUMED,
                )
            )
    main = sketch.main
    if main is not None and not any(one.kind is ActionKind.SEARCH for one in sketch.actions.values()):
        sketch.act(
            Action(
                name=_name("search", main.name),
                label=f"Search {main.low_many}",
                kind=ActionKind.SEARCH,
                entity=main.name,
                origin=Origin.ASSUMED,
            )
        )
