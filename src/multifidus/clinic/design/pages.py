"""Pages that belong to no record: the first one, the one that shows all parts, and the choice of light or dark."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from multifidus.clinic.design.cards import cards_for
from multifidus.clinic.design.examples import READINGS, LiftForm, SampleForm
from multifidus.clinic.design.navigation import navigation_for
from multifidus.clinic.design.themes import COOKIE, DEVICE, LABELS

A_YEAR = timedelta(days=365)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: help at once for anybody, and what is theirs now for whoever is signed in."""
    shown = cards_for(request)
    told = {card.url for card in shown}
    elsewhere = [place for place in navigation_for(request) if place.url not in {*told, request.path}]
    return render(request, "home.html", {"cards": shown, "elsewhere": elsewhere})


def style(request: HttpRequest) -> HttpResponse:
    """Every part of the design, with forms that work; they keep nothing."""
    form = SampleForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _("Everything was filled in well. This page keeps nothing of it."))
        return redirect("style")
    context = {
        "form": form,
        "filled": LiftForm(
            {"load": "twenty", "far": "0,4", "born_0": "31", "born_1": "2", "born_2": "1980"}, auto_id="wrong_%s"
        ),
        "page": Paginator(range(240), 10).get_page(request.GET.get("page")),
        "readings": READINGS,
        "tab": request.GET.get("tab", "now"),
    }
    return render(request, "style.html", context)


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keeps the choice in a cookie and goes back to where it was made."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    chosen = request.POST.get("theme", DEVICE)
    answer = redirect(back)
    if chosen in LABELS and chosen != DEVICE:
        secure = request.is_secure()
        answer.set_cookie(COOKIE, chosen, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    else:
        answer.delete_cookie(COOKIE, samesite="Lax")
    return answer
