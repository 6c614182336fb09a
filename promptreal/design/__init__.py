"""Request in, AppSpec out."""

from __future__ import annotations

DESIGNERS = {"offline": "promptreal.design.offline:OfflineDesigner"}
