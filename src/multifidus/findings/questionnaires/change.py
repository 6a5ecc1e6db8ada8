"""Whether a score has moved further than the smallest change that matters."""

from __future__ import annotations

from multifidus.findings.questionnaires.sheet import Sheet
from multifidus.knowledge.rows import RelationRow, ScaleRow
from multifidus.terms import Change


def change(now: float, former: float, scale: ScaleRow, sheet: Sheet) -> Change:
    """The change since a former score, held against the published marks: so many points, and a share of the former."""
    by = round(now - former, 2)
    in_points = sheet.marks[scale.id]
    share = sheet.share if in_points and _has_a_share(scale, former) else None
    marks = [row.value for row in in_points if row.value is not None]
    if share is not None and share.value is not None:
        marks.append(share.value * former)
    reached = {abs(by) >= mark for mark in marks}
    return Change(
        former=former,
        by=by,
        better=None if by == 0 else (by < 0) == (scale.better == "low"),
        matters=reached.pop() if len(reached) == 1 else None,
        smallest_points=max((row.value for row in in_points if row.value is not None), default=None),
        smallest_share=share.value if share is not None else None,
        sources=_sources(*in_points, share),
    )


def _has_a_share(scale: ScaleRow, former: float) -> bool:
    """Whether a share of the former score means anything: on a scale that begins at nothing, and has to fall."""
    return scale.better == "low" and scale.low == 0 and former > 0


def _sources(*rows: RelationRow | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.source for row in rows if row is not None))
