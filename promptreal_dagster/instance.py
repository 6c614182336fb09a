"""The Dagster instance: its folder, and the commands of the processes that serve it."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from dagster import DagsterInstance

from promptreal.errors import StoreError
from promptreal.settings import Settings

MODULE = "promptreal_dagster.definitions"
LOCATION = "promptreal"
CONFIG = "dagster.yaml"
WORKSPACE = "workspace.yaml"

_WORKSPACE_TEXT = f"""load_from:
  - python_module:
      module_name: {MODULE}
      location_name: {LOCATION}
"""


@dataclass(frozen=True)
class Service:
    """A process to run: its name, command line and environment, from any folder."""

    name: str
    argv: tuple[str, ...]
    environment: dict[str, str]


def prepare(settings: Settings) -> Path:
    """Dagster's home, with its configuration in it; a configuration that is there already is left as it is.

    Raises:
        StoreError: the folder cannot be written.
    """
    home = settings.dagster_home
    try:
        home.mkdir(parents=True, exist_ok=True)
        _write_new(home / CONFIG, files("promptreal_dagster").joinpath(CONFIG).read_text())
        _write_new(home / WORKSPACE, _WORKSPACE_TEXT)
    except OSError as error:
        raise StoreError(
            f"Dagster's folder {home} cannot be written: {error.strerror}",
            hint="mend its owner or its permissions, or set PROMPTREAL_HOME to another folder",
        ) from error
    return home


@contextmanager
def open_instance(settings: Settings) -> Iterator[DagsterInstance]:
    """The instance of these settings.

    Raises:
        StoreError: its folder cannot be written.
    """
    home = prepare(settings)
    with ExitStack() as stack:
        with _first_use(home):
            instance = stack.enter_context(DagsterInstance.from_config(str(home)))
            # Makes the tables now, while nobody else does.
            instance.get_runs_count()
        yield instance


def services(settings: Settings, port: int, host: str = "127.0.0.1") -> tuple[Service, ...]:
    """The processes behind `up`: the web page and the daemon, which runs sensors, schedules and the queue."""
    home = prepare(settings)
    environment = {
        **os.environ,
        "DAGSTER_HOME": str(home),
        "PROMPTREAL_HOME": str(settings.home),
        "DAGSTER_DISABLE_TELEMETRY": "1",
    }
    workspace = ("-w", str(home / WORKSPACE))
    page = ("-m", "dagster_webserver", "-h", host, "-p", str(port), *workspace)
    daemon = ("-m", "dagster._daemon", "run", *workspace)
    return (
        Service("Dagster UI", (sys.executable, *page), environment),
        Service("Dagster daemon", (sys.executable, *daemon), environment),
    )


def _write_new(path: Path, content: str) -> None:
    """Writes a file that is not there yet, whole or not at all."""
    if path.exists():
        return
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_text(content)
    try:
        os.link(part, path)
    except FileExistsError:
        return
    finally:
        part.unlink()


@contextmanager
def _first_use(home: Path) -> Iterator[None]:
    """Lets one process at a time make the databases: two at once end in a locked or half-made one."""
    with (home / ".first-use.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
