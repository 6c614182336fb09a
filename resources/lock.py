"""The app's lock as a Dagster resource: runs of the same app never overlap, however they were launched."""

from collections.abc import Callable

from dagster import ConfigurableResource, InitResourceContext, ResourceDependency
from pydantic import Field, PrivateAttr

from promptreal.lock import FileLock, app_lock, take_app
from promptreal.request import AppKey
from promptreal.scratch import enter_scratch, leave_scratch, sweep_scratch
from resources.workshop import WorkshopResource


class AppLock(ConfigurableResource):  # type: ignore[type-arg]  # the resource is itself
    """Held from a run's first step until the run, or its process, ends."""

    workshop: ResourceDependency[WorkshopResource]
    wait_seconds: float = Field(
        default=900.0,
        ge=0,
        description="How long a run waits for another run of the same app before it fails as busy.",
    )
    _run: list[str] = PrivateAttr(default_factory=list)
    _mine: list[FileLock] = PrivateAttr(default_factory=list)

    def take(self, app: AppKey, run_id: str, waiting: Callable[[str], None]) -> None:
        """Takes the app's lock for this run; nothing happens when this process has it already.

        Raises:
            AppBusy: another run still has it after `wait_seconds`.
        """
        settings = self.workshop.settings()
        if not self._run:
            # The run's lock says that its process lives, to whoever finds the run unfinished.
            sweep_scratch(settings)
            enter_scratch(settings, run_id)
            self._run.append(run_id)
        if not app_lock(settings, app).held:
            self._mine.append(take_app(settings, app, f"run {run_id}", self.wait_seconds, waiting))

    def teardown_after_execution(self, context: InitResourceContext) -> None:  # noqa: ARG002 (Dagster's signature)
        """Gives back what this run took."""
        while self._run:
            leave_scratch(self.workshop.settings(), self._run.pop())
        while self._mine:
            self._mine.pop().release()
