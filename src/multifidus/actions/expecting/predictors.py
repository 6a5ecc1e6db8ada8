"""What speaks for longer trouble or for less of it: what is known of this person, and what is worth asking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from multifidus.actions.conditions import holds
from multifidus.actions.expecting.outlook import Told, outlook_of
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import PredictorRow
from multifidus.terms import Action, Known

SPEAKS = {"longer": "speaks for longer trouble", "shorter": "a good sign", "return": "speaks for another attack"}


def predictors(known: Known, likely: Mapping[str, float], knowledge: Knowledge) -> Iterator[Action]:
    """What is known of the person and predicts, then the questions whose answers would."""
    fitting = [(row, told) for row, told in outlook_of(knowledge).predictors if _fits(row, known, likely)]
    said: set[str] = set()
    for row, told in fitting:
        if row.asks not in said and holds(row.when, known) is True:
            said |= {row.asks} if row.asks else set()  # of two figures for one thing the nearer is told
            yield _known(row, told, likely)
    yield from _questions(fitting, known, likely, knowledge)


def _fits(row: PredictorRow, known: Known, likely: Mapping[str, float]) -> bool:
    """Whether it was measured in people like this one; where nobody knows, it may have been."""
    return (not row.causes or any(cause in likely for cause in row.causes)) and holds(row.applies, known) is not False


def _known(row: PredictorRow, told: Told, likely: Mapping[str, float]) -> Action:
    return Action(
        id=row.id,
        text=told.text,
        why=SPEAKS[row.speaks_for],
        status=told.status,
        figures=told.figures,
        sources=told.sources,
        label=row.label,
        plain_text=told.plain_text,
        causes=tuple(cause for cause in row.causes if cause in likely),
    )


def _questions(
    fitting: list[tuple[PredictorRow, Told]], known: Known, likely: Mapping[str, float], knowledge: Knowledge
) -> Iterator[Action]:
    """The first few questions that are open, each once."""
    questions = outlook_of(knowledge).questions
    asked: dict[str, tuple[PredictorRow, Told]] = {}
    for row, told in fitting:
        if row.asks is not None and holds(row.when, known) is None and _open(row.asks, known):
            asked.setdefault(row.asks, (row, told))
    for finding, (row, told) in list(asked.items())[: int(knowledge.choices["most_questions_of_outlook"])]:
        yield Action(
            id=f"ask_{finding}",
            text=questions[finding].text,
            why=f"not asked yet; it tells of the time to come: {row.label}",
            status=told.status,
            sources=told.sources,
            label="worth asking",
            plain_text=questions[finding].plain_text,
            causes=tuple(cause for cause in row.causes if cause in likely),
        )


def _open(asked: str, known: Known) -> bool:
    return known.unknown(asked)
