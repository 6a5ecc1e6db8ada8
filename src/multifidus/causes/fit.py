"""The joint fit: parameters of the network, with their doubt, from the figures of the tables.

Weighted least squares on the logit (ratios: ln) scale,

    r = (implied - published) / sqrt(sd^2 + spread^2)   for every figure under its own population (implied.py),
    r = (parameter - start) / start_sd                  for every parameter: its interval in the tables is its prior,

by damped Gauss-Newton with an analytic Jacobian. The covariance is the inverse of the Gauss-Newton matrix, a Laplace
approximation with the spread in it; the mixes of the populations are fitted along and averaged out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multifidus.causes.fitting.figures import Compiled, compiled_figures
from multifidus.causes.fitting.implied import Implied, Predictor
from multifidus.causes.network import PARAMETRIC, Floats, Structure
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import EdgeRow, PriorModifierRow

Bools = npt.NDArray[np.bool_]

GRADIENT_AT_END = 1e-6
NEARLY = 1e-3  # gain of a step, relative to the cost, from which Gauss-Newton hands over
MOST_STEPS = 100
MOST_DAMPING = 1e9
SMALLEST_STEP = 1e-9


@dataclass(frozen=True, slots=True)
class FittedFigure:
    """One figure beside the point that the fitted network implies for it, both on the scale of the fit."""

    figure: Compiled
    implied: float


@dataclass(frozen=True)
class Fit:
    """What the figures say together."""

    parameters: Floats  # (parameters,)
    covariance: Floats  # (parameters, parameters)
    figures: tuple[FittedFigure, ...]  # those that were fitted and those that were held out
    steps: int
    gradient: float  # largest slope of half the sum of squares where the fit stopped


def fit(knowledge: Knowledge, structure: Structure) -> Fit:
    """The parameters that agree best with all figures of the tables at once, each under its own population."""
    return fit_figures(knowledge, structure, compiled_figures(knowledge, structure))


def fit_figures(knowledge: Knowledge, structure: Structure, figures: tuple[Compiled, ...]) -> Fit:
    """The same for these figures. Those whose role is not `fitted` are compared and pull at nothing."""
    fitted = tuple(figure for figure in figures if figure.role == "fitted")
    predict = Predictor(knowledge, structure, fitted)
    start_sd = np.concatenate([_prior_sd(knowledge, structure), predict.nuisance_sd])
    end = _LeastSquares(predict, fitted, predict.start, start_sd).solve()
    implied = Predictor(knowledge, structure, figures)(end.parameters).points
    count = len(structure.start)
    return Fit(
        parameters=end.parameters[:count],
        covariance=np.asarray(np.linalg.inv(end.matrix)[:count, :count], dtype=np.float64),
        figures=tuple(FittedFigure(figure, float(point)) for figure, point in zip(figures, implied, strict=True)),
        steps=end.steps,
        gradient=float(np.abs(end.slope).max()),
    )


def _prior_sd(knowledge: Knowledge, structure: Structure) -> Floats:
    """Standard deviation of each parameter before any figure, on its scale.

    A row that only restates a figure (a closed form, or a line of assumed.csv) must not count it a second time.
    """
    sd = structure.start_sd.copy()
    restated_sd = knowledge.choices["restated_weight_sd"]
    edges = [row for row in knowledge.rows(EdgeRow) if row.kind in PARAMETRIC]
    restated = [row.basis == "published" or "assumed.csv" in row.reason for row in edges]
    at = np.flatnonzero(restated)
    sd[at] = np.maximum(sd[at], restated_sd)
    published = [row.basis == "published" for row in knowledge.rows(PriorModifierRow)]
    at = structure.modifier_at + np.flatnonzero(published)
    sd[at] = np.maximum(sd[at], restated_sd)
    return sd


@dataclass(frozen=True)
class _Place:
    """A place on the way: half the sum of squares there, and its slope."""

    parameters: Floats
    implied: Implied
    cost: float
    slope: Floats
    steps: int


@dataclass(frozen=True)
class _End:
    """Where the descent ended, with the Gauss-Newton matrix there."""

    parameters: Floats
    matrix: Floats
    slope: Floats
    steps: int


@dataclass(frozen=True)
class _LeastSquares:
    """The sum of squares and its descent."""

    predict: Predictor
    figures: tuple[Compiled, ...]
    start: Floats
    start_sd: Floats

    def residuals(self, implied: Implied) -> tuple[Floats, Floats]:
        """(figures,): residuals, and one over the standard deviation that each was divided by."""
        point = np.array([figure.point for figure in self.figures])
        sd = np.array([figure.sd for figure in self.figures])
        spread = np.array([figure.spread for figure in self.figures])
        share = np.array([figure.share for figure in self.figures])
        side = np.where(implied.points < point, sd[:, 0], sd[:, 1])
        precision = np.sqrt(share / (side**2 + spread**2))
        return (implied.points - point) * precision, precision

    def normal(self, implied: Implied) -> Floats:
        """The Gauss-Newton matrix, (parameters, parameters)."""
        _, precision = self.residuals(implied)
        jacobian = implied.gradient * precision[:, None]
        matrix = np.asarray(jacobian.T @ jacobian, dtype=np.float64)
        matrix[np.diag_indices_from(matrix)] += 1 / self.start_sd**2
        return matrix

    def solve(self) -> _End:
        """Where the sum of squares is least: damped Gauss-Newton, finished by BFGS from its matrix.

        Figures that cannot be met leave large residuals, and with these Gauss-Newton alone closes in slowly.
        """
        here, damping = self._at(self.start), 1e-3
        # The damping is in units of the prior: no parameter is led astray because no figure speaks of it.
        unit = np.diag(1 / self.start_sd**2)
        for _ in range(MOST_STEPS):
            matrix = self.normal(here.implied)
            tried = self._at(here.parameters - np.linalg.solve(matrix + damping * unit, here.slope), here.steps + 1)
            gained = here.cost - tried.cost
            here, damping = (tried, damping / 10) if gained > 0 else (here, damping * 10)
            if 0 <= gained < NEARLY * here.cost or damping > MOST_DAMPING:
                break
        here = self._finish(here)
        return _End(here.parameters, self.normal(here.implied), here.slope, here.steps)

    def _finish(self, here: _Place) -> _Place:
        """The end of the descent, by BFGS with the inverse of the Gauss-Newton matrix to begin with."""
        inverse = np.linalg.inv(self.normal(here.implied))
        for _ in range(MOST_STEPS):
            if np.abs(here.slope).max() < GRADIENT_AT_END:
                break
            step = -inverse @ here.slope
            tried = self._at(here.parameters + step, here.steps + 1)
            while tried.cost > here.cost and np.abs(step).max() > SMALLEST_STEP:
                step = step / 4
                tried = self._at(here.parameters + step, tried.steps + 1)
            turned = tried.slope - here.slope
            along = float(step @ turned)
            if along > 0:
                moved = inverse @ turned
                inverse += (along + turned @ moved) / along**2 * np.outer(step, step)
                inverse -= (np.outer(moved, step) + np.outer(step, moved)) / along
            if tried.cost > here.cost:
                break
            here = tried
        return here

    def _at(self, parameters: Floats, steps: int = 0) -> _Place:
        implied = self.predict(parameters)
        residuals, precision = self.residuals(implied)
        shift = (parameters - self.start) / self.start_sd
        slope = implied.gradient.T @ (residuals * precision) + shift / self.start_sd
        return _Place(parameters, implied, float(residuals @ residuals + shift @ shift) / 2, slope, steps)
