"""Whether everything that is weighed can be asked or tested, by the right person and in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import Index, at, in_table
from multifidus.knowledge.rows import ContraindicationRow, MustAskRow, MyotomeRow, TestRow
from multifidus.knowledge.rows_options import TreatmentClass

FEWEST, MOST = 10, 16  # fewer leave a danger out, more are not answered by anybody in pain; ours
LIMBS = ("hip", "knee", "ankle", "great", "lesser", "toe")


def finding_without_test(index: Index) -> Iterator[KnowledgeError]:
    """Findings that are weighed or acted on and that no test answers."""
    answered = {finding for row in index.rows(TestRow) for finding in row.findings}
    for finding, row in index.findings.items():
        if row.status_of_use != "background" and finding not in answered:
            remedy = f"add {finding} to the test that answers it, or add the test"
            yield in_table(TestRow, f"no test answers {finding}", remedy)


def must_ask_out_of_order(index: Index) -> Iterator[KnowledgeError]:
    """Must-ask questions that are not numbered from 1 on, or too few, or too many."""
    order = [row.question_order for row in index.rows(MustAskRow)]
    if order != list(range(1, len(order) + 1)) or not FEWEST <= len(order) <= MOST:
        problem = f"{len(order)} questions, numbered {', '.join(str(number) for number in order)}"
        yield in_table(MustAskRow, problem, f"{FEWEST} to {MOST} questions, numbered 1, 2, 3 in the order of the file")


def must_ask_that_nobody_answers(index: Index) -> Iterator[KnowledgeError]:
    """Must-ask questions that a person cannot answer alone."""
    for row in index.rows(MustAskRow):
        if row.finding not in index.answered_by_person:
            problem = f"no test that the person does alone answers {row.finding}"
            yield at(row, "finding", problem, "add it to a test of tests.csv with who person")


def treatment_unasked(index: Index) -> Iterator[KnowledgeError]:
    """Treatments with classes of risk of which nothing is asked before they are named."""
    asked = {row.treatment_class for row in index.rows(ContraindicationRow)}
    for treatment in get_args(TreatmentClass):
        if treatment not in asked:
            yield in_table(ContraindicationRow, f"nothing about {treatment}", "add what to ask before it is named")


def action_without_finding(index: Index) -> Iterator[KnowledgeError]:
    """Actions of the leg whose weakness has no word in the vocabulary."""
    for row in index.rows(MyotomeRow):
        limb = row.action.split()[0] in LIMBS and " and internal" not in row.action
        if limb and row.weakness not in index.findings:
            problem = f"no finding says that {row.action} is weak"
            yield at(row, "action", problem, f"add {row.weakness} to findings.csv")
