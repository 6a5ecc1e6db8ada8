"""Taking the whole record along, and having it erased: by its person alone, who has just signed in again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import cast
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from multifidus.clinic.audit.entries import Act
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.erasure import ask
from multifidus.clinic.records.export import document
from multifidus.clinic.records.forms import ErasureForm
from multifidus.clinic.records.models import Record
from multifidus.clinic.records.retention import clinics_behind, kept_until
from multifidus.clinic.records.walls import Wish, open_record

Page = Callable[[HttpRequest, Record], HttpResponseBase]


def signed_in_again(page: Page) -> Page:
    """The page for whoever has just signed in or confirmed who they are; others are asked to, and come back."""
    return cast(Page, reauthentication_required(page))


@login_required
def export_record(request: HttpRequest, record: UUID) -> HttpResponseBase:
    """The page that says what is in the file; the file itself when it was asked for."""
    return _export(request, open_record(person_of(request), record, Wish.OWN, Act.READ, kind="record"))


@login_required
def erase_record(request: HttpRequest, record: UUID) -> HttpResponseBase:
    """Says what cannot be undone and what a clinic has to keep; erases when the word was typed."""
    return _erase(request, open_record(person_of(request), record, Wish.OWN, Act.READ, kind="record"))


@signed_in_again
def _export(request: HttpRequest, found: Record) -> HttpResponseBase:
    if request.method != "POST":
        return render(request, "records/export.html", {"record": found})
    found = open_record(person_of(request), found.pk, Wish.OWN, Act.EXPORT, kind="record")
    answer = StreamingHttpResponse(document(found), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="record-{timezone.localdate():%Y-%m-%d}.json"'
    answer["Cache-Control"] = "no-store"
    return answer


@signed_in_again
def _erase(request: HttpRequest, found: Record) -> HttpResponseBase:
    form = ErasureForm(request.POST or None, word=pgettext("typed to erase a record", "ERASE"))
    if request.method == "POST" and form.is_valid():
        until = ask(found, by=person_of(request)).kept_until
        messages.success(request, _hidden_until(until) if until else _("Your record is erased."))
        return redirect("home")
    ends = kept_until(found)
    held = ends if ends is not None and ends > timezone.now() else None
    parts = {"record": found, "form": form, "kept_until": held, "clinics": clinics_behind(found).order_by("name")}
    return render(request, "records/erase.html", parts)


def _hidden_until(day: datetime) -> str:
    return _("Nobody sees your record any more. It is erased on %(day)s.") % {"day": formats.date_format(day)}
