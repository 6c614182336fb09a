"""Who sees and changes what: what visitors leave behind is theirs, and what a site offers is its staff's."""

from __future__ import annotations

from promptreal.design.doings.activities import all_wishes
from promptreal.design.english.wishes import is_app
from promptreal.design.english.words import capital, joined, slug, vocabulary
from promptreal.design.things.keeping import is_game
from promptreal.design.things.sketch import EntityDraft, Sketch
from promptreal.spec import Access, Action, ActionKind, EntityKind, Field, FieldType, Origin, Page, PageKind, Role

STAFF = Role(name="staff", label="Staff", staff=True)

# What people leave with their names on it and for no eyes but those whom it concerns.
_THEIRS = vocabulary(
    "application adoption booking reservation appointment order purchase enrollment registration signup donation "
    "subscription rental loan lease request hire attempt payment deposit viewing consultation inspection interview "
    "demo tour inquiry enquiry complaint pledge transfer withdrawal refund claim dispute transaction trade invoice "
    "shipment delivery"
)
# What people leave for everybody to see.
_SHOWN = vocabulary(
    "review rating comment reply answer vote condolence recommendation endorsement testimonial feedback response "
    "membership bid contribution annotation message note evaluation"
)
_RUNNING = vocabulary(
    "admin administrator staff manager moderator operator librarian receptionist clerk cashier webmaster superuser"
)
_OWNED_PLACES = vocabulary("shop store site website restaurant business hotel company venue")
# Verbs by which people put things of their own before others, also where nobody is named who does.
_POSTING = vocabulary("post submit share upload write publish")
# What people write to one another, or keep for themselves, also where nobody is named who does.
_WRITTEN = vocabulary(
    "thread topic post discussion question story tip photo playlist petition ad advert classified poll meme joke idea "
    "suggestion collection journal diary entry goal habit workout itinerary wishlist bookmark"
)
_MAKING = frozenset({ActionKind.CREATE, ActionKind.UPDATE, ActionKind.DELETE, ActionKind.SHARE})
# Where whoever left something decides on it as well as staff does.
_OWN_MOVES = vocabulary(
    "Cancelled Withdrawn Returned Renewed Extended Prolonged Paused Active Paid Completed Transferred Closed Archived"
)


def share_out(sketch: Sketch) -> None:
    """Gives a site for the public accounts, where visitors leave what is theirs, and says who may do what."""
    if is_game(sketch.reading):
        return
    for name, role in list(sketch.roles.items()):
        if _runs(tuple(name.split("_"))):
            sketch.roles[name] = role.model_copy(update={"staff": True})
    theirs = [one for one in sketch.entities.values() if not one.kept_name and _is_theirs(sketch, one)]
    passing = _passing(sketch)
    if not theirs and not passing and not (sketch.accounts and any(one.staff for one in sketch.roles.values())):
        return
    for draft in passing:
        draft.owned = True
    sketch.accounts = True
    if not any(one.staff for one in sketch.roles.values()):
        sketch.roles[STAFF.name] = STAFF
    for draft in theirs:
        draft.owned, draft.access = True, Access.PRIVATE
    if theirs:
        names = joined([one.low_many for one in theirs])
        sketch.assumed.append(f"{capital(names)}: each is seen and changed by whoever made it and by staff only.")
    managed = [one for one in sketch.records if not one.kept_name and _is_managed(sketch, one)]
    for draft in managed:
        draft.access = Access.MANAGED
    if managed:
        names = joined([one.low_many for one in managed])
        sketch.assumed.append(f"{capital(names)}: only staff adds and changes them; everybody sees them.")
    sketch.assumed.append("The sign-in page offers demo accounts, of staff too, as long as there is sample data.")
    _decided_by_staff(sketch)


def _passing(sketch: Sketch) -> list[EntityDraft]:
    """What people register as theirs and transfer to others: it is an account's."""
    found = []
    for action in sketch.actions.values():
        draft = sketch.entities.get(action.entity)
        if action.to != "Transferred" or draft is None or draft.kept_name:
            continue
        made = [one for one in sketch.actions.values() if one.entity == draft.name and one.kind is ActionKind.CREATE]
        if any(_is_by_people(sketch, one) for one in made if one.origin is Origin.PROMPT):
            found.append(draft)
    return found


def _is_theirs(sketch: Sketch, draft: EntityDraft) -> bool:
    """Whether people leave such a thing by what they do, and it is nobody else's business."""
    noun = draft.noun or draft.words[-1]
    if noun in _SHOWN or draft.words[-1] in _SHOWN or draft.people or draft.hidden:
        return False
    if draft.kind is EntityKind.ACTIVITY:
        return noun in _THEIRS or any(_tells_of_a_person(one) for one in draft.fields.values())
    made = any(one.kind is ActionKind.CREATE and one.entity == draft.name for one in sketch.actions.values())
    return draft.kind is EntityKind.RECORD and draft.words[-1] in _THEIRS and made


def _tells_of_a_person(field: Field) -> bool:
    return field.type in {FieldType.EMAIL, FieldType.PHONE} or field.name.endswith("address")


def _is_managed(sketch: Sketch, draft: EntityDraft) -> bool:
    """Whether a thing is the site's own: people look at it, and nobody but staff is said to make or change it."""
    if draft.access is not Access.OPEN or (draft.people and draft.name in sketch.roles):
        return False
    changes = [one for one in sketch.actions.values() if one.entity == draft.name and one.origin is Origin.PROMPT]
    kinds = {one.kind for one in changes if one.kind in _MAKING and _is_by_people(sketch, one)}
    asked = any(one.target == draft.name and one.access is Access.PRIVATE for one in sketch.entities.values())
    if kinds:
        # Who posts a job or a room is asked for it, so it is theirs to change.
        draft.owned = draft.owned or draft.words[-1] in _WRITTEN or (asked and ActionKind.UPDATE not in kinds)
        return False
    if draft.owned and not asked:
        return False
    draft.owned = False  # "their tickets" are what they bought
    return True


def _is_by_people(sketch: Sketch, action: Action) -> bool:
    """Whether it is people who do it, and not those who run the site."""
    if action.role:
        return not sketch.roles[action.role].staff
    wish = next((one for one in all_wishes(sketch) if one.quote == action.quote and one.actor is not None), None)
    if wish is None or wish.actor is None or is_app(wish.actor, sketch.reading.kind):
        written = action.kind is ActionKind.CREATE and action.entity.rpartition("_")[2] in _WRITTEN
        return written or action.label.split()[0].lower() in _POSTING
    return not _runs(wish.actor.words)


def _runs(words: tuple[str, ...]) -> bool:
    """Whether people of that name run the site."""
    return words[-1] in _RUNNING or (words[-1] == "owner" and words[0] in _OWNED_PLACES)


def _decided_by_staff(sketch: Sketch) -> None:
    """Nobody accepts an application of one's own: such moves are staff's, unless the prompt gives them to others."""
    staff = next(one.name for one in sketch.roles.values() if one.staff)
    for name, action in sketch.actions.items():
        draft = sketch.entities.get(action.entity)
        if action.kind is not ActionKind.TRANSITION or action.role or draft is None:
            continue
        decided = draft.access is Access.PRIVATE and action.to not in _OWN_MOVES
        if decided or (draft.access is Access.MANAGED and not _is_by_people(sketch, action)):
            sketch.actions[name] = action.model_copy(update={"role": staff})


def add_pages(sketch: Sketch) -> None:
    """Gives people a way to what is theirs: a list in the navigation, unless the prompt has a page for it."""
    listed = {one.entity for one in sketch.pages.values() if one.kind is PageKind.LIST}
    profile = {name: one for name, one in sketch.pages.items() if one.kind is PageKind.PROFILE}
    for draft in sketch.entities.values():
        if draft.access is not Access.PRIVATE or draft.hidden or draft.kept_name or draft.name in listed:
            continue
        title = f"My {draft.low_many}"
        sketch.pages.setdefault(slug(title), Page(slug=slug(title), title=title, kind=PageKind.LIST, entity=draft.name))
    for name, one in profile.items():
        del sketch.pages[name]
        sketch.pages[name] = one
