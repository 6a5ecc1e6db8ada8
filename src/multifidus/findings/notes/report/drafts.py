"""What a sentence of a report is made of: a thing, and the words that tell its degree, side, zone and size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from multifidus.findings.notes.report.terms import Mark
from multifidus.knowledge.rows_wording import ReportTermRow

UNSIDED = ("canal", "cauda", "cord", "ligamentum", "slip")
Told = Mapping[str, str | float]


@dataclass(frozen=True, slots=True)
class Group:
    """Words that stand together and tell more of one thing: "mild left"; `told` by what they tell."""

    told: Told
    start: int
    stop: int
    adjoins: bool  # whether nothing parts them from the thing or place before
    path: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A thing as its sentence tells it: its row, its words, and what is told of it."""

    row: ReportTermRow
    path: tuple[int, ...]
    told: Told = field(default_factory=dict)
    lead: tuple[int, int] | None = None  # the words that tell more of it, where they stand before it
    is_normal: bool = False  # whether it was said to be as it should be


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the spine that waits for the word that says what is the matter with it."""

    mark: Mark
    groups: tuple[Group, ...]


def filled(groups: Sequence[Group], more: Sequence[Group]) -> tuple[Group, ...]:
    """Groups with what they lack taken from the first of others."""
    if not groups:
        return tuple(more)
    return tuple(replace(group, told={**(more[0].told if more else {}), **group.told}) for group in groups)


def inherited(groups: Sequence[Group], mark: Mark) -> tuple[Group, ...]:
    """What was told of the place before, for the next of one list: "mild left lateral recess and foraminal"."""
    if mark.row.structure not in UNSIDED:
        return tuple(groups)
    plain = [{word: told for word, told in group.told.items() if word not in ("side", "zone")} for group in groups[:1]]
    return tuple(replace(group, told=told) for group, told in zip(groups, plain, strict=False) if told)


def refines(more: Told, told: Told, *, first: bool) -> bool:
    """Whether words say of one side what was said of both: "bilateral stenosis, severe on the left"."""
    return first and told.get("side") == "both" and more.get("side") in ("left", "right") and "degree" in more


def differs(more: Told, told: Told) -> bool:
    """Whether words tell of another thing of the same kind: "..., moderate on the left"."""
    if "side" in more and "side" in told and more["side"] != told["side"]:
        return "degree" in more or told["side"] != "both"
    return "degree" in more and "degree" in told and more["degree"] != told["degree"]


def kept(told: Told, more: Told) -> Told:
    """What still holds of a thing when the same thing is told of another side or level."""
    if "zone" in more or "mm" in more:
        return {word: one for word, one in told.items() if word not in ("side", "zone", "mm")}
    return told
