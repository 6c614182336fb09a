"""What uv is told of our environment and of pip's configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from promptreal.build.indexes import uv_environment


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def told(home: Path, **outer: str) -> dict[str, str]:
    environment = uv_environment({"HOME": str(home), "PIP_CONFIG_FILE": str(home / "pip.conf"), **outer})
    return {name: value for name, value in environment.items() if name.startswith(("UV_", "SSL_"))}


def test_pip_s_configuration_is_translated(home: Path) -> None:
    (home / "pip.conf").write_text(
        "[global]\nindex-url = https://index.example.org/simple\ncert = /etc/company.pem\n"
        "[install]\nfind-links =\n  /wheels\n  /more\ntrusted-host = index.example.org\n"
    )
    assert told(home) == {
        "UV_DEFAULT_INDEX": "https://index.example.org/simple",
        "UV_FIND_LINKS": "/wheels,/more",
        "UV_INSECURE_HOST": "index.example.org",
        "SSL_CERT_FILE": "/etc/company.pem",
    }


def test_pip_s_variables_are_over_its_files_and_uv_s_own_over_both(home: Path) -> None:
    (home / "pip.conf").write_text("[global]\nindex-url = https://file.example.org\ncert = /file.pem\n")
    assert (
        told(home, PIP_INDEX_URL="https://variable.example.org")["UV_DEFAULT_INDEX"] == "https://variable.example.org"
    )
    settled = told(home, UV_INDEX_URL="https://uv.example.org", SSL_CERT_FILE="/uv.pem")
    assert settled == {"UV_INDEX_URL": "https://uv.example.org", "SSL_CERT_FILE": "/uv.pem"}


def test_a_false_no_index_is_none(home: Path) -> None:
    (home / "pip.conf").write_text("[global]\ncert = /a.pem\n")
    assert told(home, PIP_NO_INDEX="0") == {"SSL_CERT_FILE": "/a.pem"}
    assert told(home, PIP_NO_INDEX="1")["UV_NO_INDEX"] == "1"


def test_a_broken_pip_file_counts_as_absent(home: Path) -> None:
    (home / "pip.conf").write_text("index-url without a section")
    assert "UV_DEFAULT_INDEX" not in told(home)


def test_only_what_it_needs_is_passed_on(home: Path) -> None:
    outer = {
        "HOME": str(home),
        "PATH": "/bin",
        "HTTPS_PROXY": "http://proxy",
        "AWS_SECRET_ACCESS_KEY": "x",
        "UV_PYTHON": "2",
    }
    environment = uv_environment({**outer, "PIP_CONFIG_FILE": "/dev/null", "UV_INDEX_COMPANY_PASSWORD": "p"})
    assert environment == {
        "HOME": str(home),
        "PATH": "/bin",
        "HTTPS_PROXY": "http://proxy",
        "UV_INDEX_COMPANY_PASSWORD": "p",
    }
