"""Whether every cause is answered, told how it goes by itself, and written for in words of its own."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import Index, at, in_table
from multifidus.knowledge.rows import EffectRow, OptionRow, PositionRow, PreventionRow, TreatmentRow


def cause_without_treatment(index: Index) -> Iterator[KnowledgeError]:
    """Causes for which nothing stands in the first line, and none that an emergency could use."""
    answered = {row.cause for row in index.rows(TreatmentRow) if row.line_of_use in ("first", "emergency")}
    for cause in index.causes:
        if cause not in answered:
            problem = f"nothing in the first line for {cause}"
            yield in_table(TreatmentRow, problem, "add what is done first, or in an emergency")


def cause_without_course(index: Index) -> Iterator[KnowledgeError]:
    """Causes of which nobody says what happens by itself."""
    told = {row.cause for row in index.rows(TreatmentRow) if row.line_of_use == "course"}
    for cause in index.causes:
        if cause not in told:
            problem = f"the course of {cause} is told nowhere"
            yield in_table(TreatmentRow, problem, "add a row of natural_course: it is told before any treatment")


def same_words_for_two_causes(index: Index) -> Iterator[KnowledgeError]:
    """Words about one cause that were written for another."""
    for column in ("text", "plain_text"):
        first: dict[str, TreatmentRow] = {}
        for row in index.rows(TreatmentRow):
            before = first.setdefault(getattr(row, column), row)
            if before is not row:
                problem = f"the same words stand in line {before.line} already"
                yield at(row, column, problem, f"say what it does for {row.cause}")


def avoided_without_reason(index: Index) -> Iterator[KnowledgeError]:
    """Options to avoid that do not say whether they harm, and options to use that do."""
    for row in index.rows(TreatmentRow):
        if (row.line_of_use == "avoid") != (row.avoid_for is not None):
            problem = f"a row of the line {row.line_of_use} with {row.avoid_for or 'no reason to avoid it'}"
            yield at(row, "avoid_for", problem, "write harm or no_use where it is avoided, and nothing elsewhere")


def option_never_used(index: Index) -> Iterator[KnowledgeError]:
    """Options that treat nothing, prevent nothing and were never tried."""
    used = {row.option for row in index.rows(TreatmentRow)} | {row.option for row in index.rows(PreventionRow)}
    used |= {row.option for row in index.rows(PositionRow)} | {row.option for row in index.rows(EffectRow)}
    for row in index.rows(OptionRow):
        if row.id not in used:
            yield at(row, "id", f"{row.id} is done for nothing", "name it in treatments.csv, or take it out")


def share_without_outcome(index: Index) -> Iterator[KnowledgeError]:
    """Shares with and without an option that do not say of what, or after how many weeks."""
    for row in index.rows(EffectRow):
        shares = row.p_with is not None or row.p_without is not None
        if shares and (row.outcome is None or row.weeks is None):
            yield at(row, "outcome", "a share of nothing", "say what people reached, and after how many weeks")
