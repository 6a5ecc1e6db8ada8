"""Small things of daily life to try this week, as the assessment offers them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.shown.words import capital
from multifidus.clinic.design.told import told as said_in_words
from multifidus.clinic.plans.following import Following
from multifidus.clinic.plans.keeping import sent_as_for
from multifidus.clinic.plans.models import Done
from multifidus.clinic.plans.programme import HABIT
from multifidus.clinic.records.models import Record
from multifidus.knowledge.rows import HabitRow

MOST = 3
WEEK = 7


@dataclass(frozen=True, slots=True)
class Habit:
    """One thing to try; `mark` is what was said of it today."""

    id: str
    text: str
    how_often: str
    days: int  # of this week on which it was tried
    mark: UUID | None
    sent_as: UUID
    on_lifting: bool  # what a lift does can be looked at


def habits_of(record: Record, today: Following) -> list[Habit]:
    """The first habits that the assessment offers; none where exercises wait, and none before a plan began."""
    plan = today.plan
    if plan is None or not today.runs or today.programme.held or today.danger is not None:
        return []
    week = today.today - timedelta(days=WEEK - 1)
    lifting = {row.id for row in engine()[0].rows(HabitRow) if row.topic == "lifting"}
    found = []
    for told in today.programme.habits[:MOST]:
        name = HABIT + told.id
        lately = [one for one in today.done if one.exercise == name and one.day >= week]
        now = [one for one in lately if one.day == today.today]
        number = Done.objects.filter(record=record, exercise=name, day=today.today).count()
        found.append(
            Habit(
                id=name,
                text=said_in_words(told.plain_text),
                how_often=capital(said_in_words(told.how_often)),
                days=len({one.day for one in lately}),
                mark=now[-1].pk if now else None,
                sent_as=sent_as_for(plan, name, today.today, number, Done.Went.WELL),
                on_lifting=told.id in lifting,
            )
        )
    return found


def is_habit(name: str) -> bool:
    """Whether the tables know a habit of this name."""
    rows = engine()[0].rows(HabitRow)
    return name.startswith(HABIT) and any(row.id == name.removeprefix(HABIT) for row in rows)
