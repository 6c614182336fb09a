"""From a template's name and its values to an answer, with the notice that is shown once."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.types import FILES_AT
from app.web import descriptions, figures, formatting
from app.web.site import SITE

NOTICE = "notice"
TEMPLATES = Path(__file__).parent.parent / "templates"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(site=SITE, files_at=FILES_AT, helped=help_text, input_type=input_type)
    environment.filters.update(
        shown=formatting.shown,
        words=formatting.words,
        bound=formatting.plain_number,
        shorten=figures.shorten,
        safe_url=safe_url,
    )
    environment.tests.update(numeric=descriptions.is_numeric, rating=descriptions.is_rating)
    return environment


def help_text(field: descriptions.Attribute) -> str:
    """What a field takes, for the reader of a form; nothing where its control says it all."""
    if descriptions.is_rating(field):
        return ""
    low = None if field.minimum is None else formatting.plain_number(field.minimum)
    high = None if field.maximum is None else formatting.plain_number(field.maximum)
    if descriptions.is_numeric(field) and low is not None and high is not None:
        return f"From {low} to {high}."
    if descriptions.is_numeric(field) and low is not None:
        return f"{low} or more."
    if descriptions.is_numeric(field) and high is not None:
        return f"{high} at most."
    if field.type == "url":
        return "Starts with https:// or http://."
    return ""


def input_type(field: descriptions.Attribute) -> str:
    """The type of the input element for a field."""
    if descriptions.is_numeric(field):
        return "number"
    known = {"email": "email", "phone": "tel", "url": "url", "date": "date", "datetime": "datetime-local"}
    return known.get(field.type, "text")


def safe_url(address: str) -> str:
    """The address where it is one of the web, else nothing: it is never a script."""
    return address if urlsplit(address).scheme in {"http", "https"} else ""


ENVIRONMENT = _environment()


def render(request: Request, template: str, values: dict[str, object], status: int = 200) -> HTMLResponse:
    """The page of that template. A notice in the caller's cookie is shown, and is gone afterwards.

    `values` may hold `section` (the entry of the navigation that is current), `crumbs` (links) and `account`.
    """
    notice = unquote(request.cookies.get(NOTICE, ""))
    context: dict[str, object] = {
        "section": request.url.path,
        "crumbs": (),
        "account": None,
        "searched": "",
        "notice": notice,
        "public_address": lambda path: f"{request.url.scheme}://{request.url.netloc}{path}",
        **values,
    }
    answer = HTMLResponse(ENVIRONMENT.get_template(template).render(context), status_code=status)
    if notice:
        answer.delete_cookie(NOTICE)
    return answer


def redirect(address: str, notice: str = "") -> RedirectResponse:
    """On to another page of the app (303), where `notice` is shown once."""
    answer = RedirectResponse(address, status_code=303)
    if notice:
        answer.set_cookie(NOTICE, quote(notice), max_age=60, httponly=True, samesite="lax")
    return answer


def local(address: str | None, otherwise: str) -> str:
    """The address if it is a page of this app, else `otherwise`: nobody is sent away by a link."""
    if address and address.startswith("/") and not address.startswith(("//", "/\\")):
        return address
    return otherwise


def referring_page(request: Request, otherwise: str) -> str:
    """The page of this app that the request came from, else `otherwise`."""
    parts = urlsplit(request.headers.get("referer", ""))
    if parts.netloc != request.url.netloc:
        return otherwise
    return local(parts.path + (f"?{parts.query}" if parts.query else ""), otherwise)
