"""Visits to an app are bounded, stay on this machine, and act as a browser on the app's own pages would."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from promptreal.deadline import Deadline
from promptreal.errors import AppUnhealthy, InvalidRequest, PhaseTimeout
from promptreal.verify.client import MAX_BODY, Client, Visitor


class Odd(BaseHTTPRequestHandler):
    """Answers with what it was asked, or misbehaves."""

    def do_GET(self) -> None:
        if self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            for _ in range(MAX_BODY // 65_536 + 2):
                self.wfile.write(b"x" * 65_536)
            return
        if self.path == "/closed":
            self.close_connection = True
            return
        self.send_response(302 if self.path == "/moved" else 200)
        if self.path == "/moved":
            self.send_header("Location", "http://elsewhere.example/")
        if self.path == "/cookie":
            self.send_header("Set-Cookie", "session=abc; Path=/; HttpOnly")
        self.send_header("Content-Type", "text/plain; charset=no-such-set" if self.path == "/charset" else "text/plain")
        self.end_headers()
        self.wfile.write(f"{self.headers.get('Origin')} {self.headers.get('Cookie')}".encode())

    do_POST = do_GET  # noqa: N815

    def log_message(self, *args: object) -> None:
        """Keeps the test's output clean."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def client(url: str) -> Iterator[Client]:
    with Client(url, Deadline("deployment", 30)) as one:
        yield one


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com",
        "https://127.0.0.1:8000",
        "http://10.0.0.1:8000",
        "http://127.0.0.1@example.com/",
        "file:///etc/passwd",
        "127.0.0.1",
    ],
)
def test_an_address_elsewhere_is_refused(address: str) -> None:
    with pytest.raises(InvalidRequest):
        Client(address, Deadline("deployment", 5))


def test_only_what_changes_something_carries_the_origin(client: Client, url: str) -> None:
    assert client.send("GET", "/").text.startswith("None ")
    assert client.send("POST", "/", form={}).text.startswith(f"{url} ")


def test_cookies_belong_to_one_visitor(client: Client) -> None:
    one, other = Visitor(), Visitor()
    client.send("GET", "/cookie", visitor=one)
    assert client.send("GET", "/", visitor=one).text.endswith("session=abc")
    assert client.send("GET", "/", visitor=other).text.endswith("None")
    assert client.send("GET", "/").text.endswith("None")


def test_redirects_are_not_followed(client: Client) -> None:
    answer = client.send("GET", "/moved")
    assert answer.status == 302
    assert answer.headers["location"] == "http://elsewhere.example/"


@pytest.mark.parametrize("path", ["/endless", "/closed", "/charset"])
def test_an_answer_that_cannot_be_used_is_an_error(client: Client, path: str) -> None:
    with pytest.raises(AppUnhealthy, match=path):
        client.send("GET", path)


def test_nobody_there_is_an_error(url: str) -> None:
    with Client("http://127.0.0.1:9", Deadline("deployment", 5)) as client, pytest.raises(AppUnhealthy):
        client.send("GET", "/")


def test_a_deadline_that_is_over_ends_it(url: str) -> None:
    deadline = Deadline("deployment", 0)
    with Client(url, deadline) as client, pytest.raises(PhaseTimeout):
        client.send("GET", "/")
