"""What a request may hold, and how it is refused."""

from typing import Any

import pytest
from pydantic import ValidationError

from promptreal.catalogue import APP_TYPES, TOOLS
from promptreal.errors import InvalidRequest
from promptreal.request import AppKey, parse_request

PROMPT = "A dashboard of sales such as orders by month, between 2020 and today, with filters for region and product"


def refusal(**raw: Any) -> InvalidRequest:
    with pytest.raises(InvalidRequest) as refused:
        parse_request(**{"prompt": PROMPT, **raw})
    return refused.value


def test_only_a_prompt_is_needed() -> None:
    request, remarks = parse_request(prompt=PROMPT)
    assert (request.app_name, request.branch, request.language, request.target) == (
        "sales",
        "main",
        "python",
        "process",
    )
    assert request.raw_name == ""
    assert remarks == ()


def test_what_the_person_typed_is_kept_beside_the_name() -> None:
    request, remarks = parse_request(prompt=PROMPT, app_name=" Tom's Shop ")
    assert (request.app_name, request.raw_name) == ("toms-shop", "Tom's Shop")
    assert remarks == ("""the name "Tom's Shop" becomes 'toms-shop'""",)


def test_the_names_of_the_http_interface_are_understood() -> None:
    request, _ = parse_request(
        prompt=PROMPT, app_name="shop", appTypes=["Admin_Panel", "admin-panel"], tools="redis, S3"
    )
    assert request.appTypes == ("admin-panel",)
    assert request.tools == ("redis", "s3")


@pytest.mark.parametrize("prompt", [None, "", "  \n ", "\u200b\u200b", "\u3164"])
def test_an_empty_prompt_is_refused_with_an_example(prompt: str | None) -> None:
    refused = refusal(prompt=prompt)
    assert "prompt" in refused.message
    assert "for example" in refused.hint


def test_a_prompt_may_be_twenty_thousand_characters_and_not_one_more() -> None:
    request, _ = parse_request(prompt=" " + "x" * 20_000 + "\n")
    assert len(request.prompt) == 20_000
    assert "20,001 characters" in refusal(prompt="x" * 20_001).message


@pytest.mark.parametrize(
    ("prompt", "cleaned"),
    [
        ("a shop\x00 with\x07 orders", "a shop with orders"),
        ("a sh\u200bop\ufeff", "a shop"),
        ("a \x1b[31mred\x1b[0m shop", "a red shop"),
        ("a shop\u00ad", "a shop"),
        ("a shop\U000e0041\U000e0042", "a shop"),
        ("a shop\U000e0100", "a shop"),
        ("a\u200dshop", "ashop"),
        ("one\x85two", "one\ntwo"),
    ],
)
def test_hidden_characters_are_taken_out_with_a_warning(prompt: str, cleaned: str) -> None:
    request, remarks = parse_request(prompt=prompt)
    assert request.prompt == cleaned
    if "\n" not in cleaned:
        assert any("hidden or control characters" in remark for remark in remarks)


@pytest.mark.parametrize(
    "prompt", ["a shop\r\nwith orders\tand items", "👩‍💻 🏳️‍🌈 for coders", "برنامه‌ای برای فروش", "हिन्दी क्‍ष"]
)
def test_what_belongs_to_the_text_stays(prompt: str) -> None:
    request, remarks = parse_request(prompt=prompt)
    assert request.prompt == prompt.replace("\r\n", "\n")
    assert not any("hidden" in remark for remark in remarks)


@pytest.mark.parametrize("char", ["\u202e", "\u2066", "\u202a"])
def test_a_prompt_that_reads_differently_than_it_is_stored_is_refused(char: str) -> None:
    refused = refusal(prompt=f"a shop{char} for you")
    assert f"character 7 (U+{ord(char):04X})" in refused.message


def test_a_damaged_prompt_is_refused() -> None:
    assert "half a character" in refusal(prompt="a shop \udcff").message


@pytest.mark.parametrize(
    ("field", "value", "near", "choice"),
    [
        ("appTypes", ["dashbord"], "dashboard", "admin-panel"),
        ("appTypes", "admin", "admin-panel", "dashboard"),
        ("tools", ["postgres"], "postgresql", "redis"),
        ("language", "pyton", "python", "python"),
        ("target", "proces", "process", "process"),
    ],
)
def test_an_unknown_choice_names_the_nearest_and_lists_all(field: str, value: Any, near: str, choice: str) -> None:
    refused = refusal(**{field: value})
    assert refused.message.startswith(f"{field}: ")
    assert f"did you mean {near!r}?" in refused.message
    assert choice in refused.hint


def test_a_known_type_that_no_blueprint_makes_says_which_are_there() -> None:
    refused = refusal(appTypes="training-pipeline")
    assert "no blueprint" in refused.message
    assert "dashboard" in refused.hint


def test_an_unknown_field_names_the_nearest() -> None:
    assert "did you mean 'prompt'?" in refusal(promt="x").message


def test_a_field_given_twice_is_refused() -> None:
    assert "given twice" in refusal(name="shop", app_name="shop").message


@pytest.mark.parametrize(
    ("field", "value"), [("prompt", 3), ("app_name", ["a"]), ("tools", 7), ("tools", [1]), ("branch", b"x")]
)
def test_a_value_of_the_wrong_kind_is_refused(field: str, value: Any) -> None:
    assert refusal(**{field: value}).message.startswith(f"{field}: ")


@pytest.mark.parametrize(
    "branch",
    ["-x", "a..b", "a b", "a/", "/a", "a//b", "x.lock", "HEAD", "a~1", "a:b", ".a", "a/.b", "é", "x" * 101, "@"],
)
def test_a_branch_that_git_would_not_take_is_refused(branch: str) -> None:
    assert refusal(branch=branch).message.startswith("branch: ")


@pytest.mark.parametrize("branch", ["main", "feature/charts", "v1.2", "a_b-c"])
def test_an_ordinary_branch_is_taken(branch: str) -> None:
    assert parse_request(prompt=PROMPT, branch=branch)[0].branch == branch


@pytest.mark.parametrize("tenant", ["Team", "a.b", "-a", "x" * 33, "../x"])
def test_a_tenant_is_never_bent_into_shape(tenant: str) -> None:
    assert refusal(tenant=tenant).message.startswith("tenant: ")


def test_advice_is_given_for_what_the_prompt_lacks_and_blocks_nothing() -> None:
    _, remarks = parse_request(prompt="a shop")
    advice = [remark for remark in remarks if remark.startswith("advice: ")]
    assert [one.split(": ")[1].split(" (")[0] for one in advice] == [
        "be specific",
        "give examples",
        "state constraints",
        "define interfaces",
    ]


def test_a_key_is_a_partition_and_back() -> None:
    assert str(AppKey(name="shop")) == "shop"
    assert str(AppKey(name="shop", tenant="acme")) == "acme.shop"
    for key in (AppKey(name="shop"), AppKey(name="shop", tenant="acme")):
        assert AppKey.parse(str(key)) == key


@pytest.mark.parametrize("name", ["", "../x", "A", "a/b", "1a", "x" * 33, "a-"])
def test_a_key_can_never_hold_a_path(name: str) -> None:
    with pytest.raises(ValidationError):
        AppKey(name=name)


def test_there_are_sixteen_types_and_eighteen_tools() -> None:
    assert len(set(APP_TYPES)) == 16
    assert len(set(TOOLS)) == 18


def test_no_advice_is_given_to_who_asks_for_a_change() -> None:
    _, remarks = parse_request(prompt="make it teal\u200b", advise=False)

    assert not any(remark.startswith("advice: ") for remark in remarks)
    assert remarks
