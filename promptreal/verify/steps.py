"""Runs the steps of a compiled check against a running app."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from promptreal.spec import Step
from promptreal.verify.client import Answer, Client, Upload, Visitor
from promptreal.verify.expectations import failure, fill, fill_value, found, look, total

# One red pixel: the smallest thing that every reader of PNG accepts.
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
UPLOADS: Mapping[str, Upload] = {
    "image": ("picture.png", _PIXEL, "image/png"),
    "text": ("notes.txt", b"Notes for a check.\n", "text/plain"),
}


@dataclass
class Run:
    """One check under way: who visits, and what earlier steps saved."""

    client: Client
    visitors: dict[str, Visitor]
    saved: dict[str, JsonValue] = field(default_factory=dict)

    def failure(self, step: Step) -> str:
        """Does the step; why it failed, in words, or an empty text.

        Raises:
            AppUnhealthy: nothing came back.
            PhaseTimeout: the deadline is over.
        """
        visitor = self.visitors.setdefault(step.session, Visitor())
        answer = self.client.send(
            step.method,
            fill(step.path, self.saved),
            visitor=visitor,
            query={name: fill(value, self.saved) for name, value in step.query.items()},
            form=None if step.form is None else {name: fill(value, self.saved) for name, value in step.form.items()},
            files={name: self._upload(step, kind) for name, kind in step.files.items()},
            body=fill_value(step.body, self.saved),
        )
        reason = _refused(step, answer, self.saved) or self._save(step, answer)
        return f"{answer.request}: {reason}" if reason else ""

    def _upload(self, step: Step, kind: str) -> Upload:
        if kind == "csv":
            return "rows.csv", fill(step.content, self.saved).encode(), "text/csv"
        return UPLOADS[kind]

    def _save(self, step: Step, answer: Answer) -> str:
        for name, source in step.save.items():
            value = _extract(source, answer)
            if not found(value):
                return f"the answer has no {source}"
            self.saved[name] = value  # type: ignore[assignment]
        return ""


def _refused(step: Step, answer: Answer, saved: Mapping[str, JsonValue]) -> str:
    if answer.status not in step.status:
        wanted = " or ".join(map(str, step.status))
        return f"answered {answer.status}, not {wanted}{_detail(answer)}"
    # A page may write & and quotes as entities: what counts is what a reader sees.
    texts = (answer.text, html.unescape(answer.text))
    for wanted in (fill(one, saved) for one in step.contains):
        if not any(wanted in text for text in texts):
            return f"does not show {wanted!r}"
    for unwanted in (fill(one, saved) for one in step.lacks):
        if any(unwanted in text for text in texts):
            return f"shows {unwanted!r}, which must not be there"
    document = answer.json() if step.expect else None
    reasons = (failure(expectation, document, saved) for expectation in step.expect)
    return next((reason for reason in reasons if reason), "")


def _detail(answer: Answer) -> str:
    if answer.content_type.endswith("json"):
        return f": {' '.join(answer.text.split())[:300]}"
    location = answer.headers.get("location")
    return f" (to {location})" if location else ""


def _extract(source: str, answer: Answer) -> JsonValue | object:
    kind, _, rest = source.partition(":")
    if kind == "header":
        name, _, pattern = rest.partition(":")
        value = answer.headers.get(name.lower())
        if value is None:
            return look(None, "missing")
        return value if not pattern else _first_group(pattern, value)
    if kind == "regex":
        return _first_group(rest, answer.text)
    if kind == "sum":
        summed = total(look(answer.json(), rest))
        return look(None, "missing") if summed is None else str(summed)
    return look(answer.json(), source)


def _first_group(pattern: str, text: str) -> JsonValue | object:
    match = re.search(pattern, text)
    return match[1] if match else look(None, "missing")
