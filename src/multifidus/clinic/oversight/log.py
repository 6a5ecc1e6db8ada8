"""The log of one clinic, in names and words: who of the clinic did what, when, and by what right.

Records are told by a code, the first letters of their pseudonym: an administrator sees that entries belong together,
and not whose they are. Being in the care of a clinic is itself something that is nobody's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.audit.entries import Act, Ground
from multifidus.clinic.audit.labels import ACTS, GROUNDS, KINDS
from multifidus.clinic.audit.models import Entry, Pseudonym
from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.people.models import Person

CODE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as an administrator reads it."""

    at: datetime
    who: str
    what: str
    kind: str
    record: str
    ground: str
    is_emergency: bool


class Names:
    """Who stands behind the pseudonyms of a clinic's log: those who work or worked there, and nobody else."""

    def __init__(self, clinic: Clinic) -> None:
        staff = Person.objects.filter(memberships__clinic=clinic).distinct()
        people = {person.pk: str(person) for person in staff}
        known = Pseudonym.objects.filter(subject__in=people).values_list("pseudonym", "subject")
        self.by_pseudonym: Mapping[UUID, str] = {pseudonym: people[subject] for pseudonym, subject in known}

    def of(self, entry: Entry) -> str:
        """Who did it."""
        if entry.by is None:
            return str(_("This service, by itself"))
        if entry.ground == Ground.OWN:
            return str(_("The person whose record it is"))
        return self.by_pseudonym.get(entry.by) or str(_("Somebody who never worked here, or whose account is no more"))


def log_of(clinic: Clinic) -> QuerySet[Entry]:
    """All entries of a clinic, the newest first."""
    return Entry.objects.filter(clinic=clinic.pk).order_by("-at", "-pk")


def older_than(entries: QuerySet[Entry], entry: int) -> QuerySet[Entry]:
    """The entries before one: a page does not shift when reading the page before it was itself entered."""
    at = entries.filter(pk=entry).values_list("at", flat=True).first()
    return entries.none() if at is None else entries.filter(Q(at__lt=at) | Q(at=at, pk__lt=entry))


def lines(entries: Iterable[Entry], names: Names) -> Iterator[Line]:
    """The entries in names and words."""
    for entry in entries:
        yield Line(
            at=entry.at,
            who=names.of(entry),
            what=_said(ACTS, entry.act),
            kind="" if entry.act == Act.READ_AUDIT else _said(KINDS, entry.kind),
            record=str(entry.record)[:CODE_LENGTH] if entry.record else "",
            ground=_said(GROUNDS, entry.ground),
            is_emergency=entry.ground == Ground.BREAK_GLASS or entry.act == Act.BREAK_GLASS,
        )


def _said(words: Mapping[str, str | Promise], word: str) -> str:
    return str(words.get(word, word))
