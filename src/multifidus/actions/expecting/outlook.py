"""What can be said of the time to come, put into words once for each edition of the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from multifidus.actions.expecting.figure_words import figures_named, filled, weakest_status
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import CourseRow, MeasureRow, PredictorRow, ScaleRow
from multifidus.terms import OURS, Figure

Row = CourseRow | PredictorRow


@dataclass(frozen=True)
class Told:
    """One row with its figures, and its words with the figures in them."""

    figures: tuple[Figure, ...]
    text: str
    plain_text: str
    status: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """What to ask or to hand out, for the clinician and for the person."""

    text: str
    plain_text: str


@dataclass(frozen=True)
class Outlook:
    """All rows, ready to be chosen from: those of a course by their part, and the predictors with their questions."""

    courses: Mapping[str, tuple[tuple[CourseRow, Told], ...]]
    predictors: tuple[tuple[PredictorRow, Told], ...]
    questions: Mapping[str, Question]  # what to ask, by finding or number


@lru_cache(maxsize=4)
def outlook_of(knowledge: Knowledge) -> Outlook:
    """Everything that the tables say of the time to come."""
    told = [(row, _told(row, knowledge)) for row in knowledge.rows(CourseRow)]
    predictors = tuple((row, _told(row, knowledge)) for row in knowledge.rows(PredictorRow))
    return Outlook(
        courses={
            part: tuple((row, words) for row, words in told if row.part == part)
            for part in ("settle", "course", "recurrence")
        },
        predictors=predictors,
        questions={row.asks: _question(row.asks, knowledge) for row, _ in predictors if row.asks is not None},
    )


def _told(row: Row, knowledge: Knowledge) -> Told:
    figures = figures_named(row.figures, knowledge)
    named = (row.source,) if row.source else ()
    return Told(
        figures=figures,
        text=filled(row.text, figures),
        plain_text=filled(row.plain_text, figures),
        status=row.status or (weakest_status(figures) if figures else OURS),
        sources=tuple(dict.fromkeys([*named, *(figure.source for figure in figures)])),
    )


def _question(asked: str, knowledge: Knowledge) -> Question:
    """How to ask for a finding or a number; for the score of a questionnaire, what to fill in and why."""
    scale = next((row for row in knowledge.rows(ScaleRow) if asked in row.scores), None)
    if scale and len(scale.items) > 1:
        plain = f"Fill in a short form of {len(scale.items)} questions. It tells {scale.plain_label}."
        return Question(f"{scale.label}: {len(scale.items)} items", plain)
    number = next((row for row in knowledge.rows(MeasureRow) if row.id == asked), None)
    settled = scale.scores[0] if scale else number.findings[0] if number and number.findings else asked
    if settled in knowledge.findings:
        question = knowledge.findings[settled].question
        return Question(question, question)
    label = number.label if number else asked
    return Question(f"{label}?", f"{label[0].upper()}{label[1:]}?")
