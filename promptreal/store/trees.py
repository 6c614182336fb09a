"""Source trees: stored file by file by content, and laid out again as folders."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

from promptreal.artifact import SourceFile
from promptreal.errors import GenerateError, StoreError
from promptreal.roles import Draft, Store
from promptreal.store.trouble import store_trouble

MAXIMUM_FILES = 5000
MAXIMUM_BYTES = 64 * 1024 * 1024
_NAME_BYTES = 200
_PATH_BYTES = 800
_WRITERS = 8


def store_tree(store: Store, draft: Draft) -> dict[str, SourceFile]:
    """Stores every file of a draft by content; the result maps its paths, sorted, to what was stored.

    Raises:
        GenerateError: a path would leave the tree, or two collide, or the tree is too large.
    """
    check_paths(draft.files)
    total = sum(len(content) for content in draft.files.values())
    if total > MAXIMUM_BYTES:
        raise GenerateError(f"the tree has {total:,} bytes; at most {MAXIMUM_BYTES:,} are taken")
    unknown = draft.executables - draft.files.keys()
    if unknown:
        raise GenerateError(f"executables that are no files of the tree: {', '.join(sorted(unknown))}")
    paths = sorted(draft.files)
    # Each write waits for the disk, and the disk takes many at once.
    with ThreadPoolExecutor(_WRITERS, thread_name_prefix="store") as pool:
        digests = list(pool.map(store.put, (draft.files[path] for path in paths)))
    return {
        path: SourceFile(digest=digest, size=len(draft.files[path]), executable=path in draft.executables)
        for path, digest in zip(paths, digests, strict=True)
    }


def tree_digest(files: Mapping[str, SourceFile]) -> str:
    """`sha256:…` over the paths, contents and modes, and nothing else: equal trees are equal whoever made them."""
    digest = hashlib.sha256()
    for path, file in sorted(files.items()):
        digest.update(f"{'x' if file.executable else '-'} {file.digest} {path}\0".encode())
    return f"sha256:{digest.hexdigest()}"


def materialize(store: Store, files: Mapping[str, SourceFile], folder: Path) -> None:
    """Lays a tree out in `folder`, which is made, or is there and empty. Anybody can read it; only the owner can write.

    Raises:
        StoreError: the folder is not empty, a file is missing or damaged, or the disk refuses.
        GenerateError: a path would leave the folder.
    """
    check_paths(files)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise StoreError(f"{folder} is not empty", hint="a tree is laid out in a folder of its own")
        root = folder.resolve(strict=True)
        root.chmod(0o755)
        for path, file in files.items():
            _write_inside(root, path, store.get(file.digest), executable=file.executable)
    except OSError as error:
        raise store_trouble(f"lay the tree out in {folder}", error) from error


def _write_inside(root: Path, path: str, content: bytes, *, executable: bool) -> None:
    target = root / path
    for parent in reversed(target.relative_to(root).parents[:-1]):
        place = root / parent
        if not place.is_dir():
            place.mkdir()
            # The mode is set and not left to the umask: a sandbox reads the tree under another user.
            place.chmod(0o755)
    if not target.parent.resolve(strict=True).is_relative_to(root):
        raise GenerateError(f"the path {path!r} leaves the tree")
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        os.fchmod(file.fileno(), 0o755 if executable else 0o644)


def check_paths(paths: Iterable[str]) -> None:
    """Refuses a set of paths that is no tree: one that is absolute, leaves it or names git's own folder, or two
    that collide where upper and lower case are the same.

    Raises:
        GenerateError: the message names the path and says what is wrong with it.
    """
    seen: dict[str, str] = {}
    folders: dict[str, str] = {}
    for count, path in enumerate(paths, start=1):
        if count > MAXIMUM_FILES:
            raise GenerateError(f"the tree has more than {MAXIMUM_FILES} files")
        _check_path(path)
        folded = path.casefold()
        if folded in seen:
            raise GenerateError(f"the paths {seen[folded]!r} and {path!r} collide")
        seen[folded] = path
        for parent in PurePosixPath(folded).parents:
            folders.setdefault(str(parent), path)
    for folded in seen.keys() & folders.keys():
        raise GenerateError(f"{seen[folded]!r} is a file, and a folder of {folders[folded]!r}")


def _check_path(path: str) -> None:
    if len(path.encode(errors="surrogatepass")) > _PATH_BYTES:
        raise GenerateError(f"the path {path[:80]!r}… is too long")
    for name in path.split("/"):
        if name in {"", ".", ".."}:
            raise GenerateError(f"the path {path!r} is absolute or leaves the tree")
        if not name.isprintable() or "\\" in name or len(name.encode(errors="surrogatepass")) > _NAME_BYTES:
            raise GenerateError(f"the path {path!r} has a part that cannot be a file name")
        # Names that git refuses, or that mean its own folder on some file system.
        if name.casefold().rstrip(". ") in {".git", "git~1"}:
            raise GenerateError(f"the path {path!r} would write into git's own folder")
