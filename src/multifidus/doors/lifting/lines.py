"""The lines that the texts on lifts share: limits, muscles, lists and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap

from multifidus.findings.lifting.reading.doubt import Spread
from multifidus.findings.lifting.reading.verdicts import Kind, Verdict
from multifidus.findings.lifting.spine.groups import Group

LOADS: Mapping[Kind, str] = {"compression": "compression", "shear": "forward shear", "mass": "the load"}
WIDE = 110  # characters of a line
UNEVEN = 0.05  # between left and right: less is not told
IDLE = 0.05  # a muscle group that does less is not told


def limit_lines(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """Each load with its bounds and where it is, and below it the limits that it is held against, with their source."""
    told = list(verdicts)
    widths = [max(map(len, column)) for column in zip(*map(_limit, told), strict=True)]
    before = None
    for one in told:
        if (one.of, one.at) != before:
            where = f", {one.at}" if one.at else ""
            yield f"  {LOADS[one.of]} {bounded(one.load)} {one.limit.unit}{where}"
        before = (one.of, one.at)
        yield "    " + "   ".join(cell.ljust(width) for cell, width in zip(_limit(one), widths, strict=True)).rstrip()


def _limit(one: Verdict) -> tuple[str, ...]:
    unit = one.limit.unit
    over = f"over by {one.over_by:,.0f} {unit} ({one.share - 1:+.0%})" if one.over else f"{one.share:.0%} of it"
    drawn = "" if one.load.low == one.load.high else f", over in {one.p_over:.0%} of draws"
    source = ", ".join(part for part in (one.limit.source, _status(one.limit.status)) if part)
    name = one.limit.name.removeprefix("shear, ")
    return (
        f"{mark(one.over, maybe=one.p_over > 0)} {name}",
        f"{one.limit.value:,.0f} {unit}",
        f"{over}{drawn}",
        source,
    )


def mark(over: bool, *, maybe: bool = False) -> str:
    """Told by a sign and not by colour: over, over in some draws, within."""
    return "!" if over else "?" if maybe else "·"


def muscle_lines(muscles: Iterable[Group]) -> Iterator[str]:
    """The groups that work, the hardest first."""
    groups = sorted((one for one in muscles if one.activation.value >= IDLE), key=lambda one: -one.stress_n_cm2)
    if not groups:
        return
    yield "Muscles, of what they can do"
    rows = []
    for one in groups:
        sides = f"left {one.left:.0%}, right {one.right:.0%}" if abs(one.left - one.right) > UNEVEN else ""
        limit = f"{one.at_limit:.0%} of its strands can do no more" if one.at_limit else ""
        share = one.activation
        rows.append(
            (
                one.name,
                f"{share.value:.0%}" + (f" ({share.low:.0%} to {share.high:.0%})" if share.low < share.high else ""),
                f"{one.stress_n_cm2:.0f} of {one.capacity_n_cm2:.0f} N/cm2",
                "; ".join(part for part in (sides, limit) if part),
            )
        )
    yield from table(rows)


def listed(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A title and its points; nothing where there are none."""
    told = list(lines)
    if told:
        yield title
        for line in told:
            yield from wrapped(line, "  - ")


def wrapped(text: str, start: str) -> Iterator[str]:
    """A text in lines of which the later ones begin below the first word."""
    yield from wrap(text, WIDE, initial_indent=start, subsequent_indent=" " * len(start))


def bounded(figure: Spread, decimals: int = 0) -> str:
    """A figure with its bounds, where it has some."""
    value = f"{figure.value:,.{decimals}f}"
    if figure.low == figure.high:
        return value
    return f"{value} ({figure.low:,.{decimals}f} to {figure.high:,.{decimals}f})"


def table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Rows with their columns one below another."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _status(status: str) -> str:
    return "" if status == "checked" else status
