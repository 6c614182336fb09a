"""What becomes of the names that people type."""

import re

import pytest

from promptreal.errors import InvalidRequest
from promptreal.names import LABEL, LONGEST, RESERVED, derive_name, job_name, numbered, sanitize_name

REPLICA_SET_HASH, POD_SUFFIX, LABEL_LIMIT = 11, 6, 63


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("shop", "shop"),
        ("  My Shop  ", "my-shop"),
        ("Stock_Reports v2.1", "stock-reports-v2-1"),
        ("Tom's café", "toms-cafe"),
        ("Straße für Ärzte", "strasse-fur-arzte"),
        ("Магазин", "magazin"),
        ("北京", "beijing"),
        ("🚀", "rocket"),
        ("🍕 pizza", "pizza-pizza"),
        ("2048", "app-2048"),
        ("①②", "app-12"),
        ("--a--b--", "a-b"),
        ("ｆｕｌｌ", "full"),
        ("../../etc/passwd", "etc-passwd"),
        ("shop; rm -rf /", "shop-rm-rf"),
        ("a\u200bb", "ab"),
    ],
)
def test_a_raw_name_becomes_a_label(raw: str, name: str) -> None:
    assert sanitize_name(raw) == name


@pytest.mark.parametrize("raw", ["", "   ", "!!!", "---", "\u200b", "/"])
def test_a_name_without_letters_or_digits_is_refused_with_a_way_out(raw: str) -> None:
    with pytest.raises(InvalidRequest, match=r"app_name.*no letter or digit") as refused:
        sanitize_name(raw)
    assert "stock-reports" in refused.value.hint


@pytest.mark.parametrize(
    "raw", [*sorted(RESERVED), "kube-system", "Kube Proxy", "dagster-ui", "shop-db", "Shop Candidate"]
)
def test_reserved_names_are_refused_with_another_that_works(raw: str) -> None:
    with pytest.raises(InvalidRequest, match="reserved") as refused:
        sanitize_name(raw)
    instead = refused.value.hint.rsplit(" ", 1)[1]
    assert sanitize_name(instead) == instead


def test_half_a_character_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="character 3 is half a character"):
        sanitize_name("ab\ud800")


def test_long_names_are_cut_and_stay_apart() -> None:
    first, second = sanitize_name("x" * 299 + "1"), sanitize_name("x" * 299 + "2")
    assert len(first) == LONGEST
    assert first != second
    assert first == sanitize_name("x" * 299 + "1")


@pytest.mark.parametrize("raw", ["x" * 300, "a-" * 150, "é" * 40, "9" * 60, "ab " * 12, "京" * 100])
def test_whatever_comes_out_is_a_label(raw: str) -> None:
    name = sanitize_name(raw)
    assert re.fullmatch(LABEL, name)
    assert sanitize_name(name) == name


def test_every_name_made_of_the_longest_one_fits_into_a_label() -> None:
    app = "x" * LONGEST
    pod_of_deployment = f"generated-app-{app}" + "-" * (REPLICA_SET_HASH + POD_SUFFIX)
    pod_of_candidate = f"{app}-candidate" + "-" * (REPLICA_SET_HASH + POD_SUFFIX)
    revision_of_database = f"{app}-db" + "-" * REPLICA_SET_HASH
    pod_of_job = job_name(app, "0123456789ab") + "-" * POD_SUFFIX
    names = [pod_of_deployment, pod_of_candidate, revision_of_database, f"{app}-db-0", f"{app}-service", f"{app}-hpa"]
    assert max(len(name) for name in [*names, pod_of_job]) == LABEL_LIMIT


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("Please implement a website for generating stock reports to provide stock information.", "stock-reports"),
        ("customer analytics with sales trends, demographics and product performance", "customer-analytics"),
        ("Please develop a children's recycling game website to educate kids", "childrens-recycling-game"),
        ("Please implement a 2048 game website for users to play", "app-2048-game"),
        ("Build me an app for tracking and planning.", "tracking-planning"),
        ("admin", "my-admin"),
        ("kube-proxy", "my-proxy"),
        ("!!!", "my-app"),
        ("Магазин одежды", "magazin-odezhdy"),
    ],
)
def test_a_name_is_derived_from_the_leading_words_of_the_prompt(prompt: str, name: str) -> None:
    assert derive_name(prompt) == name


def test_a_numbered_name_is_still_a_label() -> None:
    assert numbered("shop", 2) == "shop-2"
    assert re.fullmatch(LABEL, numbered("x" * LONGEST, 12))


def test_a_job_is_named_after_the_app_and_the_run() -> None:
    assert job_name("shop", "d41d8cd9-8f00") == "ai-builder-shop-d41d8cd9"
