"""`python -m promptreal.generate.locks`: locks what generated apps need, with hashes, for every platform.

Every app of a generator version gets the same locks: an environment that was built once serves them all.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from uv import find_uv_bin

from promptreal.generate.render import BLUEPRINTS
from promptreal.generate.requirements import EXTRAS, by_name

FOLDER = BLUEPRINTS / "layers" / "base"
LOCKS = {"requirements.in": "requirements.txt", "requirements-dev.in": "requirements-dev.txt"}

_OPTIONS = (
    "--generate-hashes",
    "--universal",
    "--python-version",
    "3.11",
    "--no-header",
    "--no-annotate",
    # An address of an index would tie the apps to this machine's.
    "--no-emit-index-url",
)


def refresh(folder: Path = FOLDER, extras: Path = EXTRAS, *, upgrade: bool = True) -> None:
    """Writes all locks anew; the development lock holds exactly the runtime lock's versions and more.

    The lock of an extra holds only what the development lock does not, in versions that go with it.

    Raises:
        CalledProcessError: uv found no set of versions; it has said why.
    """
    newest = ["--upgrade"] if upgrade else []
    for wanted, lock in LOCKS.items():
        same = ["--constraints", LOCKS["requirements.in"]] if wanted != "requirements.in" else []
        subprocess.run(
            [find_uv_bin(), "pip", "compile", *_OPTIONS, *newest, *same, wanted, "--output-file", lock, "--quiet"],
            cwd=folder,
            check=True,
        )
    for extra in sorted(extras.glob("*.in")):
        _lock_extra(folder, extra, newest)


def _lock_extra(folder: Path, wanted: Path, newest: list[str]) -> None:
    known = LOCKS["requirements-dev.in"]
    lock = wanted.with_suffix(".txt")
    options = [*_OPTIONS, *newest, "--constraints", known, "requirements-dev.in", str(wanted)]
    subprocess.run(
        [find_uv_bin(), "pip", "compile", *options, "--output-file", str(lock), "--quiet"], cwd=folder, check=True
    )
    base = by_name((folder / known).read_text(encoding="utf-8"))
    fresh = {name: block for name, block in by_name(lock.read_text(encoding="utf-8")).items() if name not in base}
    lock.write_text("".join(fresh[name] for name in sorted(fresh)), encoding="utf-8")


if __name__ == "__main__":
    refresh()
    sys.stderr.write(f"locked in {FOLDER}\n")
