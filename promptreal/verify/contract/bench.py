"""What every contract check works with: the app, its spec, who visits, and where findings go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from pydantic import JsonValue

from promptreal.design.criteria.scene import NOTHING, Made, Overrides, Scene
from promptreal.spec import AppSpec, Entity
from promptreal.verify.client import Answer, Client, Visitor
from promptreal.verify.contract.findings import Findings
from promptreal.verify.expectations import fill_value
from promptreal.verify.steps import Run

# Clear of the numbers that the acceptance criteria use.
_FIRST_NUMBER = 50_000


@dataclass(frozen=True)
class Record:
    """A record that was made: its id, what was sent, and its marker (see `design.things.examples`)."""

    entity: Entity
    id: str
    values: Mapping[str, JsonValue]
    made: Made


@dataclass
class Bench:
    """One run of the contract tests."""

    client: Client
    spec: AppSpec
    findings: Findings
    visitors: dict[str, Visitor]
    numbers: Iterator[int] = field(default_factory=lambda: count(_FIRST_NUMBER))

    @property
    def pages(self) -> bool:
        """Whether the app has pages."""
        return self.spec.app_type != "rest-api"

    @property
    def visitor(self) -> Visitor:
        """Who is signed in, where the app has accounts."""
        return self.visitors["first"]

    def get(self, path: str, **query: str) -> Answer:
        """A GET by the signed-in visitor."""
        return self.client.send("GET", path, visitor=self.visitor, query=query)

    def send(self, method: str, path: str, body: JsonValue = None) -> Answer:
        """A request with a JSON body by the signed-in visitor."""
        return self.client.send(method, path, visitor=self.visitor, body=body)

    def make(
        self, entity: Entity, overrides: Overrides = NOTHING, *, group: int = 0, area: str = "records"
    ) -> Record | None:
        """Makes a record and what it refers to; None, with a finding, when the app does not let it."""
        scene = Scene(spec=self.spec, numbers=self.numbers)
        made = scene.create(entity, "made", overrides, group=group)
        run = Run(client=self.client, visitors=dict(self.visitors))
        for step in scene.steps:
            reason = run.failure(step)
            if reason:
                self.findings.expect(False, area, reason)
                return None
        values = {name: fill_value(value, run.saved) for name, value in made.values.items()}
        return Record(entity=entity, id=str(run.saved["made"]), values=values, made=made)
