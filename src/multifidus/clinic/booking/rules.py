"""What a clinic's tables say of booking: how soon somebody should be seen, and how much one person may hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from multifidus.clinic.charts.current import current
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.models import Assessment
from multifidus.clinic.records.models import Record
from multifidus.terms import Urgency

UNKNOWN = ""  # nobody has looked, or it could not be worked out: treated as what must not wait
RANKS = {Urgency.EMERGENCY: 0, Urgency.URGENT: 1, UNKNOWN: 2, Urgency.SOON: 3, Urgency.ROUTINE: 4, Urgency.SELF_CARE: 5}
CALM = (Urgency.ROUTINE, Urgency.SELF_CARE)


@dataclass(frozen=True, slots=True)
class Need:
    """How soon somebody has to be seen, and how sure that is; `urgency` is empty where nobody knows."""

    urgency: str
    assessment: Assessment | None
    asked: bool  # something was told at all

    @property
    def is_emergency(self) -> bool:
        """Whether no visit is the answer."""
        return self.urgency == Urgency.EMERGENCY

    @property
    def is_urgent(self) -> bool:
        """Whether the first days alone will do; what nobody knows counts as urgent."""
        return self.urgency in (Urgency.URGENT, UNKNOWN)

    @property
    def open_questions(self) -> bool:
        """Whether a safety question is open: then nobody may say that there is no hurry."""
        return self.assessment is not None and bool(self.assessment.answer.get("ask_first"))

    @property
    def within(self) -> timedelta:
        """In what time the visit should be."""
        return timedelta(days=number(f"visit_within_days_{self.urgency or Urgency.URGENT}"))


def need_of(record: Record) -> Need:
    """How soon the person of a record has to be seen, from the assessment that holds now.

    One that failed cannot say that there is time: only what makes it more urgent is believed.
    """
    made = current(record)
    if made is None:
        return Need(UNKNOWN, None, asked=False)
    unsure = bool(made.failed) and made.urgency not in (Urgency.EMERGENCY, Urgency.URGENT)
    return Need(UNKNOWN if unsure else made.urgency, made, asked=True)


def rank(urgency: str) -> int:
    """Who comes first: the smaller one."""
    return RANKS.get(urgency, RANKS[UNKNOWN])


def number(choice: str) -> int:
    """A whole number of the tables."""
    return int(engine()[0].choices[choice])


def lead() -> timedelta:
    """How long before it begins a visit can still be booked by its person."""
    return timedelta(minutes=number("visit_lead_minutes"))


def horizon() -> timedelta:
    """How far ahead visits are booked."""
    return timedelta(days=number("visit_most_ahead_days"))
