"""Throw-away accounts that checks sign in with."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from promptreal import surface
from promptreal.errors import AppUnhealthy
from promptreal.spec import AppSpec, Role
from promptreal.verify.client import Answer, Client, Visitor

PASSWORD_BYTES = 18


@dataclass(frozen=True)
class Account:
    """A registered account and its signed-in visitor."""

    name: str
    email: str
    password: str = field(repr=False)
    visitor: Visitor = field(default_factory=Visitor)


def register(client: Client, spec: AppSpec, name: str) -> Account:
    """A new account, signed in.

    Raises:
        AppUnhealthy: the app lets nobody register.
        PhaseTimeout: the deadline is over.
    """
    unique = secrets.token_hex(4)
    account = Account(
        name=f"{name} {unique}", email=f"check-{unique}@example.com", password=secrets.token_urlsafe(PASSWORD_BYTES)
    )
    answer: Answer | None = None
    for role in (*(role.name for role in spec.registering), ""):
        form = {"name": account.name, "email": account.email, "password": account.password}
        answer = client.send(
            "POST", surface.REGISTER, visitor=account.visitor, form={**form, "role": role} if role else form
        )
        if answer.status == 303:
            return account
        if answer.status != 422:
            break
    raise AppUnhealthy(f"nobody can register: POST {surface.REGISTER} answered {answer.status if answer else '?'}")


def visitors(client: Client, spec: AppSpec) -> dict[str, Visitor]:
    """The visitors that steps name: `first` and `second`, signed in where the app has accounts, and `staff`.

    Raises:
        AppUnhealthy: the app lets nobody register, or nobody try it as staff.
        PhaseTimeout: the deadline is over.
    """
    if not spec.accounts:
        return {"first": Visitor(), "second": Visitor()}
    found = {name: register(client, spec, f"Check {name}").visitor for name in ("first", "second")}
    return {**found, "staff": _staff(client, spec.staff)} if spec.staff is not None else found


def _staff(client: Client, role: Role) -> Visitor:
    """Somebody who runs the site, by the account that the sample data brings."""
    visitor = Visitor()
    answer = client.send("POST", surface.DEMO, visitor=visitor, form={"email": surface.demo_email(role.name)})
    if answer.status != 303:
        raise AppUnhealthy(f"nobody can be staff: POST {surface.DEMO} answered {answer.status}")
    return visitor
