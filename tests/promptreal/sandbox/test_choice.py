"""Which sandbox is used, and the plain process that is allowed to our own templates' code alone."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from promptreal.errors import SandboxError, UnknownImplementation
from promptreal.roles import Sandbox, SandboxCommand, SandboxLimits
from promptreal.sandbox import bubblewrap, open_sandbox, signal_command
from promptreal.sandbox.process import PlainProcess

PYTHON = os.path.realpath(getattr(sys, "_base_executable", sys.executable))


def test_what_works_is_used_and_said() -> None:
    if not bubblewrap.examine().binary:
        pytest.skip("bubblewrap does not work here")
    sandbox, reason = open_sandbox("auto", trusted=False)
    assert (sandbox.name, sandbox.isolates) == ("bubblewrap", True)
    assert "works here" in reason


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bubblewrap, "examine", lambda: bubblewrap.Examination("", "no namespaces here"))


@pytest.mark.usefixtures("broken")
def test_without_isolation_only_trusted_code_runs_and_the_reason_is_said() -> None:
    sandbox, reason = open_sandbox("auto", trusted=True)
    assert (sandbox.name, sandbox.isolates) == ("process", False)
    assert "no namespaces here" in reason
    with pytest.raises(SandboxError, match="no namespaces here") as caught:
        open_sandbox("auto", trusted=False)
    assert "bubblewrap" in caught.value.hint


@pytest.mark.usefixtures("broken")
def test_a_sandbox_that_is_asked_for_by_name_is_never_replaced() -> None:
    with pytest.raises(SandboxError, match="no namespaces here"):
        open_sandbox("bubblewrap", trusted=True)


def test_the_plain_process_is_refused_to_untrusted_code() -> None:
    assert open_sandbox("process", trusted=True)[0].name == "process"
    with pytest.raises(SandboxError, match="isolates nothing"):
        open_sandbox("process", trusted=False)


def test_an_unknown_sandbox_lists_the_choices() -> None:
    with pytest.raises(UnknownImplementation) as caught:
        open_sandbox("bublewrap", trusted=True)
    assert "did you mean 'bubblewrap'" in caught.value.message
    assert "auto" in caught.value.hint


def plain(code: str, **more: object) -> SandboxCommand:
    return SandboxCommand(argv=[PYTHON, "-I", "-c", code], **{"workdir": "/", **more})  # type: ignore[arg-type]


def test_in_a_plain_process_places_inside_mean_their_host_folders(tmp_path: Path) -> None:
    source, data = tmp_path / "source", tmp_path / "data"
    source.mkdir()
    data.mkdir()
    code = "import os, sys; print(os.getcwd()); print(os.environ['URL']); print(sys.argv[1]); print(sys.argv[2])"
    command = SandboxCommand(
        argv=[PYTHON, "-I", "-c", code, "--report=/data/report.xml", "/database/x"],
        workdir="/app",
        readable={source: "/app"},
        writable={data: "/data"},
        environment={"URL": "sqlite:////data/app.db"},
    )
    lines = PlainProcess().run(command).output.splitlines()
    assert lines == [str(source), f"sqlite:///{data}/app.db", f"--report={data}/report.xml", "/database/x"]


def test_a_plain_process_has_limits_and_a_stripped_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_OURS", "secret")
    sandbox: Sandbox = PlainProcess()
    assert "SECRET_OF_OURS" not in sandbox.run(plain("import os; print(dict(os.environ))")).output
    assert sandbox.run(plain("while True: pass", limits=SandboxLimits(seconds=0.5))).timed_out
    code = "import resource; print(resource.getrlimit(resource.RLIMIT_FSIZE)[0])"
    assert sandbox.run(plain(code, limits=SandboxLimits(file_size=5000))).output == "5000\n"


def test_a_plain_process_leaves_no_child_behind() -> None:
    reader, writer = os.pipe()
    os.set_inheritable(writer, True)
    code = "import os, signal\nif os.fork() == 0: signal.pause()"
    assert PlainProcess().run(plain(code, inherit=[writer])).exit_code == 0
    os.close(writer)
    assert os.read(reader, 1) == b""
    os.close(reader)


def test_a_signal_to_a_process_that_is_gone_is_told() -> None:
    gone = os.fork()
    if gone == 0:
        os._exit(0)
    os.waitpid(gone, 0)
    assert not signal_command(gone, 15)
