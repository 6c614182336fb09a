"""Runs one version of a generated app, inside its sandbox and under its own Python.

This file stands alone: it is mounted read-only into the sandbox and imports nothing but the standard library and the
app's own uvicorn. Standard input is a Unix socket to whoever started it, with one JSON object on each line:

    → {"expect": [...]}       optional, before all else: import these libraries while it is being decided whether and
                              with what settings the app will run; nothing of the app is touched
    → {"environment": {...}}  with the private listening socket, in mode `serve`
    ← {"event": "loaded"}     the app is imported
    → {"do": "serve"}         run the app's startup and listen on the private socket
    ← {"event": "ready"}
    → {"do": "accept"}        with the public listening socket: take requests from it
    ← {"event": "accepting"}
    → {"do": "pause"}         take no more; what is open is answered, and closed behind its next answer
    ← {"event": "paused"}
    → {"do": "exit", "grace": seconds}   pause, wait for what is open, end

When the other end goes away, this process ends at once: no version outlives its supervisor. A socket that another
network namespace opened goes on working here, which is how an app without any network still serves.

Other modes: `migrate` runs `python -m app migrate`; `copy SOURCE TARGET…` copies a SQLite database that may be in
use, and `restore SOURCE TARGET` writes such a copy back.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import importlib
import json
import os
import runpy
import shutil
import socket
import sqlite3
import sys
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

if TYPE_CHECKING:
    import uvicorn

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

KEEP_ALIVE = 15
"""Seconds that an idle connection is kept open."""

LAST_ANSWERS = 5
"""Seconds that requests still have for their answers once the grace is over."""

STARTUP_FAILED = 3

LESS_URGENT = 10
"""The niceness of what may turn out not to be needed."""


class Control:
    """The socket to the process that started this one."""

    def __init__(self) -> None:
        self._socket = socket.socket(fileno=os.dup(0))
        # The app must not find the socket where it may look for typed input.
        empty = os.open(os.devnull, os.O_RDONLY)
        os.dup2(empty, 0)
        os.close(empty)

    def receive(self) -> tuple[list[Message], socket.socket | None]:
        """The next messages, and the socket that came with them; ends this process when the other end is gone."""
        content, descriptors, _, _ = socket.recv_fds(self._socket, 65536, 1)
        while content and not content.endswith(b"\n"):
            content += self._socket.recv(65536) or os._exit(0)
        if not content:
            os._exit(0)
        received = socket.socket(fileno=descriptors[0]) if descriptors else None
        return [json.loads(line) for line in content.splitlines()], received

    def tell(self, event: str) -> None:
        """Sends an event."""
        with contextlib.suppress(OSError):
            self._socket.sendall(json.dumps({"event": event}).encode() + b"\n")

    def watch(self, handle: Callable[[Message, socket.socket | None], object]) -> None:
        """Calls `handle(message, socket)` for every message, from a thread that no busy app can hold up."""

        def loop() -> None:
            while True:
                messages, received = self.receive()
                for message in messages:
                    handle(message, received)

        threading.Thread(target=loop, name="control", daemon=True).start()


class Front:
    """The app as uvicorn calls it: with its startup's state, and closing connections while it is paused."""

    def __init__(self, app: Application) -> None:
        self.app = app
        self.paused = False
        self.state: Message = {}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answers one request, or runs the startup and shutdown."""
        if scope["type"] == "lifespan":
            self.state = scope["state"]
            await self.app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if self.paused and message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), (b"connection", b"close")]}
            await send(message)

        await self.app({**scope, "state": dict(self.state)}, receive, answer)


def make_server(front: Front, lifespan: Literal["auto", "off"], started: Callable[[], None]) -> uvicorn.Server:
    """A uvicorn server that leaves signals alone and calls `started` once it listens."""
    import uvicorn  # noqa: PLC0415 (the other modes do without)

    class Server(uvicorn.Server):
        def capture_signals(self) -> contextlib.AbstractContextManager[None]:  # type: ignore[override]
            return contextlib.nullcontext()

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            if self.started:
                started()

    return Server(
        uvicorn.Config(
            front,
            lifespan=lifespan,
            loop="asyncio",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=KEEP_ALIVE,
            timeout_graceful_shutdown=LAST_ANSWERS,
        )
    )


class Service:
    """One version being served: on the private socket for its supervisor, on the public one for everybody."""

    def __init__(self, control: Control, private: socket.socket) -> None:
        self.control = control
        self.private = private
        self.servers: list[uvicorn.Server] = []
        self.public: uvicorn.Server | None = None
        self.tasks: set[asyncio.Task[None]] = set()
        self.messages: asyncio.Queue[tuple[Message, socket.socket | None]] = asyncio.Queue()

    async def run(self) -> None:
        """Serves until told to end."""
        loop = asyncio.get_running_loop()
        self.control.watch(lambda *message: loop.call_soon_threadsafe(self.messages.put_nowait, message))
        front = Front(imported())
        self.control.tell("loaded")
        while True:
            message, received = await self.messages.get()
            match message["do"]:
                case "serve":
                    # "auto": a startup may be missing, but must not fail when it is there.
                    self.start(front, "auto", self.private, "ready")
                case "accept" if received is not None:
                    front.paused = False
                    self.public = self.start(front, "off", received, "accepting")
                case "pause":
                    front.paused = True
                    await self.pause()
                    self.control.tell("paused")
                case "exit":
                    front.paused = True
                    await self.end(float(message["grace"]))
                    return

    def start(
        self, front: Front, lifespan: Literal["auto", "off"], listener: socket.socket, event: str
    ) -> uvicorn.Server:
        """Starts a server on a listening socket; tells `event` when it takes requests."""
        server = make_server(front, lifespan, lambda: self.control.tell(event))
        self.servers.append(server)
        self.tasks.add(asyncio.get_running_loop().create_task(server.serve(sockets=[listener])))
        return server

    async def pause(self) -> None:
        """Takes no more connections; the listening socket lives on in the supervisor."""
        if self.public is None:
            return
        listeners, self.public = self.public.servers, None
        for listener in listeners:
            for one in listener.sockets:
                asyncio.get_running_loop().remove_reader(one.fileno())
        # asyncio drops a connection that it has accepted but not yet set up when the server is closed: a request
        # that nobody would ever answer. Setting up takes it two rounds.
        for _ in range(5):
            await asyncio.sleep(0)
        for listener in listeners:
            listener.close()

    async def end(self, grace: float) -> None:
        """Ends once what is open is answered, or after `grace` seconds."""
        await self.pause()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self.closed(), grace)
        for server in self.servers:
            server.should_exit = True
        await asyncio.gather(*self.tasks)

    async def closed(self) -> None:
        """Returns when no public connection is open."""
        while any(server.server_state.connections for server in self.servers[1:]):
            await asyncio.sleep(0.05)


def import_libraries(names: list[str]) -> None:
    """Imports those of the libraries that the app's environment has, while the app's own folder is not importable.

    A library that cannot be imported is left to the app, which may do without it, or fails with a reason that is kept.
    """

    def work() -> None:
        # Whoever decides meanwhile needs the processor more. The main thread stays as it is.
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LESS_URGENT)
        for name in names:
            with contextlib.suppress(Exception):
                importlib.import_module(name)

    gc.disable()
    thread = threading.Thread(target=work, name="libraries")
    thread.start()
    thread.join()


def imported() -> Application:
    """The app, imported. What it is made of stays, so it is kept out of every search for garbage from the first on."""
    gc.disable()
    app: Application = importlib.import_module("app.main").app
    gc.freeze()
    gc.enable()
    return app


def serve(control: Control, private: socket.socket) -> None:
    """Serves `app.main:app` until told to end."""
    asyncio.run(Service(control, private).run())


def migrate(control: Control) -> None:
    """Runs the app's own migration command."""
    control.watch(lambda *_: None)
    sys.argv = ["app", "migrate"]
    gc.disable()  # it ends before garbage could add up
    runpy.run_module("app", run_name="__main__", alter_sys=True)


def copy(source: str, *targets: str) -> None:
    """Copies a database as it is at one moment; a target appears whole or not at all, and replaces what was there."""
    first, *others = map(Path, targets)
    part = first.with_name(f"{first.name}.part")
    part.unlink(missing_ok=True)
    with (
        contextlib.closing(sqlite3.connect(f"file:{quote(source)}?mode=rw", uri=True, timeout=30)) as origin,
        contextlib.closing(sqlite3.connect(part)) as destination,
    ):
        origin.backup(destination)
    part.replace(first)
    for other in others:
        shutil.copyfile(first, other)


def restore(source: str, target: str) -> None:
    """Writes a copy's content back into the database at `target`, under SQLite's own locks."""
    with (
        contextlib.closing(sqlite3.connect(f"file:{quote(source)}?mode=ro", uri=True)) as origin,
        contextlib.closing(sqlite3.connect(target, timeout=30)) as destination,
    ):
        origin.backup(destination)


def main(arguments: list[str]) -> None:
    """Runs in the mode that the arguments name."""
    mode, *rest = arguments
    if mode == "copy":
        copy(*rest)
        return
    if mode == "restore":
        restore(*rest)
        return
    control = Control()
    messages, private = control.receive()
    if "expect" in messages[0]:
        import_libraries(messages.pop(0)["expect"])
        if not messages:
            messages, private = control.receive()
    message = messages[0]
    os.environ.update(message["environment"])
    sys.path.insert(0, str(Path.cwd()))
    if mode == "migrate":
        migrate(control)
    elif private is not None:
        serve(control, private)


if __name__ == "__main__":
    main(sys.argv[1:])
