"""Errors on pages, in words."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import Request, Response

from app.problems import Invalid, Problem, Unauthorized
from app.web.rendering import redirect, render

HEADINGS = {
    403: "That is not yours to change",
    404: "There is nothing here",
    405: "This page cannot do that",
    409: "That is not possible now",
    413: "That is too large",
    422: "Something in the address is not right",
    500: "Something went wrong",
    503: "The app is not ready",
}


def page(request: Request, problem: Problem) -> Response:
    """The page for a problem. Whoever has to sign in first is sent to do so, and comes back afterwards."""
    if isinstance(problem, Unauthorized):
        return redirect(f"/account/login?next={quote(_wanted(request))}", "Please log in to go on.")
    details = [f"{one['field']}: {one['message']}" for one in problem.errors] if isinstance(problem, Invalid) else []
    values: dict[str, object] = {
        "status": problem.status,
        "heading": HEADINGS.get(problem.status, problem.title),
        "text": problem.detail or problem.title,
        "details": details,
        "section": "",
    }
    return render(request, "error.html", values, problem.status)


def _wanted(request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query and request.method == "GET" else ""
    return request.url.path + query
