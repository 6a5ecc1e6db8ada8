"""The joint fit: parameters of the network, with their doubt, from the figures of the tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multifidus.causes.network import Floats, Structure
from multifidus.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class FittedFigure:
    """One figure beside the value that the fitted network implies for it, under the figure's own population."""

    finding: str
    cause: str
    measure: str  # sens, spec, lr_pos, ...
    value: float
    implied: float


@dataclass(frozen=True)
class Fit:
    """What the figures say together."""

    parameters: Floats  # (parameters,)
    covariance: Floats  # (parameters, parameters)
    figures: tuple[FittedFigure, ...]


def fit(knowledge: Knowledge, structure: Structure) -> Fit:
    """Parameters, their covariance, and what they imply for every figure."""
    return Fit(structure.start, np.diag(structure.start_sd**2), ())
