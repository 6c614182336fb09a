"""What is carried over from one version to the next, and above all what is not."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pytest

from promptreal.deadline import Deadline
from promptreal.evidence import Gate, Outcome
from promptreal.roles import Sandbox
from promptreal.sandbox import open_sandbox
from promptreal.verify.proven import Carry, ProvenTests, read_notes
from promptreal.verify.tests import run_generated_tests

TREE = {
    "app/__init__.py": "",
    "app/numbers.py": "ONE = 1\n",
    "app/words.py": "WORD = 'one'\n",
    "app/style.css": "body { color: red }\n",
    "tests/__init__.py": "",
    "tests/test_numbers.py": "from app.numbers import ONE\n\n\ndef test_one():\n    assert ONE == 1\n",
    "tests/test_style.py": (
        "from pathlib import Path\n\n\ndef test_style():\n    assert 'color' in Path('app/style.css').read_text()\n"
    ),
    "README.md": "one\n",
}


@pytest.fixture(scope="module")
def sandbox() -> Sandbox:
    return open_sandbox("auto", trusted=True)[0]


class Versions:
    """One version after the other, each with what is known of the one before."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox = sandbox
        self.folder = folder
        self.number = 0
        self.known: ProvenTests | None = None

    def run(self, **changes: str) -> Gate:
        """The gate over the tree with these changes, dots in names for slashes; empty text removes a file."""
        self.number += 1
        files = {**TREE, **{name.replace("__", "/").replace("_dot_", "."): text for name, text in changes.items()}}
        root = self.folder / str(self.number)
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        carry = Carry({name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}, self.known)
        python = Path(sys.executable)
        gate = run_generated_tests(self.sandbox, root, python, Deadline("source_tree", 60), carry=carry)
        self.known = carry.after
        return gate


@pytest.fixture
def versions(sandbox: Sandbox, tmp_path: Path) -> Versions:
    tmp_path.chmod(0o755)
    return Versions(sandbox, tmp_path)


def test_what_hangs_on_nothing_that_changed_is_not_run_again(versions: Versions) -> None:
    assert versions.run().measures["carried"] == 0
    gate = versions.run(app__style_dot_css="body { color: blue }\n")

    assert gate.outcome is Outcome.PASSED
    assert (gate.measures["tests"], gate.measures["passed"], gate.measures["carried"]) == (2, 2, 1)
    assert "1 of them in the version before" in gate.summary


def test_it_is_the_same_in_a_plain_process(tmp_path: Path) -> None:
    versions = Versions(open_sandbox("process", trusted=True)[0], tmp_path)
    versions.run()

    assert versions.run(app__style_dot_css="body { color: blue }\n").measures["carried"] == 1


def test_what_hangs_on_something_that_changed_is_run_again_and_may_fail(versions: Versions) -> None:
    versions.run()
    gate = versions.run(app__style_dot_css="body { }\n")

    assert gate.outcome is Outcome.FAILED
    assert any("test_style" in line for line in gate.details)
    assert versions.known is None


def test_a_module_that_a_test_imports_is_something_that_it_hangs_on(versions: Versions) -> None:
    versions.run()

    assert versions.run(app__numbers_dot_py="ONE = 2\n").outcome is Outcome.FAILED


def test_a_test_that_was_changed_is_run_again(versions: Versions) -> None:
    versions.run()

    assert versions.run(tests__test_numbers_dot_py="def test_two():\n    assert False\n").outcome is Outcome.FAILED


def test_where_a_file_is_new_everything_is_run_again(versions: Versions) -> None:
    versions.run()

    assert versions.run(app__more_dot_py="").measures["carried"] == 0


def test_a_test_file_matters_to_others_only_where_one_imports_another(versions: Versions) -> None:
    more = {"tests__test_more_dot_py": "def test_more():\n    assert True\n"}
    versions.run(**more)
    assert versions.run(tests__test_more_dot_py="def test_more():\n    assert 1\n").measures["carried"] == 2

    tied = {
        "tests__test_tied_dot_py": "from tests.test_more import test_more as again\n\n\ndef test_tied():\n    again()\n"
    }
    versions.run(**more, **tied)
    gate = versions.run(tests__test_more_dot_py="def test_more():\n    assert False\n", **tied)
    assert {line.rpartition("::")[0] for line in gate.details} >= {"tests.test_more", "tests.test_tied"}


def test_how_pytest_is_set_up_matters_to_all(versions: Versions) -> None:
    versions.run(pyproject_dot_toml="[project]\nname = 'one'\n")

    assert versions.run(pyproject_dot_toml="[project]\nname = 'two'\n").measures["carried"] == 0


def test_what_pytest_does_not_read_does_not_matter(versions: Versions) -> None:
    versions.run(pytest_dot_ini="[pytest]\n", pyproject_dot_toml="[project]\nname = 'one'\n")
    gate = versions.run(pytest_dot_ini="[pytest]\n", pyproject_dot_toml="[project]\nname = 'two'\n")

    assert gate.measures["carried"] == 2


def test_what_is_imported_for_all_tests_matters_to_all(versions: Versions) -> None:
    prepared = {"pytest_dot_ini": "[pytest]\ntestpaths = tests\n", "tests__conftest_dot_py": "import app.words\n"}
    versions.run(**prepared)

    assert versions.run(**prepared, app__words_dot_py="WORD = ''\n").measures["carried"] == 0


def test_what_is_carried_over_is_carried_on(versions: Versions) -> None:
    versions.run()
    versions.run(app__style_dot_css="body { color: blue }\n")
    gate = versions.run(app__style_dot_css="body { color: green }\n")

    assert (gate.measures["passed"], gate.measures["carried"]) == (2, 1)


def test_where_nothing_matters_that_changed_all_is_carried_over(versions: Versions) -> None:
    versions.run()
    gate = versions.run(README_dot_md="two\n")

    assert gate.outcome is Outcome.PASSED
    assert (gate.measures["passed"], gate.measures["carried"]) == (2, 2)


def test_what_an_earlier_test_read_may_be_in_memory_for_a_later_one(versions: Versions) -> None:
    later = "import app.words\n\n\ndef test_later():\n    assert app.words.WORD\n"
    lazy = "def test_lazy():\n    import app.words\n\n    assert app.words.WORD\n"
    both = {
        "tests__test_a_dot_py": lazy,
        "tests__test_z_dot_py": later.replace("import app.words\n", "import sys\n", 1),
    }
    both["tests__test_z_dot_py"] = "import sys\n\n\ndef test_later():\n    assert sys.modules['app.words'].WORD\n"
    versions.run(**both)
    gate = versions.run(**both, app__words_dot_py="WORD = ''\n")

    assert {line.partition(":")[0] for line in gate.details} == {"tests.test_a", "tests.test_z"}


def test_what_other_processes_read_is_not_known_and_so_it_is_run_again(versions: Versions) -> None:
    stray = (
        "import subprocess, sys\n\n\ndef test_stray():\n    assert subprocess.call([sys.executable, '-c', '']) == 0\n"
    )
    versions.run(tests__test_stray_dot_py=stray)
    gate = versions.run(tests__test_stray_dot_py=stray)

    assert (gate.measures["passed"], gate.measures["carried"]) == (3, 2)


def test_another_environment_is_another_matter(versions: Versions, tmp_path: Path) -> None:
    versions.run()
    assert versions.known is not None
    versions.known = versions.known.model_copy(update={"context": "elsewhere"})

    assert versions.run().measures["carried"] == 0


@pytest.mark.parametrize(
    "text", ["", "[]", '{"read": 3}', '{"read": [], "files": {"a": {}}}', "\ud800".encode("utf-8", "replace").decode()]
)
def test_notes_that_cannot_be_read_are_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "notes.json").write_text(text)

    assert read_notes(tmp_path / "notes.json", tmp_path) == {}
    assert read_notes(tmp_path / "missing.json", tmp_path) == {}


def test_notes_that_are_a_link_are_none(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text(json.dumps({"read": [], "files": {}}))
    (tmp_path / "notes.json").symlink_to(tmp_path / "real.json")

    assert read_notes(tmp_path / "notes.json", tmp_path) == {}
