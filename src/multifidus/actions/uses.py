"""Which lines of treatments.csv apply to a person, and how much each of them weighs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from multifidus.actions.conditions import holds
from multifidus.actions.contraindications import BY_TALKING
from multifidus.actions.option_facts import OptionFacts
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import TreatmentRow
from multifidus.terms import Known

COURSE, EMERGENCY, AVOID = "course", "emergency", "avoid"
FOR_A_SURGEON = "surgical"  # told with its criteria by surgery.py
HARM = "harm"
REASSURES = "education"  # kind of option


@dataclass(frozen=True, slots=True)
class Use:
    """One line that applies, with the probability of its cause."""

    row: TreatmentRow
    p: float
    weight: float  # p, less for later lines and where nobody knows yet whether it applies
    unknown: tuple[str, ...] = ()  # what has to be asked to know whether it applies

    @property
    def advised(self) -> bool:
        """Whether the line speaks for the option."""
        return self.row.line_of_use != AVOID

    @property
    def harmful(self) -> bool:
        """Whether the option would do harm if this is the cause."""
        return self.row.avoid_for == HARM


def uses_of(known: Known, likely: Mapping[str, float], facts: OptionFacts, knowledge: Knowledge) -> Iterator[Use]:
    """Every line for the likely causes that applies, or may; the course of the leading cause alone."""
    leading = next(iter(likely), None)
    in_danger = any(knowledge.causes[cause].dangerous for cause in likely)
    for cause, p in likely.items():
        worried = in_danger and not knowledge.causes[cause].dangerous
        for row in facts.lines.get(cause, ()):
            if row.line_of_use == FOR_A_SURGEON or (row.line_of_use == COURSE and cause != leading):
                continue
            # "Pain is not damage" is no advice for a strain while a broken bone is as likely.
            if worried and row.line_of_use != COURSE and facts.options[row.option].kind == REASSURES:
                continue
            use = _use(row, p, known, knowledge)
            if use is not None:
                yield use


def _use(row: TreatmentRow, p: float, known: Known, knowledge: Knowledge) -> Use | None:
    """The line as it applies to a person; None where it does not.

    Unknown is not absent: what may apply is shown with its question, and to avoid something needs no proof. Not offered
    on the chance are what has to be examined or pictured first, and an emergency that nobody has seen a sign of.
    """
    applies = holds(row.when, known)
    if applies is False:
        return None
    if row.line_of_use == AVOID:
        return Use(row, p, p)
    weight = p * _worth(row.line_of_use, knowledge)
    if applies:
        return Use(row, p, weight)
    unknown = tuple(finding for finding in row.when.findings if known.unknown(finding))
    if row.line_of_use == EMERGENCY or not all(_asked_for(finding, knowledge) for finding in unknown):
        return None
    return Use(row, p, weight * knowledge.choices["worth_of_a_treatment_that_may_apply"], unknown)


def _worth(line_of_use: str, knowledge: Knowledge) -> float:
    return knowledge.choices[f"worth_of_{line_of_use}_line_treatment"] if line_of_use in ("second", "later") else 1.0


def _asked_for(finding: str, knowledge: Knowledge) -> bool:
    row = knowledge.findings.get(finding)
    return row is None or row.kind in BY_TALKING  # a number such as age or weeks is asked for too
