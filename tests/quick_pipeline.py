"""The five steps of the pipeline, made quick for the tests of what runs them: real store, real values, no app.

`controls` in the home folder say what happens: `{phase}.refuse`, `{phase}.fail`, `{phase}.busy` (once, retryable),
`{phase}.die` (kill -9, once), `{phase}.hang` (until that is undone). Every step that begins adds a line to `calls`.
"""

from __future__ import annotations

import importlib
import os
import signal
import time
from pathlib import Path
from typing import Any

from promptreal import apps
from promptreal.artifact import ImageRef, Release, ScalingPolicy, SourceFile, SourceTree
from promptreal.deadline import Deadline
from promptreal.errors import AppBusy, BuildError
from promptreal.evidence import Evidence, Gate, Outcome, VersionRefused
from promptreal.pipeline import Generation, Progress
from promptreal.spec import AppSpec, Entity, Field, FieldType
from promptreal.workshop import Workshop

GATES = {
    "source_tree": ("generated-tests", "secrets", "static-analysis"),
    "image": ("bundle",),
    "deployment": ("contract", "acceptance", "probe"),
}
PHASES = ("spec", "source_tree", "image", "deployment", "hpa")


def install(replace: Any = setattr) -> None:
    """Puts the quick steps where the assets call the real ones; `replace` is setattr or a monkeypatch's."""
    for phase, quick in {
        "spec": {"make_spec": make_spec},
        "source_tree": {"make_source_tree": make_source_tree},
        "image": {"make_image": make_image},
        "deployment": {"make_deployment": make_deployment, "make_redeployment": make_redeployment},
        "hpa": {"make_scaling": make_scaling},
    }.items():
        module = importlib.import_module(f"assets.{phase}")
        for name, step in quick.items():
            replace(module, name, step)


def control(home: Path, what: str) -> None:
    """Makes something happen, such as `image.refuse`."""
    folder = home / "controls"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / what).touch()


def undo(home: Path, what: str) -> None:
    """Makes it not happen any more."""
    (home / "controls" / what).unlink()


def calls(home: Path) -> list[str]:
    """The steps that began, in order."""
    path = home / "calls"
    return path.read_text().split() if path.exists() else []


def make_spec(workshop: Workshop, generation: Generation, deadline: Deadline, progress: Progress) -> AppSpec:
    _enter(workshop, "spec")
    released = apps.released(workshop.store, generation.app)
    spec = AppSpec(
        app_name=generation.app.name,
        title=generation.app.name.title(),
        app_type="dashboard",
        prompt=generation.request.prompt,
        enhanced_prompt=generation.request.prompt,
        version=released.version + 1 if generation.change and released else 1,
        entities=(
            Entity(
                name="order",
                plural="orders",
                label="Order",
                label_plural="Orders",
                fields=(Field(name="title", label="Title", type=FieldType.STRING),),
                display="title",
            ),
        ),
    )
    workshop.store.put(spec.canonical())
    progress("wrote the spec")
    return spec


def make_source_tree(
    workshop: Workshop, generation: Generation, spec: AppSpec, deadline: Deadline, progress: Progress
) -> SourceTree:
    evidence = _enter(workshop, "source_tree")
    digest = workshop.store.put(spec.canonical())
    return SourceTree(
        app=generation.app,
        branch=generation.request.branch,
        commit=workshop.history.commit(
            generation.app,
            generation.request.branch,
            {"spec.json": spec.canonical()},
            message=f"Generate version {spec.version}",
            run_id=generation.run_id,
        ),
        digest=digest,
        lock_digest=digest,
        migration="0001",
        spec_digest=spec.fingerprint(),
        files={"spec.json": SourceFile(digest=digest, size=len(spec.canonical()))},
        evidence=evidence,
        generator="quick",
        sandbox="none",
    )


def make_image(
    workshop: Workshop, generation: Generation, tree: SourceTree, deadline: Deadline, progress: Progress
) -> ImageRef:
    evidence = _enter(workshop, "image")
    return ImageRef(
        app=generation.app,
        builder="quick",
        reference=f"{generation.app}@{tree.digest}",
        digest=tree.digest,
        location="/nowhere",
        source_commit=tree.commit,
        source_digest=tree.digest,
        spec_digest=tree.spec_digest,
        evidence=evidence,
    )


def make_deployment(
    workshop: Workshop,
    generation: Generation,
    spec: AppSpec,
    tree: SourceTree,
    image: ImageRef,
    deadline: Deadline,
    progress: Progress,
) -> Release:
    evidence = tree.evidence.plus(*image.evidence.gates).plus(*_enter(workshop, "deployment").gates)
    release = Release(
        app=generation.app,
        version=spec.version,
        url="http://127.0.0.1:8300",
        revision=image.digest,
        strategy="takeover",
        target=workshop.target.name,
        image=image,
        spec_digest=spec.fingerprint(),
        commit=image.source_commit,
        run_id=generation.run_id,
        job_name=generation.job_name,
        released_at="2026-01-01T00:00:00+00:00",
        evidence=evidence,
    )
    apps.set_released(workshop.store, release)
    return release


def make_redeployment(
    workshop: Workshop, generation: Generation, release: Release, deadline: Deadline, progress: Progress
) -> Release:
    _enter(workshop, "deployment")
    again = release.model_copy(update={"run_id": generation.run_id, "job_name": generation.job_name})
    apps.set_released(workshop.store, again)
    return again


def make_scaling(workshop: Workshop, release: Release, progress: Progress) -> ScalingPolicy:
    _enter(workshop, "hpa")
    return ScalingPolicy(app=release.app, active=False, note="nothing scales here")


def _enter(workshop: Workshop, phase: str) -> Evidence:
    home = workshop.settings.home
    with (home / "calls").open("a") as log:
        log.write(f"{phase}\n")
    controls = home / "controls"
    if (controls / f"{phase}.die").exists():
        undo(home, f"{phase}.die")
        os.kill(os.getpid(), signal.SIGKILL)
    while (controls / f"{phase}.hang").exists():
        time.sleep(0.02)
    if (controls / f"{phase}.busy").exists():
        undo(home, f"{phase}.busy")
        raise AppBusy("somebody else is at it", hint="wait")
    if (controls / f"{phase}.fail").exists():
        raise BuildError(f"the {phase} broke", hint="mend it")
    refused = (controls / f"{phase}.refuse").exists()
    outcome = Outcome.FAILED if refused else Outcome.PASSED
    gates = tuple(Gate(name=name, outcome=outcome, summary=f"{name} {outcome}") for name in GATES.get(phase, ()))
    evidence = Evidence(gates=gates)
    if refused:
        raise VersionRefused(f"the {phase}", evidence)
    return evidence
