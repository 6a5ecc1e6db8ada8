"""The nouns that every room shares: findings come in, causes are weighed, actions come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Side = Literal["left", "right", "both"]
Setting = Literal["primary", "emergency", "secondary"]
Audience = Literal["person", "clinician"]
LONGEST_QUOTE = 300  # signs of a text that are told where a line has to do
SETTINGS: tuple[Setting, ...] = ("primary", "emergency", "secondary")


class Urgency(StrEnum):
    """How soon somebody has to look, the most urgent first."""

    EMERGENCY = "emergency"  # the same hour
    URGENT = "urgent"  # a day or two
    SOON = "soon"  # weeks
    ROUTINE = "routine"
    SELF_CARE = "self_care"

    @property
    def rank(self) -> int:
        """0 for the most urgent, 4 for `self_care`."""
        return list(Urgency).index(self)


def most_urgent(urgencies: Iterable[Urgency], default: Urgency = Urgency.SELF_CARE) -> Urgency:
    """The most urgent of several, or `default` when there is none."""
    return min(urgencies, key=lambda urgency: urgency.rank, default=default)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing asked, felt, measured or seen.

    `value` is True for present, False for absent, or a number in the unit of the vocabulary. What nobody
    asked has no Finding at all: unknown is not absent.
    """

    id: str
    value: bool | float
    side: Side | None = None
    source: str = "case"  # case, note, interview, diary, exam, image, lift, or the finding that it follows from
    when: str | None = None
    quote: str | None = None
    start: int | None = None  # offsets of the quote in the text it was read from
    end: int | None = None

    @property
    def present(self) -> bool:
        """Whether the finding is there; a number says nothing of itself and counts as not present."""
        return self.value is True


class Findings(Mapping[str, Finding]):
    """What is known about a person; whatever is missing is unknown.

    One Finding for each id. Only numbers that differ between the sides (strength on the left and on the right)
    stand twice: `findings[id]` is then the lower one, `findings.every(id)` are both.
    """

    __slots__ = ("_by_id",)

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._by_id: dict[str, Finding | dict[Side | None, Finding]] = {}
        for finding in findings:
            if isinstance(finding.value, bool) or finding.side is None:
                self._by_id[finding.id] = finding
                continue
            sides = self._by_id.get(finding.id)
            kept = sides if isinstance(sides, dict) else {}
            self._by_id[finding.id] = {**kept, finding.side: finding}

    def __getitem__(self, finding: str) -> Finding:
        found = self._by_id[finding]
        return min(found.values(), key=lambda one: one.value) if isinstance(found, dict) else found

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def __repr__(self) -> str:
        inside = ", ".join(f"{f.id}={f.value}{f' {f.side}' if f.side else ''}" for f in self.all())
        return f"Findings({inside})"

    def every(self, finding: str) -> tuple[Finding, ...]:
        """All that is recorded under an id: nothing, one, or one for each side."""
        found = self._by_id.get(finding)
        if found is None:
            return ()
        return tuple(found.values()) if isinstance(found, dict) else (found,)

    def all(self) -> Iterator[Finding]:
        """Every Finding, sides apart."""
        for found in self._by_id.values():
            if isinstance(found, dict):
                yield from found.values()
            else:
                yield found

    def present(self, finding: str) -> bool:
        """Whether the finding is known to be there."""
        return finding in self._by_id and self[finding].value is True

    def absent(self, finding: str) -> bool:
        """Whether the finding is known not to be there."""
        return finding in self._by_id and self[finding].value is False

    def number(self, finding: str) -> float | None:
        """The number recorded for a finding, the lower one of two sides, or None."""
        if finding not in self._by_id or isinstance(self[finding].value, bool):
            return None
        return float(self[finding].value)

    def plus(self, *findings: Finding) -> Findings:
        """The same findings with others put in or replaced."""
        return Findings([*self.all(), *findings])

    def without(self, *ids: str) -> Findings:
        """The same findings with some made unknown."""
        return Findings(finding for finding in self.all() if finding.id not in ids)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two findings that cannot both be true, and what was done about it."""

    first: str
    second: str
    told: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Words of a text that could not be used, their place in it, and why."""

    reason: str
    quote: str
    start: int
    end: int

    @property
    def told(self) -> str:
        """The reason with the words in one line, shortened."""
        flat = " ".join(self.quote.split())
        return f'{self.reason}: "{flat if len(flat) <= LONGEST_QUOTE else flat[: LONGEST_QUOTE - 3] + "..."}"'


@dataclass(frozen=True, slots=True)
class Known:
    """Findings with all that follows from them: the closure that rules and inference run on."""

    findings: Findings  # said or measured, and what follows
    said: frozenset[str]  # ids that were said or measured themselves
    contradictions: tuple[Contradiction, ...] = ()
    concerns_back: bool = True  # whether back or legs are complained of at all
    out_of_scope: tuple[str, ...] = ()  # why no ranking can be given, in plain words; empty when in scope
    unread: tuple[Unread, ...] = ()  # what could not be read, never dropped in silence

    @property
    def in_scope(self) -> bool:
        """Whether a ranking of causes means anything for this person."""
        return not self.out_of_scope

    def present(self, finding: str) -> bool:
        """Whether the finding is known to be there."""
        return self.findings.present(finding)

    def absent(self, finding: str) -> bool:
        """Whether the finding is known not to be there."""
        return self.findings.absent(finding)

    def unknown(self, finding: str) -> bool:
        """Whether nobody has said anything of the finding, nor anything that settles it."""
        return finding not in self.findings


@dataclass(frozen=True, slots=True)
class Figure:
    """A published number with the doubt its authors gave it, and where it was read."""

    name: str  # what the number is: sens, spec, lr_pos, odds_ratio ...
    value: float
    low: float | None  # 95 % interval; None when none was published
    high: float | None
    source: str  # key in sources.csv, or "ours"
    status: str  # checked, recalled, or ours

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and not self.low <= self.value <= self.high:
            raise ValueError(f"{self.value} lies outside its own interval, {self.low} to {self.high}")


@dataclass(frozen=True, slots=True)
class Alarm:
    """A red flag that fired: no probability can outvote it."""

    cause: str
    urgency: Urgency
    findings: tuple[str, ...]
    action: str
    source: str
    status: str
    feared: str | None = None  # what is feared when it is none of the causes; then show the action, never the cause


@dataclass(frozen=True, slots=True)
class Shift:
    """How far one finding moves one cause, in ln odds, told three ways; None where it was not computed."""

    finding: str
    alone: float  # from the prior, with nothing else known
    without: float  # leave-one-out: what the belief owes to it beside all the rest
    through: str | None  # the mechanism that carries it; None when it hangs on the cause or moves the prior
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Belief:
    """The probability of one cause, its 95 % interval, and what moved it."""

    cause: str
    probability: float
    low: float
    high: float
    why: tuple[Shift, ...] = ()


@dataclass(frozen=True, slots=True)
class RootBelief:
    """The probability that one nerve root on one side is pressed or inflamed."""

    root: str  # L2 to S1
    side: Side
    probability: float


@dataclass(frozen=True, slots=True)
class Beliefs:
    """Every cause, the most probable first, with what no cause explains."""

    causes: tuple[Belief, ...]
    p_unexplained: float
    mechanisms: Mapping[str, float]
    level: tuple[RootBelief, ...]
    certificate: float  # no probability here is further than this from the exact one

    def probability(self, cause: str) -> float:
        """The probability of one cause; KeyError when there is no such cause."""
        for belief in self.causes:
            if belief.cause == cause:
                return belief.probability
        raise KeyError(cause)


@dataclass(frozen=True, slots=True)
class Values:
    """What each unknown finding could change, one position a finding; arrays as (findings,) and (findings, causes)."""

    findings: tuple[str, ...]
    causes: tuple[str, ...]
    p_present: Floats  # probability that the finding would be there
    gain_nats: Floats  # mutual information between the finding and the causes, each cause by itself, added up
    if_present: Floats  # probability of each cause, were the finding present
    if_absent: Floats


@dataclass(frozen=True, slots=True)
class Action:
    """One thing worth doing, or worth leaving, and why."""

    id: str
    text: str
    why: str
    status: str  # checked, recalled, ours
    figures: tuple[Figure, ...] = ()
    audience: Audience = "clinician"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do, in order: now, the next tests, treatment, surgery, prevention, and what to avoid."""

    urgency: Urgency
    reasons: tuple[str, ...]  # why this urgency, in words
    now: tuple[Action, ...] = ()
    tests: tuple[Action, ...] = ()
    treatments: tuple[Action, ...] = ()
    surgery: tuple[Action, ...] = ()
    prevention: tuple[Action, ...] = ()
    avoid: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class NextTest:
    """Something unknown that is worth asking or measuring, and what it could change."""

    test: str
    findings: tuple[str, ...]
    gain_nats: float
    may_change: Literal["urgency", "ranking", "nothing"]
    cost: int  # cost class of tests.csv, 0 nothing to 4 most


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that is told about one person, with the edition of the tables it was made with."""

    known: Known
    alarms: tuple[Alarm, ...]
    beliefs: Beliefs | None  # None when out of scope, or when inference failed; alarms stand all the same
    plan: Plan
    ask_first: tuple[str, ...]
    next_tests: tuple[NextTest, ...]
    edition: str
    troubles: tuple[str, ...] = field(default=())  # what went wrong on the way, in words

    def with_troubles(self, *troubles: str) -> Assessment:
        """The same assessment with something more to own up to."""
        return replace(self, troubles=(*self.troubles, *troubles))
