"""The page of the lift: asked, and answered above the same form. Nothing is kept, of anybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from multifidus.clinic.lifts.bench import Worked, bench
from multifidus.clinic.lifts.forms import LiftForm, cut
from multifidus.clinic.lifts.shown import shown
from multifidus.clinic.lifts.telling import question, refuse, ways, without
from multifidus.clinic.people.limits import limited
from multifidus.errors import InputError

RATE = "60/m/ip"  # each takes half a second of a core; a works council may try out many


@require_http_methods(["GET", "HEAD", "POST"])
@limited("lift", RATE)
def lift(request: HttpRequest) -> HttpResponse:
    """One lift, and what it does."""
    if request.method != "POST":
        return render(request, "lifts/lift.html", {"form": LiftForm()})
    form = LiftForm(cut(request.POST))
    worked = _worked(form) if form.is_valid() else None
    told = shown(worked, form.system) if worked is not None else None
    return render(request, "lifts/lift.html", {"form": form, "told": told}, status=200 if told else 422)


def _worked(form: LiftForm) -> Worked | None:
    """The answer, or None with the form saying what is wrong."""
    first: InputError | None = None
    try:
        for told in ways(form, question(form, bench().constants)):
            try:
                return bench().work_out(told, without(form))
            except InputError as refused:
                first = first or refused
    except InputError as refused:
        first = refused
    if first is not None:
        refuse(form, first)
    return None
