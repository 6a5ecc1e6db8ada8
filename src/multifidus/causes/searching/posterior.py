"""What a search hands back: the probabilities, their certificate, and the sets of causes they rest on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multifidus.causes.model import Model
from multifidus.causes.searching.problem import Problem

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

GOAL = 1e-4  # no probability may be further than this from the exact one
DROPPED = 0.05  # share of the goal spent on dropping the lightest sets, for the sake of whatever works on the sets


@dataclass(frozen=True)
class Posterior:
    """Probabilities given all that is known, none further than `certificate` from the exact one."""

    cause: Floats  # (causes,)
    unexplained: float
    mechanism: Floats  # (mechanisms,)
    root: Floats  # (roots, 2), pressed on the left, on the right
    certificate: float
    sets: Bools  # (sets, causes), the sets of causes that were visited
    share: Floats  # (sets,), their weights, adding up to 1


@dataclass(frozen=True)
class Ranking:
    """The probabilities of the causes alone, none further than `certificate` from the exact one."""

    cause: Floats  # (causes,)
    unexplained: float
    certificate: float


def conclude(
    sets: Bools, weight: Floats, problem: Problem, model: Model, *, missed: float, may_drop: float
) -> Posterior:
    """Probabilities from the visited sets. `missed`: a bound on the weight of all sets that were not visited.

    Light sets, together at most `may_drop` of the whole, are dropped and count as missed.
    """
    total = float(weight.sum())
    kept = weight >= may_drop * total / len(weight)
    sets, weight = sets[kept], weight[kept]
    certificate = (missed + total - float(weight.sum())) / (missed + total)
    share = weight / weight.sum()
    mechanism, state = _mechanisms(sets.astype(np.float64), share, problem, model)
    return Posterior(
        cause=share @ sets,
        unexplained=float(share[~sets.any(1)].sum()),
        mechanism=mechanism,
        root=root_beliefs(state, model),
        certificate=max(certificate, 0.0),
        sets=sets,
        share=share,
    )


def _mechanisms(sets: Floats, share: Floats, problem: Problem, model: Model) -> tuple[Floats, Floats]:
    """(mechanisms,) chance of each to be on; (root states,) chance of each state of a pressed root."""
    off = np.exp(-(model.network.mechanism_leak + sets @ model.network.mechanism_cause.T))
    untied = off[:, problem.untied]
    on = problem.untied_worth * (1.0 - untied)
    mechanism = np.empty(off.shape[1])
    mechanism[problem.untied] = share @ (on / (on + untied))
    state = np.zeros(len(model.structure.state_share))
    if problem.untied_root is not None:
        state = mechanism[model.nerve_root] * problem.untied_root
    for block, _ in problem.blocks:
        its = off[:, block.mechanisms]
        mechanism[block.mechanisms], root_state = block.beliefs(its, share / block.mass(its))
        if root_state is not None:
            state = root_state
    return mechanism, state


def root_beliefs(state: Floats, model: Model) -> Floats:
    """(roots, 2): chance that each root is pressed on the left, on the right. `state`: (root states,)."""
    reaches = model.state_reaches[1:]
    return np.asarray(((state * reaches) @ model.structure.state_roots).T)
