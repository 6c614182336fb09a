"""Python environments by the content of their lock: made once by uv, from wheels alone, and shared by all apps."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from promptreal.build.folders import sole_maker, unfinished
from promptreal.build.indexes import uv_environment
from promptreal.build.python import AppPython, own_python
from promptreal.deadline import Deadline
from promptreal.errors import BuildError
from promptreal.store.trouble import store_trouble

_ABOUT = "promptreal.json"
_LOCK = "requirements.lock"


@dataclass(frozen=True)
class Environment:
    """A finished environment: its folder, its Python, the one below it, its bytes, and whether it was there."""

    folder: Path
    python: Path
    base: AppPython
    size: int
    reused: bool


def ensure_environment(folder: Path, lock: bytes, deadline: Deadline, base: AppPython | None = None) -> Path:
    """The Python of the environment that `lock` describes, made under `folder` if it is not there yet.

    `lock` is a requirements file with every version pinned and hashed; `base` is the Python that it is made from, ours
    by default. Anybody may read the environment.

    Raises:
        BuildError: it cannot be installed; the message has the installer's words, the hint what to do.
        PhaseTimeout: the deadline was over first; what was begun is removed.
    """
    return prepare(folder, lock, deadline, base).python


def prepare(folder: Path, lock: bytes, deadline: Deadline, base: AppPython | None = None) -> Environment:
    """As `ensure_environment`, and says whether it was reused.

    Raises:
        BuildError, PhaseTimeout: as `ensure_environment`.
    """
    base = base or own_python()
    place = folder.absolute() / environment_name(lock, base)
    found = _finished(place, base)
    if found:
        return found
    try:
        with sole_maker(place.parent, place.name, deadline) as claim:
            # Another process may have made it while this one waited.
            return _finished(place, base) or _make(place, lock, base, deadline, claim)
    except OSError as error:
        trouble = store_trouble("make a Python environment", error)
        raise BuildError(trouble.message, hint=trouble.hint) from error


def environment_name(lock: bytes, python: AppPython | None = None) -> str:
    """The folder name of the environment for `lock` under that Python, or ours."""
    base = python or own_python()
    return hashlib.sha256(f"{base.tag}\0{base.path}\0".encode() + lock).hexdigest()[:32]


def _finished(place: Path, base: AppPython) -> Environment | None:
    """The environment at `place`; None when it is not there or damaged, or its Python has been uninstalled since."""
    try:
        size = json.loads((place / _ABOUT).read_text())["size"]
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError):
        return None
    python = place / "bin" / "python"
    if not python.exists():
        return None
    with suppress(OSError):  # on a disk that cannot be written nothing is removed either
        os.utime(place / _ABOUT)
    return Environment(place, python, base, size, reused=True)


def last_used(place: Path) -> float | None:
    """When the environment at `place` was made or reused last, in seconds since the epoch; None when there is none."""
    try:
        return (place / _ABOUT).stat().st_mtime
    except OSError:
        return None


def note_use(folder: Path, use: str, python: Path) -> None:
    """Remembers that the environment of that Python was the last one for this use: a guess for the next time."""
    name = python.parent.parent.name
    # Nothing hangs on it. A full disk will be told of by those who must write.
    with suppress(OSError):
        note = folder / f".last-for-{use}"
        if not note.exists() or note.read_text() != name:
            part = note.with_name(f"{note.name}.{os.getpid()}")
            part.write_text(name)
            part.replace(note)


def used_for(folder: Path, use: str) -> Path | None:
    """The Python of the environment under `folder` that was the last one for this use; None when it is gone."""
    try:
        name = (folder / f".last-for-{use}").read_text()
    except (OSError, UnicodeDecodeError):
        return None
    python = folder.absolute() / Path(name).name / "bin" / "python"
    return python if python.exists() else None


def _make(place: Path, lock: bytes, base: AppPython, deadline: Deadline, claim: int) -> Environment:
    with unfinished(place.parent, place.name) as scratch:
        new = scratch / "environment"
        requirements = scratch / _LOCK
        requirements.write_bytes(lock)
        venv = ["venv", "--relocatable", "--no-project", "--no-python-downloads", "--python", base.path, str(new)]
        _require_success(_uv(venv, scratch, deadline, claim), "make a virtual environment")
        _install(new, requirements, scratch, deadline, claim)
        size = _open_to_all(new)
        (new / _ABOUT).write_text(json.dumps({"size": size, "python": base.tag}))
        (new / _ABOUT).chmod(0o644)
        (new / ".lock").unlink(missing_ok=True)  # uv's own, which anybody could write to.
        if place.exists():  # Damaged, or its Python was uninstalled.
            place.rename(scratch / "broken")
        new.rename(place)
    return Environment(place, place / "bin" / "python", base, size, reused=False)


def _install(new: Path, requirements: Path, scratch: Path, deadline: Deadline, claim: int) -> None:
    sync = ["pip", "sync", "--python", str(new / "bin" / "python"), "--strict", "--compile-bytecode"]
    # Installing from source is running code of strangers: wheels only, and only those that the lock has the hash of.
    sync += [
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--allow-empty-requirements",
        str(requirements),
    ]
    # A lock pins content, so what the cache has needs no index: faster, and it works without a network.
    if _uv([*sync, "--offline"], scratch, deadline, claim).returncode != 0:
        _require_success(_uv(sync, scratch, deadline, claim), "install the locked requirements")


def _uv(arguments: list[str], scratch: Path, deadline: Deadline, claim: int) -> subprocess.CompletedProcess[str]:
    from uv import find_uv_bin  # noqa: PLC0415 (looks for the binary on import)

    try:
        return subprocess.run(
            [find_uv_bin(), *arguments, "--no-progress", "--color", "never"],
            cwd=scratch,
            env=uv_environment(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=deadline.remaining(),
            umask=0o022,
            # Should we be killed, the installer still holds the claim until it ends.
            pass_fds=(claim,),
        )
    except subprocess.TimeoutExpired as error:
        raise deadline.expired() from error
    except FileNotFoundError as error:
        raise BuildError("uv is not installed", hint="pip install uv (it comes with promptreal)") from error


def _require_success(done: subprocess.CompletedProcess[str], doing: str) -> None:
    if done.returncode != 0:
        words = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        # What it warned of before has nothing to do with it.
        words = words[next((at for at, line in enumerate(words) if line.startswith("error:")), 0) :]
        raise BuildError(f"could not {doing}: {' '.join(words[-6:])[:1200]}", hint=_hint(done.stderr))


def _hint(words: str) -> str:
    lower = words.lower()
    if "hash" in lower and "mismatch" in lower:
        return "a package is not what the lock says it is: check the package index before anything else"
    if any(sign in lower for sign in ("dns", "connect", "timed out", "network", "certificate", "failed to fetch")):
        return (
            "the package index was not reached: check the network and proxy; an index of your own is set with "
            "UV_DEFAULT_INDEX or PIP_INDEX_URL, its certificate with SSL_CERT_FILE"
        )
    if "no wheels" in lower or "no usable wheels" in lower or "only-binary" in lower or "no-build" in lower:
        return "a locked package has no wheel for this Python and platform: use another Python, 3.11 to 3.14"
    if "no space left" in lower:
        return "the disk is full: free some space, or move the home folder with PROMPTREAL_HOME"
    return "see the installer's words above; `uv cache clean` helps when its cache is damaged"


def _open_to_all(new: Path) -> int:
    """The size in bytes. Made by root, it is opened to the sandbox's user: cached wheels keep their maker's mode."""
    size = 0
    as_root = os.geteuid() == 0
    for where, folders, files in os.walk(new):
        for name in (*folders, *files):
            path = Path(where, name)
            found = path.lstat()
            size += 0 if name in folders else found.st_size
            wanted = found.st_mode | 0o444 | (0o111 if found.st_mode & 0o100 else 0)
            if as_root and not path.is_symlink() and wanted != found.st_mode:
                path.chmod(wanted)
    return size
