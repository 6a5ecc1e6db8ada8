"""After each answer: an emergency is told in the same answer, before anything is kept; otherwise on to what is next."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from multifidus.clinic.interviews.asking import country_of, interview_of
from multifidus.clinic.interviews.emergency import advice_of, countries_to_choose
from multifidus.clinic.interviews.ending import kept_at_the_end
from multifidus.clinic.interviews.remembered import Remembered, remember


def where_next(request: HttpRequest, one: Remembered) -> str:
    """The address of what is to be seen or answered next."""
    if one.text and not one.words_seen:
        return reverse("interview_words")
    if interview_of(request, one).next_screen() is None:
        return reverse("interview_answer")
    return reverse("interview_step", args=[len(one.trail) + 1])


def answer_to(request: HttpRequest, one: Remembered, onward: str) -> HttpResponse:
    """The emergency page where what was said just now made it one; else the way onward. Both remember what was said."""
    advice = advice_of(interview_of(request, one), country_of(request, one) or "")
    is_new = advice is not None and not one.emergency
    one.emergency = advice is not None
    remember(request, one)
    if not is_new:
        ended = kept_at_the_end(request, one) if onward == reverse("interview_answer") else None
        return ended or redirect(onward)
    save_if_possible(request)
    context = {"advice": advice, "onward": onward, "countries": countries_to_choose(), "on_its_page": True}
    return render(request, "interviews/emergency_page.html", context)


def save_if_possible(request: HttpRequest) -> None:
    """Saves the session now: whoever has an emergency is told of it also where nothing can be written."""
    try:
        request.session.save()
    except DatabaseError:
        request.session.modified = False  # or the answer would be lost over trying once more
