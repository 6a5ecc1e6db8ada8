"""The figures behind a shift: what was published, or assumed, of a finding and a cause; ready without the tables.

Reading four tables for every start would cost more than weighing the causes. The model is compiled with one line a
finding, and only the lines that are asked for are read.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import AccuracyRow, AssumedRow, EdgeRow, PriorModifierRow, RelationRow
from multifidus.terms import Figure

OURS = "ours"
COMPILED = "model"  # `use` of the rows that the network was fitted to; the others do not stand behind a shift
ACCURACY = ("sens", "spec", "lr_pos", "lr_neg")

Line = tuple[str, str, Figure]  # finding, what it speaks of (a cause, a mechanism or a root), figure


@dataclass(frozen=True)
class Cited:
    """The figures of one edition, by finding and by what they speak of. `text`: one line a finding."""

    text: str = ""

    def behind(self, finding: str, cause: str, through: str | None) -> tuple[Figure, ...]:
        """What stands behind a shift.

        Published figures of the finding and the cause; else our assumption of them; else the edge from the mechanism
        that carries it, which is ours unless it names a source.
        """
        figures = self._of(finding)
        found = figures.get(cause) or figures.get(through or "") or ()
        published = tuple(figure for figure in found if figure.status != OURS)
        return published or tuple(found)

    def _of(self, finding: str) -> Mapping[str, tuple[Figure, ...]]:
        if finding not in self._read:
            line = json.loads(self._lines.get(finding, "{}"))
            self._read[finding] = {about: tuple(Figure(*figure) for figure in rows) for about, rows in line.items()}
        return self._read[finding]

    @cached_property
    def _lines(self) -> dict[str, str]:
        return dict(line.split("\t", 1) for line in self.text.splitlines())

    @cached_property
    def _read(self) -> dict[str, Mapping[str, tuple[Figure, ...]]]:
        return {}


def cite(knowledge: Knowledge) -> str:
    """The figures behind every finding of these tables, one line a finding, as `Cited` reads them."""
    found: dict[str, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for read in (_accuracy, _relations, _modifiers, _assumed, _edges):
        for finding, about, figure in read(knowledge):
            if figure not in found[finding][about]:
                found[finding][about].append(figure)
    return "\n".join(f"{finding}\t{_packed(abouts)}" for finding, abouts in sorted(found.items()))


def _packed(abouts: Mapping[str, list[Figure]]) -> str:
    rows = {
        about: [[f.name, f.value, f.low, f.high, f.source, f.status] for f in figures]
        for about, figures in abouts.items()
    }
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _accuracy(knowledge: Knowledge) -> Iterator[Line]:
    for row in knowledge.rows(AccuracyRow):
        for name in ACCURACY if row.use == COMPILED else ():
            value, low, high = (getattr(row, f"{name}{end}") for end in ("", "_low", "_high"))
            if value is not None:
                yield row.finding, row.cause, Figure(name, value, low, high, row.source, row.status)


def _relations(knowledge: Knowledge) -> Iterator[Line]:
    for row in knowledge.rows(RelationRow):
        if row.use == COMPILED and row.value is not None:
            figure = Figure(row.relation, row.value, row.low, row.high, row.source, row.status)
            yield row.finding, row.cause, figure


def _modifiers(knowledge: Knowledge) -> Iterator[Line]:
    for row in knowledge.rows(PriorModifierRow):
        figure = Figure("odds_ratio", row.odds_ratio, row.low, row.high, row.source or OURS, row.status or OURS)
        yield row.finding, row.cause, figure


def _assumed(knowledge: Knowledge) -> Iterator[Line]:
    for row in knowledge.rows(AssumedRow):
        present, otherwise = row.p_present_if_cause, row.p_present_otherwise
        yield row.finding, row.cause, Figure("p_present_if_cause", present, row.low, row.high, OURS, OURS)
        yield row.finding, row.cause, Figure("p_present_otherwise", otherwise, row.low2, row.high2, OURS, OURS)


def _edges(knowledge: Knowledge) -> Iterator[Line]:
    for row in knowledge.rows(EdgeRow):
        if row.kind in ("mechanism_to_finding", "cause_to_finding"):
            figure = Figure("weight", row.weight, row.low, row.high, row.source or OURS, row.status or OURS)
            yield row.child, row.parent, figure
