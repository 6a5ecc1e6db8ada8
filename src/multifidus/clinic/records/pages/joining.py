"""Accepting an invitation: what joining means, said plainly, then one button."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from multifidus.clinic.clinics.invitations import TakenError, found
from multifidus.clinic.clinics.models import Invitation
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.sign_up import invite
from multifidus.clinic.records.forms import BornForm, WhoForm
from multifidus.clinic.records.joining import WrongBirthError, join_as_staff, join_in_care
from multifidus.clinic.records.opening import Who, own_record
from multifidus.clinic.records.pages.sharing import clinicians_of

KEPT_AS = "invitation"  # the token in the session: it leaves the address bar, the history and the logs at once


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Takes the token out of the address and leads on; whoever has it has the mailbox it was sent to."""
    opened = found(token)
    if opened is None:
        return _gone(request)
    request.session[KEPT_AS] = token
    if not request.user.is_authenticated:
        invite(request, opened.email)  # signing up with this address needs no second mail
    return redirect("accept_invitation")


@never_cache
def accept_invitation(request: HttpRequest) -> HttpResponse:
    """What an invitation is to, and the way to accept it, for whoever opened its link in this browser."""
    opened = found(request.session.get(KEPT_AS, ""))
    if opened is None:
        return _gone(request)
    parts = {"invitation": opened, "clinic": opened.clinic, "clinicians": clinicians_of(opened.clinic)}
    person = request.user
    if not isinstance(person, Person):
        return render(request, "records/join_sign_in.html", parts)
    if person.email.casefold() != opened.email.casefold():
        return render(request, "records/join_other_address.html", parts)
    if not EmailAddress.objects.filter(user=person, email__iexact=person.email, verified=True).exists():
        return render(request, "records/join_unverified.html", parts)
    if opened.role:
        return _staff(request, opened, person, parts)
    return _in_care(request, opened, person, parts)


def _staff(request: HttpRequest, opened: Invitation, person: Person, parts: dict[str, Any]) -> HttpResponse:
    if request.method != "POST":
        return render(request, "records/join_staff.html", parts)
    try:
        join_as_staff(opened, person)
    except TakenError:
        return _gone(request)
    _forget(request)
    messages.success(request, _("You work in %(clinic)s now.") % {"clinic": opened.clinic.name})
    return redirect("clinics")


def _in_care(request: HttpRequest, opened: Invitation, person: Person, parts: dict[str, Any]) -> HttpResponse:
    own = own_record(person)
    form = _form(request, opened, person, has_record=own is not None)
    if request.method == "POST" and form.is_valid():
        try:
            record = join_in_care(opened, person, _who(form, person))
        except TakenError:
            return _gone(request)
        except WrongBirthError as wrong:
            if not wrong.left:
                return _gone(request)
            form.add_error("born", _does_not_fit(wrong.left))
        else:
            _forget(request)
            messages.success(request, _("%(clinic)s may see your record now.") % {"clinic": opened.clinic.name})
            return redirect("sharing", record=record.pk)
    more = {"form": form, "adds": bool(opened.record and own is not None)}
    return render(request, "records/join_in_care.html", parts | more)


def _form(request: HttpRequest, opened: Invitation, person: Person, *, has_record: bool) -> forms.Form:
    """What still has to be asked: the date of birth of the record that waits, or who they are, or nothing."""
    sent = request.POST if request.method == "POST" else None
    if opened.record is not None:
        return BornForm(sent)
    return forms.Form(sent) if has_record else WhoForm(sent, initial={"name": person.name})


def _who(form: forms.Form, person: Person) -> Who:
    return form.who() if isinstance(form, WhoForm) else Who(person.name, form.cleaned_data.get("born"))


def _does_not_fit(left: int) -> str:
    told = _("This is not the date of birth in the record that waits for you. Check it, or ask the clinic.")
    tries = ngettext("One try is left.", "%(left)d tries are left.", left) % {"left": left}
    return f"{told} {tries}"


def _forget(request: HttpRequest) -> None:
    request.session.pop(KEPT_AS, None)


def _gone(request: HttpRequest) -> HttpResponse:
    _forget(request)
    return render(request, "records/join_gone.html", status=404)
