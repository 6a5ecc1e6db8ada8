"""Whether the published figures can be true, and whether at most one of them speaks for a finding and a cause."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import DIAGNOSTIC, Index, at
from multifidus.knowledge.rows import AccuracyRow, RelationRow

SLACK = 0.15  # how far a printed ratio may be from the one that its printed sens and spec give, beside rounding; ours
MEASURES = ("sens", "spec", "lr_pos", "lr_neg")
NOT_IN_PAIN = ("healthy", "young_athletes_back_pain")  # a specificity from them says too much or another thing


def kind_of_accuracy(index: Index) -> Iterator[KnowledgeError]:
    """Accuracy rows that call their finding another kind of thing than the vocabulary does."""
    for row in index.rows(AccuracyRow):
        kind = index.findings[row.finding].kind
        if row.kind != kind:
            yield at(row, "kind", f"{row.kind!r}, but {row.finding} is of kind {kind!r}", f"write {kind}")


def accuracy_without_figure(index: Index) -> Iterator[KnowledgeError]:
    """Accuracy rows in which no number stands."""
    for row in index.rows(AccuracyRow):
        if all(getattr(row, name) is None and getattr(row, f"{name}_low") is None for name in MEASURES):
            yield at(row, "", "no figure at all", "give a sensitivity, a specificity or a ratio, or take the row out")


def ratio_against_its_sens_and_spec(index: Index) -> Iterator[KnowledgeError]:
    """Likelihood ratios that do not follow from the sensitivity and specificity printed beside them."""
    for row in index.rows(AccuracyRow):
        if row.sens is None or row.spec is None:
            continue
        for column, yes, no in (("lr_pos", row.sens, 1 - row.spec), ("lr_neg", 1 - row.sens, row.spec)):
            printed = getattr(row, column)
            if printed is not None and not _follows(printed, yes, no, row):
                problem = f"{printed:g} does not follow from sens {row.sens:g} and spec {row.spec:g}"
                told = f"about {yes / no:.2g}" if no else "no finite number"
                yield at(row, column, problem, f"they give {told}: look all three up in {row.source}")


def _follows(printed: float, yes: float, no: float, row: AccuracyRow) -> bool:
    # A table prints its proportions with the same number of digits: the finer of the two tells the rounding of both.
    step = min(_rounding(value) for value in (row.sens, row.spec) if value is not None)
    most = (yes + step) / (no - step) if no > step else float("inf")
    least = max(0.0, yes - step) / (no + step)
    margin = min(_rounding(printed), 0.05)
    return least * (1 - SLACK) - margin <= printed <= most * (1 + SLACK) + margin


def _rounding(value: float) -> float:
    """Half a unit of the last digit that is not a nought behind the point.

    >>> _rounding(0.92)
    0.005
    """
    digits = f"{value:.6f}".rstrip("0").partition(".")[2]
    return float(0.5 * 10 ** -len(digits))


def cases_only(index: Index) -> Iterator[KnowledgeError]:
    """Rows with a bare sensitivity that claim a comparison, and rows with a comparison that deny it."""
    columns = [f"{name}{end}" for name in ("spec", "lr_pos", "lr_neg") for end in ("", "_low")]
    for row in index.rows(AccuracyRow):
        bare = all(getattr(row, column) is None for column in columns)
        if bare and row.population != "cases_only":
            yield at(row, "population", "a sensitivity alone compares nobody", "write cases_only")
        elif not bare and row.population == "cases_only":
            yield at(row, "population", "cases_only has nobody to compare with", "name who the people without it were")


def model_row_without_value(index: Index) -> Iterator[KnowledgeError]:
    """Rows to be compiled that give a range and no value."""
    for row in index.rows(AccuracyRow):
        if row.use == "model" and all(getattr(row, name) is None for name in MEASURES):
            yield at(row, "use", "a range alone cannot be compiled", "write use range")


def model_row_against_healthy(index: Index) -> Iterator[KnowledgeError]:
    """Rows to be compiled whose people without the cause were not people with back pain like ours."""
    for row in index.rows(AccuracyRow):
        if row.use == "model" and row.population in NOT_IN_PAIN:
            problem = f"a model row cannot come from {row.population}"
            yield at(row, "use", problem, "write use other_population")


def relation_without_figure(index: Index) -> Iterator[KnowledgeError]:
    """Relations in which no number stands."""
    for row in index.rows(RelationRow):
        if row.value is None and row.low is None:
            yield at(row, "value", "no figure at all", "give a value or a range, or take the row out")


def relation_out_of_range(index: Index) -> Iterator[KnowledgeError]:
    """Proportions above one, and negative proportions and ratios."""
    for row in index.rows(RelationRow):
        proportion = row.relation.startswith("p_") or row.relation in ("share", "auc")
        if not proportion and row.relation not in DIAGNOSTIC:
            continue
        for column in ("value", "low", "high"):
            value = getattr(row, column)
            if value is not None and not 0 <= value <= (1 if proportion else float("inf")):
                what = "a proportion between 0 and 1" if proportion else "a ratio of at least 0"
                yield at(row, column, f"{row.relation} of {value:g} is not {what}", "look it up in its source again")


def relation_that_no_model_can_use(index: Index) -> Iterator[KnowledgeError]:
    """Relations marked to be compiled that the network has no use for."""
    for row in index.rows(RelationRow):
        if row.use == "model" and (row.relation not in DIAGNOSTIC or row.value is None):
            problem = f"{row.relation} {'without a value ' if row.value is None else ''}cannot be compiled"
            yield at(row, "use", problem, f"only {', '.join(DIAGNOSTIC)} with a value are: write another use")


def too_many_model_rows(index: Index) -> Iterator[KnowledgeError]:
    """A finding and a cause with more than one row to be compiled, unless they are two of different settings."""
    for (finding, cause), rows in index.model.items():
        settings = [row.setting for row in rows if isinstance(row, AccuracyRow)]
        if len(rows) == 1 or (len(rows) == 2 and len(set(settings)) == 2):
            continue
        lines = " and ".join(f"line {row.line} of {row.file}" for row in rows[:-1])
        problem = f"{finding} / {cause} has model rows already in {lines}"
        yield at(rows[-1], "use", problem, "keep one, or one for each of two settings; the others are duplicate")


def duplicate_of_nothing(index: Index) -> Iterator[KnowledgeError]:
    """Rows called superseded where nothing is compiled that supersedes them."""
    for pair, rows in index.figures.items():
        for row in rows:
            if row.use == "duplicate" and pair not in index.model:
                problem = f"a duplicate, but no model row of {row.finding} / {row.cause} supersedes it"
                yield at(row, "use", problem, "make the best figure the model row, or write another use")
                break
