"""What a run shows of its values: tables, trees and links for the Dagster UI."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from dagster import MetadataValue, TableRecord

from promptreal.artifact import Choice, ImageRef, Release, ScalingPolicy, SourceTree
from promptreal.evidence import Evidence
from promptreal.spec import AppSpec, Understanding

Report = Mapping[str, Any]
_MOST_ROWS = 200


def spec_report(spec: AppSpec) -> Report:
    """The spec as tables, and what was understood."""
    fields = [
        {
            "entity": entity.label,
            "kind": str(entity.kind),
            "field": field.name,
            "type": str(field.type),
            "of": field.target or ", ".join(field.choices),
            "required": field.required,
            "from": str(field.origin),
        }
        for entity in spec.entities
        for field in entity.fields
    ]
    criteria = [{"id": one.id, "criterion": one.text, "part": one.part, "writes": one.writes} for one in spec.criteria]
    doings = [
        {"action": one.label, "kind": str(one.kind), "entity": one.entity, "from the words": one.quote}
        for one in spec.actions
    ]
    return {
        "title": spec.title,
        "app type": spec.app_type,
        "version": spec.version,
        "understanding": MetadataValue.md(_understanding(spec.understanding)),
        "fields": _table(fields),
        "actions": _table(doings),
        "criteria": _table(criteria),
        "pages": MetadataValue.md(
            "\n".join(f"- `/{page.slug}` {page.title} ({page.kind})" for page in spec.pages) or "none"
        ),
        "prompt": MetadataValue.md(_quoted(spec.prompt)),
        "enhanced prompt": MetadataValue.md(_quoted(spec.enhanced_prompt)),
        "designer": spec.designer,
        "spec digest": spec.fingerprint(),
    }


def tree_report(tree: SourceTree, clone_from: str) -> Report:
    """The repository: commit, files, sizes, and how it was tested. `clone_from` is the history's address."""
    return {
        "commit": tree.commit,
        "branch": tree.branch,
        "clone": MetadataValue.md(f"`git clone -b {tree.branch} {clone_from}`"),
        "files": len(tree.files),
        "size (bytes)": sum(file.size for file in tree.files.values()),
        "file tree": MetadataValue.md(_file_tree({path: file.size for path, file in tree.files.items()})),
        "test report": _evidence(tree.evidence),
        "generator": tree.generator,
        "sandbox": tree.sandbox,
        "schema revision": tree.migration,
        "source digest": tree.digest,
    }


def image_report(image: ImageRef) -> Report:
    """What was built, and how much of it was there already."""
    return {
        "digest": image.digest,
        "reference": image.reference,
        "location": MetadataValue.path(image.location),
        "size (bytes)": image.size,
        "reused": ", ".join(image.reused) or "nothing",
        "builder": image.builder,
        "commit": image.source_commit,
    }


def release_report(release: Release) -> Report:
    """The release: where it answers, why it was let out, and which implementations made it."""
    return {
        "url": MetadataValue.url(release.url),
        "version": release.version,
        "evidence": _evidence(release.evidence),
        "implementations": _choices(release.choices),
        "strategy": release.strategy,
        "target": release.target,
        "revision": release.revision,
        "commit": release.commit,
        "released at": release.released_at,
        "cost (USD)": MetadataValue.float(release.cost_usd),
    }


def scaling_report(policy: ScalingPolicy) -> Report:
    """What the autoscaler does, or why there is none."""
    return {
        "note": policy.note,
        "active": MetadataValue.bool(policy.active),
        "replicas": f"{policy.minimum} to {policy.maximum}",
        "target CPU (%)": policy.cpu_percent,
        "target memory (%)": policy.memory_percent,
    }


def _understanding(understanding: Understanding) -> str:
    parts = [] if understanding.readable else ["**The prompt could not be read: this is a modest app.**"]
    for title, sentences in (
        ("Understood", understanding.understood),
        ("Assumed", understanding.assumed),
        ("Left out", understanding.left_out),
    ):
        if sentences:
            parts.append(f"**{title}**\n\n" + "\n".join(f"- {sentence}" for sentence in sentences))
    return "\n\n".join(parts) or "nothing to tell"


def _evidence(evidence: Evidence) -> Any:  # noqa: ANN401 (a metadata value)
    return _table(
        [
            {
                "gate": gate.name,
                "outcome": str(gate.outcome),
                "summary": gate.summary,
                "measures": ", ".join(f"{name} {value:g}" for name, value in gate.measures.items()),
            }
            for gate in evidence.gates
        ]
    )


def _choices(choices: Iterable[Choice]) -> Any:  # noqa: ANN401 (a metadata value)
    return _table([{"role": one.role, "implementation": one.name, "why": one.reason} for one in choices])


def _table(rows: list[dict[str, Any]]) -> Any:  # noqa: ANN401 (a metadata value)
    if not rows:
        return MetadataValue.text("none")
    return MetadataValue.table(records=[TableRecord(row) for row in rows[:_MOST_ROWS]])


def _file_tree(sizes: Mapping[str, int]) -> str:
    """The files as an indented tree, folders before their files."""
    lines: list[str] = []
    shown: set[PurePosixPath] = set()
    for name in sorted(sizes, key=lambda one: (PurePosixPath(one).parent.parts, one)):
        path = PurePosixPath(name)
        for folder in reversed(path.parents[:-1]):
            if folder not in shown:
                shown.add(folder)
                lines.append(f"{'    ' * (len(folder.parts) - 1)}{folder.name}/")
        lines.append(f"{'    ' * (len(path.parts) - 1)}{path.name}  ({sizes[name]:,})")
    return "```text\n" + "\n".join(lines) + "\n```"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())
