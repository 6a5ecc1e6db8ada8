"""The letter: the answer as PDF to take along, for its person or for a clinician."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.assessing import answer_now
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.letters import LetterNotSetError, letter_pdf, pdf_answer
from multifidus.clinic.charts.pages.seen import seen_by
from multifidus.clinic.charts.place import country_of, zone_of
from multifidus.clinic.people.limits import limited
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.walls import Wish, open_record
from multifidus.doors.letter.content import Heading
from multifidus.errors import MissingExtraError
from multifidus.terms import Audience

RATE = "20/m/user"  # each takes a core for a third of a second


@require_safe
@login_required
@limited("letter", RATE, reads=True)
def letter(request: HttpRequest, record: UUID) -> HttpResponse:
    """The person's letter: one or two pages in plain words."""
    return _letter(request, record, "person")


@require_safe
@login_required
@limited("letter", RATE, reads=True)
def clinician_letter(request: HttpRequest, record: UUID) -> HttpResponse:
    """The letter for a clinician, which the person may take along."""
    return _letter(request, record, "clinician")


def _letter(request: HttpRequest, record: UUID, audience: Audience) -> HttpResponse:
    person = person_of(request)
    found = open_record(person, record, Wish.READ, Act.READ, kind=Kind.LETTER)
    knowledge = engine()[0]
    answer = answer_now(found) if found.readings.exists() else None
    if answer is None:
        return _none(request, seen=seen_by(person, found), why=_("There is no answer yet that a letter could tell."))
    today, country = timezone.now().astimezone(zone_of(found)).date(), country_of(found, knowledge)
    heading = Heading(name=_("the record of %(name)s") % {"name": found.name}, day=today, country=country)
    try:
        pdf = letter_pdf(answer, knowledge, audience, heading=heading)
    except MissingExtraError:
        return _none(request, seen=seen_by(person, found), why=_("This service was set up without letters."))
    except LetterNotSetError:
        return _none(request, seen=seen_by(person, found), why=_("The letter took too long to make."))
    return pdf_answer(pdf, f"back-{audience}-{today}.pdf")


def _none(request: HttpRequest, **context: object) -> HttpResponse:
    return render(request, "charts/no_letter.html", context, status=503)
