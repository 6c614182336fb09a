from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest

from promptreal.deploy.process.usage import usage
from promptreal.errors import AppBusy
from tests.promptreal.deploy.process.conftest import Bench, ask, until, version_at


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


@contextlib.contextmanager
def ending(*pids: int) -> Iterator[None]:
    """Leaves its block once these processes, which are not our children, have ended."""
    with contextlib.ExitStack() as stack:
        watched = [os.pidfd_open(pid) for pid in pids]
        for one in watched:
            stack.callback(os.close, one)
        yield
        for one in watched:
            assert select.select([one], [], [], 20)[0], "it did not end"


def pid_of(bench: Bench, name: str) -> int:
    return int(bench.target.state(bench.app).resources[name])


def test_a_killed_app_is_started_again_and_counted(bench: Bench) -> None:
    url = bench.deploy()
    kill(pid_of(bench, "pid"))
    until(lambda: bench.target.state(bench.app).restarts == 1 and bench.target.state(bench.app).status == "running")

    assert version_at(url) == "1"
    assert "signal 9" in bench.target.state(bench.app).detail


def test_an_app_that_ends_itself_is_started_again_with_its_last_words_kept(bench: Bench) -> None:
    url = bench.deploy()
    with pytest.raises(OSError, match=r"closed|reset"):
        ask(url, "/crash")
    until(lambda: bench.target.state(bench.app).restarts == 1)

    # The port is never let go of: a question asked meanwhile waits for its answer.
    assert version_at(url) == "1"
    assert "about to crash" in bench.target.state(bench.app).detail
    assert "the app ended by itself" in bench.target.logs(bench.app, 50)


@pytest.mark.slow
def test_an_app_that_keeps_crashing_is_given_longer_and_longer_rests(bench: Bench) -> None:
    url = bench.deploy()
    main = next((bench.home / "bundles").glob("*/src/app/main.py"))
    main.write_text("raise RuntimeError('broken on disk')")
    kill(pid_of(bench, "pid"))
    until(lambda: bench.target.state(bench.app).restarts >= 3)

    state = bench.target.state(bench.app)
    assert state.status == "crashed"
    assert "broken on disk" in state.detail
    until(lambda: _apologizes(url))
    rests = [line for line in bench.target.logs(bench.app, 1000).splitlines() if "again in" in line]
    assert [rest.split(" in ")[1] for rest in rests[:3]] == ["0.2 seconds", "0.4 seconds", "0.8 seconds"]


def _apologizes(url: str) -> bool:
    try:
        ask(url)
    except HTTPError as error:
        return error.code == 503 and int(error.headers["Retry-After"]) >= 1
    return False


@pytest.mark.slow
def test_a_crashing_app_can_be_replaced(bench: Bench) -> None:
    bench.deploy()
    main = next((bench.home / "bundles").glob("*/src/app/main.py"))
    main.write_text("raise RuntimeError('broken on disk')")
    kill(pid_of(bench, "pid"))
    until(lambda: bench.target.state(bench.app).status == "crashed")

    assert version_at(bench.deploy(2)) == "2"
    assert bench.target.state(bench.app).restarts == 0


def test_a_killed_supervisor_takes_its_app_along_and_start_brings_both_back(bench: Bench) -> None:
    url = bench.deploy()
    app, supervisor = pid_of(bench, "pid"), pid_of(bench, "supervisor_pid")
    with ending(supervisor, app):
        kill(supervisor)

    state = bench.target.state(bench.app)
    assert (state.status, state.url) == ("crashed", url)
    assert "promptreal start" in state.detail
    assert bench.target.start(bench.app) == url
    assert version_at(url) == "1"


@pytest.mark.slow
def test_a_killed_supervisor_can_be_stopped_for_good(bench: Bench) -> None:
    bench.deploy()
    kill(pid_of(bench, "supervisor_pid"))
    until(lambda: bench.target.state(bench.app).status == "crashed")

    bench.target.stop(bench.app)

    assert bench.target.state(bench.app).status == "stopped"


@pytest.mark.slow
def test_deploying_after_the_supervisor_was_killed_takes_over_from_what_served(bench: Bench) -> None:
    url = bench.deploy()
    kill(pid_of(bench, "supervisor_pid"))
    until(lambda: bench.target.state(bench.app).status == "crashed")

    assert bench.deploy(2) == url
    assert version_at(url) == "2"


COMMAND = """
    import sys
    from pathlib import Path
    from promptreal.sandbox import open_sandbox
    from tests.promptreal.deploy.process.conftest import Bench, tiny_spec
    from promptreal.deadline import Deadline
    bench = Bench(Path(sys.argv[1]), open_sandbox("auto", trusted=True)[0])
    if sys.argv[2] == "deploy":
        print("ready", flush=True)
        print(bench.deploy(int(sys.argv[3]), startup=sys.argv[4]), flush=True)
    else:
        with bench.target.candidate(bench.image(), tiny_spec(bench.app), Deadline("deployment", 30)) as url:
            print(url, flush=True)
            sys.stdin.read()
"""


def command(bench: Bench, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-P", "-c", textwrap.dedent(COMMAND), str(bench.home), *arguments],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[4])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.mark.slow
def test_an_app_outlives_the_command_its_session_and_its_terminal(bench: Bench) -> None:
    with command(bench, "deploy", "1", "fine") as process:
        output, _ = process.communicate()
    url = output.split()[1]

    os.kill(pid_of(bench, "supervisor_pid"), signal.SIGHUP)

    assert version_at(url) == "1"
    assert os.getsid(pid_of(bench, "supervisor_pid")) != os.getsid(0)


@pytest.mark.slow
def test_a_deploy_whose_command_is_killed_is_rolled_back(bench: Bench) -> None:
    url = bench.deploy()
    processes = bench.target.state(bench.app).resources["processes"]
    supervisor = pid_of(bench, "supervisor_pid")
    alone = usage(supervisor)["processes"]
    with command(bench, "deploy", "2", "hang") as process:
        until(lambda: usage(supervisor)["processes"] >= alone + processes)
        kill(process.pid)
    until(lambda: usage(supervisor)["processes"] == alone)

    assert version_at(url) == "1"
    _eventually_deploys(bench, 3)
    assert version_at(url) == "3"


@pytest.mark.slow
@pytest.mark.parametrize("victim", ["command", "supervisor"])
def test_a_kill_at_any_moment_leaves_one_version_serving_and_no_process_behind(bench: Bench, victim: str) -> None:
    url = bench.deploy()
    alone = usage(pid_of(bench, "supervisor_pid"))["processes"]
    for version in range(2, 10):
        supervisor = pid_of(bench, "supervisor_pid")
        with command(bench, "deploy", str(version), "fine") as process:
            assert process.stdout is not None
            process.stdout.readline()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.12 * (version - 2))
            # The command may have ended before its moment came; then nothing is left to kill, and it must have served.
            with contextlib.suppress(ProcessLookupError):
                kill(process.pid if victim == "command" else supervisor)
        if bench.target.state(bench.app).status == "crashed":
            bench.target.start(bench.app)
        assert version_at(url) in {str(version - 1), str(version)}
        _eventually_deploys(bench, version, startup="fine")
        assert version_at(url) == str(version)
    until(lambda: usage(pid_of(bench, "supervisor_pid"))["processes"] == alone)


def _eventually_deploys(bench: Bench, version: int, **behaviour: str) -> None:
    def deployed() -> bool:
        try:
            bench.deploy(version, **behaviour)
        except AppBusy:
            return False
        return True

    until(deployed)


@pytest.mark.slow
def test_a_supervisor_whose_folder_was_deleted_ends(bench: Bench) -> None:
    url = bench.deploy()
    supervisor = pid_of(bench, "supervisor_pid")
    with ending(supervisor):
        shutil.rmtree(bench.folder)

    assert _refuses(url)


@pytest.mark.slow
def test_a_supervisor_with_nothing_to_serve_ends_by_itself(bench: Bench) -> None:
    with command(bench, "deploy", "1", "hang") as process:
        until(lambda: bench.target.state(bench.app).status == "starting")
        with ending(pid_of(bench, "supervisor_pid")):
            kill(process.pid)


@pytest.mark.slow
def test_a_candidate_ends_with_the_command_that_was_killed_and_the_next_one_clears_up(bench: Bench) -> None:
    with command(bench, "candidate") as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert version_at(url) == "1"
        kill(process.pid)
    until(lambda: _refuses(url))
    assert list((bench.home / "candidates").iterdir())

    with command(bench, "candidate") as process:
        assert process.stdout is not None
        assert version_at(process.stdout.readline().strip()) == "1"
        assert len(list((bench.home / "candidates").iterdir())) == 1
        process.communicate("")
    assert not list((bench.home / "candidates").iterdir())


def _refuses(url: str) -> bool:
    try:
        ask(url)
    except OSError:
        return True
    return False
