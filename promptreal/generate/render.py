"""Layers on disk to files in memory: what is copied, what is rendered, and where it may go."""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import jinja2
from jinja2 import FileSystemBytecodeCache, FunctionLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from promptreal.errors import GenerateError
from promptreal.generate.naming import literal, names, prose, rgb

BLUEPRINTS = Path(__file__).parent.parent / "blueprints"
TEMPLATE_SUFFIX = ".j2"
EACH_ENTITY = "{entity}"

_SAFE_PATH = re.compile(r"^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*$")
_IGNORED = frozenset({"layer.toml"})
_IGNORED_FOLDERS = frozenset({"__pycache__"})


@dataclass(frozen=True)
class Blueprint:
    """A kind of app: its name on disk, its title, the languages it is written in and its layers in order."""

    name: str
    title: str
    description: str
    layers: tuple[str, ...]
    languages: tuple[str, ...] = ("python",)


def blueprints(folder: Path = BLUEPRINTS) -> dict[str, Blueprint]:
    """Every blueprint on disk by name.

    Raises:
        GenerateError: a `blueprint.toml` cannot be read.
    """
    found = {}
    for path in sorted(folder.glob("*/blueprint.toml")):
        try:
            document = tomllib.loads(path.read_text(encoding="utf-8"))
            found[path.parent.name] = Blueprint(
                name=path.parent.name,
                title=document["title"],
                description=document["description"],
                layers=tuple(document["layers"]),
                languages=tuple(document.get("languages", ("python",))),
            )
        except (tomllib.TOMLDecodeError, KeyError) as error:
            raise GenerateError(f"{path} is not a blueprint: {error}", hint="compare it with its neighbours") from error
    return found


def pick(app_type: str, language: str, folder: Path = BLUEPRINTS) -> Blueprint:
    """The blueprint of that type and language.

    Raises:
        GenerateError: there is none; the hint lists those that there are.
    """
    known = blueprints(folder)
    if app_type not in known:
        raise GenerateError(
            f"there is no blueprint for the app type {app_type!r}", hint=f"available: {', '.join(known) or 'none'}"
        )
    if language not in known[app_type].languages:
        raise GenerateError(
            f"the {app_type} blueprint is not written in {language!r}",
            hint=f"available: {', '.join(known[app_type].languages)}",
        )
    return known[app_type]


def render(
    layers: Iterable[Path],
    context: Mapping[str, Any],
    entities: Iterable[Any],
    conditions: Mapping[str, bool],
    compiled: Path | None = None,
) -> dict[str, bytes]:
    """The files of the layers in order, by their path in the repository; a later layer replaces an earlier one's.

    `compiled` is a folder of our own that keeps compiled templates from one process to the next.

    Raises:
        GenerateError: a template fails, a condition is unknown, or a path would leave the repository.
    """
    environment = _environment(compiled)
    entities = list(entities)
    files: dict[str, bytes] = {}
    for layer in layers:
        if not _wanted(layer, conditions):
            continue
        for path in _files(layer):
            relative = path.relative_to(layer).as_posix()
            if not relative.endswith(TEMPLATE_SUFFIX):
                files[_confined(relative)] = path.read_bytes()
                continue
            target = relative.removesuffix(TEMPLATE_SUFFIX)
            template = _template(environment, path)
            for place, extra in _places(target, entities):
                content = _rendered(template, path, {**context, **extra})
                if content.strip():
                    files[_confined(place)] = content.encode()
    return dict(sorted(files.items()))


def render_file(path: Path, context: Mapping[str, Any]) -> str:
    """One template, rendered.

    Raises:
        GenerateError: it fails.
    """
    return _rendered(_template(_environment(None), path), path, context)


def _places(target: str, entities: Iterable[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    if EACH_ENTITY not in target:
        yield target, {}
        return
    for entity in entities:
        yield target.replace(EACH_ENTITY, entity.module), {"entity": entity}


def _wanted(layer: Path, conditions: Mapping[str, bool]) -> bool:
    if not layer.is_dir():
        raise GenerateError(f"there is no layer {layer.name}", hint="a blueprint.toml names a folder that is missing")
    settings = layer / "layer.toml"
    when = tomllib.loads(settings.read_text(encoding="utf-8")).get("when", "") if settings.exists() else ""
    if when and when not in conditions:
        raise GenerateError(f"layer {layer.name} asks for the unknown condition {when!r}")
    return conditions[when] if when else True


def _files(layer: Path) -> list[Path]:
    return sorted(
        path
        for path in layer.rglob("*")
        if path.is_file() and path.name not in _IGNORED and not _IGNORED_FOLDERS & set(path.parts)
    )


def _confined(relative: str) -> str:
    """The path itself, once it is sure to stay inside the repository."""
    parts = PurePosixPath(relative).parts
    if not _SAFE_PATH.match(relative) or ".." in parts or "." in parts or ".git" in parts:
        raise GenerateError(f"a file would be written outside of the repository: {relative!r}")
    return relative


def _bytecode_cache(folder: Path) -> FileSystemBytecodeCache | None:
    """Where compiled templates are kept: apart for each way of compiling them; None where nothing can be written."""
    # What is compiled depends on Jinja, and on the syntax and the filters that are chosen here.
    way = hashlib.sha256(jinja2.__version__.encode() + Path(__file__).read_bytes()).hexdigest()[:16]
    place = folder / f"templates-{way}"
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(place)) if os.access(place, os.W_OK) else None


@cache
def _environment(compiled: Path | None) -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        # A template's name is its path; whether it changed on disk is looked at by `_template`.
        loader=FunctionLoader(lambda name: (Path(name).read_text(encoding="utf-8"), name, None)),
        bytecode_cache=_bytecode_cache(compiled) if compiled else None,
        cache_size=0,
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    filters: dict[str, Callable[..., Any]] = {"literal": literal, "names": names, "prose": prose, "rgb": rgb}
    environment.filters.update(filters)
    return environment


def _template(environment: SandboxedEnvironment, path: Path) -> Any:  # noqa: ANN401 (a jinja2 Template)
    return _compiled(environment, path, path.stat().st_mtime_ns)


@cache
def _compiled(environment: SandboxedEnvironment, path: Path, _version: int) -> Any:  # noqa: ANN401
    try:
        return environment.get_template(str(path))
    except TemplateError as error:
        raise GenerateError(f"the template {path} cannot be read: {error}") from error


def _rendered(template: Any, path: Path, context: Mapping[str, Any]) -> str:  # noqa: ANN401
    try:
        return str(template.render(context))
    except (TemplateError, TypeError, KeyError, StopIteration) as error:
        raise GenerateError(f"the template {path} failed: {error}") from error
