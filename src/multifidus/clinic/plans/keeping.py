"""Keeping a plan and what was done of it: rows are only ever added, and each goes into the audit with its write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from multifidus.clinic.audit.entries import Act, Kind, enter
from multifidus.clinic.charts.keeping import correct, keep
from multifidus.clinic.charts.models import Assessment, Reading
from multifidus.clinic.people.models import Person
from multifidus.clinic.plans.models import Done, Plan
from multifidus.clinic.plans.signs import finding_of
from multifidus.clinic.records.models import Record

BY_MISTAKE = "tapped by mistake"


class ChangedMeanwhileError(Exception):
    """Somebody, or the same person in another window, changed the plan first; what stands is told anew."""


def current_plan(record: Record) -> Plan | None:
    """The plan that is followed now; one without exercises was ended. None where there never was one."""
    plan = Plan.objects.filter(record=record, replaced_by=None).order_by("-made_at").first()
    if plan is not None:
        plan.record = record  # with the right by which it was opened
    return plan


def follow(
    record: Record,
    exercises: Sequence[str],
    *,
    left_out: Sequence[str],
    assessment: Assessment | None,
    before: Plan | None,
    author: Person,
    today: date,
) -> Plan:
    """The plan with these exercises in the place of the one before; those that it had already keep their first day.

    Without exercises it ends. Raises ChangedMeanwhileError when `before` is not the plan that stands.
    """
    goes_on = before is not None and bool(before.exercises) and bool(exercises)
    since = {one["id"]: one["since"] for one in before.exercises} if before is not None and goes_on else {}
    plan = Plan(
        record=record,
        begun_on=before.begun_on if before is not None and (goes_on or not exercises) else today,
        author=author,
        assessment=assessment,
        exercises=[{"id": one, "since": since.get(one, today.isoformat())} for one in exercises],
        left_out=list(left_out),
        replaces=before,
    )
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
            _enter(Act.WRITE, record, author, plan.pk)
    except IntegrityError:
        if current_plan(record) == before:
            raise
        raise ChangedMeanwhileError from None
    return plan


def sent_as_for(plan: Plan, exercise: str, day: date, number: int, went: str) -> UUID:
    """The name under which a button sends: the same in every window that shows the same state of the day."""
    return uuid5(plan.pk, f"{exercise}/{day.isoformat()}/{number}/{went}")


def tick(plan: Plan, exercise: str, went: Done.Went, *, day: date, sent_as: UUID, author: Person) -> Done:
    """What was said of an exercise, kept; what is sent twice under one name is kept once, and the first answers."""
    sent_as = _not_taken_back(plan.record, sent_as)
    return _kept(
        Done(record=plan.record, plan=plan, exercise=exercise, day=day, went=went, sent_as=sent_as, author=author),
        Act.WRITE,
    )


def danger(plan: Plan, exercise: str, sign: str, *, day: date, sent_as: UUID, author: Person) -> Done:
    """A danger sign, kept with what it tells of the person, so that every page and every clinic in care knows of it."""
    finding, sent_as = finding_of(sign), _not_taken_back(plan.record, uuid5(sent_as, sign))
    with transaction.atomic():
        if finding is not None:
            keep(plan.record, Reading.Kind.INTERVIEW, {"findings": {finding: True}}, author=author, sent_as=sent_as)
        return _kept(
            Done(
                record=plan.record,
                plan=plan,
                exercise=exercise,
                day=day,
                went=Done.Went.DANGER,
                sign=sign,
                sent_as=sent_as,
                author=author,
            ),
            Act.WRITE,
        )


def take_back(done: Done, *, author: Person) -> Done:
    """The word that takes another back; twice is as good as once. What a danger sign told of the person is struck."""
    with transaction.atomic():
        told = Reading.objects.filter(record=done.record, sent_as=done.sent_as, correction=None).first()
        if done.went == Done.Went.DANGER and told is not None:
            told.record = done.record
            correct(told, None, author=author, why=BY_MISTAKE)
        return _kept(
            Done(
                record=done.record,
                plan=done.plan,
                exercise=done.exercise,
                day=done.day,
                went=Done.Went.BACK,
                takes_back=done,
                sent_as=uuid5(done.pk, "back"),
                author=author,
            ),
            Act.CORRECT,
        )


def _not_taken_back(record: Record, sent_as: UUID) -> UUID:
    """The name to keep something under: another one where what was sent under it was taken back and is said anew."""
    while Done.objects.filter(record=record, sent_as=sent_as, taken_back_by__isnull=False).exists():
        sent_as = uuid5(sent_as, "again")
    return sent_as


def _kept(done: Done, act: Act) -> Done:
    standing = Done.objects.filter(record=done.record, sent_as=done.sent_as).first()
    if standing is not None:
        return standing
    try:
        with transaction.atomic():
            done.save(force_insert=True)
            _enter(act, done.record, done.author, done.pk)
    except IntegrityError:
        return Done.objects.get(record=done.record, sent_as=done.sent_as)
    return done


def _enter(act: Act, record: Record, author: Person | None, thing: UUID) -> None:
    opened = record.opened
    enter(
        act,
        by=author.pk if author is not None else None,
        record=record.pk,
        clinic=opened.clinic,
        ground=opened.ground,
        kind=Kind.PLAN,
        thing=thing,
    )
