"""Pages of one's own account, beside those of allauth."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from multifidus.clinic.people.closing import close, objections
from multifidus.clinic.people.forms import CloseForm, ProfileForm, ZoneForm
from multifidus.clinic.people.language import speak
from multifidus.clinic.people.limits import limited
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.second_factor import has_second_factor
from multifidus.clinic.people.sessions import end_all
from multifidus.clinic.people.signed_in import person_of


@login_required
@never_cache
@limited("profile", "30/h/user")
def profile(request: HttpRequest) -> HttpResponse:
    """One's name and language, and the ways to everything else of the account."""
    person = person_of(request)
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        instance=Person.objects.get(pk=person.pk),  # not request.user: what is typed wrong would show in the masthead
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        with override(form.instance.language or None):
            messages.success(request, _("Saved."))
        answer = redirect("profile")
        speak(answer, form.instance.language)
        return answer
    told = {"form": form, "second_factor": has_second_factor(person), "sessions": len(sessions_of(person))}
    return render(request, "people/profile.html", told)


def sessions_of(person: Person) -> list[UserSession]:
    """Where the person is signed in now."""
    found: list[UserSession] = UserSession.objects.purge_and_list(person)
    return found


@login_required
@never_cache
@limited("close_account", "10/h/user")
@reauthentication_required  # type: ignore[untyped-decorator]
def close_account(request: HttpRequest) -> HttpResponse:
    """What closing means, and a form that does it; the password was asked just before."""
    person = person_of(request)
    against = objections(person)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and not against:
        close(person, by=person)
        logout(request)
        return redirect("account_closed")
    return render(request, "people/close.html", {"form": form, "objections": against})


def account_closed(request: HttpRequest) -> HttpResponse:
    """What became of the account and of the record."""
    return render(request, "people/closed.html")


@login_required
@require_POST
@limited("sign_out_everywhere", "10/h/user")
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Ends every session of whoever asks, this one too."""
    end_all(person_of(request))
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("home")


@login_required
@require_POST
@limited("profile", "30/h/user")
def choose_zone(request: HttpRequest) -> HttpResponse:
    """Takes over the time zone that a phone is in, which its owner agreed to, and goes back to where that was."""
    person = person_of(request)
    form = ZoneForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This time zone is not known here. Choose one from the list."))
        return redirect("profile")
    Person.objects.filter(pk=person.pk).update(time_zone=form.cleaned_data["time_zone"])
    messages.success(request, _("Times are told in %(zone)s now.") % {"zone": form.cleaned_data["time_zone"]})
    back = form.cleaned_data["next"]
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "profile")


@login_required
@require_POST
def still_here(request: HttpRequest) -> HttpResponse:
    """Nothing; that somebody asked keeps their session alive while they write."""
    del request
    return HttpResponse(status=204)
