"""Certified probabilities of the causes alone, each branch of the search kept between two bounds.

A branch (search.py) need not be opened for its weight to be known well: it lies between two bounds, and so does every
set in it. Closed branches are taken in halfway between them, with their causes as if these were independent; what is
in doubt is the gap alone, half of it either way. With G that half, and Z all that was taken in, no probability is
further than G / (Z - G) from the exact one.

Opening a branch (S, j) weighs S + j exactly and leaves a leaf, whose supersets still go by the ratios of S. That is
cheap, and mostly enough: where S + j leaves little to explain, later causes are nearly independent. Only a leaf with
much in doubt gets ratios of its own. Mechanisms are not independent within a branch: of them nothing is said here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from multifidus.causes.evidence import Evidence
from multifidus.causes.model import Model
from multifidus.causes.searching.posterior import GOAL, Ranking
from multifidus.causes.searching.problem import Problem, growth, least_growth, pose, weights

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

LEAVE = 0.75  # share of the doubt allowed in the end that a round may leave unopened
FOCUS = 1e-9  # a round opens nothing with less than this share of what the most doubtful branch has
NOBODY = -1


def rank(evidence: Evidence, model: Model, goal: float = GOAL) -> Ranking:
    """Probabilities of causes, none of which is further than `goal` from the exact one."""
    problem = pose(evidence, model)
    tree = _Tree(problem)
    while True:
        doubt, lower = float(tree.rows.doubt.sum()), float(tree.sets.weight.sum() + tree.rows.lower.sum())
        if doubt <= 2.0 * goal * lower:  # Z - G is the lower bound
            break
        tree.open(LEAVE * 2.0 * goal * lower)
    total = lower + doubt / 2.0
    cause = np.empty(len(problem.odds))
    cause[problem.order] = tree.mass_by_cause() / total
    return Ranking(cause, float(tree.sets.weight[0]) / total, doubt / (2.0 * lower))


def threshold(doubt: Floats, may_leave: float) -> float:
    """The doubt from which on branches are opened, so that all below it add up to `may_leave` at most."""
    ascending = np.sort(doubt[doubt > 0.0])
    left = int(np.searchsorted(ascending.cumsum(), may_leave))
    return max(float(ascending[min(left, len(ascending) - 1)]), FOCUS * float(ascending[-1]))


@dataclass(frozen=True)
class _Sets:
    """Visited sets; the first is the empty one."""

    state: Floats  # (sets, columns)
    odds: Floats  # (sets,), the product over its causes
    weight: Floats
    member: Bools  # (sets, causes in the order of the problem)
    last: Ints  # the last of its causes


@dataclass(frozen=True)
class _Rows:
    """Sets whose branches are listed: arrays (rows, causes), 0 up to the last cause of the set."""

    owner: Ints  # (rows,), the set
    most: Floats  # what each later cause multiplies the weight of the set by, at most
    free: Floats  # the same for any superset too
    least: Floats
    tail_free: Floats  # products of 1 + free, and of 1 + least, over all causes later than this one
    tail_least: Floats
    doubt: Floats  # what is not known of the weight of the branch
    lower: Floats  # what it weighs at least, without the leaf
    leaf: Ints  # the set that the branch was opened to, while that has no row; NOBODY before and after


Arrays = TypeVar("Arrays", _Sets, _Rows)


class _Tree:
    """All visited sets with all their branches."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        empty = np.zeros((1, len(problem.odds)), dtype=bool)
        weight = weights(problem, problem.start[None], np.ones(1))
        self.sets = _Sets(problem.start[None], np.ones(1), weight, empty, np.array([-1]))
        self.rows = self._list(np.array([0]))

    def open(self, may_leave: float) -> None:
        """Opens what has most in doubt, until what is left has no more in doubt than that."""
        rows = self.rows
        doubt, leaf = rows.doubt.ravel(), rows.leaf.ravel()
        least = threshold(doubt, may_leave)
        chosen = np.flatnonzero(doubt >= least)
        old = leaf[chosen]
        branches = chosen[old == NOBODY]
        if len(branches):
            leaf[branches] = self._visit(branches)
            weight = self.sets.weight[leaf[branches]]
            under, over = rows.tail_least.ravel()[branches], rows.tail_free.ravel()[branches]
            rows.lower.ravel()[branches] = weight * (under - 1.0)
            doubt[branches] = weight * (over - under)
        grown = chosen[(leaf[chosen] != NOBODY) & (doubt[chosen] >= least)]
        if len(grown):
            fresh = self._list(leaf[grown])
            rows.lower.ravel()[grown] = doubt[grown] = 0.0
            leaf[grown] = NOBODY
            self.rows = _joined(rows, fresh)

    def mass_by_cause(self) -> Floats:
        """(causes,): the weight of all sets with the cause, branches taken halfway between their bounds."""
        sets, rows = self.sets, self.rows
        closed, middle = rows.leaf == NOBODY, rows.lower + rows.doubt / 2.0
        leaf_weight = np.where(closed, 0.0, sets.weight[rows.leaf])
        mass = sets.weight @ sets.member + middle.sum(1) @ sets.member[rows.owner] + middle.sum(0)
        # A later cause is in a share of every branch of the same row that begins with an earlier cause.
        for bound, ratio in (
            (closed * (rows.lower + rows.doubt), rows.most),
            (leaf_weight * rows.tail_free, rows.free),
            (closed * rows.lower + leaf_weight * rows.tail_least, rows.least),
        ):
            earlier = bound.cumsum(1) - bound
            mass += (earlier * (ratio / (1.0 + ratio))).sum(0) / 2.0
        return np.asarray(mass)

    def _visit(self, branches: Ints) -> Ints:
        """The sets that these branches open to, places among `rows` times causes, weighed."""
        sets, problem = self.sets, self.problem
        row, cause = np.divmod(branches, len(problem.odds))
        parent = self.rows.owner[row]
        member = sets.member[parent]
        member[np.arange(len(cause)), cause] = True
        state, odds = sets.state[parent] * problem.keep[cause], sets.odds[parent] * problem.odds[cause]
        self.sets = _joined(sets, _Sets(state, odds, weights(problem, state, odds), member, cause))
        return np.arange(len(sets.odds), len(self.sets.odds))

    def _list(self, which: Ints) -> _Rows:
        """Rows for these sets."""
        state, last = self.sets.state[which], self.sets.last[which]
        weight = self.sets.weight[which, None]
        most, free = growth(self.problem, state, last)
        least = np.minimum(least_growth(self.problem, state, last), most)
        tail, tail_free, tail_least = (_tail(ratio) for ratio in (most, free, least))
        lower = weight * least * tail_least
        doubt = np.maximum(weight * most * tail - lower, 0.0)
        leaf = np.full(most.shape, NOBODY)
        return _Rows(which, most, free, least, tail_free, tail_least, doubt, lower, leaf)


def _tail(ratio: Floats) -> Floats:
    """(sets, causes): the product of 1 + ratio over all causes later than this one."""
    tail = np.ones_like(ratio)
    np.multiply.accumulate(1.0 + ratio[:, :0:-1], axis=1, out=tail[:, -2::-1])
    return tail


def _joined(one: Arrays, other: Arrays) -> Arrays:
    return type(one)(*(np.concatenate(pair) for pair in zip(vars(one).values(), vars(other).values(), strict=True)))
