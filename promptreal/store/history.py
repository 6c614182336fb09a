"""Each app's git history: one bare repository for an app, one commit for a generation."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from promptreal.errors import InvalidRequest, NotFound, PreconditionFailed, StoreError
from promptreal.request import AppKey
from promptreal.store.trees import check_paths
from promptreal.store.trouble import store_trouble

_AUTHOR = "Prompt to Real <promptreal@localhost>"
_SHA = re.compile(r"[0-9a-f]{40}")
_FORBIDDEN_IN_BRANCH = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//")
_MANY_PACKS = 30
_GIT_SECONDS = 120.0
_INTERRUPTED = "promptreal-writing"


@dataclass(frozen=True)
class Commit:
    """One commit: its full hash, the first line of its message, the run that made it, and when (Unix seconds)."""

    sha: str
    subject: str
    run_id: str
    committed_at: int


class GitHistory:
    """The repositories under `folder`, `{app}.git` each. They see nothing of the user's git configuration or hooks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def commit(
        self,
        app: AppKey,
        branch: str,
        files: Mapping[str, bytes],
        message: str,
        run_id: str,
        executables: Set[str] = frozenset(),
    ) -> str:
        """Makes `files` the whole content of `branch` in one commit; returns its hash.

        A run that commits the same files again gets the commit that it made before. A branch that does not exist yet
        starts from the default branch, which is the first that was committed to.

        Raises:
            InvalidRequest: git cannot have a branch of that name.
            PreconditionFailed: somebody else moved the branch meanwhile.
            StoreError: git failed; the message has its words.
        """
        check_branch(branch)
        check_paths(files)
        tree = _fingerprint(files, executables)
        with self._writing(app) as lock:
            repository = self._repository(app)
            if not repository.exists():
                self._create(repository, branch, lock)
            tip = self._tip(repository, f"refs/heads/{branch}")
            made = self._made_before(repository, branch, run_id, tree) if tip else ""
            if made:
                return made
            if not tip:
                self._require_room(repository, branch)
            parent = tip or self._tip(repository, "HEAD")
            text = f"{_one_paragraph(message)}\n\nRun: {_one_line(run_id)}\nTree: {tree}\n"
            sha = self._import(repository, branch, parent, files, executables, text, lock)
            self._tidy(repository, lock)
        return sha

    def clone_url(self, app: AppKey) -> str:
        """What `git clone` takes to get the app's repository.

        Raises:
            NotFound: the app has no history yet.
        """
        return self._existing(app).as_uri()

    def log(self, app: AppKey, branch: str = "HEAD", limit: int = 100) -> list[Commit]:
        """The newest commits of a branch (the default branch without one), newest first.

        Raises:
            NotFound: the app has no history, or no such branch.
        """
        repository = self._existing(app)
        reference = "HEAD" if branch == "HEAD" else f"refs/heads/{check_branch(branch)}"
        if not self._tip(repository, reference):
            raise NotFound(f"the app {app} has no branch {branch}")
        text = _git(repository, "log", f"--max-count={limit}", "--format=%H%n%ct%n%B%x00", reference).decode()
        return [_parse_commit(entry.lstrip("\n")) for entry in text.split("\0") if entry.strip()]

    def files(self, app: AppKey, commit: str) -> dict[str, bytes]:
        """The files of a commit.

        Raises:
            NotFound: the app has no history, or no such commit.
        """
        repository = self._existing(app)
        if not _SHA.fullmatch(commit) or not self._tip(repository, f"{commit}^{{commit}}"):
            raise NotFound(f"the app {app} has no commit {commit}")
        listing = _git(repository, "ls-tree", "-r", "-z", "--full-tree", commit)
        entries = [entry.split(b"\t", 1) for entry in listing.split(b"\0") if entry]
        blobs = [about.split()[2] for about, _ in entries]
        stream = _git(repository, "cat-file", "--batch", given=b"".join(blob + b"\n" for blob in blobs))
        contents = _parse_batch(stream)
        return {path.decode(): content for (_, path), content in zip(entries, contents, strict=True)}

    def delete(self, app: AppKey) -> None:
        """Removes the app's repository; a missing one is no error."""
        repository = self._repository(app)
        try:
            with self._writing(app):
                if repository.exists():
                    doomed = Path(tempfile.mkdtemp(prefix=".deleted-", dir=self.folder))
                    repository.rename(doomed / "repository")
                    shutil.rmtree(doomed)
        except OSError as error:
            raise store_trouble(f"delete the history of {app}", error) from error

    def _repository(self, app: AppKey) -> Path:
        name = str(app)
        if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*", name):
            raise StoreError(f"{name!r} is no app's key")
        return self.folder / f"{name}.git"

    def _existing(self, app: AppKey) -> Path:
        repository = self._repository(app)
        if not repository.exists():
            raise NotFound(f"the app {app} has no history yet")
        return repository

    @contextmanager
    def _writing(self, app: AppKey) -> Iterator[int]:
        """One writer at a time; gives the lock's descriptor, which git inherits.

        A git that outlives its killed parent holds the lock on, so nobody takes its lock files for stale ones.
        """
        repository = self._repository(app)
        marker = self.folder / ".locks" / f"{app}.{_INTERRUPTED}"
        try:
            marker.parent.mkdir(parents=True, exist_ok=True)
            lock = os.open(marker.parent / f"{app}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise store_trouble(f"lock the history of {app}", error) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if marker.exists():
                _clear_stale_locks(repository)
            marker.touch()
            yield lock
            marker.unlink()
        finally:
            os.close(lock)

    def _create(self, repository: Path, branch: str, lock: int) -> None:
        unfinished = Path(tempfile.mkdtemp(prefix=_new_prefix(repository), dir=self.folder))
        made = unfinished / "repository"
        _git(made, "init", "--bare", "--quiet", "--template=", str(made), lock=lock)
        _git(made, "symbolic-ref", "HEAD", f"refs/heads/{branch}", lock=lock)
        made.rename(repository)
        unfinished.rmdir()

    def _tip(self, repository: Path, reference: str) -> str:
        found = _git(repository, "rev-parse", "--verify", "--quiet", reference, acceptable=(0, 1, 128))
        return found.decode().strip()

    def _require_room(self, repository: Path, branch: str) -> None:
        """Git keeps branches as paths: beside `a` there can be no `a/b`."""
        taken = _git(repository, "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads").decode().splitlines()
        for other in taken:
            if f"{branch}/".startswith(f"{other}/") or f"{other}/".startswith(f"{branch}/"):
                raise InvalidRequest(f"branch: {branch!r} cannot be beside the branch {other!r}", hint="rename one")

    def _made_before(self, repository: Path, branch: str, run_id: str, tree: str) -> str:
        wanted = f"Run: {_one_line(run_id)}\nTree: {tree}"
        text = _git(
            repository, "log", "--format=%H%n%B%x00", "--fixed-strings", f"--grep={tree}", f"refs/heads/{branch}"
        )
        for entry in text.decode().split("\0"):
            sha, _, body = entry.lstrip("\n").partition("\n")
            # The last paragraph is ours alone; a message that imitates it stands above.
            if body.rstrip("\n").endswith(f"\n\n{wanted}"):
                return sha
        return ""

    def _import(
        self,
        repository: Path,
        branch: str,
        parent: str,
        files: Mapping[str, bytes],
        executables: Set[str],
        message: str,
        lock: int,
    ) -> str:
        stamp = f"{_AUTHOR} {int(time.time())} +0000"
        text = message.encode()
        head = f"commit refs/heads/{branch}\nmark :1\nauthor {stamp}\ncommitter {stamp}\ndata {len(text)}\n"
        parts = [head.encode(), text, f"\nfrom {parent}\n".encode() if parent else b"\n", b"deleteall\n"]
        for path, content in sorted(files.items()):
            quoted = path.replace("\\", "\\\\").replace('"', '\\"')
            mode = "100755" if path in executables else "100644"
            parts += [f'M {mode} inline "{quoted}"\ndata {len(content)}\n'.encode(), content, b"\n"]
        parts.append(b"\nget-mark :1\ndone\n")
        options = ("--quiet", "--done", "--date-format=raw", "--cat-blob-fd=1")
        out = _git(repository, "fast-import", *options, given=b"".join(parts), lock=lock)
        sha = out.decode().strip()
        if not _SHA.fullmatch(sha) or self._tip(repository, f"refs/heads/{branch}") != sha:
            raise PreconditionFailed(f"the branch {branch} was moved by somebody else while it was committed to")
        return sha

    def _tidy(self, repository: Path, lock: int) -> None:
        if len(list((repository / "objects" / "pack").glob("*.pack"))) > _MANY_PACKS:
            _git(repository, "repack", "-a", "-d", "--quiet", lock=lock)


def check_branch(branch: str) -> str:
    """The branch's name, unchanged, if git can have it.

    Raises:
        InvalidRequest: it cannot; the rules are those of `git check-ref-format --branch`.
    """
    parts = branch.split("/")
    wrong = (
        not 0 < len(branch.encode(errors="surrogatepass")) <= 200
        or branch in {"HEAD", "@"}
        or branch.startswith("-")
        or branch.endswith(".")
        or not branch.isprintable()
        or _FORBIDDEN_IN_BRANCH.search(branch) is not None
        or any(not part or part.startswith(".") or part.endswith(".lock") for part in parts)
    )
    if wrong:
        raise InvalidRequest(
            f"branch: git cannot have a branch called {branch[:80]!r}",
            hint="use letters, digits, dashes and slashes, as in main or feature/charts",
        )
    return branch


def _git(
    repository: Path,
    *arguments: str,
    given: bytes = b"",
    lock: int | None = None,
    acceptable: tuple[int, ...] = (0,),
) -> bytes:
    """Runs git on one bare repository; its standard output."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": os.devnull,
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_DIR": str(repository),
    }
    fixed = ("-c", f"core.hooksPath={os.devnull}", "-c", "gc.auto=0", "-c", "fastimport.unpackLimit=1")
    try:
        done = subprocess.run(
            ["git", *fixed, *arguments],
            input=given,
            capture_output=True,
            check=False,
            env=environment,
            cwd="/",
            timeout=_GIT_SECONDS,
            pass_fds=() if lock is None else (lock,),
        )
    except FileNotFoundError as error:
        raise StoreError("git is not installed", hint="install git: the app's history is kept with it") from error
    except subprocess.TimeoutExpired as error:
        raise StoreError(f"git {arguments[0]} took longer than {_GIT_SECONDS:g} seconds") from error
    except OSError as error:
        raise store_trouble(f"run git {arguments[0]}", error) from error
    if done.returncode not in acceptable:
        words = done.stderr.decode(errors="replace").strip().splitlines()
        said = next((line for line in words if line.startswith(("fatal:", "error:"))), "; ".join(words[:3]))
        if "does not contain" in done.stderr.decode(errors="replace"):
            raise PreconditionFailed(f"a branch of {repository.name} was moved by somebody else: {said}")
        raise StoreError(
            f"git {arguments[0]} failed in {repository}: {said or f'exit code {done.returncode}'}",
            hint="check the free space and the owner of that folder; `git fsck` in it shows damage",
        )
    return done.stdout


def _clear_stale_locks(repository: Path) -> None:
    """Removes what a killed git left behind. Called with our own lock held, so no git of ours is at work."""
    for pattern in ("*.lock", "refs/**/*.lock", "objects/pack/tmp_*", "objects/**/tmp_obj_*", "fast_import_crash_*"):
        for path in repository.glob(pattern):
            path.unlink(missing_ok=True)
    for unfinished in repository.parent.glob(f"{_new_prefix(repository)}*"):
        shutil.rmtree(unfinished, ignore_errors=True)


def _new_prefix(repository: Path) -> str:
    """No app's key has a tilde, so the prefix is this app's alone."""
    return f".new-{repository.stem}~"


def _fingerprint(files: Mapping[str, bytes], executables: Set[str]) -> str:
    digest = hashlib.sha256()
    for path, content in sorted(files.items()):
        mode = "x" if path in executables else "-"
        digest.update(f"{mode} {hashlib.sha256(content).hexdigest()} {path}\0".encode())
    return f"sha256:{digest.hexdigest()}"


def _one_line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())


def _one_paragraph(message: str) -> str:
    return message.replace("\0", "").strip() or "Generate the app"


def _parse_commit(entry: str) -> Commit:
    sha, when, body = entry.split("\n", 2)
    trailers = dict(line.split(": ", 1) for line in body.rstrip("\n").split("\n")[-2:] if ": " in line)
    return Commit(sha=sha, subject=body.split("\n", 1)[0], run_id=trailers.get("Run", ""), committed_at=int(when))


def _parse_batch(stream: bytes) -> Iterator[bytes]:
    position = 0
    while position < len(stream):
        end = stream.index(b"\n", position)
        size = int(stream[position:end].split()[2])
        yield stream[end + 1 : end + 1 + size]
        position = end + 1 + size + 1
