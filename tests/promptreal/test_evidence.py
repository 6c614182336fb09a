"""What may go out is decided by gates that passed, and by nothing else."""

from __future__ import annotations

import pytest

from promptreal.evidence import Evidence, Gate, Outcome, VersionRefused, require

PASSED = Gate(name="tests", outcome=Outcome.PASSED, summary="12 passed")
FAILED = Gate(name="secrets", outcome=Outcome.FAILED, summary="1 found", details=("app/config.py:3",))
UNAVAILABLE = Gate(name="static", outcome=Outcome.UNAVAILABLE, summary="bandit is not installed")


def test_no_evidence_is_no_permission() -> None:
    assert not Evidence().accepted
    with pytest.raises(VersionRefused, match="no gate was made of it"):
        require("the source of shop", Evidence())


def test_a_failed_gate_refuses_and_is_named() -> None:
    evidence = Evidence().plus(PASSED, FAILED)
    with pytest.raises(VersionRefused, match="the source of shop was refused: secrets: 1 found") as refused:
        require("the source of shop", evidence)
    assert refused.value.evidence == evidence


def test_an_unavailable_gate_is_never_counted_as_passed() -> None:
    assert Evidence(gates=(PASSED, UNAVAILABLE)).refusals == (UNAVAILABLE,)


def test_a_gate_that_does_not_block_is_only_recorded() -> None:
    advisory = FAILED.model_copy(update={"blocking": False})
    evidence = Evidence(gates=(PASSED, advisory))
    require("the source of shop", evidence)
    assert evidence.accepted
