"""What a few findings say by themselves, in closed form: no search, for any number of them at once.

One finding hangs on few mechanisms. Its chance under a set S of causes is a short sum of terms

    sign * exp(-leak) * prod over causes in S of exp(-b),

for exp(-lam) [on] of a mechanism averages to a + (1 - a) u(S), a = exp(-lam), u(S) = exp(-leak - lam of the causes in
S) its chance to be off: a constant and a product over causes. Multiplied out, every term is summed over all 2^n sets
as a product of (1 + odds exp(-b)); the pain node takes 1 - its leak off the empty set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multifidus.causes.evidence import Evidence
from multifidus.causes.model import Model

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_TERMS = 4096  # a number or a rule that settles many findings at once is left to a search


@dataclass(frozen=True, eq=False)
class Terms:
    """Terms of the chance of some findings: coefficient * prod over the causes that are there of exp(-b)."""

    coefficient: Floats  # (terms,)
    b: Floats  # (terms, causes)

    @classmethod
    def of(cls, evidence: Evidence, model: Model) -> Terms | None:
        """The terms of all items of this evidence; None when they would be too many."""
        causes = len(model.structure.causes)
        absent_mechanism, absent_state = evidence.absent_mechanism, evidence.absent_state
        lam = np.hstack(
            [
                np.concatenate([evidence.direct_leak, evidence.layered_leak])[:, None],
                _padded(evidence.direct_cause, evidence.layered_mechanism),
                np.concatenate([np.zeros((len(evidence.direct), absent_state.size)), evidence.layered_state]),
            ]
        )
        present = len(lam)
        touched = absent_mechanism != 0
        touched |= lam[:, 1 + causes : 1 + causes + touched.size].any(0)
        touched[model.nerve_root] |= bool(absent_state.any() or lam[:, 1 + causes + touched.size :].any())
        at = np.flatnonzero(touched)
        if (1 << (present + len(at))) > MOST_TERMS:
            return None
        heard = _subsets(present)  # 1 - exp(-x) multiplied out over all present items
        total = heard @ lam
        sign = np.where(heard.sum(1) % 2 == 0, 1.0, -1.0)
        total[:, 1 + causes : 1 + causes + touched.size] -= absent_mechanism
        mechanisms = np.exp(-total[:, 1 + causes : 1 + causes + touched.size])
        states = np.exp(absent_state - total[:, 1 + causes + touched.size :])
        mechanisms[:, model.nerve_root] *= states @ model.structure.state_share
        off = _subsets(len(at))  # the mechanisms whose u(S) is taken
        chosen = np.where(off > 0, 1.0 - mechanisms[:, None, at], mechanisms[:, None, at]).prod(2)
        chosen = chosen * np.exp(-(off @ model.network.mechanism_leak[at]))
        coefficient = (sign * np.exp(-total[:, 0]))[:, None] * chosen
        b = total[:, None, 1 : 1 + causes] + off @ model.network.mechanism_cause[at]
        return cls(coefficient.ravel(), b.reshape(-1, causes))


def marginals(each: Sequence[Terms], odds: Floats, pain_leak: Floats) -> Floats:
    """(cases, causes): the chance of each cause, for each case by itself.

    `odds`: (cases, causes), prior odds with context before pain is known; `pain_leak`: (cases,).
    """
    sizes = [len(terms.coefficient) for terms in each]
    case = np.repeat(np.arange(len(each)), sizes)
    coefficient = np.concatenate([terms.coefficient for terms in each])
    weighed = odds[case] * np.exp(-np.concatenate([terms.b for terms in each]))
    every = (1.0 + weighed).prod(1)
    start = np.cumsum([0, *sizes[:-1]])
    total = np.add.reduceat(coefficient * (every - (1.0 - pain_leak[case])), start)
    with_cause = np.add.reduceat((coefficient * every)[:, None] * (weighed / (1.0 + weighed)), start)
    return np.asarray(with_cause / total[:, None])


def no_findings(model: Model) -> Terms:
    """The terms of knowing nothing."""
    return Terms(np.ones(1), np.zeros((1, len(model.structure.causes))))


def _padded(direct: Floats, layered: Floats) -> Floats:
    """(items, causes + mechanisms)."""
    return np.block(
        [
            [direct, np.zeros((len(direct), layered.shape[1]))],
            [np.zeros((len(layered), direct.shape[1])), layered],
        ]
    )


def _subsets(count: int) -> Floats:
    """(2^count, count): every subset."""
    return (np.arange(1 << count)[:, None] >> np.arange(count) & 1).astype(np.float64)
