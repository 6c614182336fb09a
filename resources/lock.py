"""The app's lock as a Dagster resource: runs of the same app never overlap, however they were launched."""

from collections.abc import Callable

from dagster import ConfigurableResource, InitResourceContext, ResourceDependency
from pydantic import Field, PrivateAttr

from promptreal.lock import FileLock, app_lock, run_lock, take_app
from promptreal.request import AppKey
from resources.workshop import WorkshopResource


class AppLock(ConfigurableResource):  # type: ignore[type-arg]  # the resource is itself
    """Held from a run's first step until the run, or its process, ends."""

    workshop: ResourceDependency[WorkshopResource]
    wait_seconds: float = Field(
        default=900.0,
        ge=0,
        description="How long a run waits for another run of the same app before it fails as busy.",
    )
    _mine: list[FileLock] = PrivateAttr(default_factory=list)

    def take(self, app: AppKey, run_id: str, waiting: Callable[[str], None]) -> None:
        """Takes the app's lock for this run; nothing happens when this process has it already.

        Raises:
            AppBusy: another run still has it after `wait_seconds`.
        """
        settings = self.workshop.settings()
        # Says that this run's process lives, to whoever finds the run unfinished; given back by the process's end.
        run_lock(settings, run_id).acquire(run_id)
        if not app_lock(settings, app).held:
            self._mine.append(take_app(settings, app, f"run {run_id}", self.wait_seconds, waiting))

    def teardown_after_execution(self, context: InitResourceContext) -> None:  # noqa: ARG002 (Dagster's signature)
        """Gives back what this run took."""
        while self._mine:
            self._mine.pop().release()
