"""95 % intervals: how far the doubt about the parameters reaches into each probability.

The delta method with exact gradients, on the logit scale. With the sets S of causes weighed w(S),

    d logit P(c) / d theta = sum over S of a_c(S) d ln w(S) / d theta,
    a_c(S) = share(S) [S has c] / P(c) - share(S) [S has not c] / (1 - P(c)),

and d ln w(S) / d theta is an expectation over the states of the mechanisms given S and the findings. All of it is
linear in a_c(block state) = sum over S of a_c(S) P(state | S, findings), so that the sets are passed over once:

    present finding, x = leak + lam of whatever is on, r = 1 / (e^x - 1):  leak: E r, edge: E r [parent on]
    absent finding:                                                       edge: -P(parent on)
    mechanism, off beforehand with chance u, on with posterior chance q:  leak: q u / (1 - u) - (1 - q),
                                                                          edge: the same where S has the cause
    prior modifier:  [S has c] d ln(ratio) / d ln OR
    prior shares and the unexplained share: through the pain node, whose scale Z solves
    1 - prod(1 - Z pi) = Z (1 - u): implicit derivatives.

Each lam comes from a logit z of a weight w: d lam / d z = w. Then var = g' C g with the covariance C of the fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from multifidus.causes.evidence import EITHER, Evidence
from multifidus.causes.explaining.visited import Part, Visited
from multifidus.causes.model import Model
from multifidus.causes.network import Z_95, expit, logit
from multifidus.causes.weighed import Weighed

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LEAST_P = 1e-12  # no interval reaches 0 or 1: the tables never say that something cannot be


def intervals(weighed: Weighed) -> tuple[Floats, Floats]:
    """(causes,) twice: low and high end of the 95 % interval of each cause."""
    gradient = gradient_of_logit(weighed.visited, weighed.evidence, weighed.model)
    return interval(weighed.probability, gradient, weighed.model)


def interval(probability: Floats, gradient: Floats, model: Model) -> tuple[Floats, Floats]:
    """Low and high end of the 95 % interval of each cause, strictly inside 0 to 1 and around the probability.

    `probability`: (causes,); `gradient`: (causes, parameters), of its logit.
    """
    middle = logit(np.clip(probability, LEAST_P, 1 - LEAST_P))
    used = np.flatnonzero(gradient.any(0))
    slope = gradient[:, used].astype(np.float32)
    doubt = Z_95 * np.sqrt(((slope @ model.covariance[np.ix_(used, used)]) * slope).sum(1, dtype=np.float64))
    low = np.clip(expit(middle - doubt), LEAST_P, 1 - LEAST_P)
    high = np.clip(expit(middle + doubt), LEAST_P, 1 - LEAST_P)
    return np.minimum(low, probability), np.maximum(high, probability)


def gradient_of_logit(visited: Visited, evidence: Evidence, model: Model) -> Floats:
    """(causes, parameters): how the logit of each probability answers to every parameter."""
    a = _contrast(visited)
    gradient = np.zeros((len(model.structure.start), a.shape[1]))
    _Slopes(visited, evidence, model, a, gradient).fill()
    held = a.T @ visited.sets  # (causes, causes): sum over S of a_c(S) [S has i]
    empty = a.T @ (visited.sets.sum(1) == 0)
    _modifiers(held, evidence.modifiers, model, gradient)
    _priors(held, empty, evidence.setting, model, gradient)
    return gradient.T


def _contrast(visited: Visited) -> Floats:
    """(rows, causes): a_c(S), the weights with which a set's slope enters the slope of a logit."""
    inside = visited.sets * visited.share[:, None]
    outside = visited.share[:, None] - inside
    tiny = np.finfo(np.float64).tiny  # a cause in none of the sets, or in all, has no slope
    return np.asarray(inside / np.maximum(inside.sum(0), tiny) - outside / np.maximum(outside.sum(0), tiny))


@dataclass(frozen=True, eq=False)
class _Slopes:
    """The edges' part of the gradient, filled in place."""

    visited: Visited
    evidence: Evidence
    model: Model
    a: Floats  # (rows, causes)
    gradient: Floats  # (parameters, causes)

    def fill(self) -> None:
        """Adds the slope of every edge and leak."""
        self._present_direct()
        self._mechanisms()
        for part in chain.from_iterable(self.visited.parts):
            self._present_tied(part)
        self._absent()

    def _add(self, positions: Ints, slopes: Floats) -> None:
        """Adds slopes for lam, (..., causes), as slopes for the logits of the weights at `positions`, (...)."""
        known = positions >= 0
        at = positions[known]
        weight = expit(self.model.network.parameters[at])
        each = np.broadcast_to(slopes, (*positions.shape, slopes.shape[-1]))[known]
        np.add.at(self.gradient, at, each * weight[:, None])

    def _present_direct(self) -> None:
        """Present findings that hang on causes."""
        structure, held, evidence = self.model.structure, self.visited.sets, self.evidence
        finding, half = self._which(evidence.direct)
        r = half[:, None] / np.expm1(evidence.direct_leak[:, None] + evidence.direct_cause @ held.T)  # (items, rows)
        self._add(structure.finding_leak[finding], r @ self.a)
        item, cause = np.nonzero(structure.finding_cause[finding] >= 0)
        self._add(structure.finding_cause[finding[item], cause], (r[item] * held.T[cause]) @ self.a)

    def _mechanisms(self) -> None:
        """Causes -> mechanisms."""
        structure, visited = self.model.structure, self.visited
        slope = visited.on * visited.off_before / (1.0 - visited.off_before) - (1.0 - visited.on)
        self._add(structure.mechanism_leak, slope @ self.a)
        for cause, feeds in enumerate(structure.mechanism_cause.T):
            mechanisms, rows = np.flatnonzero(feeds >= 0), np.flatnonzero(visited.sets[:, cause])
            self._add(feeds[mechanisms], slope[np.ix_(mechanisms, rows)] @ self.a[rows])

    def _present_tied(self, part: Part) -> None:
        """Mechanisms, and roots, -> the present findings of one part."""
        structure, evidence = self.model.structure, self.evidence
        finding, half = self._which(part.items)
        states = part.posterior @ self.a[part.rows]  # (2^k, causes)
        r = 1.0 / np.expm1(part.x)  # (items, 2^k)
        if part.root_share is not None:
            each = part.root_share / np.expm1(part.x[:, :, None] + part.state_lam[:, None, :])
            r = np.where(part.root_share.any(1), each.sum(2), r)
            felt = (each.transpose(0, 2, 1) @ states) * self.model.state_reaches[evidence.side[part.items]][:, :, None]
            self._add(structure.finding_root[finding], structure.state_roots.T @ felt)
        r *= half[:, None]
        leak = r @ states  # (items, causes)
        self._add(structure.finding_leak[finding], leak)
        self._add(structure.finding_mechanism[finding[:, None], part.hubs], leak[:, None, :] * part.hub_on[:, None])
        on = (r[:, None, :] * part.bits.T) @ states  # (items, k, causes)
        self._add(structure.finding_mechanism[finding[:, None], part.mechanisms], on)

    def _absent(self) -> None:
        """Whatever feeds the absent findings."""
        structure, visited, evidence = self.model.structure, self.visited, self.evidence
        items = np.flatnonzero(~evidence.present)
        finding, half = self._which(items)
        self._add(structure.finding_cause[finding], -half[:, None, None] * (visited.sets.T @ self.a))
        self._add(structure.finding_mechanism[finding], -half[:, None, None] * (visited.on @ self.a))
        for part in chain.from_iterable(visited.parts):
            if part.root_share is not None:
                states = part.root_share.T @ (part.posterior @ self.a[part.rows])  # (root states, causes)
                by_side = structure.state_roots.T @ (self.model.state_reaches[:, :, None] * states)
                self._add(structure.finding_root[finding], -by_side[evidence.side[items]])

    def _which(self, items: Ints) -> tuple[Ints, Floats]:
        """The findings of these items, and the part of everything but the root that belongs to the item's side."""
        return self.evidence.finding[items], np.where(self.evidence.side[items] > EITHER, 0.5, 1.0)


def _modifiers(held: Floats, modifiers: Ints, model: Model, gradient: Floats) -> None:
    """Adds the slopes of the prior modifiers that counted."""
    structure = model.structure
    count = len(structure.modifiers)
    for row in modifiers:
        present, which = divmod(int(row), count)
        cause = structure.causes.index(structure.modifiers[which][1])
        odds = structure.modifier_share[which] * np.exp(model.network.modifier_log_odds[which])
        shift = odds / (1.0 - structure.modifier_share[which] + odds)
        gradient[structure.modifier_at + which] += held[:, cause] * (present - shift)


def _priors(held: Floats, empty: Floats, setting: int, model: Model, gradient: Floats) -> None:
    """Adds the slopes of the prior shares and of the unexplained share of the setting, through the pain node.

    `held`: (causes, causes); `empty`: (causes,), the weight of the empty set, which alone meets the pain node's leak.
    """
    structure, network = model.structure, model.network
    share, unexplained = network.prior[setting], float(network.unexplained[setting])
    log_odds, leak = model.prior[setting]
    p = expit(log_odds)
    scale = float(p.sum() / share.sum())
    none = float(np.prod(1.0 - p))
    # F(Z, pi, u) = 1 - prod(1 - Z pi) - Z (1 - u) = 0, and each slope of Z is -F_theta / F_Z.
    by_scale = none * (share / (1.0 - p)).sum() - (1.0 - unexplained)
    scale_by_share = -(none * scale / (1.0 - p)) / by_scale  # (causes,)
    scale_by_unexplained = -scale / by_scale
    # p = Z pi, so d p_i / d pi_j = Z [i = j] + pi_i dZ / d pi_j, and ln odds has slope 1 / (p (1 - p)).
    p_by_share = scale * np.eye(len(share)) + share[:, None] * scale_by_share
    odds_by_p = 1.0 / (p * (1.0 - p))
    by_share = (held * odds_by_p) @ p_by_share
    by_unexplained = (held * odds_by_p) @ (share * scale_by_unexplained)
    if leak < 1.0:  # ln leak = ln u + ln Z - sum ln(1 - p)
        leak_by_p = 1.0 / (1.0 - p)
        by_share += empty[:, None] * (scale_by_share / scale + leak_by_p @ p_by_share)
        by_unexplained += empty * (
            1.0 / unexplained + scale_by_unexplained / scale + leak_by_p @ (share * scale_by_unexplained)
        )
    # pi are the published shares made to add up to 1: s_i / sum s, each s from its own logit.
    at = structure.prior_at + setting * len(share)
    published = expit(network.parameters[at : at + len(share)])
    slope = published * (1.0 - published) / published.sum()
    gradient[at : at + len(share)] += ((by_share - (by_share @ share)[:, None]) * slope).T
    gradient[structure.unexplained_at + setting] += by_unexplained * unexplained * (1.0 - unexplained)
