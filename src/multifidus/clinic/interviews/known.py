"""What the record knows of somebody already, as an interview begins with it.

What has aged is not in it, so that it is asked again. Danger signs are asked again whenever the last word on them is
not of this visit: a yes stands ticked until it is taken away, and a no of last week is no no of today.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.gathering import known_of, reading_of
from multifidus.clinic.charts.keeping import standing
from multifidus.clinic.records.models import Record
from multifidus.interview import WORDS, Answer
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import ScreenItemRow, ScreenRow
from multifidus.terms import Finding

SEXES = ("female", "male")
ABOUT_DANGER = ("safety", "details")  # stages of the screens that ask for danger signs


def known_answers(record: Record) -> list[dict[str, Any]]:
    """Answers for all that holds in a record which the walls have opened."""
    knowledge, _model = engine()
    now = timezone.now()
    readings = standing(record)
    known = known_of(record, readings, knowledge, now=now)
    told_at = {str(reading.pk): reading.at for reading in readings}
    visit = now - timedelta(hours=knowledge.choices["same_visit_hours"])
    asked = _danger_signs(knowledge)
    again = set(known.gathered.ask_again)
    found = []
    for finding in known.findings.all():
        came = [told_at.get(reading_of(one)) for one in known.gathered.came_from.get(finding.id, ())]
        old = finding.id in asked and not _since(came, visit)
        found.append(_answer(finding, asked_again=old or finding.id in again).as_json())
    return found


def _since(moments: list[datetime | None], visit: datetime) -> bool:
    return any(moment is not None and moment >= visit for moment in moments)


def _danger_signs(knowledge: Knowledge) -> frozenset[str]:
    """The findings that the safety screens ask for, with what a yes to them opens."""
    return frozenset(_asked(knowledge))


def _asked(knowledge: Knowledge) -> Iterator[str]:
    screens = {row.id for row in knowledge.rows(ScreenRow) if row.stage in ABOUT_DANGER}
    for item in knowledge.rows(ScreenItemRow):
        if item.screen in screens:
            yield from (item.about, *item.yes, *item.no)


def _answer(finding: Finding, *, asked_again: bool) -> Answer:
    """An answer as if given before; as if read from words where it has to be asked again, ticked as it stands."""
    if finding.id in SEXES and finding.value is True:
        return Answer("sex", finding.id)
    said = float(finding.value) if not isinstance(finding.value, bool) else "yes" if finding.value else "no"
    return Answer(finding.id, said, finding.side, WORDS if asked_again else "")
