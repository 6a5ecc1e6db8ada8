"""What the plan keeps of a record, for its export, its erasure, and going on in another record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet

from multifidus.clinic.plans.models import Done, Plan, Reminder
from multifidus.clinic.records.belongings import belongs
from multifidus.clinic.records.models import Record


def register() -> None:
    """Adds plans, what was done of them, and reminders to what belongs to a record."""
    belongs("plans", Plan, plans, _plan, carry=carry_plans)
    belongs("plan_done", Done, done, _done)
    belongs("plan_reminders", Reminder, reminders, _reminder, carry=carry_reminder)


def plans(record: Record) -> QuerySet[Plan]:
    """All plans of a record, the first one first."""
    return Plan.objects.filter(record=record).select_related("author").order_by("made_at", "pk")


def done(record: Record) -> QuerySet[Done]:
    """All that was said of exercises, that which was taken back as well."""
    return Done.objects.filter(record=record).select_related("author").order_by("at", "pk")


def reminders(record: Record) -> QuerySet[Reminder]:
    """When the person is reminded."""
    return Reminder.objects.filter(record=record)


def carry_plans(before: Record, after: Record) -> None:
    """Adds plans and what was done to another record that has no plan yet; where it has one, both histories stay.

    Two plans cannot be followed at once, so that a plan of the second record stands, and the first is not carried.
    """
    if Plan.objects.filter(record=after).exists():
        return
    new: dict[UUID, UUID] = {}
    for row in plans(before):
        new[row.pk] = uuid4()
        Plan.objects.create(
            pk=new[row.pk],
            record=after,
            made_at=row.made_at,
            begun_on=row.begun_on,
            author=row.author,
            exercises=row.exercises,
            left_out=row.left_out,
            replaces_id=new[row.replaces_id] if row.replaces_id else None,
        )
    told: dict[UUID, UUID] = {}
    for one in done(before):
        told[one.pk] = uuid4()
        Done.objects.create(
            pk=told[one.pk],
            record=after,
            plan_id=new[one.plan_id],
            exercise=one.exercise,
            day=one.day,
            went=one.went,
            sign=one.sign,
            at=one.at,
            author=one.author,
            takes_back_id=told[one.takes_back_id] if one.takes_back_id else None,
            sent_as=one.sent_as,
        )


def carry_reminder(before: Record, after: Record) -> None:
    """A reminder goes on where the second record has none."""
    row = reminders(before).first()
    if row is not None and not reminders(after).exists():
        Reminder.objects.create(
            record=after,
            on=row.on,
            days=row.days,
            times=row.times,
            asks=row.asks,
            next_at=row.next_at,
            asked_on=row.asked_on,
        )


def _plan(row: Plan) -> Mapping[str, Any]:
    return {
        "id": row.pk,
        "made_at": row.made_at,
        "begun_on": row.begun_on,
        "author": str(row.author) if row.author else None,
        "assessment": row.assessment_id,
        "exercises": row.exercises,
        "left_out": row.left_out,
        "replaces": row.replaces_id,
    }


def _done(row: Done) -> Mapping[str, Any]:
    return {
        "id": row.pk,
        "plan": row.plan_id,
        "exercise": row.exercise,
        "day": row.day,
        "went": row.went,
        "sign": row.sign,
        "at": row.at,
        "author": str(row.author) if row.author else None,
        "takes_back": row.takes_back_id,
        "sent_as": row.sent_as,
    }


def _reminder(row: Reminder) -> Mapping[str, Any]:
    return {"on": row.on, "days": row.days, "times": row.times, "asks": row.asks, "next_at": row.next_at}
