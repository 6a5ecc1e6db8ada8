"""What every page of a chart knows: whose record it is, who reads it, and the words for that reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from django.http import HttpRequest, QueryDict

from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.place import zone_of
from multifidus.clinic.charts.shown import Shown, shown
from multifidus.clinic.charts.shown.words import Words
from multifidus.clinic.charts.told import ToldAssessment
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Record


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as one reader sees it; no row of the database gets into a template."""

    id: str
    name: str
    mine: bool
    zone: tzinfo
    words: Words

    def shown(self, assessment: ToldAssessment) -> Shown:
        """An assessment in this reader's words."""
        return shown(assessment.answer, assessment.gathered, self.words, failed=assessment.failed)


def seen_by(person: Person, record: Record) -> Seen:
    """The record as this person sees it: their own in plain words, that of another as a clinician."""
    mine = record.person_id == person.pk
    words = Words(engine()[0], "person" if mine else "clinician")
    return Seen(str(record.pk), record.name, mine, zone_of(record, person), words)


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form sent, even where that is nothing; None while it was only opened."""
    return request.POST if request.method == "POST" else None
