"""Everything that is measured of a source tree before it is committed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from promptreal.deadline import Deadline
from promptreal.evidence import Evidence
from promptreal.roles import Sandbox
from promptreal.verify.bench import Bench
from promptreal.verify.proven import Carry
from promptreal.verify.scans import scan_secrets, scan_static
from promptreal.verify.tests import run_generated_tests


def verify_tree(
    sandbox: Sandbox,
    bench: Bench,
    python: Path,
    deadline: Deadline,
    scanned: Path | None = None,
    carry: Carry | None = None,
) -> Evidence:
    """The gates of the tree on the bench: its own tests in the sandbox, secrets, static analysis; all at the same time.

    `python` is the interpreter of an environment that holds what the tests need; `scanned` the folder that holds what
    the scanners said of files that they have seen before, `carry` what is known of the tests of the version before.

    Raises:
        SandboxError: the sandbox could not be started.
        PhaseTimeout: the deadline was over before the tests began.
    """
    seconds = deadline.remaining()
    with ThreadPoolExecutor(max_workers=3, thread_name_prefix="verify") as pool:
        try:
            tests = pool.submit(
                run_generated_tests,
                sandbox,
                bench.source,
                python,
                deadline,
                given_up=bench.given_up,
                carry=carry,
                waiting=bench.waiting,
            )
            static = pool.submit(scan_static, bench.source, seconds, scanned)
            secrets = pool.submit(scan_secrets, bench.source, scanned)
            return Evidence(gates=(tests.result(), secrets.result(), static.result()))
        except BaseException:
            # Whoever gives up must not have to wait for the tests.
            bench.given_up.set()
            raise
