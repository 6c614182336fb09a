"""The five steps of a generation, as plain functions: spec → source_tree → image → deployment → hpa.

An orchestrator calls them in order, hands each the values of the ones before, and keeps every value under the run.
Each takes the workshop, the generation, its inputs, a deadline, and `progress`, which is told in a few words what is
going on. A step whose gates refuse raises `VersionRefused` and gives no value, so that no later step can find one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from pydantic import ValidationError

from promptreal import apps
from promptreal.artifact import ImageRef, Release, ScalingPolicy, SourceTree
from promptreal.deadline import Deadline
from promptreal.errors import StoreError, UnknownApp
from promptreal.evidence import Evidence, Gate, VersionRefused, require
from promptreal.model import Model
from promptreal.request import AppKey, GenerationRequest
from promptreal.roles import PreviousVersion
from promptreal.spec import AppSpec
from promptreal.workshop import Workshop

Progress = Callable[[str], None]

LOCK = "requirements.txt"
TEST_LOCK = "requirements-dev.txt"


class Generation(Model):
    """One run for one app. `run_id` is the root run's, so that a re-execution is the same generation.

    `change` means that the app has a release and this makes its next version.
    """

    request: GenerationRequest
    app: AppKey
    run_id: str
    job_name: str
    change: bool = False


def make_spec(workshop: Workshop, generation: Generation, deadline: Deadline, progress: Progress) -> AppSpec:
    """What will be built, stored by content.

    Raises:
        DesignError: no spec can be made.
        UnknownApp: a change of an app that has no release.
    """
    workshop.foresee()
    previous = _released_spec(workshop, generation.app) if generation.change else None
    progress(f"reading the prompt with the {workshop.designer.name} designer")
    spec = workshop.designer.design(generation.request, previous)
    workshop.store.put(spec.canonical())
    deadline.remaining()
    return spec


def make_source_tree(
    workshop: Workshop, generation: Generation, spec: AppSpec, deadline: Deadline, progress: Progress
) -> SourceTree:
    """The repository: generated, tested in the sandbox, scanned, committed.

    Raises:
        GenerateError: the generator cannot write what the spec asks for.
        VersionRefused: a test failed, or a scan found what must not go out; nothing is committed.
    """
    from promptreal.build.environment import ensure_environment  # noqa: PLC0415 (only this step needs these)
    from promptreal.store.trees import materialize, store_tree, tree_digest  # noqa: PLC0415
    from promptreal.verify import verify_tree  # noqa: PLC0415
    from promptreal.verify.bench import open_bench  # noqa: PLC0415
    from promptreal.verify.proven import Carry  # noqa: PLC0415

    previous = _previous_version(workshop, generation.app) if generation.change else None
    progress(f"writing the source with the {workshop.generator.name} generator")
    draft = workshop.generator.generate(spec, previous)
    files = store_tree(workshop.store, draft)
    progress(f"{len(files)} files; installing what its tests need")
    environments = workshop.settings.environments_folder
    python = ensure_environment(environments, draft.files[TEST_LOCK], deadline, workshop.app_python)
    with open_bench(workshop.sandbox, environments, python) as bench:
        materialize(workshop.store, files, bench.source)
        progress(f"running its tests in the {workshop.sandbox.name} sandbox, and the scans")
        carry = None
        if workshop.generator.trusted:  # what tests read is noted beside them: of another's code that is no evidence
            digests = {path: file.digest for path, file in files.items()}
            carry = Carry(digests, apps.proven_tests(workshop.store, generation.app))
        scanned = workshop.settings.scanned_folder
        evidence = verify_tree(workshop.sandbox, bench, python, deadline, scanned, carry)
    if carry is not None and carry.after is not None:
        apps.set_proven_tests(workshop.store, generation.app, carry.after)
    require(f"the source of {generation.app}", evidence)
    commit = workshop.history.commit(
        generation.app,
        generation.request.branch,
        draft.files,
        message=f"Generate version {spec.version}: {spec.title}\n\n{spec.prompt}",
        run_id=generation.run_id,
        executables=draft.executables,
    )
    progress(f"committed {commit[:12]} on {generation.request.branch}")
    return SourceTree(
        app=generation.app,
        branch=generation.request.branch,
        commit=commit,
        digest=tree_digest(files),
        lock_digest=files[LOCK].digest,
        migration=draft.migration,
        spec_digest=spec.fingerprint(),
        files=files,
        evidence=evidence,
        generator=workshop.generator.name,
        sandbox=workshop.sandbox.name,
    )


def make_image(
    workshop: Workshop, generation: Generation, tree: SourceTree, deadline: Deadline, progress: Progress
) -> ImageRef:
    """The built version, known by its digest.

    Raises:
        BuildError: it cannot be built.
        VersionRefused: the tree, or what was built of it, is refused.
    """
    require(f"the source of {generation.app}", tree.evidence)
    progress(f"building with the {workshop.builder.name} builder")
    image = workshop.builder.build(tree, workshop.store, deadline)
    require(f"the image of {generation.app}", image.evidence)
    return image


def make_deployment(
    workshop: Workshop,
    generation: Generation,
    spec: AppSpec,
    tree: SourceTree,
    image: ImageRef,
    deadline: Deadline,
    progress: Progress,
) -> Release:
    """The release: proven on a candidate, taken over, answering where a user would ask; then, and only then, released.

    Raises:
        VersionRefused: the candidate or the live probe failed; the version before serves.
        DeployError: the target could not roll it out; the version before serves.
    """
    from promptreal.verify import run_contract, run_criteria  # noqa: PLC0415

    evidence = tree.evidence.plus(*image.evidence.gates)
    require(f"the version of {generation.app}", evidence)
    with workshop.target.expecting(image, spec, deadline):
        progress("starting a candidate on a throw-away database")
        with workshop.target.candidate(image, spec, deadline) as url:
            progress("contract tests and acceptance criteria against the candidate")
            evidence = evidence.plus(run_contract(url, spec, deadline), run_criteria(url, spec, deadline))
        require(f"the candidate of {generation.app}", evidence)
        release = _roll_out(workshop, generation, spec, image, evidence, deadline, progress)
    apps.set_released(workshop.store, release)
    return release


def make_redeployment(
    workshop: Workshop, generation: Generation, release: Release, deadline: Deadline, progress: Progress
) -> Release:
    """The released version, rolled out again from its release document alone.

    Raises:
        VersionRefused: it does not answer as it did; what served before serves.
        DeployError: the target could not roll it out.
    """
    require(f"the release of {generation.app}", release.evidence)
    spec = load_spec(workshop, release.spec_digest)
    kept = Evidence(gates=tuple(gate for gate in release.evidence.gates if gate.name != "probe"))
    again = _roll_out(workshop, generation, spec, release.image, kept, deadline, progress)
    apps.set_released(workshop.store, again)
    return again


def make_scaling(workshop: Workshop, release: Release, progress: Progress) -> ScalingPolicy:
    """The scaling policy as the target applies it."""
    policy = workshop.target.scale(release)
    progress(policy.note)
    return policy


def load_spec(workshop: Workshop, digest: str) -> AppSpec:
    """A spec from the store.

    Raises:
        NotFound: it is not there.
        StoreError: it is of a form that this version does not read.
    """
    content = workshop.store.get(digest)
    try:
        return AppSpec.model_validate_json(content)
    except ValidationError as error:
        raise StoreError(
            f"the spec {digest} is of a form that this version does not read: {error.errors()[0]['msg']}",
            hint="use the version that wrote it, or create the app anew",
        ) from error


def _roll_out(
    workshop: Workshop,
    generation: Generation,
    spec: AppSpec,
    image: ImageRef,
    evidence: Evidence,
    deadline: Deadline,
    progress: Progress,
) -> Release:
    before = apps.released(workshop.store, generation.app)
    progress(f"rolling out to the {workshop.target.name} target")
    url = workshop.target.deploy(image, spec, deadline)
    probe = _probe(url, spec, deadline)
    if probe.refuses:
        _undo(workshop, generation.app, before, deadline)
        raise VersionRefused(f"the live version of {generation.app}", evidence.plus(probe))
    progress(f"answers at {url}")
    return Release(
        app=generation.app,
        version=spec.version,
        url=url,
        revision=image.digest,
        strategy="takeover",
        target=workshop.target.name,
        image=image,
        spec_digest=spec.fingerprint(),
        commit=image.source_commit,
        run_id=generation.run_id,
        job_name=generation.job_name,
        released_at=datetime.now(UTC).isoformat(timespec="seconds"),
        evidence=evidence.plus(probe),
        choices=workshop.choices,
    )


def _probe(url: str, spec: AppSpec, deadline: Deadline) -> Gate:
    from promptreal.verify import run_probe  # noqa: PLC0415

    return run_probe(url, spec, deadline)


def _undo(workshop: Workshop, app: AppKey, before: Release | None, deadline: Deadline) -> None:
    """Puts the version that served back; with none before, nothing may serve an unproven one."""
    if before is None:
        workshop.target.stop(app)
    else:
        # A deadline of its own: the phase's may be what ran out.
        again = Deadline("deployment", max(deadline.seconds, 30.0))
        workshop.target.deploy(before.image, load_spec(workshop, before.spec_digest), again)


def _released_spec(workshop: Workshop, app: AppKey) -> AppSpec:
    return load_spec(workshop, _require_release(workshop, app).spec_digest)


def _previous_version(workshop: Workshop, app: AppKey) -> PreviousVersion:
    release = _require_release(workshop, app)
    files = workshop.history.files(app, release.commit)
    return PreviousVersion(spec=load_spec(workshop, release.spec_digest), files=files)


def _require_release(workshop: Workshop, app: AppKey) -> Release:
    release = apps.released(workshop.store, app)
    if release is None:
        raise UnknownApp(
            f"there is no released app called {app}", hint="`promptreal apps` lists them; `create` makes one"
        )
    return release
