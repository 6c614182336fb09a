"""Read-only questions to a running version."""

from __future__ import annotations

import http.client
import threading
import time

PATIENCE = 30.0
"""Seconds that a started app may take to say that it is ready."""

ANSWER = 10.0
"""Seconds that one answer may take."""

PAUSE = 0.02
"""Seconds between two questions for readiness."""

VERSION_HEADER = "x-app-version"


class Probe:
    """Asks the app at an address."""

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port
        self._given_up = threading.Event()

    def give_up(self) -> None:
        """Makes a running `prove` end soon."""
        self._given_up.set()

    def prove(self, paths: list[str]) -> str:
        """Waits until the first path answers 200, then asks each other path once.

        Gives what is wrong in a few words, or "" when nothing is.
        """
        ready, *others = paths
        until = time.monotonic() + PATIENCE
        complaint = self.complaint(ready)
        while complaint and time.monotonic() < until and not self._given_up.wait(PAUSE):
            complaint = self.complaint(ready)
        for path in others:
            complaint = complaint or self.complaint(path)
        return complaint

    def complaint(self, path: str) -> str:
        """What is wrong with the answer, or ""."""
        try:
            status, _ = self.ask(path)
        except (OSError, http.client.HTTPException) as error:
            return f"does not answer {path}: {error}"
        return "" if 200 <= status < 400 else f"answers {path} with {status}"

    def version(self, path: str) -> str:
        """The `X-App-Version` that a new connection meets; what went wrong, when no good answer came."""
        try:
            status, version = self.ask(path)
        except (OSError, http.client.HTTPException) as error:
            return f"no answer ({error})"
        return version if status == 200 else f"status {status}"

    def ask(self, path: str) -> tuple[int, str]:
        """The status and the `X-App-Version` of the answer, on a connection of its own."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=ANSWER)
        try:
            connection.request("GET", path, headers={"Connection": "close", "User-Agent": "promptreal-probe"})
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.getheader(VERSION_HEADER, "")
        finally:
            connection.close()
