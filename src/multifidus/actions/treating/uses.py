"""Which lines of treatments.csv apply to a person, and how much each of them weighs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from multifidus.actions.conditions import holds
from multifidus.actions.treating.contraindications import BY_TALKING, OF_CHILDBEARING
from multifidus.actions.treating.situation import Situation
from multifidus.knowledge import Knowledge
from multifidus.knowledge.condition import Term
from multifidus.knowledge.rows import TreatmentRow
from multifidus.terms import Known, Urgency

COURSE, EMERGENCY, AVOID = "course", "emergency", "avoid"
FOR_A_SURGEON = "surgical"  # told with its criteria by surgery.py
HARM = "harm"
REASSURES, RELIEVES = "education", "medicine"  # kinds of option


@dataclass(frozen=True, slots=True)
class Use:
    """One line that applies, with the probability of its cause."""

    row: TreatmentRow
    p: float  # 0 where the cause is feared and not likely
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


def uses_of(situation: Situation) -> Iterator[Use]:
    """Every line for the likely causes that applies, or may."""
    for cause, p in situation.likely.items():
        for row in situation.facts.lines.get(cause, ()):
            if _in_place(row, situation):
                use = _use(row, p, situation)
                if use is not None:
                    yield use


def _in_place(row: TreatmentRow, situation: Situation) -> bool:
    """Whether a line may be told at all beside what else is likely."""
    harmless = not situation.dangerous(row.cause)
    match row.line_of_use:
        case "surgical":
            return False
        case "course":  # "it mostly heals by itself" is no word for somebody who has to be seen tomorrow
            return row.cause == situation.leading and not (harmless and situation.urgency is Urgency.URGENT)
        case "emergency":
            return row.cause in situation.pressing
    kind = situation.facts.options[row.option].kind
    if not (harmless and situation.in_danger):
        return True
    # "Pain is not damage" is no advice for a strain while a broken bone is as likely; nor does what is of no use
    # for a strain take away what eases a broken bone.
    return kind != REASSURES and not (row.line_of_use == AVOID and kind == RELIEVES)


def _use(row: TreatmentRow, p: float, situation: Situation) -> Use | None:
    """The line as it applies to a person; None where it does not.

    Unknown is not absent: what may apply is shown with its question. Not offered on the chance are what has to be
    examined or pictured first, and an emergency that nobody has seen a sign of.
    """
    applies = holds(row.when, situation.known)
    if applies is False:
        return None
    if row.line_of_use == AVOID:
        return Use(row, p, p) if applies or _unless(row, situation.known) else None
    weight = p * _worth(row.line_of_use, situation.knowledge)
    if applies:
        return Use(row, p, weight)
    unknown = tuple(finding for finding in row.when.findings if situation.known.unknown(finding))
    if row.line_of_use == EMERGENCY or not all(_asked_for(finding, situation.knowledge) for finding in unknown):
        return None
    return Use(row, p, weight * situation.knowledge.choices["worth_of_a_treatment_that_may_apply"], unknown)


def _unless(row: TreatmentRow, known: Known) -> bool:
    """Whether only an exception is unknown: `!could_be_pregnant` avoids until somebody says that she could be."""

    def open_exception(term: Term) -> bool:
        return term.denied and known.unknown(term.finding)

    ways = [[term for term in way if not open_exception(term)] for way in row.when.ways]
    return any(all(known.present(term.finding) != term.denied for term in way) for way in ways)


def _worth(line_of_use: str, knowledge: Knowledge) -> float:
    return knowledge.choices[f"worth_of_{line_of_use}_line_treatment"] if line_of_use in ("second", "later") else 1.0


def _asked_for(finding: str, knowledge: Knowledge) -> bool:
    """Whether an answer can settle it; a number such as age or weeks is asked for too, a pregnancy on its own."""
    row = knowledge.findings.get(finding)
    return finding not in OF_CHILDBEARING and (row is None or row.kind in BY_TALKING)
