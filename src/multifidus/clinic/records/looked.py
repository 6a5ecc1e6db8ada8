"""Who read or changed a record: from the audit into names and plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.audit.entries import Act, Ground
from multifidus.clinic.audit.models import Entry, Pseudonym
from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Record

# What was done, for its person; what is not here is told by the act alone.
WORDS: Mapping[tuple[str, str], str | Promise] = {
    (Act.READ, "record"): _("looked at name, date of birth and sex"),
    (Act.READ, "consent"): _("looked at who may see this record"),
    (Act.READ, "reading_form"): _("opened a form to add something"),
    (Act.READ, "assessment"): _("read an assessment"),
    (Act.READ, "reading"): _("read an entry"),
    (Act.READ, "letter"): _("read the letter"),
    (Act.READ, "visit"): _("looked at visits"),
    (Act.WRITE, "visit"): _("booked, moved or cancelled a visit"),
    (Act.WITHDRAW, "visit"): _("left a waiting list, or a time that was held"),
    (Act.WRITE, "record"): _("opened the record, or changed name, date of birth or sex"),
    (Act.WRITE, "reading"): _("added an entry"),
    (Act.CORRECT, "reading"): _("corrected an entry"),
    (Act.WITHDRAW, "emergency_access"): _("ended the opening in an emergency"),
}
ACTS: Mapping[str, str | Promise] = {
    Act.READ: _("read the record"),
    Act.LIST: _("saw the record in a list"),
    Act.WRITE: _("added something"),
    Act.CORRECT: _("corrected something"),
    Act.ASSESS: _("worked out what is likely, and what to do"),
    Act.EXPORT: _("took a copy of the whole record"),
    Act.ERASE: _("asked for the record to be erased"),
    Act.CONSENT: _("consent was given"),
    Act.WITHDRAW: _("consent was withdrawn"),
    Act.BREAK_GLASS: _("opened the record in an emergency, without consent"),
    Act.INVITE: _("sent an invitation for this record"),
    Act.JOIN: _("accepted an invitation"),
    Act.READ_AUDIT: _("looked at who had looked"),
}


@dataclass(frozen=True, slots=True)
class Looking:
    """One line: when, who, for which clinic, what they did; `who` is empty for the service itself."""

    at: datetime
    who: str
    clinic: str
    what: str
    is_own: bool
    is_emergency: bool


def entries_of(record: Record) -> QuerySet[Entry]:
    """What the audit knows of a record, and of those that went on in it; the newest first."""
    subjects = [record.pk, *record.continues.values_list("pk", flat=True)]
    names = Pseudonym.objects.filter(subject__in=subjects).values("pseudonym")
    return Entry.objects.filter(record__in=names).order_by("-at", "-pk")


def told(entries: Iterable[Entry], *, owner: UUID | None = None) -> list[Looking]:
    """Entries in names and words; `owner` is the person whose record it is."""
    entries = list(entries)
    people = _people({entry.by for entry in entries if entry.by})
    clinics = dict(Clinic.objects.filter(pk__in={entry.clinic for entry in entries}).values_list("pk", "name"))
    return [
        Looking(
            at=entry.at,
            who=_who(entry.by, people),
            clinic=clinics.get(entry.clinic, "") if entry.clinic else "",
            what=str(WORDS.get((entry.act, entry.kind)) or ACTS.get(entry.act, entry.act)),
            is_own=entry.ground == Ground.OWN or (entry.by in people and people[entry.by].pk == owner),
            is_emergency=entry.ground == Ground.BREAK_GLASS or entry.act == Act.BREAK_GLASS,
        )
        for entry in entries
    ]


def _who(by: UUID | None, people: Mapping[UUID | None, Person]) -> str:
    if by is None:
        return ""
    return str(people[by]) if by in people else str(_("somebody whose account is no more"))


def _people(pseudonyms: set[UUID]) -> dict[UUID | None, Person]:
    """Who stands behind each name; whoever acted on their own record did so under the name of the record."""
    subjects = dict(Pseudonym.objects.filter(pseudonym__in=pseudonyms).values_list("pseudonym", "subject"))
    people = Person.objects.in_bulk(list(subjects.values()))
    own = Record.objects.filter(pk__in=subjects.values(), person__isnull=False).select_related("person")
    people |= {record.pk: record.person for record in own if record.person is not None}
    return {name: people[subject] for name, subject in subjects.items() if subject in people}
