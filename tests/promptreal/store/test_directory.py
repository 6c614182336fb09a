"""The directory store, for real: on disk, between processes, and killed in the middle."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from promptreal.errors import NotFound, PreconditionFailed, StoreError
from promptreal.roles import choose
from promptreal.store import STORES
from promptreal.store.directory import DirectoryStore
from promptreal.store.trouble import store_trouble


@pytest.fixture
def store(tmp_path: Path) -> DirectoryStore:
    return DirectoryStore(tmp_path / "store")


def test_the_store_is_found_by_its_name(tmp_path: Path) -> None:
    assert choose("store", STORES, "directory")(tmp_path).name == "directory"


def test_an_object_comes_back_as_it_was_put(store: DirectoryStore) -> None:
    digest = store.put(b"\0content\xff")
    assert store.get(digest) == b"\0content\xff"
    assert store.has(digest)
    assert store.put(b"\0content\xff") == digest


def test_an_object_that_was_never_put_is_not_found(store: DirectoryStore) -> None:
    digest = f"sha256:{'0' * 64}"
    assert not store.has(digest)
    with pytest.raises(NotFound, match=digest):
        store.get(digest)


@pytest.mark.parametrize(
    "digest", ["", "sha256:", "md5:" + "0" * 64, "sha256:" + "../" * 21 + "a", "sha256:" + "G" * 64]
)
def test_what_is_no_digest_is_refused(store: DirectoryStore, digest: str) -> None:
    with pytest.raises(StoreError, match="no object digest"):
        store.get(digest)


def test_a_damaged_object_is_named_and_never_returned(store: DirectoryStore) -> None:
    digest = store.put(b"right")
    path = next(path for path in (store.folder / "objects").rglob("*") if path.is_file())
    path.chmod(0o644)
    path.write_bytes(b"wrong")
    with pytest.raises(StoreError, match="damaged") as caught:
        store.get(digest)
    assert digest in caught.value.message
    assert str(path) in caught.value.hint


def test_putting_again_mends_a_truncated_object(store: DirectoryStore) -> None:
    digest = store.put(b"whole")
    path = next(path for path in (store.folder / "objects").rglob("*") if path.is_file())
    path.chmod(0o644)
    path.write_bytes(b"")
    store.put(b"whole")
    assert store.get(digest) == b"whole"


def test_a_document_is_read_with_its_tag(store: DirectoryStore) -> None:
    tag = store.write("apps/shop/record.json", b"{}")
    assert store.read("apps/shop/record.json") == (b"{}", tag)


def test_a_document_is_a_plain_file_that_a_person_can_put_there(store: DirectoryStore) -> None:
    by_hand = store.folder / "documents" / "requests" / "my app.json"
    by_hand.parent.mkdir(parents=True)
    by_hand.write_text("{}")
    assert list(store.list("requests/")) == ["requests/my app.json"]
    assert store.read("requests/my app.json")[0] == b"{}"


def test_creating_wins_once(store: DirectoryStore) -> None:
    store.write("claim", b"first", expect=None)
    with pytest.raises(PreconditionFailed, match="exists already"):
        store.write("claim", b"second", expect=None)
    assert store.read("claim")[0] == b"first"


def test_creating_wins_once_on_a_file_system_without_hard_links(
    store: DirectoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    test_creating_wins_once(store)


def test_a_conditional_write_needs_the_tag_that_is_there(store: DirectoryStore) -> None:
    old = store.write("pointer", b"1")
    new = store.write("pointer", b"2", expect=old)
    with pytest.raises(PreconditionFailed, match="changed by somebody else"):
        store.write("pointer", b"3", expect=old)
    store.delete("pointer")
    with pytest.raises(PreconditionFailed, match="is gone"):
        store.write("pointer", b"4", expect=new)


def test_deleting_what_is_not_there_is_no_error(store: DirectoryStore) -> None:
    store.delete("never/was")
    store.write("once", b"")
    store.delete("once")
    with pytest.raises(NotFound, match="once"):
        store.read("once")


def test_listing_gives_the_keys_under_a_prefix_sorted(store: DirectoryStore) -> None:
    for key in ("runs/b/spec", "runs/a/tree", "runs/a/spec", "other", "runs-not"):
        store.write(key, b"")
    assert list(store.list("runs/")) == ["runs/a/spec", "runs/a/tree", "runs/b/spec"]
    assert list(store.list("runs/a/s")) == ["runs/a/spec"]
    assert list(store.list("nothing/")) == []
    assert list(store.list("")) == ["other", "runs-not", "runs/a/spec", "runs/a/tree", "runs/b/spec"]


@pytest.mark.parametrize(
    "key",
    ["", "/etc/passwd", "../up", "a/../../up", "a//b", "a/", ".hidden", "a/.git", "a\\b", "a\nb", "a\0b", "x" * 201],
)
def test_a_key_that_leaves_the_store_or_is_no_name_is_refused(store: DirectoryStore, key: str) -> None:
    for attempt in (lambda: store.read(key), lambda: store.write(key, b""), lambda: store.delete(key)):
        with pytest.raises(StoreError, match="key"):
            attempt()
    assert not any((store.folder / "documents").iterdir())


def test_a_link_among_the_documents_is_not_followed(store: DirectoryStore, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    (store.folder / "documents" / "link").symlink_to(secret)
    assert list(store.list("")) == []
    with pytest.raises(NotFound):
        store.read("link")
    store.write("link", b"mine")
    assert secret.read_text() == "secret"


def test_a_document_under_another_is_a_stated_error(store: DirectoryStore) -> None:
    store.write("a", b"")
    with pytest.raises(StoreError):
        store.write("a/b", b"")
    with pytest.raises(NotFound):
        store.read("a/b")


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EACCES, "owner and mode"),
        (errno.EROFS, "read-only"),
        (errno.EBUSY, "doctor"),
    ],
)
def test_an_operating_system_error_carries_its_remedy(number: int, remedy: str) -> None:
    trouble = store_trouble("write", OSError(number, os.strerror(number), "/the/path"))
    assert remedy in trouble.hint
    assert "/the/path" in trouble.message


def test_a_full_disk_is_a_stated_error_and_leaves_the_old_document(store: DirectoryStore) -> None:
    tag = store.write("kept", b"old")
    # /dev/full refuses every byte, as a full disk does; the limit on file size does it for one process.
    code = """
import resource, signal, sys
from pathlib import Path
from promptreal.errors import StoreError
from promptreal.store.directory import DirectoryStore
store = DirectoryStore(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    store.write("kept", b"x" * 5000)
except StoreError as error:
    sys.exit(7)
"""
    assert subprocess.run([sys.executable, "-c", code, store.folder], check=False).returncode == 7
    assert store.read("kept") == (b"old", tag)
    assert not any((store.folder / "scratch").iterdir())


COUNT = """
import sys
from pathlib import Path
from promptreal.errors import PreconditionFailed
from promptreal.store.directory import DirectoryStore
store = DirectoryStore(Path(sys.argv[1]))
for _ in range(40):
    while True:
        content, tag = store.read("counter")
        try:
            store.write("counter", str(int(content) + 1).encode(), expect=tag)
            break
        except PreconditionFailed:
            pass
"""


def test_conditional_writes_of_many_processes_lose_nothing(store: DirectoryStore) -> None:
    store.write("counter", b"0")
    workers = [subprocess.Popen([sys.executable, "-c", COUNT, store.folder]) for _ in range(4)]
    assert [worker.wait() for worker in workers] == [0] * 4
    assert store.read("counter")[0] == b"160"


CLAIM = """
import sys
from pathlib import Path
from promptreal.errors import PreconditionFailed
from promptreal.store.directory import DirectoryStore
store = DirectoryStore(Path(sys.argv[1]))
sys.stdin.read()
won = 0
for number in range(50):
    try:
        store.write(f"claims/{number}", sys.argv[2].encode(), expect=None)
        won += 1
    except PreconditionFailed:
        pass
print(won)
"""


def test_of_many_processes_that_create_one_wins(store: DirectoryStore) -> None:
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", CLAIM, store.folder, str(number)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for number in range(4)
    ]
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.close()
    won = []
    for worker in workers:
        assert worker.stdout is not None
        won.append(int(worker.stdout.read()))
        worker.stdout.close()
        worker.wait()
    assert sum(won) == 50


WRITE_ON = """
import sys
from pathlib import Path
from promptreal.store.directory import DirectoryStore
store = DirectoryStore(Path(sys.argv[1]))
number = 0
while True:
    content = str(number).encode() * 20000
    store.write("document", content)
    store.put(content)
    number += 1
    print(number, flush=True)
"""


def test_a_writer_killed_at_any_moment_leaves_only_whole_content(store: DirectoryStore) -> None:
    for moment in (1, 2, 5, 9, 14):
        with subprocess.Popen([sys.executable, "-c", WRITE_ON, store.folder], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            for _ in range(moment):
                writer.stdout.readline()
            writer.send_signal(signal.SIGKILL)
        content, _ = store.read("document")
        assert content == content[: len(content) // 20000] * 20000
        for path in (store.folder / "objects").rglob("*"):
            if path.is_file():
                store.get(f"sha256:{path.parent.name}{path.name}")
        store.write("document", b"0" * 20000)  # Nothing that was left blocks the next one.


def test_scratch_left_by_a_killed_writer_is_swept_later(store: DirectoryStore) -> None:
    left, fresh = store.folder / "scratch" / "left", store.folder / "scratch" / "fresh"
    left.write_text("half")
    fresh.write_text("half")
    os.utime(left, (0, 0))
    DirectoryStore(store.folder)
    assert not left.exists()
    assert fresh.exists()
