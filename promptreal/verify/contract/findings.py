"""What the contract tests found: how many checks were made, and a line for each that failed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from promptreal.verify.client import Answer

_LONGEST = 300


@dataclass
class Findings:
    """Collects the outcome of checks; `checks` counts all, by area."""

    checks: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def expect(self, held: bool, area: str, message: str) -> bool:
        """Notes one check; the message says what is wrong when it does not hold. Gives back whether it held."""
        self.checks[area] += 1
        if not held:
            self.failures.append(f"{area}: {message[:_LONGEST]}")
        return held

    def status(self, answer: Answer, wanted: int | tuple[int, ...], area: str, why: str = "") -> bool:
        """Notes whether the answer has the status, or one of them."""
        allowed = wanted if isinstance(wanted, tuple) else (wanted,)
        expected = " or ".join(map(str, allowed))
        suffix = f" ({why})" if why else ""
        body = " ".join(answer.text.split())[:120] if answer.content_type.endswith("json") else ""
        message = f"{answer.request}{suffix} answered {answer.status}, not {expected} {body}".rstrip()
        return self.expect(answer.status in allowed, area, message)

    def problem(self, answer: Answer, status: int, area: str, *, names: str = "", why: str = "") -> bool:
        """Notes whether the answer is a problem document of that status; with `names`, one that names the field."""
        if not self.status(answer, status, area, why):
            return False
        document = answer.document()
        shaped = answer.content_type == "application/problem+json" and document.get("status") == status
        shaped = shaped and isinstance(document.get("title"), str)
        if not self.expect(shaped, area, f"{answer.request} ({why}) answers no problem document: {answer.text[:120]}"):
            return False
        if not names:
            return True
        errors = document.get("errors")
        named = [one.get("field") for one in errors if isinstance(one, dict)] if isinstance(errors, list) else []
        # A field of the body may be named by its path.
        held = any(str(name).rpartition(".")[2] == names for name in named)
        return self.expect(held, area, f"{answer.request} ({why}) does not name {names} among its errors: {named}")
