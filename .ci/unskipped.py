"""Fails when a JUnit report holds a skipped test, or no test at all: a suite that did not run has shown nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree


def main() -> int:
    """Reads the report named on the command line; gives the exit code."""
    path = Path(sys.argv[1])
    # The report was written by our own pytest a moment ago.
    cases = list(ElementTree.parse(path).iter("testcase"))  # noqa: S314
    skipped = [case for case in cases if case.find("skipped") is not None]
    for case in skipped:
        reason = case.find("skipped")
        said = reason.get("message", "") if reason is not None else ""
        sys.stderr.write(f"skipped: {case.get('classname')}::{case.get('name')}: {said}\n")
    if not cases:
        sys.stderr.write(f"{path.name}: no test ran\n")
    return 0 if cases and not skipped else 1


if __name__ == "__main__":
    sys.exit(main())
