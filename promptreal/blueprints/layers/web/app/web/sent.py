"""What a form sent."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from app import forms
from app.database import SessionDep
from app.web.subject import Subject


async def _sent(request: Request, session: SessionDep, view: Subject) -> dict[str, object]:
    return await forms.read(session, view.source, request)


Sent = Annotated[dict[str, object], Depends(_sent)]
