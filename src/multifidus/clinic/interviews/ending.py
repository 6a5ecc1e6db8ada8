"""The end of an interview: into the record of whoever has one, and out of the session."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.current import current
from multifidus.clinic.charts.keeping import SentBeforeError
from multifidus.clinic.interviews.asking import own_part
from multifidus.clinic.interviews.forms import fits_age
from multifidus.clinic.interviews.keeping import keep_interview
from multifidus.clinic.interviews.remembered import Remembered, forget
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Record
from multifidus.clinic.records.opening import own_record
from multifidus.clinic.records.walls import Wish, open_record
from multifidus.errors import InputError


def kept(request: HttpRequest, own: Record, one: Remembered, person: Person) -> HttpResponse:
    """Keeps all of it in one's own record and leads to the answer; the session then holds nothing of it."""
    record = open_record(person, own.pk, Wish.WRITE, Act.READ, kind=Kind.INTERVIEW)
    try:
        keep_interview(record, one, author=person)
    except (InputError, SentBeforeError):
        messages.error(request, _("This could not be kept. Your answers are still here. Please try once more."))
        return redirect("interview_answer")
    forget(request.session)
    current(record)
    messages.success(request, _("Kept in your record."))
    return redirect("answer", record=record.pk)


def kept_at_the_end(request: HttpRequest, one: Remembered) -> HttpResponse | None:
    """As `kept`, for whoever has begun it signed in and has a record; None for everybody else, who is asked first."""
    person = request.user
    own = own_record(person) if isinstance(person, Person) else None
    if own is None or not isinstance(person, Person) or one.handed_over or one.is_empty:
        return None
    if not fits_age(own.born, own_part(one).findings.number("age"), timezone.localdate()):
        return None
    return kept(request, own, one, person)
