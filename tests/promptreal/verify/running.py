"""A generated app, running; and a liar in front of it, so that gates can be shown an app that is wrong in one thing."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from promptreal.design.criteria import compile_criteria
from promptreal.generate.blueprint import BlueprintGenerator
from promptreal.spec import AppSpec

# One app serves many tests, so each works with values of its own.
_FIRST_NUMBERS = count(4_000, 997)


def complete(spec: AppSpec) -> AppSpec:
    """The spec with its acceptance criteria compiled."""
    return spec.model_copy(update={"criteria": compile_criteria(spec, next(_FIRST_NUMBERS))})


def only(spec: AppSpec, *parts: str) -> AppSpec:
    """The spec with the criteria of these parts alone."""
    chosen = tuple(one for one in complete(spec).criteria if one.part in parts)
    assert {one.part for one in chosen} == set(parts)
    return spec.model_copy(update={"criteria": chosen})


# The socket keeps its own family, so that small answers are sent without delay.
_SERVE = """
import socket, sys, uvicorn
listener = socket.socket(fileno=int(sys.argv[1]))
uvicorn.Server(uvicorn.Config("app.main:app", log_config=None, access_log=False)).run(sockets=[listener])
"""


@contextmanager
def running(spec: AppSpec, folder: Path) -> Iterator[str]:
    """The app of the spec, generated into `folder`, with its sample data, answering at the URL."""
    for name, content in BlueprintGenerator().generate(spec, None).files.items():
        path = folder / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": f"sqlite:///{folder}/app.db",
        "SECRET_KEY": "a key for a test, and for nothing else",
        "APP_VERSION": "7",
        "LOG_LEVEL": "warning",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "app"]
    subprocess.run([*command, "migrate"], cwd=folder / "source", env=environment, check=True, capture_output=True)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        # From here on a connection waits until the app takes it: there is nothing to poll for.
        listener.listen(128)
        port = listener.getsockname()[1]
        descriptor = listener.fileno()
        process = subprocess.Popen(
            [sys.executable, "-c", _SERVE, str(descriptor)],
            cwd=folder / "source",
            env=environment,
            pass_fds=[descriptor],
            stdout=subprocess.DEVNULL,
        )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


@dataclass
class Reply:
    """What the app answered, for a liar to change."""

    method: str
    path: str
    query: dict[str, str]
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    def say(self, document: object) -> None:
        """Puts another document in its place."""
        self.body = json.dumps(document).encode()


Lie = Callable[[Reply], None]
Deafness = Callable[[str, dict[str, str]], dict[str, str]]


@contextmanager
def lying(url: str, *, lie: Lie = lambda reply: None, deaf: Deafness = lambda path, query: query) -> Iterator[str]:
    """A server before the app at `url` that changes its answers, or what it is asked (`deaf` gives the query)."""
    app = urlsplit(url).netloc

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def answer(self) -> None:
            path, _, asked = self.path.partition("?")
            pairs = parse_qsl(asked, keep_blank_values=True)
            query = dict(pairs)
            heard = deaf(path, dict(query))
            target = self.path if heard == query else f"{path}?{urlencode(heard)}"
            length = int(self.headers.get("Content-Length", 0))
            connection = http.client.HTTPConnection(app, timeout=30)
            connection.request(self.command, target, self.rfile.read(length) if length else None, dict(self.headers))
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            reply = Reply(self.command, path, query, response.status, headers, response.read())
            connection.close()
            lie(reply)
            self.send_response_only(reply.status)
            for name, value in reply.headers.items():
                if name not in {"content-length", "transfer-encoding", "connection"}:
                    self.send_header(name, value)
            self.send_header("content-length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = answer  # noqa: N815

        def log_message(self, *args: object) -> None:
            """Keeps the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
