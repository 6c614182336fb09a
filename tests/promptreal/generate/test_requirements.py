"""What an app needs beyond the others is in its requirements, and in nobody else's."""

from __future__ import annotations

from promptreal.generate.blueprint import BlueprintGenerator
from promptreal.generate.requirements import EXTRAS, LOCKS, WANTED, by_name, merged
from promptreal.spec import AppSpec
from tests.specs import analytics

BASE = "a==1 \\\n    --hash=sha256:00\nc==3 ; python_version < '3.12' \\\n    --hash=sha256:02\n"


def with_formats(*formats: str) -> AppSpec:
    spec = analytics()
    reports = tuple(one.model_copy(update={"formats": ("html", "csv", "json", *formats)}) for one in spec.reports)
    return spec.model_copy(update={"reports": reports})


def test_two_locks_become_one_in_the_order_of_names() -> None:
    extra = "B-b==2 \\\n    --hash=sha256:01\n    --hash=sha256:03\n"
    assert list(by_name(extra)) == ["b-b"]
    whole = merged(BASE, extra)
    assert [line.partition("==")[0] for line in whole.splitlines() if not line.startswith(" ")] == ["a", "B-b", "c"]
    assert whole.count("--hash") == 4


def test_what_is_in_both_stays_as_the_base_has_it() -> None:
    assert merged(BASE, "a==9 \\\n    --hash=sha256:09\n") == BASE


def test_an_app_has_the_libraries_of_the_files_that_it_makes() -> None:
    plain = BlueprintGenerator().generate(with_formats(), None).files
    files = BlueprintGenerator().generate(with_formats("pdf", "xlsx"), None).files
    assert {"app/report_pdf.py", "app/report_xlsx.py", "tests/test_report_files.py"} == files.keys() - plain.keys()
    for path in (WANTED, *LOCKS):
        assert b"fpdf2" in files[path]
        assert b"openpyxl" in files[path]
        assert b"fpdf2" not in plain[path]
    only = BlueprintGenerator().generate(with_formats("xlsx"), None).files
    assert "app/report_pdf.py" not in only
    assert b"fpdf2" not in only["requirements.txt"]


def test_the_locks_of_extras_hold_hashes_and_nothing_that_every_app_has() -> None:
    base = by_name((EXTRAS.parent / "layers" / "base" / "requirements-dev.txt").read_text())
    for wanted in EXTRAS.glob("*.in"):
        lock = wanted.with_suffix(".txt").read_text()
        entries = by_name(lock)
        assert not entries.keys() & base.keys()
        assert all("--hash=sha256:" in block for block in entries.values())
        assert "://" not in lock
