"""Checks of the site around the records: pages, navigation, looks, and accounts."""

from __future__ import annotations

from promptreal import surface
from promptreal.design.criteria.people import FIRST, STAFF
from promptreal.design.criteria.scene import Scene, can_be_made, required_uploads
from promptreal.spec import Access, AppSpec, Entity, EntityKind, JsonExpectation, Page, PageKind

_PASSWORD = "correct-horse-battery"  # noqa: S105 (of throw-away accounts in a throw-away database)
_ASKED_TO_SIGN_IN = (302, 303, 401)


def address(spec: AppSpec, page: Page) -> str:  # noqa: PLR0911 (one answer for each case)
    """Where the page is."""
    match page.kind:
        case PageKind.HOME:
            return "/"
        case PageKind.LIST if page.entity:
            return surface.list_page(spec.entity(page.entity))
        case PageKind.FORM if page.entity:
            return surface.form_page(spec.entity(page.entity))
        case PageKind.COMPARE if page.entity:
            return surface.compare_page(spec.entity(page.entity))
        case PageKind.REPORT if page.report:
            return surface.report_page(next(one for one in spec.reports if one.name == page.report))
        case PageKind.PROFILE if spec.accounts:
            return surface.PROFILE
        case _:
            return surface.page(page)


def opens(scene: Scene, page: Page) -> bool:
    """The page opens and shows what it is for."""
    charts = {one.name: one.title for one in scene.spec.charts}
    shown = [page.title, *(section.title for section in page.sections), *(charts[name] for name in page.charts)]
    if page.kind is PageKind.CONTACT:
        shown.append("<form")
    where = address(scene.spec, page)
    # The title of the home page is the app's own.
    wanted = [one for one in shown if one and not (where == "/" and one == page.title)]
    scene.ask(where, contains=tuple(dict.fromkeys(wanted)))
    return True


def home(scene: Scene) -> str:
    """The home page carries the app's name and leads to every page of the navigation."""
    links = [f'href="{address(scene.spec, one)}"' for one in scene.spec.pages if one.navigation]
    scene.ask("/", contains=(scene.spec.title, *dict.fromkeys(links)))
    return "The home page shows the app's name and leads to every page"


def looks(scene: Scene) -> str:
    """The stylesheet that the pages use has the colours that were asked for."""
    style = scene.spec.style
    scene.ask("/", contains=(surface.STYLESHEET,))
    scene.ask(surface.STYLESHEET, contains=(style.background.hex, style.component.hex))
    background, component = style.background, style.component
    return (
        f"The page background is {background.name} ({background.hex}) and "
        f"components are {component.name} ({component.hex})"
    )


def registers(scene: Scene) -> str:
    """A visitor registers and is signed in; a password that is too short is refused."""
    if not scene.spec.accounts:
        return ""
    email = f"visitor{next(scene.numbers)}@example.com"
    form = {"name": "Vera Visitor", "email": email, "password": "short"}
    role = {"role": scene.spec.registering[0].name} if scene.spec.registering else {}
    if scene.pages:
        scene.ask(surface.REGISTER, session="visitor", contains=('name="password"',))
    scene.ask(surface.REGISTER, method="POST", session="visitor", form={**form, **role}, status=(422,))
    scene.ask(surface.PROFILE, session="visitor", status=_ASKED_TO_SIGN_IN)
    _register(scene, "visitor", email)
    scene.ask(surface.PROFILE, session="visitor", contains=("Vera Visitor",))
    return "a visitor can register, and a password that is too short is refused"


def signs_in(scene: Scene) -> str:
    """A registered person signs out and in again; a wrong password does not do."""
    if not scene.spec.accounts:
        return ""
    email = f"visitor{next(scene.numbers)}@example.com"
    _register(scene, "visitor", email)
    scene.ask(surface.LOGOUT, method="POST", session="visitor", form={}, status=(204, 303))
    scene.ask(surface.PROFILE, session="visitor", status=_ASKED_TO_SIGN_IN)
    wrong = {"email": email, "password": f"{_PASSWORD}-not"}
    scene.ask(surface.LOGIN, method="POST", session="visitor", form=wrong, status=(400, 401, 403, 422))
    right = {"email": email, "password": _PASSWORD}
    scene.ask(surface.LOGIN, method="POST", session="visitor", form=right, status=(303,))
    scene.ask(surface.PROFILE, session="visitor", contains=("Vera Visitor",))
    return "one who signed out can sign in again, and not with a wrong password"


def has_profile(scene: Scene) -> str:
    """The profile page lists the account's own records, and is nobody else's."""
    if not scene.spec.accounts:
        return ""
    # A mark is shown as what it is on, and a message in the inbox: neither has a link of its own there.
    own = (one for one in scene.spec.entities if one.owned and one.kind not in {EntityKind.MARK, EntityKind.MESSAGE})
    owned = next((one for one in own if can_be_made(scene.spec, one)), None)
    shown: tuple[str, ...] = ()
    if owned is not None and scene.pages:
        made = scene.create(owned, "made")
        shown = made.in_list
    scene.ask(surface.PROFILE, contains=shown)
    scene.ask(surface.PROFILE, session="second", lacks=shown)
    scene.ask(surface.PROFILE, session="visitor", status=_ASKED_TO_SIGN_IN)
    return "the profile shows one's own records, and nobody else's"


def needs_sign_in(scene: Scene, entity: Entity) -> bool:
    """Nobody writes without an account."""
    if not can_be_made(scene.spec, entity):
        return False
    values, _, _ = scene.values(entity)
    scene.ask(surface.api_collection(entity), method="POST", session="visitor", body=values, status=(401,))
    if scene.pages:
        sent = {"header": f"header:location:^({surface.LOGIN})"}
        scene.submit(entity, values, uploads=required_uploads(entity), session="visitor", save=sent)
    return True


def is_owners(scene: Scene, entity: Entity) -> bool:
    """A record is changed and deleted by its owner only; what is private does not even answer to others."""
    if not entity.owned or not can_be_made(scene.spec, entity) or entity.kind is EntityKind.MESSAGE:
        return False
    made = scene.create(entity, "made")
    record = surface.api_record(entity, made.id)
    refused = (404,) if entity.access is Access.PRIVATE else (403,)
    scene.ask(record, method="PATCH", session="second", body=made.given, status=refused)
    scene.ask(record, method="DELETE", session="second", status=refused)
    if scene.pages:
        path = surface.delete_page(entity, made.id)
        scene.ask(path, method="POST", session="second", form={}, status=refused)
    scene.ask(record)
    scene.ask(record, method="DELETE", status=(204,))
    return True


def is_private(scene: Scene, entity: Entity) -> bool:
    """A record is seen by whoever made it and by staff, and by nobody else."""
    if entity.access is not Access.PRIVATE or not can_be_made(scene.spec, entity):
        return False
    made = scene.create(entity, "made")
    record = surface.api_record(entity, made.id)
    scene.ask(record, session="second", status=(404,))
    scene.ask(surface.api_collection(entity), session="visitor", status=(401,))
    scene.ask(record, session="visitor", status=(401,))
    if scene.pages:
        scene.ask(surface.list_page(entity), session="second", lacks=(made.link,))
        scene.ask(surface.list_page(entity), session="visitor", status=_ASKED_TO_SIGN_IN)
    scene.ask(record, session=STAFF, expect=(JsonExpectation(path="id", op="equals", value=made.id),))
    return True


def is_managed(scene: Scene, entity: Entity) -> bool:
    """Staff makes and changes it, everybody else looks at it."""
    if entity.access is not Access.MANAGED or not can_be_made(scene.spec, entity):
        return False
    made = scene.create(entity, "made")
    record = surface.api_record(entity, made.id)
    scene.ask(surface.api_collection(entity), method="POST", session=FIRST, body=made.given, status=(403,))
    scene.ask(record, method="PATCH", session=FIRST, body=made.given, status=(403,))
    scene.ask(record, method="DELETE", session=FIRST, status=(403,))
    if scene.pages:
        scene.ask(surface.delete_page(entity, made.id), method="POST", session=FIRST, form={}, status=(403,))
    scene.ask(record, session="visitor")
    scene.ask(record, method="DELETE", status=(204,))
    return True


def _register(scene: Scene, session: str, email: str) -> None:
    form = {"name": "Vera Visitor", "email": email, "password": _PASSWORD}
    role = {"role": scene.spec.registering[0].name} if scene.spec.registering else {}
    scene.ask(surface.REGISTER, method="POST", session=session, form={**form, **role}, status=(303,))
