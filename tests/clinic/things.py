"""What stands in an address, for whoever asks: own, of the same clinic, or of another one."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.utils import timezone

from clinic.booked import fill_visits
from multifidus.clinic.booking.models import Hours, Offer
from multifidus.clinic.charts.assessing import reassess
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.clinics.invitations import invite
from multifidus.clinic.clinics.models import Clinic, Role
from multifidus.clinic.jobs.models import Job
from multifidus.clinic.people.models import Person
from multifidus.clinic.plans.keeping import follow, tick
from multifidus.clinic.plans.models import Done
from multifidus.clinic.records.models import Record

OWN, SAME, OTHER = "own", "same clinic", "other clinic"


@dataclass(frozen=True)
class Seen:
    """One record with the clinic it belongs to; every thing of an address hangs on the one or the other."""

    record: Record
    clinic: Clinic
    clinician: Person


def fill(record: Record, clinician: Person) -> None:
    """A reading, an assessment and a plan with one exercise done, so that there is something to see."""
    keep(record, Reading.Kind.NOTE, {"text": "My back locked up after I lifted a sofa."}, author=clinician)
    spasm(record)
    made = reassess(record)
    if not record.plans.exists():
        plan = follow(
            record, ["walking"], left_out=[], assessment=made, before=None, author=clinician, today=timezone.localdate()
        )
        tick(plan, "walking", Done.Went.WELL, day=plan.begun_on, sent_as=uuid4(), author=clinician)
    fill_visits(record)


def spasm(record: Record) -> Reading:
    """An entry of the diary that stands; kept now where there is none."""
    standing = record.readings.filter(
        kind=Reading.Kind.DIARY, correction=None, struck=False, content__has_key="episode"
    )
    told = {"episode": {"began": "2026-02-03T07:40:00+00:00", "worst": 6}}
    return standing.first() or keep(record, Reading.Kind.DIARY, told, author=record.person)


def thing(name: str, seen: Seen) -> Any:
    """What fills the part `name` of an address, found anew for each request; a new part of an address has its line."""
    match name:
        case "record":
            return seen.record.pk
        case "clinic":
            return seen.clinic.pk
        case "reading":
            return seen.record.readings.order_by("entered_at").first().pk
        case "episode":
            return spasm(seen.record).pk
        case "assessment":
            return seen.record.assessments.order_by("made_at").first().pk
        case "hours":
            return Hours.objects.filter(membership__clinic=seen.clinic).first().pk
        case "visit_kind":
            return seen.clinic.visit_kinds.first().pk
        case "closure":
            return seen.clinic.closures.first().pk
        case "visit":
            return seen.record.visits.order_by("starts").first().pk
        case "waiting":
            return seen.record.waiting.first().pk
        case "offer":
            return Offer.objects.get(waiting__record=seen.record).pk
        case "membership":
            return seen.clinic.memberships.get(person=seen.clinician).pk
        case "invitation":
            return invite("new@example.org", seen.clinic, role=Role.SCHEDULER).invitation.pk
        case "job":
            return Job.objects.create(kind="prune", clinic=seen.clinic.pk, state=Job.State.FAILED).pk
        case "exercise":
            return "walking"
        case "done":
            return seen.record.done.order_by("at").first().pk
        case "step":
            return 1  # of an interview; who has begun none is led to the beginning
        case "token":
            return "no-such-token"  # of an invitation
        case "key" | "uidb36":
            return "no-such-key"  # of an e-mail; a key that was never given
        case "pk":
            return 1  # a passkey; nobody in this world has one
    raise AssertionError(f"tests/clinic/things.py does not know what fills <{name}> in an address")
