from __future__ import annotations

import asyncio
import signal
from pathlib import Path

from promptreal import surface
from promptreal.deploy.process.child import LOOPBACK, listen
from promptreal.deploy.process.liveness import HEALTH, Liveness
from promptreal.deploy.process.logs import RotatedLog
from promptreal.deploy.process.plan import Places, make_revision
from promptreal.deploy.process.serving import Serving
from promptreal.sandbox.inside import signal_command
from tests.promptreal.deploy.process.conftest import Bench, version_at
from tests.promptreal.deploy.process.tiny import tiny_spec

QUICK = Liveness(every=0.02, answer=0.5, misses=2)


async def answering(*statuses: str) -> tuple[asyncio.Server, int, list[int]]:
    """A server that answers with these, one after the other and the last one for ever; an empty one answers nothing."""
    left, asked = list(statuses), []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            asked.append(1)
            status = left.pop(0) if len(left) > 1 else left[0]
            if status:
                writer.write(f"HTTP/1.1 {status} x\r\n\r\n".encode())
            else:
                await reader.read()
        finally:
            writer.transport.abort()

    server = await asyncio.start_server(answer, LOOPBACK, 0)
    return server, server.sockets[0].getsockname()[1], asked


def what_is_wrong(liveness: Liveness, *statuses: str) -> tuple[str, int]:
    async def ask() -> tuple[str, int]:
        server, port, asked = await answering(*statuses)
        async with server:
            return await liveness.lost(LOOPBACK, port), len(asked)

    return asyncio.run(ask())


def test_it_asks_where_every_app_says_that_it_lives() -> None:
    assert HEALTH == surface.HEALTH


def test_an_app_that_answers_nothing_or_errors_is_lost_after_that_many_times_in_a_row() -> None:
    assert what_is_wrong(QUICK, "503") == ("answered /healthz with 503 (2 times in a row)", 2)
    assert "within 0.5 seconds" in what_is_wrong(QUICK, "")[0]
    assert what_is_wrong(QUICK, "nonsense")[1] == 2


def test_a_single_answer_that_is_owed_is_forgiven() -> None:
    assert what_is_wrong(QUICK, "500", "200", "500", "200", "500")[1] == 6


def test_an_app_that_nobody_listens_for_is_lost() -> None:
    with listen(LOOPBACK, 0) as gone:
        port = gone.getsockname()[1]
    assert "did not answer" in asyncio.run(QUICK.lost(LOOPBACK, port))


def test_an_app_that_hangs_is_killed_and_started_again(bench: Bench, tmp_path: Path) -> None:
    places = Places(data=tmp_path / "data", backups=tmp_path / "backups", rehearsal=tmp_path / "rehearsal")
    for place in (places.data, places.backups, places.rehearsal):
        place.mkdir()
    revision = make_revision(bench.image(tag="1"), tiny_spec(bench.app, 1), bench.sandbox, places)

    async def hang_once() -> Serving:
        log = RotatedLog(tmp_path / "app.log")
        with listen(LOOPBACK, 0) as public:
            serving = Serving(revision, public, {"SECRET_KEY": "x"}, log, places.data, QUICK)
            serving.launch()
            try:
                await serving.settled()
                assert serving.process is not None, serving.detail
                first = serving.process.pid
                assert signal_command(first, signal.SIGSTOP)
                await serving.until(lambda: serving.restarts > 0 and serving.status == "running")
                url = f"http://{LOOPBACK}:{public.getsockname()[1]}"
                assert await asyncio.to_thread(version_at, url) == "1"
                assert serving.process is not None and serving.process.pid != first
            finally:
                await serving.retire(1)
        log.close()
        return serving

    serving = asyncio.run(hang_once())
    assert serving.restarts == 1
    assert "did not answer /healthz within" in serving.detail
    assert "was killed: it did not answer /healthz" in (tmp_path / "app.log").read_text()
