"""Uploaded files: kept in the database, and handed out so that nothing in them can run."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import quote

from fastapi import APIRouter, Response
from pydantic import BaseModel
from sqlalchemy.orm import Session

from app.database import SessionDep
from app.models import StoredFile
from app.problems import Invalid, NotFound
from app.types import FILES_AT, LARGEST_KEY

LARGEST = 5 * 1024 * 1024

# What a file begins with says what it is; its name only says what it is called.
SIGNATURES = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
    "application/pdf": (b"%PDF-",),
    "audio/mpeg": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    "audio/ogg": (b"OggS",),
    "application/zip": (b"PK\x03\x04",),
}
TEXTS = {".txt": "text/plain", ".csv": "text/csv", ".md": "text/plain", ".json": "application/json"}
INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml", "application/pdf"})
PLAYED = frozenset({"audio/mpeg", "audio/ogg", "audio/wav", "video/mp4", "video/webm"})

router = APIRouter()


class StoredFileRead(BaseModel):
    """A stored file; `url` is where it is handed out, `id` what a record's field takes."""

    id: int
    name: str
    content_type: str
    size: int
    url: str


def store(session: Session, name: str, content: bytes, *, kind: str = "file") -> StoredFile:
    """Keeps a file; `kind` is `image` where nothing but a picture is taken.

    Raises:
        Invalid: it is empty, too large, or of a kind that is not taken.
    """
    if not content:
        raise Invalid("The file is empty.")
    if len(content) > LARGEST:
        raise Invalid(f"The file is larger than {LARGEST // 1024 // 1024} MB.")
    content_type = recognised(name, content)
    if not content_type or (kind == "image" and not content_type.startswith("image/")):
        taken = "PNG, JPEG, GIF or WebP" if kind == "image" else "a picture, PDF, audio, video, ZIP or plain text"
        raise Invalid(f"This kind of file is not taken; it must be {taken}.")
    stored = StoredFile(name=_safe_name(name), content_type=content_type, size=len(content), content=content)
    session.add(stored)
    session.commit()
    return stored


def recognised(name: str, content: bytes) -> str:
    """The type of a file by its first bytes, of a text by its name; empty where it is none that is taken."""
    for content_type, beginnings in SIGNATURES.items():
        if content.startswith(beginnings) and (content_type != "image/webp" or content[8:12] == b"WEBP"):
            return content_type
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "audio/wav"
    if content[4:8] == b"ftyp":
        return "video/mp4"
    if content[:4] == b"\x1a\x45\xdf\xa3":
        return "video/webm"
    content_type = TEXTS.get(PurePosixPath(name.lower()).suffix, "")
    return content_type if content_type and _is_text(content) else ""


@router.get(f"{FILES_AT}/{{file_id:int}}", include_in_schema=False)
def read_file(session: SessionDep, file_id: int, download: bool = False) -> Response:
    """The file itself. Scripts in it do not run, whatever it says it is."""
    stored = session.get(StoredFile, file_id) if 0 < file_id <= LARGEST_KEY else None
    if stored is None:
        raise NotFound(f"There is no file {file_id}.")
    shown = stored.content_type in INLINE | PLAYED and not download
    disposition = "inline" if shown else "attachment"
    return Response(
        stored.content,
        media_type=stored.content_type,
        headers={
            "Content-Disposition": f"{disposition}; filename*=UTF-8''{quote(stored.name)}",
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
            "Cache-Control": "private, max-age=86400",
        },
    )


def describe(stored: StoredFile) -> StoredFileRead:
    """What the API says of a file."""
    return StoredFileRead(
        id=stored.id,
        name=stored.name,
        content_type=stored.content_type,
        size=stored.size,
        url=f"{FILES_AT}/{stored.id}",
    )


def _is_text(content: bytes) -> bool:
    try:
        return "\x00" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _safe_name(name: str) -> str:
    plain = re.sub(r"[^\w.() -]", "_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(". ")
    return plain[-120:] or "file"
