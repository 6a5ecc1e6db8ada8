"""The report on the figures as text and as plain data: what was published, what the network implies, and the misses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Any

from multifidus.causes.fitting.figures import Measure, Origin, Role
from multifidus.causes.fitting.report import Judged, Report, Tally

WIDTH = 110
ROLES: dict[Role, str] = {
    "fitted": "compiled: fitted",
    "follows": "compiled: follows from others of its row",
    "let_in": "held out: the sign itself let people in",
    "duplicate": "held out: a better figure stands",
    "held_out": "held out: held_out.csv",
}
ORIGINS: dict[Origin, str] = {
    "published": "interval as published",
    "people": "interval from the number of people",
    "default": "no interval, no number: a factor of two in the odds",
    "ours": "ours: no source, our interval",
}
PUBLISHED: tuple[Origin, ...] = ("published", "people", "default")
MEASURES: dict[Measure, str] = {
    "sens": "sensitivity",
    "spec": "specificity",
    "lr_pos": "LR present",
    "lr_neg": "LR absent",
    "odds_ratio": "odds ratio",
    "p_cause_given_finding": "P(cause | finding)",
    "p_if_cause": "P(finding | cause)",
    "p_otherwise": "P(finding | other)",
}


def report_table(report: Report, *, every: bool = False) -> str:
    """The report as lines of text: counts, the far misses with their reasons, what else lies outside, or all."""
    outside = [one for one in report.figures if not one.inside_spread and not one.is_far]
    lines = [
        f"Figures against the network of {report.edition}",
        f"fitted in {report.steps} steps, largest slope left {report.gradient:.0e}",
        "spread (sd): " + ", ".join(f"{kind} {spread:g}" for kind, spread in report.spread.items()),
        "",
        f"{'':52}{'figures':>8}{'inside':>10}{'with spread':>13}{'|z| > 3':>9}",
        *_counts(report),
        "",
        f"{report.not_in_network} published rows on scores, rules and verdicts have no node to be compared with.",
        "",
        f"Further than three standard deviations, spread included: {len(report.far)}",
        *(line for one in report.far for line in _told(one, reason=True)),
        "",
        f"Outside, but not as far: {len(outside)}",
        *(line for one in sorted(outside, key=_distance) for line in _told(one)),
    ]
    if every:
        lines += ["", f"All figures: {len(report.figures)}"]
        lines += [line for one in report.figures for line in _told(one, reason=True)]
    return "\n".join(lines)


def report_data(report: Report, *, every: bool = False) -> dict[str, Any]:
    """The same as plain data; `figures` are those outside, or all."""
    shown = report.figures if every else tuple(one for one in report.figures if not one.inside_spread or one.is_far)
    return {
        "edition": report.edition,
        "steps": report.steps,
        "gradient": report.gradient,
        "spread": report.spread,
        "not_in_network": report.not_in_network,
        "counts": [_tally_data(name, tally) for name, tally in _tallies(report)],
        "figures": [_figure_data(one) for one in sorted(shown, key=_distance)],
    }


def _tallies(report: Report) -> Iterator[tuple[str, Tally]]:
    """Named counts: every role, split by where its intervals come from."""
    for role, name in ROLES.items():
        yield name, report.tally(role)
        yield f"{name}; published", report.tally(role, PUBLISHED)
        yield f"{name}; published, prior modifiers left out", report.tally(role, PUBLISHED, nodes_only=True)
        for origin, told in ORIGINS.items():
            yield f"{name}; {told}", report.tally(role, (origin,))


def _counts(report: Report) -> Iterator[str]:
    for name, tally in _tallies(report):
        if tally.figures:
            shown = f"  {name.split('; ')[1]}" if "; " in name else name
            yield (
                f"{shown:<52}{tally.figures:>8}{_share(tally.inside, tally.figures):>10}"
                f"{_share(tally.inside_spread, tally.figures):>13}{tally.far:>9}"
            )
    compiled = [report.tally("fitted"), report.tally("follows")]
    total = sum(tally.figures for tally in compiled)
    inside = sum(tally.inside for tally in compiled)
    spread = sum(tally.inside_spread for tally in compiled)
    far = sum(tally.far for tally in compiled)
    yield f"{'all compiled figures':<52}{total:>8}{_share(inside, total):>10}{_share(spread, total):>13}{far:>9}"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def _distance(judged: Judged) -> float:
    return -abs(judged.z_spread)


def _told(judged: Judged, *, reason: bool = False) -> Iterable[str]:
    """One figure in a line, and its reason below it."""
    figure = judged.figure
    role = "" if figure.role == "fitted" else f" [{figure.role.replace('_', ' ')}]"
    yield (
        f"  {figure.finding} / {figure.cause}: {MEASURES[figure.measure]} {figure.value:g} "
        f"({figure.low:.3g} to {figure.high:.3g}, {figure.origin}), implied {judged.implied:.3g}, "
        f"z {judged.z_spread:+.1f} ({judged.z:+.1f} without spread); {figure.population}, {figure.source}{role}"
    )
    if reason and judged.reason:
        yield from wrap(f"why: {judged.reason}", WIDTH, initial_indent="      ", subsequent_indent="      ")


def _tally_data(name: str, tally: Tally) -> dict[str, Any]:
    return {
        "group": name,
        "figures": tally.figures,
        "inside": tally.inside,
        "inside_with_spread": tally.inside_spread,
        "beyond_three_sd": tally.far,
    }


def _figure_data(judged: Judged) -> dict[str, Any]:
    figure = judged.figure
    return {
        "finding": figure.finding,
        "cause": figure.cause,
        "measure": figure.measure,
        "population": figure.population,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "interval_from": figure.origin,
        "role": figure.role,
        "implied": judged.implied,
        "inside": judged.inside,
        "low_with_spread": judged.low,
        "high_with_spread": judged.high,
        "inside_with_spread": judged.inside_spread,
        "z": judged.z,
        "z_with_spread": judged.z_spread,
        "reason": judged.reason,
        "moves_prior": judged.moves_prior,
        "source": figure.source,
        "status": figure.status,
        "where": figure.where,
    }
