"""Targets: ImageRef → a running, proven app."""

TARGETS = {"process": "promptreal.deploy.process:ProcessTarget"}
