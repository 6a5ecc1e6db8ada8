"""The visited sets weighed anew when a little of what is known changes, without another search.

If some findings are taken out, and others are heard that were drowned by them, then

    w'(S) / w(S) = prod odds moved * E[prod over those heard P(x | z) / prod over those taken out P(x | z) | S, x],

the expectation over the states z of the mechanisms given S and all that was known. Absent findings, heard or taken
out, are factors exp(-+lam of whatever is on): they split over the parts. A present finding hangs on one part, by which
it was tied together; where one is heard anew that hangs on several, 1 - exp(-x) is multiplied out.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import product

import numpy as np
import numpy.typing as npt

from multifidus.causes.evidence import EITHER, Evidence
from multifidus.causes.explaining.visited import Part, Visited
from multifidus.causes.model import Model

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Items:
    """Some items of a piece of evidence, with leak and lam; rows of arrays."""

    place: Ints  # where they stand among the items of their evidence; -1 for what stands in none
    present: Bools
    layered: Bools
    leak: Floats
    cause: Floats
    mechanism: Floats
    state: Floats

    @classmethod
    def of(cls, evidence: Evidence, place: Ints, model: Model) -> Items:
        """The items at these places of the evidence."""
        finding, side = evidence.finding[place], evidence.side[place]
        lam = model.finding_lam[finding] * np.where(side > EITHER, 0.5, 1.0)[:, None]
        causes = 1 + len(model.structure.causes)
        return cls(
            place=place,
            present=evidence.present[place],
            layered=model.layered[finding],
            leak=lam[:, 0],
            cause=lam[:, 1:causes],
            mechanism=lam[:, causes:],
            state=model.state_lam[side, finding],
        )

    @classmethod
    def heard(cls, finding: int, model: Model, *, present: bool) -> Items:
        """One finding of the network, heard on either side."""
        causes = 1 + len(model.structure.causes)
        lam = model.finding_lam[finding][None]
        return cls(
            place=np.array([-1]),
            present=np.array([present]),
            layered=model.layered[finding][None],
            leak=lam[:, 0],
            cause=lam[:, 1:causes],
            mechanism=lam[:, causes:],
            state=model.state_lam[EITHER, finding][None],
        )

    def __len__(self) -> int:
        return len(self.place)

    def where(self, chosen: Bools) -> Items:
        """Some of them."""
        if chosen.all():
            return self
        return Items(*(getattr(self, field.name)[chosen] for field in fields(self)))


@dataclass(frozen=True, eq=False)
class Change:
    """A change of what is known: items taken out, items heard, and how prior ln odds move, (causes,)."""

    out: Items
    heard: Items
    moved: Floats

    @classmethod
    def between(cls, before: Evidence, after: Evidence, model: Model) -> Change:
        """What it takes to get from one piece of evidence to another."""
        same = _keys(before)[:, None] == _keys(after)
        return cls(
            out=Items.of(before, np.flatnonzero(~same.any(1)), model),
            heard=Items.of(after, np.flatnonzero(~same.any(0)), model),
            moved=after.prior_log_odds - before.prior_log_odds,
        )

    def __bool__(self) -> bool:
        return bool(len(self.out) or len(self.heard) or self.moved.any())


def _keys(evidence: Evidence) -> Ints:
    """(items,): one number for finding, side and presence."""
    return (evidence.finding * 3 + evidence.side) * 2 + evidence.present


def reweigh(visited: Visited, change: Change) -> Floats:
    """(rows,): w' / w of every row times its share: not adding up to 1, but to how likely the change makes it all.

    Leaks of absent findings, the same for every row, are left out.
    """
    out, heard = change.out, change.heard
    factor = np.ones(len(visited.share))
    linear = _Linear.of(out.where(~out.present)).less(_Linear.of(heard.where(~heard.present)))
    moved = change.moved + linear.cause
    if moved.any():
        factor = np.exp(visited.sets @ moved)
    for items, power in ((out, -1), (heard, 1)):
        direct = items.where(items.present & ~items.layered)
        if len(direct):
            chance = -np.expm1(-(direct.leak[:, None] + direct.cause @ visited.sets.T)).prod(0)
            factor *= chance if power > 0 else 1.0 / chance
    tied_out, tied_in = (items.where(items.present & items.layered) for items in (out, heard))
    factor *= _expected(visited, linear, tied_out, tied_in)
    return np.asarray(visited.share * factor)


@dataclass(frozen=True, eq=False)
class _Linear:
    """Sums of lam over absent findings."""

    cause: Floats  # (causes,)
    mechanism: Floats  # (mechanisms,)
    state: Floats  # (root states,)

    @classmethod
    def of(cls, items: Items) -> _Linear:
        """The sums over these."""
        return cls(items.cause.sum(0), items.mechanism.sum(0), items.state.sum(0))

    def less(self, other: _Linear) -> _Linear:
        """The difference."""
        return _Linear(self.cause - other.cause, self.mechanism - other.mechanism, self.state - other.state)


def _expected(visited: Visited, linear: _Linear, out: Items, heard: Items) -> Floats:
    """(rows,): expectation of exp(linear), of those heard over those taken out, over the mechanisms' states."""
    hosts = np.array([_host(visited, heard, item) for item in range(len(heard))], dtype=np.int64)
    spread = np.flatnonzero(hosts < 0)
    total = np.zeros(len(visited.share))
    for signs in product((False, True), repeat=len(spread)):
        off = np.zeros(len(heard), dtype=bool)
        off[spread] = signs
        coefficient = float(np.prod(-np.exp(-heard.leak[off])))
        term = linear.less(_Linear.of(heard.where(off))) if off.any() else linear
        total += coefficient * _product(visited, term, out, _Hosted(heard, hosts))
    return total


def _host(visited: Visited, items: Items, item: int) -> int:
    """The part that holds all mechanisms of an item, hubs aside; -1 when they lie in several."""
    needs = set(np.flatnonzero(items.mechanism[item]).tolist())
    for at, parts in enumerate(visited.parts):
        held = {*parts[0].mechanisms.tolist(), *parts[0].hubs.tolist()}
        if needs <= held and (parts[0].root_share is not None or not items.state[item].any()):
            return at
    return -1


@dataclass(frozen=True, eq=False)
class _Hosted:
    """Present findings that are heard anew, with the part that holds each."""

    items: Items
    host: Ints

    def by(self, part: int) -> Items:
        """Those of one part."""
        return self.items.where(self.host == part)


def _product(visited: Visited, linear: _Linear, out: Items, heard: _Hosted) -> Floats:
    """(rows,): the expectation of one term, mechanism by mechanism and part by part."""
    mechanism = linear.mechanism
    factor = np.ones(len(visited.share))
    for m in visited.apart[mechanism[visited.apart] != 0]:
        factor *= 1.0 + visited.on[m] * np.expm1(mechanism[m])
    for at, parts in enumerate(visited.parts):
        its_heard = heard.by(at)
        for part in parts:
            its_out = out.where((out.place[:, None] == part.items).any(1))
            moved = mechanism[part.mechanisms].any() or (part.root_share is not None and linear.state.any())
            if moved or len(its_out) or len(its_heard):
                factor[part.rows] *= _over_states(part, linear, its_out, its_heard) @ part.posterior
    return np.asarray(factor)


def _over_states(part: Part, linear: _Linear, out: Items, heard: Items) -> Floats:
    """(2^k,): the factor in every joint state of a part, the root's states averaged."""
    plain = np.exp(part.bits @ linear.mechanism[part.mechanisms])
    off_out, off_heard = _off(part, out), _off(part, heard)
    no_root = plain * (1.0 - off_heard).prod(0) / (1.0 - off_out).prod(0)
    if part.root_share is None:
        return np.asarray(no_root)
    rooted = (1.0 - off_heard[:, :, None] * np.exp(-heard.state)[:, None, :]).prod(0)
    rooted /= (1.0 - off_out[:, :, None] * np.exp(-out.state)[:, None, :]).prod(0)
    averaged = plain * (part.root_share * rooted * np.exp(linear.state)).sum(1)
    return np.asarray(np.where(part.root_share.any(1), averaged, no_root))


def _off(part: Part, items: Items) -> Floats:
    """(items, 2^k): chance of each item to be off, the roots left out."""
    x = items.leak + items.mechanism[:, part.hubs] @ part.hub_on
    x = x[:, None] + items.mechanism[:, part.mechanisms] @ part.bits.T
    return np.asarray(np.exp(-x))
