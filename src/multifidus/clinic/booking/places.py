"""Where a person can book: the clinics that see their record, and those that take new people; and their kinds."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from multifidus.clinic.booking.models import Desk, Hours, VisitKind
from multifidus.clinic.booking.rules import Need
from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.records.consents import live
from multifidus.clinic.records.models import Record
from multifidus.terms import Urgency


def clinics_to_book(record: Record) -> list[Clinic]:
    """The clinics that offer visits: those that see the record first, then those that take new people."""
    theirs = set(live(record).values_list("clinic", flat=True))
    offering = Q(pk__in=VisitKind.objects.filter(retired_at=None).values("clinic"))
    working = Q(pk__in=Hours.objects.filter(membership__ended_at=None).values("membership__clinic"))
    open_to_all = ~Q(pk__in=Desk.objects.filter(takes_new=False).values("clinic"))
    found = Clinic.objects.filter(offering & working & (Q(pk__in=theirs) | open_to_all))
    return sorted(found, key=lambda one: (one.pk not in theirs, one.name, str(one.pk)))


def sees_record(clinic: Clinic, record: Record) -> bool:
    """Whether a clinic sees a record today."""
    return live(record).filter(clinic=clinic).exists()


def kinds_for(clinic: Clinic, need: Need) -> list[VisitKind]:
    """The kinds of visit for how soon somebody has to be seen; all of them where none is meant for that.

    Where nobody knows how soon, the kinds for what is urgent come first and the others after them.
    """
    kinds = sorted(clinic.visit_kinds.filter(retired_at=None), key=_order)
    wanted = need.urgency or Urgency.URGENT
    meant = [one for one in kinds if wanted in one.urgencies]
    others = [one for one in kinds if one not in meant]
    if not need.urgency:
        return meant + others
    return meant or others


def _order(kind: VisitKind) -> tuple[bool, int, str]:
    """At the clinic before by phone, and the longer before the shorter: nobody's first visit is a short one."""
    return (kind.where != VisitKind.Where.IN_PERSON, -kind.minutes, kind.name)


def chosen(choices: Sequence[Clinic], wanted: object) -> Clinic:
    """The one that was asked for by its id, or the first."""
    return next((one for one in choices if str(one.pk) == wanted), choices[0])


def kind_chosen(choices: Sequence[VisitKind], wanted: object) -> VisitKind:
    """The one that was asked for by its id, or the first."""
    return next((one for one in choices if str(one.pk) == wanted), choices[0])


def phone_of(clinic: Clinic) -> str:
    """The number under which a clinic is called; empty where it told none."""
    return Desk.objects.filter(clinic=clinic).values_list("phone", flat=True).first() or ""
