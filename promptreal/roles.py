"""The roles that a generation needs filled, each one small Protocol, and how an implementation is found by name."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from threading import Event
from typing import Any, Literal, Protocol

from promptreal.artifact import ImageRef, Release, ScalingPolicy, SourceTree
from promptreal.deadline import Deadline
from promptreal.errors import UnknownImplementation
from promptreal.request import AppKey, GenerationRequest
from promptreal.spec import AppSpec


class Designer(Protocol):
    """Turns a request into a spec."""

    name: str

    def design(self, request: GenerationRequest, previous: AppSpec | None) -> AppSpec:
        """The spec of the next version; `previous` is the serving version's, when this is a change.

        Raises:
            DesignError: no spec can be made.
        """


@dataclass(frozen=True)
class Draft:
    """A rendered repository, not yet stored. `migration` is its newest schema revision."""

    files: Mapping[str, bytes]
    migration: str
    executables: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PreviousVersion:
    """The serving version that a change starts from."""

    spec: AppSpec
    files: Mapping[str, bytes]


class Generator(Protocol):
    """Writes the source of an app. `trusted` is true only where the output comes from our own templates."""

    name: str
    trusted: bool

    def generate(self, spec: AppSpec, previous: PreviousVersion | None) -> Draft:
        """The whole repository for this spec.

        Raises:
            GenerateError: the spec asks for what this generator cannot write.
        """


@dataclass(frozen=True)
class SandboxLimits:
    """What a sandboxed command may use: bytes of memory and of one file, processes, wall-clock seconds."""

    memory: int = 1024 * 1024 * 1024
    file_size: int = 64 * 1024 * 1024
    processes: int = 128
    seconds: float = 180.0


@dataclass(frozen=True)
class SandboxCommand:
    """A command to run closed in.

    `readable` maps host folders to the places inside where they are read-only; `writable` likewise, writable.
    `environment` is the whole environment. `inherit` are descriptors that stay open inside (a listening socket); it
    reads from `stdin`, or finds nothing to read. Once `given_up` is set nobody waits for it any more, and it is ended.
    """

    argv: Sequence[str]
    workdir: str
    readable: Mapping[Path, str] = field(default_factory=dict)
    writable: Mapping[Path, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    limits: SandboxLimits = SandboxLimits()
    inherit: Sequence[int] = ()
    stdin: int | None = None
    given_up: Event | None = None


@dataclass(frozen=True)
class SandboxResult:
    """How it ended. `timed_out` is true when the limit on seconds ended it; `output` is both streams, capped."""

    exit_code: int
    output: str
    seconds: float
    timed_out: bool = False


class Sandbox(Protocol):
    """Runs hostile code closed in: no network but its own loopback, read-only system, hard limits.

    `isolates` is false only for the plain process, which DESIGN.md's rule allows for trusted generators alone.
    """

    name: str
    isolates: bool

    def run(self, command: SandboxCommand) -> SandboxResult:
        """Runs to the end, or to a limit. No process of it is left behind.

        Raises:
            SandboxError: it could not be started.
        """

    def wrap(self, command: SandboxCommand) -> tuple[list[str], dict[str, str]]:
        """The argv and environment that start this command closed in, for a supervisor to spawn itself.

        Limits on memory, files and processes are inside the argv; the one on seconds is the caller's. Killing that
        process ends everything inside; `promptreal.sandbox.end_sandbox` does so in an order that lets it be waited for,
        and `signal_command` reaches the command itself. With descriptors in `inherit` it can open no connection.
        """


class Store(Protocol):
    """Objects by content, and small documents by key with conditional writes."""

    name: str

    def put(self, content: bytes) -> str:
        """Stores once by content; returns `sha256:…`."""

    def get(self, digest: str) -> bytes:
        """The object's bytes, verified against the digest.

        Raises:
            NotFound: there is none.
        """

    def has(self, digest: str) -> bool:
        """Whether the object is there."""

    def read(self, key: str) -> tuple[bytes, str]:
        """A document and its version tag.

        Raises:
            NotFound: there is none.
        """

    def write(self, key: str, content: bytes, *, expect: str | Literal["any"] | None = "any") -> str:
        """Writes a document whole or not at all; returns its new version tag.

        `expect` is the tag it must have now, None if it must not exist, "any" for no condition.

        Raises:
            PreconditionFailed: it is otherwise; nothing was written.
        """

    def delete(self, key: str) -> None:
        """Deletes a document; a missing one is no error."""

    def list(self, prefix: str) -> Iterator[str]:
        """The keys under a prefix, sorted."""


class Builder(Protocol):
    """Makes an image of a source tree."""

    name: str

    def build(self, tree: SourceTree, store: Store, deadline: Deadline) -> ImageRef:
        """Builds, or reuses what is unchanged.

        Raises:
            BuildError: it cannot be built; the message says what failed.
        """


@dataclass(frozen=True)
class AppState:
    """How an app is doing at its target. `restarts` counts crashes since it was last started by hand."""

    app: AppKey
    status: Literal["running", "starting", "stopped", "crashed", "absent"]
    url: str = ""
    revision: str = ""
    restarts: int = 0
    started_at: str = ""
    detail: str = ""
    resources: Mapping[str, Any] = field(default_factory=dict)


class Target(Protocol):
    """Where apps run."""

    name: str

    def foresee(self) -> None:
        """Told that a version will soon be made, and tried as a candidate: what takes time may be begun.

        It raises nothing, decides nothing, and is undone at the end of this process.
        """

    def candidate(self, image: ImageRef, spec: AppSpec, deadline: Deadline) -> AbstractContextManager[str]:
        """Runs the version aside on a throw-away database; gives its base URL; gone when the context ends.

        Raises:
            AppUnhealthy: it did not become healthy.
        """

    def expecting(self, image: ImageRef, spec: AppSpec, deadline: Deadline) -> AbstractContextManager[None]:
        """Within it the version is being proven, and `deploy` of it may follow: what takes time may be begun.

        Nothing of the version may be run, or see the app's data, before `deploy`. It raises nothing: `deploy` will.
        """

    def deploy(self, image: ImageRef, spec: AppSpec, deadline: Deadline) -> str:
        """Migrates, starts the version, proves it healthy, lets it take over without a failed request; its URL.

        On any failure the version before serves on. Deploying what already serves changes nothing.

        Raises:
            AppUnhealthy: it did not become healthy.
            DeployError: anything else.
        """

    def scale(self, release: Release) -> ScalingPolicy:
        """Applies and reports the scaling policy."""

    def state(self, app: AppKey) -> AppState:
        """How the app is doing."""

    def stop(self, app: AppKey) -> None:
        """Stops serving; keeps the data and the port."""

    def start(self, app: AppKey) -> str:
        """Starts the version that was serving last; its URL."""

    def delete(self, app: AppKey) -> None:
        """Removes the app and its data from the target; a missing app is no error."""

    def logs(self, app: AppKey, lines: int) -> str:
        """The newest lines of the app's log."""


def choose(role: str, implementations: Mapping[str, str], name: str) -> Any:  # noqa: ANN401 (a class of that role)
    """The class that fills `role` under `name`, imported now and not before.

    `implementations` maps names to `module:Class`.

    Raises:
        UnknownImplementation: no such name; the hint lists the choices and the nearest one.
    """
    require_known(role, implementations, name)
    module, _, attribute = implementations[name].partition(":")
    return getattr(import_module(module), attribute)


def require_known(role: str, implementations: Mapping[str, str], name: str) -> None:
    """Checks the name without importing anything.

    Raises:
        UnknownImplementation: no such name; the hint lists the choices and the nearest one.
    """
    if name not in implementations:
        near = difflib.get_close_matches(name, implementations, n=1)
        did_you_mean = f"; did you mean {near[0]!r}?" if near else ""
        raise UnknownImplementation(
            f"no {role} is called {name!r}{did_you_mean}", hint=f"choose one of: {', '.join(implementations)}"
        )
