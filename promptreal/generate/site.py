"""Where the pages of a spec answer, once lists, forms and reports are resolved to their own addresses."""

from __future__ import annotations

from promptreal import surface
from promptreal.spec import Action, ActionKind, AppSpec, Entity, EntityKind, Page, PageKind

_FIXED = frozenset({PageKind.PLAY, PageKind.PERSONAL})
CHANGES = frozenset({ActionKind.TRANSITION, ActionKind.UPDATE, ActionKind.DELETE})


def page_addresses(spec: AppSpec) -> dict[str, str]:
    """By the slug of each page: the address that the navigation leads to."""
    actions = {one.name: one for one in spec.actions}
    return {page.slug: _address(spec, page, actions.get(page.action)) for page in spec.pages}


def own_pages(spec: AppSpec) -> list[Page]:
    """The pages that answer at their own slugs, where no list of records does."""
    taken = {surface.list_page(one) for one in spec.entities}
    return [one for one in spec.pages if one.slug and surface.page(one) not in taken and one.kind not in _FIXED]


def receives(spec: AppSpec, page: Page) -> bool:
    """Whether visitors write something on a page: on a contact page, where there is a kind of thing to write."""
    if page.kind is not PageKind.CONTACT:
        return False
    contacts = [one for one in spec.actions if one.kind is ActionKind.CONTACT]
    action = next((one for one in spec.actions if one.name == page.action), next(iter(contacts), None))
    named = page.entity or (action and (action.creates or action.entity))
    return bool(named) or any(one.kind is EntityKind.MESSAGE for one in spec.entities)


def _address(spec: AppSpec, page: Page, action: Action | None) -> str:
    if page.kind is PageKind.HOME:
        return "/"
    if page.kind is PageKind.REPORT and page.report:
        return surface.report_page(next(one for one in spec.reports if one.name == page.report))
    entity = _entity(spec, page, action)
    if entity is None:
        return surface.page(page)
    if page.kind is PageKind.FORM and (action is None or action.kind not in CHANGES):
        return surface.form_page(entity)
    if page.kind in {PageKind.LIST, PageKind.FORM}:
        return surface.list_page(entity)
    return surface.compare_page(entity) if page.kind is PageKind.COMPARE else surface.page(page)


def _entity(spec: AppSpec, page: Page, action: Action | None) -> Entity | None:
    """What the page is about: on a form, what its action creates."""
    name = page.entity
    if action is not None:
        creates = action.creates if page.kind is PageKind.FORM else ""
        name = creates or page.entity or action.entity
    return spec.entity(name) if name else None
