"""An implementation is found by name, imported only when it is asked for."""

from __future__ import annotations

from collections import OrderedDict

import pytest

from promptreal.errors import UnknownImplementation
from promptreal.roles import choose

CHOICES = {"ordered": "collections:OrderedDict", "broken": "no_such_module:Thing"}


def test_a_known_name_gives_its_class_and_imports_no_other() -> None:
    assert choose("store", CHOICES, "ordered") is OrderedDict


def test_an_unknown_name_lists_the_choices_and_the_nearest() -> None:
    with pytest.raises(UnknownImplementation, match="no store is called 'orderd'; did you mean 'ordered'") as caught:
        choose("store", CHOICES, "orderd")
    assert caught.value.hint == "choose one of: ordered, broken"
