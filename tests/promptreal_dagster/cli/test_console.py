"""What is written to stderr."""

import io
from pathlib import Path

import pytest

from promptreal_dagster.cli.console import Console, printable


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_without_a_terminal_lines_are_plain() -> None:
    stream = io.StringIO()
    console = Console(stream)
    with console.working():
        console.now("spec", "reading")
        console.done("spec", 0.25, ["a dashboard", "3 entities"])
        console.failed("image", 1)
    assert "\x1b" not in stream.getvalue()
    assert stream.getvalue().splitlines() == [
        "… spec         reading",
        "✓ spec            0.2 s  a dashboard",
        "                         3 entities",
        "✗ image           1.0 s",
    ]


def test_a_terminal_gets_colours_unless_they_are_unwanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = Terminal()
    Console(stream).error("no")
    assert "\x1b[" in stream.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    stream = Terminal()
    Console(stream).error("no")
    assert "\x1b[3" not in stream.getvalue()


def test_what_an_app_says_cannot_steer_the_terminal() -> None:
    assert printable("a\x1b[2Jb\rc\u202ed") == "a\\x1b[2Jb\\rc\\u202ed"
    assert printable("tab\tand\nline ✓ é") == "tab\tand\nline ✓ é"


def test_a_long_list_says_how_much_it_left_out() -> None:
    stream = io.StringIO()
    Console(stream).items("assumed", map(str, range(10)), most=8)
    assert stream.getvalue().splitlines()[-1] == "    · and 2 more"
    Console(stream).items("assumed", map(str, range(10)), most=8, where="`promptreal show x` shows them all")
    assert stream.getvalue().splitlines()[-1] == "    · and 2 more: `promptreal show x` shows them all"


def test_nobody_listening_is_no_reason_to_stop() -> None:
    with Path("/dev/full").open("w") as full:
        console = Console(full)
        console.say("nobody hears this")
        console.say("nor that")
