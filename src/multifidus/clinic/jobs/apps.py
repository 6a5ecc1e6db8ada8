"""The app `jobs`."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.jobs"
    label = "jobs"
