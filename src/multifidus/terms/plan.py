"""What is worth doing: one action, its kinds, and the plan that they make up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from multifidus.terms.alarms import Urgency
from multifidus.terms.beliefs import Figure

Audience = Literal["person", "clinician"]
Standing = Literal["met", "missing", "contradicted"]
OURS = "ours"


@dataclass(frozen=True, slots=True)
class Position:
    """What one guideline says of an option, and how firmly."""

    guideline: str
    recommendation: str  # strong_for to strong_against, as in guideline_positions.csv
    source: str
    status: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of people like this one, the share that is better after some weeks, with an option and without it."""

    better: str  # what counts as better
    weeks: float
    p_without: float
    p_with: float
    low: float | None  # 95 % interval of `p_with`; None when none was published
    high: float | None
    source: str
    status: str  # checked, recalled; ours where we computed it from a published difference


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that an operation asks for, and how it stands with this person."""

    id: str
    text: str
    standing: Standing  # missing: nobody has asked or looked yet
    findings: tuple[str, ...]  # what it was read from, or would be
    completes: tuple[str, ...]  # the tests of tests.csv that would answer it
    source: str  # key of sources.csv; empty where it is ours
    status: str
    role: str = (
        "required"  # supporting: gains more with it; against: a reason to leave it is absent; urgent: cannot wait
    )
    plain_text: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing worth doing, or worth leaving, and why.

    `text` is written for the `audience`; `plain_text` says the same to everybody. Every action has a source or is
    ours and says so.
    """

    id: str
    text: str
    why: str
    status: str  # checked, recalled, ours
    figures: tuple[Figure, ...] = ()
    audience: Audience = "clinician"
    sources: tuple[str, ...] = ()  # keys of sources.csv
    label: str = ""
    plain_text: str = ""
    causes: tuple[str, ...] = ()  # the causes that it serves, the most probable first

    def __post_init__(self) -> None:
        if self.status != OURS and not self.sources:
            raise ValueError(f"{self.id} is {self.status}, but names no source")


@dataclass(frozen=True, slots=True)
class Treatment(Action):
    """An option of treatment for the causes of this person, with what speaks for it, against it, and for care."""

    line_of_use: str = "first"
    kind: str = "self_care"
    who: str = "person"  # who gives or prescribes it
    certainty: str | None = None
    harms: str | None = None
    positions: tuple[Position, ...] = ()  # two that disagree are both here
    cautions: tuple[str, ...] = ()  # what of this person calls for care, in words
    questions: tuple[str, ...] = ()  # findings to ask before it is taken
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidacy(Action):
    """How far an operation's criteria are met; never that somebody needs one."""

    who: str = "surgeon"
    emergency: bool = False
    criteria: tuple[Criterion, ...] = ()
    positions: tuple[Position, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Order(Action):
    """A test to ask for: what to look for, where, who does it, and what to mind."""

    findings: tuple[str, ...] = ()  # what it would answer
    who: str = "clinician"
    kind: str = "question"
    may_change: str = "ranking"
    cost: int = 0  # cost class of tests.csv, 0 nothing to 4 most
    minutes: float = 0.0
    cautions: tuple[str, ...] = ()  # never a reason to withhold what an emergency needs


@dataclass(frozen=True, slots=True)
class Measure(Action):
    """One part of the programme that keeps the next spasm away."""

    topic: str = "exercise"
    how_often: str = ""
    certainty: str = ""  # how sure, in plain words
    weeks: tuple[str, ...] = ()  # progression, week by week
    stop_when: str = ""
    drawing: str | None = None  # id of a drawing in knowledge/drawings


@dataclass(frozen=True, slots=True)
class Prognosis:
    """What to expect: the course, the chance of another episode within a year, and what predicts lasting trouble."""

    course: tuple[Action, ...] = ()
    recurrence: tuple[Action, ...] = ()
    predictors: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do, in order: now, the next tests, treatment, surgery, prevention, and what to avoid."""

    urgency: Urgency
    reasons: tuple[str, ...]  # why this urgency, in words
    now: tuple[Action, ...] = ()
    tests: tuple[Order, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    surgery: tuple[Candidacy, ...] = ()
    prevention: tuple[Measure, ...] = ()
    avoid: tuple[Action, ...] = ()
    prognosis: Prognosis = Prognosis()

    def with_tests(self, orders: tuple[Order, ...], avoid: tuple[Action, ...]) -> Plan:
        """The same plan with the tests to order, and the tests better left, put in."""
        return replace(self, tests=orders, avoid=(*self.avoid, *avoid))
