"""Generations launched from a program: one Dagster run, in this process, with its progress told as it happens."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Literal
from uuid import uuid4

from dagster import DagsterEvent, DagsterEventType, DagsterInstance, DagsterRun, DagsterRunStatus
from dagster._core.definitions.job_base import InMemoryJob
from dagster._core.execution.api import execute_run_iterator
from dagster._core.storage.tags import PARTITION_NAME_TAG
from dagster_shared.error import SerializableErrorInfo

from assets import observer, state
from assets.config import request_config
from assets.step import RunPlan
from promptreal import apps, errors
from promptreal.artifact import Release
from promptreal.errors import AppBusy, Interrupted, InvalidRequest, NotFound, PromptRealError
from promptreal.lock import run_lock, take_app
from promptreal.model import Model
from promptreal.request import AppKey, GenerationRequest
from promptreal.roles import Store
from promptreal.scratch import enter_scratch, leave_scratch, sweep_scratch
from promptreal.settings import Settings, Timeouts, load_settings
from promptreal.status import BuildStatus
from promptreal.workshop import Workshop
from promptreal_dagster import runs
from promptreal_dagster.instance import open_instance
from resources.failures import ERROR_KEY
from resources.values import STEPS, document, lineage

BUSY_SECONDS = 5.0
_ENDED_BADLY = (DagsterEventType.RUN_FAILURE, DagsterEventType.RUN_CANCELED)


@dataclass(frozen=True)
class Progress:
    """Something that happened in a run.

    `phase` is the step (`spec`, `source_tree`, `image`, `deployment`, `hpa`), empty for what concerns the whole run.
    `value` is what a step has made, when it is `done`; `seconds` is how long that took.
    """

    phase: str
    state: Literal["started", "working", "done", "failed"]
    text: str = ""
    seconds: float = 0.0
    value: Model | None = None
    run_id: str = ""
    job_name: str = ""


@dataclass(frozen=True)
class GenerationResult:
    """How a run ended. `error` is None when it is complete; `phase` is where it broke otherwise."""

    app: AppKey
    run_id: str
    job_name: str
    build_status: BuildStatus
    deployment_url: str = ""
    release: Release | None = None
    error: Exception | None = None
    phase: str = ""
    durations: Mapping[str, float] = field(default_factory=dict)


Listener = Callable[[Progress], None]


def _ignore(_: Progress) -> None:
    """Hears nothing."""


def generate(
    request: GenerationRequest,
    change: bool = False,
    on_event: Listener = _ignore,
    *,
    settings: Settings | None = None,
    timeouts: Mapping[str, float] | None = None,
    busy_seconds: float = BUSY_SECONDS,
) -> GenerationResult:
    """Makes an app, or the next version of one, and tells of it as it happens.

    `timeouts` are seconds for phases, over the settings'. What goes wrong inside the run is in the result.

    Raises:
        NameConflict: the name is another app's, or the app exists already.
        UnknownApp: a change of an app that does not exist.
        AppBusy: another run of the app is under way, and still is after `busy_seconds`.
        UnknownImplementation: the settings name an implementation that there is not.
        StoreError: the store or Dagster's folder cannot be used, or git is not there.
        KeyboardInterrupt: the person gave up before the first step; the run is marked as failed.
    """
    place = settings or load_settings()
    workshop = Workshop.open(place)
    workshop.require_ready()
    store = workshop.store
    with _working_on(place, request.key, "change" if change else "generate", busy_seconds) as (instance, run_id):
        if change:
            apps.update_record(store, request.key, last_run_id=run_id)
        else:
            apps.claim(store, request)
        runs.add_partition(instance, request.key)
        run = runs.create_run(
            instance,
            "change" if change else "generate",
            request.key,
            {
                **request_config(request, change=change, timeouts=dict(timeouts or {})),
                **_surroundings(place),
            },
            run_id=run_id,
        )
        return _execute(instance, run, request.key, store, on_event)


def resume(
    app: AppKey,
    on_event: Listener = _ignore,
    *,
    settings: Settings | None = None,
    timeouts: Mapping[str, float] | None = None,
    busy_seconds: float = BUSY_SECONDS,
) -> GenerationResult:
    """Does what the app's last run, which failed or was killed, left undone.

    Raises:
        UnknownApp: no such app.
        InvalidRequest: its last run did not fail.
        AppBusy: a run of the app is under way.
    """
    place = settings or load_settings()
    store = Workshop.open(place).store
    if apps.record(store, app) is None:
        raise apps.unknown(store, str(app))
    with _working_on(place, app, "retry", busy_seconds) as (instance, run_id):
        parent = runs.latest_run(instance, app)
        if parent is None:
            raise InvalidRequest(f"{app} has no run to resume", hint="`promptreal create PROMPT` starts one")
        if not parent.is_finished:
            raise AppBusy(
                f"the run {parent.run_id} of {app} is {parent.status.value.lower()}",
                hint="wait until it has ended, or terminate it in the Dagster UI",
            )
        if parent.status is DagsterRunStatus.SUCCESS:
            raise InvalidRequest(
                f"the last run of {app} is complete: there is nothing to resume",
                hint=f"make its next version with `promptreal change {app} PROMPT`",
            )
        if timeouts:
            _set_timeouts(store, lineage(parent), timeouts)
        run = runs.create_resumed_run(instance, parent, run_id, timeouts or {})
        return _execute(instance, run, app, store, on_event)


def redeploy(
    app: AppKey,
    on_event: Listener = _ignore,
    *,
    settings: Settings | None = None,
    busy_seconds: float = BUSY_SECONDS,
) -> GenerationResult:
    """Rolls out again what is released.

    Raises:
        UnknownApp: no such app.
        AppBusy: another run of the app is under way.
    """
    place = settings or load_settings()
    store = Workshop.open(place).store
    if apps.record(store, app) is None:
        raise apps.unknown(store, str(app))
    with _working_on(place, app, "redeploy", busy_seconds) as (instance, run_id):
        runs.add_partition(instance, app)
        run = runs.create_run(instance, "redeploy", app, _surroundings(place), run_id=run_id)
        return _execute(instance, run, app, store, on_event)


@contextmanager
def _working_on(
    settings: Settings, app: AppKey, what: str, busy_seconds: float
) -> Iterator[tuple[DagsterInstance, str]]:
    """The instance, and the id of a run to be made, with the locks of app and run held from before it exists."""
    run_id = str(uuid4())
    with ExitStack() as stack:
        instance = stack.enter_context(open_instance(settings))
        lock = take_app(settings, app, f"run {run_id} ({what})", busy_seconds)
        stack.callback(lock.release)
        mine = run_lock(settings, run_id)
        sweep_scratch(settings)
        enter_scratch(settings, run_id)
        stack.callback(mine.path.unlink, missing_ok=True)
        stack.callback(mine.release)
        stack.callback(leave_scratch, settings, run_id)
        runs.fail_lost_runs(instance, settings, app)
        yield instance, run_id


class _Listening:
    """Follows one run: turns what Dagster and the steps say into progress, and remembers how it went."""

    def __init__(self, run: DagsterRun, store: Store, on_event: Listener) -> None:
        self.run = run
        self.store = store
        self.on_event = on_event
        self.phase = ""
        self.error: Exception | None = None
        self.durations: dict[str, float] = {}
        self._began = time.monotonic()
        self.values: dict[str, Model] = {}

    def said(self, phase: str, text: str) -> None:
        self._tell(phase, "working", text)

    def broke(self, phase: str, error: Exception) -> None:
        self.phase, self.error = phase, error

    def hear(self, event: DagsterEvent) -> None:
        """Takes one of Dagster's events."""
        step = event.step_key or ""
        if event.event_type is DagsterEventType.STEP_START:
            self._began = time.monotonic()
            self._tell(step, "started")
        elif event.event_type is DagsterEventType.STEP_SUCCESS:
            self.durations[step] = time.monotonic() - self._began
            self._tell(step, "done", seconds=self.durations[step], value=self._value(step))
        elif event.event_type is DagsterEventType.STEP_UP_FOR_RETRY:
            self._tell(step, "working", f"trying again after: {self.error}")
            self.error = None
        elif event.event_type is DagsterEventType.STEP_FAILURE:
            self.durations[step] = time.monotonic() - self._began
            self.phase = self.phase or step
            self.error = self.error or _told(event, self.run)
            self._tell(step, "failed", str(self.error), seconds=self.durations[step])
        elif event.event_type in _ENDED_BADLY and self.error is None:
            self.error = self._of_the_run(event)

    def _of_the_run(self, event: DagsterEvent) -> Exception:
        """The error of a run that did not end in one of its steps."""
        data = event.event_specific_data
        if _was_interrupted(getattr(data, "error", None)):
            return _interrupted(self.run, "between two steps")
        return RuntimeError(event.message or "the run failed outside its steps; its log says why")

    def _value(self, step: str) -> Model | None:
        content, _ = self.store.read(document(lineage(self.run), step))
        self.values[step] = STEPS[step].model_validate_json(content)
        return self.values[step]

    def _tell(
        self,
        phase: str,
        how: Literal["started", "working", "done", "failed"],
        text: str = "",
        seconds: float = 0.0,
        value: Model | None = None,
    ) -> None:
        name = self.run.tags.get(state.JOB_TAG, "")
        self.on_event(Progress(phase, how, text, seconds, value, self.run.run_id, name))


def _execute(
    instance: DagsterInstance, run: DagsterRun, app: AppKey, store: Store, on_event: Listener
) -> GenerationResult:
    # The orchestrator's modules stay; searching them for garbage again and again would slow all that the steps do.
    gc.freeze()
    listening = _Listening(run, store, on_event)
    name = run.tags[state.JOB_TAG]
    with observer.observing(listening), _ended_if_left(instance, run):
        on_event(Progress("", "started", run_id=run.run_id, job_name=name))
        for event in execute_run_iterator(InMemoryJob(runs.job(run.job_name)), run, instance):
            listening.hear(event)
    ended = instance.get_run_by_id(run.run_id) or run
    if ended.status is not DagsterRunStatus.SUCCESS:
        error = listening.error or RuntimeError(f"the run ended as {ended.status.value.lower()}")
        first_line = error.message if isinstance(error, PromptRealError) else str(error)
        runs.mark_failed(instance, ended, f"{listening.phase or 'run'}: {first_line}")
        on_event(Progress("", "failed", str(error), run_id=run.run_id, job_name=name))
        return GenerationResult(
            app, run.run_id, name, BuildStatus.FAILED, error=error, phase=listening.phase, durations=listening.durations
        )
    told = state.record(ended.tags)
    release = apps.released(store, app)
    on_event(Progress("", "done", told.deployment_url, run_id=run.run_id, job_name=name, value=release))
    return GenerationResult(
        app, run.run_id, name, told.status, told.deployment_url, release, durations=listening.durations
    )


@contextmanager
def _ended_if_left(instance: DagsterInstance, run: DagsterRun) -> Iterator[None]:
    """Lets no run stay unfinished that nobody executes any more, such as one interrupted before its first step."""
    try:
        yield
    except BaseException as error:
        left = instance.get_run_by_id(run.run_id)
        if left is not None and not left.is_finished:
            runs.fail_run(instance, left, f"it was left by its process ({type(error).__name__})")
        raise


def _interrupted(run: DagsterRun, where: str) -> Interrupted:
    """The error of a run that somebody ended."""
    app = run.tags[PARTITION_NAME_TAG]
    return Interrupted(f"the run was interrupted {where}", hint=f"`promptreal retry {app}` goes on from there")


def _was_interrupted(error: SerializableErrorInfo | None) -> bool:
    """Whether the error, or what led to it, is that somebody ended the run."""
    while error is not None:
        if error.cls_name in {"DagsterExecutionInterruptedError", "KeyboardInterrupt"}:
            return True
        error = error.cause or error.context
    return False


def _told(event: DagsterEvent, run: DagsterRun) -> Exception:
    """The error of a step that failed outside the code of the steps, such as a value that is not there."""
    data = event.step_failure_data
    if _was_interrupted(data.error):
        return _interrupted(run, f"in {event.step_key}")
    if data.user_failure_data is not None:
        told = {key: str(value.value) for key, value in (data.user_failure_data.metadata or {}).items()}
        kind = getattr(errors, told.get(ERROR_KEY, ""), None)
        if isinstance(kind, type) and issubclass(kind, PromptRealError):
            return kind(told.get("what happened", ""), hint=told.get("what to do", ""))
        return RuntimeError(data.user_failure_data.description or "the step failed")
    return RuntimeError(data.error.to_string() if data.error else "the step failed")


def _set_timeouts(store: Store, root: str, timeouts: Mapping[str, float]) -> None:
    """Gives the phases of a lineage other times, for what is left of it."""
    try:
        content, _ = store.read(document(root, "plan"))
    except NotFound:
        return
    plan = RunPlan.model_validate_json(content)
    changed = Timeouts(**{**plan.timeouts.model_dump(), **timeouts})
    store.write(document(root, "plan"), plan.model_copy(update={"timeouts": changed}).canonical())


def _surroundings(settings: Settings) -> dict[str, object]:
    """The run config that pins a run to the home folder of these settings, and keeps it from the terminal."""
    return {
        "resources": {"workshop": {"config": {"home": str(settings.home)}}},
        "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
    }
