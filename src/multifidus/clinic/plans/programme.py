"""What an assessment says of exercises: which it offers, which may go on, what speaks against the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from multifidus.actions.preventing.followed import followed
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.models import Assessment
from multifidus.clinic.design.told import told
from multifidus.clinic.plans.reasons import sentence
from multifidus.findings.closure import complete
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import ExerciseRow
from multifidus.terms import Finding, Findings, Known, Measure, Urgency

EXERCISE, HABIT, WAITS = "exercise_", "habit_", ("habit_wait_for_answer", "habit_wait_until_seen")
HELD = (Urgency.EMERGENCY, Urgency.URGENT)


@dataclass(frozen=True, slots=True)
class Told:
    """One exercise or habit as the contract tells it, by the id of its row."""

    id: str
    stop_when: str
    slow: bool  # stays at its first step: the pain is too bad to add to it
    text: str = ""  # its steps
    plain_text: str = ""
    how_often: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """What one assessment offers. Where it holds exercises back, `waits` says so in plain words."""

    assessment: Assessment | None
    urgency: str
    exercises: tuple[Told, ...] = ()
    habits: tuple[Told, ...] = ()
    waits: str = ""

    @property
    def held(self) -> bool:
        """Whether no exercise at all may be shown: an emergency, a case for today, or one not worked out."""
        return self.assessment is None or self.assessment.failed != "" or self.urgency in ("", *HELD)

    @property
    def ids(self) -> tuple[str, ...]:
        """The exercises that it offers, in its order."""
        return tuple(one.id for one in self.exercises)


def programme_of(assessment: Assessment | None) -> Programme:
    """What an assessment offers; nothing where it failed, in an emergency, and before anything was told."""
    if assessment is None:
        return Programme(None, "")
    plan = assessment.answer.get("plan") or {}
    measures = plan.get("prevention") or []
    waits = " ".join(one["plain_text"] for one in measures if one["id"] in WAITS)
    found = Programme(assessment, assessment.urgency, waits=waits)
    if found.held:
        return found
    return Programme(
        assessment,
        assessment.urgency,
        exercises=tuple(_told(one, EXERCISE) for one in measures if one["id"].startswith(EXERCISE)),
        habits=tuple(_told(one, HABIT) for one in measures if one["id"].startswith(HABIT) and one["id"] not in WAITS),
        waits=waits,
    )


@dataclass(frozen=True, slots=True)
class Gone:
    """An exercise that may not go on, and why."""

    id: str
    why: tuple[str, ...]


def going_on(ids: Iterable[str], programme: Programme) -> tuple[list[Told], list[Gone]]:
    """Of the exercises that somebody follows, those that may go on as they are told now, and those that may not."""
    offered = {one.id: one for one in programme.exercises}
    goes: list[Told] = []
    gone: list[Gone] = []
    context = None
    for exercise in ids:
        if exercise in offered:
            goes.append(offered[exercise])
            continue
        context = context or _context(programme)
        known, likely, knowledge = context
        asked = followed(exercise, known, likely, Urgency(programme.urgency), knowledge)
        # Where the programme holds no exercise at all, none may go on: one that it lacks is not merely outdone.
        if asked.measure is not None and programme.exercises:
            goes.append(_of_measure(exercise, asked.measure))
        else:
            why = tuple(sentence(one) for one in asked.against)
            gone.append(Gone(exercise, why or ((told(programme.waits),) if programme.waits else ())))
    return goes, gone


def row_of(exercise: str, knowledge: Knowledge | None = None) -> ExerciseRow | None:
    """The row of an exercise; None for one that the tables do not know any more."""
    rows = (knowledge or engine()[0]).rows(ExerciseRow)
    return next((row for row in rows if row.id == exercise), None)


def _context(programme: Programme) -> tuple[Known, dict[str, float], Knowledge]:
    """What is known of the person and which causes are likely, as the assessment has them."""
    knowledge, _model = engine()
    answer = programme.assessment.answer if programme.assessment is not None else {}
    found = [Finding(one["id"], one["value"], one.get("side")) for one in answer.get("findings") or []]
    known = complete(Findings(found), knowledge)
    least = knowledge.choices["least_p_of_a_treated_cause"]
    causes = sorted(answer.get("causes") or [], key=lambda one: -float(one["probability"]))
    likely = {
        one["id"]: float(one["probability"])
        for rank, one in enumerate(causes)
        if one["id"] in knowledge.causes and (rank == 0 or float(one["probability"]) >= least)
    }
    return known, likely, knowledge


def _told(measure: Mapping[str, Any], prefix: str) -> Told:
    weeks = measure.get("weeks") or [""]
    return Told(
        id=str(measure["id"]).removeprefix(prefix),
        stop_when=measure.get("stop_when") or "",
        slow=_slow(weeks[0]),
        text=measure.get("text") or "",
        plain_text=measure.get("plain_text") or "",
        how_often=measure.get("how_often") or "",
    )


def _of_measure(exercise: str, measure: Measure) -> Told:
    return Told(
        exercise, measure.stop_when, _slow(measure.weeks[0]), measure.text, measure.plain_text, measure.how_often
    )


def _slow(first_step: str) -> bool:
    """Whether the core holds the person at the first step: its label then names the pain that ends it."""
    return first_step.startswith("Until your pain is below")
