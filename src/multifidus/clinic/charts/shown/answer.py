"""One assessment as a page shows it, for the person or for a clinician."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.charts.shown import alarms, causes, findings, plan
from multifidus.clinic.charts.shown.words import Words
from multifidus.terms import Urgency

PERSON: dict[str, Promise] = {
    Urgency.EMERGENCY: _("Get help now"),
    Urgency.URGENT: _("See someone today or tomorrow"),
    Urgency.SOON: _("Make an appointment"),
    Urgency.ROUTINE: _("Have it looked at"),
    Urgency.SELF_CARE: _("You can look after this yourself"),
}
CLINICIAN: dict[str, Promise] = {
    Urgency.EMERGENCY: _("Emergency: the same hour"),
    Urgency.URGENT: _("Urgent: within a day or two"),
    Urgency.SOON: _("Soon: within weeks"),
    Urgency.ROUTINE: _("Routine: when convenient"),
    Urgency.SELF_CARE: _("Self-care"),
}
TONES = {
    Urgency.EMERGENCY: "emergency",
    Urgency.URGENT: "error",
    Urgency.SOON: "warning",
    Urgency.ROUTINE: "info",
    Urgency.SELF_CARE: "good",
}
NOT_WORKED_OUT = _("This could not be worked out yet")
AT_THE_TOP = 2  # steps that stand beside the urgency
CALM = (Urgency.ROUTINE, Urgency.SELF_CARE)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of an assessment. All words are those of its reader."""

    urgency: str  # empty where not even the red flags could be checked
    tone: str
    headline: str
    failed: bool
    for_person: bool
    call: str = ""  # the number of the ambulance, in an emergency
    reasons: tuple[str, ...] = ()
    now: tuple[alarms.Step, ...] = ()
    for_clinician: tuple[alarms.Step, ...] = ()
    come_back: tuple[alarms.Call, ...] = ()
    flags: tuple[alarms.Flag, ...] = ()
    questions: tuple[alarms.Question, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    causes: causes.Causes = field(default_factory=causes.Causes)
    plan: tuple[plan.Part, ...] = ()
    findings: findings.Findings = field(default_factory=findings.Findings)

    @property
    def is_emergency(self) -> bool:
        """Whether everything else has to wait."""
        return self.urgency == Urgency.EMERGENCY

    @property
    def waits(self) -> bool:
        """Whether causes and plan are kept from the reader: from a person who has to get help now."""
        return self.is_emergency and self.for_person

    @property
    def steps_below(self) -> tuple[alarms.Step, ...]:
        """What to do now that does not stand at the top already."""
        return (self.now if self.for_person else self.for_clinician)[len(self.steps_at_the_top) :]

    @property
    def steps_at_the_top(self) -> tuple[alarms.Step, ...]:
        """What to do now that stands beside the urgency: all of it for a person in an emergency."""
        if self.for_person:
            return self.now if self.is_emergency else self.now[:AT_THE_TOP]
        return self.for_clinician[:AT_THE_TOP] if self.is_emergency else ()


def shown(answer: Mapping[str, Any], gathered: Mapping[str, Any], words: Words, *, failed: bool = False) -> Shown:
    """The contract's JSON in words. A failed assessment never says that all is well."""
    if not answer:
        told = findings.Findings(minds=tuple(findings.minds(whole({}), gathered, words)))
        return Shown("", "error", str(NOT_WORKED_OUT), True, words.for_person, findings=told)
    answer = whole(answer)
    urgency = answer["urgency"]
    unsure = failed and urgency in CALM
    headline = NOT_WORKED_OUT if unsure else (PERSON if words.for_person else CLINICIAN)[urgency]
    return Shown(
        urgency="" if unsure else urgency,
        tone="error" if unsure else TONES[Urgency(urgency)],
        headline=str(headline),
        failed=failed,
        for_person=words.for_person,
        call=alarms.number_to_call(answer) if urgency == Urgency.EMERGENCY else "",
        reasons=alarms.reasons(answer, words),
        now=() if unsure else alarms.steps(answer, words, "person"),
        for_clinician=() if words.for_person else alarms.steps(answer, words, "clinician"),
        come_back=alarms.come_back(answer, words),
        flags=() if words.for_person else alarms.flags(answer, words),
        questions=alarms.questions(answer, words),
        out_of_scope=tuple(words.told(one) for one in answer["out_of_scope"]),
        causes=causes.ranked(answer, words),
        plan=plan.parts(answer, words),
        findings=findings.understood(answer, gathered, words),
    )


LISTS = (
    "out_of_scope", "urgency_reasons", "red_flags", "ask_first", "causes", "level", "findings", "contradictions",
    "unread", "troubles", "next_tests",
)  # fmt: skip
PARTS = {
    "plan": ("now", "tests", "treatments", "surgery", "prevention", "avoid"),
    "prognosis": ("course", "recurrence", "predictors"),
}


def whole(answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer with every part that is read here; one kept long ago may lack what the contract got since."""
    told: dict[str, Any] = {**{name: [] for name in LISTS}, "p_unexplained": None, **answer}
    for name, parts in PARTS.items():
        told[name] = {**{part: [] for part in parts}, **(answer.get(name) or {})}
    return told
