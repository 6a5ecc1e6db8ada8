"""The app `charts`."""

from __future__ import annotations

from django.apps import AppConfig


class ChartsConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.charts"
    label = "charts"
