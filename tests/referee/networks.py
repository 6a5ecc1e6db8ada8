"""Small random networks and random evidence, for judging the search by plain enumeration."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multifidus.causes.evidence import Evidence, evidence_of
from multifidus.causes.model import Model
from multifidus.causes.network import NERVE_ROOT, Structure, logit, network_of
from multifidus.terms import SETTINGS


@dataclass(frozen=True)
class Size:
    """How large a network is; mechanisms without the nerve root, which is always there."""

    causes: int
    mechanisms: int
    findings: int
    roots: int = 2


class _Positions:
    """Hands out parameters, each with a random weight."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.weights: list[float] = []

    def weight(self, low: float, high: float) -> int:
        self.weights.append(float(np.exp(self.rng.uniform(np.log(low), np.log(high)))))
        return len(self.weights) - 1

    def some(self, shape: tuple[int, ...], share: float, low: float, high: float) -> np.ndarray:
        """Positions of new parameters in a share of the places, -1 elsewhere."""
        places = np.full(shape, -1)
        for at in zip(*np.nonzero(self.rng.random(shape) < share), strict=True):
            places[at] = self.weight(low, high)
        return places


def small_model(rng: np.random.Generator, size: Size, tie: float = 0.5) -> Model:
    """A random network: weights from faint to nearly sure, leaks from rare to common, findings on one layer each.

    `tie`: share of mechanisms that a finding of the layer hangs on.
    """
    make = _Positions(rng)
    mechanisms = size.mechanisms + 1
    layered = rng.random(size.findings) < 0.7
    mechanism_leak = np.array([make.weight(1e-4, 0.3) for _ in range(mechanisms)])
    mechanism_cause = make.some((mechanisms, size.causes), 0.6, 0.01, 0.99)
    finding_leak = np.array([make.weight(1e-3, 0.5) for _ in range(size.findings)], dtype=np.int64)
    finding_cause = make.some((size.findings, size.causes), 0.6, 0.01, 0.99)
    finding_mechanism = make.some((size.findings, mechanisms), tie, 0.01, 0.99)
    finding_root = make.some((size.findings, size.roots), 0.4, 0.05, 0.99)
    finding_cause[layered] = -1
    finding_mechanism[~layered] = -1
    finding_root[~layered] = -1
    edges = len(make.weights)
    prior = rng.dirichlet(np.full(size.causes, 0.7), len(SETTINGS)).clip(1e-6, 1 - 1e-6)
    unexplained = rng.uniform(0.01, 0.35, len(SETTINGS))
    start = np.concatenate([logit(np.array(make.weights)), logit(prior).ravel(), logit(unexplained)])
    sides = np.tile(np.arange(3), size.roots)
    structure = Structure(
        causes=tuple(f"cause_{i}" for i in range(size.causes)),
        mechanisms=(NERVE_ROOT, *(f"mechanism_{i}" for i in range(size.mechanisms))),
        roots=tuple(f"root_{i}" for i in range(size.roots)),
        findings=tuple(f"finding_{i}" for i in range(size.findings)),
        mechanism_leak=mechanism_leak,
        mechanism_cause=mechanism_cause,
        finding_leak=finding_leak,
        finding_cause=finding_cause,
        finding_mechanism=finding_mechanism,
        finding_root=finding_root,
        state_roots=np.repeat(np.eye(size.roots), 3, axis=0),
        state_side=sides,
        state_share=rng.dirichlet(np.ones(len(sides))),
        modifiers=(),
        modifier_share=np.zeros(0),
        edges=edges,
        parameter_names=tuple(str(i) for i in range(len(start))),
        start=start,
        start_sd=np.ones(len(start)),
    )
    names = structure.findings
    return Model(
        fingerprint="random",
        structure=structure,
        network=network_of(structure, start),
        covariance=np.eye(len(start), dtype=np.float32),
        names=names,
        entails=np.zeros((2 * len(names), 2 * len(names)), dtype=bool),
        sided=(finding_root >= 0).any(1),
        follows=np.zeros((2 * len(names), 2 * len(names)), dtype=bool),
        modifier_entails=np.zeros((0, 0), dtype=bool),
    )


def random_evidence(rng: np.random.Generator, model: Model, known: float = 0.8) -> Evidence:
    """A random share of findings, present or absent as a coin falls; root signs with or without their side."""
    finding, side, present = [], [], []
    for at in np.flatnonzero(rng.random(len(model.names)) < known):
        is_present = bool(rng.random() < 0.5)
        if is_present and model.sided[at] and rng.random() < 0.5:
            where = rng.integers(1, 4)  # left, right, both
            finding += [at, at]
            side += [1, 2]
            present += [bool(where & 1), bool(where & 2)]
        else:
            finding.append(at)
            side.append(0)
            present.append(is_present)
    return evidence_of(
        np.array(finding, dtype=np.int64),
        np.array(side, dtype=np.int64),
        np.array(present, dtype=bool),
        modifiers=np.zeros(0, dtype=np.int64),
        setting=int(rng.integers(len(SETTINGS))),
        model=model,
    )
