"""The example clinic made, once: who works there, who is in its care, what was told, and what that comes to."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from multifidus.clinic.charts.assessing import reassess
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.clinics.models import Clinic, Membership, Role
from multifidus.clinic.example.cast import Somebody, cast
from multifidus.clinic.example.diary import write_diary
from multifidus.clinic.example.plan import follow_plan
from multifidus.clinic.example.week import fill_week
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Consent, Record


def make() -> bool:
    """Whether the clinic was made now; False when it is there already. All or nothing."""
    with transaction.atomic():
        if Clinic.objects.filter(is_example=True).exists():
            return False
        clinic = Clinic.objects.create(is_example=True, **cast().clinic)
        staff = {one.key: _account(one.email, one.name) for one in cast().staff}
        for one in cast().staff:
            Membership.objects.create(person=staff[one.key], clinic=clinic, role=Role(one.role))
        for somebody in cast().people:
            _take_in(somebody, clinic, clinician=staff["clinician"])
        fill_week(clinic, staff["clinician"])
    return True


def _account(email: str, name: str) -> Person:
    """An account with no password: the one click on the first page is the only way in."""
    return Person.objects.create_user(email, None, name=name)


def _take_in(somebody: Somebody, clinic: Clinic, *, clinician: Person) -> None:
    person = _account(somebody.email, somebody.name) if somebody.account else None
    record = Record.objects.create(
        person=person, name=somebody.name, sex=somebody.sex, born=_born(somebody.age), opened_by=clinician
    )
    Consent.objects.create(
        record=record,
        clinic=clinic,
        given=Consent.Given.SIGNED_IN if person else Consent.Given.TOLD,
        given_by=person or clinician,
    )
    for told in somebody.readings:
        own = told.by == "person" and person is not None
        keep(
            record,
            Reading.Kind(told.kind),
            told.content,
            author=person if own and person else clinician,
            clinic=None if own else clinic,
            at=timezone.now() - timedelta(days=told.days_ago, hours=1),
        )
        reassess(record)
    if person is not None and write_diary(record, somebody.key, person, ZoneInfo(clinic.time_zone)):
        reassess(record)
    if somebody.plan is not None and person is not None:
        follow_plan(record, somebody.plan, person)


def _born(age: int) -> date:
    """A day of birth that makes somebody this old for half a year to come."""
    today = timezone.localdate()
    return date(today.year - age, today.month, 1) - timedelta(days=120)
