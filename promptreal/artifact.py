"""What the steps hand on: the source tree, the image, the release and its scaling policy."""

from __future__ import annotations

from pydantic import Field as Attribute

from promptreal.evidence import Evidence
from promptreal.model import Model
from promptreal.request import AppKey


class Choice(Model):
    """Which implementation of a role ran, and why that one."""

    role: str
    name: str
    reason: str


class SourceFile(Model):
    """One file of a tree: its content's digest in the store, its size in bytes, and whether it is executable."""

    digest: str
    size: int
    executable: bool = False


class SourceTree(Model):
    """A generated repository: a commit in the app's git history, its files by content, and what was measured of it.

    `digest` is over paths and contents alone, so equal trees are equal whoever made them. `lock_digest` is over the
    locked requirements. `migration` is the newest schema revision in the tree.
    """

    app: AppKey
    branch: str
    commit: str
    digest: str
    lock_digest: str
    migration: str
    spec_digest: str
    files: dict[str, SourceFile]
    evidence: Evidence = Evidence()
    generator: str = ""
    sandbox: str = ""


class ImageRef(Model):
    """A built version, known by its digest only. `location` is where a target finds it (a folder for a bundle).

    `migration` is the schema revision that it needs; versions that need the same one take over without a migration.
    """

    app: AppKey
    builder: str
    reference: str
    digest: str
    location: str
    source_commit: str
    source_digest: str
    spec_digest: str
    migration: str = ""
    size: int = 0
    reused: tuple[str, ...] = ()
    evidence: Evidence = Evidence()


class Release(Model):
    """A version that was proven and serves. Redeploy, patch and rollback start from this document alone."""

    app: AppKey
    version: int
    url: str
    revision: str
    strategy: str
    target: str
    image: ImageRef
    spec_digest: str
    commit: str
    run_id: str
    job_name: str
    released_at: str
    evidence: Evidence
    choices: tuple[Choice, ...] = ()
    cost_usd: float = 0.0
    durations: dict[str, float] = {}


class ScalingPolicy(Model):
    """What the target's autoscaler does with the app. `active` is false where the target cannot; `note` says so."""

    app: AppKey
    minimum: int = 2
    maximum: int = 10
    cpu_percent: int = 70
    memory_percent: int = 80
    active: bool
    note: str


class AppRecord(Model):
    """The claim on an app's name, made once and never silently shared. `raw_name` is what the person typed."""

    app: AppKey
    raw_name: str
    created_at: str
    port: int = 0
    last_run_id: str = ""
    last_request: dict[str, object] = Attribute(default_factory=dict)
