"""Many readings of one person -> what is known now: who wins, and what has aged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache

from multifidus.findings.closure import logic_of
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import MustAskRow, RedFlagRow
from multifidus.terms import Finding, Findings, Gathered, Lapsed, Reading


def gather(readings: Iterable[Reading], knowledge: Knowledge, *, now: datetime) -> Gathered:
    """What the readings of one person come to at `now`, in whatever order they are given.

    The newest word on a finding counts, a danger sign stands until a later reading denies it, and a denial ages:
    what was denied weeks ago is unknown again. Only what was said is weighed, never what follows from it.
    """
    holds = timedelta(days=knowledge.choices["denial_holds_days"])
    dangers = danger_signs(knowledge)
    newest_first = sorted(readings, key=lambda reading: (reading.at, reading.id), reverse=True)
    kept: dict[tuple[str, str | None], tuple[Finding, Reading]] = {}
    lapsed: list[Lapsed] = []
    for reading in newest_first:
        for finding in reading.findings.all():
            sided = None if isinstance(finding.value, bool) else finding.side
            before = kept.setdefault((finding.id, sided), (finding, reading))
            if before[1].at == reading.at and finding.present:
                kept[finding.id, sided] = finding, reading  # of one moment, the more careful way
    for place, (finding, reading) in tuple(kept.items()):
        if finding.value is False and now - reading.at > holds and finding.id not in ("male", "female"):
            lapsed.append(Lapsed(finding, reading.id, "denied too long ago"))
            del kept[place]
    came_from: dict[str, tuple[str, ...]] = {}
    for finding, reading in kept.values():
        came_from[finding.id] = (*came_from.get(finding.id, ()), reading.id)
    telling = [reading for reading in newest_first if reading.findings]
    return Gathered(
        findings=Findings(finding for finding, _ in kept.values()),
        came_from=came_from,
        lapsed=tuple(lapsed),
        ask_again=tuple(
            finding.id
            for finding, reading in kept.values()
            if finding.present and finding.id in dangers and telling and reading is not telling[0]
        ),
        concerns_back=any(reading.concerns_back for reading in telling) if telling else True,
        unread=telling[0].unread if telling else (),
        setting=next((reading.setting for reading in newest_first if reading.setting), None),
        questionnaires=telling[0].questionnaires if telling else (),
    )


@lru_cache(maxsize=4)
def danger_signs(knowledge: Knowledge) -> frozenset[str]:
    """Findings that are asked before anybody is told self-care, that raise a red flag by themselves, or imply one."""
    alone = {row.finding[0] for row in knowledge.rows(RedFlagRow) if len(row.finding) == 1 and row.urgency != "routine"}
    signs = alone | {row.finding for row in knowledge.rows(MustAskRow)}
    return frozenset(signs | {finding for finding, reached in logic_of(knowledge).implies.items() if reached & alone})
