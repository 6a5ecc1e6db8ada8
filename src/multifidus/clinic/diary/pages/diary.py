"""The diary of one record: what it comes to, and its entries."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.current import current
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.pages.seen import seen_by
from multifidus.clinic.charts.told import told_assessment
from multifidus.clinic.diary.entries import entries_of, episodes_of
from multifidus.clinic.diary.keeping import AT_ONCE
from multifidus.clinic.diary.shown.calendar import calendar_of
from multifidus.clinic.diary.shown.lines import line_of
from multifidus.clinic.diary.shown.often import often
from multifidus.clinic.diary.shown.times import day_of
from multifidus.clinic.diary.shown.triggers import triggers_shown
from multifidus.clinic.diary.shown.weeks import weeks_of
from multifidus.clinic.diary.triggers import labels
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.walls import Wish, open_record
from multifidus.findings.diary import review

ON_A_PAGE = 10


@require_safe
@login_required
def diary(request: HttpRequest, record: UUID) -> HttpResponse:
    """How often, how bad, since when, and each entry."""
    person = person_of(request)
    found = open_record(person, record, Wish.READ, Act.READ, kind=Kind.DIARY)
    seen, knowledge = seen_by(person, found), engine()[0]
    made = current(found)
    urgent = seen.shown(told_assessment(made)) if made is not None and made.urgency in (*AT_ONCE, "") else None
    entries = entries_of(found, knowledge)
    episodes = episodes_of(entries)
    now = timezone.now().astimezone(seen.zone)
    today, looked = now.date(), review(episodes, knowledge, now=now)
    day = _day(request.GET.get("day"))
    listed = [one for one in entries if one.began.date() == day] if day else entries
    page = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page"))
    named = labels(knowledge)
    context = {
        "seen": seen,
        "shown": urgent,
        "count": len(episodes),
        "often": often(looked),
        "weeks": weeks_of(episodes, looked, now=now),
        "day_times": day_of(looked.times),
        "triggers": triggers_shown(looked.triggers, named, seen.words),
        "calendar": calendar_of(episodes, until=_day(request.GET.get("until")) or day or today, today=today),
        "lines": [line_of(one, named) for one in page.object_list],
        "page": page,
        "day": day,
    }
    return render(request, "diary/diary.html", context)


def _day(told: str | None) -> date | None:
    """A day of an address; None for what is none."""
    try:
        found = date.fromisoformat(told or "")
    except ValueError:
        return None
    return found if date(1900, 1, 1) <= found <= date(2200, 1, 1) else None
