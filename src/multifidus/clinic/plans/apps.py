"""The app `plans`."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.plans"
    label = "plans"
