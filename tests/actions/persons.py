"""People of whom a few things are known, and what is ordered for them."""

from rules_alone import KNOWLEDGE, of

from multifidus.assess import assess
from multifidus.causes.model import load_model
from multifidus.knowledge import rows
from multifidus.terms import Action, Assessment, Findings, Order

MODEL = load_model(KNOWLEDGE)
TESTS = {row.id: row for row in KNOWLEDGE.rows(rows.TestRow)}
SAFETY = [row.finding for row in KNOWLEDGE.rows(rows.MustAskRow) if not row.finding.startswith("age")]
BEHIND = ["bilateral_sciatica"]  # a question that opens behind one of them


def asked(*present: str, **numbers: float) -> Findings:
    """Somebody who was asked every safety question and said no to all but these."""
    denied = [finding for finding in (*SAFETY, *BEHIND) if finding not in present]
    return of(*present, absent=tuple(denied), **numbers)


def seen(findings: Findings) -> Assessment:
    return assess(findings, KNOWLEDGE, MODEL)


def ordered(findings: Findings) -> list[str]:
    """The tests that are ordered, in their order."""
    return [order.id for order in seen(findings).plan.tests]


def order(findings: Findings, test: str) -> Order:
    return next(order for order in seen(findings).plan.tests if order.id == test)


def left(findings: Findings) -> dict[str, Action]:
    """The tests that are better left for now, by their id."""
    return {action.id: action for action in seen(findings).plan.avoid if action.id.startswith("not_yet_")}


def pictures(tests: list[str]) -> list[str]:
    return [test for test in tests if test in TESTS and TESTS[test].kind == "imaging"]


STRAIN_OF_24 = asked("spasm", "onset_while_lifting", age=24.0, duration_weeks=1.0)
SCIATICA_AFTER_CARE = asked(
    "leg_pain_below_knee", "no_improvement_six_weeks", "dermatomal_pain", age=42.0, duration_weeks=8.0
)
FRESH_SCIATICA = asked("leg_pain_below_knee", "slr_positive", age=42.0, duration_weeks=2.0)
