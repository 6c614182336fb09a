"""From an image to a revision: the commands of a version, closed in, and what is asked of it to prove it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from promptreal import surface
from promptreal.artifact import ImageRef
from promptreal.deploy.process.revision import Launch, Revision
from promptreal.errors import DeployError
from promptreal.roles import Sandbox, SandboxCommand, SandboxLimits
from promptreal.spec import AppSpec

RUNNER = Path(__file__).with_name("runner.py")

# Where things are inside the sandbox.
_SOURCE = "/promptreal/source"
_DATA = "/promptreal/data"
_COPIES = "/promptreal/copies"
_RUNNER = "/promptreal/runner.py"

_LIMITS = SandboxLimits(memory=1024**3, file_size=4 * 1024**3, processes=256)

_BASE_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "HOME": "/tmp",  # noqa: S108 (the sandbox's own)
    "PYTHONUNBUFFERED": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}

_CONTROL = 0
"""The descriptor that a running version is handed its listening sockets over."""

MOST_COLLECTIONS = 5
"""Collections that are asked for before a version takes over."""


@dataclass(frozen=True)
class Places:
    """The host folders of one running app: its data, and where copies of the database go (backup and rehearsal)."""

    data: Path
    backups: Path
    rehearsal: Path


@dataclass(frozen=True)
class Bundle:
    """An image of the `bundle` builder, opened: the read-only source tree, its Python and that one's environment."""

    source: Path
    python: Path
    environment: Path

    @classmethod
    def open(cls, image: ImageRef) -> Bundle:
        """The bundle that the image refers to.

        Raises:
            DeployError: it is not there, or no bundle.
        """
        folder = Path(image.location)
        try:
            described = json.loads((folder / "environment.json").read_bytes())
            bundle = cls(folder / "src", Path(described["python"]), Path(described["environment"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DeployError(
                f"there is no bundle of {image.app} in {folder}: {error}",
                hint="the process target runs what the bundle builder made; build the version again",
            ) from error
        for path in (bundle.source, bundle.python):
            if not path.exists():
                raise DeployError(f"the bundle of {image.app} lacks {path}", hint="build the version again")
        return bundle


def make_revision(image: ImageRef, spec: AppSpec, sandbox: Sandbox, places: Places) -> Revision:
    """The revision that runs this image over these folders.

    Raises:
        DeployError: the bundle is not there, or the spec asks for what this target cannot give.
    """
    if spec.egress:
        raise DeployError(
            f"{image.app} needs to reach {', '.join(spec.egress)}, and the process target gives an app no network",
            hint="leave the outside system out of the prompt, or deploy to another target",
        )
    short = image.digest.removeprefix("sha256:")[:12]
    return _revision(image, f"{spec.version}-{short}", probes(spec), sandbox, places)


def renew(revision: Revision, sandbox: Sandbox, places: Places) -> Revision:
    """The same version with its commands closed in again, by this sandbox.

    Raises:
        DeployError: the bundle is not there any more.
    """
    image = ImageRef.model_validate(revision.image)
    return _revision(image, revision.label, revision.probes, sandbox, places)


def _revision(image: ImageRef, label: str, paths: list[str], sandbox: Sandbox, places: Places) -> Revision:
    bundle = Bundle.open(image)
    database = f"{_DATA}/app.db"
    copy = f"{_COPIES}/backups/before-{label}.db"
    settings = {
        "APP_ENV": "production",
        "APP_VERSION": label,
        "SAMPLE_DATA": "true",
        "LOG_LEVEL": "info",
        "DATABASE_URL": f"sqlite:///{database}",
    }
    data = {places.data: _DATA}
    all_places = {**data, places.backups: f"{_COPIES}/backups", places.rehearsal: f"{_COPIES}/rehearsal"}

    def app(mode: str, writable: dict[Path, str]) -> Launch:
        return _launch(bundle, sandbox, [mode], writable, settings, serves=mode == "serve")

    def own(*mode: str) -> Launch:
        return _launch(bundle, sandbox, list(mode), all_places, {}, serves=False)

    return Revision(
        digest=image.digest,
        label=label,
        image=image.model_dump(mode="json"),
        serve=app("serve", data),
        migrate=app("migrate", data),
        rehearse=app("migrate", {places.rehearsal: _DATA}),
        backup=own("copy", database, copy, f"{_COPIES}/rehearsal/app.db"),
        restore=own("restore", copy, database),
        copy=str(places.backups / f"before-{label}.db"),
        probes=paths,
        sandbox=sandbox.name,
        isolates=sandbox.isolates,
    )


def commands_over(bundle: Bundle, sandbox: Sandbox, places: Places) -> dict[str, Launch]:
    """The commands of a version that is not known yet, over the folder where its source will be; without settings."""
    data = {places.data: _DATA}
    return {mode: _launch(bundle, sandbox, [mode], data, {}, serves=mode == "serve") for mode in ("serve", "migrate")}


def probes(spec: AppSpec) -> list[str]:
    """Addresses that must answer a reader before the version takes over; readiness first."""
    # The document of an app with pages is for developers, and takes as long to make as all the rest to answer.
    paths = [surface.READY, surface.HEALTH, surface.OPENAPI if spec.app_type == "rest-api" else "/"]
    readable = [one for one in spec.entities if not one.is_secret]
    return paths + [surface.api_collection(entity) for entity in readable[:MOST_COLLECTIONS]]


def _launch(
    bundle: Bundle,
    sandbox: Sandbox,
    mode: list[str],
    writable: dict[Path, str],
    settings: dict[str, str],
    *,
    serves: bool,
) -> Launch:
    # The environment keeps its own address: a virtual environment's scripts and links hold it.
    readable = {bundle.source: _SOURCE, bundle.environment: str(bundle.environment), RUNNER: _RUNNER}
    argv, environment = sandbox.wrap(
        SandboxCommand(
            argv=[str(bundle.python), "-P", _RUNNER, *mode],
            workdir=_SOURCE,
            readable=readable,
            writable=writable,
            # The settings go through here because a sandbox may translate the places that they name.
            environment={**_BASE_ENVIRONMENT, **settings},
            limits=_LIMITS,
            inherit=(_CONTROL,) if serves else (),
        )
    )
    own = {name: environment.pop(name) for name in settings}
    return Launch(argv=argv, environment=environment, folder=str(bundle.source), settings=own)
