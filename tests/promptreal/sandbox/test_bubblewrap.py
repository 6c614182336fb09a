"""The bubblewrap sandbox against code that means harm. Every test runs the real thing."""

from __future__ import annotations

import json
import os
import platform
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from promptreal.errors import SandboxError
from promptreal.roles import SandboxCommand, SandboxLimits, SandboxResult
from promptreal.sandbox import end_sandbox, memory_inside, signal_command
from promptreal.sandbox.bubblewrap import Bubblewrap, examine
from promptreal.sandbox.launcher import filter_program

pytestmark = pytest.mark.skipif(not examine().binary, reason=f"bubblewrap does not work here: {examine().reason}")

PYTHON = os.path.realpath(getattr(sys, "_base_executable", sys.executable))
MEGABYTE = 1024 * 1024
LIMITS = SandboxLimits(memory=256 * MEGABYTE, file_size=8 * MEGABYTE, processes=32, seconds=60)


def command(code: str, **changes: object) -> SandboxCommand:
    return replace(SandboxCommand(argv=[PYTHON, "-I", "-c", code], workdir="/tmp", limits=LIMITS), **changes)  # type: ignore[arg-type]


def run(code: str, **changes: object) -> SandboxResult:
    return Bubblewrap().run(command(code, **changes))


def attempt(code: str, **changes: object) -> str:
    """The name of the exception that stops the code."""
    wrapped = f"try:\n exec({code!r})\nexcept BaseException as error: print(type(error).__name__)\nelse: print('done')"
    return run(wrapped, **changes).output.strip()


def test_output_and_exit_code_come_back() -> None:
    result = run("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)")
    assert (result.exit_code, sorted(result.output.split()), result.timed_out) == (3, ["err", "out"], False)


def test_a_command_that_does_not_exist_says_so() -> None:
    result = run("", argv=["/nowhere/python"])
    assert result.exit_code == 127
    assert "could not start /nowhere/python" in result.output


def test_its_own_loopback_works_and_no_other_network() -> None:
    code = "import socket; s = socket.create_server(('127.0.0.1', 0)); socket.create_connection(s.getsockname())"
    assert attempt(code) == "done"
    assert attempt("import socket; socket.create_connection(('192.0.2.1', 80))") == "OSError"
    assert attempt("import socket; socket.getaddrinfo('example.org', 80)") == "gaierror"


def test_the_host_s_loopback_is_another_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        code = f"import socket; socket.create_connection({server.getsockname()!r})"
        assert attempt(code) == "ConnectionRefusedError"


def test_socket_families_that_leave_the_namespace_are_refused() -> None:
    assert attempt("import socket; socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)") == "OSError"


def test_the_host_s_files_are_not_there(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    assert attempt(f"open({str(secret)!r})") == "FileNotFoundError"
    listing = json.loads(run("import os, json; print(json.dumps(os.listdir('/')))").output)
    assert not {"home", "work", "opt", "srv", "var", "mnt", "boot"} & set(listing)
    assert "root:" not in run("print(open('/etc/passwd').read())").output


def test_the_home_folder_holds_nothing_but_the_way_to_python() -> None:
    seen = run(f"import os; print(os.path.isdir({str(Path.home())!r}) and os.listdir({str(Path.home())!r}))").output
    assert not any(name in seen for name in (".ssh", ".bash", ".config", ".cache", ".promptreal"))


@pytest.mark.parametrize("folder", ["/", "/usr", "/etc", "/dev", "/run", "/root", "/home", "/proc/sys/kernel", PYTHON])
def test_nothing_of_the_system_can_be_written(folder: str) -> None:
    assert attempt(f"open({folder!r} + '/written', 'w')") in {
        "OSError", "PermissionError", "FileNotFoundError", "NotADirectoryError"
    }  # fmt: skip


def test_readable_is_read_only_and_writable_is_not(tmp_path: Path) -> None:
    source, data = tmp_path / "source", tmp_path / "data"
    source.mkdir()
    data.mkdir()
    (source / "main.py").write_text("x = 1")
    (source / "data").mkdir()
    (data / "old").write_text("old")
    places = {"readable": {source: "/app"}, "writable": {data: "/app/data"}}
    assert attempt("print(open('/app/main.py').read())", **places) == "x = 1\ndone"
    assert attempt("open('/app/other.py', 'w')", **places) == "OSError"
    assert attempt("open('/app/main.py', 'w')", **places) in {"OSError", "PermissionError"}
    assert attempt("open('/app/data/old', 'a').write('!'); open('/app/data/new', 'w').write('new')", **places) == "done"
    assert ((data / "old").read_text(), (data / "new").read_text()) == ("old!", "new")


def test_a_link_to_the_host_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    data = tmp_path / "data"
    data.mkdir()
    (data / "link").symlink_to(tmp_path / "secret")
    assert attempt("open('/data/link')", writable={data: "/data"}) == "FileNotFoundError"
    assert (tmp_path / "secret").stat().st_uid == os.geteuid()


def test_the_environment_is_the_command_s_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_OURS", "secret")
    seen = json.loads(run("import os, json; print(json.dumps(dict(os.environ)))", environment={"A": "b"}).output)
    assert seen["A"] == "b"
    assert seen.keys() <= {"A", "PATH", "HOME", "LANG", "PWD", "LC_CTYPE"}


def test_what_would_steer_the_dynamic_linker_is_refused() -> None:
    with pytest.raises(SandboxError, match="LD_PRELOAD"):
        run("", environment={"LD_PRELOAD": "/evil.so"})


@pytest.mark.parametrize("inside", ["/", "/usr", "/proc", "relative", "/a/../b", "/a/", "/run/sandbox/launcher.py"])
def test_a_place_inside_that_would_cover_the_system_is_refused(tmp_path: Path, inside: str) -> None:
    with pytest.raises(SandboxError, match="no place inside"):
        run("", readable={tmp_path: inside})


def test_a_folder_that_does_not_exist_is_a_stated_error(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match="does not exist"):
        run("", readable={tmp_path / "absent": "/app"})


def test_it_holds_no_rights_and_gains_none() -> None:
    status = run("print(open('/proc/self/status').read())").output
    found = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert {int(found[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapAmb")} == {0}
    assert (found["NoNewPrivs"], found["Seccomp"]) == ("1", "2")
    assert found["Uid"].split() == ["65534"] * 4
    assert found["Groups"].split() in ([], ["65534"])


@pytest.mark.parametrize(
    "call", ["unshare(0x10000000)", "setns(0, 0)", "mount(b'/tmp', b'/tmp', b'tmpfs', 0, None)", "ptrace(0, 0, 0, 0)",
             "chroot(b'/tmp')", "setuid(0)", "syscall(425, 1, 0)"]
)  # fmt: skip
def test_system_calls_that_reach_past_the_sandbox_are_refused(call: str) -> None:
    result = run(f"import ctypes; print(ctypes.CDLL(None, use_errno=True).{call})")
    assert result.output.strip() == "-1"


def test_no_other_process_is_seen() -> None:
    code = "import os; print(sorted(int(name) for name in os.listdir('/proc') if name.isdigit()))"
    assert len(json.loads(run(code).output)) == 2
    assert attempt(f"import os; os.kill({os.getpid()}, 0)") == "ProcessLookupError"


def test_a_memory_bomb_ends() -> None:
    assert attempt("held = [bytearray(16 * 2**20) for _ in range(1000)]") == "MemoryError"


def test_many_processes_cannot_hold_together_what_one_may_not() -> None:
    code = """
import os, signal
for _ in range(8):
    if os.fork() == 0:
        held = os.urandom(100 * 2**20)
        signal.pause()
signal.pause()
"""
    result = run(code)
    assert result.exit_code != 0
    assert not result.timed_out
    assert "bytes of memory" in result.output


def test_scratch_space_in_memory_is_bounded() -> None:
    code = "import itertools\nfor n in itertools.count():\n open(f'/tmp/{n}', 'wb').write(bytes(4 * 2**20))"
    assert attempt(code) == "OSError"
    assert attempt(code.replace("/tmp/", "/dev/shm/")) == "OSError"


def test_a_fork_bomb_is_bounded_and_gone() -> None:
    code = """
import os, signal
made = 0
try:
    while True:
        if os.fork() == 0:
            signal.pause()
        made += 1
except BlockingIOError:
    print(made, flush=True)
signal.pause()
"""
    result = run(code, limits=replace(LIMITS, seconds=3))
    assert result.timed_out
    assert 0 < int(result.output.split()[0]) <= LIMITS.processes


def test_the_limit_on_processes_counts_each_sandbox_s_own() -> None:
    threads = "import threading; hold = threading.Barrier(25)\n"
    threads += "for _ in range(24): threading.Thread(target=hold.wait).start()\n"
    code = f"{threads}print('ready', flush=True); input(); hold.wait()"
    argv, environment = Bubblewrap().wrap(command(code))
    both = [
        subprocess.Popen(argv, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for one in both:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in both:
        one.communicate("\n")
        assert one.returncode == 0


def test_a_big_file_is_refused(tmp_path: Path) -> None:
    assert attempt("open('/data/big', 'wb').write(bytes(9 * 2**20))", writable={tmp_path: "/data"}) == "OSError"
    assert (tmp_path / "big").stat().st_size <= LIMITS.file_size


def test_an_endless_loop_is_ended_with_what_it_printed() -> None:
    result = run("print('begun', flush=True)\nwhile True: pass", limits=replace(LIMITS, seconds=1))
    assert result.timed_out
    assert result.exit_code != 0
    assert result.output.startswith("begun")
    assert "time was over" in result.output


def test_output_without_end_is_capped_at_both_ends() -> None:
    result = run("print('first')\nfor _ in range(400): print('x' * 9999)\nprint('last')")
    assert len(result.output) < 1.1 * MEGABYTE
    assert result.output.startswith("first")
    assert result.output.endswith("last\n")
    assert "bytes left out" in result.output


def test_a_command_that_closes_its_output_is_waited_for(tmp_path: Path) -> None:
    code = "import os; os.close(1); os.close(2); open('/data/done', 'w').write('yes')"
    assert run(code, writable={tmp_path: "/data"}).exit_code == 0
    assert (tmp_path / "done").read_text() == "yes"


def witness() -> tuple[int, int]:
    """A pipe whose far end is open as long as a process inside lives: its end of file says that all are gone."""
    reader, writer = os.pipe()
    os.set_inheritable(writer, True)
    return reader, writer


def test_no_process_is_left_behind() -> None:
    reader, writer = witness()
    code = "import os, signal\nif os.fork() == 0:\n os.setsid()\n os.fork()\n signal.pause()\nprint('parent leaves')"
    assert run(code, inherit=[writer]).output == "parent leaves\n"
    os.close(writer)
    os.set_blocking(reader, False)
    assert os.read(reader, 1) == b""
    os.close(reader)


def test_when_an_ended_sandbox_was_waited_for_all_of_it_is_gone() -> None:
    for _ in range(5):
        reader, writer = witness()
        code = f"import os, signal\nos.fork()\nos.fork()\nos.write({writer}, b'r')\nsignal.pause()"
        argv, environment = Bubblewrap().wrap(command(code, inherit=[writer]))
        with subprocess.Popen(argv, env=environment, pass_fds=[writer]) as process:
            os.close(writer)
            for _ in range(4):
                assert os.read(reader, 1) == b"r"
            end_sandbox(process.pid)
            process.wait()
        os.set_blocking(reader, False)
        assert os.read(reader, 1) == b""  # It would block if one of them still had the other end.
        os.close(reader)


def test_nothing_outlives_a_supervisor_that_is_killed() -> None:
    reader, writer = witness()
    code = f"import os, signal\nos.fork()\nos.write({writer}, b'r')\nsignal.pause()"
    argv, environment = Bubblewrap().wrap(command(code, inherit=[writer]))
    spawn = "import json, subprocess, sys; argv, env, fd = json.loads(sys.argv[1])\n"
    spawn += "subprocess.run(argv, env=env, pass_fds=[fd])"
    arguments = [sys.executable, "-c", spawn, json.dumps([argv, environment, writer])]
    with subprocess.Popen(arguments, pass_fds=[writer]) as supervisor:
        os.close(writer)
        assert os.read(reader, 1) + os.read(reader, 1) == b"rr"
        supervisor.kill()
    assert os.read(reader, 1) == b""
    os.close(reader)


SERVE = """
import signal, socket, sys
server = socket.socket(fileno=int(sys.argv[1]))
signal.signal(signal.SIGTERM, lambda *_: (print("goodbye"), sys.exit(0)))
while True:
    connection, _ = server.accept()
    connection.sendall(b"hello from inside")
    connection.close()
"""


def test_an_inherited_listening_socket_serves_the_host_and_a_signal_ends_it_gently() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        argv = [PYTHON, "-I", "-c", SERVE, str(server.fileno())]
        argv, environment = Bubblewrap().wrap(command("", argv=argv, inherit=[server.fileno()]))
        with subprocess.Popen(
            argv, env=environment, pass_fds=[server.fileno()], stdout=subprocess.PIPE, text=True
        ) as process:
            with socket.create_connection(server.getsockname()) as connection:
                assert connection.recv(100) == b"hello from inside"
            assert memory_inside(process.pid) > 0
            assert signal_command(process.pid, signal.SIGTERM)
            assert process.communicate()[0] == "goodbye\n"
            assert process.returncode == 0


ESCAPE = """
import ctypes, os, socket, struct, sys
libc = ctypes.CDLL(None, use_errno=True)
listening, port = int(sys.argv[1]), int(sys.argv[2])
# A listening socket can be taken apart and then connects in the network that it came from.
libc.connect(listening, struct.pack("=H14x", socket.AF_UNSPEC), 16)
server = socket.socket(fileno=listening)
for attempt in (
    lambda: server.connect(("127.0.0.1", port)),
    lambda: server.sendto(b"x", 0x20000000, ("127.0.0.1", port)),
    lambda: server.sendmsg([b"x"], [], 0x20000000, ("127.0.0.1", port)),
    lambda: socket.create_connection(("127.0.0.1", port)),
):
    try:
        attempt()
        print("through")
    except OSError as error:
        print(type(error).__name__)
"""


def test_an_inherited_socket_is_no_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_server(("127.0.0.1", 0)) as private:
        argv = [PYTHON, "-I", "-c", ESCAPE, str(server.fileno()), str(private.getsockname()[1])]
        result = run("", argv=argv, inherit=[server.fileno()])
        assert result.output.split() == ["PermissionError"] * 4
        private.setblocking(False)
        with pytest.raises(BlockingIOError):
            private.accept()


def test_no_other_descriptor_of_ours_is_open_inside(tmp_path: Path) -> None:
    (tmp_path / "ours").write_text("ours")
    with (tmp_path / "ours").open() as ours:
        argv, environment = Bubblewrap().wrap(
            command("import os; print(sorted(map(int, os.listdir('/proc/self/fd'))))")
        )
        seen = subprocess.run(argv, env=environment, pass_fds=[ours.fileno()], capture_output=True, check=True).stdout
    # The fourth is the listing itself.
    assert json.loads(seen) == [0, 1, 2, 3]


def test_what_it_writes_is_for_its_user_alone(tmp_path: Path) -> None:
    assert attempt("open('/data/file', 'w')", writable={tmp_path: "/data"}) == "done"
    assert (tmp_path / "file").stat().st_mode & 0o077 == 0


def test_a_writable_folder_is_handed_over_without_following_links(tmp_path: Path) -> None:
    outside, data = tmp_path / "outside", tmp_path / "data"
    outside.mkdir()
    (outside / "file").write_text("ours")
    (data / "below").mkdir(parents=True)
    (data / "below" / "link").symlink_to(outside)
    (data / "below" / "file").write_text("old")
    assert attempt("open('/data/below/file', 'w')", writable={data: "/data"}) == "done"
    assert {path.stat().st_uid for path in (outside, outside / "file")} == {os.geteuid()}


def test_root_that_rules_itself_alone_is_an_ordinary_user() -> None:
    code = "from promptreal.sandbox import open_sandbox; print(open_sandbox('bubblewrap', False)[1])"
    unshare = ["unshare", "--user", "--map-root-user", sys.executable, "-c", code]
    assert "works here" in subprocess.run(unshare, check=True, capture_output=True, text=True).stdout


def test_the_filter_is_whole_on_each_kind_of_machine() -> None:
    for machine in ("x86_64", "aarch64"):
        closed, open_ = filter_program(machine, connect=False), filter_program(machine, connect=True)
        assert len(closed) % 8 == len(open_) % 8 == 0
        assert len(closed) > len(open_)
    with pytest.raises(ValueError, match="no system call filter for vax"):
        filter_program("vax", connect=True)
    assert filter_program(platform.machine(), connect=True)
