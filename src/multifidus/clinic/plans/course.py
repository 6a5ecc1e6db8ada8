"""The pain since a plan began, against the course that was measured in others: points for a picture, one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from multifidus.clinic.charts.engine import engine
from multifidus.clinic.plans.expected import Expected, expected_of
from multifidus.clinic.plans.following import Following
from multifidus.clinic.plans.models import Plan
from multifidus.clinic.plans.pains import Pain, pains_of
from multifidus.clinic.records.models import Record

WEEK = 7
LEAST_WEEKS, MOST_WEEKS = 6, 52  # that a picture shows


class Goes(StrEnum):
    """How the pain goes against what is usual."""

    UNTOLD = "untold"  # no pain was told since the plan began, or none before it
    NOT_YET = "not_yet"  # only the beginning is known
    FASTER = "faster"
    AS_USUAL = "as_usual"
    SLOWER = "slower"
    UNKNOWN = "unknown"  # no course was measured that could be compared


@dataclass(frozen=True, slots=True)
class Course:
    """The pain of one person since the beginning, and what is expected."""

    goes: Goes
    begun_on: date | None = None
    start: Pain | None = None
    now: Pain | None = None
    weeks: float = 0.0  # from the start until now
    usual: float | None = None  # what would be usual by now, 0 to 10, for a pain that began as this one
    told: tuple[Pain, ...] = ()  # since the start, without spasms
    spasms: tuple[Pain, ...] = ()
    expected: Expected | None = None

    def week_of(self, day: date) -> float:
        """Weeks since the start."""
        return (day - self.start.day).days / WEEK if self.start is not None else 0.0

    @property
    def last_week(self) -> int:
        """Until which week a picture goes."""
        latest = max((self.week_of(one.day) for one in (*self.told, *self.spasms)), default=0.0)
        return min(MOST_WEEKS, max(LEAST_WEEKS, int(latest) + 1))


def course_of(record: Record, today: Following) -> Course:
    """How the pain went since the plan began."""
    if today.plan is None:
        return Course(Goes.UNTOLD)
    begun = today.plan.begun_on
    pains = pains_of(record)
    start = start_of([one for one in pains if not one.spasm], begun, today)
    expected = _expected(record, today)
    if start is None:
        return Course(Goes.UNTOLD, begun, expected=expected)
    told = tuple(one for one in pains if not one.spasm and one.day >= start.day)
    spasms = tuple(one for one in pains if one.spasm and one.day >= start.day)
    now = told[-1]
    weeks = (now.day - start.day).days / WEEK
    usual = start.pain * expected.share(weeks)[0] if expected is not None else None
    return Course(_goes(start, now, usual), begun, start, now, weeks, usual, told, spasms, expected)


def start_of(told: Sequence[Pain], begun: date, today: Following) -> Pain | None:
    """The pain with which a plan began: the last told in the two weeks before, else the first after it."""
    before = [one for one in told if begun - timedelta(days=today.rules.asked_first_days) <= one.day <= begun]
    after = [one for one in told if one.day > begun]
    return before[-1] if before else after[0] if after else None


def _goes(start: Pain, now: Pain, usual: float | None) -> Goes:
    if now.day == start.day:
        return Goes.NOT_YET
    if usual is None:
        return Goes.UNKNOWN
    far = engine()[0].choices["course_away_points"]
    if now.pain <= usual - far:
        return Goes.FASTER
    return Goes.SLOWER if now.pain >= usual + far else Goes.AS_USUAL


def _expected(record: Record, today: Following) -> Expected | None:
    """The course told when the plan began; where that told none, the one of the assessment that holds now."""
    first = Plan.objects.filter(record=record, begun_on=today.plan.begun_on).order_by("made_at") if today.plan else []
    answers = [plan.assessment.answer for plan in first if plan.assessment is not None]
    if today.programme.assessment is not None:
        answers.append(today.programme.assessment.answer)
    return next((found for answer in answers if (found := expected_of(answer)) is not None), None)
