"""Keeping: who has no account makes one or signs in, says who they are, and finds the answer in their record."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from multifidus.clinic.interviews.asking import own_part
from multifidus.clinic.interviews.ending import kept
from multifidus.clinic.interviews.forms import KeepForm, fits_age, not_their_age
from multifidus.clinic.interviews.limits import held
from multifidus.clinic.interviews.remembered import Remembered, remembered
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Record
from multifidus.clinic.records.opening import open_own, own_record


@require_http_methods(["GET", "HEAD", "POST"])
@held("keep")
def keep_interview(request: HttpRequest) -> HttpResponse:
    """For a stranger the ways to an account; for whoever is signed in the question whose answers these are."""
    one = remembered(request)
    person = request.user
    if one is None or one.is_empty:
        return _nothing_left(request)
    if not isinstance(person, Person):
        return render(request, "interviews/keep_how.html")
    own = own_record(person)
    if own is not None:
        return _keep_in(request, own, one, person)
    form = _form(request, one, person)
    if request.method == "POST" and form.is_valid():
        return kept(request, open_own(person, form.who()), one, person)
    context = {"form": form, "handed_over": one.handed_over, "since": one.began}
    return render(request, "interviews/keep.html", context, status=422 if form.errors else 200)


def _nothing_left(request: HttpRequest) -> HttpResponse:
    """Kept already, or forgotten: to the answer of one's record, or to the beginning."""
    if isinstance(request.user, Person) and own_record(request.user) is not None:
        return redirect("my_answer")
    messages.info(request, _("There is nothing here to keep. It was forgotten, or kept already."))
    return redirect("interview")


def _keep_in(request: HttpRequest, own: Record, one: Remembered, person: Person) -> HttpResponse:
    """Keeps in a record that is there, unless the answers are of somebody of another age."""
    age = own_part(one).findings.number("age")
    fits = fits_age(own.born, age, timezone.localdate())
    if request.method == "POST" and fits:
        return kept(request, own, one, person)
    context = {"handed_over": one.handed_over, "refused": "" if fits else not_their_age(age)}
    return render(request, "interviews/keep.html", context, status=200 if fits else 422)


def _form(request: HttpRequest, one: Remembered, person: Person) -> KeepForm:
    found = own_part(one).findings
    sex = next((name for name in ("female", "male") if found.present(name)), "")
    sent = request.POST if request.method == "POST" and "name" in request.POST else None
    initial = {"name": person.name, "sex": sex}
    return KeepForm(sent, initial=initial, age_told=found.number("age"), today=timezone.localdate())
