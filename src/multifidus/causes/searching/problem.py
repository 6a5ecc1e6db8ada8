"""Evidence -> the sums that a search has to do: weights of sets of causes, exactly, and bounds on how they grow.

Up to one constant the weight of a set S of causes is

    w(S) = prod_{i in S} odds_i * prod_exact (1 - x) * prod_falling (a + (1 - a) x) * prod_blocks G_b(off)

where every x, and every chance `off` of a mechanism, starts at its value for no cause and is multiplied by the
`keep` of each cause in S. So a set's state is one row of numbers, and adding cause j multiplies it by keep[j].

- exact: a present finding that hangs on causes (x = chance to stay off); pain (x vanishes with the first cause);
  a mechanism that nothing ties and that its findings want on: 1 - x with x = (1 - 1 / worth) off.
- falling: a mechanism that nothing ties and that its findings want off: a = worth < 1, x = off.
- blocks: tied mechanisms (blocks.py).

How much a set T can outweigh a subset S is bounded for all of these alike, because putting a mechanism on never is
worth more than it is with nothing else of its block on (`worth`):

    w(T) / w(S) <= prod odds * prod_rising (1 - c x_T) / (1 - c x_S) * prod_falling phi(x_T) / phi(x_S).

Rising factors are submodular: their ratios only shrink as S grows. phi(x) = a + (1 - a) x is log-convex in the lam
that are added: it lies below the chord from none to all that can still be added.

From below, a present finding never speaks against one cause more, and a mechanism is never worth less than what its
absent findings say: with that for a, phi falls most steeply at once, so its first step bounds every later one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from multifidus.causes.evidence import Evidence
from multifidus.causes.model import Model
from multifidus.causes.searching.blocks import Block, block_of, tied_groups

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SMALL = 1e-300


@dataclass(frozen=True)
class Problem:
    """What a search over sets of causes needs. Columns of a state: exact, then rising and falling of blocks, falling.

    Causes stand in `order`, those that raise the weight most first.
    """

    order: Ints  # (causes,), which cause stands where
    odds: Floats  # (causes,)
    start: Floats  # (columns,), the state of the empty set
    keep: Floats  # (causes, columns)
    keep_by_column: Floats  # (columns, causes), the same the other way round
    exact: int  # so many first columns are exact factors 1 - x
    c: Floats  # (rising,), of the first columns; 1 for the exact ones
    a: Floats  # (falling,), of the columns behind them
    lam: Floats  # (falling, causes), -ln keep of these
    to_come: Floats  # (falling, causes + 1), lam of that cause and all later ones
    sinks: Ints  # columns of mechanisms that absent findings speak against
    floor: Floats  # (sinks,), chance of these findings with the mechanism on
    untied_falling: int  # so many last columns are exact factors a + (1 - a) x
    blocks: tuple[tuple[Block, Ints], ...]  # with the columns of their mechanisms
    untied: Ints  # mechanisms in no block
    untied_worth: Floats  # (untied,), chance of their findings when on over that when off
    untied_root: Floats | None  # (root states,), how a pressed root divides when no block has it


def weights(problem: Problem, states: Floats, odds: Floats) -> Floats:
    """(sets,): w of each set. `states`: (sets, columns); `odds`: (sets,), the product over the causes of each set."""
    weight = odds * np.multiply.reduce(1.0 - states[:, : problem.exact], axis=1)
    if problem.untied_falling:
        a = problem.a[-problem.untied_falling :]
        weight *= np.multiply.reduce(a + (1.0 - a) * states[:, -problem.untied_falling :], axis=1)
    for block, columns in problem.blocks:
        weight *= block.mass(states[:, columns])
    return np.asarray(weight)


def growth(problem: Problem, states: Floats, last: Ints) -> tuple[Floats, Floats]:
    """(sets, causes) twice: bounds r on w(S + j) / w(S) for each later cause j, and on what j adds to any superset.

    The products of the first bound w(T) / w(S); those of the second, as if no mechanism ever lowered the weight,
    bound w(T) / w(U) for every U between S and T as well. `last`: (sets,), the last cause of each set; 0 up to it.
    """
    rising = len(problem.c)
    free = _steps(problem.c * states[:, :rising], problem.keep_by_column[:rising], sign=-1.0, base=1.0)
    free *= problem.odds
    free *= np.arange(len(problem.odds)) > last[:, None]
    if not len(problem.a):
        return free, free
    return free * np.exp(-_chord(problem, states[:, rising:], last) @ problem.lam), free


def least_growth(problem: Problem, states: Floats, last: Ints) -> Floats:
    """(sets, causes): what each later cause multiplies the weight by at least, of the set and of any superset."""
    x = (1.0 - problem.floor) * states[:, problem.sinks]
    ratio = _steps(x, problem.keep_by_column[problem.sinks], sign=1.0, base=problem.floor)
    ratio *= problem.odds
    ratio *= np.arange(len(problem.odds)) > last[:, None]
    return np.asarray(ratio)


def _steps(x: Floats, keep: Floats, *, sign: float, base: Floats | float) -> Floats:
    """(sets, causes): the product over columns of (base + sign x keep) / (base + sign x).

    `x`: (sets, columns); `keep`: (columns, causes). The columns come first: a product over whole planes is fast.
    """
    after = np.multiply(sign * x.T[:, :, None], keep[:, None, :])
    after += base if isinstance(base, float) else base[:, None, None]
    step = np.multiply.reduce(after, axis=0)
    step /= np.multiply.reduce(base + sign * x, axis=1)[:, None]
    return np.asarray(step)


def _chord(problem: Problem, off: Floats, last: Ints) -> Floats:
    """(sets, falling): how steeply ln phi falls, at least, over whatever lam can still be added."""
    to_come = problem.to_come[:, last + 1].T
    part = (1.0 - problem.a) * off
    fall = np.log((problem.a + part) / (problem.a + part * np.exp(-to_come)))
    return np.asarray(fall / np.maximum(to_come, 1e-12))


def pose(evidence: Evidence, model: Model) -> Problem:
    """The problem that this evidence poses."""
    masks = [model.touched[finding] for finding in evidence.finding[evidence.layered].tolist()]
    blocks = [block_of(group, masks, evidence, model) for group in tied_groups(masks) if group & (group - 1)]
    tied = np.concatenate([np.zeros(0, dtype=np.int64), *(block.mechanisms for block in blocks)])
    untied = np.ones(len(model.structure.mechanisms), dtype=bool)
    untied[tied] = False
    worth, untied_root = _untied_worth(evidence, model, untied)
    if blocks:
        worth[tied] = np.concatenate([block.switched_on() for block in blocks])
    rises = worth > 1.0
    m_exact = np.flatnonzero(untied & rises)
    m_falling = np.flatnonzero(untied & (worth < 1.0))
    m_rising, m_sinking = tied[rises[tied]], tied[~rises[tied]]
    mechanisms = np.concatenate([m_exact, m_rising, m_sinking, m_falling])
    off, keep = model.mechanism_off
    c = 1.0 - 1.0 / worth[np.concatenate([m_exact, m_rising])]
    direct = len(evidence.direct_leak)
    first = direct + 1
    start = np.concatenate([np.exp(-evidence.direct_leak), [1.0 - evidence.pain_leak], off[mechanisms]])
    start[first : first + len(m_exact)] *= c[: len(m_exact)]
    causes = len(model.structure.causes)
    kept = np.empty((causes, len(start)))
    kept[:, :direct] = np.exp(-evidence.direct_cause.T)
    kept[:, direct] = 0.0
    kept[:, first:] = keep[:, mechanisms]
    exact = first + len(m_exact)
    column = np.zeros(len(worth), dtype=np.int64)
    column[mechanisms] = first + np.arange(len(mechanisms))
    odds = np.exp(evidence.log_odds)
    floor = _floor(evidence, model)
    floor[m_falling] = worth[m_falling]
    sinks = np.concatenate([tied[floor[tied] < 1.0], m_falling])
    problem = Problem(
        order=np.arange(causes),
        odds=odds,
        start=start,
        keep=kept,
        keep_by_column=np.ascontiguousarray(kept.T),
        exact=exact,
        c=np.concatenate([np.ones(exact), c[len(m_exact) :]]),
        a=np.maximum(worth[np.concatenate([m_sinking, m_falling])], SMALL),
        lam=model.network.mechanism_cause[np.concatenate([m_sinking, m_falling])],
        to_come=np.zeros((len(m_sinking) + len(m_falling), causes + 1)),
        sinks=column[sinks],
        floor=np.maximum(floor[sinks], SMALL),
        untied_falling=len(m_falling),
        blocks=tuple((block, column[block.mechanisms]) for block in blocks),
        untied=np.flatnonzero(untied),
        untied_worth=worth[untied],
        untied_root=untied_root,
    )
    return _ordered(problem)


def _ordered(problem: Problem) -> Problem:
    """The same problem with the causes that raise the weight most in front: cut branches are small that way."""
    problem.to_come[:, 0] = problem.lam.sum(1)
    order = np.argsort(-growth(problem, problem.start[None], np.array([-1]))[0][0], kind="stable")
    lam = problem.lam[:, order]
    problem.to_come[:, :-1] = lam[:, ::-1].cumsum(1)[:, ::-1]
    keep = problem.keep[order]
    by_column = np.ascontiguousarray(keep.T)
    return replace(problem, order=order, odds=problem.odds[order], keep=keep, keep_by_column=by_column, lam=lam)


def _floor(evidence: Evidence, model: Model) -> Floats:
    """(mechanisms,): chance of the absent findings with the mechanism on, over that with it off."""
    floor = np.exp(evidence.absent_mechanism)
    floor[model.nerve_root] *= model.structure.state_share @ np.exp(evidence.absent_state)
    return np.asarray(floor)


def _untied_worth(evidence: Evidence, model: Model, untied: npt.NDArray[np.bool_]) -> tuple[Floats, Floats | None]:
    """(mechanisms,): chance of the findings with the mechanism on over that with it off, for those in no block.

    And how a pressed root divides over the root states, where the nerve root is one of them.
    """
    worth = np.exp(evidence.absent_mechanism)
    off = np.exp(-evidence.layered_leak)
    its = np.flatnonzero(evidence.layered_mechanism @ untied > 0)
    if len(its):
        which = evidence.layered_mechanism[its].argmax(1)
        lam = evidence.layered_mechanism[its, which]
        np.multiply.at(worth, which, (1.0 - off[its] * np.exp(-lam)) / (1.0 - off[its]))
    if not untied[model.nerve_root]:
        return worth, None
    signs = evidence.layered_state.any(1) & (evidence.layered_mechanism @ ~untied == 0)
    off = off[signs, None] * np.exp(-evidence.layered_mechanism[signs, model.nerve_root])[:, None]
    states = model.structure.state_share * np.exp(evidence.absent_state)
    states = states * np.prod((1.0 - off * np.exp(-evidence.layered_state[signs])) / (1.0 - off), axis=0)
    worth[model.nerve_root] *= states.sum()
    return worth, states / states.sum()
