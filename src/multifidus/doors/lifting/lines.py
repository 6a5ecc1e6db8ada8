"""The lines that the texts on lifts share: limits, muscles, lists and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap

from multifidus.findings.lifting.equations.niosh import POUND, System
from multifidus.findings.lifting.reading.doubt import Spread
from multifidus.findings.lifting.reading.verdicts import Kind, Standing, Verdict
from multifidus.findings.lifting.spine.groups import Group

LOADS: Mapping[Kind, str] = {"compression": "compression", "shear": "forward shear", "mass": "the load"}
WIDE = 110  # characters of a line
UNEVEN = 0.05  # between left and right: less is not told
IDLE = 0.05  # a muscle group that does less is not told


def limit_lines(verdicts: Iterable[Verdict], system: System = "metric") -> Iterator[str]:
    """Each load with its bounds and where it is, and below it the limits that it is held against, with their source."""
    told = list(verdicts)
    widths = [max(map(len, column)) for column in zip(*(_limit(one, system) for one in told), strict=True)]
    before = None
    for one in told:
        if (one.of, one.at) != before:
            where = f", {one.at}" if one.at else ""
            yield f"  {LOADS[one.of]} {_bounded(one, system)}{where}"
        before = (one.of, one.at)
        cells = zip(_limit(one, system), widths, strict=True)
        yield "    " + "  ".join(cell.ljust(width) for cell, width in cells).rstrip()


def _limit(one: Verdict, system: System) -> tuple[str, ...]:
    unit, scale = _unit(one, system)
    source = ", ".join(part for part in (one.limit.source, _status(one.limit.status)) if part)
    name = one.limit.name.removeprefix("shear, ")
    return (
        f"{MARKS[one.standing]} {name}",
        f"{_amount(scale * one.limit.value, unit)} {unit}",
        _stands(one, system),
        source,
    )


def _stands(one: Verdict, system: System) -> str:
    unit, scale = _unit(one, system)
    draws = f"{one.p_over:.0%} of draws"
    drawn = one.load.low < one.load.high
    if one.standing == "over":
        told = f", in {draws}" if drawn else ""
        return f"over by {_amount(scale * one.over_by, unit)} {unit} ({one.share - 1:+.0%}){told}"
    if one.standing == "at":
        return "at the limit" + (f", over in {draws}" if drawn else "")
    if one.standing == "bending":
        empty = "" if one.empty is None else f" ({one.empty:,.0f} N with empty hands)"
        return f"by bending so far{empty}, not by the load"
    return f"{one.share:.0%} of it" + (f", over in {draws}" if one.standing == "maybe" else "")


MARKS: Mapping[Standing, str] = {"over": "!", "at": "~", "bending": "·", "maybe": "?", "within": "·"}
"""Told by a sign and not by colour: over, at the limit, over in some draws, within."""


def mark(over: bool) -> str:
    """The sign of a figure that has no doubt."""
    return MARKS["over" if over else "within"]


def _bounded(one: Verdict, system: System) -> str:
    unit, scale = _unit(one, system)
    load = Spread(*(scale * value for value in (one.load.value, one.load.low, one.load.high)))
    return f"{bounded(load, _decimals(load.value, unit))} {unit}"


def _unit(one: Verdict, system: System) -> tuple[str, float]:
    """In which unit a limit is told, and how many of them one of its own is."""
    return ("lb", 1 / POUND) if system == "us" and one.limit.unit == "kg" else (one.limit.unit, 1.0)


def _amount(value: float, unit: str) -> str:
    return f"{value:,.{_decimals(value, unit)}f}"


def _decimals(value: float, unit: str) -> int:
    return 0 if unit == "N" or value == round(value) else 1


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
