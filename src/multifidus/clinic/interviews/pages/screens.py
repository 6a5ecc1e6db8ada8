"""One screen of the interview: asked, answered, and answered again from the browser's Back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from multifidus.clinic.interviews.asking import hear, interview_of
from multifidus.clinic.interviews.going_on import answer_to, where_next
from multifidus.clinic.interviews.limits import held
from multifidus.clinic.interviews.remembered import Remembered, remembered, touch
from multifidus.clinic.interviews.shown import Given, ShownScreen, left, shown
from multifidus.interview import Interview, Screen

MOST_SENT = 200  # values of one field; every place of the body is a quarter of it


@require_http_methods(["GET", "HEAD", "POST"])
@held("answer")
def interview_step(request: HttpRequest, step: int) -> HttpResponse:
    """The screen that was answered as number `step`, or the one that comes next."""
    one = remembered(request)
    if one is None:
        return redirect("interview")
    interview = interview_of(request, one)
    screen = screen_at(step, one, interview)
    if screen is None:
        return redirect(where_next(request, one))
    if request.method != "POST":
        touch(request, one)
        return _page(request, shown(screen), step, one, interview)
    if request.POST.get("screen") != screen.id:  # another page of this browser went on meanwhile
        return redirect(request.path)
    given = sent(request)
    taken = interview.take(screen, {name: list(values) for name, values in given.items()})
    if taken.problems:
        return _page(request, shown(screen, given, taken.problems), step, one, interview)
    hear(one, screen, taken.answers)
    return answer_to(request, one, where_next(request, one))


def screen_at(step: int, one: Remembered, interview: Interview) -> Screen | None:
    """The screen of a step; None beyond what comes next."""
    if 1 <= step <= len(one.trail):
        return interview.screen(one.trail[step - 1])
    return interview.next_screen() if step == len(one.trail) + 1 else None


def sent(request: HttpRequest) -> Given:
    """What a form sent, each field as a list; what nobody can have typed is cut."""
    return {
        name: [value[:MOST_SENT] for value in request.POST.getlist(name)[:MOST_SENT]]
        for name in list(request.POST)[:MOST_SENT]
        if name not in ("csrfmiddlewaretoken", "screen")
    }


def _page(request: HttpRequest, screen: ShownScreen, step: int, one: Remembered, interview: Interview) -> HttpResponse:
    if step > 1:
        back = reverse("interview_step", args=[step - 1])
    else:
        back = reverse("interview_words") if one.text else reverse("interview")
    context = {
        "shown": screen,
        "here": request.path,
        "back": back,
        "left": left(interview),
        "may_stop": interview.undecided().safety_screens == 0,
    }
    return render(request, "interviews/screen.html", context, status=422 if screen.faults else 200)
