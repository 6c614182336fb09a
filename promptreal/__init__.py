"""Prompt to Real: from a sentence to a running, proven application. The domain; it never imports Dagster."""

__version__ = "0.1.0"
