"""The base of every value that the domain stores or passes on."""

from __future__ import annotations

import hashlib
import json

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Frozen and strict about its keys: a misspelt key is an error, and a value can be stored by its content."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def canonical(self) -> bytes:
        """This value as canonical JSON (sorted keys, no spaces, UTF-8), so that equal values give equal bytes."""
        return json.dumps(
            self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False
        ).encode()

    def fingerprint(self) -> str:
        """`sha256:` and the hash of `canonical()`."""
        return f"sha256:{hashlib.sha256(self.canonical()).hexdigest()}"
