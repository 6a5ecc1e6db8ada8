"""Forgetting all of it at once, and saying where one is."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multifidus.clinic.interviews.emergency import countries_to_choose
from multifidus.clinic.interviews.remembered import forget, remember, remembered


@require_POST
def forget_interview(request: HttpRequest) -> HttpResponse:
    """Forgets what was said; a stranger's whole session with it, and what the browser has stored of its pages."""
    if request.user.is_authenticated:
        forget(request.session)
    else:
        request.session.flush()
    messages.success(request, _("All that you said is forgotten on this phone or computer."))
    answer = redirect("home")
    answer["Clear-Site-Data"] = '"cache"'
    return answer


@require_POST
def interview_country(request: HttpRequest) -> HttpResponse:
    """Takes the country that was chosen, for the number to call."""
    one = remembered(request)
    chosen = request.POST.get("country", "")
    if one is not None and chosen in {"", *countries_to_choose()}:
        one.country = chosen
        remember(request, one)
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if safe else "/")
