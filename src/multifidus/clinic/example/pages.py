"""Signing in to the example clinic with one click, on this machine alone."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect

from multifidus.clinic.example.cast import DOMAIN, cast
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.this_machine import from_this_machine

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(request: HttpRequest) -> HttpResponse:
    """Signs in as one of the cast; Http404 wherever the example clinic is not switched on."""
    if not may_be_shown(request):
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    key = request.POST.get("who", "")
    if key not in who_may_sign_in():
        raise Http404
    person = get_object_or_404(Person, email=f"{key}@{DOMAIN}", is_active=True)
    login(request, person, backend=BACKEND)
    return redirect("home")


def who_may_sign_in() -> dict[str, str]:
    """The keys of those who have an account, with their names."""
    staff = {one.key: one.name for one in cast().staff}
    return staff | {one.key: one.name for one in cast().people if one.account}


def may_be_shown(request: HttpRequest) -> bool:
    """Whether one-click sign-in is on, and whoever asks sits at this machine with nobody in between."""
    return settings.EXAMPLE_CLINIC and from_this_machine(request)
