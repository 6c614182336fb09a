"""`up`: started and stopped together. The quick tests have a small page and a small daemon in the place of Dagster."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from promptreal.settings import Settings

from .conftest import Cli

STAND_INS = """
import os, sys
from promptreal_dagster import instance
from promptreal_dagster.cli.main import main

PAGE = '''
import http.server, sys
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
'''
# Starts a process of its own, as the real one does, and hands its number to the test.
DAEMON = '''
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open(sys.argv[1], "w").write(f"{os.getpid()} {child.pid}")
time.sleep(600)
'''

def services(settings, port, host):
    python = sys.executable
    return (
        instance.Service("Dagster UI", (python, "-c", PAGE, str(port)), dict(os.environ)),
        instance.Service("Dagster daemon", (python, "-c", DAEMON, os.environ["PIDS"]), dict(os.environ)),
    )

instance.services = services
sys.exit(main(["up", *sys.argv[1:]]))
"""


@contextmanager
def running(*arguments: str, script: str = STAND_INS, **environment: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", script, *arguments]
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def lines_until(process: subprocess.Popen[str], words: str) -> list[str]:
    assert process.stderr is not None
    lines = []
    for line in process.stderr:
        lines.append(line.rstrip())
        if words in line:
            return lines
    raise AssertionError(f"{words!r} never came: {lines}")


@pytest.fixture
def pids(settings: Settings, tmp_path: Path) -> Path:
    path = tmp_path / "pids"
    os.mkfifo(path)
    return path


def gone(pid: int) -> bool:
    """Whether the process ends: waits for it through a descriptor where the system has those."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    with os.fdopen(descriptor) as file:
        import select  # noqa: PLC0415

        return bool(select.select([file], [], [], 20)[0])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_both_and_what_they_started(pids: Path, number: signal.Signals) -> None:
    with running(PIDS=str(pids)) as up:
        started = [int(pid) for pid in pids.read_text().split()]
        lines = lines_until(up, "Ctrl-C stops both")
        assert any("Dagster UI   http://127.0.0.1:" in line for line in lines)
        up.send_signal(number)
        assert up.wait() == 0
        assert all(gone(pid) for pid in started)


def test_when_one_ends_the_other_is_stopped_and_it_says_so(pids: Path) -> None:
    with running(PIDS=str(pids)) as up:
        daemon, child = (int(pid) for pid in pids.read_text().split())
        lines_until(up, "Ctrl-C stops both")
        os.kill(daemon, signal.SIGKILL)
        _, error = up.communicate()
        assert up.returncode == 7
        assert "the Dagster daemon ended by itself (exit code -9)" in error
        assert gone(child)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent has died")
def test_when_up_itself_is_killed_both_end(pids: Path) -> None:
    with running(PIDS=str(pids)) as up:
        daemon, _ = (int(pid) for pid in pids.read_text().split())
        lines_until(up, "Ctrl-C stops both")
        up.kill()
        assert gone(daemon)


def test_a_taken_port_is_refused_when_it_was_asked_for(cli: Cli) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = cli("up", "--port", str(port))
    assert answer.code == 2
    assert f"--port: {port} on 127.0.0.1 is taken" in answer.error


def test_a_second_up_over_the_same_home_says_where_the_first_is(pids: Path, cli: Cli) -> None:
    with running(PIDS=str(pids)) as up:
        pids.read_text()
        lines = lines_until(up, "Dagster UI   http")
        answer = cli("up")
        assert answer.code == 5
        assert lines[-1].split()[-1] in answer.error


@pytest.mark.slow
def test_the_real_ui_and_daemon_answer_and_stop(settings: Settings) -> None:
    real = "import sys; from promptreal_dagster.cli.main import main; sys.exit(main(['up']))"
    with running(script=real) as up:
        lines = lines_until(up, "Ctrl-C stops both")
        address = next(line.split()[-1] for line in lines if line.startswith("Dagster UI"))
        assert address.startswith("http://127.0.0.1:")
        up.terminate()
        assert up.wait() == 0
    left = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(settings.home) not in left
