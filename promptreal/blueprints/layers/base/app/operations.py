"""What those who run the service ask it: is it alive, is it ready, how is it doing."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from app import metrics, revision
from app.catalogue import ENTITIES
from app.config import settings
from app.database import SessionDep

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def health() -> dict[str, str]:
    """Alive; nothing else is touched."""
    return {"status": "ok", "version": settings.app_version}


@router.get("/readyz")
def ready(session: SessionDep) -> JSONResponse:
    """Ready when the database answers and has this version's tables."""
    try:
        found = revision.current(session.connection())
    except SQLAlchemyError:
        return _not_ready("the database does not answer")
    if not revision.serves(found):
        return _not_ready("the database is not migrated: run `python -m app migrate`")
    return JSONResponse({"status": "ready", "revision": found})


@router.get("/metrics")
def figures(session: SessionDep) -> Response:
    """Prometheus' text format."""
    for entity in ENTITIES.values():
        model: Any = entity.model
        metrics.RECORDS.labels(entity.name).set(session.scalars(select(func.count()).select_from(model)).one())
    return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)


def _not_ready(reason: str) -> JSONResponse:
    return JSONResponse({"status": "not ready", "reason": reason}, status_code=503)
