"""From the readings of a record to an assessment that is kept. Rows stay in this room; `assess` is given findings."""

from __future__ import annotations

import json

from django.db import transaction
from django.utils import timezone

from multifidus.assess import assess
from multifidus.clinic.audit.entries import Act, enter
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.keeping import standing
from multifidus.clinic.charts.models import Assessment, Reading
from multifidus.clinic.records.models import Record
from multifidus.doors.contract import contract
from multifidus.findings.files import FromFile, read_file
from multifidus.knowledge import Knowledge
from multifidus.terms import Finding, Findings


def reassess(record: Record) -> Assessment | None:
    """The assessment of all that stands in a record today, kept and entered in the audit; None with no readings."""
    readings = standing(record)
    if not readings:
        return None
    knowledge, model = engine()
    told = [read(reading, knowledge) for reading in readings]
    findings = Findings([*about(record), *(finding for one in told for finding in one.findings.all())])
    answer = assess(
        findings,
        knowledge,
        model,
        concerns_back=any(one.concerns_back for one in told),
        unread=tuple(unread for one in told for unread in one.unread),
    )
    labels = {cause: row.label for cause, row in knowledge.causes.items()}
    with transaction.atomic():
        kept = Assessment.objects.create(
            record=record,
            edition=answer.edition,
            urgency=str(answer.plan.urgency),
            readings=[str(reading.pk) for reading in readings],
            answer=contract(answer, file=str(record.pk), labels=labels),
        )
        enter(Act.ASSESS, by=None, record=record.pk, kind="assessment", thing=kept.pk)
    return kept


def read(reading: Reading, knowledge: Knowledge) -> FromFile:
    """What one reading tells, read anew with today's tables."""
    if "text" in reading.content:
        return read_file("reading.txt", reading.content["text"].encode(), knowledge)
    return read_file("reading.json", json.dumps(reading.content).encode(), knowledge)


def about(record: Record) -> list[Finding]:
    """What the record itself says of the person: sex, and age today."""
    found = []
    if record.sex:
        found.append(Finding(record.sex, True))
    if record.born is not None:
        today = timezone.localdate()
        years = today.year - record.born.year - ((today.month, today.day) < (record.born.month, record.born.day))
        found.append(Finding("age", float(years)))
    return found
