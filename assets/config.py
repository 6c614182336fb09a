"""What a person fills in when they launch a generation."""

from __future__ import annotations

from dagster import Config
from pydantic import Field

from promptreal.request import AppKey, GenerationRequest, parse_request
from promptreal.settings import Timeouts


class PhaseTimeouts(Config):
    """Seconds that each phase may take. What is left out is as in the settings."""

    spec: float | None = Field(default=None, gt=0, description="Reading the prompt.")
    source_tree: float | None = Field(default=None, gt=0, description="Writing the source and running its tests.")
    image: float | None = Field(default=None, gt=0, description="Building.")
    deployment: float | None = Field(default=None, gt=0, description="Proving the version and rolling it out.")
    hpa: float | None = Field(default=None, gt=0, description="Setting the scaling policy.")

    def over(self, defaults: Timeouts) -> Timeouts:
        """These over the defaults."""
        given = {phase: seconds for phase, seconds in self.model_dump().items() if seconds is not None}
        return defaults.model_copy(update=given)


class AppConfig(Config):
    """The wish for an app."""

    prompt: str = Field(
        description="What the app is for, who uses it and what they do with it, in plain English. "
        "1 to 20,000 characters. Example: 'An app to track stock reports. Users should be able to search reports.'"
    )
    app_name: str = Field(
        default="",
        description="The app's name. Empty: the partition's, or, without a partition, one made from the prompt.",
    )
    appTypes: list[str] = Field(  # noqa: N815 (the outside name)
        default=[],
        description="Kinds of app, such as dashboard, admin-panel, rest-api. Empty: the designer decides.",
    )
    branch: str = Field(default="main", description="The branch of the app's git history that gets the commit.")
    language: str = Field(default="python", description="The programming language of the app.")
    tools: list[str] = Field(default=[], description="Tools that the app must use, such as postgresql.")
    tenant: str = Field(default="default", description="Whose app it is. Leave as it is unless you have tenants.")
    target: str = Field(default="process", description="Where the app runs.")
    timeouts: PhaseTimeouts = Field(default=PhaseTimeouts(), description="Seconds that each phase may take.")

    def request(self, app: AppKey | None = None) -> tuple[GenerationRequest, tuple[str, ...]]:
        """The validated request, for the app of the partition if there is one, and warnings for the person.

        Raises:
            InvalidRequest: a field is wrong.
        """
        name, tenant = self.app_name, self.tenant
        if app is not None:
            name, tenant = name or app.name, app.tenant if tenant == "default" else tenant
        return parse_request(
            app_name=name,
            prompt=self.prompt,
            appTypes=self.appTypes,
            branch=self.branch,
            language=self.language,
            tools=self.tools,
            tenant=tenant,
            target=self.target,
        )


class GenerationConfig(AppConfig):
    """The wish for an app, or for its next version."""

    change: bool = Field(
        default=False,
        description="Make the next version of an app that is released already. The job `change` sets it by itself.",
    )


def request_config(
    request: GenerationRequest, *, change: bool, timeouts: dict[str, float] | None = None
) -> dict[str, object]:
    """The run config of the `generate` job for a request that was validated before."""
    config: dict[str, object] = {
        "prompt": request.prompt,
        "app_name": request.raw_name or request.app_name,
        "appTypes": list(request.appTypes),
        "branch": request.branch,
        "language": request.language,
        "tools": list(request.tools),
        "tenant": request.tenant,
        "target": request.target,
        "change": change,
    }
    if timeouts:
        config["timeouts"] = dict(timeouts)
    return {"ops": {"spec": {"config": config}}}
