"""Checks of the actions in the prompt's own verbs: what each kind of action must do."""

from __future__ import annotations

from collections.abc import Callable

from promptreal import surface
from promptreal.design.criteria import answers, figures, records, site
from promptreal.design.criteria.people import FIRST
from promptreal.design.criteria.records import equals
from promptreal.design.criteria.scene import Scene, can_be_made, required_uploads
from promptreal.spec import Action, ActionKind, Entity, EntityKind, FieldType, JsonExpectation

Compiler = Callable[[Scene, Action], str]


def compile_action(scene: Scene, action: Action) -> str:
    """Adds the check of the action; what it shows, in words, or nothing where no request can decide it."""
    return _COMPILERS[action.kind](scene, action) if action.kind in _COMPILERS else ""


def _of_entity(check: Callable[[Scene, Entity], bool], outcome: str) -> Compiler:
    """A compiler for an action on records of one entity; `outcome` may name it."""

    def compile_one(scene: Scene, action: Action) -> str:
        if not action.entity:
            return ""
        entity = scene.spec.entity(action.entity)
        named = outcome.format(one=_a(entity.label), many=entity.label_plural.lower())
        return named if check(scene, entity) else ""

    return compile_one


def _search(scene: Scene, action: Action) -> str:
    entities = scene.spec.entities if not action.entity else (scene.spec.entity(action.entity),)
    searchable = next((one for one in entities if records.search(scene, one)), None)
    return f"a search finds the right {searchable.label_plural.lower()} and no others" if searchable else ""


def _filter(scene: Scene, action: Action) -> str:
    filters = scene.spec.filters_of(action.entity) if action.entity else scene.spec.filters
    for one in filters:
        if figures.narrows(scene, one):
            return f"{one.label} leaves only what fits"
    return ""


def _attach(scene: Scene, action: Action) -> str:
    parent, child = scene.spec.entity(action.entity), scene.spec.entity(action.creates or action.entity)
    link = next((one for one in child.references if one.target == parent.name), None)
    if link is None or not can_be_made(scene.spec, parent) or not can_be_made(scene.spec, child):
        return ""
    made = scene.create(parent, "parent")
    values, _, tail = scene.values(child, {link.name: made.id})
    collection = surface.api_collection(child)
    private = child.kind is EntityKind.MESSAGE
    if scene.pages:
        scene.ask(surface.detail_page(parent, made.id), contains=(surface.action_page(parent, made.id, action),))
        form = {name: value for name, value in values.items() if name != link.name}
        scene.ask(collection, query={"page_size": "1"}, save={"before": "total"})
        path = surface.action_page(parent, made.id, action)
        scene.submit(child, form, path=path, uploads=required_uploads(child))
        more = JsonExpectation(path="total", op="sums_to", value=["{before}", 1])
        scene.ask(collection, query={"page_size": "1"}, expect=(more,))
        if tail and not private:
            scene.ask(surface.detail_page(parent, made.id), contains=(tail,))
    else:
        scene.ask(collection, method="POST", body=values, status=(201,), save={"child": "id"})
        scene.ask(surface.api_record(child, "{child}"), expect=(equals(link.name, made.id),))
    return f"{_a(child.label)} is added to the {parent.label.lower()} it is about"


def _toggle(scene: Scene, action: Action) -> str:
    entity = scene.spec.entity(action.entity)
    if not can_be_made(scene.spec, entity):
        return ""
    made = scene.create(entity, "made")
    path = surface.api_action(entity, made.id, action)
    for on in (True, False):
        scene.ask(path, method="POST", expect=(equals("on", on),))
    if scene.pages:
        scene.submit(entity, {}, path=surface.action_page(entity, made.id, action))
        # The page has switched it on, so the next switch is off again.
        scene.ask(path, method="POST", expect=(equals("on", False),))
    return "it goes on, and off again"


def _transition(scene: Scene, action: Action) -> str:
    entity = scene.spec.entity(action.entity)
    if action.stamps:
        return _stamp(scene, action, entity)
    if not entity.status_field or not can_be_made(scene.spec, entity):
        return ""
    status = entity.field(entity.status_field)
    before = next((choice for choice in status.choices if choice != action.to), None)
    if before is None or action.to not in status.choices:
        return ""
    made = scene.create(entity, "made", {status.name: before})
    staff = scene.spec.staff
    shared = any(scene.spec.entity(one.target).owned for one in entity.references)
    if staff is not None and action.role == staff.name and not shared:
        # Nobody decides on what is one's own.
        scene.ask(surface.api_action(entity, made.id, action), method="POST", session=FIRST, status=(403,))
    if scene.pages:
        scene.submit(entity, {}, path=surface.action_page(entity, made.id, action))
    else:
        scene.ask(surface.api_action(entity, made.id, action), method="POST")
    scene.ask(surface.api_record(entity, made.id), expect=(equals(status.name, action.to),))
    return f"the {entity.label.lower()} becomes {action.to.replace('_', ' ')}"


def _stamp(scene: Scene, action: Action, entity: Entity) -> str:
    """The day is written down, and only once."""
    if not can_be_made(scene.spec, entity):
        return ""
    day = entity.field(action.stamps)
    made = scene.create(entity, "made", {day.name: None})
    scene.ask(surface.api_record(entity, made.id), expect=(equals(day.name, None),))
    if scene.pages:
        scene.submit(entity, {}, path=surface.action_page(entity, made.id, action))
    else:
        scene.ask(surface.api_action(entity, made.id, action), method="POST")
    written = JsonExpectation(path=day.name, op="contains", value="-")
    scene.ask(surface.api_record(entity, made.id), expect=(written,))
    scene.ask(surface.api_action(entity, made.id, action), method="POST", status=(409,))
    return f"the {entity.label.lower()} has the day as “{day.label}”, and a second time is refused"


def _compare(scene: Scene, action: Action) -> str:
    entity = scene.spec.entity(action.entity)
    if not scene.pages or not can_be_made(scene.spec, entity):
        return ""
    one, other = scene.create(entity, "one"), scene.create(entity, "other")
    path = f"{surface.compare_page(entity)}?id={one.id}&id={other.id}"
    scene.ask(path, contains=(*one.in_list, *other.in_list))
    return f"two {entity.label_plural.lower()} stand side by side"


def _report(scene: Scene, action: Action) -> str:
    name = action.report or next((one.name for one in scene.spec.reports if one.entity == action.entity), "")
    report = next((one for one in scene.spec.reports if one.name == name), None)
    return "the report holds what was asked for" if report and figures.reports(scene, report) else ""


def _read(scene: Scene, action: Action) -> str:
    page = next((one for one in scene.spec.pages if action.page and one.slug == action.page), None)
    return f"the page {page.title} can be read" if page and site.opens(scene, page) else ""


def _contact(scene: Scene, action: Action) -> str:
    """CONTACT and MESSAGE: a message is taken; what it says is for its recipient alone, so the count decides."""
    name = action.creates or action.entity
    entity = scene.spec.entity(name) if name else None
    if entity is None or not can_be_made(scene.spec, entity):
        return ""
    values, _, _ = scene.values(entity)
    if scene.pages:
        scene.submit(entity, values, uploads=required_uploads(entity))
    else:
        scene.ask(surface.api_collection(entity), method="POST", body=values, status=(201,))
    required = next((one for one in entity.fields if one.required and one.type is not FieldType.REFERENCE), None)
    if required is not None and scene.pages:
        scene.submit(entity, {**values, required.name: ""}, status=422)
    elif required is not None:
        wrong = {**values, required.name: None}
        scene.ask(surface.api_collection(entity), method="POST", body=wrong, status=(422,))
    return f"{_a(entity.label)} is taken, an empty one is not"


def _account(check: Callable[[Scene], str]) -> Compiler:
    return lambda scene, _action: check(scene)


def _handed_out(scene: Scene, action: Action) -> str:
    """DOWNLOAD, SHARE and PRINT: the record's page offers it by name, and what it leads to is of that record."""
    if not action.entity or not scene.pages:
        return ""
    entity = scene.spec.entity(action.entity)
    if not can_be_made(scene.spec, entity):
        return ""
    made = scene.create(entity, "made")
    scene.ask(surface.detail_page(entity, made.id), contains=(action.label,))
    path = surface.action_page(entity, made.id, action)
    uploads = required_uploads(entity)
    if action.kind is ActionKind.DOWNLOAD and uploads:
        scene.ask(path, status=(302, 303, 307), save={"file": "header:location"})
        scene.ask("{file}")
    elif action.kind is ActionKind.SHARE:
        scene.ask(path, contains=(surface.detail_page(entity, made.id),))
    else:
        scene.ask(path, contains=(made.tail,) if made.tail else ())
    return f"the page of the {entity.label.lower()} offers it, and hands out that one"


def _a(label: str) -> str:
    lower = label.lower()
    return f"{'an' if lower[:1] in 'aeiou' else 'a'} {lower}"


_COMPILERS: dict[ActionKind, Compiler] = {
    ActionKind.BROWSE: _of_entity(records.browse, "the list of {many} shows what was added"),
    ActionKind.VIEW: _of_entity(records.view, "{one} has a page that shows it"),
    ActionKind.SEARCH: _search,
    ActionKind.FILTER: _filter,
    ActionKind.SORT: _of_entity(records.sort, "{many} come in order, both ways"),
    ActionKind.CREATE: _of_entity(records.create, "{one} can be added, an incomplete one is refused"),
    ActionKind.UPDATE: _of_entity(records.update, "{one} can be changed"),
    ActionKind.DELETE: _of_entity(records.delete, "{one} can be deleted and is gone"),
    ActionKind.ATTACH: _attach,
    ActionKind.TOGGLE: _toggle,
    ActionKind.TRANSITION: _transition,
    ActionKind.COMPARE: _compare,
    ActionKind.REPORT: _report,
    ActionKind.READ: _read,
    ActionKind.CONTACT: _contact,
    ActionKind.MESSAGE: _contact,
    ActionKind.REGISTER: _account(site.registers),
    ActionKind.LOGIN: _account(site.signs_in),
    ActionKind.PROFILE: _account(site.has_profile),
    ActionKind.DOWNLOAD: _handed_out,
    ActionKind.SHARE: _handed_out,
    ActionKind.PRINT: _handed_out,
    ActionKind.ANSWER: answers.answered,
}
