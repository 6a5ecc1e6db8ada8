"""Where a phone sends what was written without a connection: to one's own diary alone; each entry has its answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.keeping import SentBeforeError
from multifidus.clinic.charts.place import zone_of
from multifidus.clinic.diary.forms.episode import EpisodeForm
from multifidus.clinic.diary.forms.sent import Sent, SentEntry, sent_entries
from multifidus.clinic.diary.keeping import answer_of, assessed, keep_episode, urgency_of
from multifidus.clinic.diary.phones import account_on_phone
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Record
from multifidus.clinic.records.opening import own_record
from multifidus.clinic.records.walls import Wish, open_record
from multifidus.errors import InputError


@require_http_methods(["GET", "HEAD", "POST"])
def send_episodes(request: HttpRequest) -> JsonResponse:
    """Asked: for which account this browser may send now. Sent to: which entries were kept, and why not the others.

    401 for nobody, 404 without a record, 409 for entries of another account, 422 for what is no list of entries: then
    nothing is kept.
    """
    person = request.user
    if not isinstance(person, Person):
        return refused(401, "session", _("nobody is signed in"), _("sign in, and what waits is sent"))
    own = own_record(person)
    if request.method != "POST":
        told = {"account": account_on_phone(person), "token": get_token(request), "record": own is not None}
        return JsonResponse(told)
    if own is None:
        return refused(404, "record", _("there is no record yet"), _("begin your record, and what waits is sent"))
    try:
        sent = sent_entries(request.body, now=timezone.now())
    except InputError as fault:
        return refused(422, fault.where, fault.problem, fault.remedy)
    if sent.entries and sent.account != account_on_phone(person):
        return refused(409, "account", _("this is for another account"), _("sign in with that one"))
    answer = _kept(sent, open_record(person, own.pk, Wish.OWN, Act.READ, kind=Kind.READING_FORM), person)
    if sent.watched and any(one["kept"] for one in answer["entries"]):
        messages.success(request, _("Kept in your diary."))
    return JsonResponse(answer)


def refused(status: int, where: str, problem: str, remedy: str) -> JsonResponse:
    """A refusal of the whole; the phone keeps all that it sent."""
    return JsonResponse({"where": where, "problem": problem, "remedy": remedy}, status=status)


def _kept(sent: Sent, record: Record, person: Person) -> dict[str, Any]:
    """Each entry with what became of it, in the order in which they were written, and what the record comes to."""
    before = urgency_of(record)
    entries = [_entry(entry, record, person) for entry in sent.entries]
    came_to = assessed(record, before=before) if any(one["kept"] for one in entries) else None
    return {
        "entries": entries,
        "urgency": came_to.urgency if came_to else "",
        "look": answer_of(record) if came_to and came_to.rose else "",
    }


def _entry(entry: SentEntry, record: Record, person: Person) -> dict[str, Any]:
    form = EpisodeForm(entry.fields, now=entry.written_at, zone=zone_of(record, person), born=record.born)
    answer = {"sent_as": str(entry.sent_as), "kept": False, "why": list[str]()}
    if not form.is_valid():
        return {**answer, "why": [str(fault) for faults in form.errors.values() for fault in faults]}
    try:
        keep_episode(record, form.content, author=person, at=form.moment, sent_as=entry.sent_as)
    except SentBeforeError:
        return {**answer, "why": [_("Another spasm was sent in the place of this one. Write it down once more.")]}
    return {**answer, "kept": True}
