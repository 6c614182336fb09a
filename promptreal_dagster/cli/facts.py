"""What is worth a line on the terminal about the value of each step."""

from __future__ import annotations

from promptreal.artifact import ImageRef, Release, ScalingPolicy, SourceTree
from promptreal.evidence import Evidence, Gate
from promptreal.model import Model
from promptreal.spec import AppSpec


def facts(value: Model) -> list[str]:
    """Lines about a step's value: what it is, then what was measured of it."""
    match value:
        case AppSpec():
            return _spec_facts(value)
        case SourceTree():
            size = sum(file.size for file in value.files.values())
            made = f"{len(value.files)} files, {human_size(size)}, commit {value.commit[:12]} on {value.branch}"
            return [f"{made}, by {value.generator}, tested in {value.sandbox}", *gate_lines(value.evidence)]
        case ImageRef():
            reused = f", reused: {', '.join(value.reused)}" if value.reused else ""
            return [
                f"{value.builder} {value.digest[:19]}, {human_size(value.size)}{reused}",
                *gate_lines(value.evidence),
            ]
        case Release():
            return [
                f"version {value.version} by the {value.target} target, {value.strategy}",
                *gate_lines(Evidence(gates=_own_gates(value))),
            ]
        case ScalingPolicy():
            return [value.note]
    return []


def _own_gates(release: Release) -> tuple[Gate, ...]:
    """The gates that the roll-out made: those after the image's, which come after the tree's."""
    before = {gate.name for gate in release.image.evidence.gates}
    gates = release.evidence.gates
    places = [place for place, gate in enumerate(gates) if gate.name in before]
    return gates[places[-1] + 1 :] if places else gates


def _spec_facts(spec: AppSpec) -> list[str]:
    counts = (
        (len(spec.entities), "entity", "entities"),
        (len(spec.actions), "action", "actions"),
        (len(spec.pages), "page", "pages"),
        (len(spec.charts), "chart", "charts"),
        (len(spec.filters), "filter", "filters"),
        (len(spec.reports), "report", "reports"),
        (len(spec.criteria), "acceptance criterion", "acceptance criteria"),
    )
    counted = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)
    return [f"{spec.title}: {spec.app_type}, version {spec.version}, by {spec.designer or 'the designer'}", counted]


def gate_lines(evidence: Evidence) -> list[str]:
    """One line for each gate."""
    return [gate_line(gate) for gate in evidence.gates]


def gate_line(gate: Gate) -> str:
    """A gate's outcome in one line: `acceptance passed: 31 of 31 criteria`."""
    remark = "" if gate.blocking else " (does not block)"
    return f"{gate.name} {gate.outcome}: {gate.summary}{remark}"


def human_size(size: float) -> str:
    """Bytes for a person: `1.4 MB`."""
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"
