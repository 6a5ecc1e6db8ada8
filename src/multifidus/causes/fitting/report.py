"""What the fitted network says of every figure: the implied value, whether it lies inside, and if not, why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from multifidus.causes.fit import Fit, FittedFigure, fit
from multifidus.causes.fitting.figures import RATIOS, Compiled, Measure, Origin, Role, off_scale, on_scale
from multifidus.causes.network import Z_95, Structure, read_structure
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import AccuracyRow, ConflictRow, RelationRow, SpreadRow

CANNOT_LOWER = "sensitivity and specificity add up to less than 1: a cause of this network can only bring a finding on"


@dataclass(frozen=True, slots=True)
class Judged:
    """One figure beside the network."""

    figure: Compiled
    implied: float  # in the unit of the figure
    low: float  # 95 % interval with the spread between studies
    high: float
    z: float  # standard deviations from the published value, without spread
    z_spread: float  # with it
    reason: str | None  # why the two lie apart, where they lie far apart
    far_sd: float  # standard deviations, spread included, from which a reason is owed
    moves_prior: bool  # the finding is a prior modifier, with a parameter of its own: it can hardly miss

    @property
    def inside(self) -> bool:
        """Whether the implied value lies inside the figure's own interval."""
        return self.figure.low <= self.implied <= self.figure.high

    @property
    def inside_spread(self) -> bool:
        """Whether it lies inside once studies may differ by the stated spread."""
        return self.low <= self.implied <= self.high

    @property
    def is_far(self) -> bool:
        """Whether it lies so far outside that a reason is owed."""
        return abs(self.z_spread) > self.far_sd


@dataclass(frozen=True, slots=True)
class Tally:
    """How many figures of one role and origin lie inside."""

    role: Role
    origin: Origin | None  # None: all of the role
    figures: int
    inside: int
    inside_spread: int
    far: int


@dataclass(frozen=True)
class Report:
    """All figures, and how the fit went."""

    edition: str
    figures: tuple[Judged, ...]
    spread: dict[str, float]
    not_in_network: int  # figures of scores, rules and verdicts that no node stands for
    steps: int
    gradient: float

    def tally(self, role: Role, origins: Iterable[Origin] | None = None, *, nodes_only: bool = False) -> Tally:
        """The count of one role, of some origins of the interval or of all; `nodes_only` leaves out prior modifiers."""
        wanted = None if origins is None else tuple(origins)
        here = [j for j in self.figures if j.figure.role == role and (wanted is None or j.figure.origin in wanted)]
        here = [j for j in here if not (nodes_only and j.moves_prior)]
        return Tally(
            role=role,
            origin=wanted[0] if wanted is not None and len(wanted) == 1 else None,
            figures=len(here),
            inside=sum(judged.inside for judged in here),
            inside_spread=sum(judged.inside_spread for judged in here),
            far=sum(judged.is_far for judged in here),
        )

    @property
    def far(self) -> tuple[Judged, ...]:
        """Figures that the network misses by more than three standard deviations, the worst first."""
        return tuple(sorted((j for j in self.figures if j.is_far), key=lambda judged: -abs(judged.z_spread)))


def report_figures(knowledge: Knowledge, structure: Structure | None = None, fitted: Fit | None = None) -> Report:
    """The report on every figure that the network can be asked for; fits first where no fit is given."""
    structure = structure or read_structure(knowledge)
    fitted = fitted or fit(knowledge, structure)
    reasons: dict[tuple[str, str, str], str] = {
        (row.finding, row.cause, row.measure): row.reason for row in knowledge.rows(ConflictRow)
    }
    low_sums = _low_sums(knowledge)
    judged = tuple(
        _judge(figure, reasons, low_sums, structure, knowledge.choices["far_sd"]) for figure in fitted.figures
    )
    return Report(
        edition=knowledge.edition,
        figures=judged,
        spread={row.kind: row.spread for row in knowledge.rows(SpreadRow)},
        not_in_network=_silent(knowledge, {one.figure.where for one in judged}),
        steps=fitted.steps,
        gradient=fitted.gradient,
    )


def _judge(
    fitted: FittedFigure,
    reasons: dict[tuple[str, str, str], str],
    low_sums: frozenset[str],
    structure: Structure,
    far_sd: float,
) -> Judged:
    figure = fitted.figure
    point = figure.point
    below, above = figure.sd
    sd = below if fitted.implied < point else above
    z_spread = (fitted.implied - point) / float(np.hypot(sd, figure.spread))
    reason = reasons.get((figure.finding, figure.cause, figure.measure))
    if reason is None and figure.where in low_sums:
        reason = CANNOT_LOWER
    return Judged(
        figure=figure,
        implied=off_scale(figure.measure, fitted.implied),
        low=_end(figure.measure, figure.low, figure.spread, point),
        high=_end(figure.measure, figure.high, figure.spread, point),
        z=(fitted.implied - point) / sd,
        z_spread=z_spread,
        reason=reason if abs(z_spread) > far_sd else None,
        far_sd=far_sd,
        moves_prior=figure.finding not in structure.position,
    )


def _end(measure: Measure, end: float, spread: float, point: float) -> float:
    """An end of an interval after the spread was added in squares, on the scale of the fit."""
    if measure not in RATIOS and end in {0.0, 1.0}:
        return end
    reach = on_scale(measure, end) - point
    sign = 1.0 if reach > 0 or (reach == 0 and end >= off_scale(measure, point)) else -1.0
    return off_scale(measure, point + sign * float(np.hypot(reach, Z_95 * spread)))


def _low_sums(knowledge: Knowledge) -> frozenset[str]:
    """Where a sensitivity and a specificity were published that add up to less than 1."""
    rows = [row for row in knowledge.rows(AccuracyRow) if row.use in ("model", "duplicate")]
    return frozenset(
        f"{row.file}, line {row.line}"
        for row in rows
        if row.sens is not None and row.spec is not None and row.sens + row.spec < 1
    )


def _silent(knowledge: Knowledge, compared: set[str]) -> int:
    """Rows of figures that were neither fitted nor compared, for want of a node."""
    rows: tuple[AccuracyRow | RelationRow, ...] = (*knowledge.rows(AccuracyRow), *knowledge.rows(RelationRow))
    told = ("p_given_cause", "odds_ratio", "p_cause_given_finding", "lr_pos", "lr_neg")
    asked = [row for row in rows if row.use in ("model", "duplicate")]
    asked = [row for row in asked if isinstance(row, AccuracyRow) or row.relation in told]
    return sum(f"{row.file}, line {row.line}" not in compared for row in asked)
