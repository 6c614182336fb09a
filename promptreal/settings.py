"""The platform's settings: one typed file, environment variables over it."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from promptreal.errors import InvalidRequest
from promptreal.model import Model


def default_home() -> Path:
    """Where state lives: `PROMPTREAL_HOME`, else `~/.promptreal`."""
    return Path(os.environ.get("PROMPTREAL_HOME") or Path.home() / ".promptreal").expanduser().absolute()


class Timeouts(Model):
    """Seconds that each phase may take."""

    spec: float = Field(default=60, gt=0)
    source_tree: float = Field(default=300, gt=0)
    image: float = Field(default=300, gt=0)
    deployment: float = Field(default=180, gt=0)
    hpa: float = Field(default=60, gt=0)


class Settings(BaseSettings):
    """Effective settings.

    Read from `promptreal.toml` in the home folder, then from `PROMPTREAL_…` variables
    (`PROMPTREAL_TIMEOUTS__IMAGE=600`). `host` is the address that the `process` target's apps listen on, `ports` the
    range (first, last) that their stable ports come from; `app_python` says whether they run under our own Python, or
    the quickest of its version on this machine.
    """

    model_config = SettingsConfigDict(env_prefix="PROMPTREAL_", env_nested_delimiter="__", extra="forbid", frozen=True)

    home: Path = Field(default_factory=default_home)
    designer: str = "offline"
    generator: str = "blueprint"
    store: str = "directory"
    sandbox: str = "auto"
    builder: str = "bundle"
    target: str = "process"
    app_python: Literal["quickest", "own"] = "quickest"
    host: str = "127.0.0.1"
    ports: tuple[int, int] = (8300, 8999)
    timeouts: Timeouts = Timeouts()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (the base class names them)
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments over environment over the file."""
        file = TomlConfigSettingsSource(settings_cls, default_home() / "promptreal.toml")
        return init_settings, env_settings, file

    @property
    def dagster_home(self) -> Path:
        """Dagster's instance folder."""
        return self.home / "dagster"

    @property
    def store_folder(self) -> Path:
        """The directory store."""
        return self.home / "store"

    @property
    def git_folder(self) -> Path:
        """One bare repository for each app: `{key}.git`."""
        return self.home / "git"

    @property
    def environments_folder(self) -> Path:
        """Python environments by the hash of their lock."""
        return self.home / "environments"

    @property
    def bundles_folder(self) -> Path:
        """Built bundles by digest."""
        return self.home / "bundles"

    @property
    def scanned_folder(self) -> Path:
        """What the scanners said of files that they have seen before."""
        return self.home / "scanned"

    @property
    def compiled_folder(self) -> Path:
        """Templates as they were compiled, so that the next command need not."""
        return self.home / "compiled"

    @property
    def benches_folder(self) -> Path:
        """Where processes wait for trees to test: one folder for each that is under way."""
        return self.home / "benches"

    @property
    def apps_folder(self) -> Path:
        """The `process` target's state: one folder for each app."""
        return self.home / "apps"


_OTHER_VARIABLES = ("PROMPTREAL_COMMAND", "PROMPTREAL_PYTHON", "PROMPTREAL_INSTALLER")


def unknown_variables(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that look like settings and are none, each with the nearest one that there is, or nothing."""
    known = [*_OTHER_VARIABLES]
    for name in Settings.model_fields:
        known.append(f"PROMPTREAL_{name.upper()}")
    known += [f"PROMPTREAL_TIMEOUTS__{name.upper()}" for name in Timeouts.model_fields]
    unknown = sorted({name for name in environment if name.upper().startswith("PROMPTREAL_")} - set(known))
    return {name: next(iter(get_close_matches(name, known, n=1)), "") for name in unknown if name.upper() not in known}


def load_settings(**overrides: object) -> Settings:
    """The effective settings.

    Raises:
        InvalidRequest: the file or a variable holds something else than it should; the message names it.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        file = default_home() / "promptreal.toml"
        raise InvalidRequest(f"{file} is not TOML: {error}", hint="mend the file, or move it away") from error
    except SettingsError as error:
        raise InvalidRequest(f"the settings are wrong: {error}", hint="mend the PROMPTREAL_… variable") from error
    except ValidationError as error:
        where = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise InvalidRequest(
            f"the settings are wrong: {where}", hint="mend promptreal.toml or the PROMPTREAL_… variable"
        ) from error
