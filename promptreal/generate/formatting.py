"""Generated Python as a formatter leaves it: names differ in length, so no template can break its lines right."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ruff import find_ruff_bin

from promptreal.errors import GenerateError

# `--isolated`: no configuration of the machine or the folder plays a part.
_COMMON = ("--isolated", "--quiet", "--no-cache", "--line-length", "120", "--target-version", "py311")
# What a template need not care for: imports, arguments by keyword where the name allows it, numbers written as texts.
_MENDED = "I001,F401,PIE804,FURB157"


def formatted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with every `.py` among them formatted, imports sorted, unused ones left out and what else is mended.

    Raises:
        GenerateError: a file is no Python; the message says where.
    """
    python = [path for path in files if path.endswith(".py")]
    if not python:
        return dict(files)
    with tempfile.TemporaryDirectory(prefix="promptreal-format-") as name:
        folder = Path(name)
        for path in python:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(files[path])
        _ruff(folder, "check", *_COMMON, "--select", _MENDED, "--fix", "--exit-zero", ".")
        _ruff(folder, "format", *_COMMON, ".")
        return {path: (folder / path).read_bytes() if path in python else content for path, content in files.items()}


def _ruff(folder: Path, *arguments: str) -> None:
    done = subprocess.run(
        [find_ruff_bin(), *arguments], cwd=folder, env={}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise GenerateError(f"a template wrote what is no Python: {(done.stderr or done.stdout).strip()[:2000]}")
