"""Whoever reads the repository of an app finds nothing in it that the app has no use for."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest

from promptreal.generate.blueprint import BlueprintGenerator
from promptreal.generate.unused import without_unused
from promptreal.spec import AppSpec
from tests.promptreal.generate.odd_specs import odd_specs
from tests.specs import analytics, bookings, clinic, exchange, lending, orders_pipeline, shop, theatre
from tests.specs.learning import learning

WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# A library calls these by their names.
CALLED_FROM_OUTSIDE = {"process_bind_param", "process_result_value", "handle_starttag"}
ROUTED = ("router.", "app.", "field_validator", "model_validator")


def specs() -> dict[str, AppSpec]:
    """Apps of several kinds, with few and with many features."""
    plain = {
        "analytics": analytics(),
        "bookings": bookings(),
        "theatre": theatre(),
        "clinic": clinic(),
        "exchange": exchange(),
        "orders": orders_pipeline(),
        "shop": shop(),
        "lending": lending("cms", accounts=True),
        "counter": lending("rest-api"),
        **learning(),
        **odd_specs(),
    }
    without = {"accounts": False, "roles": (), "charts": (), "reports": (), "filters": (), "pages": (), "actions": ()}
    bare = analytics().model_copy(update={**without, "app_type": "rest-api"})
    admin = analytics().model_copy(update={**without, "app_type": "admin-panel"})
    files = analytics()
    every = ("html", "csv", "json", "pdf", "xlsx")
    files = files.model_copy(
        update={"reports": tuple(one.model_copy(update={"formats": every}) for one in files.reports)}
    )
    return {**plain, "bare": bare, "admin": admin, "files": files}


def defined(body: Iterable[ast.stmt], *, inside: bool = False) -> Iterator[str]:
    """The names that a module defines, routes and what a class holds as values aside."""
    for one in body:
        match one:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                if not any(ast.unparse(mark).startswith(ROUTED) for mark in one.decorator_list):
                    yield one.name
                if isinstance(one, ast.ClassDef):
                    yield from defined(one.body, inside=True)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)) if not inside:
                yield name
            case _:
                pass


@pytest.mark.parametrize("name", specs())
def test_nothing_is_defined_that_nothing_uses(name: str) -> None:
    files = {
        path: content.decode() for path, content in BlueprintGenerator().generate(specs()[name], None).files.items()
    }
    app = {
        path: text for path, text in files.items() if path.startswith("app/") and path.endswith((".py", ".html", ".js"))
    }
    words = Counter(word for text in app.values() for word in WORD.findall(text))
    modules = {path: text for path, text in app.items() if path.endswith(".py")}
    unused = [
        f"{path}: {one}"
        for path, text in modules.items()
        for one in defined(ast.parse(text).body)
        if words[one] < 2 and one not in CALLED_FROM_OUTSIDE and not one.startswith("__")
    ]
    assert unused == []


@pytest.mark.parametrize("name", specs())
def test_every_template_is_shown_and_every_static_file_is_asked_for(name: str) -> None:
    files = BlueprintGenerator().generate(specs()[name], None).files
    texts = {path: content.decode() for path, content in files.items() if path.endswith((".py", ".html"))}
    for path in files:
        for folder, address in (("app/templates/", ""), ("app/static/", "/static/")):
            if path.startswith(folder):
                wanted = f'{address}{path.removeprefix(folder)}"'
                assert any(wanted in text for other, text in texts.items() if other != path), path


def app_of(**files: str) -> dict[str, bytes]:
    """Files of an app; the double underline stands for the folders."""
    return {path.replace("__", "/").replace("_dot_", "."): text.encode() for path, text in files.items()}


def test_a_template_that_only_an_unused_one_takes_in_goes_with_it() -> None:
    files = app_of(
        app__web_dot_py='render("home.html")',
        app__templates__home_dot_html='{% include "parts.html" %}',
        app__templates__parts_dot_html="",
        app__templates__old_dot_html='{% include "deep.html" %}',
        app__templates__deep_dot_html="",
    )
    assert set(files) - set(without_unused(files)) == {"app/templates/old.html", "app/templates/deep.html"}


def test_a_macro_that_is_called_nowhere_is_left_out_with_those_that_it_calls() -> None:
    parts = (
        "{% macro a() %}{{ b() }}{% endmacro %}\n\n{% macro b() %}x{% endmacro %}\n\n{% macro c() %}y{% endmacro %}\n"
    )
    files = app_of(
        app__web_dot_py='"p.html" "h.html"', app__templates__p_dot_html=parts, app__templates__h_dot_html="{{ p.c() }}"
    )
    assert without_unused(files)["app/templates/p.html"] == b"{% macro c() %}y{% endmacro %}\n"


def test_a_rule_of_style_for_a_class_that_no_page_has_is_left_out() -> None:
    style = "\n".join(
        (
            "/* Ground */",
            ":root { --a: 1; }",
            "/* Cards */",
            ".card, .gone { x: 1; }",
            ".gone { x: 2; }",
            "/* Gone */",
            ".gone p { x: 3; }",
            "/* Media */",
            "@media (max-width: 9px) { .gone { x: 4; } .card { x: 5; } }",
            "@media print { .gone { x: 6; } }",
            ".step-1:is(.other) { x: 7; }",
        )
    )
    files = app_of(
        app__web_dot_py='"h.html" f"step-{n}"',
        app__templates__h_dot_html='<p class="card">',
        app__static__s_dot_css=style,
    )
    kept = without_unused(files)["app/static/s.css"].decode()
    assert re.findall(r"x: \d", kept) == ["x: 1", "x: 5", "x: 7"]
    assert "gone" not in kept
    assert re.findall(r"/\*.*?\*/", kept) == ["/* Ground */", "/* Cards */", "/* Media */"]


def test_a_part_of_a_script_about_what_no_page_has_is_left_out() -> None:
    script = (
        '"use strict";\n\nfor (const one of all("[data-here]")) {\n  go(one);\n}\n\nconst still = 1;\n\n'
        'for (const one of all("[data-gone]")) {\n  go(still);\n}\n'
    )
    files = app_of(app__web_dot_py='"h.html"', app__templates__h_dot_html="<p data-here>", app__static__s_dot_js=script)
    kept = without_unused(files)["app/static/s.js"].decode()
    assert kept == '"use strict";\n\nfor (const one of all("[data-here]")) {\n  go(one);\n}\n'


def test_files_that_are_no_pages_stay_as_they_are() -> None:
    files = {"README.md": b"x", "app/static/icon.svg": b"\xff", "tests/templates/x.html": b"y"}
    assert without_unused(files) == files
