"""From the readings of a record to an assessment that is kept. Rows stay in this room; `assess` is given findings."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from multifidus.assess import assess
from multifidus.clinic.audit.entries import Act, Kind, enter
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.falling_back import red_flags_alone
from multifidus.clinic.charts.gathering import Known, known_of, reading_of
from multifidus.clinic.charts.models import Assessment, Reading
from multifidus.clinic.charts.place import clinics_with, country_of
from multifidus.clinic.jobs.queue import enqueue
from multifidus.clinic.records.models import Record
from multifidus.doors.contract import contract, finding_data
from multifidus.terms import Assessment as Answer
from multifidus.terms import Findings

assessed = Signal()  # urgency, failed, seconds: for whoever counts; it says nothing of whom

TRIED_AGAIN_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What assessing came to: the contract's JSON, and the kind of fault where it could not be worked out."""

    answer: dict[str, Any]
    edition: str
    urgency: str = ""
    failed: str = ""
    gathered: dict[str, Any] = field(default_factory=dict)
    holds_until: datetime | None = None


def reassess(record: Record, because: Assessment.Because = Assessment.Because.READING) -> Assessment | None:
    """The assessment of all that stands in a record today, kept and entered in the audit; None with no readings.

    The readings were committed before. When it cannot be worked out, that is kept, with the red flags alone.
    """
    rows = list(record.readings.order_by("at", "entered_at"))  # one statement, so one moment of the database
    corrected = {row.corrects_id for row in rows}
    standing = [row for row in rows if not row.struck and row.pk not in corrected]
    if not rows:
        return None
    now = timezone.now()
    began = perf_counter()
    outcome = work_out(record, standing, now=now)
    assessed.send(Assessment, urgency=outcome.urgency, failed=bool(outcome.failed), seconds=perf_counter() - began)
    newest = latest(record)
    if outcome.failed and newest and _same_failure(newest, outcome, len(rows)):
        return newest  # told once, however often it is tried
    with transaction.atomic():
        kept = Assessment.objects.create(
            record=record,
            made_at=now,
            because=because,
            seen=len(rows),
            edition=outcome.edition,
            urgency=outcome.urgency,
            readings=[str(row.pk) for row in standing],
            answer=outcome.answer,
            gathered=outcome.gathered,
            holds_until=outcome.holds_until,
            failed=outcome.failed,
        )
        enter(Act.ASSESS, by=None, record=record.pk, kind=Kind.ASSESSMENT, thing=kept.pk)
        if outcome.failed and because is not Assessment.Because.RETRY:
            clinic = next((one.pk for one in clinics_with(record)), None)
            enqueue("reassess", clinic=clinic, after=TRIED_AGAIN_AFTER, record=record.pk)
    return kept


def answered(findings: Findings, *, country: str | None, failed: str = "", **heard: Any) -> tuple[Answer | None, str]:
    """The answer to findings, and the kind of fault where it is the red flags alone; None where not even those came.

    `heard` is what `assess` takes beside the findings; it is not asked where something has `failed` before. Never
    raises for a fault of ours.
    """
    knowledge, model = engine()
    try:
        if not failed:
            return assess(findings, knowledge, model, country=country, **heard), ""
    except Exception as fault:
        failed = type(fault).__name__
    try:
        return red_flags_alone(findings, knowledge, country=country), failed
    except Exception as fault:
        return None, f"{failed}, {type(fault).__name__}"


def work_out(record: Record, standing: list[Reading], *, now: datetime) -> Outcome:
    """What the readings that stand come to; never raises: a fault is told in the outcome, red flags first."""
    knowledge, _model = engine()
    try:
        known = known_of(record, standing, knowledge, now=now)
    except Exception as fault:
        return Outcome(answer={}, edition=knowledge.edition, failed=type(fault).__name__)
    answer, failed = _answered(known, record)
    if answer is None:
        return Outcome(answer={}, edition=knowledge.edition, failed=failed, gathered=_gathered(known))
    return Outcome(
        answer=told(answer, file=str(record.pk)),
        edition=answer.edition,
        urgency=str(answer.plan.urgency),
        failed=failed,
        gathered=_gathered(known),
        holds_until=known.holds_until,
    )


def answer_now(record: Record) -> Answer | None:
    """What stands in a record today comes to, for a letter; None while it cannot be worked out in full."""
    knowledge, _model = engine()
    readings = list(record.readings.filter(correction=None, struck=False).order_by("at", "entered_at"))
    try:
        known = known_of(record, readings, knowledge, now=timezone.now())
    except Exception:
        return None
    answer, failed = _answered(known, record)
    return None if failed else answer


def _answered(known: Known, record: Record) -> tuple[Answer | None, str]:
    gathered = known.gathered
    answer, failed = answered(
        known.findings,
        country=country_of(record, engine()[0]),
        failed=known.failed if known.ungathered else "",
        setting=gathered.setting or "primary",
        concerns_back=gathered.concerns_back,
        unread=gathered.unread,
        questionnaires=gathered.questionnaires,
    )
    if answer is not None and known.unreadable:
        answer = answer.with_troubles(f"{len(known.unreadable)} of what was told could not be read with these tables")
    return answer, failed or known.failed


def told(answer: Answer, *, file: str) -> dict[str, Any]:
    """The contract's JSON for an answer."""
    labels = {cause: row.label for cause, row in engine()[0].causes.items()}
    return contract(answer, file=file, labels=labels)


def latest(record: Record) -> Assessment | None:
    """The newest assessment: of those that saw most readings the one made last."""
    return record.assessments.first()


def _same_failure(newest: Assessment, outcome: Outcome, seen: int) -> bool:
    return (newest.failed, newest.seen, newest.edition) == (outcome.failed, seen, outcome.edition)


def _gathered(known: Known) -> dict[str, Any]:
    """Where each finding came from, what lapsed, what to ask again and what could not be read, as JSON."""
    gathered = known.gathered
    return {
        "came_from": {
            finding: list(dict.fromkeys(reading_of(one) for one in readings))
            for finding, readings in gathered.came_from.items()
        },
        "lapsed": [
            {**finding_data(one.finding), "reading": reading_of(one.reading), "why": one.why} for one in gathered.lapsed
        ],
        "contradictions": [asdict(one) for one in gathered.contradictions],
        "ask_again": list(gathered.ask_again),
        "unreadable": list(known.unreadable),
    }
