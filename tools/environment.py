"""Makes this clone's virtual environment, `.venv`, once; needs nothing but the standard library.

    python tools/environment.py run      what `promptreal` needs
    python tools/environment.py test     that, and what its tests need

Two at once wait for each other (a file lock, which a killed process leaves free). An install that was interrupted is
made again from nothing; a changed `pyproject.toml` is installed over the old one. Everything is said on stderr.
`PROMPTREAL_INSTALLER=pip` keeps uv from being used where it is on PATH.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
INSTALLED = VENV / "installed.json"
INSTALLING = ROOT / ".venv.installing"
LOCK = ROOT / ".venv.lock"


class InstallError(Exception):
    """The environment cannot be made; the message says why, and what to do."""


def main() -> int:
    """Makes the environment; gives the exit code."""
    kind = sys.argv[1] if len(sys.argv) > 1 else "run"
    try:
        if not _is_ready(kind):
            with _only_one():
                if not _is_ready(kind):
                    _install(kind)
    except InstallError as error:
        _say(f"error: {error}")
        return 1
    except PermissionError as error:
        _say(f"error: {error.filename} cannot be written: clone the repository where you may write")
        return 1
    except KeyboardInterrupt:
        _say("interrupted; the next call installs again")
        return 130
    return 0


def _fingerprint() -> str:
    # The folder belongs to it: an environment that was moved points to where it was.
    return hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()).hexdigest()


def _marker() -> dict[str, object]:
    try:
        return dict(json.loads(INSTALLED.read_text()))
    except (OSError, ValueError):
        return {}


def _is_ready(kind: str) -> bool:
    marker = _marker()
    kinds = marker.get("kinds")
    return (
        marker.get("fingerprint") == _fingerprint()
        and isinstance(kinds, list)
        and kind in kinds
        and PYTHON.exists()
        and not INSTALLING.exists()
    )


@contextmanager
def _only_one() -> Iterator[None]:
    with LOCK.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("another call is installing; waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _install(kind: str) -> None:
    marker = _marker()
    known = marker.get("kinds")
    same = marker.get("fingerprint") == _fingerprint()
    # Whoever has what the tests need has what the program needs.
    kinds = sorted({"run", kind, *known} if isinstance(known, list) and same else {"run", kind})
    uv = None if os.environ.get("PROMPTREAL_INSTALLER") == "pip" else shutil.which("uv")
    installer = f"uv ({uv})" if uv else "pip"
    what = "Prompt to Real and its tests" if kind == "test" else "Prompt to Real"
    _say(f"installing {what} into {VENV} with {installer}, Python {sys.version.split()[0]}; this is done once …")
    begin_anew = INSTALLING.exists() or not _works()
    INSTALLING.touch()
    if begin_anew:
        _make_venv(uv)
    requirements = _requirements(kind)
    if uv:
        _call(
            uv,
            "pip",
            "install",
            "--quiet",
            "--compile-bytecode",
            "--python",
            str(PYTHON),
            "-e",
            str(ROOT),
            *requirements,
        )
    else:
        command = (str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        _call(*command, "-e", str(ROOT), *requirements)
    temporary = INSTALLED.with_suffix(f".{os.getpid()}")
    temporary.write_text(json.dumps({"fingerprint": _fingerprint(), "kinds": kinds}))
    temporary.replace(INSTALLED)
    INSTALLING.unlink()
    _say("installed")


def _works() -> bool:
    if not PYTHON.exists():
        return False
    return subprocess.run([str(PYTHON), "-I", "-c", ""], capture_output=True, check=False).returncode == 0


def _make_venv(uv: str | None) -> None:
    if VENV.is_symlink() or VENV.is_file():
        raise InstallError(f"{VENV} is not a folder; remove it")
    if VENV.exists():
        shutil.rmtree(VENV)
    if uv:
        _call(uv, "venv", "--quiet", "--python", sys.executable, str(VENV))
        return
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        version = ".".join(map(str, sys.version_info[:2]))
        raise InstallError(
            f"{sys.executable} has no venv module. On Debian and Ubuntu it is a package of its own: "
            f"apt-get install python{version}-venv (or python3-venv); or put uv on PATH"
        )
    _call(sys.executable, "-m", "venv", str(VENV))


def _requirements(kind: str) -> list[str]:
    # Named one by one, because the pip that comes with older Pythons knows no dependency groups.
    if kind != "test":
        return []
    document = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return [str(one) for one in document["dependency-groups"]["dev"]]


def _call(*command: str) -> None:
    # Our stdout belongs to the program that runs afterwards.
    code = subprocess.run(command, cwd=ROOT, stdout=sys.stderr, stdin=subprocess.DEVNULL, check=False).returncode
    if code == 0:
        return
    raise InstallError(
        f"`{' '.join(command[:4])} …` ended with exit code {code}; what it said is above.\n"
        "  → If the package index cannot be reached, connect, or name yours: UV_DEFAULT_INDEX for uv, PIP_INDEX_URL\n"
        "    for pip (PROMPTREAL_INSTALLER=pip uses pip even where uv is there). Then call this again."
    )


def _say(text: str) -> None:
    sys.stderr.write(f"promptreal: {text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
