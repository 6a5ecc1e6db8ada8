"""What it may be, for the person: the few causes that matter, the less likely ones, and the dangerous ones calmly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from multifidus.clinic.charts.shown.because import Reasons, reasons
from multifidus.clinic.charts.shown.in_words import doubt, odds
from multifidus.clinic.charts.shown.words import Words
from multifidus.clinic.design.likelihood import Likelihood

LEAST_FIRST, MOST_FIRST = 0.1, 4  # what is rarer is folded: nobody has to lie awake over it
LEAST_LESS, MOST_LESS = 0.01, 6


@dataclass(frozen=True, slots=True)
class Likely:
    """One cause: its name, what it is, how likely with its doubt, and why."""

    id: str
    name: str
    text: str
    p: float
    low: float
    high: float
    odds: str
    doubt: str
    reasons: Reasons
    is_measured: bool = True  # whether anybody knows how unsure the number is

    @property
    def bar(self) -> Likelihood:
        """The lengths of its bar."""
        return Likelihood(self.p, self.low, self.high)


@dataclass(frozen=True, slots=True)
class MayBe:
    """The causes as a person is told them. `feared` are the dangerous ones that are neither likely nor ruled out."""

    first: tuple[Likely, ...] = ()
    less: tuple[Likely, ...] = ()
    feared: tuple[Likely, ...] = ()
    none_of_them: str = ""  # how often nothing of it is the cause


def may_be(answer: Mapping[str, Any], words: Words) -> MayBe:
    """The causes of an answer; none where it was not ranked."""
    found = {one["id"]: one for one in answer["findings"]}
    told = [(one, _likely(one, found, words)) for one in answer["causes"]]
    first = [likely for rank, (one, likely) in enumerate(told) if rank == 0 or one["probability"] >= LEAST_FIRST]
    first = first[:MOST_FIRST]
    others = [likely for _one, likely in told if likely not in first]
    rest = [one for one in others if not words.is_dangerous(one.id)]
    unexplained = answer["p_unexplained"]
    return MayBe(
        first=tuple(first),
        less=tuple(one for one in rest if one.p >= LEAST_LESS)[:MOST_LESS],
        feared=tuple(one for one in others if words.is_dangerous(one.id)),
        none_of_them="" if unexplained is None else odds(unexplained),
    )


def _likely(cause: Mapping[str, Any], found: Mapping[str, Mapping[str, Any]], words: Words) -> Likely:
    name, text = words.cause(cause["id"])
    p, low, high = cause["probability"], cause["low"], cause["high"]
    return Likely(
        id=cause["id"],
        name=name,
        text=text,
        p=p,
        low=p if low is None else min(low, p),
        high=p if high is None else max(high, p),
        odds=odds(p),
        doubt=doubt(p, low, high),
        reasons=reasons(cause, found, words),
        is_measured=low is not None and high is not None,
    )
