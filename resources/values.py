"""Where the values of the steps are kept: with the run that made them, never as "the latest of the partition"."""

from typing import Any

from dagster import ConfigurableIOManager, DagsterInstance, DagsterRun, InputContext, OutputContext, ResourceDependency
from pydantic import ValidationError

from promptreal.artifact import ImageRef, Release, ScalingPolicy, SourceTree
from promptreal.errors import MissingStep, NotFound, StoreError
from promptreal.model import Model
from promptreal.roles import Store
from promptreal.spec import AppSpec
from resources.failures import failing_in_dagster
from resources.workshop import WorkshopResource

STEPS: dict[str, type[Model]] = {
    "spec": AppSpec,
    "source_tree": SourceTree,
    "image": ImageRef,
    "deployment": Release,
    "hpa": ScalingPolicy,
}
REDEPLOYMENT_TAG = "promptreal/redeployment"


def lineage(run: DagsterRun) -> str:
    """The id under which a run's values are kept: its root run's, so that a re-execution finds what was made before."""
    return run.root_run_id or run.run_id


def is_redeployment(run: DagsterRun, instance: DagsterInstance) -> bool:
    """Whether the run rolls out a release again.

    It was launched as the job `redeploy`, or from the assets with `deployment` but without the image to deploy,
    which is the same wish. What a re-execution is, its root run decides: one that begins again behind a refused
    step has an image to deploy, and lacks it.
    """
    root = instance.get_run_by_id(run.root_run_id) if run.root_run_id else run
    if root is None or REDEPLOYMENT_TAG in root.tags:
        return REDEPLOYMENT_TAG in run.tags
    chosen = {key.to_user_string() for key in root.asset_selection or ()}
    return "deployment" in chosen and chosen <= {"deployment", "hpa"}


def document(root: str, name: str) -> str:
    """The store's key of one value of a lineage."""
    return f"runs/{root}/{name}.json"


def keep(store: Store, root: str, step: str, value: Model) -> None:
    """Keeps the value of a step."""
    store.write(document(root, step), value.canonical())


def discard_from(store: Store, root: str, step: str) -> None:
    """Forgets the values of a step and of those after it, so that none made from older inputs can be picked up."""
    names = list(STEPS)
    for name in names[names.index(step) :]:
        store.delete(document(root, name))


def recall(store: Store, root: str, step: str, model: type[Model]) -> Any:  # noqa: ANN401 (a value of that model)
    """The value of a step of this lineage.

    Raises:
        MissingStep: the step never gave one, or a gate refused it.
        StoreError: what is kept there is not such a value.
    """
    try:
        content, _ = store.read(document(root, step))
    except NotFound as error:
        raise MissingStep(
            f"the run {root} has no {step}: that step did not run in it, or it failed, or a gate refused what it made",
            hint="re-execute that run from its failure, or launch the whole job `generate`; "
            "to roll out again what is released already, launch `redeploy`",
        ) from error
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        raise StoreError(
            f"the document {document(root, step)} does not hold a {model.__name__}: {error.errors()[0]['msg']}",
            hint="it was written by another version of the platform; launch the whole job again",
        ) from error


class RunValues(ConfigurableIOManager):
    """Keeps each asset's value as the document `runs/{root run}/{asset}.json` of the store.

    A redeployment starts from the release document alone: it is given None for every step
    that it does not do itself, whatever older runs have left behind.
    """

    workshop: ResourceDependency[WorkshopResource]

    def handle_output(self, context: OutputContext, obj: Model) -> None:
        """Keeps a step's value before the step succeeds."""
        run = context.step_context.dagster_run
        with failing_in_dagster():
            keep(self.workshop.open().store, lineage(run), context.asset_key.path[-1], obj)

    def load_input(self, context: InputContext) -> Model | None:
        """A step's value from this run's own lineage.

        Raises:
            Failure: there is none; it says what to launch instead.
        """
        step = context.asset_key.path[-1]
        run = context.step_context.dagster_run
        if step != "deployment" and is_redeployment(run, context.step_context.instance):
            return None
        with failing_in_dagster():
            value: Model = recall(self.workshop.open().store, lineage(run), step, STEPS[step])
        return value
