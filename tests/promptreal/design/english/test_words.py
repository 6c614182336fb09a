from __future__ import annotations

import pytest

from promptreal.design.english.words import lemma


@pytest.mark.parametrize(
    ("word", "form"),
    [("playing", "play"), ("enjoying", "enjoy"), ("replying", "reply"), ("making", "make"), ("orders", "order")],
)
def test_words_have_a_dictionary_form(word: str, form: str) -> None:
    assert lemma(word) == form
