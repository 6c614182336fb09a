"""The order of the steps, and what a refusal leaves behind: a real store and history, a scripted app and target."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

import promptreal.build.environment
import promptreal.verify
from promptreal import apps, pipeline
from promptreal.artifact import Choice, ImageRef, Release, SourceTree
from promptreal.deadline import Deadline
from promptreal.errors import StoreError, UnknownApp
from promptreal.evidence import Evidence, Gate, Outcome, VersionRefused
from promptreal.pipeline import Generation
from promptreal.request import AppKey, GenerationRequest
from promptreal.roles import Draft, PreviousVersion
from promptreal.settings import Settings
from promptreal.spec import AppSpec, Entity, Field, FieldType
from promptreal.workshop import Workshop

SHOP = AppKey(name="shop")


def deadline() -> Deadline:
    """Counted from its making: one for the whole module would be over before the first test of a long suite."""
    return Deadline("deployment", 60)


def gate(name: str, outcome: Outcome = Outcome.PASSED) -> Gate:
    return Gate(name=name, outcome=outcome, summary=f"{name} {outcome}")


class ScriptedDesigner:
    name = "scripted"

    def design(self, request: GenerationRequest, previous: AppSpec | None) -> AppSpec:
        title = Field(name="title", label="Title", type=FieldType.STRING)
        order = Entity(
            name="order", plural="orders", label="Order", label_plural="Orders", fields=(title,), display="title"
        )
        return AppSpec(
            app_name=request.app_name,
            title=request.prompt,
            app_type="dashboard",
            prompt=request.prompt,
            enhanced_prompt=request.prompt,
            version=previous.version + 1 if previous else 1,
            entities=(order,),
        )


class ScriptedGenerator:
    name = "scripted"
    trusted = True

    def __init__(self) -> None:
        self.previous: list[PreviousVersion | None] = []

    def generate(self, spec: AppSpec, previous: PreviousVersion | None) -> Draft:
        self.previous.append(previous)
        files = {"app/main.py": spec.prompt.encode(), "requirements.txt": b"", "requirements-dev.txt": b""}
        return Draft(files=files, migration="0001")


class ScriptedBuilder:
    name = "scripted"

    def build(self, tree: SourceTree, store: object, deadline: Deadline) -> ImageRef:
        return ImageRef(
            app=tree.app,
            builder=self.name,
            reference=str(tree.app),
            digest=tree.digest,
            location="/nowhere",
            source_commit=tree.commit,
            source_digest=tree.digest,
            spec_digest=tree.spec_digest,
            evidence=Evidence(gates=(gate("bundle"),)),
        )


class ScriptedTarget:
    name = "scripted"

    def __init__(self) -> None:
        self.told: list[str] = []

    def foresee(self) -> None:
        self.told.append("foresee")

    @contextmanager
    def candidate(self, image: ImageRef, spec: AppSpec, deadline: Deadline) -> Iterator[str]:
        self.told.append(f"candidate {spec.title}")
        yield "http://127.0.0.1:1"
        self.told.append("candidate gone")

    @contextmanager
    def expecting(self, image: ImageRef, spec: AppSpec, deadline: Deadline) -> Iterator[None]:
        yield

    def deploy(self, image: ImageRef, spec: AppSpec, deadline: Deadline) -> str:
        self.told.append(f"deploy {spec.title}")
        return "http://127.0.0.1:8300"

    def stop(self, app: AppKey) -> None:
        self.told.append("stop")


class ScriptedWorkshop(Workshop):
    """The real store and history over scripted roles."""

    @cached_property
    def designer(self) -> Any:
        return ScriptedDesigner()

    @cached_property
    def generator(self) -> Any:
        return ScriptedGenerator()

    @property
    def sandbox(self) -> Any:
        return ScriptedBuilder()  # only its name is asked for: the tests of the app are scripted below

    @cached_property
    def builder(self) -> Any:
        return ScriptedBuilder()

    @cached_property
    def target(self) -> Any:
        return ScriptedTarget()

    @property
    def choices(self) -> tuple[Choice, ...]:
        return ()


@pytest.fixture
def workshop(tmp_path: Path) -> ScriptedWorkshop:
    return ScriptedWorkshop(Settings(home=tmp_path))


@pytest.fixture(autouse=True)
def outcomes(monkeypatch: pytest.MonkeyPatch) -> dict[str, Outcome]:
    """What each gate says; a test changes an entry to make that gate refuse."""
    said = dict.fromkeys(("generated-tests", "contract", "acceptance", "probe"), Outcome.PASSED)
    verify = promptreal.verify
    monkeypatch.setattr(promptreal.build.environment, "ensure_environment", lambda *_: Path("/nowhere/python"))
    monkeypatch.setattr(
        verify, "verify_tree", lambda *_: Evidence(gates=(gate("generated-tests", said["generated-tests"]),))
    )
    monkeypatch.setattr(verify, "run_contract", lambda *_: gate("contract", said["contract"]))
    monkeypatch.setattr(verify, "run_criteria", lambda *_: gate("acceptance", said["acceptance"]))
    monkeypatch.setattr(verify, "run_probe", lambda *_: gate("probe", said["probe"]))
    return said


def generation(prompt: str, *, change: bool = False) -> Generation:
    request = GenerationRequest(app_name="shop", prompt=prompt)
    return Generation(request=request, app=SHOP, run_id=f"run-{prompt}", job_name="ai-builder-shop-1", change=change)


def silently(_: str) -> None:
    """A progress that nobody reads."""


def generate(workshop: Workshop, prompt: str, *, change: bool = False) -> Release:
    one = generation(prompt, change=change)
    spec = pipeline.make_spec(workshop, one, deadline(), silently)
    tree = pipeline.make_source_tree(workshop, one, spec, deadline(), silently)
    image = pipeline.make_image(workshop, one, tree, deadline(), silently)
    return pipeline.make_deployment(workshop, one, spec, tree, image, deadline(), silently)


def test_a_generation_ends_in_a_release_that_holds_all_its_evidence(workshop: ScriptedWorkshop) -> None:
    release = generate(workshop, "first")
    assert apps.released(workshop.store, SHOP) == release
    names = [one.name for one in release.evidence.gates]
    assert names == ["generated-tests", "bundle", "contract", "acceptance", "probe"]
    assert pipeline.load_spec(workshop, release.spec_digest).prompt == "first"


def test_a_refused_source_is_neither_committed_nor_built(
    workshop: ScriptedWorkshop, outcomes: dict[str, Outcome]
) -> None:
    outcomes["generated-tests"] = Outcome.FAILED
    with pytest.raises(VersionRefused, match="generated-tests failed"):
        generate(workshop, "first")
    assert not (workshop.settings.git_folder / "shop.git").exists()
    assert workshop.target.told == ["foresee"]


@pytest.mark.parametrize("name", ["contract", "acceptance"])
@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.UNAVAILABLE])
def test_a_refused_candidate_never_takes_over(
    workshop: ScriptedWorkshop, outcomes: dict[str, Outcome], name: str, outcome: Outcome
) -> None:
    first = generate(workshop, "first")
    outcomes[name] = outcome
    with pytest.raises(VersionRefused, match="the candidate of shop"):
        generate(workshop, "second", change=True)
    assert apps.released(workshop.store, SHOP) == first
    assert "deploy second" not in workshop.target.told
    assert workshop.target.told[-1] == "candidate gone"


def test_a_live_version_that_does_not_answer_gives_way_to_the_one_before(
    workshop: ScriptedWorkshop, outcomes: dict[str, Outcome]
) -> None:
    first = generate(workshop, "first")
    outcomes["probe"] = Outcome.FAILED
    with pytest.raises(VersionRefused, match="the live version of shop"):
        generate(workshop, "second", change=True)
    assert workshop.target.told[-2:] == ["deploy second", "deploy first"]
    assert apps.released(workshop.store, SHOP) == first


def test_a_first_version_that_does_not_answer_is_stopped(
    workshop: ScriptedWorkshop, outcomes: dict[str, Outcome]
) -> None:
    outcomes["probe"] = Outcome.FAILED
    with pytest.raises(VersionRefused, match="the live version of shop"):
        generate(workshop, "first")
    assert workshop.target.told[-1] == "stop"
    assert apps.released(workshop.store, SHOP) is None


def test_an_image_of_a_refused_source_is_never_built(workshop: ScriptedWorkshop) -> None:
    one = generation("first")
    spec = pipeline.make_spec(workshop, one, deadline(), silently)
    tree = pipeline.make_source_tree(workshop, one, spec, deadline(), silently)
    refused = tree.model_copy(update={"evidence": Evidence(gates=(gate("generated-tests", Outcome.FAILED),))})
    with pytest.raises(VersionRefused, match="the source of shop"):
        pipeline.make_image(workshop, one, refused, deadline(), silently)


def test_a_change_starts_from_what_is_released(workshop: ScriptedWorkshop) -> None:
    generate(workshop, "first")
    second = generate(workshop, "second", change=True)
    previous = workshop.generator.previous[-1]
    assert second.version == 2
    assert (previous.spec.prompt, previous.files["app/main.py"]) == ("first", b"first")


def test_a_change_of_what_was_never_released_says_so(workshop: ScriptedWorkshop) -> None:
    with pytest.raises(UnknownApp, match="no released app called shop"):
        pipeline.make_spec(workshop, generation("second", change=True), deadline(), silently)


def test_a_redeployment_needs_nothing_but_the_release(workshop: ScriptedWorkshop) -> None:
    first = generate(workshop, "first")
    again = pipeline.make_redeployment(workshop, generation("ignored"), first, deadline(), silently)
    assert workshop.target.told[-1] == "deploy first"
    assert again.model_copy(update={"run_id": first.run_id, "released_at": first.released_at}) == first


def test_a_spec_of_another_form_is_an_error_that_says_so(workshop: ScriptedWorkshop) -> None:
    digest = workshop.store.put(b'{"title": "of another time"}')
    with pytest.raises(StoreError, match="of a form that this version does not read"):
        pipeline.load_spec(workshop, digest)
