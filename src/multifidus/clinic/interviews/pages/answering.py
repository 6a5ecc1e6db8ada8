"""What the answers come to, without a record: worked out when it is looked at, and kept nowhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from multifidus.clinic.charts.assessing import answered, told
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.shown import shown_to_person
from multifidus.clinic.charts.ways import Ways
from multifidus.clinic.interviews.asking import interview_of
from multifidus.clinic.interviews.going_on import where_next
from multifidus.clinic.interviews.limits import held
from multifidus.clinic.interviews.remembered import remembered, touch
from multifidus.clinic.interviews.shown import left
from multifidus.interview import Interview


@require_safe
@held("answer", looked_at="look")
def interview_answer(request: HttpRequest) -> HttpResponse:
    """The answer so far."""
    one = remembered(request)
    if one is None or one.is_empty:
        return redirect("interview")
    touch(request, one)
    interview = interview_of(request, one)
    answer, failed = outcome(interview)
    is_open = interview.next_screen() is not None
    onward = where_next(request, one) if is_open else ""
    context = {
        "told": shown_to_person(answer, engine()[0], failed=bool(failed)),
        "ways": Ways(interview=onward),
        "onward": onward,
        "left": left(interview),
        "on_its_page": one.emergency,
    }
    return render(request, "interviews/answer.html", context)


def outcome(interview: Interview) -> tuple[dict[str, object], str]:
    """The contract's JSON, and the kind of fault where it is the red flags alone; {} where not even those came."""
    answer, failed = answered(interview.findings, country=interview.country, setting=interview.setting)
    return (told(answer, file="interview") if answer is not None else {}), failed
