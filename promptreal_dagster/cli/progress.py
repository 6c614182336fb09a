"""A generation on the terminal, phase by phase, as it happens."""

from __future__ import annotations

from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self

from promptreal.spec import AppSpec
from promptreal_dagster.cli.facts import facts
from promptreal_dagster.cli.state import State, command_name

if TYPE_CHECKING:
    from promptreal_dagster.launch import Progress

PHASES = {
    "spec": "understanding the prompt",
    "source_tree": "writing the source, testing and scanning it",
    "image": "building",
    "deployment": "proving a candidate, rolling out",
    "hpa": "setting the scaling policy",
}


class Display:
    """Shows what a run tells; also learns the names that a failure's answer needs."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._open.enter_context(self._state.console.working())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def __call__(self, event: Progress) -> None:
        """Takes one thing that happened."""
        console = self._state.console
        if event.run_id:
            self._state.generation.update(run_id=event.run_id, job_name=event.job_name)
        match event.state, event.phase:
            case "started", "":
                console.say(f"run {event.run_id}, job {event.job_name}")
            case "started", phase:
                console.now(phase, PHASES.get(phase, "running"))
            case "working", phase:
                console.now(phase or "run", event.text)
            case "done", phase if phase:
                console.done(phase, event.seconds, facts(event.value) if event.value is not None else [])
                if isinstance(event.value, AppSpec):
                    self._understood(event.value)
            case "failed", phase if phase:
                console.failed(phase, event.seconds)

    def _understood(self, spec: AppSpec) -> None:
        console, understanding = self._state.console, spec.understanding
        if not understanding.readable:
            console.warn("the prompt could not be read as the description of an app; this is a modest one")
        where = f"`{command_name()} show {spec.app_name}` shows them all"
        console.items("understood", understanding.understood, where=where)
        console.items("assumed", understanding.assumed, where=where)
        console.items("left out", understanding.left_out, where=where)
