"""`doctor`: what is configured, from where, and whether this machine has what it takes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from promptreal.settings import unknown_variables

if TYPE_CHECKING:
    from promptreal.settings import Settings

NEEDED_BYTES = 1_000_000_000
NEEDED_GIT = (2, 20)


@dataclass(frozen=True)
class Finding:
    """One line of the diagnosis. A `needed` one that is not `fine` makes the doctor's exit code 1."""

    subject: str
    fine: bool
    detail: str
    remedy: str = ""
    needed: bool = True


@dataclass(frozen=True)
class EffectiveSetting:
    """A setting, its value, and where that comes from."""

    name: str
    value: str
    source: str


def effective_settings(settings: Settings) -> list[EffectiveSetting]:
    """Every setting with its source: a variable, the settings file, or the default."""
    import tomllib  # noqa: PLC0415

    from promptreal.settings import default_home  # noqa: PLC0415

    path = default_home() / "promptreal.toml"
    in_file = tomllib.loads(path.read_text()) if path.is_file() else {}
    flat = {}
    for name, value in settings.model_dump(mode="json").items():
        if isinstance(value, dict):
            flat.update({f"{name}.{inner}": one for inner, one in value.items()})
        else:
            flat[name] = value
    return [EffectiveSetting(name, _plain(value), _source(name, in_file, path)) for name, value in flat.items()]


def _plain(value: Any) -> str:  # noqa: ANN401 (a JSON value)
    return "-".join(map(str, value)) if isinstance(value, list) else str(value)


def _source(name: str, in_file: dict[str, Any], path: Path) -> str:
    variable = f"PROMPTREAL_{name.upper().replace('.', '__')}"
    group, _, inner = name.partition(".")
    for candidate in (variable, f"PROMPTREAL_{group.upper()}"):
        if candidate in os.environ:
            return candidate
    found = in_file.get(group)
    if found is not None and (not inner or (isinstance(found, dict) and inner in found)):
        return str(path)
    return "default"


def findings(settings: Settings) -> Iterator[Finding]:
    """Every check, made one after the other."""
    checks: tuple[Callable[[Settings], Finding], ...] = (
        _python,
        _installation,
        _git,
        _uv,
        _home,
        _disk,
        _store,
        _sandbox,
        _ports,
    )
    for check in checks:
        yield check(settings)
    for variable, nearest in unknown_variables(os.environ).items():
        remedy = f"did you mean {nearest}?" if nearest else "check its spelling"
        yield Finding("variable", False, f"{variable} is set, and no setting reads it", remedy, False)


def _python(_settings: Settings) -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    return Finding(
        "python", sys.version_info >= (3, 11), f"{found} at {sys.executable}", "install Python 3.11 or newer"
    )


def _installation(_settings: Settings) -> Finding:
    try:
        return Finding("packages", True, f"promptreal {version('promptreal')}, dagster {version('dagster')}")
    except PackageNotFoundError as error:
        return Finding(
            "packages", False, f"{error.name} is not installed", "run ./run again, or pip install promptreal"
        )


def _git(_settings: Settings) -> Finding:
    path = shutil.which("git")
    if path is None:
        return Finding("git", False, "not on PATH", "install git: apt-get install git, or brew install git")
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False, timeout=20).stdout
    words = said.split()
    numbers = tuple(int(part) for part in (words[2] if len(words) > 2 else "0").split(".")[:2] if part.isdigit())
    wanted = ".".join(map(str, NEEDED_GIT))
    return Finding("git", numbers >= NEEDED_GIT, f"{said.strip()} at {path}", f"install git {wanted} or newer")


def _uv(_settings: Settings) -> Finding:
    # The package brings its own uv, so that one on PATH is not needed.
    beside = Path(sys.executable).parent / "uv"
    path = str(beside) if beside.exists() else shutil.which("uv")
    if path is None:
        return Finding("uv", False, "neither in this environment nor on PATH", "pip install uv")
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False, timeout=20).stdout.strip()
    return Finding("uv", bool(said), f"{said} at {path}", "pip install --force-reinstall uv")


def _home(settings: Settings) -> Finding:
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.home):
            pass
    except OSError as error:
        return Finding("home", False, f"{settings.home}: {error.strerror}", "set PROMPTREAL_HOME to a folder of yours")
    return Finding("home", True, f"{settings.home} can be written; Dagster's is {settings.dagster_home}")


def _disk(settings: Settings) -> Finding:
    folder = next(parent for parent in (settings.home, *settings.home.parents) if parent.exists())
    free = shutil.disk_usage(folder).free
    remedy = "free some space, or set PROMPTREAL_HOME to another disk"
    return Finding("disk", free >= NEEDED_BYTES, f"{free / 1e9:.1f} GB free at {folder}", remedy)


def _store(settings: Settings) -> Finding:
    from promptreal import apps  # noqa: PLC0415
    from promptreal.errors import PromptRealError  # noqa: PLC0415
    from promptreal.workshop import Workshop  # noqa: PLC0415

    try:
        count = len(apps.all_apps(Workshop.open(settings).store))
    except PromptRealError as error:
        return Finding("store", False, f"{settings.store}: {error.message}", error.hint)
    return Finding("store", True, f"{settings.store}, {count} apps")


def _sandbox(settings: Settings) -> Finding:
    from promptreal.errors import PromptRealError  # noqa: PLC0415
    from promptreal.workshop import Workshop  # noqa: PLC0415

    workshop = Workshop.open(settings)
    try:
        chosen = workshop.sandbox
    except PromptRealError as error:
        return Finding("sandbox", False, error.message, error.hint)
    reason = next(choice.reason for choice in workshop.choices if choice.role == "sandbox")
    closed = "closed in" if chosen.isolates else "NOT closed in: an ordinary process"
    return Finding("sandbox", True, f"{chosen.name} ({reason}); generated code runs {closed}")


def _ports(settings: Settings) -> Finding:
    first, last = settings.ports
    free = sum(_is_free(settings.host, port) for port in range(first, last + 1))
    detail = f"{free} of {last - first + 1} free from {first} to {last} on {settings.host}"
    return Finding("ports", free > 0, detail, "widen the range: PROMPTREAL_PORTS='[8300, 9999]'")


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
