"""Prompts from stdin and files, and timeouts."""

import io
from pathlib import Path

import pytest

from promptreal.errors import InvalidRequest
from promptreal_dagster.cli.reading import read_prompt, read_timeouts


def stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_a_prompt_is_itself() -> None:
    assert read_prompt("a shop") == "a shop"
    assert read_prompt("@") == "@"


def test_a_dash_reads_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, "ein Geschäft\n".encode())
    assert read_prompt("-") == "ein Geschäft\n"


def test_an_at_sign_reads_a_file(tmp_path: Path) -> None:
    (tmp_path / "my wish.txt").write_bytes(b"\xef\xbb\xbfa shop")
    assert read_prompt(f"@{tmp_path}/my wish.txt") == "a shop"


@pytest.mark.parametrize("name", ["nowhere.txt", "."])
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidRequest, match="cannot be read"):
        read_prompt(f"@{tmp_path}/{name}")


def test_text_that_is_not_utf8_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b"abc\xff")
    with pytest.raises(InvalidRequest, match="byte 4"):
        read_prompt("-")


def test_an_endless_stdin_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b"x" * 1_500_000)
    with pytest.raises(InvalidRequest, match="more than 1,000,000 bytes"):
        read_prompt("-")


def test_timeouts_are_read_by_phase() -> None:
    assert read_timeouts(["image=600", "source-tree=1.5"]) == {"image": 600.0, "source_tree": 1.5}


@pytest.mark.parametrize(
    "argument", ["imag=3", "image", "image=", "image=x", "image=0", "image=-1", "image=nan", "=3", "image=inf"]
)
def test_a_timeout_that_is_none_is_refused(argument: str) -> None:
    with pytest.raises(InvalidRequest, match=r"^--timeout: "):
        read_timeouts([argument])
