"""Certified search over sets of causes, in NumPy alone: causes and mechanisms.

Every branch is a visited set S with a cause j that comes later than all of S; it stands for all supersets of S + j
that add none but later causes, and problem.py bounds their weight. Round by round the branches that matter are
opened: S + j is visited, its own branches are listed, and nothing is done twice. With U the sum of the bounds of all
branches that stay closed, and Z the weight of what was visited, no probability is further than U / (Z + U) from the
exact one.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from multifidus.causes.evidence import Evidence
from multifidus.causes.model import Model
from multifidus.causes.searching.posterior import DROPPED, GOAL, Posterior, conclude
from multifidus.causes.searching.problem import Problem, growth, pose, weights
from multifidus.causes.searching.ranking import rank, threshold

__all__ = ["rank", "search"]  # what an engine can do

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

LEAVE = 0.9  # share of what may be missed that a round may leave unopened


def search(evidence: Evidence, model: Model, goal: float = GOAL) -> Posterior:
    """Probabilities of causes and mechanisms, none of which is further than `goal` from the exact one."""
    problem = pose(evidence, model)
    may_drop = DROPPED * goal
    members, weight, missed = _visit(problem, goal - may_drop)
    sets = np.zeros_like(members)
    sets[:, problem.order] = members
    return conclude(sets, weight, problem, model, missed=missed, may_drop=may_drop)


def _visit(problem: Problem, goal: float) -> tuple[Bools, Floats, float]:
    """Visited sets, (sets, causes in the problem's order), their weights, and a bound on the weight of all others."""
    causes = len(problem.odds)
    state, odds, last = problem.start[None], np.ones(1), np.array([-1])
    member = np.zeros((1, causes), dtype=bool)
    weight, bound = _look(problem, state, odds, last)
    while True:
        missed, visited = float(bound.sum()), float(weight.sum())
        if missed <= goal * (visited + missed):
            return member, weight, missed
        flat = bound.ravel()
        chosen = np.flatnonzero(flat >= threshold(flat, LEAVE * goal * visited))
        flat[chosen] = 0.0
        parent, cause = np.divmod(chosen, causes)
        more = member[parent]
        more[np.arange(len(cause)), cause] = True
        more_state, more_odds = state[parent] * problem.keep[cause], odds[parent] * problem.odds[cause]
        more_weight, more_bound = _look(problem, more_state, more_odds, cause)
        member, state, odds = np.concatenate([member, more]), np.vstack([state, more_state]), np.append(odds, more_odds)
        weight, bound = np.append(weight, more_weight), np.vstack([bound, more_bound])


def _look(problem: Problem, state: Floats, odds: Floats, last: Ints) -> tuple[Floats, Floats]:
    """(sets,) the exact weight of each set; (sets, causes) a bound on the weight of each of its branches."""
    weight = weights(problem, state, odds)
    ratio, _ = growth(problem, state, last)
    after = np.multiply.accumulate(1.0 + ratio[:, ::-1], axis=1)[:, ::-1]
    bound = weight[:, None] * ratio
    bound[:, :-1] *= after[:, 1:]
    return weight, bound
