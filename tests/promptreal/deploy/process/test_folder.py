from __future__ import annotations

from pathlib import Path

import pytest

from promptreal.deploy.process.folder import AppFolder, Held, Record, exclusive, write_atomically


@pytest.mark.parametrize("key", ["", "..", "../x", "a/b", "a..b", "-a", "A", "a/"])
def test_what_is_no_app_key_names_no_folder(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="no app key"):
        AppFolder.of(tmp_path, key)


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    folder = AppFolder.of(tmp_path, "acme.notes")
    folder.create()
    record = Record(host="127.0.0.1", port=8300, desired="running", served=["sha256:1"])

    folder.remember(record)

    assert folder.record() == record
    assert record.url == "http://127.0.0.1:8300"


@pytest.mark.parametrize(
    ("host", "url"),
    [("0.0.0.0", "http://127.0.0.1:80"), ("::", "http://[::1]:80"), ("localhost", "http://localhost:80")],
)
def test_a_url_names_an_address_that_can_be_asked(host: str, url: str) -> None:
    assert Record(host=host, port=80).url == url


def test_one_holds_the_folder_and_no_other(tmp_path: Path) -> None:
    folder = AppFolder.of(tmp_path, "notes")
    folder.create()
    with folder.lock():
        assert folder.is_held()
        with pytest.raises(Held), folder.lock():
            pass
    assert not folder.is_held()


def test_a_lock_on_a_file_that_was_deleted_holds_nothing(tmp_path: Path) -> None:
    with exclusive(tmp_path / "lock"):
        (tmp_path / "lock").unlink()
        with exclusive(tmp_path / "lock"):
            pass


def test_a_secret_key_is_made_once(tmp_path: Path) -> None:
    folder = AppFolder.of(tmp_path, "notes")
    folder.create()

    assert folder.secret_key() == folder.secret_key()
    assert len(folder.secret_key()) >= 32


def test_a_write_that_fails_leaves_what_was(tmp_path: Path) -> None:
    write_atomically(tmp_path / "file", b"before")
    with pytest.raises(TypeError):
        write_atomically(tmp_path / "file", "no bytes")  # type: ignore[arg-type]

    assert (tmp_path / "file").read_bytes() == b"before"
    assert len(list(tmp_path.iterdir())) == 1
