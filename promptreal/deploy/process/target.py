"""The `process` target itself: what a command calls."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any

from promptreal.artifact import ImageRef, Release, ScalingPolicy
from promptreal.deadline import Deadline
from promptreal.deploy.process.candidate import foresee, run_candidate
from promptreal.deploy.process.child import Trouble
from promptreal.deploy.process.client import PATIENCE, Conversation, NoSupervisor, ask, ask_or_summon
from promptreal.deploy.process.folder import AppFolder, Held
from promptreal.deploy.process.logs import newest_lines
from promptreal.deploy.process.plan import Places, make_revision, renew
from promptreal.deploy.process.revision import Revision
from promptreal.deploy.process.usage import usage
from promptreal.errors import AppBusy, AppUnhealthy, DeployError, PhaseTimeout, PromptRealError, UnknownApp
from promptreal.request import AppKey
from promptreal.roles import AppState, Sandbox
from promptreal.settings import Settings
from promptreal.spec import AppSpec

STOP = 30.0
# Seconds that the folder of an app without a supervisor may still be held before somebody else is at work.
LET_GO = 5.0
"""Seconds that stopping and starting may take."""

_KILLED = "its supervisor was killed, or the machine went down; `promptreal start` brings it back"
_NOTE = "a local process does not scale: it runs once, restarts when it crashes, and has no replicas"


class ProcessTarget:
    """Runs each app as a supervised process on this machine.

    `settings` say where apps live, the address they listen on and the range of their ports; `sandbox` closes them in.
    """

    name = "process"

    def __init__(self, settings: Settings, sandbox: Sandbox) -> None:
        self.settings = settings
        self.sandbox = sandbox
        self._expected: dict[str, Conversation] = {}

    def foresee(self) -> None:
        """Starts the processes of the next candidate: see `Target`."""
        foresee(self.sandbox, self.settings.environments_folder, self.settings.home / "candidates")

    @contextlib.contextmanager
    def candidate(self, image: ImageRef, spec: AppSpec, deadline: Deadline) -> Iterator[str]:
        """Runs the version aside on a throw-away database; gives its base URL; gone when the context ends.

        Raises:
            AppUnhealthy: it did not become healthy.
            PhaseTimeout: not within the deadline.
        """
        with contextlib.ExitStack() as stack:
            environments, folder = self.settings.environments_folder, self.settings.home / "candidates"
            with _translated(image.app, deadline):
                url = stack.enter_context(run_candidate(image, spec, self.sandbox, environments, folder, deadline))
            yield url

    @contextlib.contextmanager
    def expecting(self, image: ImageRef, spec: AppSpec, deadline: Deadline) -> Iterator[None]:
        """Within it, the process of the next version of an app that runs is ready to become it: see `Target`."""
        with contextlib.ExitStack() as stack:
            # It saves time and decides nothing: what is wrong here, `deploy` will say.
            with contextlib.suppress(NoSupervisor, Trouble, DeployError, OSError):
                folder = self._folder(image.app)
                conversation = stack.enter_context(Conversation(folder))
                request = self._deployment(folder, image, spec, deadline)
                conversation.say({**request, "do": "expect"})
                self._expected[image.digest] = conversation
            try:
                yield
            finally:
                self._expected.pop(image.digest, None)

    def deploy(self, image: ImageRef, spec: AppSpec, deadline: Deadline) -> str:
        """Migrates, starts the version, proves it healthy, lets it take over without a failed request; its URL.

        On any failure the version before serves on. Deploying what already serves changes nothing.

        Raises:
            AppUnhealthy: it did not become healthy.
            AppBusy: another command deploys or stops the app.
            PhaseTimeout: not within the deadline.
            DeployError: anything else.
        """
        folder = self._folder(image.app)
        with _translated(image.app, deadline):
            folder.create()
            expected = self._expected.pop(image.digest, None)
            if expected is not None:
                with contextlib.suppress(NoSupervisor):
                    expected.say({"do": "deploy", "seconds": deadline.remaining()})
                    return str(expected.answer(deadline.remaining() + PATIENCE)["url"])
            return str(self._ask(folder, self._deployment(folder, image, spec, deadline), deadline)["url"])

    def scale(self, release: Release) -> ScalingPolicy:
        """The policy that a scaling target would apply, not active here."""
        return ScalingPolicy(app=release.app, active=False, note=_NOTE)

    def state(self, app: AppKey) -> AppState:
        """How the app is doing, with its process's id, memory, processor time and sandbox among its resources."""
        folder = self._folder(app)
        if not folder.exists():
            return AppState(app=app, status="absent")
        try:
            answer = ask(folder, {"do": "status"}, STOP)
        except NoSupervisor:
            return self._state_at_rest(app, folder)
        except Trouble as trouble:
            return AppState(app=app, status="crashed", url=folder.record().url, detail=trouble.message)
        return AppState(
            app=app,
            status=answer["status"],
            url=answer["url"],
            revision=answer.get("revision", ""),
            restarts=answer.get("restarts", 0),
            started_at=answer.get("started_at", ""),
            detail=answer.get("detail", ""),
            resources=_resources(answer),
        )

    def stop(self, app: AppKey) -> None:
        """Stops serving; keeps the data and the port. A stopped app is left as it is.

        Raises:
            UnknownApp: there is none.
            AppBusy: another command deploys it.
        """
        folder = self._known(app)
        deadline = Deadline("deployment", STOP)
        with _translated(app, deadline):
            try:
                ask(folder, {"do": "stop"}, STOP)
            except NoSupervisor:
                _mark_stopped(folder)
                return
            _wait_until_free(folder, deadline)

    def start(self, app: AppKey) -> str:
        """Starts the version that was serving last; its URL.

        Raises:
            UnknownApp: there is none, or none of its versions ever served.
            AppUnhealthy: it does not become healthy any more.
        """
        folder = self._known(app)
        record = folder.record()
        if record.revision is None:
            raise UnknownApp(f"no version of {app} has ever served", hint="create it again, or delete it")
        deadline = Deadline("deployment", self.settings.timeouts.deployment)
        with _translated(app, deadline):
            folder.create()
            # Closed in anew: another release of this program may have moved what the recorded commands name.
            revision = renew(Revision.from_json(record.revision), self.sandbox, self._places(folder))
            request = {"do": "deploy", "revision": revision.as_json(), "seconds": deadline.remaining()}
            return str(self._ask(folder, request, deadline)["url"])

    def delete(self, app: AppKey) -> None:
        """Removes the app and its data; a missing app is no error.

        Raises:
            AppBusy: another command deploys it.
        """
        folder = self._folder(app)
        if not folder.exists():
            return
        self.stop(app)
        with _translated(app, Deadline("deployment", STOP)), folder.lock():
            folder.remove()

    def logs(self, app: AppKey, lines: int) -> str:
        """The newest lines of the app's log.

        Raises:
            UnknownApp: there is none.
        """
        return "\n".join(newest_lines(self._known(app).log, lines))

    def _folder(self, app: AppKey) -> AppFolder:
        try:
            return AppFolder.of(self.settings.apps_folder.absolute(), str(app))
        except ValueError as error:
            raise UnknownApp(str(error)) from error

    def _known(self, app: AppKey) -> AppFolder:
        folder = self._folder(app)
        if not folder.exists():
            raise UnknownApp(f"{app} does not run here", hint="`promptreal apps` lists those that do")
        return folder

    def _deployment(self, folder: AppFolder, image: ImageRef, spec: AppSpec, deadline: Deadline) -> dict[str, Any]:
        revision = make_revision(image, spec, self.sandbox, self._places(folder))
        return {"do": "deploy", "revision": revision.as_json(), "seconds": deadline.remaining()}

    def _places(self, folder: AppFolder) -> Places:
        return Places(data=folder.data, backups=folder.backups, rehearsal=folder.rehearsal)

    def _ask(self, folder: AppFolder, request: dict[str, Any], deadline: Deadline) -> dict[str, Any]:
        return ask_or_summon(folder, request, deadline.remaining, self.settings.host, self.settings.ports)

    def _state_at_rest(self, app: AppKey, folder: AppFolder) -> AppState:
        record = folder.record()
        # Without a supervisor nothing serves. Nobody asked for that when it is desired otherwise: it was killed.
        killed = record.desired == "running"
        return AppState(
            app=app,
            status="crashed" if killed else "stopped",
            url=record.url,
            revision=str((record.revision or {}).get("digest", "")),
            detail=_KILLED if killed else "",
            resources={"port": record.port},
        )


def _resources(answer: dict[str, Any]) -> dict[str, Any]:
    known = ("pid", "up_seconds", "sandbox", "isolates", "port", "supervisor_pid")
    resources = {name: answer[name] for name in known if name in answer}
    return {**resources, **(usage(answer["pid"]) if answer.get("pid") else {})}


def _mark_stopped(folder: AppFolder) -> None:
    """For an app without a supervisor.

    A killed one's last children, or a command that just looks whether the folder is held, hold it for moments.
    """
    patience = time.monotonic() + LET_GO
    while True:
        try:
            with folder.lock():
                record = folder.record()
                record.desired = "stopped"
                folder.remember(record)
                return
        except Held:
            if time.monotonic() > patience:
                raise
            time.sleep(0.02)


def _wait_until_free(folder: AppFolder, deadline: Deadline) -> None:
    """Until the supervisor has let go of the folder and the port."""
    while folder.is_held():
        deadline.remaining()
        time.sleep(0.02)


@contextlib.contextmanager
def _translated(app: AppKey, deadline: Deadline) -> Iterator[None]:
    """Turns what the supervisor reports into the errors of the domain."""
    try:
        yield
    except Trouble as trouble:
        raise _error(app, trouble, deadline) from trouble
    except Held as error:
        raise AppBusy(f"another command works on {app}", hint="try again when it is done") from error
    except OSError as error:
        hint = "look at the space and the permissions of that place"
        raise DeployError(f"{app}: {error}", hint=hint) from error


def _error(app: AppKey, trouble: Trouble, deadline: Deadline) -> PromptRealError:
    match trouble.kind:
        case "unhealthy":
            return AppUnhealthy(f"{app}: {trouble.message}", hint=trouble.hint)
        case "busy":
            return AppBusy(f"{app}: {trouble.message}", hint=trouble.hint)
        case "timeout":
            expired = deadline.expired()
            return PhaseTimeout(f"{app}: {expired.message} ({trouble.message})", hint=expired.hint)
        case _:
            return DeployError(f"{app}: {trouble.message}", hint=trouble.hint)
