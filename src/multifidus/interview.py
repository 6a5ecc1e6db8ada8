"""What to ask next, until the decision is settled: safety questions first, then the most telling one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from multifidus.actions.red_flags import red_flags
from multifidus.actions.tonight.emergency_number import emergency_number
from multifidus.actions.tonight.now import tonight
from multifidus.actions.urgency import ask_first
from multifidus.assess import assess
from multifidus.causes.model import Model
from multifidus.findings.closure import complete
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import MeasureRow, TestRow
from multifidus.terms import Action, Alarm, Assessment, Finding, Findings, Setting, Urgency

YES = frozenset({"y", "yes", "true", "1"})
NO = frozenset({"n", "no", "false", "0"})
UNSURE = frozenset({"?", "", "d", "don't know", "dont know", "skip"})


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the finding or number it answers, its words, and what kind of answer it wants."""

    about: str
    text: str
    kind: Literal["yes_no", "number", "sex"]


class Interview:
    """One person's interview: what was answered, what was left open, and what to ask next."""

    def __init__(
        self, knowledge: Knowledge, model: Model, *, setting: Setting = "primary", country: str | None = None
    ) -> None:
        emergency_number(country, knowledge)  # refused now, and not when somebody needs it
        self.knowledge = knowledge
        self.model = model
        self.setting: Setting = setting
        self.country = country
        self.findings = Findings()
        self.left_open: set[str] = set()
        self._asked = 0
        self._by_person = tuple(
            dict.fromkeys(
                finding for test in knowledge.rows(TestRow) if test.who == "person" for finding in test.findings
            )
        )
        self._measures = {row.id: row for row in knowledge.rows(MeasureRow)}

    def next_question(self) -> Question | None:
        """The next question, or None when the decision is settled."""
        return self._who() or self._safety() or self._most_telling()

    def answer(self, question: Question, words: str) -> str | None:
        """Takes an answer in; returns what was wrong with it, or None."""
        said = words.strip().lower()
        if said in UNSURE:
            self.left_open.add(question.about)
            return None
        if question.kind == "number":
            return self._number(question, said)
        if question.kind == "sex":
            return self._sex(said)
        if said not in YES | NO:
            return "Please answer y, n or ?"
        self.findings = self.findings.plus(Finding(question.about, said in YES, source="interview"))
        return None

    def assessment(self) -> Assessment:
        """The assessment of what has been answered so far."""
        return assess(self.findings, self.knowledge, self.model, setting=self.setting, country=self.country)

    def emergencies(self) -> tuple[Alarm, ...]:
        """The emergencies that the answers so far amount to; told at once, not at the end."""
        alarms = red_flags(complete(self.findings, self.knowledge), self.knowledge)
        return tuple(alarm for alarm in alarms if alarm.urgency is Urgency.EMERGENCY)

    def emergency_advice(self) -> tuple[Action, ...]:
        """What the person has to do now, the ambulance first; nothing while no answer is an emergency."""
        known = complete(self.findings, self.knowledge)
        alarms = red_flags(known, self.knowledge)
        if not any(alarm.urgency is Urgency.EMERGENCY for alarm in alarms):
            return ()
        now = tonight(known, alarms, Urgency.EMERGENCY, self.knowledge, country=self.country)
        return tuple(action for action in now if action.audience == "person")

    def _who(self) -> Question | None:
        if self._open("age"):
            return Question("age", "How old are you, in years?", "number")
        if self._open("sex") and "male" not in self.findings and "female" not in self.findings:
            return Question("sex", "Were you born a girl or a boy? (g/b)", "sex")
        return None

    def _safety(self) -> Question | None:
        for finding in ask_first(complete(self.findings, self.knowledge), self.knowledge):
            if finding not in self.left_open:
                return self._about(finding)
        return None

    def _most_telling(self) -> Question | None:
        choices = self.knowledge.choices
        if self._asked >= choices["most_questions"]:
            return None
        for test in self.assessment().next_tests:
            for finding in test.findings:
                worth_it = test.may_change == "urgency" or test.gain_nats >= choices["least_gain_of_a_question_nats"]
                if worth_it and finding in self._by_person and finding not in self.left_open:
                    self._asked += 1
                    return self._about(finding)
        return None

    def _about(self, finding: str) -> Question:
        return Question(finding, f"{self.knowledge.findings[finding].question} (y/n/?)", "yes_no")

    def _open(self, about: str) -> bool:
        return about not in self.left_open and about not in self.findings

    def _number(self, question: Question, said: str) -> str | None:
        measure = self._measures[question.about]
        try:
            value = float(said.replace(",", "."))
        except ValueError:
            return f"Please answer with a number ({measure.unit}) or ?"
        if not measure.low <= value <= measure.high:
            return f"{measure.label} lies between {measure.low:g} and {measure.high:g} {measure.unit}"
        self.findings = self.findings.plus(Finding(question.about, value, source="interview"))
        return None

    def _sex(self, said: str) -> str | None:
        sex = {"g": "female", "girl": "female", "f": "female", "female": "female"} | {
            "b": "male", "boy": "male", "m": "male", "male": "male"
        }  # fmt: skip
        if said not in sex:
            return "Please answer g, b or ?"
        self.findings = self.findings.plus(Finding(sex[said], True, source="interview"))
        return None
