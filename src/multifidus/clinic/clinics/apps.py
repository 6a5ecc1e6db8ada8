"""The app `clinics`."""

from __future__ import annotations

from django.apps import AppConfig


class ClinicsConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.clinics"
    label = "clinics"

    def ready(self) -> None:
        """Tells `people` who works in a clinic: they need a second factor, and their sessions end sooner."""
        from multifidus.clinic.clinics.closing import ends_memberships, objects_as_last_administrator
        from multifidus.clinic.clinics.working import works_anywhere
        from multifidus.clinic.people.hooks import rooms
        from multifidus.clinic.people.models import Person
        from multifidus.clinic.people.signals import account_closed, account_closing

        rooms.works_in_clinic = works_anywhere
        account_closing.connect(objects_as_last_administrator, sender=Person, dispatch_uid="clinics")
        account_closed.connect(ends_memberships, sender=Person, dispatch_uid="clinics")
