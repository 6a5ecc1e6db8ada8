"""One reading: as it was told, what was understood of it, and what became of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.gathering import read_row
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.charts.pages.seen import Seen, seen_by
from multifidus.clinic.charts.shown.episode import episode_lines
from multifidus.clinic.charts.shown.words import capital
from multifidus.clinic.charts.told import told_readings
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.models import Record
from multifidus.clinic.records.walls import Wish, open_record
from multifidus.doors.contract import finding_data


@require_safe
@login_required
def reading(request: HttpRequest, record: UUID, reading: UUID) -> HttpResponse:
    """One reading with its corrections."""
    person = person_of(request)
    found = open_record(person, record, Wish.READ, Act.READ, kind=Kind.READING, thing=reading)
    row = row_of(found, reading)
    seen = seen_by(person, found)
    told, before, after = _with_its_corrections(row)
    context = {"seen": seen, "reading": told, "before": before, "after": after, **_understood(row, seen)}
    context["episode"] = episode_lines(row.content.get("episode"), seen.words.knowledge)
    return render(request, "charts/reading.html", context)


def row_of(record: Record, reading: UUID) -> Reading:
    """The reading of this record; Http404 for one of another."""
    row = record.readings.select_related("author", "clinic").filter(pk=reading).first()
    if row is None:
        raise Http404
    row.record = record  # which knows by what right it was opened
    return row


def _with_its_corrections(row: Reading) -> tuple[object, object, object]:
    rows = [row, *(one for one in (row.corrects, Reading.objects.filter(corrects=row.pk).first()) if one is not None)]
    told = told_readings(rows)
    before = next((one for one in told if one.id == row.corrects_id), None)
    after = next((one for one in told if one.corrects == row.pk), None)
    return told[0], before, after


def _understood(row: Reading, seen: Seen) -> dict[str, object]:
    """What today's tables understand of a reading, and what they do not."""
    if row.struck:
        return {"present": [], "absent": [], "unread": [], "unreadable": []}
    read = read_row(row, seen.words.knowledge)
    found = [finding_data(one) for told in read.told for one in told.findings.all()]
    said = [(one["value"], capital(seen.words.said(one))) for one in found]
    return {
        "present": [words for value, words in said if value is not False],
        "absent": [words for value, words in said if value is False],
        "unread": [one.told for told in read.told for one in told.unread],
        "unreadable": [{**one, "what": seen.words.finding(one["what"])} for one in read.unreadable],
    }
