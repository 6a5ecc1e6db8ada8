"""The app `api`."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.api"
    label = "api"
