"""What to ask next, until the decision is settled: who, where, the safety questions, then the most telling one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from multifidus.actions.red_flags import red_flags
from multifidus.actions.tonight.emergency_number import emergency_number
from multifidus.actions.tonight.now import tonight
from multifidus.assess import assess
from multifidus.causes.model import Model
from multifidus.findings.closure import complete
from multifidus.interview import choosing
from multifidus.interview.answers import TAKEN_BACK, WORDS, Answer
from multifidus.interview.catalogue import catalogue_of
from multifidus.interview.held import Held
from multifidus.interview.screens import Screen, Taken
from multifidus.interview.showing import shown
from multifidus.interview.taking import Given, taken
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import ScreenRow
from multifidus.knowledge.rows_interview import Stage
from multifidus.terms import Action, Alarm, Assessment, Finding, Findings, Known, Setting, Urgency

MayChange = Literal["urgency", "what_to_do", "order_of_causes", "nothing"]
OF_TESTS: Mapping[str, MayChange] = {"urgency": "urgency", "plan": "what_to_do", "ranking": "order_of_causes"}


@dataclass(frozen=True, slots=True)
class Undecided:
    """How far it is, without a guess: the safety screens that are left, and what the next answer could still change."""

    safety_screens: int  # exactly those that are left, as far as no yes opens another
    may_change: MayChange


class Interview:
    """One person's interview at one moment, made of nothing but the answers so far; it never changes."""

    def __init__(
        self,
        knowledge: Knowledge,
        model: Model,
        *,
        answers: Iterable[Answer] = (),
        setting: Setting = "primary",
        country: str | None = None,
    ) -> None:
        emergency_number(country, knowledge)  # refused now, and not when somebody needs it
        self.knowledge = knowledge
        self.model = model
        self.answers = tuple(answers)
        self.setting: Setting = setting
        self.country = country

    @classmethod
    def of(
        cls,
        answers: Iterable[Answer],
        knowledge: Knowledge,
        model: Model,
        *,
        setting: Setting = "primary",
        country: str | None = None,
    ) -> Interview:
        """The interview after these answers; of two about one thing the later counts."""
        return cls(knowledge, model, answers=answers, setting=setting, country=country)

    def after(self, *answers: Answer) -> Interview:
        """The interview with more answers."""
        return Interview.of(
            (*self.answers, *answers), self.knowledge, self.model, setting=self.setting, country=self.country
        )

    def without(self, about: str) -> Interview:
        """The interview with what was read of something from the person's words taken back; it is asked."""
        return self.after(Answer(about, TAKEN_BACK, screen=WORDS))

    def next_screen(self) -> Screen | None:
        """What to ask next; None when the decision is settled. Nothing is inferred before the safety questions are."""
        return shown(self._next[0], self.held, self.known) if self._next else None

    def screen(self, name: str) -> Screen | None:
        """A screen by its id with all that it asks and what was answered, to answer it again; None for no such."""
        row = catalogue_of(self.knowledge).screens.get(name)
        return shown(row, self.held, self.known, everything=True) if row else None

    def take(self, screen: Screen, given: Given) -> Taken:
        """The answers of a filled-in screen, or what is wrong at which field."""
        return taken(screen, given)

    def undecided(self) -> Undecided:
        """What is still open: how many safety screens, and what the next answer could change."""
        return Undecided(len(self._safety), self._next[1] if self._next else "nothing")

    @property
    def answered_screens(self) -> tuple[str, ...]:
        """The screens that were answered, in the order in which they were first answered."""
        return tuple(self.held.screens)

    @property
    def findings(self) -> Findings:
        """What was said, and what can only be so: as `assess` takes it."""
        return self._findings

    def content(self) -> dict[str, Any]:
        """The findings as a reading keeps them: {"findings": {...}}; empty while nothing is known."""
        kept: dict[str, Any] = {}
        for finding in self._findings.all():
            told = _kept(finding)
            if finding.id in kept:  # a number for each side
                before = kept[finding.id]
                kept[finding.id] = [*(before if isinstance(before, list) else [before]), told]
            else:
                kept[finding.id] = told
        return {"findings": kept} if kept else {}

    @cached_property
    def _assessment(self) -> Assessment:
        return assess(self._findings, self.knowledge, self.model, setting=self.setting, country=self.country)

    def assessment(self) -> Assessment:
        """The assessment of what has been answered so far; worked out once."""
        return self._assessment

    def emergencies(self) -> tuple[Alarm, ...]:
        """The emergencies that the answers so far amount to; told at once, not at the end."""
        return tuple(alarm for alarm in self._alarms if alarm.urgency is Urgency.EMERGENCY)

    def emergency_advice(self) -> tuple[Action, ...]:
        """What the person has to do now, the ambulance first; nothing while no answer is an emergency."""
        if not self.emergencies():
            return ()
        now = tonight(self.known, self._alarms, Urgency.EMERGENCY, self.knowledge, country=self.country)
        return tuple(action for action in now if action.audience == "person")

    @cached_property
    def held(self) -> Held:
        """The answers brought together."""
        return Held.of(self.answers, self.knowledge)

    @cached_property
    def known(self) -> Known:
        """The findings with all that follows from them."""
        return complete(self._findings, self.knowledge)

    @cached_property
    def _findings(self) -> Findings:
        return self.held.findings()

    @cached_property
    def _alarms(self) -> tuple[Alarm, ...]:
        return red_flags(self.known, self.knowledge)

    @cached_property
    def _safety(self) -> tuple[ScreenRow, ...]:
        stands = any(not alarm.until_denied for alarm in self.emergencies())
        return choosing.safety_screens(self.held, self.known, emergency=stands)

    @cached_property
    def _next(self) -> tuple[ScreenRow, MayChange] | None:
        return next(self._in_order(), None)

    def _in_order(self) -> Iterator[tuple[ScreenRow, MayChange]]:
        """What is left to ask, the first first; later ones are not worked out unless they are wanted."""
        held, known = self.held, self.known
        emergency = bool(self.emergencies())
        first: MayChange = "what_to_do" if emergency else "urgency"
        yield from ((row, first) for row in choosing.who_screens(held, known))
        if not emergency:
            yield from ((row, first) for row in choosing.once(held, "pain"))
        yield from ((row, first) for row in self._safety)
        if not emergency:
            yield from ((row, first) for row in choosing.once(held, "course"))
        after: tuple[Stage, ...] = (
            ("details", "telling") if emergency else ("safety", "details", "telling", "medicines")
        )
        yield from ((row, first) for row in choosing.danger_screens(held, known, self._alarms, *after))
        if emergency or self._assessment.plan.urgency is Urgency.EMERGENCY:
            yield from ((row, "nothing") for row in choosing.stage_screens(held, known, "handing_over"))
            return
        telling = choosing.telling_screen(held, known, self._assessment)
        if telling:
            yield telling[0], OF_TESTS[telling[1]]
        yield from ((row, "what_to_do") for row in choosing.stage_screens(held, known, "medicines"))


def _kept(finding: Finding) -> bool | float | dict[str, Any]:
    """A finding as a case has it."""
    beside = {"side": finding.side, "when": finding.when}
    told = {key: value for key, value in beside.items() if value is not None}
    return {"value": finding.value, **told} if told else finding.value
