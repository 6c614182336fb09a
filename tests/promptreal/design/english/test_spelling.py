"""Slips of the keyboard are read as what was meant, and names stay as they are."""

from __future__ import annotations

import pytest

from promptreal.design.english.spelling import mended


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Dashbord with catagories", "Dashboard with categories"),
        ("managment of custmers and apointments", "management of customers and appointments"),
        ("a site for Kubernetes, Grafana and ringtones", "a site for Kubernetes, Grafana and ringtones"),
        ("MongoDB kWh iPhones", "MongoDB kWh iPhones"),
    ],
)
def test_a_word_that_no_dictionary_has_is_read_as_the_nearest(written: str, meant: str) -> None:
    assert mended(written) == meant
