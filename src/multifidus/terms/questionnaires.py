"""What a filled-in questionnaire says: its scores, how they have changed, and whether the change matters."""

from __future__ import annotations

from dataclasses import dataclass

from multifidus.terms.findings import Finding


@dataclass(frozen=True, slots=True)
class Change:
    """How far a score has moved since a former one, and whether that is more than chance and habit.

    `matters` is True where the change reaches both marks, False where it reaches neither, None where the two
    disagree or none was published.
    """

    former: float
    by: float  # the score now less the former one
    better: bool | None  # None where nothing moved
    matters: bool | None
    smallest_points: float | None  # the smallest change that matters, in points
    smallest_share: float | None  # and as a share of the former score
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """One score, what it can be at all, and how much of it rests on answers."""

    scale: str
    label: str
    plain_label: str
    value: float
    low: float  # of the scale
    high: float
    answered: int
    items: int
    least: float  # what the score could be, had every open item been answered one way
    most: float  # or the other; equal to `value` where nothing is open
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """One questionnaire of one person; without scores where its licence is not switched on."""

    questionnaire: str
    label: str
    licence: str
    scores: tuple[Score, ...] = ()
    groups: tuple[str, ...] = ()  # findings that the scores put the person into
    plain_text: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()  # what has to be said beside it: open items, whose it is, why it is empty
    sources: tuple[str, ...] = ()
