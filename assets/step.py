"""What the five assets have in common: a step of a generation, from the app's lock to the value and its checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from dagster import AssetCheckResult, AssetExecutionContext, Backoff, Jitter, Output, RetryPolicy
from dagster._core.errors import DagsterExecutionInterruptedError
from pydantic import ValidationError

from assets import checks, observer, state
from assets.partitions import chosen_app
from promptreal.deadline import Deadline
from promptreal.errors import GateRefused, Interrupted, MissingStep, NotFound, PromptRealError
from promptreal.evidence import Evidence, VersionRefused
from promptreal.model import Model
from promptreal.pipeline import Generation, Progress
from promptreal.request import AppKey, job_name
from promptreal.settings import Timeouts
from promptreal.status import BuildStatus
from promptreal.workshop import Workshop
from resources.failures import as_defect, as_failure
from resources.lock import AppLock
from resources.values import discard_from, document, lineage
from resources.workshop import WorkshopResource

V = TypeVar("V", bound=Model)
GROUP = "generation"
OWNERS = ["team:platform"]
# Only what the error tree calls retryable is tried again: every other failure says that it must not be.
RETRIES = RetryPolicy(max_retries=2, delay=0.5, backoff=Backoff.EXPONENTIAL, jitter=Jitter.PLUS_MINUS)

_STATUS = {
    "spec": BuildStatus.GENERATING,
    "source_tree": BuildStatus.GENERATING,
    "image": BuildStatus.BUILDING,
    "deployment": BuildStatus.DEPLOYING,
    "hpa": BuildStatus.DEPLOYING,
}


class RunPlan(Model):
    """What a lineage of runs is about, kept with its values: the generation, and the seconds of its phases."""

    generation: Generation
    timeouts: Timeouts


@dataclass(frozen=True)
class Step:
    """A step of a run that holds the app's lock."""

    context: AssetExecutionContext
    phase: str
    app: AppKey
    root: str
    source: WorkshopResource
    progress: Progress

    @property
    def workshop(self) -> Workshop:
        """The workshop as the settings say."""
        return self.source.open()

    @property
    def job_name(self) -> str:
        """The generation's outside name."""
        return job_name(str(self.app), self.root)

    @property
    def plan(self) -> RunPlan:
        """What this lineage is about.

        Raises:
            MissingStep: no first step ever wrote it down.
        """
        try:
            content, _ = self.workshop.store.read(document(self.root, "plan"))
            return RunPlan.model_validate_json(content)
        except NotFound as error:
            raise MissingStep(
                f"the run {self.root} never began a generation of {self.app}",
                hint="launch the whole job `generate`; to roll out again what is released, launch `redeploy`",
            ) from error
        except ValidationError as error:
            raise MissingStep(
                f"the plan of run {self.root} was written by another version of the platform",
                hint="launch the whole job `generate` again",
            ) from error

    def write_plan(self, plan: RunPlan) -> None:
        """Keeps what this lineage is about."""
        self.workshop.store.write(document(self.root, "plan"), plan.canonical())

    def serving(self, target: str) -> Workshop:
        """The workshop with that target, which a request or a release names."""
        return self.source.open(target=target)

    def deadline(self, timeouts: Timeouts) -> Deadline:
        """The time of this phase, from now on."""
        return Deadline(self.phase, getattr(timeouts, self.phase))

    def reach(self, status: BuildStatus, url: str = "") -> None:
        """Moves the run's state on."""
        state.reach(self.context.instance, self.context.run.run_id, self.job_name, status, url=url)


def perform(
    context: AssetExecutionContext,
    phase: str,
    workshop: WorkshopResource,
    lock: AppLock,
    make: Callable[[Step], V],
    describe: Callable[[Step, V], Mapping[str, Any]],
    evidence: Callable[[V], Evidence] = lambda _: Evidence(),
) -> Iterator[AssetCheckResult | Output[V]]:
    """Makes a step's value: yields its checks, then the value with what `describe` tells of it.

    Raises:
        Failure: it could not be made, or a gate refused it. Then there is no value, and none from before is left.
    """
    try:
        step = _begin(context, phase, workshop, lock)
        value = make(step)
        measured = evidence(value)
        _require_all(phase, measured)
        told = describe(step, value)
    except VersionRefused as error:
        observer.broken(phase, error)
        yield from checks.results(phase, error.evidence)
        raise as_failure(error) from error
    except PromptRealError as error:
        observer.broken(phase, error)
        raise as_failure(error) from error
    except (DagsterExecutionInterruptedError, KeyboardInterrupt) as error:
        # Dagster's retry policy would try the step again, and whoever interrupts wants an end.
        interrupted = Interrupted(
            f"the run was interrupted in {phase}", hint=f"`promptreal retry {context.partition_key}` goes on from there"
        )
        observer.broken(phase, interrupted)
        raise as_failure(interrupted) from error
    except Exception as error:
        # A fault of the platform: another try cannot help it, and the retry policy would make one.
        observer.broken(phase, error)
        raise as_defect(error) from error
    yield from checks.results(phase, measured)
    yield Output(value, metadata=dict(told))


def _begin(context: AssetExecutionContext, phase: str, workshop: WorkshopResource, lock: AppLock) -> Step:
    app = chosen_app(context)
    progress = observer.speaker(phase, context.log.info)
    lock.take(app, context.run.run_id, progress)
    step = Step(context, phase, app, lineage(context.run), workshop, progress)
    discard_from(step.workshop.store, step.root, phase)
    step.reach(_STATUS[phase])
    return step


def _require_all(phase: str, evidence: Evidence) -> None:
    absent = checks.missing(phase, evidence)
    if absent:
        raise GateRefused(
            f"{phase}: no one made the gates {', '.join(absent)}",
            hint="the implementation that ran for this step does not prove what a release needs; choose another",
        )
