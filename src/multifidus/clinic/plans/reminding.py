"""Reminders by mail: looked for every few minutes, each sent once. A mail says that something waits, never what."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multifidus.clinic.audit.entries import Act, Ground, Kind, enter
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.jobs.kinds import add_kind
from multifidus.clinic.jobs.mail import Letter, add_letter
from multifidus.clinic.jobs.queue import enqueue
from multifidus.clinic.plans.following import ask_since, following
from multifidus.clinic.plans.keeping import current_plan
from multifidus.clinic.plans.models import Reminder
from multifidus.clinic.plans.place import zone_for
from multifidus.clinic.plans.rules import rules_of
from multifidus.clinic.plans.stop_links import at_home, stop_path
from multifidus.clinic.plans.times import next_moment

LOOK, ASK = "look_for_reminders", "look_for_asking"
REMIND_MAIL, ASK_MAIL = "plan_reminder_mail", "plan_ask_mail"
EVERY, ASKED_EVERY = timedelta(minutes=5), timedelta(hours=1)
TOO_LATE = timedelta(hours=2)  # a service that stood still for long does not wake anybody for it
DAYTIME = range(9, 20)  # hours in which somebody is asked how it is


def register() -> None:
    """The jobs and letters of this app."""
    add_kind(LOOK, look, label=gettext_lazy("Look for reminders that are due"), every=EVERY)
    add_kind(ASK, look_for_asking, label=gettext_lazy("Look who is to be asked how it is"), every=ASKED_EVERY)
    add_letter(REMIND_MAIL, reminder_letter, label=gettext_lazy("Send a reminder"))
    add_letter(ASK_MAIL, asking_letter, label=gettext_lazy("Ask somebody to come back"))


def arrange(reminder: Reminder, *, after: datetime | None = None) -> None:
    """Works out when a reminder is due next; nothing is saved."""
    zone = zone_for(reminder.record)
    moment = next_moment(reminder.days, reminder.times, zone, after=after or timezone.now())
    reminder.next_at = moment if reminder.on else None


def look() -> None:
    """Asks for a mail for each reminder whose time has come, once among all workers."""
    now = timezone.now()
    for reminder in Reminder.objects.filter(on=True, next_at__lte=now).select_related("record__person"):
        due = reminder.next_at
        if due is None:
            continue
        arrange(reminder, after=due - timedelta(seconds=1))
        still = reminder.next_at == due  # not where the person has moved to another zone since
        arrange(reminder, after=now)
        ours = Reminder.objects.filter(pk=reminder.pk, on=True, next_at=due).update(next_at=reminder.next_at)
        if ours and still and now - due < TOO_LATE:
            enqueue(REMIND_MAIL, reminder=reminder.key)


def look_for_asking() -> None:
    """Asks for a mail to whoever is to be asked how it is, once for each day on which that is due."""
    now, rules = timezone.now(), rules_of(engine()[0])
    for reminder in Reminder.objects.filter(on=True, asks=True, record__closed_at=None).select_related(
        "record__person"
    ):
        local = now.astimezone(zone_for(reminder.record))
        plan = current_plan(reminder.record)
        if local.hour not in DAYTIME or plan is None or not plan.exercises:
            continue
        due = ask_since(reminder.record, plan, local.date(), rules)
        if due is None or due == reminder.asked_on:
            continue
        waiting = Reminder.objects.filter(pk=reminder.pk, on=True, asked_on=reminder.asked_on)
        if waiting.update(asked_on=due):
            enqueue(ASK_MAIL, reminder=reminder.key)


def reminder_letter(reminder: UUID) -> Letter | None:
    """The reminder; None where nothing is to be done today, or nobody wants it any more."""
    found = _standing(reminder)
    if found is None:
        return None
    today = following(found.record)
    if not today.cards or today.done_today >= today.to_do:
        return None
    return _letter(found)


def asking_letter(reminder: UUID) -> Letter | None:
    """The mail that asks somebody to come back; None where they have told something since."""
    found = _standing(reminder)
    plan = current_plan(found.record) if found is not None else None
    if found is None or plan is None or not plan.exercises:
        return None
    today = timezone.now().astimezone(zone_for(found.record)).date()
    if ask_since(found.record, plan, today, rules_of(engine()[0])) is None:
        return None
    return _letter(found)


def stop(key: UUID) -> bool:
    """Whether reminders with this key are off from now on; False where there are none."""
    found = Reminder.objects.filter(key=key).select_related("record").first()
    if found is None:
        return False
    if Reminder.objects.filter(pk=found.pk, on=True).update(on=False, next_at=None):
        enter(Act.WRITE, by=None, record=found.record_id, ground=Ground.NONE, kind=Kind.PLAN)
    return True


def _standing(key: UUID) -> Reminder | None:
    found = Reminder.objects.filter(key=key, on=True, record__closed_at=None).select_related("record__person").first()
    if found is None or found.record.person is None or not found.record.person.is_active:
        return None
    return found


def _letter(reminder: Reminder) -> Letter:
    person = reminder.record.person
    assert person is not None
    stop_here = at_home(stop_path(reminder.key))
    with translation.override(person.language or None):
        links = {"here": at_home(reverse("my_plan")), "stop": stop_here}
        body = render_to_string("plans/reminder_mail.txt", links)
        subject = _("Your reminder")
    headers = {"List-Unsubscribe": f"<{stop_here}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return Letter(person.email, subject, body, headers)
