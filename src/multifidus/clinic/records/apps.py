"""The app `records`."""

from __future__ import annotations

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.records"
    label = "records"

    def ready(self) -> None:
        """Says what this app keeps of a record, and which jobs it has."""
        from multifidus.clinic.jobs.kinds import add_kind
        from multifidus.clinic.jobs.mail import add_letter
        from multifidus.clinic.people.hooks import rooms
        from multifidus.clinic.records import emergencies, own_belongings
        from multifidus.clinic.records.emergency_mail import letter
        from multifidus.clinic.records.expiry import keep_no_longer
        from multifidus.clinic.records.homes import zone_at_home

        own_belongings.register()
        rooms.zone_at_home = zone_at_home
        add_letter(emergencies.MAIL, letter, label=_("Tell somebody that their record was opened"))
        add_kind(
            "keep_no_longer",
            keep_no_longer,
            label=_("Erase what has been kept long enough"),
            every=timedelta(days=1),
        )
