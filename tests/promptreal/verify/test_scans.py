"""Scans refuse what must not go out, and a tree cannot switch them off."""

from __future__ import annotations

import importlib.util
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest

from promptreal.evidence import Gate, Outcome
from promptreal.verify import scans
from promptreal.verify.scans import scan_secrets, scan_static

SHELL = "import subprocess, sys\nsubprocess.run(sys.argv[1], shell=True)"


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    write(tmp_path, "app/main.py", "def answer() -> int:\n    return 42\n")
    write(tmp_path, "README.md", "# An app\n")
    return tmp_path


@pytest.fixture
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


def aws_key() -> str:
    """A key of the right form, made now, so that no key stands in the repository."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    return "AKI" + "A" + "".join(secrets.choice(letters) for _ in range(16))


def test_a_clean_tree_passes_both(tree: Path) -> None:
    assert scan_secrets(tree).outcome is Outcome.PASSED
    assert scan_static(tree).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    "name", ["app/settings.py", "README.md", "tests/test_it.py", ".env.example", "data/poetry.lock", "app/a.svg"]
)
def test_a_planted_key_refuses_wherever_it_is(tree: Path, name: str) -> None:
    key = aws_key()
    write(tree, name, f'access = "{key}"\n')
    gate = scan_secrets(tree)
    assert gate.refuses
    assert gate.details == (f"{name}:1: AWS Access Key",)
    assert key not in gate.model_dump_json()


def test_a_private_key_refuses(tree: Path) -> None:
    write(tree, "app/key.txt", "-----BEGIN RSA " + "PRIVATE KEY-----\nabc\n")
    assert scan_secrets(tree).refuses


def test_a_comment_cannot_allow_a_secret(tree: Path) -> None:
    write(tree, "app/settings.py", f'access = "{aws_key()}"  # pragma: allowlist secret\n')
    assert scan_secrets(tree).refuses


def test_hashes_of_a_lock_are_no_secrets_and_hide_none(tree: Path) -> None:
    lock = "".join(
        f"package{n}==1.0 \\\n    --hash=sha256:{secrets.token_hex(32)} \\\n    --hash=sha256:{secrets.token_hex(32)}\n"
        for n in range(20)
    )
    write(tree, "requirements.txt", lock)
    assert scan_secrets(tree).outcome is Outcome.PASSED
    write(tree, "requirements.txt", f"{lock}# {aws_key()}\n")
    assert scan_secrets(tree).refuses


def test_the_password_that_a_test_types_is_listed_and_does_not_refuse(tree: Path) -> None:
    write(tree, "tests/test_login.py", 'password = "correct-horse-7' + 'battery"\n')
    gate = scan_secrets(tree)
    assert gate.outcome is Outcome.PASSED
    assert gate.details
    write(tree, "app/login.py", 'password = "correct-horse-7' + 'battery"\n')
    assert scan_secrets(tree).refuses


@pytest.mark.parametrize(
    "code",
    [
        "import subprocess\n\n\ndef run(words: str) -> None:\n    subprocess.run(words, shell=True)\n",
        "def run(words: str) -> object:\n    return eval(words)\n",
        "def run(words: str) -> None:\n    exec(words)\n",
        "import hashlib\n\n\ndef sign(words: bytes) -> str:\n    return hashlib.md5(words).hexdigest()\n",
    ],
    ids=["shell", "eval", "exec", "md5"],
)
def test_a_high_finding_refuses(tree: Path, code: str) -> None:
    write(tree, "app/run.py", code)
    gate = scan_static(tree)
    assert gate.refuses
    assert gate.details[0].startswith("app/run.py:")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("app/run.py", f"{SHELL}  # nosec\n"),
        (".bandit", "[bandit]\nskips = B602\nexclude = /\n"),
        ("pyproject.toml", "[tool.bandit]\nexclude_dirs = ['app']\nskips = ['B602']\n"),
        ("app/.bandit", "[bandit]\ntargets = README.md\n"),
        (".tox/extra.py", SHELL),
    ],
)
def test_the_tree_cannot_switch_the_analysis_off(tree: Path, name: str, text: str) -> None:
    write(tree, "app/run.py", SHELL)
    write(tree, name, text)
    assert scan_static(tree).refuses


def test_code_that_cannot_be_parsed_was_not_scanned_and_refuses(tree: Path) -> None:
    write(tree, "app/broken.py", "def :\n")
    gate = scan_static(tree)
    assert gate.refuses
    assert "app/broken.py" in gate.details[0]


def test_a_medium_finding_is_listed(tree: Path) -> None:
    write(tree, "app/serve.py", 'HOST = "0.0.0.0"\n')
    gate = scan_static(tree)
    assert gate.outcome is Outcome.PASSED
    assert gate.measures["medium"] == 1
    assert "B104" in gate.details[0]


def test_scanning_runs_nothing_of_the_tree(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    witness = tmp_path_factory.mktemp("witness") / "was-run"
    for name in ("app/__init__.py", "conftest.py", "sitecustomize.py", "bandit/__main__.py", "json.py"):
        write(tree, name, f"open({str(witness)!r}, 'w').close()\n")
    scan_static(tree)
    scan_secrets(tree)
    assert not witness.exists()


@pytest.mark.parametrize(("scan", "tool"), [(scan_secrets, "detect_secrets"), (scan_static, "bandit")])
def test_a_scanner_that_is_not_there_is_unavailable_and_refuses(
    tree: Path, scan: Callable[[Path], Gate], tool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(scans, "find_spec", lambda name: None if name == tool else real(name))
    gate = scan(tree)
    assert gate.outcome is Outcome.UNAVAILABLE
    assert gate.refuses


def test_a_scan_that_does_not_end_refuses(tree: Path) -> None:
    assert scan_static(tree, seconds=0.001).refuses


def test_an_address_with_a_password_is_an_example_in_the_example_file_alone(tree: Path) -> None:
    address = "postgresql://user:" + "password@host/database\n"
    write(tree, ".env.example", f"# for example {address}")
    assert scan_secrets(tree).outcome is Outcome.PASSED
    write(tree, "app/config.py", f"# {address}")
    assert scan_secrets(tree).refuses


def test_files_that_were_scanned_before_are_not_scanned_again_and_count_as_before(tree: Path, kept: Path) -> None:
    write(tree, "app/shell.py", SHELL)
    write(tree, "app/keys.py", f'access = "{aws_key()}"\n')
    first = scan_static(tree, kept=kept), scan_secrets(tree, kept)
    # With no time at all only what is known can be answered.
    again = scan_static(tree, seconds=0.0, kept=kept), scan_secrets(tree, kept)
    for before, after in zip(first, again, strict=True):
        assert before.refuses
        assert (before.outcome, before.summary, before.details) == (after.outcome, after.summary, after.details)
        assert before.measures["known"] == 0
        assert after.measures["known"] == after.measures["files"]


def test_a_file_that_changed_or_moved_is_scanned_again(tree: Path, kept: Path) -> None:
    scan_static(tree, kept=kept)
    scan_secrets(tree, kept)
    (tree / "app" / "main.py").write_text(SHELL, "utf-8")
    (tree / "README.md").rename(tree / "READ.md")
    assert scan_static(tree, kept=kept).refuses
    assert scan_secrets(tree, kept).measures["known"] == 0


def test_a_secret_that_is_excused_in_a_test_refuses_where_it_moves_to(tree: Path, kept: Path) -> None:
    write(tree, "tests/test_it.py", 'password = "correct-horse-battery"\n')
    assert scan_secrets(tree, kept).outcome is Outcome.PASSED
    (tree / "tests" / "test_it.py").rename(tree / "app" / "it.py")
    assert scan_secrets(tree, kept).refuses


def test_an_answer_that_cannot_be_read_is_asked_for_again(tree: Path, kept: Path) -> None:
    scan_static(tree, kept=kept)
    for place in kept.glob("*/*"):
        place.write_text("{", "utf-8")
    gate = scan_static(tree, kept=kept)
    assert gate.outcome is Outcome.PASSED
    assert gate.measures["known"] == 0
