"""Git history, with the real git."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from promptreal.errors import GenerateError, InvalidRequest, NotFound, PreconditionFailed, StoreError
from promptreal.request import AppKey
from promptreal.store.history import GitHistory, check_branch

SHOP = AppKey(name="shop")
FILES = {"app/main.py": b"main\n", 'odd "name" é.txt': b"\0\xff", "run.sh": b"run\n", "empty": b""}


@pytest.fixture
def history(tmp_path: Path) -> GitHistory:
    return GitHistory(tmp_path / "git")


def git(*arguments: str | Path) -> str:
    environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null"}
    return subprocess.run(
        ["git", *arguments], check=True, capture_output=True, text=True, env=environment
    ).stdout.strip()


def test_a_generation_is_one_commit_that_can_be_cloned_out(history: GitHistory, tmp_path: Path) -> None:
    sha = history.commit(SHOP, "main", FILES, "Generate version 1: Shop", "run-1", {"run.sh"})
    clone = tmp_path / "clone"
    git("clone", "--quiet", history.clone_url(SHOP), clone)
    assert git("-C", clone, "rev-parse", "HEAD") == sha
    assert (
        git("-C", clone, "log", "--format=%an <%ae> %s")
        == "Prompt to Real <promptreal@localhost> Generate version 1: Shop"
    )
    assert {path: (clone / path).read_bytes() for path in FILES} == FILES
    assert os.access(clone / "run.sh", os.X_OK)
    assert not os.access(clone / "app/main.py", os.X_OK)
    assert history.files(SHOP, sha) == FILES
    git("-C", clone, "fsck", "--strict")


def test_the_next_generation_replaces_the_whole_tree(history: GitHistory) -> None:
    first = history.commit(SHOP, "main", FILES, "One", "run-1")
    second = history.commit(SHOP, "main", {"only": b""}, "Two\n\nWith more words.", "run-2")
    assert history.files(SHOP, second) == {"only": b""}
    assert [(commit.sha, commit.subject, commit.run_id) for commit in history.log(SHOP)] == [
        (second, "Two", "run-2"),
        (first, "One", "run-1"),
    ]


def test_the_same_run_with_the_same_tree_makes_no_second_commit(history: GitHistory) -> None:
    first = history.commit(SHOP, "main", FILES, "One", "run-1")
    second = history.commit(SHOP, "main", FILES, "Two", "run-2")
    assert history.commit(SHOP, "main", FILES, "One", "run-1") == first
    assert history.commit(SHOP, "main", FILES, "Two", "run-2") == second
    other = history.commit(SHOP, "main", {**FILES, "more": b""}, "Two", "run-2")
    assert other not in {first, second}
    assert len(history.log(SHOP)) == 3


def test_a_message_cannot_pretend_to_be_another_run(history: GitHistory) -> None:
    genuine = history.commit(SHOP, "main", FILES, "One", "run-1")
    tree = history.log(SHOP)[0]
    pretended = history.commit(SHOP, "main", {"other": b""}, "Two\n\nRun: run-9\nTree: sha256:0", "run-2\nRun: run-9")
    assert tree.sha == genuine
    assert history.commit(SHOP, "main", {"other": b""}, "Two", "run-9") != pretended


def test_a_new_branch_starts_from_the_default_one(history: GitHistory) -> None:
    main = history.commit(SHOP, "main", FILES, "One", "run-1")
    feature = history.commit(SHOP, "feature/charts", {"a": b""}, "Two", "run-2")
    assert [commit.sha for commit in history.log(SHOP, "feature/charts")] == [feature, main]
    assert [commit.sha for commit in history.log(SHOP)] == [main]


def test_the_first_branch_is_the_default_one(history: GitHistory) -> None:
    sha = history.commit(SHOP, "trunk", FILES, "One", "run-1")
    assert [commit.sha for commit in history.log(SHOP)] == [sha]


def test_apps_have_histories_of_their_own(history: GitHistory) -> None:
    history.commit(SHOP, "main", FILES, "One", "run-1")
    other = AppKey(name="shop", tenant="acme")
    with pytest.raises(NotFound):
        history.log(other)
    history.commit(other, "main", FILES, "One", "run-1")
    history.delete(SHOP)
    history.delete(SHOP)
    with pytest.raises(NotFound):
        history.clone_url(SHOP)
    assert len(history.log(other)) == 1


def test_what_is_not_there_is_not_found(history: GitHistory) -> None:
    history.commit(SHOP, "main", FILES, "One", "run-1")
    with pytest.raises(NotFound, match="branch"):
        history.log(SHOP, "other")
    for commit in ("0" * 40, "HEAD", "--all", ""):
        with pytest.raises(NotFound, match="commit"):
            history.files(SHOP, commit)


@pytest.mark.parametrize("branch", ["main", "feature/charts", "v1.2", "Ünïcode", "a-b_c@d", "x{y}"])
def test_a_branch_that_git_takes_is_taken(branch: str) -> None:
    git("check-ref-format", "--branch", branch)
    assert check_branch(branch) == branch


@pytest.mark.parametrize(
    "branch",
    ["", "-x", "--all", "a b", "a..b", "a~1", "a^", "a:b", "a?", "a*", "a[b", "a\\b", "a@{b", "@", "HEAD", "/a", "a/",
     "a//b", ".a", "a/.b", "a.", "a.lock", "a.lock/b", "a\nb", "a\0b", "x" * 201, "\ud800"],
)  # fmt: skip
def test_a_branch_that_git_cannot_have_is_refused_before_git_sees_it(history: GitHistory, branch: str) -> None:
    with pytest.raises(InvalidRequest, match="branch"):
        history.commit(SHOP, branch, FILES, "One", "run-1")
    assert not history.folder.exists()


def test_a_branch_below_another_is_a_stated_error(history: GitHistory) -> None:
    history.commit(SHOP, "main", FILES, "One", "run-1")
    history.commit(SHOP, "feature/charts", FILES, "One", "run-1")
    history.commit(SHOP, "feature/tables", FILES, "One", "run-1")
    for branch, other in (("main/sub", "main"), ("feature", "feature/charts")):
        with pytest.raises(InvalidRequest, match=f"{branch!r} cannot be beside the branch {other!r}"):
            history.commit(SHOP, branch, FILES, "Two", "run-2")


def test_a_path_into_git_s_own_folder_is_refused(history: GitHistory) -> None:
    with pytest.raises(GenerateError):
        history.commit(SHOP, "main", {".git/hooks/post-checkout": b"evil"}, "One", "run-1")


def test_the_user_s_git_configuration_and_hooks_are_not_seen(
    history: GitHistory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "reference-transaction").write_text("#!/bin/sh\nexit 1\n")
    (hooks / "reference-transaction").chmod(0o755)
    config = tmp_path / "config"
    config.write_text(f"[core]\nhooksPath = {hooks}\n[user]\nname = Somebody\n[init]\ndefaultBranch = odd\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Somebody")
    history.commit(SHOP, "main", FILES, "One", "run-1")
    assert git("--git-dir", history.folder / "shop.git", "log", "--format=%an %cn") == "Prompt to Real Prompt to Real"


def test_a_branch_that_somebody_pushed_to_is_continued_from_there(history: GitHistory, tmp_path: Path) -> None:
    history.commit(SHOP, "main", FILES, "One", "run-1")
    clone = tmp_path / "clone"
    git("clone", "--quiet", history.clone_url(SHOP), clone)
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    git("-C", clone, *who, "commit", "--quiet", "--allow-empty", "--message", "By hand")
    git("-C", clone, "push", "--quiet")
    history.commit(SHOP, "main", FILES, "Two", "run-2")
    assert [commit.subject for commit in history.log(SHOP)] == ["Two", "By hand", "One"]
    assert history.log(SHOP)[1].run_id == ""


def test_many_generations_are_packed_together(history: GitHistory) -> None:
    for number in range(33):
        history.commit(SHOP, "main", {"a": str(number).encode()}, "More", f"run-{number}")
    assert len(list((history.folder / "shop.git" / "objects" / "pack").glob("*.pack"))) < 10
    assert len(history.log(SHOP)) == 33


def test_what_a_killed_git_left_does_not_block_the_next_commit(history: GitHistory) -> None:
    history.commit(SHOP, "main", FILES, "One", "run-1")
    repository = history.folder / "shop.git"
    for left in ("refs/heads/main.lock", "HEAD.lock", "packed-refs.lock", "config.lock", "objects/pack/tmp_pack_x"):
        (repository / left).touch()
    (history.folder / ".locks" / "shop.promptreal-writing").touch()
    (history.folder / ".new-shop~half" / "repository").mkdir(parents=True)
    (history.folder / ".new-shop-two~half" / "repository").mkdir(parents=True)
    history.commit(SHOP, "main", FILES, "Two", "run-2")
    assert not list(repository.rglob("*.lock"))
    assert [path.name for path in history.folder.glob(".new-*")] == [".new-shop-two~half"]


COMMIT_ON = """
import sys
from pathlib import Path
from promptreal.request import AppKey
from promptreal.store.history import GitHistory
history = GitHistory(Path(sys.argv[1]))
for number in range(1000):
    print(number, flush=True)
    files = {f"f{n}": f"{number} {n}".encode() * 500 for n in range(40)}
    history.commit(AppKey(name="shop"), "main", files, "More", f"run-{number}")
"""


def test_a_writer_killed_at_any_moment_leaves_a_sound_history(history: GitHistory) -> None:
    for moment in (1, 2, 3, 5):
        command = [sys.executable, "-c", COMMIT_ON, history.folder]
        # A process group of its own, so that git dies with it, as when a whole run is killed.
        with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as writer:
            assert writer.stdout is not None
            for _ in range(moment):
                writer.stdout.readline()
            os.killpg(writer.pid, signal.SIGKILL)
        sha = history.commit(SHOP, "main", FILES, "After", f"after-{moment}")
        assert history.commit(SHOP, "main", FILES, "After", f"after-{moment}") == sha
        git("--git-dir", history.folder / "shop.git", "fsck", "--strict", "--full")


def test_commits_of_two_processes_at_once_are_both_there(history: GitHistory) -> None:
    code = COMMIT_ON.replace("range(1000)", "range(int(sys.argv[2]), int(sys.argv[2]) + 8)")
    writers = [
        subprocess.Popen([sys.executable, "-c", code, history.folder, start], stdout=subprocess.DEVNULL)
        for start in ("0", "100")
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert len(history.log(SHOP)) == 16


def test_a_folder_that_cannot_be_written_is_a_stated_error(tmp_path: Path) -> None:
    (tmp_path / "git").write_text("a file")
    with pytest.raises(StoreError):
        GitHistory(tmp_path / "git").commit(SHOP, "main", FILES, "One", "run-1")


def test_losing_a_race_is_retryable() -> None:
    assert PreconditionFailed.retryable
