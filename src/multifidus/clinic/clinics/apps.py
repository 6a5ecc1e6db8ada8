"""The app `clinics`."""

from __future__ import annotations

from django.apps import AppConfig


class ClinicsConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.clinics"
    label = "clinics"

    def ready(self) -> None:
        """Tells `people` who works in a clinic: they need a second factor, and their sessions end sooner."""
        from multifidus.clinic.clinics.working import works_anywhere
        from multifidus.clinic.people.hooks import rooms

        rooms.works_in_clinic = works_anywhere
