"""How long a generation takes, and what the orchestrator adds to it, measured in one run.

    python benchmarks/speed.py [--pairs N] [--prompt TEXT] [--keep]

A first app of the type fills the caches. Then, alternating, apps are made by a Dagster run in this process and by the
same domain calls made directly, so that both see the same machine; then by whole commands, start of Python included.
Then changes that touch code alone. Prints every measurement, the ratios and the targets; the exit code is 1 when a
target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from promptreal import apps, pipeline
from promptreal.artifact import Release
from promptreal.deadline import Deadline
from promptreal.pipeline import Generation
from promptreal.request import GenerationRequest, job_name, parse_request
from promptreal.settings import Settings, load_settings
from promptreal.workshop import Workshop

PROMPT = (
    "customer analytics with sales trends, demographics and product performance, filters for date range and product "
    "category, ivory background, forest green components"
)
COLOURS = ("lavender", "honeydew", "azure", "mint cream", "ivory", "linen", "seashell", "snow")
FIGURES = ("customers by city", "products by price", "sales by quantity", "sales by customer")
RATIO = 1.15
OVERHEAD_SECONDS = 2.0
WHOLE_SECONDS = 10.0
CHANGE_SECONDS = 5.0


@dataclass(frozen=True)
class Target:
    """One line of the result: what was measured, in which unit, and the most that it may be."""

    name: str
    value: float
    most: float
    unit: str

    @property
    def met(self) -> bool:
        """Whether it is within the target."""
        return self.value <= self.most


class Bench:
    """A home of its own, with apps that are gone afterwards."""

    def __init__(self, settings: Settings, prompt: str) -> None:
        self.settings = settings
        self.workshop = Workshop.open(settings)
        self.prompt = prompt
        self.made: list[str] = []

    def request(self, prompt: str = "", name: str = "") -> GenerationRequest:
        """A request for a new app, or for a change of `name`."""
        if not name:
            name = f"speed-{len(self.made) + 1}"
            self.made.append(name)
        return parse_request(prompt=prompt or self.prompt, app_name=name)[0]

    def by_dagster(self, request: GenerationRequest, *, change: bool = False) -> Release:
        """One generation as a Dagster run in this process."""
        from promptreal_dagster import launch  # noqa: PLC0415 (the direct calls must not pay for it)

        result = launch.generate(request, change, settings=self.settings)
        if result.error is not None or result.release is None:
            raise SystemExit(f"the generation failed in {result.phase}: {result.error}")
        return result.release

    def directly(self, request: GenerationRequest, *, change: bool = False) -> Release:
        """The same domain calls, made one after the other."""
        run_id = str(uuid4())
        if not change:
            apps.claim(self.workshop.store, request)
        generation = Generation(
            request=request, app=request.key, run_id=run_id, job_name=job_name(str(request.key), run_id), change=change
        )

        def deadline(phase: str) -> Deadline:
            return Deadline(phase, getattr(self.settings.timeouts, phase))

        def progress(_: str) -> None:
            """Says nothing."""

        shop = self.workshop
        spec = pipeline.make_spec(shop, generation, deadline("spec"), progress)
        tree = pipeline.make_source_tree(shop, generation, spec, deadline("source_tree"), progress)
        image = pipeline.make_image(shop, generation, tree, deadline("image"), progress)
        release = pipeline.make_deployment(shop, generation, spec, tree, image, deadline("deployment"), progress)
        pipeline.make_scaling(shop, release, progress)
        return release

    def by_command(self, *arguments: str) -> str:
        """One generation as a command of its own; its URL."""
        command = [sys.executable, "-P", "-m", "promptreal_dagster.cli", *arguments, "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{' '.join(arguments[:2])} failed:\n{done.stderr}")
        return str(json.loads(done.stdout)["deployment_url"])

    def cleanup(self) -> None:
        """Deletes the apps that were made."""
        for name in self.made:
            record = apps.record(self.workshop.store, parse_request(prompt="x", app_name=name)[0].key)
            if record is not None:
                self.workshop.target.delete(record.app)


def timed(what: str, make: Callable[[], Release | str]) -> tuple[float, Release | str]:
    """Seconds until the URL has answered, and what was made."""
    started = time.perf_counter()
    made = make()
    url = made.url if isinstance(made, Release) else made
    with urllib.request.urlopen(f"{url}/healthz", timeout=10) as answer:
        answer.read()
    seconds = time.perf_counter() - started
    print(f"  {what:<34} {seconds:6.2f} s", flush=True)
    return seconds, made


def measure_creation(bench: Bench, pairs: int) -> list[Target]:
    """New apps of a type whose caches are warm: by Dagster and directly in turn, then by command."""
    timed("first app of the type (cold)", lambda: bench.directly(bench.request()))
    timed("first Dagster run (imports)", lambda: bench.by_dagster(bench.request()))
    runs, direct = [], []
    for pair in range(pairs):
        ways = [(runs, "Dagster run", bench.by_dagster), (direct, "direct calls", bench.directly)]
        # Whoever comes second finds the machine warmer: take turns.
        for kept, what, make in ways if pair % 2 == 0 else ways[::-1]:
            kept.append(timed(what, lambda make=make: make(bench.request()))[0])
    commands = []
    for _ in range(pairs):
        request = bench.request()
        commands.append(
            timed("command", lambda name=request.app_name: bench.by_command("create", bench.prompt, "--name", name))[0]
        )
    run, domain, command = statistics.median(runs), statistics.median(direct), statistics.median(commands)
    return [
        Target("Dagster run ÷ direct calls", run / domain, RATIO, "×"),
        Target("Dagster run − direct calls", run - domain, OVERHEAD_SECONDS, "s"),
        Target("prompt → URL, Dagster run", run, WHOLE_SECONDS, "s"),
        Target("prompt → URL, whole command", command, WHOLE_SECONDS, "s"),
    ]


def measure_change(bench: Bench, pairs: int) -> list[Target]:
    """Changes that need neither a migration nor another environment: of how the app looks, and of what it does.

    Tests that hang on nothing that has changed are carried over; of a change of what the app does that are none.
    """
    first = bench.directly(bench.request())
    name, migration = first.app.name, first.image.migration
    looks = (f"make the background {colour}" for colour in COLOURS)
    charts = (f"add a chart of {figures}" for figures in FIGURES)
    taken: dict[str, list[float]] = {"looks": [], "looks, whole command": [], "doings": []}
    for _ in range(pairs):
        for kind, wishes in (("looks", looks), ("doings", charts)):
            wish = next(wishes)
            seconds, made = timed(
                f"change of {kind}, direct calls",
                lambda wish=wish: bench.directly(bench.request(wish, name), change=True),
            )
            if not isinstance(made, Release) or made.image.migration != migration:
                raise SystemExit("the change was not one of code alone; choose another prompt")
            if "environment" not in made.image.reused:
                raise SystemExit("the change needs another environment; choose another prompt")
            taken[kind].append(seconds)
        wish = next(looks)
        seconds, _ = timed("change of looks, whole command", lambda wish=wish: bench.by_command("change", name, wish))
        taken["looks, whole command"].append(seconds)
    return [
        Target(f"code-only change of {kind}", statistics.median(found), CHANGE_SECONDS, "s")
        for kind, found in taken.items()
    ]


def main() -> int:
    """Measures, prints, gives the exit code."""
    parser = argparse.ArgumentParser(description="How long a generation takes, and what the orchestrator adds.")
    parser.add_argument("--pairs", type=int, default=3, help="measurements of each kind (at most 4)")
    parser.add_argument("--prompt", default=PROMPT)
    parser.add_argument("--report", action="store_true", help="exit with 0 once everything is measured, met or not")
    parser.add_argument("--keep", action="store_true", help="keep the home folder, and print where it is")
    options = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="promptreal-speed-"))
    os.environ["PROMPTREAL_HOME"] = str(home)
    bench = Bench(load_settings(), options.prompt)
    pairs = max(1, min(options.pairs, len(COLOURS) // 2))
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}, {pairs} of each")
    try:
        results = [*measure_creation(bench, pairs), *measure_change(bench, pairs)]
    finally:
        bench.cleanup()
        if options.keep:
            print(f"kept {home}")
        else:
            shutil.rmtree(home, ignore_errors=True)
    print()
    for one in results:
        verdict = "ok" if one.met else "MISSED"
        print(f"{one.name:<30} {one.value:6.2f} {one.unit}   at most {one.most:g} {one.unit}   {verdict}")
    return 0 if options.report or all(one.met for one in results) else 1


if __name__ == "__main__":
    sys.exit(main())
