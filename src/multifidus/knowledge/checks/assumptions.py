"""Whether our own judgements stay where nothing was published, and whether every pivot speaks of every cause."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import FigureRow, Index, at, in_table
from multifidus.knowledge.rows import AccuracyRow, AssumedRow

# The findings on which a story turns; none of them may be silent on any cause, published or assumed.
PIVOTS = (
    "leg_pain_below_knee", "motor_weakness_leg", "spasm", "pain_on_lifting", "morning_stiffness", "fever",
    "night_pain", "unexplained_weight_loss", "trauma", "saddle_numbness", "urinary_retention",
    "walking_limited_relieved_by_sitting", "age_over_50",
)  # fmt: skip
NARROW, NARROW_OTHERWISE = 0.001, 0.0004  # an interval tighter than this claims to know; ours
ROUNDING = 1e-9


def assumption_too_sure(index: Index) -> Iterator[KnowledgeError]:
    """Assumed rows whose interval is so narrow that they are no assumption."""
    for row in index.rows(AssumedRow):
        for column, width, least in (
            ("low and high", row.high - row.low, NARROW),
            ("low2 and high2", row.high2 - row.low2, NARROW_OTHERWISE),
        ):
            if width < least:
                problem = "an assumption this sure of itself is no assumption"
                yield at(row, column, problem, "widen the interval to what you would not be surprised by")


def one_side_only(index: Index) -> Iterator[KnowledgeError]:
    """Compiled figures that give one side, where no assumption gives the other."""
    for pair, rows in index.model.items():
        for row in rows:
            if _gives_one_side(row) and pair not in index.assumed:
                problem = f"{row.finding} / {row.cause} is given on one side only"
                yield at(row, "", problem, "add the row to assumed.csv that gives the other side, with its reason")
                break


def assumed_beside_published(index: Index) -> Iterator[KnowledgeError]:
    """Assumptions on a pair of which both sides are published."""
    for pair, rows in index.model.items():
        if pair in index.assumed and not any(_gives_one_side(row) for row in rows):
            first = rows[0]
            problem = f"line {first.line} of {first.file} gives both sides of {first.finding} / {first.cause} already"
            yield at(index.assumed[pair], "", problem, "take this row out: what is published needs no assumption")


def assumed_against_published(index: Index) -> Iterator[KnowledgeError]:
    """Assumptions whose interval leaves out the side that is published."""
    for pair, rows in index.model.items():
        assumed = index.assumed.get(pair)
        for row in rows if assumed else ():
            if assumed is None or not _gives_one_side(row):
                continue
            column, published = _published_side(row)
            low, high = (assumed.low, assumed.high) if column == "p_present_if_cause" else (assumed.low2, assumed.high2)
            if not low - ROUNDING <= published <= high + ROUNDING:
                problem = f"its interval, {low:g} to {high:g}, leaves out the published {published:g}"
                yield at(assumed, column, problem, f"take the figure of {row.source}")


def _gives_one_side(row: FigureRow) -> bool:
    if not isinstance(row, AccuracyRow):
        return row.relation == "p_given_cause"
    return (row.sens is None) != (row.spec is None) and row.lr_pos is None and row.lr_neg is None


def _published_side(row: FigureRow) -> tuple[str, float]:
    if isinstance(row, AccuracyRow) and row.spec is not None:
        return "p_present_otherwise", 1 - row.spec
    value = row.sens if isinstance(row, AccuracyRow) else row.value
    assert value is not None
    return "p_present_if_cause", value


def silent_pivot(index: Index) -> Iterator[KnowledgeError]:
    """Pivots that say nothing about a cause: it would be neutral without anybody's decision."""
    for pivot in PIVOTS:
        for cause in index.causes:
            rows = index.model.get((pivot, cause), ())
            published = any(isinstance(row, AccuracyRow) and row.sens is not None for row in rows)
            if not published and (pivot, cause) not in index.assumed:
                remedy = f"add a row for {pivot} and {cause} with its reason"
                yield in_table(AssumedRow, f"the pivot {pivot} says nothing about {cause}", remedy)
