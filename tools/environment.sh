# Sourced by ./run and ./test with $root set. POSIX sh; works with macOS's old bash as well.
# Sets $python to this clone's interpreter, after making its environment when it is not there yet.

fitting() {
    "$1" -I -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null
}

find_python() {
    for candidate in ${PROMPTREAL_PYTHON:+"$PROMPTREAL_PYTHON"} \
        python3.13 python3.12 python3.11 python3.14 python3 python; do
        if command -v "$candidate" >/dev/null 2>&1 && fitting "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    if command -v uv >/dev/null 2>&1; then
        candidate=$(uv python find --no-project '>=3.11,<3.15' 2>/dev/null || :)
        if [ -n "$candidate" ] && fitting "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    fi
    printf '%s\n' "promptreal: error: Python 3.11 to 3.14 is needed, and none was found on PATH." \
        "  → Install one (Debian, Ubuntu: apt-get install python3 python3-venv; macOS: brew install python)," \
        "    or point PROMPTREAL_PYTHON to it." >&2
    return 1
}

# Another project's settings for Python must not decide what is imported here.
unset PYTHONPATH PYTHONHOME || :

ensure_environment() {
    found=$(find_python) || exit 1
    "$found" -I "$root/tools/environment.py" "$1" || exit $?
    python=$root/.venv/bin/python
}
