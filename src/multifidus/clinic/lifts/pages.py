"""The page of the lift: asked, and answered above the same form. Nothing is kept, of anybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from multifidus.clinic.lifts.bench import BusyError, Worked, bench
from multifidus.clinic.lifts.forms import LiftForm, cut
from multifidus.clinic.lifts.shown import ShownLift, shown
from multifidus.clinic.lifts.telling import question, refuse, ways, without
from multifidus.clinic.people.limits import limited
from multifidus.errors import InputError

RATE = "60/m/ip"  # each takes a third of a second of a core; a works council may try out many


@require_http_methods(["GET", "HEAD", "POST"])
@limited("lift", RATE)
def lift(request: HttpRequest) -> HttpResponse:
    """One lift, and what it does."""
    if request.method != "POST":
        return _page(request, LiftForm())
    form = LiftForm(cut(request.POST))
    try:
        worked = _worked(form) if form.is_valid() else None
    except BusyError:
        form.add_error(None, _("Many people ask just now. Wait a few seconds, then press again."))
        return _page(request, form, status=503)
    if worked is None:
        return _page(request, form, status=422)
    return _page(request, form, told=shown(worked, form.system))


def _page(request: HttpRequest, form: LiftForm, *, told: ShownLift | None = None, status: int = 200) -> HttpResponse:
    return render(request, "lifts/lift.html", {"form": form, "told": told}, status=status)


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
