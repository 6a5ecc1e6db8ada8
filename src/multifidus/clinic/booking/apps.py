"""The app `booking`."""

from __future__ import annotations

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BookingConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.booking"
    label = "booking"

    def ready(self) -> None:
        """Says what booking keeps of a record, which jobs and letters it has, and what it does when somebody leaves."""
        from multifidus.clinic.booking import booked, keeping, leaving, letters, reminding, waiting_list
        from multifidus.clinic.clinics.models import Membership
        from multifidus.clinic.clinics.signals import membership_ended
        from multifidus.clinic.jobs.kinds import add_kind
        from multifidus.clinic.jobs.mail import add_letter

        keeping.register()
        add_letter(booked.TELL, letters.how_it_stands, label=_("Tell somebody how their visit stands"))
        add_letter(reminding.MAIL, letters.reminder, label=_("Remind somebody of a visit"))
        add_letter(waiting_list.MAIL, letters.time_came_free, label=_("Tell somebody of a time that came free"))
        add_letter(leaving.MAIL, letters.somebody_left, label=_("Tell schedulers of visits that need another time"))
        add_kind(booked.OFFER, waiting_list.offer_free_times, label=_("Offer times that came free"))
        add_kind("remind", reminding.remind, label=_("Look for visits to remind of"), every=timedelta(minutes=15))
        add_kind(
            "offer_everywhere",
            waiting_list.offer_everywhere,
            label=_("Look through the waiting lists"),
            every=timedelta(minutes=5),
        )
        membership_ended.connect(leaving.on_membership_ended, sender=Membership, dispatch_uid="booking")
