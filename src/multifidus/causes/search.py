"""Certified search over sets of causes, in NumPy alone.

Sets are visited where a bound says that they, with all their supersets, can matter; what is never visited is added
up in B. Then no probability is further than B / (Z + B) from the exact one, Z being the weight of all visited sets.
A bound on what stands open is kept for every branch, so that the search goes on from where it stopped, round by
round, until the certificate reaches its goal. Nothing is done twice.
"""

from __future__ import annotations

from math import isfinite

import numpy as np
import numpy.typing as npt

from multifidus.causes.evidence import Evidence
from multifidus.causes.model import Model
from multifidus.causes.posterior import DROPPED, GOAL, Posterior, conclude
from multifidus.causes.problem import Problem, growth, pose, weights

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

LEAVE = 0.5  # share of the goal that a round may leave unopened
FOCUS = 1e-3  # a round opens no branch with less than this share of the best one's bound


def search(evidence: Evidence, model: Model, goal: float = GOAL) -> Posterior:
    """Probabilities none of which is further than `goal` from the exact one."""
    problem = pose(evidence, model)
    members, weight, missed = visit(problem, goal - DROPPED)
    sets = np.zeros_like(members)
    sets[:, problem.order] = members
    return conclude(sets, weight, missed, problem, model)


def visit(problem: Problem, goal: float) -> tuple[Bools, Floats, float]:
    """Visited sets (sets, causes in the problem's order), their weights, and a bound on the weight of all others."""
    nodes = _Nodes(problem)
    opened = nodes.add(problem.start[None], np.ones(1), np.array([-1]), np.zeros((1, len(problem.odds)), dtype=bool))
    total = float(nodes.weight[0])
    node, cause, bound = _branches(problem, nodes, opened)
    while True:
        missed = float(bound.sum())
        if not isfinite(total + missed):
            raise ArithmeticError("the weights of the model are no finite numbers")
        if missed <= goal * (total + missed):
            return nodes.member, nodes.weight, missed
        chosen = bound >= _threshold(bound, LEAVE * goal * total)
        parent, added = node[chosen], cause[chosen]
        node, cause, bound = node[~chosen], cause[~chosen], bound[~chosen]
        fresh = nodes.grow(parent, added)
        gained = nodes.weight[fresh]
        total += float(gained.sum())
        more = _branches(problem, nodes, fresh)
        node, cause, bound = (np.concatenate(pair) for pair in zip((node, cause, bound), more, strict=True))


def _threshold(bound: Floats, may_leave: float) -> float:
    """The bound from which on branches are opened, so that all below it add up to `may_leave` at most."""
    ascending = np.sort(bound)
    left = int(np.searchsorted(ascending.cumsum(), may_leave))
    return max(float(ascending[min(left, len(ascending) - 1)]), FOCUS * float(ascending[-1]))


class _Nodes:
    """The visited sets, in the order they were visited."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.state = np.zeros((0, len(problem.start)))
        self.odds = np.zeros(0)
        self.weight = np.zeros(0)
        self.last = np.zeros(0, dtype=np.int64)
        self.member = np.zeros((0, len(problem.odds)), dtype=bool)

    def add(self, state: Floats, odds: Floats, last: Ints, member: Bools) -> slice:
        """Where the new sets stand."""
        start = len(self.odds)
        self.state = np.concatenate([self.state, state])
        self.odds = np.concatenate([self.odds, odds])
        self.last = np.concatenate([self.last, last])
        self.member = np.concatenate([self.member, member])
        self.weight = np.concatenate([self.weight, weights(self.problem, state, odds)])
        return slice(start, len(self.odds))

    def grow(self, parent: Ints, cause: Ints) -> slice:
        """Where the sets stand that have one cause more than their parents."""
        member = self.member[parent]
        member[np.arange(len(cause)), cause] = True
        state = self.state[parent] * self.problem.keep[cause]
        return self.add(state, self.odds[parent] * self.problem.odds[cause], cause, member)


def _branches(problem: Problem, nodes: _Nodes, fresh: slice) -> tuple[Ints, Ints, Floats]:
    """Of each new set every way to go on: the set, the cause to add, and a bound on all that lies that way."""
    ratio = growth(problem, nodes.state[fresh], nodes.last[fresh])
    product = np.cumprod(1.0 + ratio[:, ::-1], axis=1)[:, ::-1]
    bound = nodes.weight[fresh][:, None] * ratio
    bound[:, :-1] *= product[:, 1:]
    which, cause = np.nonzero(bound)
    return which + fresh.start, cause, bound[which, cause]
