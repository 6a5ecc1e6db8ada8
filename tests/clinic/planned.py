"""A person with a plan: what the tests of the plan begin with."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from multifidus.clinic.charts.assessing import reassess
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.plans.keeping import current_plan, follow, tick
from multifidus.clinic.plans.models import Done, Plan
from multifidus.clinic.plans.place import zone_for
from multifidus.clinic.records.models import Record

STRAIN = {
    "acute_low_back_pain": True,
    "duration_weeks": 1,
    "onset_while_lifting": True,
    "pain_on_forward_bending": True,
    "age": 42,
    "pain_0_10": 5,
    "saddle_numbness": False,
    "urine_change": False,
}
EMERGENCY = {"saddle_numbness": True, "urinary_retention": True}
URGENT = {"fever": True}


def told(record: Record, findings: dict | None = None, *, at: datetime | None = None) -> Reading:
    """A reading of the person with these findings, assessed."""
    reading = keep(record, Reading.Kind.INTERVIEW, {"findings": findings or STRAIN}, author=record.person, at=at)
    reassess(record)
    return reading


def begun(record: Record, *exercises: str, days_ago: int = 0) -> Plan:
    """A plan with these exercises, or with all that is offered, begun some days ago."""
    from multifidus.clinic.plans.following import following

    if not record.readings.exists():
        told(record)
    today = following(record)
    return follow(
        record,
        exercises or today.programme.ids,
        left_out=[],
        assessment=today.programme.assessment,
        before=current_plan(record),
        author=record.person,
        today=today.today - timedelta(days=days_ago),
    )


def did(plan: Plan, exercise: str, went: str = "well", *, day: date | None = None) -> Done:
    """One word on one exercise, of today where its person is."""
    today = timezone.now().astimezone(zone_for(plan.record)).date()
    return tick(plan, exercise, Done.Went(went), day=day or today, sent_as=uuid4(), author=plan.record.person)


def page(browser, name: str, record: Record, *more, **query) -> str:
    """What a page of a record shows."""
    answer = browser.get(reverse(name, args=[record.pk, *more]), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()
