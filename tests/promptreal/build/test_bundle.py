"""The bundle builder."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from promptreal.artifact import SourceTree
from promptreal.build import BUILDERS
from promptreal.build.bundle import BundleBuilder
from promptreal.deadline import Deadline
from promptreal.errors import BuildError
from promptreal.evidence import Outcome
from promptreal.request import AppKey
from promptreal.roles import Draft, choose
from promptreal.settings import Settings
from promptreal.store.directory import DirectoryStore
from promptreal.store.trees import store_tree, tree_digest

Wheel = Callable[[str, str], bytes]


class Workshop:
    """A store, a builder, and trees to build."""

    def __init__(self, home: Path, lock: bytes) -> None:
        self.settings = Settings(home=home)
        self.store = DirectoryStore(self.settings.store_folder)
        self.builder = BundleBuilder(self.settings)
        self.lock = lock

    def tree(self, **changes: bytes | None) -> SourceTree:
        wanted: dict[str, bytes | None] = {
            "requirements.txt": self.lock,
            "app/__init__.py": b"",
            "app/__main__.py": b"",
            "app/main.py": b"app = None\n",
            **changes,
        }
        files = store_tree(self.store, Draft({path: c for path, c in wanted.items() if c is not None}, migration="1"))
        return SourceTree(
            app=AppKey(name="shop"), branch="main", commit="c" * 40, digest=tree_digest(files),
            lock_digest=self.store.put(self.lock), migration="1", spec_digest="sha256:spec", files=files,
        )  # fmt: skip

    def build(self, tree: SourceTree):  # noqa: ANN201
        return self.builder.build(tree, self.store, Deadline("image", 60))


@pytest.fixture
def workshop(tmp_path: Path, wheels: Path) -> Workshop:
    return Workshop(tmp_path / "home", b"# The app needs nothing.\n")


def test_the_builder_is_found_by_its_name() -> None:
    assert choose("builder", BUILDERS, "bundle") is BundleBuilder


def test_a_bundle_runs_with_the_python_that_it_names(tmp_path: Path, wheel: Wheel) -> None:
    workshop = Workshop(tmp_path / "home", wheel("greeting", "WORD = 'hello'"))
    image = workshop.build(workshop.tree(**{"app/__main__.py": b"import greeting; print(greeting.WORD)\n"}))
    about = json.loads(Path(image.location, "environment.json").read_text())
    argv = [about["python"], "-m", "app"]
    assert subprocess.run(argv, cwd=about["source"], check=True, capture_output=True, text=True).stdout == "hello\n"
    assert image.evidence.accepted
    assert image.reference == f"shop@{image.digest}"
    assert (image.source_commit, image.spec_digest) == ("c" * 40, "sha256:spec")
    assert image.size > 0


def test_its_files_cannot_be_written_and_its_bytecode_is_there(workshop: Workshop) -> None:
    source = Path(workshop.build(workshop.tree()).location, "src")
    assert (source / "app" / "main.py").stat().st_mode & 0o777 == 0o444
    assert list((source / "app" / "__pycache__").glob("main.*.pyc"))


def test_what_is_unchanged_is_reused(workshop: Workshop) -> None:
    first = workshop.build(workshop.tree())
    again = workshop.build(workshop.tree())
    changed = workshop.build(workshop.tree(**{"app/main.py": b"app = 1\n"}))
    assert (first.reused, again.reused, changed.reused) == ((), ("environment", "bundle"), ("environment",))
    assert first.digest == again.digest != changed.digest
    assert first.location == again.location != changed.location


def test_another_app_with_the_same_tree_shares_the_bundle(workshop: Workshop) -> None:
    first = workshop.build(workshop.tree())
    other = workshop.build(workshop.tree().model_copy(update={"app": AppKey(name="other")}))
    assert other.digest == first.digest
    assert other.reference.startswith("other@")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [({"app/main.py": None}, "app/main.py is missing"), ({"app/broken.py": b"def broken(:\n"}, "broken.py")],
)
def test_a_tree_that_cannot_start_fails_its_gate_and_has_no_location(
    workshop: Workshop, changes: dict[str, bytes | None], fault: str
) -> None:
    image = workshop.build(workshop.tree(**changes))
    (gate,) = image.evidence.gates
    assert (gate.name, gate.outcome, gate.refuses) == ("bundle", Outcome.FAILED, True)
    assert fault in " ".join(gate.details)
    assert image.location == ""
    assert not [path for path in workshop.settings.bundles_folder.iterdir() if not path.name.startswith(".")]


def test_compiling_runs_none_of_the_tree(workshop: Workshop, tmp_path: Path) -> None:
    code = f"open({str(tmp_path / 'ran')!r}, 'w')\n".encode()
    for path in ("app/x.py", "sitecustomize.py", "compileall.py", "conftest.py"):
        workshop.build(workshop.tree(**{path: code}))
    assert not (tmp_path / "ran").exists()


def test_a_bundle_that_somebody_changed_is_made_again(workshop: Workshop) -> None:
    source = Path(workshop.build(workshop.tree()).location, "src")
    (source / "app" / "main.py").chmod(0o644)
    (source / "app" / "main.py").write_text("evil = 1\n")
    (source / "app" / "more.py").write_text("")
    again = workshop.build(workshop.tree())
    assert again.reused == ("environment",)
    assert (source / "app" / "main.py").read_text() == "app = None\n"
    assert not (source / "app" / "more.py").exists()


def test_a_moved_environment_is_named_anew(workshop: Workshop) -> None:
    image = workshop.build(workshop.tree())
    path = Path(image.location, "environment.json")
    about = json.loads(path.read_text())
    path.write_text(json.dumps({**about, "python": "/gone/bin/python"}))
    workshop.build(workshop.tree())
    assert json.loads(path.read_text()) == about


def test_a_tree_that_is_not_what_its_digest_names_is_refused(workshop: Workshop) -> None:
    tree = workshop.tree()
    with pytest.raises(BuildError, match="not the tree"):
        workshop.build(tree.model_copy(update={"digest": "sha256:other"}))
    with pytest.raises(BuildError, match=r"requirements\.txt"):
        workshop.build(tree.model_copy(update={"lock_digest": tree.files["app/main.py"].digest}))
