"""Do prompts become apps that run? Each of a file goes through the five steps, and a table says what came of it.

    python benchmarks/prompts.py PROMPTS.jsonl [--ids 000001,000003] [--coverage 0.5] [--verbose] [--keep]

A line of the file is an object with `id` and `prompt` (others are ignored). Each app is made from its prompt alone,
with no type given, in a home folder of its own; its own tests, the contract, the acceptance criteria and the live
probe decide. `nouns` is the part of the prompt's own nouns that the running app has as routes, fields, choices,
headings, links, labels and sample data; repeating the prompt's sentences counts for nothing. Exit code 1 when an app
is refused, or has less of its nouns than `--coverage`. Apps are deleted afterwards unless `--keep` is given.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from uuid import uuid4

from promptreal import apps, pipeline, surface
from promptreal.artifact import Release
from promptreal.deadline import Deadline
from promptreal.design.english.words import tagged
from promptreal.errors import PromptRealError
from promptreal.evidence import Evidence, Gate, VersionRefused
from promptreal.pipeline import Generation
from promptreal.request import job_name, parse_request
from promptreal.settings import load_settings
from promptreal.spec import AppSpec
from promptreal.verify.client import Client
from promptreal.workshop import Workshop

# Words of asking, not of what is asked for.
_ASKING = frozenset(
    """
    ability access app application attention backend background basis capability choice color colour component
    content control data design display dropdown element example feature function functionality functioning
    homepage information input interest interface layout level list management menu module navigation need
    number option order page part platform portal process program purpose range requirement section service set
    setting shade site software solution style system task theme thing tool type ui use user variety view way
    web webpage website
    """.split()  # noqa: SIM905 (a list of words is read as text)
)
_ABOUT_LOOKS = re.compile(r"\bbackground\b|\bcolou?rs?\b", re.IGNORECASE)
_STRUCTURE = frozenset({"h1", "h2", "h3", "h4", "a", "button", "th", "label", "legend", "option", "dt", "title"})
_ECHO = 5


@dataclass
class Outcome:
    """What came of one prompt."""

    id: str
    prompt: str
    spec: AppSpec | None = None
    release: Release | None = None
    evidence: Evidence = field(default_factory=Evidence)
    error: str = ""
    nouns: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    seconds: float = 0.0

    @property
    def looks(self) -> tuple[str, ...]:
        """The names of the app's colours."""
        style = self.spec.style if self.spec else None
        return (style.background.name.lower(), style.component.name.lower()) if style else ()

    @property
    def coverage(self) -> float:
        """The part of the prompt's nouns that the app has."""
        return 1 - len(self.missing) / len(self.nouns) if self.nouns else 1.0

    def gate(self, name: str) -> Gate | None:
        """The gate of that name, if it was made."""
        return next((gate for gate in self.evidence.gates if gate.name == name), None)


def main() -> int:
    """Runs the prompts, prints the table; the exit code."""
    options = _options()
    rows = [json.loads(line) for line in options.prompts.read_text("utf-8").splitlines() if line.strip()]
    wanted = set(options.ids.split(",")) if options.ids else {str(row["id"]) for row in rows}
    home = Path(tempfile.mkdtemp(prefix="promptreal-prompts-"))
    os.environ["PROMPTREAL_HOME"] = str(home)
    workshop = Workshop.open(load_settings())
    _say("id", "type", "entities", "tests", "contract", "acceptance", "nouns", "seconds", "")
    outcomes = []
    try:
        for row in rows:
            if str(row["id"]) not in wanted:
                continue
            outcome = run(workshop, str(row["id"]), row["prompt"])
            outcomes.append(outcome)
            report(outcome, options.coverage, verbose=options.verbose)
            if not options.keep and outcome.release is not None:
                workshop.target.delete(outcome.release.app)
    finally:
        if options.keep:
            print(f"kept {home}")
        else:
            for record in apps.all_apps(workshop.store):
                workshop.target.delete(record.app)
            shutil.rmtree(home, ignore_errors=True)
    good = [one for one in outcomes if is_good(one, options.coverage)]
    print(f"\n{len(good)} of {len(outcomes)} prompts became apps that hold what they promise")
    return 0 if outcomes and len(good) == len(outcomes) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prompts", type=Path, help="a file of JSON lines")
    parser.add_argument("--ids", default="", help="only these, with commas")
    parser.add_argument("--coverage", type=float, default=0.5, help="the part of its nouns that an app must have")
    parser.add_argument("--verbose", action="store_true", help="also say which nouns are missing")
    parser.add_argument("--keep", action="store_true", help="leave the apps running, and their home folder in place")
    return parser.parse_args()


def run(workshop: Workshop, identifier: str, prompt: str) -> Outcome:
    """One prompt through the five steps."""
    outcome = Outcome(id=identifier, prompt=prompt)
    started = time.monotonic()
    try:
        _generate(workshop, outcome)
    except VersionRefused as refused:
        outcome.evidence, outcome.error = refused.evidence, refused.message
    except PromptRealError as error:
        outcome.error = f"{type(error).__name__}: {error.message}"
    outcome.seconds = time.monotonic() - started
    if outcome.release is not None:
        outcome.nouns = frozenset(nouns_of(prompt, outcome.looks))
        outcome.missing = outcome.nouns - words_of(outcome.release.url, prompt)
    return outcome


def _generate(workshop: Workshop, outcome: Outcome) -> None:
    request, _ = parse_request(prompt=outcome.prompt, app_name=f"prompt-{outcome.id}")
    run_id = str(uuid4())
    name = job_name(request.app_name, run_id)
    generation = Generation(request=request, app=request.key, run_id=run_id, job_name=name)
    apps.claim(workshop.store, request)

    def deadline(phase: str) -> Deadline:
        return Deadline(phase, getattr(workshop.settings.timeouts, phase))

    def progress(_: str) -> None:
        """The table says enough."""

    outcome.spec = pipeline.make_spec(workshop, generation, deadline("spec"), progress)
    tree = pipeline.make_source_tree(workshop, generation, outcome.spec, deadline("source_tree"), progress)
    image = pipeline.make_image(workshop, generation, tree, deadline("image"), progress)
    outcome.release = pipeline.make_deployment(
        workshop, generation, outcome.spec, tree, image, deadline("deployment"), progress
    )
    outcome.evidence = outcome.release.evidence
    pipeline.make_scaling(workshop, outcome.release, progress)


def is_good(outcome: Outcome, coverage: float) -> bool:
    """Whether the app was released and has enough of what its prompt names."""
    return outcome.release is not None and outcome.coverage >= coverage


def report(outcome: Outcome, coverage: float, *, verbose: bool) -> None:
    """One line of the table, and what is wrong under it."""
    tests, contract, acceptance = (outcome.gate(name) for name in ("generated-tests", "contract", "acceptance"))
    _say(
        outcome.id,
        outcome.spec.app_type if outcome.spec else "-",
        str(len(outcome.spec.entities)) if outcome.spec else "-",
        _part(tests, "passed", "tests"),
        _part(contract, "", "checks"),
        _part(acceptance, "passed", "criteria"),
        f"{outcome.coverage:.0%}" if outcome.release else "-",
        f"{outcome.seconds:.1f}",
        "" if is_good(outcome, coverage) else "FAILED",
    )
    if outcome.error:
        print(f"    {outcome.error}")
        for gate in outcome.evidence.refusals:
            failed = [line for line in gate.details if not line.endswith(": passed")]
            print("\n".join(f"      {line[:300]}" for line in failed[:8]))
    if outcome.missing and (verbose or outcome.coverage < coverage):
        print(f"    missing: {', '.join(sorted(outcome.missing))}")


def _part(gate: Gate | None, passed: str, of: str) -> str:
    if gate is None:
        return "-"
    total = gate.measures.get(of, 0)
    held = gate.measures[passed] if passed in gate.measures else total - gate.measures.get("failed", 0)
    return f"{held:.0f}/{total:.0f}"


def _say(*cells: str) -> None:
    widths = (12, 17, 8, 9, 10, 10, 6, 8, 0)
    print("".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip(), flush=True)


def nouns_of(prompt: str, looks: tuple[str, ...] = ()) -> Iterator[str]:
    """The nouns that say what is asked for, in their base form, without those of asking and of looks.

    `looks` are the names of the app's colours: a sentence with one of them is about looks.
    """
    for sentence in re.split(r"(?<=[.!?])\s+", prompt):
        if _ABOUT_LOOKS.search(sentence) or any(colour in sentence.lower() for colour in looks):
            continue
        for word in tagged(sentence):
            base = base_form(word.text)
            if word.tag in {"NN", "NNS"} and len(base) > 2 and base.isalpha() and base not in _ASKING:
                yield base


def base_form(word: str) -> str:
    """A word in lower case and singular."""
    import simplemma  # noqa: PLC0415 (loads a dictionary)

    return str(simplemma.lemmatize(word.lower(), lang="en")).lower()


def words_of(url: str, prompt: str) -> set[str]:
    """The words of the running app, in their base form: its API's names and data, and the structure of its pages."""
    found: set[str] = set()
    with Client(url, Deadline("deployment", 120)) as client:
        document = client.send("GET", surface.OPENAPI).document()
        texts = list(_names(document.get("paths", {}), document.get("components", {}).get("schemas", {})))
        collections = [path for path in document.get("paths", {}) if re.fullmatch(r"/api/[a-z0-9-]+", path)]
        for path in collections:
            answer = client.send("GET", path, query={"page_size": "50"}).document()
            texts += [str(value) for item in answer.get("items", []) for value in item.values()]
        home = Structure(client.send("GET", "/").text)
        texts += home.texts
        for link in sorted({one for one in home.links if re.fullmatch(r"/[a-z0-9/-]*", one)}):
            texts += Structure(client.send("GET", link).text).texts
    for text in texts:
        found |= {base_form(word) for word in re.findall(r"[A-Za-z]+", without_echo(text, prompt))}
    return found


def _names(paths: dict[str, Any], schemas: dict[str, Any]) -> Iterator[str]:
    """The routes, and the fields and choices of the API's own values."""
    yield from paths
    for name, schema in schemas.items():
        yield re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
        for key, value in schema.get("properties", {}).items():
            yield key
            yield from (str(one) for one in value.get("enum", ()))
        yield from (str(one) for one in schema.get("enum", ()))


def without_echo(text: str, prompt: str) -> str:
    """The text without any run of words that stands in the prompt as well."""
    said = " ".join(re.findall(r"\w+", prompt.lower()))
    words = re.findall(r"\w+", text)
    kept = list(words)
    for start in range(len(words) - _ECHO + 1):
        if " ".join(words[start : start + _ECHO]).lower() in said:
            kept[start : start + _ECHO] = [""] * _ECHO
    return " ".join(kept)


class Structure(HTMLParser):
    """The texts of a page that give it its structure, and its links; running text is left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens a tag."""
        if tag in _STRUCTURE:
            self._open.append(tag)
        if tag == "a":
            self.links += [value for name, value in attrs if name == "href" and value]

    def handle_endtag(self, tag: str) -> None:
        """Closes it."""
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        """Keeps the text inside one."""
        if self._open and data.strip():
            self.texts.append(data.strip())


if __name__ == "__main__":
    sys.exit(main())
