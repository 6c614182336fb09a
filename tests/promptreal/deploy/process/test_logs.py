from __future__ import annotations

from pathlib import Path

from promptreal.deploy.process.logs import RotatedLog, Tail, newest_lines
from tests.promptreal.deploy.process.conftest import Bench, ask, until


def test_a_full_log_makes_room_and_the_oldest_is_dropped(tmp_path: Path) -> None:
    log = RotatedLog(tmp_path / "app.log", file_size=100, older_files=2)
    for number in range(100):
        log.write(f"line {number:03}\n".encode())
    log.close()

    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["app.log", "app.log.1", "app.log.2"]
    assert all(path.stat().st_size <= 100 for path in tmp_path.iterdir())
    assert newest_lines(tmp_path / "app.log", 15) == [f"line {number:03}" for number in range(85, 100)]


def test_a_log_goes_on_where_it_ended(tmp_path: Path) -> None:
    for text in (b"one\n", b"two\n"):
        log = RotatedLog(tmp_path / "app.log", file_size=6)
        log.write(text)
        log.close()

    assert newest_lines(tmp_path / "app.log", 5) == ["one", "two"]
    assert (tmp_path / "app.log.1").read_text() == "one\n"


def test_no_log_has_no_lines(tmp_path: Path) -> None:
    assert newest_lines(tmp_path / "app.log", 5) == []


def test_the_tail_keeps_the_newest(tmp_path: Path) -> None:
    tail = Tail(size=20)
    for number in range(50):
        tail.write(f"line {number}\n".encode())

    assert tail.lines(2) == ["line 48", "line 49"]


def test_what_an_app_prints_is_in_its_log(bench: Bench) -> None:
    url = bench.deploy()
    ask(url, "/print?hello")

    until(lambda: "hello" * 100 in bench.target.logs(bench.app, 3))
