"""What somebody sees of their plan today: put together from the plan, what was done, and the assessment that holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from multifidus.clinic.charts.current import current
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.design.told import told
from multifidus.clinic.plans.cards import Card, Mark, Said, card_of, in_most, told_once
from multifidus.clinic.plans.keeping import current_plan
from multifidus.clinic.plans.models import Done, Plan
from multifidus.clinic.plans.place import zone_for
from multifidus.clinic.plans.programme import Gone, Programme, going_on, programme_of, row_of
from multifidus.clinic.plans.progress import Tick
from multifidus.clinic.plans.rules import Rules, rules_of
from multifidus.clinic.records.models import Record
from multifidus.terms import Urgency

STOPS = (Done.Went.WORSE, Done.Went.SIGN, Done.Went.DANGER)
CALM = (Urgency.SOON, Urgency.ROUTINE, Urgency.SELF_CARE)


@dataclass(frozen=True, slots=True)
class GoneCard:
    """An exercise that is not shown, and why."""

    id: str
    name: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Following:
    """The plan of a record on one day."""

    plan: Plan | None  # None while none was begun
    programme: Programme
    today: date
    rules: Rules
    cards: tuple[Card, ...] = ()
    gone: tuple[GoneCard, ...] = ()
    new: tuple[str, ...] = ()  # names of what the programme offers beside the plan, and what was not left out
    danger: Done | None = None  # a danger sign was said of an exercise, and nothing new was told since
    ask_since: date | None = None  # how it is now is to be asked since this day
    done: tuple[Done, ...] = field(default_factory=tuple)  # all that stands, the oldest first

    @property
    def runs(self) -> bool:
        """Whether there is a plan that was not ended."""
        return self.plan is not None and bool(self.plan.exercises)

    @property
    def done_today(self) -> int:
        """How many exercises were done today."""
        return sum(1 for card in self.cards if card.done)

    @property
    def to_do(self) -> int:
        """How many exercises are for today."""
        return sum(1 for card in self.cards if card.done or not (card.rests or card.not_yet))

    @property
    def stop_all(self) -> tuple[str, ...]:
        """What all exercises of today but walking and its like say of stopping: told once, above them."""
        return in_most([card.stops for card in self.cards if not card.rests])

    @property
    def day_number(self) -> int:
        """Which day of the plan it is; 1 is the first."""
        return (self.today - self.plan.begun_on).days + 1 if self.plan is not None else 0

    @property
    def is_over(self) -> bool:
        """Whether the weeks of the tables are over."""
        return self.day_number > self.rules.plan_days


def following(record: Record, *, now: datetime | None = None) -> Following:
    """The plan of a record today. Where exercises have to wait it holds no cards: nothing can show one by mistake."""
    moment = now or timezone.now()
    today = moment.astimezone(zone_for(record)).date()
    rules = rules_of(engine()[0])
    plan = current_plan(record)
    programme = programme_of(current(record))
    done = tuple(said(record))
    danger = open_danger(record, done, programme)
    found = Following(plan, programme, today, rules, danger=danger, done=done)
    if plan is None or not plan.exercises or programme.held or danger is not None:
        return found
    goes, gone = going_on([one["id"] for one in plan.exercises], programme)
    told_at = last_told(record)
    cards = [
        card_of(plan, one, _said_of(record, one.id, done, today, told_at), today=today, rules=rules) for one in goes
    ]
    here = {one["id"] for one in plan.exercises} | set(plan.left_out)
    return Following(
        plan,
        programme,
        today,
        rules,
        cards=told_once(tuple(card for card in cards if card is not None)),
        gone=tuple(_gone(one) for one in gone),
        new=tuple(name_of(one) for one in programme.ids if one not in here),
        ask_since=ask_since(record, plan, today, rules),
        done=done,
    )


def said(record: Record) -> list[Done]:
    """All that was said of exercises and stands, the oldest first."""
    return list(
        Done.objects.filter(record=record, taken_back_by=None).exclude(went=Done.Went.BACK).order_by("at", "pk")
    )


def open_danger(record: Record, done: tuple[Done, ...], programme: Programme) -> Done | None:
    """A danger sign after which nothing new was told, or what was told did not come to a calm answer."""
    dangers = [one for one in done if one.went == Done.Went.DANGER]
    if not dangers:
        return None
    told = last_told(record)
    if told is not None and told > dangers[-1].at and programme.urgency in CALM and not programme.held:
        return None
    return dangers[-1]


def last_told(record: Record) -> datetime | None:
    """When something was told last that stands; a spasm of the diary answers no question and does not count."""
    rows = record.readings.filter(correction=None, struck=False).exclude(kind=Reading.Kind.DIARY)
    return rows.order_by("-entered_at").values_list("entered_at", flat=True).first()


def ask_since(record: Record, plan: Plan, today: date, rules: Rules) -> date | None:
    """The day since which it is time to ask how it is now; None while it is not."""
    zone = zone_for(record)
    told = record.readings.filter(kind__in=(Reading.Kind.INTERVIEW, Reading.Kind.NOTE), by_clinician=False)
    last = told.filter(correction=None, struck=False).order_by("-at").values_list("at", flat=True).first()
    last_day = last.astimezone(zone).date() if last is not None else None
    due = next_ask(plan.begun_on, last_day, rules)
    return due if due <= today else None


def next_ask(begun: date, told: date | None, rules: Rules) -> date:
    """The next day on which it is asked: two weeks after a plan began, then four weeks after the last word."""
    if told is None or told <= begun:
        return begun + timedelta(days=rules.asked_first_days)
    early = told < begun + timedelta(days=rules.asked_first_days)
    return told + timedelta(days=rules.asked_first_days if early else rules.asked_days)


def name_of(exercise: str) -> str:
    """What a person calls an exercise."""
    row = row_of(exercise)
    return told(row.plain_label) if row is not None else exercise.replace("_", " ").capitalize()


def _gone(one: Gone) -> GoneCard:
    return GoneCard(one.id, name_of(one.id), one.why)


def _said_of(record: Record, exercise: str, done: tuple[Done, ...], today: date, told_at: datetime | None) -> Said:
    of = [one for one in done if one.exercise == exercise]
    stops = [one.at for one in of if one.went in STOPS]
    return Said(
        ticks=tuple(Tick(one.exercise, one.day, one.went) for one in of),
        marks=tuple(Mark(one.pk, one.went, one.get_went_display()) for one in of if one.day == today),
        number=Done.objects.filter(record=record, exercise=exercise, day=today).count(),
        told_since=bool(stops) and told_at is not None and told_at > stops[-1],
    )
