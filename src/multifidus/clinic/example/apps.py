"""The app `example`."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import register


class ExampleConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.example"
    label = "example"

    def ready(self) -> None:
        """Registers the check."""
        from multifidus.clinic.example.checks import example_stays_on_one_machine

        register(example_stays_on_one_machine)
