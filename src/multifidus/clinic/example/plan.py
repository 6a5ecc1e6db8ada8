"""The plan of somebody in the example clinic: begun some days ago, with what was done of it since."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from multifidus.clinic.example.cast import Followed
from multifidus.clinic.people.models import Person
from multifidus.clinic.plans.following import following
from multifidus.clinic.plans.keeping import follow, tick
from multifidus.clinic.plans.models import Done
from multifidus.clinic.records.models import Record


def follow_plan(record: Record, told: Followed, person: Person) -> None:
    """Begins what the programme offers, and ticks off what was done."""
    today = following(record)
    begun = today.today - timedelta(days=told.days_ago)
    wanted = [one for one in today.programme.ids if one not in told.leaves_out]
    left = [one for one in today.programme.ids if one in told.leaves_out]
    made = today.programme.assessment
    plan = follow(record, wanted, left_out=left, assessment=made, before=None, author=person, today=begun)
    for exercise, days in told.done.items():
        for number, went in enumerate(days):
            if went and exercise in wanted:
                day = begun + timedelta(days=number)
                tick(plan, exercise, Done.Went(went), day=day, sent_as=uuid4(), author=person)
