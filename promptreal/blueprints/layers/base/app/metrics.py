"""Figures about the service itself, for Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

registry = CollectorRegistry()

REQUESTS = Counter("http_requests_total", "Requests answered.", ["method", "route", "status"], registry=registry)
SECONDS = Histogram(
    "http_request_duration_seconds", "Seconds until a request was answered.", ["method", "route"], registry=registry
)
RECORDS = Gauge("records_total", "Records kept.", ["entity"], registry=registry)
