"""Where everything durable lives: objects by content, small documents, and each app's git history."""

from __future__ import annotations

STORES = {"directory": "promptreal.store.directory:DirectoryStore"}
