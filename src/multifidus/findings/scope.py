"""Whom a ranking of causes is for, and whom it is not for."""

from __future__ import annotations

from multifidus.terms import Findings

UNDER_16 = (
    "under 16: the figures come from adults, and back pain in children has other causes; "
    "see a doctor who knows children"
)
PREGNANT = "pregnancy: the figures leave pregnant people out; call the midwife or the maternity unit for new back pain"
NO_COMPLAINT = "no complaint of the back or the legs was found in what was given"


def out_of_scope(findings: Findings, *, concerns_back: bool) -> tuple[str, ...]:
    """Why no ranking can be given, in plain words; empty when one can. Red flags are checked all the same."""
    reasons = []
    if findings.present("age_under_16"):
        reasons.append(UNDER_16)
    if findings.present("pregnant"):
        reasons.append(PREGNANT)
    if not concerns_back:
        reasons.append(NO_COMPLAINT)
    return tuple(reasons)
