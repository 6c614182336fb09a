from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from promptreal.deploy.process.child import LOOPBACK, listen
from promptreal.deploy.process.logs import RotatedLog
from promptreal.deploy.process.plan import Places, make_revision
from promptreal.deploy.process.quota import Quota
from promptreal.deploy.process.serving import Serving
from tests.promptreal.deploy.process.conftest import Bench
from tests.promptreal.deploy.process.tiny import tiny_spec


def too_much(quota: Quota, data: Path) -> str:
    return asyncio.run(quota.exceeded(os.getpid(), data))


def test_memory_of_all_processes_counts(tmp_path: Path) -> None:
    assert "of memory, and may use 1 MiB" in too_much(Quota(memory=1024**2, every=0), tmp_path)


def test_data_counts_by_what_it_takes_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for number in range(4):
        (tmp_path / "folder" / str(number)).write_bytes(b"x" * 500_000)
    assert too_much(Quota(disk=1024**2, every=0), tmp_path) == "has more than 1 MiB of data"


def test_files_count_and_links_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to("/usr")
    for number in range(3):
        (tmp_path / str(number)).touch()
    assert too_much(Quota(files=3, every=0), tmp_path) == "has more than 3 files"
    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(Quota(files=4, every=0.001).exceeded(os.getpid(), tmp_path), 0.1))


def test_an_app_that_uses_too_much_is_ended_and_said_why(bench: Bench, tmp_path: Path) -> None:
    places = Places(data=tmp_path / "data", backups=tmp_path / "backups", rehearsal=tmp_path / "rehearsal")
    for place in (places.data, places.backups, places.rehearsal):
        place.mkdir()
    (places.data / "big").write_bytes(b"x" * 2_000_000)
    revision = make_revision(bench.image(tag="1"), tiny_spec(bench.app, 1), bench.sandbox, places)

    async def serve() -> Serving:
        log = RotatedLog(tmp_path / "app.log")
        with listen(LOOPBACK, 0) as public:
            quota = Quota(disk=1024**2, every=0.01)
            serving = Serving(revision, public, {"SECRET_KEY": "x"}, log, places.data, quota=quota)
            serving.launch()
            await serving.until(lambda: serving.restarts > 0)
            await serving.retire(1)
        log.close()
        return serving

    assert "has more than 1 MiB of data" in asyncio.run(serve()).detail
