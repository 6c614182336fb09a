"""The `bundle` builder: a source folder and the Python environment that runs it, both by content hash.

bundles/<digest>/src/               the tree, read-only, with its bytecode
bundles/<digest>/environment.json   which Python runs it
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import tempfile
from pathlib import Path

from promptreal.artifact import ImageRef, SourceTree
from promptreal.build.environment import Environment, prepare
from promptreal.build.folders import sole_maker, unfinished
from promptreal.build.python import choose_python
from promptreal.deadline import Deadline
from promptreal.errors import BuildError
from promptreal.evidence import Evidence, Gate, Outcome
from promptreal.roles import Store
from promptreal.settings import Settings
from promptreal.store.trees import materialize, tree_digest
from promptreal.store.trouble import store_trouble

LOCK = "requirements.txt"
BUNDLE_FILE = "environment.json"
"""What is written down about a bundle, beside its source."""

_ENTRY_POINTS = ("app/__main__.py", "app/main.py")
_FORMAT = "bundle-1"


class BundleBuilder:
    """A `Builder` that needs nothing but Python: for targets that run processes on this machine."""

    name = "bundle"

    def __init__(self, settings: Settings) -> None:
        self._bundles = settings.bundles_folder
        self._environments = settings.environments_folder
        self._choice = settings.app_python

    def build(self, tree: SourceTree, store: Store, deadline: Deadline) -> ImageRef:
        """Lays the tree out beside the environment of its lock; an unchanged one is reused.

        A tree that cannot be started gives an image whose `bundle` gate failed, and that has no location.

        Raises:
            BuildError: the lock cannot be installed, or the disk refuses.
            PhaseTimeout: the deadline was over first.
        """
        self._check(tree)
        base = choose_python(self._environments, self._choice)
        environment = prepare(self._environments, store.get(tree.lock_digest), deadline, base)
        digest = bundle_digest(tree, base.tag)
        place = self._bundles.absolute() / digest.removeprefix("sha256:")
        try:
            with sole_maker(place.parent, place.name, deadline):
                there = _intact(place, tree)
                faults = () if there else self._make(place, tree, store, environment, deadline)
                if not faults:
                    _write_about(place, tree, environment)
        except OSError as error:
            trouble = store_trouble("make a bundle", error)
            raise BuildError(trouble.message, hint=trouble.hint) from error
        reused = [*(["environment"] if environment.reused else []), *(["bundle"] if there else [])]
        source = sum(file.size for file in tree.files.values())
        return ImageRef(
            app=tree.app,
            builder=self.name,
            reference=f"{tree.app}@{digest}",
            digest=digest,
            location="" if faults else str(place),
            source_commit=tree.commit,
            source_digest=tree.digest,
            spec_digest=tree.spec_digest,
            migration=tree.migration,
            size=source + environment.size,
            reused=tuple(reused),
            evidence=Evidence(gates=(_gate(tree, faults, source, environment.size),)),
        )

    def _check(self, tree: SourceTree) -> None:
        if tree_digest(tree.files) != tree.digest:
            raise BuildError(f"the source of {tree.app} is not the tree that its digest names: {tree.digest}")
        lock = tree.files.get(LOCK)
        if lock is None or lock.digest != tree.lock_digest:
            raise BuildError(f"the source of {tree.app} has no {LOCK} that is the lock it names")

    def _make(
        self, place: Path, tree: SourceTree, store: Store, environment: Environment, deadline: Deadline
    ) -> tuple[str, ...]:
        """What is wrong with the tree; nothing when it is in place."""
        missing = tuple(f"{path} is missing" for path in _ENTRY_POINTS if path not in tree.files)
        if missing:
            return missing
        with unfinished(place.parent, place.name) as scratch:
            source = scratch / "bundle" / "src"
            materialize(store, tree.files, source)
            faults = _compile(source, environment, deadline)
            if not faults:
                for path, file in tree.files.items():
                    (source / path).chmod(0o555 if file.executable else 0o444)
                (scratch / "bundle").chmod(0o755)
                _write_about(scratch / "bundle", tree, environment, place)
                if place.exists():  # Not intact: somebody has been at it.
                    place.rename(scratch / "broken")
                (scratch / "bundle").rename(place)
        return faults


def bundle_digest(tree: SourceTree, python_tag: str) -> str:
    """`sha256:…` over everything that a bundle is made of: the tree, the lock and the Python."""
    parts = "\0".join((_FORMAT, tree.digest, tree.lock_digest, python_tag))
    return f"sha256:{hashlib.sha256(parts.encode()).hexdigest()}"


def _intact(place: Path, tree: SourceTree) -> bool:
    """Whether the bundle is there and its source is the tree, file by file."""
    source = place / "src"
    if not (place / BUNDLE_FILE).exists():
        return False
    found = {
        path.relative_to(source).as_posix(): path
        for path in source.rglob("*")
        if not path.is_dir() and path.parent.name != "__pycache__"
    }
    return found.keys() == tree.files.keys() and all(
        hashlib.sha256(found[name].read_bytes()).hexdigest() == file.digest.removeprefix("sha256:")
        for name, file in tree.files.items()
    )


def _compile(source: Path, environment: Environment, deadline: Deadline) -> tuple[str, ...]:
    """Compiles every module but the tests, which runs none of it; the lines of what has no valid syntax.

    The folder is read-only when the app runs, so its bytecode is made here or at every start.
    """
    argv = [str(environment.python), "-I", "-m", "compileall", "-q", "-x", r"^\./tests/"]
    argv += ["--invalidation-mode", "unchecked-hash", "."]
    try:
        done = subprocess.run(
            argv,
            cwd=source,
            env={"LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=deadline.remaining(),
            umask=0o022,
        )
    except subprocess.TimeoutExpired as error:
        raise deadline.expired() from error
    if done.returncode == 0:
        return ()
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return tuple(lines[:30]) or (f"the compiler ended with exit code {done.returncode}",)


def _write_about(place: Path, tree: SourceTree, environment: Environment, final: Path | None = None) -> None:
    """Says which Python runs the bundle; whole or not at all, and only when that changed."""
    about = {
        "format": _FORMAT,
        "app": str(tree.app),
        "source": str((final or place) / "src"),
        "python": str(environment.python),
        "environment": str(environment.folder),
        "python_tag": environment.base.tag,
        "source_digest": tree.digest,
        "lock_digest": tree.lock_digest,
    }
    text = json.dumps(about, indent=2) + "\n"
    path = place / BUNDLE_FILE
    if not path.exists() or path.read_text() != text:
        with tempfile.NamedTemporaryFile("w", dir=place, prefix=".environment-", delete=False) as file:
            file.write(text)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)


def _gate(tree: SourceTree, faults: tuple[str, ...], source: int, environment: int) -> Gate:
    files = len(tree.files)
    summary = f"{files} files match their digests, the app compiles; {', '.join(_ENTRY_POINTS)} are there"
    return Gate(
        name="bundle",
        outcome=Outcome.FAILED if faults else Outcome.PASSED,
        summary="the tree cannot be started" if faults else summary,
        details=faults,
        measures={"files": files, "source_bytes": source, "environment_bytes": environment},
    )
