"""What the benchmark of prompts counts as the prompt's own nouns, and what it does not."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

PROMPT = (
    "Please make a website for renting boats. Users should be able to browse boats and marinas, and describe their "
    "journeys. Set the background color to white and the component color to navy."
)


@pytest.fixture(scope="module")
def prompts() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "prompts.py"
    spec = importlib.util.spec_from_file_location("benchmark_prompts", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["benchmark_prompts"] = module
    spec.loader.exec_module(module)
    return module


def test_nouns_are_those_of_the_thing_and_not_of_asking_or_looks(prompts: ModuleType) -> None:
    assert set(prompts.nouns_of(PROMPT)) == {"boat", "marina", "journey"}


def test_repeating_the_prompt_counts_for_nothing(prompts: ModuleType) -> None:
    text = "Our harbour. Users should be able to browse boats and marinas, and describe their journeys. The end"
    assert prompts.without_echo(text, PROMPT).split() == ["Our", "harbour", "The", "end"]


def test_only_what_gives_a_page_its_structure_is_read(prompts: ModuleType) -> None:
    page = prompts.Structure("<h1>Boats</h1><p>Marinas</p><a href='/trips'>Trips</a><option>Sloop</option>")
    assert page.texts == ["Boats", "Trips", "Sloop"]
    assert page.links == ["/trips"]
