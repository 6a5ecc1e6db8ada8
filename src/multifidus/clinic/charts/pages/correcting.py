"""Correcting a reading, or striking it: the old one stays to be seen, and nobody loses what they typed."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.current import current
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.follow_up import KEY as FOLLOW_UP
from multifidus.clinic.charts.forms.findings import CorrectedFindingsForm
from multifidus.clinic.charts.forms.occasion import OccasionForm, StrikeForm
from multifidus.clinic.charts.forms.sections import asked_in_exam, asked_of
from multifidus.clinic.charts.forms.words import CorrectedWordsForm
from multifidus.clinic.charts.keeping import CorrectedMeanwhileError, SentBeforeError, correct
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.charts.pages.adding import SENT_BEFORE
from multifidus.clinic.charts.pages.readings import row_of
from multifidus.clinic.charts.pages.seen import seen_by, sent
from multifidus.clinic.charts.place import zone_of
from multifidus.clinic.charts.told import ToldReading, told_readings
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.walls import Wish, clinic_behind, open_record

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def correct_reading(request: HttpRequest, record: UUID, reading: UUID) -> HttpResponse:
    """Puts another reading in the place of this one."""
    person = person_of(request)
    found = open_record(person, record, Wish.WRITE, Act.READ, kind=Kind.READING, thing=reading)
    row = row_of(found, reading)
    if "episode" in row.content:
        raise Http404  # its own form stands in the diary; this one would make words of it
    form, other = _form(request, row, zone_of(found, person)), _standing(row)
    status = 200
    if request.method == "POST":
        status = CONFLICT if other is not None else 422
        if form.is_valid() and other is None:
            try:
                correct(
                    row,
                    _with_follow_up(form.content, row),
                    author=person,
                    why=form.cleaned_data["why"],
                    at=_moment(form, row),
                    clinic=clinic_behind(person, found),
                    sent_as=form.cleaned_data["sent_as"],
                )
            except SentBeforeError:
                form.send_anew(str(SENT_BEFORE))
            except CorrectedMeanwhileError:
                other, status = _standing(row), CONFLICT
            else:
                current(found)
                messages.success(request, _("Corrected. What it said before stays to be seen."))
                return redirect("chart", record=found.pk)
    sections = list(form.sections()) if isinstance(form, CorrectedFindingsForm) else []
    context = {
        "seen": seen_by(person, found),
        "form": form,
        "sections": sections,
        "other": other,
        "reading": _told(row),
    }
    return render(request, "charts/correct_reading.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def strike_reading(request: HttpRequest, record: UUID, reading: UUID) -> HttpResponse:
    """Says that nothing of this reading holds."""
    person = person_of(request)
    found = open_record(person, record, Wish.WRITE, Act.READ, kind=Kind.READING, thing=reading)
    row = row_of(found, reading)
    form, other = StrikeForm(sent(request), initial={"sent_as": uuid4()}), _standing(row)
    status = 200
    if request.method == "POST":
        status = CONFLICT if other is not None else 422
        if form.is_valid() and other is None:
            clinic, told = clinic_behind(person, found), form.cleaned_data
            try:
                correct(row, None, author=person, why=told["why"], clinic=clinic, sent_as=told["sent_as"])
            except (CorrectedMeanwhileError, SentBeforeError):
                other, status = _standing(row), CONFLICT
            else:
                current(found)
                messages.success(request, _("Struck. It counts no more, and stays to be seen."))
                return redirect("chart", record=found.pk)
    context = {"seen": seen_by(person, found), "form": form, "other": other, "reading": _told(row)}
    return render(request, "charts/strike_reading.html", context, status=status)


def _form(request: HttpRequest, row: Reading, zone: tzinfo) -> OccasionForm:
    """The form that fits a reading: for its words, or for its findings and the words beside them."""
    initial = _when(row, zone)
    if "findings" not in row.content:
        told = {**initial, "text": row.content.get("text", "")}
        return CorrectedWordsForm(sent(request), record=row.record, zone=zone, initial=told)
    knowledge, findings = engine()[0], row.content["findings"]
    asked = {one.id: one for one in asked_of(findings, knowledge)}
    if row.kind == Reading.Kind.EXAM:
        asked = {one.id: one for one in asked_in_exam(knowledge)} | asked
    return CorrectedFindingsForm(
        sent(request),
        record=row.record,
        zone=zone,
        asked=tuple(asked.values()),
        before=findings,
        initial={**initial, "remarks": row.content.get("text", "")},
    )


def _with_follow_up(content: dict[str, Any], row: Reading) -> dict[str, Any]:
    """What stands in the place of a follow-up says how it had changed too; the form does not ask for it."""
    return {**content, FOLLOW_UP: row.content[FOLLOW_UP]} if FOLLOW_UP in row.content else content


def _when(row: Reading, zone: tzinfo) -> dict[str, Any]:
    at = row.at.astimezone(zone)
    return {"day": at.date(), "time": at.time().replace(second=0, microsecond=0)}


def _moment(form: OccasionForm, row: Reading) -> Any:
    """The moment of the form; where day and time were left as they were, the moment to the second."""
    same = all(form.cleaned_data.get(name) == value for name, value in _when(row, form.zone).items())
    return row.at if same else form.moment


def _standing(row: Reading) -> ToldReading | None:
    """The reading that stands in the place of this one by now; None while it stands itself."""
    other = Reading.objects.filter(corrects=row.pk).select_related("author", "clinic").first()
    if other is None:
        return None
    return _standing(other) or _told(other)


def _told(row: Reading) -> ToldReading:
    return told_readings([row])[0]
