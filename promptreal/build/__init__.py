"""From a source tree to something a target can run."""

from __future__ import annotations

BUILDERS = {"bundle": "promptreal.build.bundle:BundleBuilder"}
