"""How one criterion of an operation stands with a person: met, contradicted, or missing."""

from __future__ import annotations

from multifidus.actions.conditions import holds
from multifidus.knowledge.rows import SurgeryCriterionRow
from multifidus.terms import Criterion, Known, Standing


def judge(row: SurgeryCriterionRow, known: Known) -> Criterion:
    """The criterion with its standing and the findings that it rests on, or would rest on."""
    standing, findings = _standing(row, known)
    return Criterion(
        id=row.id,
        text=row.text,
        standing=standing,
        findings=findings,
        completes=row.completes,
        source=row.source or "",
        status=row.status,
        role=row.role,
        plain_text=row.plain_text,
    )


def _standing(row: SurgeryCriterionRow, known: Known) -> tuple[Standing, tuple[str, ...]]:
    """What speaks against wins, but never over what makes an operation urgent."""
    met = holds(row.met_when, known) is True
    if met and row.role == "urgent":
        return "met", _known(row.met_when.findings, known)
    if holds(row.contradicted_when, known) is True:
        return "contradicted", _known(row.contradicted_when.findings, known)
    if _sides_disagree(row, known):
        return "contradicted", _known(row.same_side, known)
    return ("met", _known(row.met_when.findings, known)) if met else ("missing", row.met_when.findings)


def _known(findings: tuple[str, ...], known: Known) -> tuple[str, ...]:
    return tuple(finding for finding in findings if not known.unknown(finding))


def _sides_disagree(row: SurgeryCriterionRow, known: Known) -> bool:
    """Whether one of the findings is on the left alone and another on the right alone."""
    sides = {known.findings[finding].side for finding in row.same_side if known.present(finding)}
    return {"left", "right"} <= sides
