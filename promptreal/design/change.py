"""A change: the serving version's spec plus what a new prompt adds, recolours or takes away."""

from __future__ import annotations

from promptreal.design.reading import Reading
from promptreal.request import GenerationRequest
from promptreal.spec import AppSpec


def apply(previous: AppSpec, request: GenerationRequest, reading: Reading) -> AppSpec:
    """The next version; names of existing entities and fields stay, and data is never dropped."""
    del reading
    return previous.model_copy(update={"prompt": request.prompt, "version": previous.version + 1})
