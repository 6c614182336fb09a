"""The addresses that every generated app answers at, derived from its spec alone.

Checks are compiled against these before the code exists, and templates render them, so neither can drift. The whole
surface is described in docs/app-surface.md.
"""

from __future__ import annotations

from promptreal.spec import Action, Chart, Entity, Page, Pipeline, Report

HEALTH = "/healthz"
READY = "/readyz"
METRICS = "/metrics"
OPENAPI = "/openapi.json"
API_REFERENCE = "/api-reference"
STYLESHEET = "/static/app.css"
SEARCH = "/search"
REGISTER = "/account/register"
LOGIN = "/account/login"
LOGOUT = "/account/logout"
PROFILE = "/account/profile"
DEMO = "/account/demo"
PLAY = "/play"
LEADERBOARD = "/leaderboard"
GAME_HISTORY = "/game-history"
GAME_STATISTICS = "/game-statistics"
API_PLAYS = "/api/plays"
API_LEADERBOARD = "/api/plays/leaderboard"
API_GAME_STATISTICS = "/api/plays/statistics"


def demo_email(role: str) -> str:
    """The address of the account with which that role is tried, while there is sample data."""
    return f"{role or 'guest'}@example.com"


def list_page(entity: Entity) -> str:
    """The page that lists, searches, filters and sorts an entity: `/stock-reports`."""
    return "/" + entity.plural.replace("_", "-")


def form_page(entity: Entity) -> str:
    """The page with an entity's form; a POST to it creates a record."""
    return f"{list_page(entity)}/new"


def detail_page(entity: Entity, record: str) -> str:
    """One record's page."""
    return f"{list_page(entity)}/{record}"


def edit_page(entity: Entity, record: str) -> str:
    """One record's form; a POST to it saves the record."""
    return f"{list_page(entity)}/{record}/edit"


def delete_page(entity: Entity, record: str) -> str:
    """A POST here deletes one record."""
    return f"{list_page(entity)}/{record}/delete"


def action_page(entity: Entity, record: str, action: Action) -> str:
    """A POST here does a TRANSITION, TOGGLE or ATTACH on one record."""
    return f"{list_page(entity)}/{record}/{action.name.replace('_', '-')}"


def compare_page(entity: Entity) -> str:
    """Records side by side; `?id=1&id=2` says which."""
    return f"{list_page(entity)}/compare"


def page(page: Page) -> str:
    """A page of the navigation: an entity's list for LIST and its form for FORM, else the page's own slug.

    The caller resolves LIST and FORM pages by their entity; this gives the slug's route.
    """
    return f"/{page.slug}"


def api_collection(entity: Entity) -> str:
    """The JSON collection: GET lists (`q`, `sort`, `page`, `page_size`, filters), POST creates."""
    return "/api" + list_page(entity)


def api_record(entity: Entity, record: str) -> str:
    """One record as JSON: GET, PATCH, DELETE."""
    return f"{api_collection(entity)}/{record}"


def api_action(entity: Entity, record: str, action: Action) -> str:
    """A POST here does a TRANSITION or TOGGLE on one record."""
    return f"{api_record(entity, record)}/{action.name.replace('_', '-')}"


def api_chart(chart: Chart) -> str:
    """A chart's figures: `{"title", "labels", "values"}`; takes the filters of its entity."""
    return f"/api/charts/{chart.name.replace('_', '-')}"


def api_pipeline_runs(pipeline: Pipeline) -> str:
    """A pipeline's runs: GET lists them, newest first; POST runs it over the CSV upload `file`, or over its sample."""
    return f"/api/pipelines/{pipeline.name.replace('_', '-')}/runs"


def api_pipeline_rejects(pipeline: Pipeline) -> str:
    """The rows that were not loaded, each with a reason; `run` narrows them to one run."""
    return f"/api/pipelines/{pipeline.name.replace('_', '-')}/rejects"


def report_page(report: Report) -> str:
    """The report builder; `?sections=…&format=html|csv|json` and the entity's filters generate the report."""
    return f"/reports/{report.name.replace('_', '-')}"


def api_play(play: str, part: str = "") -> str:
    """One game that is played: GET and PATCH; its `moves` (GET, POST); POST to `join`, `undo`, `resign`, `revive`."""
    return f"{API_PLAYS}/{play}/{part}" if part else f"{API_PLAYS}/{play}"
