"""Who may see a record: each clinic, since when, how it was given; withdrawing, giving again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from multifidus.clinic.audit.entries import Act
from multifidus.clinic.clinics.models import Clinic, Membership, Role
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.consents import give, live, withdraw
from multifidus.clinic.records.models import Record
from multifidus.clinic.records.walls import Wish, open_record


@login_required
def sharing(request: HttpRequest, record: UUID) -> HttpResponse:
    """The clinics that may see a record, those that might once, and who opened it in an emergency."""
    found = open_record(person_of(request), record, Wish.OWN, Act.READ, kind="consent")
    consents = found.consents.select_related("clinic", "given_by", "withdrawn_by", "followed_by").order_by("-given_at")
    standing = [consent for consent in consents if consent.withdrawn_at is None]
    ended = [consent for consent in consents if consent.withdrawn_at and not hasattr(consent, "followed_by")]
    parts = {
        "record": found,
        "standing": [(consent, clinicians_of(consent.clinic)) for consent in standing],
        "ended": ended,
        "may_give": {consent.clinic_id for consent in ended} - {consent.clinic_id for consent in standing},
        "accesses": found.emergency_accesses.select_related("clinician", "clinic").order_by("-at"),
    }
    return render(request, "records/sharing.html", parts)


@login_required
def withdraw_consent(request: HttpRequest, record: UUID, clinic: UUID) -> HttpResponse:
    """Says what follows and asks once; withdraws when it was sent."""
    person = person_of(request)
    found = open_record(person, record, Wish.OWN, Act.READ, kind="consent")
    whose = _clinic_known_to(found, clinic)
    if request.method == "POST":
        if withdraw(found, whose, by=person):
            messages.success(request, _("%(clinic)s cannot see your record any more.") % {"clinic": whose.name})
        return redirect("sharing", record=found.pk)
    if not live(found).filter(clinic=whose).exists():
        return redirect("sharing", record=found.pk)
    return render(request, "records/withdraw.html", {"record": found, "clinic": whose})


@login_required
def give_consent(request: HttpRequest, record: UUID, clinic: UUID) -> HttpResponse:
    """Says what it means and asks; gives consent again to a clinic that had it."""
    person = person_of(request)
    found = open_record(person, record, Wish.OWN, Act.READ, kind="consent")
    whose = _clinic_known_to(found, clinic)
    if request.method == "POST":
        give(found, whose, by=person)
        messages.success(request, _("%(clinic)s may see your record.") % {"clinic": whose.name})
        return redirect("sharing", record=found.pk)
    parts = {"record": found, "clinic": whose, "clinicians": clinicians_of(whose)}
    return render(request, "records/give.html", parts)


def clinicians_of(clinic: Clinic) -> list[str]:
    """The names of those who would read a record in a clinic today."""
    working = Membership.objects.filter(clinic=clinic, role=Role.CLINICIAN, ended_at=None, person__is_active=True)
    return [member.person.get_full_name() for member in working.select_related("person").order_by("person__name")]


def _clinic_known_to(record: Record, clinic: UUID) -> Clinic:
    """A clinic that has, or once had, consent to a record; raises Http404 for another one."""
    found = Clinic.objects.filter(pk=clinic, consents__record=record).distinct().first()
    if found is None:
        raise Http404
    return found
