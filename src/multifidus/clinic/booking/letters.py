"""The letters about a visit: how it stands, that it is tomorrow, that a time came free. Nothing of anybody's health."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from multifidus.clinic.booking.calendar_file import FILE_NAME, Method, calendar_file
from multifidus.clinic.booking.free import zone_of_clinic
from multifidus.clinic.booking.models import Offer, Visit
from multifidus.clinic.jobs.mail import Attached, Letter
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.zones import zone_named


def how_it_stands(visit: UUID, sequence: int) -> Letter | None:
    """That a visit was booked, moved, cancelled, or needs another time; None where a newer letter is on its way."""
    found = _visit(visit)
    if found is None or found.sequence != sequence or found.record.person is None:
        return None
    if found.state == Visit.State.BOOKED and found.ends <= timezone.now():
        return None
    person = found.record.person
    with _in_words_of(person, found):
        subjects = {
            Visit.State.BOOKED: _("Your visit at %(clinic)s") if not sequence else _("New time at %(clinic)s"),
            Visit.State.UNSETTLED: _("%(clinic)s has to change the time of your visit"),
            Visit.State.CANCELLED: _("Your visit at %(clinic)s is cancelled"),
        }
        subject = subjects[Visit.State(found.state)] % {"clinic": _plain(found.clinic.name)}
        told = {**_told(found), "changed": bool(sequence)}
        body = render_to_string("booking/mail/visit.txt", told)
        return Letter(person.email, subject, body, attached=(_calendar(found, person),))


def reminder(visit: UUID, sequence: int) -> Letter | None:
    """That a visit is soon; None where it was moved or cancelled, or has begun."""
    found = _visit(visit)
    if found is None or found.sequence != sequence or found.record.person is None:
        return None
    if found.state != Visit.State.BOOKED or found.starts <= timezone.now():
        return None
    person = found.record.person
    with _in_words_of(person, found):
        body = render_to_string("booking/mail/reminder.txt", _told(found))
        subject = _("You have a visit soon at %(clinic)s") % {"clinic": _plain(found.clinic.name)}
        return Letter(person.email, subject, body)


def time_came_free(offer: UUID) -> Letter | None:
    """That a time is held for whoever waits; None where it is held no more."""
    found = Offer.objects.filter(pk=offer, ended_at=None, until__gt=timezone.now())
    held = found.select_related("waiting__record__person", "waiting__clinic").first()
    if held is None or held.waiting.record.person is None:
        return None
    person, clinic = held.waiting.record.person, held.waiting.clinic
    with translation.override(person.language or None), timezone.override(_zone(person, held.waiting)):
        told = {"clinic": clinic, "offer": held, "when": _when(held), "until": _moment(held.until), "link": _link()}
        body = render_to_string("booking/mail/offer.txt", told)
        subject = _("A time came free at %(clinic)s") % {"clinic": _plain(clinic.name)}
        return Letter(person.email, subject, body)


def somebody_left(of: UUID, to: UUID) -> Letter | None:
    """To a scheduler: that visits of their clinic need another time; whose, stands on the page alone."""
    person = Person.objects.filter(pk=to, is_active=True).first()
    waiting = Visit.objects.filter(clinic=of, state=Visit.State.UNSETTLED)
    if person is None or not waiting.exists():
        return None
    with translation.override(person.language or None):
        link = settings.ORIGIN + reverse("clinic_week", args=[of]) if settings.ORIGIN else ""
        body = render_to_string("booking/mail/unsettled.txt", {"count": waiting.count(), "link": link})
        return Letter(person.email, _("Visits need another time"), body)


def _visit(visit: UUID) -> Visit | None:
    return Visit.objects.select_related("record__person", "clinic", "kind").filter(pk=visit).first()


def _told(visit: Visit) -> dict[str, Any]:
    desk = getattr(visit.clinic, "desk", None)
    phone = desk.phone if desk else ""
    return {"visit": visit, "clinic": visit.clinic, "when": _when(visit), "phone": phone, "link": _link()}


def _in_words_of(person: Person, visit: Visit) -> Any:
    """The language and the time zone of a person, while a letter to them is written."""
    return _Both(person, visit)


class _Both:
    def __init__(self, person: Person, visit: Visit) -> None:
        self.language = translation.override(person.language or None)
        self.zone = timezone.override(_zone(person, visit))

    def __enter__(self) -> None:
        self.language.__enter__()
        self.zone.__enter__()

    def __exit__(self, *trouble: Any) -> None:
        self.zone.__exit__(*trouble)
        self.language.__exit__(*trouble)


def _zone(person: Person, thing: Any) -> Any:
    return zone_named(person.time_zone) or zone_of_clinic(thing.clinic)


def _when(held: Visit | Offer) -> str:
    """When it begins, in the zone of whoever reads it, with the name of that zone: a mail may be read anywhere."""
    return _moment(held.starts)


def _moment(at: Any) -> str:
    local = timezone.localtime(at)
    return f"{date_format(local, 'l, j F Y, H:i')} ({timezone.get_current_timezone_name()})"


def _calendar(visit: Visit, person: Person) -> Attached:
    method = Method.REQUEST if visit.state == Visit.State.BOOKED else Method.CANCEL
    content = calendar_file(visit, method, to=person.email, link=_link())
    return Attached(FILE_NAME, content, f"text/calendar; charset=utf-8; method={method}")


def _link() -> str:
    """Where the visit stands, behind the sign-in; empty where the installation does not know its own address."""
    return settings.ORIGIN + reverse("my_visits") if settings.ORIGIN else ""


def _plain(name: str) -> str:
    return " ".join(name.split())
