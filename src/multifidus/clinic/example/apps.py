"""The app `example`."""

from __future__ import annotations

from django.apps import AppConfig


class ExampleConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.example"
    label = "example"
