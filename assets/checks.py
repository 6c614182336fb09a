"""The gates as blocking asset checks."""

from __future__ import annotations

from collections.abc import Iterator

from dagster import AssetCheckResult, AssetCheckSeverity, AssetCheckSpec, MetadataValue

from promptreal.evidence import Evidence, Gate, Outcome

CHECKS: dict[str, dict[str, str]] = {
    "source_tree": {
        "generated_tests": "The app's own tests pass in the sandbox.",
        "secrets": "No password, key or token is in the source.",
        "static_analysis": "Static analysis finds nothing of high severity.",
    },
    "image": {"bundle": "What was built holds the source that was tested, and its entry point can be loaded."},
    "deployment": {
        "contract": "The candidate keeps the contract that its spec promises.",
        "acceptance": "Every acceptance criterion that was compiled before the code holds on the candidate.",
        "probe": "The live version answers where its users ask.",
    },
}


def specs(asset: str) -> list[AssetCheckSpec]:
    """The checks of an asset; each of them blocks the steps after it."""
    return [
        AssetCheckSpec(name=name, asset=asset, description=description, blocking=True)
        for name, description in CHECKS.get(asset, {}).items()
    ]


def check_name(gate: Gate) -> str:
    """The gate's name as Dagster takes it, which knows no dashes."""
    return gate.name.replace("-", "_")


def results(asset: str, evidence: Evidence) -> Iterator[AssetCheckResult]:
    """One result for each gate of the evidence that is a check of this asset."""
    for gate in evidence.gates:
        if check_name(gate) in CHECKS.get(asset, {}):
            yield AssetCheckResult(
                check_name=check_name(gate),
                passed=not gate.refuses,
                severity=AssetCheckSeverity.ERROR if gate.blocking else AssetCheckSeverity.WARN,
                description=gate.summary,
                metadata=_metadata(gate),
            )


def missing(asset: str, evidence: Evidence) -> tuple[str, ...]:
    """The checks of this asset that the evidence has no gate for."""
    made = {check_name(gate) for gate in evidence.gates}
    return tuple(name for name in CHECKS.get(asset, {}) if name not in made)


def _metadata(gate: Gate) -> dict[str, MetadataValue]:
    found: dict[str, MetadataValue] = {"outcome": MetadataValue.text(gate.outcome.value)}
    if gate.details:
        marker = "- " if gate.outcome is Outcome.PASSED else "- ❌ "
        found["details"] = MetadataValue.md("\n".join(marker + line for line in gate.details))
    for name, value in gate.measures.items():
        found[name] = MetadataValue.float(value)
    return found
