"""Beginning a plan, changing it, ending it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.pages.seen import seen_by, sent
from multifidus.clinic.design.told import told
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.plans import keeping
from multifidus.clinic.plans.cards import NOT_YET, doses_of
from multifidus.clinic.plans.drawings import drawing
from multifidus.clinic.plans.following import Following, following, name_of
from multifidus.clinic.plans.forms import ChosenForm
from multifidus.clinic.plans.programme import Told, going_on, row_of
from multifidus.clinic.records.walls import Wish, open_record


@dataclass(frozen=True, slots=True)
class Choice:
    """An exercise that can be chosen."""

    id: str
    name: str
    aim: str
    dose: str
    how_often: str
    picture: SafeString
    new: bool
    wanted: bool


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def begin_plan(request: HttpRequest, record: UUID) -> HttpResponse:
    """Which exercises to do; a plan that runs is changed by the same page."""
    person = person_of(request)
    found = open_record(person, record, Wish.OWN, Act.READ, kind=Kind.PLAN)
    today = following(found)
    if today.programme.held or today.danger is not None:
        return redirect("plan", record=found.pk)
    offered = _offered(today)
    form = ChosenForm(sent(request), offered=[one.id for one in offered])
    choices = [_choice(one, today, form) for one in offered]
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        try:
            if form.cleaned_data["before"] != (today.plan.pk if today.plan is not None else None):
                raise keeping.ChangedMeanwhileError
            keeping.follow(
                found,
                chosen,
                left_out=[one.id for one in offered if one.id not in chosen],
                assessment=today.programme.assessment,
                before=today.plan,
                author=person,
                today=today.today,
            )
        except keeping.ChangedMeanwhileError:
            messages.info(request, _("Your plan was kept already. This is how it stands."))
        return redirect("plan", record=found.pk)
    context = {"seen": seen_by(person, found), "today": today, "form": form, "choices": choices}
    return render(request, "plans/begin.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def end_plan(request: HttpRequest, record: UUID) -> HttpResponse:
    """Asks before a plan is ended; what was done stays."""
    person = person_of(request)
    found = open_record(person, record, Wish.OWN, Act.READ, kind=Kind.PLAN)
    today = following(found)
    if not today.runs:
        return redirect("plan", record=found.pk)
    if request.method == "POST":
        try:
            keeping.follow(found, [], left_out=[], assessment=None, before=today.plan, author=person, today=today.today)
            messages.success(request, _("Your plan has ended. What you did stays in your record."))
        except keeping.ChangedMeanwhileError:
            messages.info(request, _("Your plan was changed meanwhile. This is how it stands."))
        return redirect("plan", record=found.pk)
    return render(request, "plans/end.html", {"seen": seen_by(person, found), "today": today})


def _offered(today: Following) -> list[Told]:
    """What the programme offers, then what is followed beside it and may go on."""
    followed = [one["id"] for one in today.plan.exercises] if today.plan is not None else []
    beside = [one for one in followed if one not in today.programme.ids]
    goes, _gone = going_on(beside, today.programme)
    return [*today.programme.exercises, *goes]


def _choice(one: Told, today: Following, form: ChosenForm) -> Choice:
    row = row_of(one.id)
    followed = {each["id"] for each in today.plan.exercises} if today.plan is not None and today.runs else None
    left_out = set(today.plan.left_out) if today.plan is not None and today.runs else set()
    wanted = one.id in (form["exercises"].data or ()) if form.is_bound else one.id not in left_out
    dose = next((dose for dose in doses_of(row) if not dose.startswith(NOT_YET)), "") if row is not None else ""
    return Choice(
        id=one.id,
        name=name_of(one.id),
        aim=told(row.aim) if row is not None else "",
        dose=told(dose),
        how_often=told(row.how_often) if row is not None else "",
        picture=drawing(one.id),
        new=followed is not None and one.id not in followed and one.id not in left_out,
        wanted=wanted,
    )
