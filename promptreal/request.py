"""What a person asks for: a validated request, and the name under which the app lives."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

from pydantic import Field

from promptreal.catalogue import APP_TYPES, TOOLS, languages, pick, require_available
from promptreal.errors import InvalidRequest
from promptreal.model import Model
from promptreal.names import LABEL, derive_name, job_name, refuse_surrogates, sanitize_name
from promptreal.wording import advice, cleaned_prompt

__all__ = ["AppKey", "GenerationRequest", "derive_name", "job_name", "parse_request", "sanitize_name"]

LONGEST_NAME = 1000
LONGEST_BRANCH = 100


class AppKey(Model):
    """An app's identity: `name` is a DNS-1123 label of at most 32 characters, `tenant` likewise.

    As text it is the Dagster partition: `name`, or `tenant.name` outside the default tenant.
    """

    name: str = Field(pattern=LABEL)
    tenant: str = Field(default="default", pattern=LABEL)

    def __str__(self) -> str:
        return self.name if self.tenant == "default" else f"{self.tenant}.{self.name}"

    @classmethod
    def parse(cls, text: str) -> AppKey:
        """The key of which `text` is the text.

        Raises:
            pydantic.ValidationError: it is not one.
        """
        tenant, dot, name = text.partition(".")
        return cls(name=name, tenant=tenant) if dot else cls(name=text)


class GenerationRequest(Model):
    """A wish for an app. Field names are those of the HTTP API (`appTypes` is its spelling).

    `app_name` is the sanitized name; `raw_name` is what the person typed, empty when the name was made from the prompt.
    """

    app_name: str
    prompt: str
    appTypes: tuple[str, ...] = ()  # noqa: N815 (the outside name)
    branch: str = "main"
    language: str = "python"
    tools: tuple[str, ...] = ()
    tenant: str = "default"
    target: str = "process"
    raw_name: str = ""

    @property
    def key(self) -> AppKey:
        """The app that it is about."""
        return AppKey(name=self.app_name, tenant=self.tenant)


# Spellings that other interfaces use for the same field.
_ALIASES = {
    "name": "app_name",
    "app_types": "appTypes",
    "apptypes": "appTypes",
    "type": "appTypes",
    "types": "appTypes",
}
_FIELDS = tuple(name for name in GenerationRequest.model_fields if name != "raw_name")


def parse_request(*, advise: bool = True, **raw: object) -> tuple[GenerationRequest, tuple[str, ...]]:
    """The request that these raw fields make, and warnings and advice for the person who wrote it.

    Fields are those of `GenerationRequest`; only `prompt` is needed. A field that is absent, None or empty has its
    default, and a missing name is made from the prompt. Lists may be given as one string, with commas. No advice is
    given without `advise`: a change needs not say what an app is.

    Raises:
        InvalidRequest: the message names the field and the value, the hint says what to do.
    """
    given = _known_fields(raw)
    prompt, warnings = cleaned_prompt(_text(given, "prompt"))
    raw_name = _text(given, "app_name").strip()
    if len(raw_name) > LONGEST_NAME:
        raise InvalidRequest(f"app_name: {len(raw_name)} characters", hint=f"at most {LONGEST_NAME}")
    name = sanitize_name(raw_name) if raw_name else derive_name(prompt)
    if raw_name and name != raw_name:
        warnings = (*warnings, f"the name {_shortened(raw_name)!r} becomes {name!r}")
    language = pick("language", _text(given, "language") or "python", languages())
    types = tuple(pick("appTypes", one, APP_TYPES) for one in _list(given, "appTypes"))
    for one in types:
        require_available(one, language)
    request = GenerationRequest(
        app_name=name,
        raw_name=raw_name,
        prompt=prompt,
        appTypes=tuple(dict.fromkeys(types)),
        branch=_branch(_text(given, "branch") or "main"),
        language=language,
        tools=tuple(dict.fromkeys(pick("tools", one, TOOLS) for one in _list(given, "tools"))),
        tenant=_tenant(_text(given, "tenant") or "default"),
        target=_target(_text(given, "target") or "process"),
    )
    return request, (*warnings, *(advice(prompt) if advise else ()))


def _known_fields(raw: dict[str, object]) -> dict[str, object]:
    given: dict[str, object] = {}
    for key, value in raw.items():
        name = _ALIASES.get(key, key)
        if name not in _FIELDS:
            near = difflib.get_close_matches(name, _FIELDS, n=1)
            did_you_mean = f"; did you mean {near[0]!r}?" if near else ""
            raise InvalidRequest(
                f"{key[:80]}: a request has no such field{did_you_mean}", hint=f"its fields: {', '.join(_FIELDS)}"
            )
        if name in given:
            raise InvalidRequest(f"{name}: given twice", hint=f"leave out {key!r}")
        given[name] = value
    return given


def _text(given: dict[str, object], field: str) -> str:
    value = given.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InvalidRequest(f"{field}: {value!r:.80} is a {type(value).__name__}", hint="it is text")
    refuse_surrogates(field, value)
    return value


def _list(given: dict[str, object], field: str) -> list[str]:
    value = given.get(field)
    if value is None:
        return []
    items: Sequence[object] = value.split(",") if isinstance(value, str) else _sequence(field, value)
    for item in items:
        if not isinstance(item, str):
            raise InvalidRequest(f"{field}: {item!r:.80} is a {type(item).__name__}", hint="it is a list of names")
        refuse_surrogates(field, item)
    return [str(item).strip() for item in items if str(item).strip()]


def _sequence(field: str, value: object) -> Sequence[object]:
    if not isinstance(value, Iterable) or isinstance(value, bytes | dict):
        raise InvalidRequest(f"{field}: {value!r:.80} is a {type(value).__name__}", hint="it is a list of names")
    return list(value)


def _branch(branch: str) -> str:
    """Checks the rules of `git check-ref-format`, with fewer characters allowed than git does."""
    parts = branch.split("/")
    well_made = (
        len(branch) <= LONGEST_BRANCH
        and re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._/-]*", branch)
        and ".." not in branch
        and branch != "HEAD"
        and not any(part == "" or part.startswith(".") or part.endswith((".", ".lock")) for part in parts)
    )
    if not well_made:
        raise InvalidRequest(
            f"branch: {_shortened(branch)!r} is not a branch name that git takes",
            hint=f"at most {LONGEST_BRANCH} letters, digits, dots, dashes, slashes; for example main or feature/charts",
        )
    return branch


def _tenant(tenant: str) -> str:
    if not re.fullmatch(LABEL, tenant):
        raise InvalidRequest(
            f"tenant: {_shortened(tenant)!r} is not a tenant's name",
            hint="up to 32 lower-case letters, digits and dashes, a letter first",
        )
    return tenant


def _target(target: str) -> str:
    from promptreal.deploy import TARGETS  # noqa: PLC0415 (a request's values must not drag the roles in)

    return pick("target", target, TARGETS)


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
