"""What of a person forbids a treatment, calls for care with it, or has to be asked before it is taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from multifidus.actions.treating.situation import Situation
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import ContraindicationRow
from multifidus.terms import Known

BY_TALKING = ("history", "symptom")  # kinds of finding that an answer settles; the others have to be examined
OF_CHILDBEARING = ("could_be_pregnant", "pregnant", "pregnancy_over_20_weeks", "breastfeeding")
ASKED_WITH_ANOTHER = ("single_kidney",)  # who is asked about the kidneys tells of it
BEYOND_CHILDBEARING = ("male", "age_over_55")


@dataclass(frozen=True, slots=True)
class Checked:
    """How the checks of a treatment came out for one person."""

    forbids: tuple[ContraindicationRow, ...] = ()
    cautions: tuple[ContraindicationRow, ...] = ()
    questions: tuple[str, ...] = ()  # findings that nobody has asked yet, what would forbid it first


NOTHING_TO_CHECK = Checked()


def checked(treatment_class: str | None, situation: Situation) -> Checked:
    """How a class of treatment stands with a person; what nobody has asked stays a question."""
    if treatment_class is None:
        return NOTHING_TO_CHECK
    known = situation.known
    rows = situation.facts.checks.get(treatment_class, ())
    present = [row for row in rows if known.present(row.finding_or_condition)]
    unknown = [row.finding_or_condition for row in rows if known.unknown(row.finding_or_condition)]
    return Checked(
        forbids=tuple(row for row in present if row.action == "avoid"),
        cautions=tuple(row for row in present if row.action != "avoid"),
        questions=_to_ask(unknown, known, situation.knowledge),
    )


def _to_ask(unknown: Iterable[str], known: Known, knowledge: Knowledge) -> tuple[str, ...]:
    """The questions worth asking: not what another question of them settles, nor what cannot be in this person."""
    beyond = any(known.present(finding) for finding in BEYOND_CHILDBEARING)
    asked = [
        finding
        for finding in unknown
        if knowledge.findings[finding].kind in BY_TALKING
        and finding not in ASKED_WITH_ANOTHER
        and not (beyond and finding in OF_CHILDBEARING)
    ]
    # First "weak kidneys?" and, only after a yes, whether there is a kidney machine.
    return tuple(finding for finding in asked if not _implied(finding, knowledge) & set(asked))


@lru_cache(maxsize=1024)
def _implied(finding: str, knowledge: Knowledge) -> frozenset[str]:
    """All that follows from a finding."""
    found: set[str] = set()
    todo = [finding]
    while todo:
        for word in knowledge.findings[todo.pop()].implies:
            if not word.startswith("!") and word not in found:
                found.add(word)
                todo.append(word)
    return frozenset(found)
