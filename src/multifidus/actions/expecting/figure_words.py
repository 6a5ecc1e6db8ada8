"""Published figures put into words: `{1:%i}` becomes "63 % (49 to 77)"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from multifidus.knowledge import Knowledge
from multifidus.knowledge.figure_cell import PLACE, FigureName
from multifidus.knowledge.rows import RelationRow
from multifidus.terms import Figure

WEAKEST = ("ours", "recalled", "checked")


def figures_named(names: Sequence[FigureName], knowledge: Knowledge) -> tuple[Figure, ...]:
    """The figures of relations.csv with these names, in their order."""
    return tuple(_figure(_row(name, knowledge)) for name in names)


def _row(name: FigureName, knowledge: Knowledge) -> RelationRow:
    return next(
        row
        for row in knowledge.rows(RelationRow)
        if (row.finding, row.relation, row.source) == (name.finding, name.relation, name.source)
        and name.unit in (None, row.unit)
    )


def _figure(row: RelationRow) -> Figure:
    assert row.value is not None
    name = f"{row.relation} {row.unit}" if row.unit else row.relation
    return Figure(name, row.value, row.low, row.high, row.source, row.status)


def weakest_status(figures: Sequence[Figure]) -> str:
    """The status of what leans on all of them: recalled where one is."""
    return min((figure.status for figure in figures), key=WEAKEST.index)


def filled(text: str, figures: Sequence[Figure]) -> str:
    """The text with its figures in their places."""
    return PLACE.sub(lambda place: _told(figures[int(place[1]) - 1], place[2] or ""), text)


def _told(figure: Figure, form: str) -> str:
    plain = form.removesuffix("i")
    told = SHAPES[plain](figure.value)
    if plain == form or figure.low is None or figure.high is None:
        return told
    ends = f"{_bare(figure.low, plain)} to {_bare(figure.high, plain)}"
    return f"{told} ({ends})"


def _bare(value: float, form: str) -> str:
    return SHAPES[form](value).removesuffix(" in 100").removesuffix(" %")


SHAPES: Mapping[str, Callable[[float], str]] = {
    "": lambda value: f"{value:g}",
    "%": lambda value: f"{value * 100:.3g} %",
    "100": lambda value: f"{value * 100:.0f} in 100",
    "rest100": lambda value: f"{(1 - value) * 100:.0f} in 100",
    "10": lambda value: f"{value / 10:.0f}",
    "weeks": lambda value: f"{value / 7:.0f}",
}
