"""The app `design`."""

from __future__ import annotations

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.design"
    label = "design"
