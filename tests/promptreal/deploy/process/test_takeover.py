from __future__ import annotations

import http.client
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from promptreal.errors import AppUnhealthy
from tests.promptreal.deploy.process.conftest import Bench, ask, until, version_at


class Load:
    """Clients that ask without a pause, half of them on one connection, half on a new one for each request."""

    def __init__(self, url: str, clients: int) -> None:
        self.address = urlsplit(url).hostname, urlsplit(url).port
        self.over = threading.Event()
        self.failures: list[str] = []
        self.versions: Counter[str] = Counter()
        self.threads = [threading.Thread(target=self.client, args=(number % 2 == 0,)) for number in range(clients)]

    def __enter__(self) -> Load:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()

    def client(self, keep: bool) -> None:
        connection = self._connection()
        while not self.over.is_set():
            try:
                connection.request("GET", "/count")
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    self.failures.append(f"status {answer.status}")
                self.versions[answer.headers["X-App-Version"].partition("-")[0]] += 1
            except (OSError, http.client.HTTPException) as error:
                self.failures.append(repr(error))
            if not keep:
                connection.close()
                connection = self._connection()
        connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(*self.address, timeout=20)


def test_no_request_fails_while_versions_change_under_load(bench: Bench) -> None:
    with Load(bench.deploy(), clients=6) as load:
        for version in (2, 3, 4):
            bench.deploy(version, extra=f"v{version}")
            until(lambda version=version: load.versions[str(version)] > 300)

    assert load.failures == []
    assert set(load.versions) == {"1", "2", "3", "4"}
    assert sum(load.versions.values()) > 1000


@pytest.mark.slow
def test_a_version_that_fails_last_thing_costs_no_request_either(bench: Bench) -> None:
    with Load(bench.deploy(), clients=4) as load:
        with pytest.raises(AppUnhealthy):
            bench.deploy(2, claims="another")
        before = load.versions["1"]
        until(lambda: load.versions["1"] > before + 200)

    assert load.failures == []
    assert set(load.versions) <= {"1", "another"}


def test_an_answer_that_takes_long_is_finished_by_the_version_that_began_it(bench: Bench) -> None:
    url = bench.deploy()
    with ThreadPoolExecutor() as pool:
        slow = pool.submit(ask, url, "/slow?1.5")
        bench.deploy(2)
        assert version_at(url) == "2"
        assert slow.result() == '"done"'


@pytest.mark.slow
def test_the_version_before_shuts_down_in_good_order(bench: Bench) -> None:
    bench.deploy()
    bench.deploy(2)

    until(lambda: "shut down in good order" in bench.target.logs(bench.app, 100))
