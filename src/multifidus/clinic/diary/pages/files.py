"""The diary as a file for spreadsheets: out, and in again. Both are the person's own."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.pages.seen import seen_by
from multifidus.clinic.charts.place import zone_of
from multifidus.clinic.diary.entries import entries_of, episodes_of
from multifidus.clinic.diary.forms.sheet import SheetForm
from multifidus.clinic.diary.keeping import answer_of, assessed, urgency_of
from multifidus.clinic.diary.taking_in import TakenIn, take_in
from multifidus.clinic.people.limits import limited
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.walls import Wish, open_record
from multifidus.findings.diary.sheet import written

RATE = "30/h/user"  # a file may hold a thousand entries, which take some seconds


@require_safe
@login_required
def download(request: HttpRequest, record: UUID) -> HttpResponse:
    """Every spasm that stands, as CSV; that it was taken is entered first."""
    found = open_record(person_of(request), record, Wish.OWN, Act.EXPORT, kind=Kind.DIARY)
    text = written(episodes_of(entries_of(found, engine()[0])))
    answer = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="diary-{timezone.localdate():%Y-%m-%d}.csv"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("upload_diary", RATE)
def upload(request: HttpRequest, record: UUID) -> HttpResponse:
    """Takes a file in: what is good is kept, each bad line told with its number; the same file again adds nothing."""
    person = person_of(request)
    found = open_record(person, record, Wish.OWN, Act.READ, kind=Kind.READING_FORM)
    sent = request.method == "POST"
    zone = zone_of(found, person)
    form = SheetForm(request.POST if sent else None, request.FILES if sent else None, zone=zone)
    taken: TakenIn | None = None
    rose = False
    if sent and form.is_valid() and form.sheet is not None:
        before = urgency_of(found)
        taken = take_in(form.sheet, found, author=person)
        rose = bool(taken.kept) and assessed(found, before=before).rose
    context = {
        "seen": seen_by(person, found),
        "form": form,
        "taken": taken,
        "look": answer_of(found) if rose else "",
    }
    return render(request, "diary/upload.html", context, status=422 if form.errors else 200)
