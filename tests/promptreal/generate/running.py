"""Generated repositories on disk, and their commands in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from promptreal.generate.__main__ import write
from promptreal.generate.blueprint import BlueprintGenerator
from promptreal.roles import Draft, PreviousVersion
from promptreal.spec import AppSpec


def rendered(spec: AppSpec, folder: Path, previous: PreviousVersion | None = None) -> Draft:
    """The draft of that spec, also written into the folder."""
    draft = BlueprintGenerator().generate(spec, previous)
    write(draft, folder)
    return draft


def run(folder: Path, *arguments: str, database: Path | None = None, **environment: str) -> str:
    """What `python ARGUMENTS` in that folder prints; it must succeed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=_environment(database, environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-6000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def _environment(database: Path | None, extra: Mapping[str, str]) -> dict[str, str]:
    base = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", "PYTHONWARNINGS": "error"}
    if database is not None:
        base["DATABASE_URL"] = f"sqlite:///{database}"
    return {**base, **extra}
