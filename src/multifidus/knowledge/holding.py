"""Which row of holding.csv speaks of a finding or a number: the most special one."""

from __future__ import annotations

from collections.abc import Mapping

from multifidus.knowledge.load import Knowledge
from multifidus.knowledge.rows import HoldingRow, MeasureRow


def holding_of(knowledge: Knowledge) -> Mapping[str, HoldingRow]:
    """The row of each finding and number: the one that names it, else that of its group, else that of its kind.

    A number that no row names is held as the first finding that it settles. What no row speaks of is missing.
    """
    rows = knowledge.rows(HoldingRow)
    named = {name: row for row in rows for name in (*row.findings, *row.measures)}
    wide = {(row.kind, row.group): row for row in rows if row.kind}
    found: dict[str, HoldingRow] = {}
    for finding in knowledge.findings.values():
        row = named.get(finding.id) or wide.get((finding.kind, finding.group)) or wide.get((finding.kind, None))
        if row is not None:
            found[finding.id] = row
    for measure in knowledge.rows(MeasureRow):
        row = named.get(measure.id) or next((found[one] for one in measure.findings if one in found), None)
        if row is not None:
            found.setdefault(measure.id, row)
    return found
