"""Whom the limits of lifting are meant for and whom not, and which lifts the equation does not hold."""

from __future__ import annotations

from multifidus.actions.lifting.withheld import EQUATION, LIMITS, not_for
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.equations.limits import is_grown
from multifidus.knowledge import Knowledge


def for_whom(knowledge: Knowledge) -> str:
    """One sentence: for whom the limits are, and for whom they are too high."""
    return (
        f"these limits are for healthy grown people at work; too high for {_listed(not_for(knowledge, LIMITS))}: "
        "ask a clinician first"
    )


def not_held(knowledge: Knowledge) -> str:
    """One sentence: which lifts the equation does not hold."""
    return f"the equation and its index do not hold for {_listed(not_for(knowledge, EQUATION))}"


def growing(constants: Constants, age: float | None) -> tuple[str, ...]:
    """What is told to whoever still grows; nothing to the others."""
    if age is None or is_grown(constants, age):
        return ()
    return (
        f"at {age:g} years a back still grows: the equation and the limits of compression are those of adults, stay "
        "well below them; no limit by age is known, and the mass is that of ISO 11228-1 for young people",
    )


def _listed(labels: tuple[str, ...]) -> str:
    *others, last = labels
    return f"{'; '.join(others)}; or {last}"
