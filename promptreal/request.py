"""What a person asks for: a validated request, and the name under which the app lives."""

from __future__ import annotations

from promptreal.model import Model


class AppKey(Model):
    """An app's identity: `name` is a DNS-1123 label of at most 32 characters, `tenant` likewise.

    As text it is the Dagster partition: `name`, or `tenant.name` outside the default tenant.
    """

    name: str
    tenant: str = "default"

    def __str__(self) -> str:
        return self.name if self.tenant == "default" else f"{self.tenant}.{self.name}"


class GenerationRequest(Model):
    """A wish for an app. Field names are those of the HTTP API (`appTypes` is its spelling)."""

    app_name: str
    prompt: str
    appTypes: tuple[str, ...] = ()  # noqa: N815 (the outside name)
    branch: str = "main"
    language: str = "python"
    tools: tuple[str, ...] = ()
    tenant: str = "default"
    target: str = "process"
