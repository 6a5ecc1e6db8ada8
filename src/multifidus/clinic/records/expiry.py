"""What happens once a day to what has been kept long enough: records, consents, invitations that nobody accepted."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Min, QuerySet
from django.utils import timezone

from multifidus.clinic.clinics.models import Clinic, Invitation
from multifidus.clinic.records.consents import live, withdraw
from multifidus.clinic.records.erasure import erase
from multifidus.clinic.records.models import Erasure, Record
from multifidus.clinic.records.retention import kept_until, last_entry, later

INVITATIONS_KEPT = timedelta(days=90)  # after they expired; an address is not kept for nothing


def keep_no_longer() -> None:
    """Erases what nobody owns and no clinic has to keep, and ends the consents of clinics whose time is over.

    Somebody's own record is theirs: it is erased when they ask. Done twice it changes nothing more.
    """
    for record in _old().filter(person=None).iterator():
        erase_if_due(record)
    for record in _old().filter(person__isnull=False, consents__withdrawn_at=None).distinct().iterator():
        _end_consents(record)
    stale = timezone.now() - INVITATIONS_KEPT
    Invitation.objects.filter(accepted_at=None, expires_at__lt=stale).delete()


def erase_if_due(record: Record) -> Erasure | None:
    """The erasure of a record without an owner whose time is over; None while somebody has to keep it."""
    with transaction.atomic():
        held = Record.objects.select_for_update().filter(pk=record.pk, person=None).first()
        if held is None:
            return None  # it got an owner, or is erased, since it was listed
        until = kept_until(held)
        if until is not None and until > timezone.now():
            return None
        return erase(held, Erasure.Why.RETENTION)


def _end_consents(record: Record) -> None:
    """Ends the consents of clinics for which the time after the last entry is over; the record stays its person's."""
    last = last_entry(record)
    for consent in live(record).select_related("clinic"):
        given = max(last, consent.given_at)  # a consent that was given anew counts from its own day
        if later(given, consent.clinic.retention_years) <= timezone.now():
            withdraw(record, consent.clinic, by=None)


def _old() -> QuerySet[Record]:
    """The records old enough to be looked at: none is due before the shortest time of any clinic is over."""
    years = Clinic.objects.aggregate(years=Min("retention_years"))["years"]
    if years is None:
        return Record.objects.none()
    return Record.objects.filter(opened_at__lt=later(timezone.now(), -years))
