"""The answer of whoever has no record as a letter to take along; it is made while it is asked for, and kept nowhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from multifidus.clinic.charts.assessing import answered
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.letters import LetterNotSetError, letter_pdf, pdf_answer
from multifidus.clinic.interviews.asking import interview_of
from multifidus.clinic.interviews.remembered import remembered, touch
from multifidus.clinic.people.limits import limited
from multifidus.doors.letter.content import Heading
from multifidus.errors import MissingExtraError

RATE = "10/m/ip"  # each takes a core for a third of a second


@require_safe
@limited("interview_letter", RATE, reads=True)
def interview_letter(request: HttpRequest) -> HttpResponse:
    """The person's letter of the answers so far; what could not be worked out in full makes none."""
    one = remembered(request)
    if one is None or one.is_empty:
        return redirect("interview")
    touch(request, one)
    interview = interview_of(request, one)
    answer, failed = answered(interview.findings, country=interview.country, setting=interview.setting)
    if answer is None or failed:
        return _none(request, _("There is no answer yet that a letter could tell."))
    today = timezone.localdate()
    heading = Heading(name=_("your answers"), day=today, country=interview.country)
    try:
        pdf = letter_pdf(answer, engine()[0], "person", heading=heading)
    except MissingExtraError:
        return _none(request, _("This service was set up without letters."))
    except LetterNotSetError:
        return _none(request, _("The letter took too long to make."))
    return pdf_answer(pdf, f"back-person-{today}.pdf")


def _none(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "interviews/no_letter.html", {"why": why}, status=503)
