"""Generated apps that run for as long as the gates are tried on them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import specs
from tests.promptreal.verify.running import running


@pytest.fixture(scope="session")
def analytics(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(specs.analytics(), tmp_path_factory.mktemp("analytics")) as url:
        yield url


@pytest.fixture(scope="session")
def bookings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(specs.bookings(), tmp_path_factory.mktemp("bookings")) as url:
        yield url


@pytest.fixture(scope="session")
def lending(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(specs.lending(), tmp_path_factory.mktemp("lending")) as url:
        yield url


@pytest.fixture(scope="session")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(specs.theatre(), tmp_path_factory.mktemp("theatre")) as url:
        yield url
