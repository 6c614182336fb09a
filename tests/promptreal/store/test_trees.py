"""Source trees in the store and on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from promptreal.artifact import SourceFile
from promptreal.errors import GenerateError, StoreError
from promptreal.roles import Draft
from promptreal.store.directory import DirectoryStore
from promptreal.store.trees import MAXIMUM_FILES, check_paths, materialize, store_tree, tree_digest


@pytest.fixture
def store(tmp_path: Path) -> DirectoryStore:
    return DirectoryStore(tmp_path / "store")


def draft(*executables: str, **files: bytes) -> Draft:
    return Draft(
        files={"app/main.py": b"main", "run.sh": b"run", **files}, migration="1", executables=frozenset(executables)
    )


def test_a_tree_is_laid_out_as_it_was_drafted(store: DirectoryStore, tmp_path: Path) -> None:
    files = store_tree(store, draft("run.sh"))
    out = tmp_path / "out"
    materialize(store, files, out)
    assert {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()} == {
        "app/main.py": b"main",
        "run.sh": b"run",
    }
    assert (out / "run.sh").stat().st_mode & 0o777 == 0o755
    assert (out / "app/main.py").stat().st_mode & 0o777 == 0o644
    assert (out / "app").stat().st_mode & 0o777 == 0o755


def test_a_tree_s_digest_knows_paths_contents_and_modes_and_nothing_else(store: DirectoryStore) -> None:
    same = tree_digest(store_tree(store, draft()))
    assert tree_digest(dict(reversed(store_tree(store, draft()).items()))) == same
    assert tree_digest(store_tree(store, draft("run.sh"))) != same
    assert tree_digest(store_tree(store, draft(other=b""))) != same
    assert tree_digest(store_tree(store, draft(**{"run.sh": b"walk"}))) != same


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../up", "a/../../up", "a//b", "a/", "", ".", "a/.", ".git/config", "x/.GIT/hooks", "git~1/config",
     ".git /x", "a\\b", "a\nb", "a\0b", "n" * 201, "/".join(["d" * 100] * 9), "\ud800"],
)  # fmt: skip
def test_a_path_that_leaves_the_tree_is_refused_before_anything_is_written(
    store: DirectoryStore, tmp_path: Path, path: str
) -> None:
    with pytest.raises(GenerateError):
        store_tree(store, draft(**{path: b""}))
    with pytest.raises(GenerateError):
        materialize(store, {path: SourceFile(digest=store.put(b""), size=0)}, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_paths_that_collide_are_refused() -> None:
    with pytest.raises(GenerateError, match="collide"):
        check_paths(["README.md", "readme.MD"])
    with pytest.raises(GenerateError, match="is a file, and a folder"):
        check_paths(["app", "app/main.py"])


def test_a_tree_without_end_is_refused() -> None:
    with pytest.raises(GenerateError, match="more than"):
        check_paths(str(number) for number in range(MAXIMUM_FILES + 1))


def test_an_executable_that_is_no_file_is_refused(store: DirectoryStore) -> None:
    with pytest.raises(GenerateError, match=r"absent\.sh"):
        store_tree(store, draft("absent.sh"))


def test_a_tree_is_not_laid_over_something_else(store: DirectoryStore, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "app").symlink_to(tmp_path)
    with pytest.raises(StoreError, match="not empty"):
        materialize(store, store_tree(store, draft()), tmp_path / "out")
    assert not (tmp_path / "main.py").exists()


def test_a_damaged_file_is_never_laid_out(store: DirectoryStore, tmp_path: Path) -> None:
    files = store_tree(store, draft())
    for path in (store.folder / "objects").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_bytes(b"other")
    with pytest.raises(StoreError, match="damaged"):
        materialize(store, files, tmp_path / "out")
