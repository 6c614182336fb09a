"""What users do: each verb phrase of the prompt as an action of the kind that its verb means."""

from __future__ import annotations

from dataclasses import replace

from promptreal.design.doings.activities import PAPERS, Deed, all_wishes, deeds, follow, make, resolve
from promptreal.design.doings.making import (
    action_name,
    add_action,
    add_attach,
    add_choice,
    add_messages,
    add_share,
    add_transition,
    leave_out,
    role_of,
)
from promptreal.design.doings.offers import note_outside, offer, report_title
from promptreal.design.doings.remembering import wanted_histories
from promptreal.design.doings.uniting import unite
from promptreal.design.english.concepts import Sort, concept, thing_words
from promptreal.design.english.lexicon import PEOPLE
from promptreal.design.english.phrases import Phrase
from promptreal.design.english.verbs import EMPTY, PLAYBACK, VERBS, Verb, verb_of
from promptreal.design.english.wishes import Wish, is_app
from promptreal.design.english.words import capital, vocabulary
from promptreal.design.things.attributes import in_sentence as _in_sentence
from promptreal.design.things.keeping import INPUTS, SENT, is_game
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.spec import Action, ActionKind, EntityKind

# Marks that are named after where the marked records go.
_PLACES = frozenset({"collection", "wishlist", "watchlist"})

_OFFERING = frozenset({"make", "perform", "do", "have", "provide", "offer", "support"})
_MOVES = frozenset({"move", "merge", "undo", "win", "click", "keep", "sort", "continue", "battle"})


def act(sketch: Sketch) -> None:
    """Fills a sketch's actions, with the activities, marks and statuses that they need."""
    note_outside(sketch)
    if wanted_histories(sketch.reading.sentences):
        sketch.accounts = True
    found = unite(sketch, deeds(sketch))
    made = make(sketch, found)
    follow(sketch)
    for wish in all_wishes(sketch):
        _do(sketch, wish, [deed for deed in found if deed.wish is wish or deed.wish == wish], made)
    for feature in sketch.reading.features:
        over = [one for one in feature.complements if one.preposition in {"per", "by", "over"}]
        by = f"{over[0].preposition} {over[0].phrases[0].label}" if over else ""
        offer(sketch, feature.phrase, feature.quote, by)
    for listing in sketch.reading.listings:
        for one in listing.items:
            if concept(one).sort is Sort.CONTACT:
                offer(sketch, one, listing.quote)
        if any(text.lower().startswith(("contact", "get in touch")) for text in listing.texts):
            sketch.contact = True
        pages = listing.holder is not None and listing.holder.head in {"page", "section"}
        bare = [text.lower().removesuffix(" page") for text in listing.texts] if pages else []
        if "messages" in bare or "inbox" in bare:
            add_messages(sketch, Wish("", quote=listing.quote))
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
            verb = "submit" if draft.words[-1] in PAPERS else "add"
            add_attach(sketch, verb, draft, sketch.entities[draft.target], draft.quote)


def _do(sketch: Sketch, wish: Wish, mine: list[Deed], made: dict[tuple[str, str], EntityDraft]) -> None:
    verb = verb_of(wish.verb)
    if wish.verb in EMPTY | {"make", "perform"}:
        for one in wish.objects if wish.verb in _OFFERING else ():
            offer(sketch, one, wish.quote)
    elif wish.verb in INPUTS and wish.actor is not None and not is_app(wish.actor, sketch.reading.kind):
        _enter(sketch, wish)
    elif mine:
        for deed in mine:
            _deed(sketch, deed, made[deed.noun, deed.target.name])
    elif verb.kind is ActionKind.ATTACH and (record := _as_record(sketch, wish, verb)) is not None:
        if record.kind is not EntityKind.ACTIVITY:
            label = f"Make {record.low}" if record.words[-1] == verb.noun else ""
            add_action(sketch, wish, ActionKind.CREATE, record, label=label)
    elif verb.kind in {ActionKind.REGISTER, ActionKind.LOGIN}:
        _sign_up(sketch, wish, verb)
    elif (reason := _beyond(sketch, wish, verb)) is not None:
        _leave(sketch, wish, reason)
    elif verb.kind is not ActionKind.TOGGLE:
        _done_to(sketch, wish, verb)


def _enter(sketch: Sketch, wish: Wish) -> None:
    """Typing something in makes a record of it, or of what the sentence is about."""
    for one in wish.objects:
        entered = sketch.find(thing_words(one))
        if entered is not None and (concept(one).sort is not Sort.ATTRIBUTE or one.words == entered.words):
            add_action(sketch, wish, ActionKind.CREATE, entered)
    about = _in_sentence(sketch, wish.quote)
    if about is not None and not about.people:
        add_action(sketch, wish, ActionKind.CREATE, about, verb="add")


def _sign_up(sketch: Sketch, wish: Wish, verb: Verb) -> None:
    """ "register a device" makes a record, "register" an account."""
    thing = next((found for one in wish.objects if (found := resolve(sketch, one)) is not None), None)
    other = thing is not None and wish.actor is not None and thing.words[-1] != wish.actor.head
    if verb.kind is ActionKind.REGISTER and thing is not None and (other or not thing.people):
        add_action(sketch, wish, ActionKind.CREATE, thing)
        return
    sketch.accounts = True
    label = "Register" if verb.kind is ActionKind.REGISTER else "Sign in"
    add_action(sketch, replace(wish, actor=None), verb.kind or ActionKind.LOGIN, None, label=label)


def _beyond(sketch: Sketch, wish: Wish, verb: Verb) -> str | None:
    """Why the wish cannot be fulfilled; None when it can."""
    if is_game(sketch.reading) and (verb.kind is None or wish.verb in _MOVES):
        return verb.reason or VERBS["play"].reason
    if wish.verb == "play":
        return PLAYBACK
    return verb.reason if verb.kind is None else None


def _done_to(sketch: Sketch, wish: Wish, verb: Verb) -> None:
    """The verb done to its objects; where they are no entity, to the one that it must mean."""
    main = sketch.main
    lost = all(resolve(sketch, one) is None for one in wish.objects)
    narrows = verb.kind in {ActionKind.FILTER, ActionKind.SORT} or wish.verb == "preview"
    if lost and (narrows or (verb.kind is ActionKind.TRANSITION and verb.known)):
        moved = None
        if not narrows:
            moved = _with_status(sketch, verb.to) or sketch.entities.get("transaction") or _by_modifier(sketch, wish)
        target = moved or main
        if target is not None:
            _on_entity(sketch, wish, verb, target)
            return
    if not wish.objects:
        _bare(sketch, wish, verb)
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


def _leave(sketch: Sketch, wish: Wish, reason: str) -> None:
    things = " and ".join(one.written for one in wish.objects[:2])
    if not things and wish.complements:
        first = wish.complements[0]
        things = f"{first.preposition} {' and '.join(one.written for one in first.phrases[:2])}"
    leave_out(sketch, f"{wish.verb} {things}", reason)


def _bare(sketch: Sketch, wish: Wish, verb: Verb) -> None:
    """A verb without object is about the main entity ("searching", "resign")."""
    main = sketch.main
    if verb.kind is ActionKind.MESSAGE:
        add_messages(sketch, wish)
    elif verb.kind is ActionKind.CONTACT:
        sketch.contact = True
    elif main is not None and verb.kind is ActionKind.TRANSITION:
        if verb.known:
            add_transition(sketch, wish, verb, main)
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
        add_messages(sketch, wish)
    elif what.sort is Sort.ACCOUNT and (entity is None or not (one.plural or verb.kind is ActionKind.TRANSITION)):
        _account(sketch, wish, verb)
    elif entity is not None and what.light in {"history", "record"} and entity.words[-1] != "record":
        label = capital(f"view {one.written}")
        if entity.kind is EntityKind.ACTIVITY:
            add_action(sketch, wish, ActionKind.BROWSE, entity, label=label, verb="view_all")
        else:
            add_action(sketch, wish, ActionKind.VIEW, entity, label=label)
    elif what.light == "history" and wanted_histories([one.written]):
        sketch.accounts = True
    elif what.sort is Sort.REPORT and entity is None:
        sketch.wanted_reports.append((report_title(one), what.topic, wish.quote))
    elif (
        what.sort
        in {Sort.STATISTIC, Sort.CHAT, Sort.SEARCH, Sort.FILTER, Sort.SORT, Sort.TEXT, Sort.BEYOND, Sort.CAROUSEL}
        and entity is None
    ):
        offer(sketch, one, wish.quote)
    elif entity is not None:
        _on_entity(sketch, wish, verb, entity, one)
    elif wish.verb == "learn" or what.sort is Sort.TEXT:
        sketch.abouts.setdefault(" ".join(one.surface), wish.quote)
    elif is_game(sketch.reading) and wish.verb == "receive":
        _leave(sketch, wish, VERBS["play"].reason)
    elif one.head in SENT | {"notification", "confirmation"}:
        leave_out(
            sketch,
            f"{wish.verb} {one.written}",
            "nothing is sent outside the app; what happened is shown in the app as a notice",
        )


def _account(sketch: Sketch, wish: Wish, verb: Verb) -> None:
    people = next(
        (one for one in sketch.entities.values() if one.people and one.verbs & {"find", "search", "match"}), None
    )
    sketch.accounts = True
    if verb.kind is ActionKind.CREATE and people is not None:
        people.owned = True
        add_action(sketch, wish, ActionKind.CREATE, people, label="Create profile", verb="create")
    elif verb.kind is ActionKind.CREATE:
        add_action(sketch, wish, ActionKind.REGISTER, None, label="Register", verb="register")
    else:
        add_action(sketch, wish, ActionKind.PROFILE, None, label="Profile", verb="profile")


def _deed(sketch: Sketch, deed: Deed, draft: EntityDraft) -> None:
    wish, target = deed.wish, deed.target
    if deed.verb.kind is ActionKind.TOGGLE:
        sketch.accounts = True
        label = capital(f"{wish.verb} {target.low}")
        if wish.verb in {"add", "save", "store", "keep", "mark"}:
            label = capital(
                f"{wish.verb} {target.low} as {draft.noun}"
                if wish.verb == "mark"
                else f"{wish.verb} {target.low} to {draft.noun if draft.noun in _PLACES else draft.many.lower()}"
            )
        sketch.act(
            Action(
                name=action_name(wish.verb, target.name, draft.noun)
                if wish.verb in {"add", "save"}
                else action_name(wish.verb, target.name),
                label=label,
                kind=ActionKind.TOGGLE,
                entity=target.name,
                creates=draft.name,
                role=role_of(sketch, wish),
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
    add_attach(sketch, wish.verb, draft, target, wish.quote, role_of(sketch, wish))


# What leaves nothing in another state.
_NO_STATE = vocabulary(
    "reorder rearrange arrange highlight emphasize zoom drag drop rotate scroll swipe shuffle skip rewind navigate "
    "calculate compute estimate convert visualize group"
)


def _on_entity(sketch: Sketch, wish: Wish, verb: Verb, entity: EntityDraft, one: Phrase | None = None) -> None:
    kind = verb.kind
    what = concept(one) if one is not None else None
    if kind is ActionKind.TRANSITION:
        if verb.known:
            add_transition(sketch, wish, verb, entity)
        elif wish.verb in _NO_STATE:
            sketch.left_out.append(f"“{capital(wish.verb)} {entity.low_many}”: nothing does it.")
        else:
            add_transition(sketch, wish, verb, entity)
            sketch.assumed.append(f"“{capital(wish.verb)}” sets the status of {entity.low_many} to {verb.to.lower()}.")
    elif kind is ActionKind.SHARE:
        add_share(sketch, wish, entity)
    elif kind is ActionKind.UPDATE:
        _update(sketch, wish, entity, one)
    elif kind is ActionKind.CREATE:
        if entity.kind is EntityKind.MARK or (entity.kind is EntityKind.ACTIVITY and entity.target):
            return
        add_action(sketch, wish, ActionKind.CREATE, entity)
    elif kind is ActionKind.REPORT:
        if wish.verb == "generate" and entity.verbs & {"generate"}:
            add_action(sketch, wish, ActionKind.CREATE, entity)
        elif wish.verb in {"analyze", "analyse", "visualize", "visualise", "chart"}:
            sketch.figures.append((f"{entity.many} by {_dimension(entity)}", one, wish.quote))
        else:
            sketch.wanted_reports.append((f"{entity.label} report", one, wish.quote))
    elif kind is ActionKind.MESSAGE:
        add_messages(sketch, wish)
    elif kind is ActionKind.DELETE:
        add_action(sketch, wish, ActionKind.DELETE, entity)
    elif kind is ActionKind.VIEW and what is not None and what.light in {"history", "record", "list"}:
        label = capital(f"view {' '.join(one.surface)}") if one is not None else ""
        add_action(sketch, wish, ActionKind.BROWSE, entity, label=label, verb="view_all")
    elif kind is ActionKind.DOWNLOAD:
        add_action(sketch, wish, ActionKind.DOWNLOAD, entity)
    elif (
        kind is ActionKind.VIEW
        and one is not None
        and wish.verb in {"view", "track", "query", "check", "access", "monitor"}
        and entity.low not in one.written.lower()
    ):
        add_action(sketch, wish, ActionKind.VIEW, entity, label=capital(f"{wish.verb} {one.written}"))
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
            add_action(sketch, wish, ActionKind.BROWSE, entity, verb="browse")
        else:
            add_action(sketch, wish, kind, entity)
    elif kind in {ActionKind.BROWSE, ActionKind.VIEW} and wish.verb in {"introduce", "understand", "receive"}:
        add_action(sketch, wish, ActionKind.BROWSE, entity, verb="browse")


def _dimension(entity: EntityDraft) -> str:
    return "status" if entity.statuses else "category"


def _update(sketch: Sketch, wish: Wish, entity: EntityDraft, one: Phrase | None) -> None:
    if wish.verb in {"choose", "select", "pick", "switch"}:
        if one is not None and concept(one).sort is Sort.ATTRIBUTE:
            return
        if "choose" in entity.verbs and entity.kind is EntityKind.RECORD and len(entity.verbs) == 1:
            add_choice(sketch, wish, entity)
        else:
            add_action(sketch, wish, ActionKind.VIEW, entity)
        return
    if entity.kind is EntityKind.MARK:
        add_action(sketch, wish, ActionKind.PROFILE, None, label="Profile", verb="profile")
    elif entity.kind is EntityKind.ACTIVITY and entity.target:
        add_action(sketch, wish, ActionKind.UPDATE, entity)
    elif wish.verb in {"manage", "organize", "handle", "maintain", "administer"}:
        add_action(sketch, wish, ActionKind.CREATE, entity, verb="add", label=f"Add {entity.low}")
        add_action(sketch, wish, ActionKind.UPDATE, entity)
    elif wish.verb in {"customize", "customise", "configure"}:
        add_action(sketch, wish, ActionKind.CREATE, entity)
    elif (
        wish.verb in {"estimate", "calculate", "track"} and one is not None and concept(one).sort is not Sort.ATTRIBUTE
    ):
        add_action(sketch, wish, ActionKind.CREATE, entity, verb="add", label=f"Add {entity.low}")
        add_action(sketch, wish, ActionKind.UPDATE, entity)
    else:
        more = (
            f" {one.head}"
            if one is not None and concept(one).sort is Sort.ATTRIBUTE and one.head not in entity.words
            else ""
        )
        add_action(sketch, wish, ActionKind.UPDATE, entity, label=capital(f"{wish.verb} {entity.low}{more}"))
