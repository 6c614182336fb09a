"""The workbenches of a spec as templates see them, and the layers that hold their editors."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from promptreal.errors import GenerateError
from promptreal.spec import AppSpec, Workbench
from promptreal.workbenches import BenchEntry, workbenches


@dataclass(frozen=True)
class BenchView:
    """A workbench with what the catalogue says of it."""

    name: str
    title: str
    entity: str
    field: str
    templates: str
    choices: tuple[str, ...]
    guide: tuple[str, ...]
    samples: tuple[str, ...]


def bench_views(spec: AppSpec) -> list[BenchView]:
    """The workbenches of the spec in its order.

    Raises:
        GenerateError: one is not in the catalogue.
    """
    return [
        BenchView(
            name=bench.name,
            title=bench.title,
            entity=bench.entity,
            field=bench.field,
            templates=bench.templates,
            choices=bench.choices,
            guide=_entry(bench).guide,
            samples=_entry(bench).samples,
        )
        for bench in spec.workbenches
    ]


def bench_layers(spec: AppSpec) -> list[Path]:
    """The folders of the workbenches' files."""
    return [_entry(bench).folder / "pages" for bench in spec.workbenches]


def _entry(bench: Workbench) -> BenchEntry:
    known = workbenches()
    if bench.name not in known:
        raise GenerateError(f"there is no workbench {bench.name!r}", hint=f"available: {', '.join(known) or 'none'}")
    return known[bench.name]
