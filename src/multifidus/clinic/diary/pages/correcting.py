"""Correcting an episode, or striking it: what it said before stays to be seen."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.forms.occasion import StrikeForm
from multifidus.clinic.charts.keeping import CorrectedMeanwhileError, SentBeforeError, correct
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.charts.pages.adding import SENT_BEFORE
from multifidus.clinic.charts.pages.readings import row_of
from multifidus.clinic.charts.pages.seen import seen_by, sent
from multifidus.clinic.charts.place import zone_of
from multifidus.clinic.diary.entries import Entry, entry_of
from multifidus.clinic.diary.forms.corrected import CorrectedEpisodeForm, typed_again
from multifidus.clinic.diary.keeping import answer_of, assessed, urgency_of
from multifidus.clinic.diary.shown.lines import line_of
from multifidus.clinic.diary.triggers import labels
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.models import Record
from multifidus.clinic.records.walls import Wish, open_record

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def correct_episode(request: HttpRequest, record: UUID, episode: UUID) -> HttpResponse:
    """The form with what was entered, and a word why."""
    person = person_of(request)
    found = open_record(person, record, Wish.OWN, Act.READ, kind=Kind.READING, thing=episode)
    row, entry = _of_diary(found, episode)
    if entry.episode is None:
        raise Http404
    zone = entry.began.tzinfo or zone_of(found, person)
    now = timezone.now()
    form = CorrectedEpisodeForm(
        sent(request), before=entry.episode, now=now, zone=zone, born=found.born, initial=typed_again(entry.episode)
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            before, told = urgency_of(found), form.cleaned_data
            content = {**row.content, **form.content}
            try:
                correct(row, content, author=person, why=told["why"], at=form.moment, sent_as=told["sent_as"])
            except SentBeforeError:
                form.add_error(None, str(SENT_BEFORE))
                form.send_anew()
            except CorrectedMeanwhileError:
                status = CONFLICT
            else:
                messages.success(request, _("Corrected. What it said before stays to be seen."))
                rose = assessed(found, before=before).rose
                return redirect(answer_of(found)) if rose else redirect("diary", record=found.pk)
    context = {"seen": seen_by(person, found), "form": form, "other": _standing(row), "episode": episode}
    return render(request, "diary/correct_episode.html", context, status=CONFLICT if context["other"] else status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def strike_episode(request: HttpRequest, record: UUID, episode: UUID) -> HttpResponse:
    """Asks, and says then that nothing of this entry holds."""
    person = person_of(request)
    found = open_record(person, record, Wish.OWN, Act.READ, kind=Kind.READING, thing=episode)
    row, entry = _of_diary(found, episode)
    form = StrikeForm(sent(request), initial={"sent_as": uuid4(), "why": _("entered by mistake")})
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            correct(row, None, author=person, why=told["why"], sent_as=told["sent_as"])
        except (CorrectedMeanwhileError, SentBeforeError):
            status = CONFLICT
        else:
            assessed(found, before=urgency_of(found))
            messages.success(request, _("Struck. It counts no more, and stays to be seen in your record."))
            return redirect("diary", record=found.pk)
    context = {
        "seen": seen_by(person, found),
        "form": form,
        "line": line_of(entry, labels(engine()[0])),
        "other": _standing(row),
    }
    return render(request, "diary/strike_episode.html", context, status=CONFLICT if context["other"] else status)


def _of_diary(record: Record, reading: UUID) -> tuple[Reading, Entry]:
    """An entry of this diary; Http404 for any other reading, and for one that was struck."""
    row = row_of(record, reading)
    if row.kind != Reading.Kind.DIARY or row.struck:
        raise Http404
    return row, entry_of(row.pk, row.at, row.content, row.by_clinician, knowledge=engine()[0])


def _standing(row: Reading) -> Any:
    """The id of what stands in the place of an entry by now; None while it stands itself."""
    return Reading.objects.filter(corrects=row.pk).values_list("pk", flat=True).first()
