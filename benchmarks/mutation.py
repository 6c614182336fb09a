"""Are a generated app's own tests worth something? Faults are put into the app, and its tests must notice.

    python benchmarks/mutation.py [--prompt TEXT] [--type TYPE] [--spec FILE] [--mutants N] [--seed N] [--jobs N]

An app is generated, its tests pass, then N sampled faults are put into its code one at a time (the operators and the
rewriting are cosmic-ray's), and its tests run in the sandbox for each. Prints the kill rate and every survivor; exit
code 1 when less than 80 % are noticed.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from promptreal.build.environment import ensure_environment
from promptreal.deadline import Deadline
from promptreal.evidence import Outcome
from promptreal.pipeline import TEST_LOCK
from promptreal.request import GenerationRequest
from promptreal.roles import Draft, Sandbox
from promptreal.spec import AppSpec
from promptreal.verify import run_generated_tests
from promptreal.workshop import Workshop

PROMPT = (
    "Customer analytics with sales trends, demographics and product performance, filters for date range and product "
    "category, ivory background, forest green components. Users should be able to add, edit and search sales."
)
WANTED = 0.8
BASELINE_SECONDS = 120.0
# What the sample data looks like is a matter of taste, drawn at random: it is no behaviour that a test could hold.
_TASTE = ("app/sample_data.py", "app/sample_files.py", "app/sample_values.py")
# A line-up of variants at one place (+ to -, + to *, …) is one fault, of which one is tried.
_VARIANTS = ("core/ReplaceBinaryOperator", "core/ReplaceComparisonOperator", "core/ReplaceUnaryOperator")
# Equality exchanged for identity, and back: of None, names and small numbers both say the same, so that it is no fault.
# At each of these places another variant is tried.
_SAME = frozenset(f"core/ReplaceComparisonOperator_{one}" for one in ("Eq_Is", "NotEq_IsNot", "Is_Eq", "IsNot_NotEq"))


@dataclass(frozen=True)
class Mutant:
    """One fault: the file (relative), what kind, at which line, and the code with it."""

    file: str
    operator: str
    line: int
    before: str
    after: str

    @property
    def diff(self) -> str:
        """The lines that differ, without context."""
        lines = difflib.unified_diff(self.before.splitlines(), self.after.splitlines(), lineterm="", n=0)
        return "\n".join(line for line in lines if line[:1] in "+-" and line[:3] not in {"+++", "---"})


def main() -> int:
    """Runs the benchmark; the exit code."""
    options = _options()
    workshop = Workshop.open()
    spec = _spec(workshop, options)
    draft = workshop.generator.generate(spec, None)
    deadline = Deadline("source_tree", 3_600)
    python = ensure_environment(
        workshop.settings.environments_folder, draft.files[TEST_LOCK], deadline, workshop.app_python
    )
    with tempfile.TemporaryDirectory(prefix="promptreal-mutation-") as scratch:
        tree = Path(scratch) / "tree"
        _write(draft, tree)
        started = time.monotonic()
        baseline = run_generated_tests(workshop.sandbox, tree, python, Deadline("source_tree", BASELINE_SECONDS))
        print(f"{spec.title} ({spec.app_type}): {baseline.summary}")
        if baseline.outcome is not Outcome.PASSED:
            print("\n".join(baseline.details))
            return 1
        # A fault that makes a loop endless is noticed when the tests take far longer than they should.
        seconds = 10 * (time.monotonic() - started) + 10
        mutants = _sample(draft, options.mutants, random.Random(options.seed))
        with ThreadPoolExecutor(options.jobs) as pool:
            outcomes = list(
                pool.map(lambda mutant: _is_noticed(workshop.sandbox, tree, python, mutant, seconds), mutants)
            )
    return _report(mutants, outcomes)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--prompt", default=PROMPT, help="what the app shall be")
    parser.add_argument("--type", default="", help="its type, if it shall not be read from the prompt")
    parser.add_argument("--spec", type=Path, help="a spec in JSON instead of a prompt")
    parser.add_argument("--mutants", type=int, default=60, help="how many faults are tried")
    parser.add_argument("--seed", type=int, default=7, help="which ones")
    parser.add_argument("--jobs", type=int, default=2, help="how many at the same time")
    return parser.parse_args()


def _spec(workshop: Workshop, options: argparse.Namespace) -> AppSpec:
    if options.spec:
        return AppSpec.model_validate_json(options.spec.read_text("utf-8"))
    types = (options.type,) if options.type else ()
    request = GenerationRequest(app_name="mutation", prompt=options.prompt, appTypes=types)
    return workshop.designer.design(request, None)


def _write(draft: Draft, folder: Path) -> None:
    for name, content in draft.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _sample(draft: Draft, wanted: int, chance: random.Random) -> list[Mutant]:
    """Different faults, spread evenly over all places where one can be put."""
    sites = sorted(_sites(draft))
    chance.shuffle(sites)
    mutants: list[Mutant] = []
    for file, _, _, variants in sites:
        if len(mutants) == wanted:
            break
        operator, occurrence, line = chance.choice(variants)
        before = draft.files[file].decode()
        after = mutate_code(before, get_operator(operator)(), occurrence)
        if after and _behaviour(before) != _behaviour(after):
            mutants.append(Mutant(file=file, operator=operator, line=line, before=before, after=after))
    return mutants


def _sites(draft: Draft) -> Iterator[tuple[str, int, str, list[tuple[str, int, int]]]]:
    """Every place in the app's code where a fault can be put, with its variants (operator, occurrence, line)."""
    for file, content in draft.files.items():
        if not file.startswith("app/") or not file.endswith(".py") or file in _TASTE:
            continue
        nodes = list(ast_nodes(get_ast(content.decode())))
        found: dict[tuple[tuple[int, int], str], list[tuple[str, int, int]]] = {}
        for name in sorted(operator_names()):
            operator_class = get_operator(name)
            # Two operators must be told the names of variables; of those nothing is known here.
            if operator_class.arguments() or name in _SAME:
                continue
            operator = operator_class()
            occurrence = 0
            for node in nodes:
                for start, _ in operator.mutation_positions(node):
                    family = next((one for one in _VARIANTS if name.startswith(one)), name)
                    found.setdefault((start, family), []).append((name, occurrence, start[0]))
                    occurrence += 1
        for (start, family), variants in found.items():
            yield file, start[0] * 1_000 + start[1], family, variants


class _Behaviour(ast.NodeTransformer):
    """Takes off what a running app never looks at, so that a fault in it is not counted as one.

    Annotations of functions are text that nobody evaluates, save where a framework reads a route's: a fault there
    stops the app from starting, which any test notices.
    """

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A function without its annotations."""
        node.returns = None
        for argument in (*node.args.args, *node.args.kwonlyargs, *node.args.posonlyargs):
            argument.annotation = None
        return self.generic_visit(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        """Likewise."""
        return self.visit_FunctionDef(node)  # type: ignore[arg-type]

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """A class without the options of its dataclass: that nobody changes a value is for readers and checkers."""
        node.decorator_list = [
            one.func
            if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "dataclass"
            else one
            for one in node.decorator_list
        ]
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """A `zip` without its strictness: an assertion that its parts are of one length, which they are or it fails."""
        if isinstance(node.func, ast.Name) and node.func.id == "zip":
            node.keywords = [one for one in node.keywords if one.arg != "strict"]
        return self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST | None:
        """Imports for type checkers are not there when the app runs."""
        named = isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        return None if named else self.generic_visit(node)


def _behaviour(code: str) -> str:
    try:
        return ast.dump(_Behaviour().visit(ast.parse(code)))
    except SyntaxError:
        return ""


def _is_noticed(sandbox: Sandbox, tree: Path, python: Path, mutant: Mutant, seconds: float) -> bool:
    """Whether the app's tests fail, or do not end, with the fault in it."""
    with tempfile.TemporaryDirectory(prefix="promptreal-mutant-") as scratch:
        copy = Path(scratch) / "tree"
        shutil.copytree(tree, copy)
        (copy / mutant.file).write_text(mutant.after, "utf-8")
        gate = run_generated_tests(sandbox, copy, python, Deadline("source_tree", seconds), fail_fast=True)
    return gate.outcome is Outcome.FAILED


def _report(mutants: list[Mutant], outcomes: list[bool]) -> int:
    files: Counter[str] = Counter(mutant.file for mutant in mutants)
    noticed: Counter[str] = Counter(mutant.file for mutant, outcome in zip(mutants, outcomes, strict=True) if outcome)
    for mutant, outcome in zip(mutants, outcomes, strict=True):
        if not outcome:
            print(f"\nsurvived: {mutant.file}:{mutant.line} {mutant.operator.removeprefix('core/')}\n{mutant.diff}")
    print()
    for file, count in sorted(files.items()):
        print(f"{noticed[file]:4} of {count:3}  {file}")
    rate = sum(outcomes) / len(outcomes) if outcomes else 0.0
    print(f"\n{sum(outcomes)} of {len(outcomes)} faults noticed: {rate:.0%} (wanted: {WANTED:.0%})")
    return 0 if rate >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
