"""Runs inside a sandbox, before the command: sets its limits, gives up its rights, and becomes the command.

    python -I -S launcher.py SETTINGS COMMAND…

This file stands alone: it is mounted into the sandbox and imports nothing but the standard library. SETTINGS is JSON:

    data, address_space   bytes of private memory, and of mapped memory, a process may have
    file_size             bytes of one file
    processes             processes and threads, or null for no limit
    open_files            descriptors
    keep                  descriptors besides 0, 1, 2 that stay open
    user                  the user and group id to become, or null
    filter                whether the system call filter is set
    connect               whether the filter lets it open connections

On any failure it exits with 125 and says why: a command never starts with less protection than was asked for.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import platform
import resource
import struct
import sys
from contextlib import suppress
from typing import Any, NoReturn

FAILED = 125
NOT_FOUND = 127
CLOSING_FAILED = "the sandbox could not be closed"

_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2
_CLONE_NEWUSER = 0x10000000
_NEW_NAMESPACES = 0x7E020000
_MSG_FASTOPEN = 0x20000000
_X32_BIT = 0x40000000

# Classic BPF, as <linux/filter.h> and <linux/seccomp.h> define it.
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16

_FAMILIES = (1, 2, 10, 16)  # unix, inet, inet6, netlink: all of them end at the network namespace; AF_VSOCK does not

# Architecture token, and numbers that differ. Those from 424 on are the same everywhere.
_MACHINES: dict[str, tuple[int, dict[str, int]]] = {
    "x86_64": (
        0xC000003E,
        {
            "ptrace": 101, "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "unshare": 272, "setns": 308,
            "bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "keyctl": 250, "add_key": 248, "request_key": 249,
            "init_module": 175, "finit_module": 313, "delete_module": 176, "kexec_load": 246, "kexec_file_load": 320,
            "open_by_handle_at": 304, "process_vm_readv": 310, "process_vm_writev": 311, "swapon": 167, "swapoff": 168,
            "reboot": 169, "acct": 163, "quotactl": 179, "syslog": 103, "settimeofday": 164, "clock_settime": 227,
            "clone": 56, "socket": 41, "connect": 42, "sendto": 44, "sendmsg": 46, "sendmmsg": 307,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "ptrace": 117, "mount": 40, "umount2": 39, "pivot_root": 41, "chroot": 51, "unshare": 97, "setns": 268,
            "bpf": 280, "perf_event_open": 241, "userfaultfd": 282, "keyctl": 219, "add_key": 217, "request_key": 218,
            "init_module": 105, "finit_module": 273, "delete_module": 106, "kexec_load": 104, "kexec_file_load": 294,
            "open_by_handle_at": 265, "process_vm_readv": 270, "process_vm_writev": 271, "swapon": 224, "swapoff": 225,
            "reboot": 142, "acct": 89, "quotactl": 60, "syslog": 116, "settimeofday": 170, "clock_settime": 112,
            "clone": 220, "socket": 198, "connect": 203, "sendto": 206, "sendmsg": 211, "sendmmsg": 269,
        },
    ),
}  # fmt: skip
_WITH_RULES = {"clone", "socket", "connect", "sendto", "sendmsg", "sendmmsg"}
_IO_URING = (425, 426, 427)
_CLONE3 = 435
_MOUNT_FAMILY = (428, 429, 430, 431, 432, 433, 442)
_PIDFD_GETFD = 438
_FLAGS_ARGUMENT = {"sendto": 3, "sendmsg": 2, "sendmmsg": 3}


def main(arguments: list[str]) -> NoReturn:
    """Becomes the command in `arguments[1:]` under the settings in `arguments[0]`; never returns."""
    try:
        settings: dict[str, Any] = json.loads(arguments[0])
        command = arguments[1:]
        _close_others(settings["keep"])
        os.umask(0o077)
        _be_first_to_die()
        if settings["user"] is not None:
            _become(settings["user"])
        _limit(settings)
        if settings["filter"]:
            _install(filter_program(platform.machine(), connect=settings["connect"]))
    except (OSError, ValueError, KeyError, IndexError) as error:
        _give_up(FAILED, f"{CLOSING_FAILED}: {error}")
    try:
        os.execvpe(command[0], command, os.environ)  # noqa: S606 (a shell is what it must not have)
    except OSError as error:
        _give_up(NOT_FOUND, f"could not start {command[0]}: {error.strerror}")


def _give_up(code: int, why: str) -> NoReturn:
    os.write(2, f"{why}\n".encode())
    os._exit(code)


def _close_others(keep: list[int]) -> None:
    kept = {0, 1, 2, *keep}
    for descriptor in map(int, os.listdir("/dev/fd")):  # noqa: PTH208 (as little as possible is imported here)
        if descriptor not in kept:
            with suppress(OSError):  # The listing's own is closed already.
                os.close(descriptor)
    for descriptor in keep:
        os.set_inheritable(descriptor, True)


def _be_first_to_die() -> None:
    """When the machine runs out of memory, the kernel ends this process before any other."""
    # Without /proc (macOS) there is no such preference to set.
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:  # noqa: PTH123
        file.write("1000")


def _become(user: int) -> None:
    """Becomes an unprivileged user, in a user namespace of its own where the kernel allows one more.

    In that namespace the limit on processes counts this sandbox's alone; without it, all of that user's on the machine.
    """
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    libc = ctypes.CDLL(None, use_errno=True)
    # Having changed its user the process may not write its own /proc files until it is dumpable again.
    if libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0) == 0 and libc.unshare(_CLONE_NEWUSER) == 0:
        for name, line in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{user} {user} 1")):
            with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123
                file.write(line)


def _limit(settings: dict[str, Any]) -> None:
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: settings["file_size"],
        resource.RLIMIT_NOFILE: settings["open_files"],
        resource.RLIMIT_DATA: settings["data"],
        resource.RLIMIT_AS: settings["address_space"],
        resource.RLIMIT_NPROC: settings["processes"],
    }
    for kind, value in wanted.items():
        if value is not None:
            _, ceiling = resource.getrlimit(kind)
            most = value if ceiling == resource.RLIM_INFINITY else min(value, ceiling)
            resource.setrlimit(kind, (most, most))


def filter_program(machine: str, *, connect: bool) -> bytes:
    """The system call filter as BPF instructions.

    It refuses what reaches past the namespaces (other socket families, io_uring, tracing, keys, mounts, new
    namespaces). Without `connect` it refuses every connection: a listening socket that was inherited belongs to the
    host's network, and could otherwise be turned into one that connects there.

    Raises:
        ValueError: there are no system call numbers for that kind of machine.
    """
    if machine not in _MACHINES:
        raise ValueError(f"there is no system call filter for {machine} machines")
    token, numbers = _MACHINES[machine]
    program = [_op(_LOAD, _ARCHITECTURE), _op(_EQUAL, token, 1, 0), _op(_RETURN, _KILL), _op(_LOAD, _NUMBER)]
    if machine == "x86_64":
        program += [_op(_AT_LEAST, _X32_BIT, 0, 1), _op(_RETURN, _KILL)]
    refused = [number for name, number in numbers.items() if name not in _WITH_RULES]
    for number in (*refused, *_MOUNT_FAMILY, _PIDFD_GETFD):
        program += _refuse(number, errno.EPERM)
    # Absent, and not forbidden: a C library then falls back to what the filter can look into.
    for number in (*_IO_URING, _CLONE3):
        program += _refuse(number, errno.ENOSYS)
    program += _when(
        numbers["clone"], [_op(_LOAD, _ARGUMENTS), _op(_ANY_BIT, _NEW_NAMESPACES, 0, 1), _error(errno.EPERM)]
    )
    allowed = [_op(_EQUAL, family, len(_FAMILIES) - place, 0) for place, family in enumerate(_FAMILIES)]
    program += _when(numbers["socket"], [_op(_LOAD, _ARGUMENTS), *allowed, _error(errno.EAFNOSUPPORT)])
    if not connect:
        program += _refuse(numbers["connect"], errno.EACCES)
        for name, place in _FLAGS_ARGUMENT.items():
            body = [_op(_LOAD, _ARGUMENTS + 8 * place), _op(_ANY_BIT, _MSG_FASTOPEN, 0, 1), _error(errno.EACCES)]
            program += _when(numbers[name], body)
    program.append(_op(_RETURN, _ALLOW))
    return b"".join(program)


def _op(code: int, value: int, when_true: int = 0, when_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, when_true, when_false, value)


def _error(number: int) -> bytes:
    return _op(_RETURN, _ERRNO | number)


def _refuse(number: int, error: int) -> list[bytes]:
    return [_op(_EQUAL, number, 0, 1), _error(error)]


def _when(number: int, body: list[bytes]) -> list[bytes]:
    """`body` for that system call; past its end the call is allowed, since `body` overwrote the number."""
    return [_op(_EQUAL, number, 0, len(body) + 1), *body, _op(_RETURN, _ALLOW)]


def _install(program: bytes) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    instructions = ctypes.create_string_buffer(program, len(program))
    length = len(program) // 8

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]

    filled = Program(length, ctypes.cast(instructions, ctypes.c_void_p))
    for option, value, extra in (
        (_PR_SET_NO_NEW_PRIVS, 1, 0),
        (_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(filled)),
    ):
        if libc.prctl(option, value, extra, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "the kernel refuses the system call filter")


if __name__ == "__main__":
    main(sys.argv[1:])
