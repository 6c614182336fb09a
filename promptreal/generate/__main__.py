"""`python -m promptreal.generate SPEC.json OUTDIR [--previous DIR]`: renders a spec into a folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from promptreal.errors import PromptRealError
from promptreal.generate.blueprint import BlueprintGenerator
from promptreal.generate.migrations import SCHEMA
from promptreal.roles import Draft, PreviousVersion
from promptreal.spec import AppSpec


def main(arguments: list[str] | None = None) -> int:
    """Writes the repository; the exit code is 1 where the generator refuses."""
    parser = argparse.ArgumentParser(prog="python -m promptreal.generate", description=__doc__)
    parser.add_argument("spec", type=Path, help="a spec as JSON")
    parser.add_argument("folder", type=Path, help="where the repository is written")
    parser.add_argument(
        "--previous", type=Path, help="the folder of the version before; its migrations are carried over"
    )
    chosen = parser.parse_args(arguments)
    spec = AppSpec.model_validate_json(chosen.spec.read_bytes())
    try:
        draft = BlueprintGenerator().generate(spec, _previous(chosen.previous, spec))
    except PromptRealError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    write(draft, chosen.folder)
    print(f"{len(draft.files)} files, revision {draft.migration}, in {chosen.folder}", file=sys.stderr)  # noqa: T201
    return 0


def write(draft: Draft, folder: Path) -> None:
    """Writes the draft's files under `folder`; what else is there stays."""
    for path, content in draft.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        if path in draft.executables:
            target.chmod(0o755)


def read(folder: Path) -> dict[str, bytes]:
    """The files of a repository on disk, caches and data left out."""
    left_out = {"__pycache__", ".git", "data", ".venv"}
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not left_out & set(path.relative_to(folder).parts)
    }


def _previous(folder: Path | None, spec: AppSpec) -> PreviousVersion | None:
    if folder is None:
        return None
    files = read(folder)
    if SCHEMA not in files:
        raise PromptRealError(f"{folder} holds no generated app", hint=f"it has no {SCHEMA}")
    return PreviousVersion(spec=spec, files=files)


if __name__ == "__main__":
    sys.exit(main())
