from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from dagster import Config

from assets.config import AppConfig, GenerationConfig, PhaseTimeouts, request_config
from promptreal.errors import InvalidRequest
from promptreal.request import AppKey, parse_request
from promptreal.settings import Timeouts

PROMPT = "An app to track orders. Users should be able to search orders."


def _fields(config: type[Config]) -> Iterator[tuple[str, Any]]:
    for name, field in config.model_fields.items():
        yield f"{config.__name__}.{name}", field


@pytest.mark.parametrize("name, field", [*_fields(GenerationConfig), *_fields(PhaseTimeouts)])
def test_every_field_tells_the_launchpad_what_it_is(name: str, field: Any) -> None:
    assert field.description, name
    assert field.description.endswith(".") or field.description.endswith("'")


def test_a_prompt_is_enough() -> None:
    request, _ = AppConfig(prompt=PROMPT).request()
    assert request.prompt == PROMPT
    assert request.app_name


def test_the_partition_names_the_app_when_the_config_does_not() -> None:
    request, _ = AppConfig(prompt=PROMPT).request(AppKey(name="shop", tenant="acme"))
    assert request.key == AppKey(name="shop", tenant="acme")


def test_a_wrong_field_is_named() -> None:
    with pytest.raises(InvalidRequest, match="language"):
        AppConfig(prompt=PROMPT, language="cobol").request()


def test_timeouts_that_are_given_are_over_the_settings() -> None:
    assert PhaseTimeouts(image=7).over(Timeouts(spec=5)) == Timeouts(spec=5, image=7)


def test_a_request_becomes_a_config_that_makes_the_same_request() -> None:
    request, _ = parse_request(prompt=PROMPT, app_name="My Shop!", branch="trial")
    config = request_config(request, change=False, timeouts={"image": 9.0})
    fields = config["ops"]["spec"]["config"]  # type: ignore[index]
    again, _ = GenerationConfig(**fields).request(request.key)
    assert again == request
    assert GenerationConfig(**fields).timeouts.image == 9.0
