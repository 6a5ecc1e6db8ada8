"""One exercise as the page of today shows it: what to do, how much this week, when to stop, and how it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from multifidus.actions.preventing.exercises import LEGS
from multifidus.clinic.charts.shown.words import capital
from multifidus.clinic.design.told import told as said_in_words
from multifidus.clinic.plans.drawings import drawing
from multifidus.clinic.plans.keeping import sent_as_for
from multifidus.clinic.plans.models import Done, Plan
from multifidus.clinic.plans.programme import Told, row_of
from multifidus.clinic.plans.progress import Rests, Standing, Tick, standing
from multifidus.clinic.plans.rules import Rules
from multifidus.knowledge.rows import ExerciseRow

SENTENCE = re.compile(r"(?<=[.!?]) ")
NOT_YET = "not yet"  # begins the dose of a step in which an exercise is not done
THE_LEG = "the leg that hurts"
STEPS: tuple[Promise, ...] = (_("First days"), _("Weeks 1 and 2"), _("Weeks 3 and 4"), _("Weeks 5 to 8"))
TAPS = (Done.Went.WELL, Done.Went.LITTLE, Done.Went.WORSE)


@dataclass(frozen=True, slots=True)
class Mark:
    """One word of today on an exercise."""

    id: UUID
    went: str
    label: str


@dataclass(frozen=True, slots=True)
class Tap:
    """A button: what it says of how it went, and the name under which it sends."""

    went: str
    label: str
    sent_as: UUID


@dataclass(frozen=True, slots=True)
class Card:
    """An exercise of today."""

    id: str
    name: str
    steps: tuple[str, ...] = ()
    feel: str = ""
    stops: tuple[str, ...] = ()
    own_stops: tuple[str, ...] = ()  # without what most exercises say of it
    how_often: str = ""
    dose: str = ""
    step: Promise | str = ""
    standing: Standing = field(default_factory=lambda: Standing(0, date.min, 0))
    missing_days: int = 0  # on how many more days it has to be done before it grows
    not_yet: bool = False
    picture: SafeString = field(default_factory=SafeString)
    marks: tuple[Mark, ...] = ()
    taps: tuple[Tap, ...] = ()
    again: UUID | None = None  # the name under which it is begun again
    told_since: bool = False  # something new was told since it stopped, so that it may begin again

    @property
    def rests(self) -> bool:
        """Whether it is not to be done today."""
        return self.standing.rests is not Rests.NO

    @property
    def rests_a_while(self) -> bool:
        """Whether it goes on by itself."""
        return self.standing.rests is Rests.WORSE

    @property
    def stays(self) -> str:
        """Why it does not grow yet."""
        return str(self.standing.stays)

    @property
    def done(self) -> bool:
        """Whether it was done today."""
        return any(mark.went in TAPS for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one exercise: ever, today, and how often today with what was taken back."""

    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    number: int  # so that a button names what it adds
    told_since: bool  # something new was told since it was stopped


def card_of(plan: Plan, told: Told, said: Said, *, today: date, rules: Rules) -> Card | None:
    """The card of an exercise that may go on; None for one that the tables do not know any more."""
    row = row_of(told.id)
    if row is None:
        return None
    since = next((date.fromisoformat(one["since"]) for one in plan.exercises if one["id"] == told.id), today)
    doses = doses_of(row)
    first = next(step for step, dose in enumerate(doses) if not dose.startswith(NOT_YET))
    now = standing(since, said.ticks, today, rules, first=first, slow=told.slow)
    return Card(
        id=told.id,
        name=said_in_words(row.plain_label),
        steps=steps_of(row, told),
        feel=said_in_words(row.feel),
        stops=stops_of(told.stop_when),
        how_often=capital(said_in_words(row.how_often)),
        dose=capital(said_in_words(doses[now.step])),
        step=STEPS[now.step],
        standing=now,
        missing_days=max(0, rules.least(now.step) - now.done_days),
        not_yet=doses[now.step].startswith(NOT_YET),
        picture=drawing(told.id),
        marks=said.marks,
        again=sent_as_for(plan, told.id, today, said.number, Done.Went.AGAIN),
        told_since=said.told_since,
        taps=tuple(Tap(went, str(went.label), sent_as_for(plan, told.id, today, said.number, went)) for went in TAPS),
    )


def in_most(stops: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The sentences on stopping that most exercises have: told once."""
    every = dict.fromkeys(sentence for one in stops for sentence in one)
    return tuple(one for one in every if sum(one in stop for stop in stops) > len(stops) / 2 and len(stops) > 1)


def told_once(cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """The cards, each with the signs of its own alone; one that has no others keeps them all."""
    most = in_most([card.stops for card in cards if not card.rests])
    return tuple(
        replace(card, own_stops=tuple(one for one in card.stops if one not in most) or card.stops) for card in cards
    )


def doses_of(row: ExerciseRow) -> tuple[str, str, str, str]:
    """How much, step by step."""
    return row.start, row.weeks_1_2, row.weeks_3_4, row.weeks_5_8


def steps_of(row: ExerciseRow, told: Told) -> tuple[str, ...]:
    """The steps, with the leg of this person in its place."""
    leg = next((words for words in LEGS.values() if words in told.text), THE_LEG)
    return tuple(said_in_words(step.replace("{leg}", leg)) for step in row.steps)


def stops_of(stop_when: str) -> tuple[str, ...]:
    """The signs at which to stop, each a sentence in the reader's language."""
    return tuple(said_in_words(one) for one in SENTENCE.split(stop_when)) if stop_when else ()
