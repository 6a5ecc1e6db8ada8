"""The app `oversight`."""

from __future__ import annotations

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.oversight"
    label = "oversight"
