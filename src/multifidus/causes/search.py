"""Certified search over sets of causes, in NumPy alone.

Every branch is a visited set S, a cause j that comes later than all of S, and stands for all supersets of S + j that
add none but later causes. Its mass lies between two bounds (problem.py). Round by round the branches that matter are
opened: S + j is visited, its own branches are listed, and nothing is done twice.

`search` leaves closed branches out: with U the sum of their upper bounds and Z the weight of what was visited, no
probability is further than U / (Z + U) from the exact one. `rank` takes them in halfway between their bounds, with
the causes in them as if these were independent; only the gap between the bounds is in doubt, and half of it either
way: with G that half and Z all that was taken in, no probability is further off than G / (Z - G). Where little is left
to explain, causes are nearly independent: several times fewer sets are visited. But mechanisms are not, so that
`rank` says nothing of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multifidus.causes.evidence import Evidence
from multifidus.causes.model import Model
from multifidus.causes.posterior import DROPPED, GOAL, Posterior, Ranking, conclude
from multifidus.causes.problem import Problem, growth, least_growth, pose, weights

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

LEAVE = 0.9  # share of the goal that a round may leave unopened
FOCUS = 1e-4  # a round opens no branch with less than this share of what the most doubtful one has in doubt


def search(evidence: Evidence, model: Model, goal: float = GOAL) -> Posterior:
    """Probabilities of causes and mechanisms, none of which is further than `goal` from the exact one."""
    problem = pose(evidence, model)
    tree = _Tree(problem, closing=False)
    may_drop = DROPPED * goal
    while True:
        missed, visited = float(tree.doubt.sum()), float(tree.weight.sum())
        if missed <= (goal - may_drop) * (visited + missed):
            break
        tree.open(LEAVE * (goal - may_drop) * visited)
    sets = np.zeros_like(tree.member)
    sets[:, problem.order] = tree.member
    return conclude(sets, tree.weight, problem, model, missed=missed, may_drop=may_drop)


def rank(evidence: Evidence, model: Model, goal: float = GOAL) -> Ranking:
    """Probabilities of causes alone, none of which is further than `goal` from the exact one."""
    problem = pose(evidence, model)
    tree = _Tree(problem, closing=True)
    while True:
        doubt, lower = float(tree.doubt.sum()), float(tree.weight.sum() + tree.lower.sum())
        if doubt <= 2.0 * goal * lower:  # Z - G is the lower bound
            break
        tree.open(LEAVE * 2.0 * goal * lower)
    total = lower + doubt / 2.0
    cause = np.empty(len(problem.odds))
    cause[problem.order] = tree.mass_by_cause() / total
    return Ranking(cause, float(tree.weight[0]) / total, doubt / (2.0 * lower))


@dataclass(frozen=True)
class _Level:
    """Sets that were visited together, with their branches: arrays (sets,) and (sets, causes)."""

    state: Floats  # (sets, columns)
    odds: Floats
    weight: Floats
    member: Bools
    ratio: Floats  # (sets, causes), what each later cause multiplies the weight by at most
    least: Floats  # and at least
    doubt: Floats  # (sets, causes), upper bound of every branch, less the lower one; 0 once it is opened
    lower: Floats  # (sets, causes), lower bound of every branch; 0 once it is opened


class _Tree:
    """All visited sets and their branches. The first set is the empty one."""

    def __init__(self, problem: Problem, *, closing: bool) -> None:
        self.problem = problem
        self.closing = closing
        causes = len(problem.odds)
        empty = np.zeros((1, causes), dtype=bool)
        self._all = self._visit(problem.start[None], np.ones(1), empty, np.array([-1]))

    @property
    def weight(self) -> Floats:
        """(sets,), exact."""
        return self._all.weight

    @property
    def member(self) -> Bools:
        """(sets, causes in the order of the problem)."""
        return self._all.member

    @property
    def doubt(self) -> Floats:
        """(sets, causes), what is not known of the mass of every branch."""
        return self._all.doubt

    @property
    def lower(self) -> Floats:
        """(sets, causes), what every branch weighs at least."""
        return self._all.lower

    def open(self, may_leave: float) -> None:
        """Opens branches, the most doubtful first, until those that are left have no more in doubt than that."""
        tree = self._all
        flat = tree.doubt.ravel()
        chosen = np.flatnonzero(flat >= _threshold(flat, may_leave))
        parent, cause = np.divmod(chosen, len(self.problem.odds))
        flat[chosen] = 0.0
        tree.lower.ravel()[chosen] = 0.0
        member = tree.member[parent]
        member[np.arange(len(cause)), cause] = True
        state = tree.state[parent] * self.problem.keep[cause]
        fresh = self._visit(state, tree.odds[parent] * self.problem.odds[cause], member, cause)
        self._all = _Level(
            *(np.concatenate(pair) for pair in zip(vars(tree).values(), vars(fresh).values(), strict=True))
        )

    def mass_by_cause(self) -> Floats:
        """(causes,): the weight of all sets with the cause, closed branches taken halfway between their bounds."""
        tree = self._all
        upper, middle = tree.lower + tree.doubt, tree.lower + tree.doubt / 2.0
        mass = (tree.weight + middle.sum(1)) @ tree.member + middle.sum(0)
        # A cause is in a share of every branch of the same set that begins with an earlier cause.
        for bound, ratio in ((upper, tree.ratio), (tree.lower, tree.least)):
            earlier = bound.cumsum(1) - bound
            mass += (earlier * (ratio / (1.0 + ratio))).sum(0) / 2.0
        return np.asarray(mass)

    def _visit(self, state: Floats, odds: Floats, member: Bools, last: Ints) -> _Level:
        weight = weights(self.problem, state, odds)
        ratio = growth(self.problem, state, last)
        upper = _branches(weight, ratio)
        if not self.closing:
            nothing = np.zeros_like(ratio)
            return _Level(state, odds, weight, member, ratio, nothing, upper, nothing)
        least = np.minimum(least_growth(self.problem, state, last), ratio)
        lower = _branches(weight, least)
        return _Level(state, odds, weight, member, ratio, least, np.maximum(upper - lower, 0.0), lower)


def _branches(weight: Floats, ratio: Floats) -> Floats:
    """(sets, causes): the mass of every branch, were every cause to multiply the weight by its ratio."""
    after = np.multiply.accumulate(1.0 + ratio[:, ::-1], axis=1)[:, ::-1]
    mass = weight[:, None] * ratio
    mass[:, :-1] *= after[:, 1:]
    return np.asarray(mass)


def _threshold(doubt: Floats, may_leave: float) -> float:
    """The doubt from which on branches are opened, so that all below it add up to `may_leave` at most."""
    ascending = np.sort(doubt[doubt > 0.0])
    left = int(np.searchsorted(ascending.cumsum(), may_leave))
    return max(float(ascending[min(left, len(ascending) - 1)]), FOCUS * float(ascending[-1]))
