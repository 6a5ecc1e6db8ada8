"""An answer as its person reads it: what to do first, what it may be, why, and what would make us more sure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from multifidus.clinic.charts.shown.alarms import Call, Step
from multifidus.clinic.charts.shown.answer import AT_THE_TOP, shown, whole
from multifidus.clinic.charts.shown.asked_again import still_so
from multifidus.clinic.charts.shown.likely import MayBe, may_be
from multifidus.clinic.charts.shown.lines import Lines, avoid, expect, helps
from multifidus.clinic.charts.shown.surer import Surer, surer
from multifidus.clinic.charts.shown.words import Words
from multifidus.knowledge import Knowledge
from multifidus.terms import Urgency


class Do(StrEnum):
    """The one thing that the largest button does."""

    CALL = "call"  # an ambulance
    ANSWER = "answer"  # the safety questions
    BOOK = "book"  # a visit
    MOVE = "move"  # the exercises
    TELL = "tell"  # what hurts, where nothing could be worked out


@dataclass(frozen=True, slots=True)
class PersonShown:
    """What a person is shown of an assessment, in plain words. In an emergency causes and plan are held back."""

    urgency: str  # empty where nobody knows it
    tone: str
    headline: str
    failed: bool
    do: Do
    call: str = ""  # the number of the ambulance, in an emergency
    steps: tuple[Step, ...] = ()
    come_back: tuple[Call, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    causes: MayBe = field(default_factory=MayBe)
    surer: Surer = field(default_factory=Surer)
    avoid: Lines = field(default_factory=Lines)
    expect: Lines = field(default_factory=Lines)
    helps: Lines = field(default_factory=Lines)
    minds: tuple[str, ...] = ()  # told against itself, or could not be read
    ask_again: tuple[str, ...] = ()  # told long ago: is it still so?

    @property
    def is_emergency(self) -> bool:
        """Whether everything else has to wait."""
        return self.urgency == Urgency.EMERGENCY

    @property
    def at_the_top(self) -> tuple[Step, ...]:
        """What to do first: in an emergency all of it."""
        return self.steps if self.is_emergency else self.steps[:AT_THE_TOP]

    @property
    def further(self) -> tuple[Step, ...]:
        """What to do after that."""
        return self.steps[len(self.at_the_top) :]


def shown_to_person(
    answer: Mapping[str, Any],
    knowledge: Knowledge,
    *,
    gathered: Mapping[str, Any] | None = None,
    failed: bool = False,
) -> PersonShown:
    """The contract's JSON in plain words; {} where not even the red flags could be checked.

    `gathered` is what an Assessment keeps beside its answer; without a record there is none.
    """
    words = Words(knowledge, "person")
    base = shown(answer, gathered or {}, words, failed=failed)
    told = whole(answer)
    safety = tuple(one.text for one in base.questions)
    first = PersonShown(
        urgency=base.urgency,
        tone=base.tone,
        headline=base.headline,
        failed=base.failed,
        do=_do(base.urgency, safety),
        call=base.call,
        steps=base.now,
        come_back=base.come_back,
        out_of_scope=base.out_of_scope,
    )
    if base.is_emergency or not base.urgency:
        return first
    return replace(
        first,
        causes=may_be(told, words),
        surer=surer(told, words, safety=safety),
        avoid=avoid(told, words),
        expect=expect(told, words),
        helps=helps(told, words),
        minds=base.findings.minds,
        ask_again=tuple(one.text for one in still_so(gathered or {}, words)),
    )


def _do(urgency: str, safety: tuple[str, ...]) -> Do:
    if urgency == Urgency.EMERGENCY:
        return Do.CALL
    if not urgency:
        return Do.TELL
    if urgency in (Urgency.URGENT, Urgency.SOON):
        return Do.BOOK
    if safety:
        return Do.ANSWER
    return Do.MOVE if urgency == Urgency.SELF_CARE else Do.BOOK
