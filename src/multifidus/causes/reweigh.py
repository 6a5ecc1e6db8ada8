"""The visited sets weighed anew when a little of what is known changes, without another search.

If some findings are taken out, and others are heard that were drowned by them, then

    w'(S) / w(S) = prod odds moved * E[prod over those heard P(x | z) / prod over those taken out P(x | z) | S, x],

the expectation over the states z of the mechanisms given S and all that was known. Absent findings, heard or taken
out, are factors exp(-+lam of whatever is on): they split over the parts. A present finding hangs on one part, by which
it was tied together; where one is heard anew that hangs on several, 1 - exp(-x) is multiplied out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from multifidus.causes.evidence import EITHER, Evidence
from multifidus.causes.model import Model
from multifidus.causes.visited import Part, Visited

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Change:
    """How one Evidence differs from another: items of the first taken out, items of the second heard instead."""

    before: Evidence
    after: Evidence
    out: Ints  # items of `before`
    heard: Ints  # items of `after`

    @classmethod
    def between(cls, before: Evidence, after: Evidence) -> Change:
        """What has to change to get from one to the other."""
        was, is_now = _keys(before), _keys(after)
        return cls(before, after, np.flatnonzero(~np.isin(was, is_now)), np.flatnonzero(~np.isin(is_now, was)))

    @property
    def moved(self) -> Floats:
        """(causes,): change of the prior ln odds."""
        return self.after.prior_log_odds - self.before.prior_log_odds

    def __bool__(self) -> bool:
        return bool(len(self.out) or len(self.heard) or self.moved.any())


def _keys(evidence: Evidence) -> Ints:
    """(items,): one number for finding, side and presence."""
    return (evidence.finding * 3 + evidence.side) * 2 + evidence.present


def reweigh(visited: Visited, change: Change, model: Model) -> Floats:
    """(rows,): w' / w of every row times its share: not adding up to 1, but to how likely the change makes it all.

    Leaks of absent findings, the same for every row, are left out.
    """
    before, after = change.before, change.after
    out, heard = _Lam.of(before, change.out, model), _Lam.of(after, change.heard, model)
    taken, given = before.present[change.out], after.present[change.heard]
    layered_out, layered_in = (model.layered[e.finding[i]] for e, i in ((before, change.out), (after, change.heard)))
    factor = np.exp(visited.sets @ change.moved)
    factor /= _present(out.where(taken & ~layered_out), visited).prod(0)
    factor *= _present(heard.where(given & ~layered_in), visited).prod(0)
    linear = out.where(~taken).less(heard.where(~given))
    factor *= _expected(visited, linear, out.where(taken & layered_out), heard.where(given & layered_in))
    return np.asarray(visited.share * factor)


@dataclass(frozen=True)
class _Lam:
    """Leak and lam of some items, rows of arrays; or one row of sums, of which only differences mean something."""

    item: Ints  # where they stand among the items of their evidence
    leak: Floats
    cause: Floats
    mechanism: Floats
    state: Floats

    @classmethod
    def of(cls, evidence: Evidence, items: Ints, model: Model) -> _Lam:
        """Those of some items of the evidence."""
        finding, side = evidence.finding[items], evidence.side[items]
        lam = model.finding_lam[finding] * np.where(side > EITHER, 0.5, 1.0)[:, None]
        causes = 1 + len(model.structure.causes)
        return cls(items, lam[:, 0], lam[:, 1:causes], lam[:, causes:], model.state_lam[side, finding])

    def __len__(self) -> int:
        return len(self.item)

    def where(self, chosen: Bools) -> _Lam:
        """Some of the rows."""
        lam = self.leak[chosen], self.cause[chosen], self.mechanism[chosen], self.state[chosen]
        return _Lam(self.item[chosen], *lam)

    def less(self, other: _Lam) -> _Lam:
        """One row: the sum of these less the sum of those."""
        return _Lam(
            self.item,
            *(
                mine.sum(0, keepdims=True) - theirs.sum(0, keepdims=True)
                for mine, theirs in (
                    (self.leak, other.leak),
                    (self.cause, other.cause),
                    (self.mechanism, other.mechanism),
                    (self.state, other.state),
                )
            ),
        )


def _present(items: _Lam, visited: Visited) -> Floats:
    """(items, rows): chance that findings which hang on causes are present."""
    return np.asarray(-np.expm1(-(items.leak[:, None] + items.cause @ visited.sets.T)))


def _expected(visited: Visited, linear: _Lam, out: _Lam, heard: _Lam) -> Floats:
    """(rows,): expectation of exp(linear), of those heard over those taken out, over the mechanisms' states."""
    hosts = np.array([_host(visited, heard, item) for item in range(len(heard))], dtype=np.int64)
    spread = np.flatnonzero(hosts < 0)
    total = np.zeros(len(visited.share))
    for signs in product((False, True), repeat=len(spread)):
        off = np.zeros(len(heard), dtype=bool)
        off[spread] = signs
        coefficient = float(np.prod(-np.exp(-heard.leak[off])))
        total += coefficient * _product(visited, linear.less(heard.where(off)), out, _Hosted(heard, hosts))
    return total


def _host(visited: Visited, items: _Lam, item: int) -> int:
    """The part that holds all mechanisms of an item, hubs aside; -1 when they lie in several."""
    needs = set(np.flatnonzero(items.mechanism[item]).tolist())
    for at, parts in enumerate(visited.parts):
        held = {*parts[0].mechanisms.tolist(), *parts[0].hubs.tolist()}
        if needs <= held and (parts[0].root_share is not None or not items.state[item].any()):
            return at
    return -1


@dataclass(frozen=True)
class _Hosted:
    """Present findings that are heard anew, with the part that holds each."""

    items: _Lam
    host: Ints

    def by(self, part: int) -> _Lam:
        """Those of one part."""
        return self.items.where(self.host == part)


def _product(visited: Visited, linear: _Lam, out: _Lam, heard: _Hosted) -> Floats:
    """(rows,): the expectation of one term, mechanism by mechanism and part by part."""
    mechanism = linear.mechanism[0]
    factor = np.exp(visited.sets @ linear.cause[0])
    for m in visited.apart[mechanism[visited.apart] != 0]:
        factor *= 1.0 + visited.on[m] * np.expm1(mechanism[m])
    for at, parts in enumerate(visited.parts):
        its_heard = heard.by(at)
        for part in parts:
            its_out = out.where(np.isin(out.item, part.items))
            moved = mechanism[part.mechanisms].any() or (part.root_share is not None and linear.state.any())
            if moved or len(its_out) or len(its_heard):
                factor[part.rows] *= _over_states(part, linear, its_out, its_heard) @ part.posterior
    return np.asarray(factor)


def _over_states(part: Part, linear: _Lam, out: _Lam, heard: _Lam) -> Floats:
    """(2^k,): the factor in every joint state of a part, the root's states averaged."""
    plain = np.exp(part.bits @ linear.mechanism[0, part.mechanisms])
    off_out, off_heard = _off(part, out), _off(part, heard)
    no_root = plain * (1.0 - off_heard).prod(0) / (1.0 - off_out).prod(0)
    if part.root_share is None:
        return np.asarray(no_root)
    rooted = (1.0 - off_heard[:, :, None] * np.exp(-heard.state)[:, None, :]).prod(0)
    rooted /= (1.0 - off_out[:, :, None] * np.exp(-out.state)[:, None, :]).prod(0)
    averaged = plain * (part.root_share * rooted * np.exp(linear.state[0])).sum(1)
    return np.asarray(np.where(part.root_share.any(1), averaged, no_root))


def _off(part: Part, items: _Lam) -> Floats:
    """(items, 2^k): chance of each item to be off, the roots left out."""
    x = items.leak + items.mechanism[:, part.hubs] @ part.hub_on
    x = x[:, None] + items.mechanism[:, part.mechanisms] @ part.bits.T
    return np.asarray(np.exp(-x))
