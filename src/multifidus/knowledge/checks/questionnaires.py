"""Whether every questionnaire can be scored from its rows, and to numbers that somebody knows."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import Index, at
from multifidus.knowledge.rows import MeasureRow, QuestionnaireRow, ScaleRow, ScoreGroupRow


def questionnaire_without_scale(index: Index) -> Iterator[KnowledgeError]:
    """Questionnaires of which nothing says how they are scored."""
    scored = {row.questionnaire for row in index.rows(ScaleRow)}
    for row in index.rows(QuestionnaireRow):
        if row.id not in scored:
            yield at(row, "id", f"nothing says how {row.id} is scored", "add its scales to scales.csv")


def score_of_nothing(index: Index) -> Iterator[KnowledgeError]:
    """Scores that become no number that can be recorded."""
    numbers = {row.id for row in index.rows(MeasureRow)}
    for row in index.rows(ScaleRow):
        for number in row.scores:
            if number not in numbers:
                yield at(row, "scores", f"{number} is no number of measures.csv", "add it there, with its range")


def reversed_item_not_there(index: Index) -> Iterator[KnowledgeError]:
    """Items that are turned round and are none of the scale."""
    for row in index.rows(ScaleRow):
        strange = sorted(set(row.reversed) - {item.place for item in row.items})
        if strange:
            problem = f"no item {', '.join(str(place) for place in strange)} to turn round"
            yield at(row, "reversed", problem, "name places that stand in items")


def scale_out_of_its_range(index: Index) -> Iterator[KnowledgeError]:
    """Scales whose items add up to another range than the one that is stated."""
    for row in index.rows(ScaleRow):
        reckoned = _range(row)
        if (row.low, row.high) != reckoned:
            problem = f"its items run from {reckoned[0]:g} to {reckoned[1]:g}, it says {row.low:g} to {row.high:g}"
            yield at(row, "low and high", problem, "look the items and the range up again")


def _range(row: ScaleRow) -> tuple[float, float]:
    least, most = [item.low for item in row.items], [item.high for item in row.items]
    if row.combine == "sum":
        return sum(least), sum(most)
    if row.combine == "mean":
        return sum(least) / len(least), sum(most) / len(most)
    return sum(least) / sum(most) * 100, 100.0


def group_of_other_scores(index: Index) -> Iterator[KnowledgeError]:
    """Groups that hang on something else than the scores of their questionnaire."""
    for row in index.rows(ScoreGroupRow):
        scores = {
            number for scale in index.rows(ScaleRow) if scale.questionnaire == row.questionnaire
            for number in scale.scores
        }  # fmt: skip
        for term in (term for way in row.when.ways for term in way):
            compares = term.at_least is not None or term.below is not None
            if term.finding not in scores or not compares:
                problem = f"{term.finding} is no score of {row.questionnaire} that is compared with a number"
                yield at(row, "when", problem, "write its scores with >= or <, as in start_back_score>=4")
