"""An interview as it begins: with nothing, or with what the record of whoever is signed in knows."""

from __future__ import annotations

from django.http import HttpRequest

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.interviews.known import known_answers
from multifidus.clinic.interviews.remembered import Remembered, whose
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.opening import own_record
from multifidus.clinic.records.walls import Wish, open_record


def begun_by(request: HttpRequest) -> Remembered:
    """A new interview of whoever asks."""
    one = Remembered(of=whose(request))
    person = request.user
    own = own_record(person) if isinstance(person, Person) else None
    if own is not None and isinstance(person, Person):
        one.known = known_answers(open_record(person, own.pk, Wish.READ, Act.READ, kind=Kind.INTERVIEW))
    return one
