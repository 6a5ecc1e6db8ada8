"""What to mind with a test in this person. A caution is shown; it never withholds what an emergency needs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from multifidus.actions.conditions import holds
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import TestCautionRow, TestRow
from multifidus.terms import Known, Urgency


def cautions(test: TestRow, known: Known, urgency: Urgency, knowledge: Knowledge) -> tuple[tuple[str, ...], str]:
    """What to mind, for the clinician, and the same in plain words for the person.

    What nobody has asked yet is told as a question; in an emergency it does not delay the test.
    """
    rows = _by_test(knowledge).get(test.id)
    if rows is None:
        return ((test.cautions,) if test.cautions else ()), ""
    told, plain = [], []
    for row in rows:
        answer = holds(row.when, known)
        if answer is True:
            told.append(row.caution)
            plain.append(row.plain)
        elif answer is None and row.asked and _may_be(row, known):
            told.append(row.asked + (", without delay" if urgency is Urgency.EMERGENCY else ""))
    return tuple(told), " ".join(plain)


def _may_be(row: TestCautionRow, known: Known) -> bool:
    """Pregnancy is not asked of men, nor after the childbearing years."""
    about_pregnancy = "could_be_pregnant" in row.when.findings
    return not about_pregnancy or not (known.present("male") or known.present("age_over_55"))


@lru_cache(maxsize=4)
def _by_test(knowledge: Knowledge) -> Mapping[str, tuple[TestCautionRow, ...]]:
    rows = knowledge.rows(TestCautionRow)
    return {test: tuple(row for row in rows if test in row.tests) for test in {t for row in rows for t in row.tests}}
