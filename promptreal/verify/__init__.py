"""What decides whether a version goes out: tests, scans, contract, acceptance criteria and the live probe."""

from promptreal.verify.contract import run_contract
from promptreal.verify.criteria import CriterionResult, acceptance_gate, check_criteria, run_criteria
from promptreal.verify.probe import run_probe
from promptreal.verify.scans import scan_secrets, scan_static
from promptreal.verify.tests import run_generated_tests
from promptreal.verify.tree import verify_tree

__all__ = [
    "CriterionResult",
    "acceptance_gate",
    "check_criteria",
    "run_contract",
    "run_criteria",
    "run_generated_tests",
    "run_probe",
    "scan_secrets",
    "scan_static",
    "verify_tree",
]
