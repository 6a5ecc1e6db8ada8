"""One line from findings and probabilities to the treatments and what to avoid, for tests of treatment alone."""

from multifidus.actions.red_flags import red_flags
from multifidus.actions.treating.treatments import treat
from multifidus.findings.closure import complete
from multifidus.knowledge import shipped
from multifidus.knowledge.rows import CauseRow
from multifidus.terms import Action, Finding, Findings, Treatment, Urgency

KNOWLEDGE = shipped()
CAUSES = tuple(row.id for row in KNOWLEDGE.rows(CauseRow))


def person(**findings: bool | float) -> Findings:
    """Findings that are there (True), that are not (False), and numbers."""
    return Findings(Finding(finding, value) for finding, value in findings.items())


def treated(
    findings: Findings, *, urgency: Urgency = Urgency.ROUTINE, **likely: float
) -> tuple[tuple[Treatment, ...], tuple[Action, ...]]:
    """What is offered and what is better left, with these probabilities, the most probable first."""
    known = complete(findings, KNOWLEDGE)
    ordered = dict(sorted(likely.items(), key=lambda pair: -pair[1]))
    return treat(known, ordered, urgency, KNOWLEDGE, alarms=red_flags(known, KNOWLEDGE))


def ids(actions) -> list[str]:
    return [action.id for action in actions]


def found(actions, option: str):
    """The action of that option; None where it is not among them."""
    return next((action for action in actions if action.id == option), None)
