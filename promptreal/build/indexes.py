"""The environment that uv runs in: package index, proxy, certificates and cache, and nothing else of ours.

uv does not read pip's configuration. A person whose company has an index of its own has usually told pip about it, so
what pip knows is translated where uv itself was told nothing.
"""

from __future__ import annotations

import configparser
import sys
from collections.abc import Mapping
from pathlib import Path

# One text, so that it can be read; as a list it would be one name a line.
_KEPT = """
    PATH HOME TMPDIR LANG LC_ALL XDG_CACHE_HOME XDG_CONFIG_HOME XDG_CONFIG_DIRS XDG_DATA_HOME
    HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY http_proxy https_proxy all_proxy no_proxy
    SSL_CERT_FILE SSL_CERT_DIR SSL_CLIENT_CERT NETRC
    UV_CACHE_DIR UV_NO_CACHE UV_CONFIG_FILE UV_DEFAULT_INDEX UV_EXTRA_INDEX_URL UV_FIND_LINKS UV_NO_INDEX UV_OFFLINE
    UV_NATIVE_TLS UV_SYSTEM_CERTS UV_INSECURE_HOST UV_HTTP_TIMEOUT UV_HTTP_RETRIES UV_KEYRING_PROVIDER
    UV_LINK_MODE UV_CONCURRENT_DOWNLOADS UV_CONCURRENT_INSTALLS
""".split()  # noqa: SIM905
_PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
}
# Each of these has an older spelling that settles the same thing.
_ALSO_SETTLED_BY = {"UV_DEFAULT_INDEX": "UV_INDEX_URL", "UV_INDEX": "UV_EXTRA_INDEX_URL"}
_COMMA_SEPARATED = {"UV_FIND_LINKS"}


def uv_environment(outer: Mapping[str, str]) -> dict[str, str]:
    """The variables for uv, out of `outer` (our own environment) and pip's configuration."""
    environment = {name: outer[name] for name in _KEPT if name in outer}
    # UV_INDEX, UV_INDEX_URL and the credentials of named indexes, UV_INDEX_<NAME>_PASSWORD.
    environment |= {name: value for name, value in outer.items() if name.startswith("UV_INDEX")}
    for option, value in pip_options(outer).items():
        name = _PIP_TO_UV[option]
        if name not in environment and _ALSO_SETTLED_BY.get(name, name) not in environment:
            words = value.split()
            environment[name] = ("," if name in _COMMA_SEPARATED else " ").join(words)
    return environment


def pip_options(outer: Mapping[str, str]) -> dict[str, str]:
    """What pip was told about indexes and certificates: its files, the later over the earlier, then its variables."""
    found: dict[str, str] = {}
    for path in _pip_files(outer):
        parser = configparser.RawConfigParser()
        try:
            parser.read(path, encoding="utf-8")
        except (configparser.Error, OSError, UnicodeDecodeError):
            # pip says what is wrong with its own file; here it counts as absent, and the index is the default one.
            continue
        for section in ("global", "install"):
            for option in _PIP_TO_UV:
                value = parser.get(section, option, fallback="").strip()
                if value:
                    found[option] = value
    for option in _PIP_TO_UV:
        value = outer.get(f"PIP_{option.replace('-', '_').upper()}", "").strip()
        if value:
            found[option] = value
    if found.get("no-index", "").lower() in {"0", "false", "no", "off"}:
        del found["no-index"]
    return found


def _pip_files(outer: Mapping[str, str]) -> list[Path]:
    """Where pip looks, in its order: system, user, environment, and the file that PIP_CONFIG_FILE names."""
    named = outer.get("PIP_CONFIG_FILE", "")
    if named == "/dev/null":
        return []
    home = Path(outer.get("HOME", "/nonexistent"))
    files = [Path("/etc/xdg/pip/pip.conf"), Path("/etc/pip.conf")]
    if sys.platform == "darwin":
        files += [Path("/Library/Application Support/pip/pip.conf"), home / "Library/Application Support/pip/pip.conf"]
    config = Path(outer.get("XDG_CONFIG_HOME") or home / ".config")
    files += [home / ".pip" / "pip.conf", config / "pip" / "pip.conf", Path(sys.prefix) / "pip.conf"]
    return [*files, Path(named)] if named else files
