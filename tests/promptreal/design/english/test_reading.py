"""What a sentence wishes is kept when the same sentence also says how things should look."""

from __future__ import annotations

import pytest

from promptreal.design.english.reading import read


@pytest.mark.parametrize(
    ("prompt", "kept"),
    [
        ("Add a delivery date to orders, and make the background ivory.", ["Add a delivery date to orders"]),
        ("Add a delivery date to orders and make the background ivory", ["Add a delivery date to orders"]),
        ("Make the background ivory and add a delivery date to orders", ["add a delivery date to orders"]),
        ("Set the background color to white and the component color to navy.", []),
        ("Choose ivory for the background, with a clean look.", []),
        ("Set overall background to beige, then style components with saddle brown.", []),
    ],
)
def test_only_the_words_about_looks_are_taken_out_of_a_sentence(prompt: str, kept: list[str]) -> None:
    assert read(prompt).sentences == kept
