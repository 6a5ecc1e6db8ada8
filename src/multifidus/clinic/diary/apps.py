"""The app `diary`."""

from __future__ import annotations

from django.apps import AppConfig


class DiaryConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.diary"
    label = "diary"
