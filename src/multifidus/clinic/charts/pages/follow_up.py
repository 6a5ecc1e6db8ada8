"""How is it now: asked again after some weeks, by its person alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.content import checked
from multifidus.clinic.charts.current import current
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.follow_up import course_of
from multifidus.clinic.charts.forms.follow_up import FollowUpForm
from multifidus.clinic.charts.keeping import SentBeforeError, keep, standing
from multifidus.clinic.charts.models import Assessment, Reading
from multifidus.clinic.charts.pages.adding import SENT_BEFORE
from multifidus.clinic.charts.pages.seen import seen_by, sent
from multifidus.clinic.charts.shown import shown_to_person
from multifidus.clinic.charts.shown.asked_again import danger_signs, still_so
from multifidus.clinic.charts.shown.words import Words
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.models import Record
from multifidus.clinic.records.walls import Wish, open_record


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def follow_up(request: HttpRequest, record: UUID) -> HttpResponse:
    """A short form; what it tells is a reading, and the answer follows at once."""
    person = person_of(request)
    found = open_record(person, record, Wish.OWN, Act.READ, kind=Kind.INTERVIEW)
    made = current(found)
    if made is None:
        messages.info(request, _("Nothing was told yet. Begin here."))
        return redirect("answer", record=found.pk)
    readings = standing(found)
    form = FollowUpForm(sent(request), **_questions(made, readings))
    if request.method == "POST" and form.is_valid() and _kept(form, found, person):
        messages.success(request, _("Kept. The answer below has it in."))
        return redirect("answer", record=found.pk)
    told = shown_to_person(made.answer, engine()[0], gathered=made.gathered, failed=bool(made.failed))
    context = {
        "seen": seen_by(person, found),
        "form": form,
        "course": course_of(readings),
        "told": told,
    }
    return render(request, "charts/follow_up.html", context, status=422 if form.errors else 200)


def _questions(made: Assessment, readings: list[Reading]) -> dict[str, Any]:
    knowledge = engine()[0]
    words = Words(knowledge, "person")
    visit = timezone.now() - timedelta(hours=knowledge.choices["same_visit_hours"])
    of_today = {str(one.pk) for one in readings if one.at >= visit}
    danger = danger_signs(made.answer, made.gathered, words, of_today=of_today)
    named = {one.finding for one in danger}
    return {"danger": danger, "still": [one for one in still_so(made.gathered, words) if one.finding not in named]}


def _kept(form: FollowUpForm, record: Record, author: Person) -> bool:
    content = checked(form.content(), engine()[0])
    try:
        keep(record, Reading.Kind.INTERVIEW, content, author=author, sent_as=form.cleaned_data["sent_as"])
    except SentBeforeError:
        form.send_anew(str(SENT_BEFORE))
        return False
    current(record)
    return True
