"""The causes: how likely, in figures and in words, and what speaks for and against each with its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from multifidus.clinic.charts.shown.words import Cited, Words
from multifidus.doors.letter.person import in_ten
from multifidus.doors.spoken.voice import percent

LEAST_FOR_PERSON, MOST_FOR_PERSON = 0.1, 3  # a less likely cause is not told to somebody who would lie awake over it
LEAST_FOR_CLINICIAN, MOST_FOR_CLINICIAN = 0.02, 8
LEAST_REASON, MOST_REASONS = 0.1, 6  # ln odds
STRONG, CLEAR = 2.0, 0.7  # ln odds
LEAST_ROOT = 0.2


@dataclass(frozen=True, slots=True)
class Reason:
    """What a finding says of a cause."""

    told: str
    speaks_for: bool
    how_much: str  # in words
    weight: str  # in ln odds
    through: str
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause with its bar, its interval and its words."""

    id: str
    name: str
    text: str
    p: float
    low: float
    high: float
    in_words: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Causes:
    """The ranking: what is shown of it, how much is left out, and the belief in none of them."""

    shown: tuple[Cause, ...] = ()
    more: int = 0
    unexplained: str = ""
    roots: tuple[str, ...] = ()


def ranked(answer: Mapping[str, Any], words: Words) -> Causes:
    """The causes that a reader is shown, the likeliest first."""
    least, most = (LEAST_FOR_PERSON, MOST_FOR_PERSON) if words.for_person else (LEAST_FOR_CLINICIAN, MOST_FOR_CLINICIAN)
    causes = answer["causes"]
    likely = [one for rank, one in enumerate(causes) if rank == 0 or one["probability"] >= least][:most]
    found = {one["id"]: one for one in answer["findings"]}
    unexplained = answer["p_unexplained"]
    return Causes(
        shown=tuple(_cause(one, found, words) for one in likely),
        more=0 if words.for_person else len(causes) - len(likely),
        unexplained="" if unexplained is None or words.for_person else percent(unexplained),
        roots=()
        if words.for_person
        else tuple(
            f"{root['root']} {root['side']}, {percent(root['probability'])}"
            for root in answer["level"][:2]
            if root["probability"] >= LEAST_ROOT
        ),
    )


def _cause(cause: Mapping[str, Any], found: Mapping[str, Mapping[str, Any]], words: Words) -> Cause:
    name, text = words.cause(cause["id"])
    p = cause["probability"]
    low, high = (p if cause[end] is None else cause[end] for end in ("low", "high"))
    telling = sorted(
        (one for one in cause["why"] if abs(weight(one)) >= LEAST_REASON), key=lambda one: -abs(weight(one))
    )
    return Cause(
        id=cause["id"],
        name=name,
        text=text,
        p=p,
        low=min(low, p),
        high=max(high, p),
        in_words=in_ten(p),
        reasons=tuple(_reason(one, found, words) for one in telling[:MOST_REASONS]),
    )


def weight(shift: Mapping[str, Any]) -> float:
    """What a finding weighs, in ln odds: by itself where others say the same, else what would be missed without it."""
    alone, without = float(shift["alone"]), float(shift["without"])
    return alone if shift["through"] is not None and abs(without) < abs(alone) / 2 else without


def _reason(shift: Mapping[str, Any], found: Mapping[str, Mapping[str, Any]], words: Words) -> Reason:
    finding = found.get(shift["finding"])
    told = words.finding(shift["finding"]) if finding is None else words.said(finding)
    if finding is not None and finding["value"] is False:
        told = _("not there: %(finding)s") % {"finding": told}
    weighs = weight(shift)
    return Reason(
        told=told,
        speaks_for=weighs > 0,
        how_much=_how_much(abs(weighs)),
        weight=f"{weighs:+.1f}".replace("-", "−"),
        through="" if shift["through"] is None or words.for_person else words.mechanism(shift["through"]),
        cited=words.cited((figure["source"], figure["status"]) for figure in shift["figures"]),
    )


def _how_much(weighs: float) -> str:
    return _("strongly") if weighs >= STRONG else _("clearly") if weighs >= CLEAR else _("a little")
