"""The app `people`."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.people"
    label = "people"
