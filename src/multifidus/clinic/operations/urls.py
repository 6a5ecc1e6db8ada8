"""Addresses that whoever runs the service asks: is it alive, is it ready, how is it doing."""

from __future__ import annotations

from django.urls import path

from multifidus.clinic.operations import health, metrics

urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("metrics", metrics.metrics, name="metrics"),
]
