from __future__ import annotations

import ast

import pytest

from promptreal.generate.naming import Names, camel, literal, prose, sql_name


def test_a_name_that_is_taken_gets_an_underscore_and_then_numbers() -> None:
    names = Names(frozenset({"class"}))
    assert [names.take(wish) for wish in ("class", "class", "class", "other")] == [
        "class_",
        "class_2",
        "class_3",
        "other",
    ]


def test_words_become_a_class() -> None:
    assert camel("stock_report") == "StockReport"
    assert camel("class_") == "Class"


@pytest.mark.parametrize(
    "value",
    [
        "plain",
        'with "quotes"',
        "it's",
        "back\\slash",
        "two\nlines",
        "ünï",
        "",
        ("a",),
        (),
        ["a", 1],
        {"a": (1, None)},
        True,
    ],
)
def test_a_literal_reads_back_as_the_value(value: object) -> None:
    assert ast.literal_eval(literal(value)) == value


def test_prose_cannot_leave_a_docstring() -> None:
    written = prose('ends """ here\\ and\nthere')
    assert ast.literal_eval(f'"""{written}"""') == "ends ''' here/ and there"


def test_a_long_sql_name_is_cut_and_stays_its_own() -> None:
    one, two = (sql_name("ix", "a" * 48, "b" * 48 + ending) for ending in ("c", "d"))
    assert len(one) == len(two) == 63
    assert one != two
    assert sql_name("ix", "short") == "ix_short"
