"""Entering an episode: on the page, and the way there from one's own address."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.keeping import SentBeforeError
from multifidus.clinic.charts.pages.adding import SENT_BEFORE
from multifidus.clinic.charts.pages.seen import seen_by, sent
from multifidus.clinic.charts.place import zone_of
from multifidus.clinic.diary.forms.episode import EpisodeForm
from multifidus.clinic.diary.keeping import answer_of, assessed, keep_episode, urgency_of
from multifidus.clinic.diary.phones import account_on_phone
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.walls import Wish, open_record


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_episode(request: HttpRequest, record: UUID) -> HttpResponse:
    """One short form; what is kept is assessed, and what has become urgent is shown at once."""
    person = person_of(request)
    found = open_record(person, record, Wish.OWN, Act.READ, kind=Kind.READING_FORM)
    form = EpisodeForm(sent(request), now=timezone.now(), zone=zone_of(found, person), born=found.born)
    if request.method == "POST" and form.is_valid():
        before, sent_as = urgency_of(found), form.cleaned_data["sent_as"]
        try:
            keep_episode(found, form.content, author=person, at=form.moment, sent_as=sent_as)
        except SentBeforeError:
            form.add_error(None, str(SENT_BEFORE))
            form.send_anew()
        else:
            messages.success(request, _("Kept in your diary."))
            came_to = assessed(found, before=before)
            return redirect(answer_of(found)) if came_to.rose else redirect("diary", record=found.pk)
    context = {"seen": seen_by(person, found), "form": form, "account": account_on_phone(person)}
    return render(request, "diary/new_episode.html", context, status=422 if form.errors else 200)
