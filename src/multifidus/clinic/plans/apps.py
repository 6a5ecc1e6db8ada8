"""The app `plans`."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.plans"
    label = "plans"

    def ready(self) -> None:
        """Says what a plan keeps of a record, and which jobs it has."""
        from multifidus.clinic.plans import belongings, reminding

        belongings.register()
        reminding.register()
