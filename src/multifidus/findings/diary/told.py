"""What one entry of the diary tells of the person, as findings; what was not ticked denies nothing."""

from __future__ import annotations

from multifidus.findings.diary.episode import Episode
from multifidus.terms import Finding, Findings

SPASM, PAIN, HURTS, ONE_SIDE = "spasm", "pain_0_10", "back_pain_present", "unilateral_back_pain"


def told_by(episode: Episode) -> Findings:
    """The findings of one spasm: that it came, how bad the pain was, and on which side.

    Left unknown: whether other spasms came, how it began, and what set it off; one entry says nothing of these.
    """
    found = [Finding(SPASM, True, source="diary")]
    if episode.worst:  # a spasm without pain does not say that the person is free of it
        found += [Finding(HURTS, True, source="diary"), Finding(PAIN, float(episode.worst), source="diary")]
    if episode.worst and episode.side in ("left", "right"):
        found.append(Finding(ONE_SIDE, True, episode.side, source="diary"))
    return Findings(found)
