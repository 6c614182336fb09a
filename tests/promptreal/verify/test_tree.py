"""Everything that is measured of a tree, at once; and evidence that a step can act on."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from promptreal.deadline import Deadline
from promptreal.evidence import Evidence
from promptreal.roles import SandboxCommand, SandboxResult
from promptreal.sandbox import open_sandbox
from promptreal.verify import verify_tree
from promptreal.verify.bench import Bench


def verify(folder: Path) -> Evidence:
    sandbox, _ = open_sandbox("auto", trusted=True)
    return verify_tree(sandbox, Bench(folder), Path(sys.executable), Deadline("source_tree", 60))


def test_a_good_tree_has_three_gates_and_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text("def test_one():\n    assert True\n", "utf-8")
    evidence = verify(tmp_path)
    assert [gate.name for gate in evidence.gates] == ["generated-tests", "secrets", "static-analysis"]
    assert evidence.accepted


def test_each_gate_refuses_by_itself(tmp_path: Path) -> None:
    key = "AKI" + "A" + "QYLPMN5HHHFPZAM2"
    (tmp_path / "test_it.py").write_text("def test_one():\n    assert eval('False')\n", "utf-8")
    (tmp_path / "settings.py").write_text(f"access = '{key}'\n", "utf-8")
    assert [gate.name for gate in verify(tmp_path).refusals] == ["generated-tests", "secrets", "static-analysis"]


class Watched:
    """A sandbox that notes whether what it runs was given up."""

    name = "watched"
    isolates = False

    def __init__(self) -> None:
        self.started = threading.Event()
        self.was_given_up = False

    def run(self, command: SandboxCommand) -> SandboxResult:
        assert command.given_up is not None
        self.started.set()
        self.was_given_up = command.given_up.wait(30)
        return SandboxResult(exit_code=1, output="", seconds=0.0)

    def wrap(self, command: SandboxCommand) -> tuple[list[str], dict[str, str]]:
        raise NotImplementedError


def test_whoever_is_interrupted_does_not_wait_for_the_tests(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text("def test_one():\n    assert True\n", "utf-8")
    sandbox = Watched()
    interrupt = threading.Thread(target=lambda: (sandbox.started.wait(30), os.kill(os.getpid(), signal.SIGINT)))
    interrupt.start()
    with pytest.raises(KeyboardInterrupt):
        verify_tree(sandbox, Bench(tmp_path), Path(sys.executable), Deadline("source_tree", 60))
    interrupt.join()
    assert sandbox.was_given_up
