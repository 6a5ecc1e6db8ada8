"""The app `lifts`."""

from __future__ import annotations

from django.apps import AppConfig


class LiftsConfig(AppConfig):
    """Where Django finds this app. It has no models: what somebody lifts is kept nowhere."""

    name = "multifidus.clinic.lifts"
    label = "lifts"
