"""What a whole diary tells: it fills in what nobody told, and takes nothing back.

Somebody with months of spasms may have a fresh attack, and a danger that was told of a fresh attack has to stand.
"""

from __future__ import annotations

from datetime import datetime

from multifidus.findings.gathering.course import Course
from multifidus.findings.gathering.holding import Rules
from multifidus.findings.gathering.said import Said
from multifidus.findings.gathering.tally import Tally
from multifidus.findings.gathering.words import AGED, OVER, holds, is_over
from multifidus.terms import Finding, Reading

SECONDS_OF_A_DAY = 86_400.0
TOLD_OTHERWISE = "only the diary says so, and something else was told"


def fill_in(reading: Reading | None, now: datetime, rules: Rules, course: Course, tally: Tally) -> None:
    """Puts into the tally what a reading tells, where it holds and nothing stands against it.

    Where something stands against one thing that follows from a number, all that follows from that number is left.
    """
    if reading is None:
        return
    ago = round((now - reading.at).total_seconds() / SECONDS_OF_A_DAY, 6)
    found = [Said(finding, reading, ago) for finding in reading.findings.all()]
    doubted = {
        number
        for one in found
        for number in rules.logic.settled_by[one.finding.id]
        if number in tally.numbers or _against(one.finding, rules, tally)
    }
    for one in found:
        if not holds(one, rules, course):
            tally.lapse(one, OVER if is_over(one, rules, course) else AGED)
        elif doubted & set(rules.logic.settled_by[one.finding.id]):
            tally.lapse(one, TOLD_OTHERWISE)
        else:
            tally.words.setdefault(one.finding.id, (one,))


def _against(finding: Finding, rules: Rules, tally: Tally) -> bool:
    """Whether a word stands that the finding cannot be true beside."""
    logic = rules.logic
    denied = (finding.id, *logic.implies.get(finding.id, ()))
    ruled_out = logic.excludes.get(finding.id, ())
    return any(one in tally.words and not tally.words[one][0].finding.present for one in denied) or any(
        one in tally.words and tally.words[one][0].finding.present for one in ruled_out
    )
