"""The house itself: names, layers, sizes, and docs that say what is."""

from __future__ import annotations

import importlib.metadata
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import typer.main

from promptreal import surface
from promptreal.catalogue import APP_TYPES, BLUEPRINTS, TOOLS, available_types
from promptreal.names import derive_name
from promptreal.request import GenerationRequest
from promptreal.settings import Settings
from promptreal_dagster.cli.exits import MEANINGS
from promptreal_dagster.cli.main import app

ROOT = Path(__file__).parents[1]
PACKAGES = ("promptreal", "resources", "assets", "promptreal_dagster")
DOCS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
LONGEST_MODULE = 400


def text(name: str) -> str:
    return (ROOT / name).read_text()


def our_modules() -> list[Path]:
    blueprints = ROOT / "promptreal" / "blueprints"
    return [path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if blueprints not in path.parents]


@pytest.mark.parametrize("name", PACKAGES)
def test_nothing_else_that_is_installed_provides_our_import_names(name: str) -> None:
    providers = set(importlib.metadata.packages_distributions().get(name, ()))
    assert providers <= {"promptreal"}
    found = subprocess.run(
        [sys.executable, "-P", "-c", f"import {name}; print(*{name}.__path__)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.split("\n")[0] == str(ROOT / name)


def test_imports_point_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_readme_goes_on_with_the_app_that_its_quick_start_makes() -> None:
    readme = text("README.md")
    prompt = re.search(r'^\./run create "(.+)"$', readme, re.MULTILINE)
    assert prompt is not None
    named = set(re.findall(r"^\./run (?:open|change|show|logs|stop|start|delete) ([a-z-]+)", readme, re.MULTILINE))
    assert named == {derive_name(prompt[1])}


def test_no_module_is_longer_than_a_person_reads() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in our_modules()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_module_is_a_drawer_for_everything() -> None:
    assert [path for path in our_modules() if path.stem in {"utils", "helpers", "common", "misc", "manager"}] == []


def test_the_readme_shows_the_two_commands_first() -> None:
    block = text("README.md").split("```sh\n", 1)[1].split("```", 1)[0]
    commands = [shlex.split(line)[0:2] for line in block.splitlines()]
    assert commands == [["./run", "create"], ["./test"]]
    for name in ("run", "test"):
        assert (ROOT / name).stat().st_mode & 0o111


def commands_in(document: str) -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", document, flags=re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    found = [re.search(r"(?:\./run|promptreal) ([a-z].*?)(?: \| |\)$|$)", line) for line in lines]
    return [shlex.split(match[1], comments=True) for match in found if match]


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_command_in_the_docs_is_one_that_the_program_takes(path: Path) -> None:
    group = typer.main.get_command(app)
    for name, *arguments in commands_in(path.read_text()):
        command = group.commands[name]  # type: ignore[attr-defined]
        command.make_context(name, list(arguments), resilient_parsing=False).close()


def test_the_docs_list_every_command() -> None:
    group = typer.main.get_command(app)
    listed = set(re.findall(r"`([a-z]+)(?: [^`]*)?`", text("docs/cli.md").split("## What goes where")[0]))
    assert listed >= set(group.commands)  # type: ignore[attr-defined]


def test_the_docs_list_every_exit_code() -> None:
    for code, meaning in MEANINGS.items():
        assert f"| {code} | {meaning} |" in text("docs/cli.md")


def test_the_docs_list_every_setting_with_its_default() -> None:
    rows = {
        row[0]: row
        for row in re.findall(r"^\| `(.+?)` \| `(.+?)` \| `(.+?)` \|", text("docs/settings.md"), re.MULTILINE)
    }
    wanted = {}
    for name, value in Settings.model_construct().model_dump(mode="json").items():
        if isinstance(value, dict):
            wanted.update({f"{name}.{inner}": f"{one:g}" for inner, one in value.items()})
        elif name != "home":
            wanted[name] = str(list(value)) if isinstance(value, list | tuple) else str(value)
    assert {name: row[2] for name, row in rows.items() if name != "home" and "/" not in name} == wanted
    for name, row in rows.items():
        if "/" not in name:
            assert row[1] == f"PROMPTREAL_{name.upper().replace('.', '__')}"


def test_the_docs_list_every_field_type_and_tool_of_a_request() -> None:
    document = text("docs/request.md")
    for field in GenerationRequest.model_fields:
        assert field == "raw_name" or f"| `{field}` |" in document
    for choice in (*APP_TYPES, *TOOLS):
        assert re.search(rf"\b{choice}\b", document)


def test_the_docs_describe_every_blueprint() -> None:
    assert available_types()
    for name in available_types():
        description = tomllib.loads((BLUEPRINTS / name / "blueprint.toml").read_text())["description"]
        assert f"| `{name}` | {description} |" in text("docs/generated-apps.md")


def test_the_docs_list_every_fixed_address_of_an_app() -> None:
    document = text("docs/app-surface.md")
    addresses = [value for name, value in vars(surface).items() if name.isupper() and str(value).startswith("/")]
    assert len(addresses) > 8
    for address in addresses:
        if not address.startswith("/static"):
            assert address in document


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_link_in_the_docs_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text()):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), target


def test_the_continuous_checks_name_suites_that_exist() -> None:
    script = text(".ci/run")
    for name in re.findall(r"(?:benchmarks|tests|tools|\.ci)/[\w./]+", script):
        assert (ROOT / name).exists(), name
