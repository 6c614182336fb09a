"""The workshop as a Dagster resource."""

from pathlib import Path

from dagster import ConfigurableResource
from pydantic import Field

from promptreal.settings import Settings, load_settings
from promptreal.workshop import Workshop


class WorkshopResource(ConfigurableResource["WorkshopResource"]):
    """Where generations are made. All else is in the home's `promptreal.toml` and in `PROMPTREAL_…` variables."""

    home: str = Field(
        default="",
        description="The folder of all state: store, git histories, environments, apps. "
        "Empty: PROMPTREAL_HOME, else ~/.promptreal.",
    )

    def settings(self) -> Settings:
        """The effective settings.

        Raises:
            InvalidRequest: the settings file or a variable is wrong.
        """
        return load_settings(home=Path(self.home).expanduser().absolute()) if self.home else load_settings()

    def open(self, target: str = "") -> Workshop:
        """The workshop, with `target` in place of the settings' if given.

        There is one for each process and settings, so that what it opened once is not opened again.
        """
        settings = self.settings()
        return _opened(settings.model_copy(update={"target": target}) if target else settings)


_workshops: dict[str, Workshop] = {}


def _opened(settings: Settings) -> Workshop:
    return _workshops.setdefault(settings.model_dump_json(), Workshop.open(settings))
