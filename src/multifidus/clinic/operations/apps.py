"""The app `operations`."""

from __future__ import annotations

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.operations"
    label = "operations"
