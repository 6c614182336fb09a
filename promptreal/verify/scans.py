"""Scans of a source tree that never import it: secrets (detect-secrets) and static analysis (bandit).

A scanner that is not installed makes its gate `unavailable`, which refuses: what was not looked at is not clean. The
tree cannot switch a scanner off: allow-list comments, `nosec` and configuration files in it are ignored.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from promptreal.evidence import Gate, Outcome
from promptreal.verify.scanned import Scanned

SECRETS = "secrets"
STATIC_ANALYSIS = "static-analysis"
SCAN_SECONDS = 60.0

# detect-secrets keeps its settings in a global.
_ONE_AT_A_TIME = threading.Lock()

# Findings that go by the look of a word rather than by the form of a token. The password that a test types and the
# placeholder of an example file look like that too, so there they are listed and do not refuse; in the markup of a
# page "password" is the name of a field.
_KEYWORD = "Secret Keyword"
_BY_LOOK = frozenset({_KEYWORD, "Base64 High Entropy String", "Hex High Entropy String", "Basic Auth Credentials"})
_HASH_LINE = r"^\s*--hash=sha256:[0-9a-f]{64}\s*\\?$"
_NO_SECRET = frozenset({"IPPublicDetector"})
_FILTERS_A_TREE_COULD_USE = (
    "detect_secrets.filters.allowlist.is_line_allowlisted",
    "detect_secrets.filters.heuristic.is_lock_file",
    "detect_secrets.filters.heuristic.is_swagger_file",
    # It goes by the file's name; what is not text drops out by itself when it is read.
    "detect_secrets.filters.heuristic.is_non_text_file",
)

# Running text as code refuses although bandit calls it medium: nothing that we generate has a use for it.
_ALWAYS_REFUSED = frozenset({"B102", "B307"})


def scan_secrets(folder: Path, kept: Path | None = None) -> Gate:
    """The gate `secrets`: no credential is in any file of the folder.

    `kept` is where answers for files that were scanned before are, and are kept.
    """
    if find_spec("detect_secrets") is None:
        return _unavailable(SECRETS, "detect-secrets")
    started = time.monotonic()
    blocking: list[str] = []
    listed: list[str] = []
    files = _files(folder)
    scanned = Scanned(kept, f"detect-secrets {version('detect-secrets')} {_HASH_LINE} {_FILTERS_A_TREE_COULD_USE}")
    known, unknown = scanned.find(folder, files)
    found_now = _secrets_in(unknown)
    scanned.keep(folder, found_now)
    for path, (line, kind) in _flat(files, {**known, **found_now}):
        place = path.relative_to(folder)
        # The secret itself is never repeated: evidence is stored and shown.
        (listed if _is_excused(kind, place) else blocking).append(f"{place}:{line}: {kind}")
    found = f"{len(blocking)} secrets" if blocking else "no secrets"
    return Gate(
        name=SECRETS,
        outcome=Outcome.FAILED if blocking else Outcome.PASSED,
        summary=f"{found} in {len(files)} files",
        details=(*blocking, *(f"{line} (in a test or an example; does not refuse)" for line in listed)),
        measures={
            "files": len(files),
            "known": len(known),
            "secrets": len(blocking),
            "seconds": _since(started),
        },
    )


def scan_static(folder: Path, seconds: float = SCAN_SECONDS, kept: Path | None = None) -> Gate:
    """The gate `static-analysis`: bandit finds nothing of high severity, and no `eval` or `exec`.

    `seconds` is how long it may take; a scan that does not end is no scan, and refuses. `kept` is where answers for
    files that were scanned before are, and are kept.
    """
    if find_spec("bandit") is None:
        return _unavailable(STATIC_ANALYSIS, "bandit")
    started = time.monotonic()
    files = [path for path in _files(folder) if path.suffix == ".py"]
    scanned = Scanned(kept, f"bandit {version('bandit')}")
    known, unknown = scanned.find(folder, files)
    try:
        said = _bandit(folder, unknown, seconds) if unknown else {}
    except _ScanFailed as failed:
        return _failed(failed.summary, failed.details)
    scanned.keep(folder, said)
    return _static_gate(folder, {**known, **said}, len(known), started)


class _ScanFailed(Exception):
    def __init__(self, summary: str, details: tuple[str, ...] = ()) -> None:
        super().__init__(summary)
        self.summary = summary
        self.details = details


def _bandit(folder: Path, files: Sequence[Path], seconds: float) -> dict[Path, Any]:
    """What bandit says of each file: its results, why it could not be read, its lines."""
    with tempfile.TemporaryDirectory(prefix="promptreal-scan-") as scratch:
        # With a configuration of ours, the one that the tree may bring is not looked for.
        configuration = Path(scratch) / "bandit.ini"
        configuration.write_text("[bandit]\n", "utf-8")
        report = Path(scratch) / "report.json"
        options = ["-q", "-f", "json", "-o", str(report), "--ignore-nosec", "--exit-zero"]
        paths = ["--ini", str(configuration), "-x", "/excluded-by-nobody", *(str(path.absolute()) for path in files)]
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-m", "bandit", *options, *paths],
                cwd=scratch,
                capture_output=True,
                text=True,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise _ScanFailed(f"the scan did not end in {seconds:.0f} seconds") from error
        if not report.is_file():
            raise _ScanFailed("bandit broke", tuple(done.stderr.splitlines()[-10:]))
        document = json.loads(report.read_text("utf-8"))
    said: dict[Path, Any] = {}
    for path in files:
        name = str(path.absolute())
        faults = [one["reason"] for one in document["errors"] if one["filename"] == name]
        if name not in document["metrics"] and not faults:
            raise _ScanFailed(f"bandit says nothing of {path.relative_to(folder)}")
        results = [_essence(one) for one in document["results"] if one["filename"] == name]
        lines = document["metrics"].get(name, {"loc": 0})["loc"]
        said[path] = {"results": results, "unread": faults, "lines": lines}
    return said


def _essence(one: dict[str, Any]) -> dict[str, Any]:
    return {key: one[key] for key in ("line_number", "test_id", "issue_severity", "issue_text")}


def _static_gate(folder: Path, said: dict[Path, Any], known: int, started: float) -> Gate:
    places = {path.relative_to(folder).as_posix(): said[path] for path in sorted(said)}
    results = [(place, one) for place, answer in places.items() for one in answer["results"]]
    refusing = [
        (place, one) for place, one in results if one["issue_severity"] == "HIGH" or one["test_id"] in _ALWAYS_REFUSED
    ]
    medium = [one for one in results if one[1]["issue_severity"] == "MEDIUM" and one not in refusing]
    unread = [f"{place}: {reason}" for place, answer in places.items() for reason in answer["unread"]]
    counts = Counter(one["issue_severity"] for _, one in results)
    summary = f"{len(refusing)} findings refuse" if refusing else f"nothing refuses; {len(medium)} medium findings"
    return Gate(
        name=STATIC_ANALYSIS,
        outcome=Outcome.FAILED if refusing or unread else Outcome.PASSED,
        summary=f"{len(unread)} files cannot be read" if unread else summary,
        details=(*unread, *(_finding(*one) for one in (*refusing, *medium))),
        measures={
            "files": len(said),
            "known": known,
            "high": counts["HIGH"],
            "medium": counts["MEDIUM"],
            "low": counts["LOW"],
            "lines": sum(answer["lines"] for answer in places.values()),
            "seconds": _since(started),
        },
    )


def _finding(place: str, one: dict[str, Any]) -> str:
    return f"{place}:{one['line_number']}: {one['test_id']} {one['issue_severity'].lower()}: {one['issue_text']}"


def _secrets_in(files: Sequence[Path]) -> dict[Path, list[tuple[int, str]]]:
    """The line and the kind of every secret, for each of the files."""
    if not files:
        return {}
    from detect_secrets.core.scan import scan_file  # noqa: PLC0415 (0.2 s that only a scan pays)
    from detect_secrets.settings import default_settings  # noqa: PLC0415

    with _ONE_AT_A_TIME, default_settings() as settings:
        settings.filters["detect_secrets.filters.regex.should_exclude_line"] = {"pattern": [_HASH_LINE]}
        settings.disable_filters(*_FILTERS_A_TREE_COULD_USE)
        settings.disable_plugins(*_NO_SECRET)
        return {path: [(secret.line_number, secret.type) for secret in scan_file(str(path))] for path in files}


def _flat(files: Sequence[Path], said: dict[Path, Any]) -> list[tuple[Path, tuple[int, str]]]:
    return [(path, (line, kind)) for path in files for line, kind in said[path]]


def _is_excused(kind: str, place: Path) -> bool:
    if kind == _KEYWORD and place.suffix == ".html":
        return True
    return kind in _BY_LOOK and (place.parts[0] == "tests" or place.name == ".env.example")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _since(started: float) -> float:
    return round(time.monotonic() - started, 3)


def _failed(summary: str, details: tuple[str, ...]) -> Gate:
    return Gate(name=STATIC_ANALYSIS, outcome=Outcome.FAILED, summary=summary, details=details)


def _unavailable(gate: str, tool: str) -> Gate:
    return Gate(
        name=gate,
        outcome=Outcome.UNAVAILABLE,
        summary=f"{tool} is not installed here, so nothing was scanned",
        details=(f"install {tool} into the environment that runs promptreal",),
    )
