"""Beliefs that raise nothing, and one line from findings to a plan, for tests of the rules by themselves."""

from multifidus.actions.decide import decide
from multifidus.actions.red_flags import red_flags
from multifidus.findings.closure import complete
from multifidus.knowledge import shipped
from multifidus.knowledge.rows import CauseRow
from multifidus.terms import Alarm, Belief, Beliefs, Finding, Findings, Plan, Urgency

KNOWLEDGE = shipped()
CAUSES = tuple(row.id for row in KNOWLEDGE.rows(CauseRow))


def of(*present: str, absent: tuple[str, ...] = (), **numbers: float) -> Findings:
    """Findings that are there, that are not, and numbers."""
    said = [Finding(finding, True) for finding in present] + [Finding(finding, False) for finding in absent]
    return Findings([*said, *(Finding(key, value) for key, value in numbers.items())])


def believing(**probabilities: float) -> Beliefs:
    """Beliefs with these probabilities; every other cause has none."""
    causes = tuple(Belief(cause, p := probabilities.get(cause, 0.0), p, p) for cause in CAUSES)
    return Beliefs(causes, p_unexplained=0.0, mechanisms={}, level=(), certificate=0.0)


CALM = believing(muscle_strain=0.95)


def alarms(findings: Findings, *, concerns_back: bool = True) -> tuple[Alarm, ...]:
    """The red flags of these findings."""
    return red_flags(complete(findings, KNOWLEDGE, concerns_back=concerns_back), KNOWLEDGE)


def plan(findings: Findings, beliefs: Beliefs | None = CALM) -> Plan:
    """The plan by the rules, with beliefs that raise nothing."""
    known = complete(findings, KNOWLEDGE)
    return decide(known, red_flags(known, KNOWLEDGE), beliefs, KNOWLEDGE)


def urgency(findings: Findings, beliefs: Beliefs | None = CALM) -> Urgency:
    """How urgent these findings are by the rules, with beliefs that raise nothing."""
    return plan(findings, beliefs).urgency
