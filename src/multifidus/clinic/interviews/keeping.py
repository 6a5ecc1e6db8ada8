"""From a session into the record: the answers as a reading, the words as they were typed, each kept once.

What the words were read to say and the person took back, or answered otherwise, must not come back from the words: of
one visit the more careful word counts. So the words are kept first as a reading of their own, and then corrected by the
answers, with the reason. Both stay to be seen; the answers alone count.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from multifidus.clinic.charts.content import checked
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.keeping import correct, keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.interviews.asking import own_part, taken_back
from multifidus.clinic.interviews.remembered import Remembered
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Record
from multifidus.findings.notes import read_note
from multifidus.interview import Interview


def keep_interview(record: Record, one: Remembered, *, author: Person) -> None:
    """Keeps all of it in a record that the walls have opened for its person; sent twice it is kept once."""
    own = own_part(one)
    findings = own_findings(own, record)
    at = datetime.fromtimestamp(one.said, UTC)
    sent_as = uuid.UUID(one.sent_as)
    against = read_wrongly(one, own)
    if one.text and against:
        findings |= {finding: False for finding in against if finding not in findings}
        words, answers = checked({"text": one.text}, engine()[0]), checked({"findings": findings}, engine()[0])
        with transaction.atomic():
            first = keep(record, Reading.Kind.INTERVIEW, words, author=author, at=at, sent_as=sent_as)
            why = _("The person said that the program had read these words wrongly. Their answers count instead.")
            second = uuid.uuid5(sent_as, "answers")
            correct(first, answers, author=author, why=why, at=at, sent_as=second)
        return
    told = {"text": one.text or None, "findings": findings or None}
    content = checked({key: value for key, value in told.items() if value}, engine()[0])
    keep(record, Reading.Kind.INTERVIEW, content, author=author, at=at, sent_as=sent_as)


def own_findings(own: Interview, record: Record) -> dict[str, Any]:
    """The findings of the answers, without what the record itself says of its person."""
    findings: dict[str, Any] = own.content().get("findings", {})
    said = {"age"} if record.born else set()
    said |= {"female", "male"} if record.sex else set()
    return {finding: value for finding, value in findings.items() if finding not in said}


def read_wrongly(one: Remembered, own: Interview) -> set[str]:
    """What the words are read to say is there, and the person said is not."""
    if not one.text:
        return set()
    read = read_note(one.text, engine()[0]).findings
    denied = {finding.id for finding in own.findings.all() if finding.value is False}
    return {finding.id for finding in read.all() if finding.value is not False} & (taken_back(one) | denied)
