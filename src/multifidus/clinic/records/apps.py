"""The app `records`."""

from __future__ import annotations

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.records"
    label = "records"
