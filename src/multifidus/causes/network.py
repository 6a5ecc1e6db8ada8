"""The layered noisy-OR network: context -> causes -> mechanisms -> findings, as arrays.

`read_structure` turns the tables into names and positions (which edge is which parameter), `Network` is that
structure with numbers in it. Every weight w is held as lam = -log(1 - w): the chance that a child stays off is
exp(-(leak + sum of lam of the parents that are on)).

nerve_root is one node with a state (one root or two neighbours, and a side) that is drawn from shares when it is
on; the findings of a root hang on the state, so that four signs of one root are one root.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import EdgeRow, MechanismRow, PopulationRow, PriorModifierRow, PriorRow
from multifidus.terms import SETTINGS

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

Z_95 = 1.959963984540054  # a 95 % interval reaches so many standard deviations to either side
NERVE_ROOT = "nerve_root"
SIDES = ("left", "right", "both")
PARAMETRIC = ("leak_to_mechanism", "cause_to_mechanism", "leak_to_finding", "mechanism_to_finding", "cause_to_finding")


@dataclass(frozen=True)
class Structure:
    """Names and positions. Arrays of positions hold the index of a parameter, or -1 where there is no edge.

    Parameters, in this order: the logit of the weight of every edge (in the order of the table); the logit of
    every prior (setting by setting); the logit of the unexplained share of every setting; ln odds ratio of every
    prior modifier.
    """

    causes: tuple[str, ...]
    mechanisms: tuple[str, ...]  # without the roots
    roots: tuple[str, ...]  # root_l2 ... root_s1, the states of nerve_root
    findings: tuple[str, ...]
    mechanism_leak: Ints  # (mechanisms,)
    mechanism_cause: Ints  # (mechanisms, causes)
    finding_leak: Ints  # (findings,)
    finding_cause: Ints  # (findings, causes)
    finding_mechanism: Ints  # (findings, mechanisms)
    finding_root: Ints  # (findings, roots)
    state_roots: Floats  # (states, roots), 1 where the state presses the root
    state_side: Ints  # (states,), position in SIDES
    state_share: Floats  # (states,), adding up to 1
    modifiers: tuple[tuple[str, str], ...]  # (finding, cause) of every prior modifier
    modifier_share: Floats  # (modifiers,), share of people without the cause who have the finding
    edges: int  # how many of the parameters are edges
    parameter_names: tuple[str, ...]
    start: Floats  # (parameters,), as the tables have them
    start_sd: Floats  # (parameters,), from their intervals, on the same scale

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Where each finding of the network stands."""
        return {finding: i for i, finding in enumerate(self.findings)}

    @property
    def prior_at(self) -> int:
        """Position of the first prior among the parameters."""
        return self.edges

    @property
    def unexplained_at(self) -> int:
        """Position of the first unexplained share among the parameters."""
        return self.edges + len(SETTINGS) * len(self.causes)

    @property
    def modifier_at(self) -> int:
        """Position of the first prior modifier among the parameters."""
        return self.unexplained_at + len(SETTINGS)


@dataclass(frozen=True)
class Network:
    """The structure with the numbers of one parameter vector in it."""

    structure: Structure
    parameters: Floats  # (parameters,)
    mechanism_leak: Floats
    mechanism_cause: Floats
    finding_leak: Floats
    finding_cause: Floats
    finding_mechanism: Floats
    finding_root: Floats  # all lam, shapes as in Structure
    prior: Floats  # (settings, causes), shares among people in pain, adding up to 1 as published
    unexplained: Floats  # (settings,)
    modifier_log_odds: Floats  # (modifiers,)


def network_of(structure: Structure, parameters: Floats) -> Network:
    """The network with these parameters."""
    lam = np.logaddexp(0.0, parameters[: structure.edges])  # lam = -log(1 - w) and w = expit(z)

    def at(positions: Ints) -> Floats:
        return np.where(positions >= 0, lam[positions], 0.0)

    settings, causes = len(SETTINGS), len(structure.causes)
    prior = expit(parameters[structure.prior_at : structure.unexplained_at]).reshape(settings, causes)
    return Network(
        structure=structure,
        parameters=parameters,
        mechanism_leak=at(structure.mechanism_leak),
        mechanism_cause=at(structure.mechanism_cause),
        finding_leak=at(structure.finding_leak),
        finding_cause=at(structure.finding_cause),
        finding_mechanism=at(structure.finding_mechanism),
        finding_root=at(structure.finding_root),
        prior=prior / prior.sum(1, keepdims=True),
        unexplained=expit(parameters[structure.unexplained_at : structure.modifier_at]),
        modifier_log_odds=parameters[structure.modifier_at :],
    )


def expit(x: Floats) -> Floats:
    """1 / (1 + exp(-x)), without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * np.asarray(x))), dtype=np.float64)


def logit(p: Floats | float) -> Floats:
    """ln(p / (1 - p)) of proportions strictly between 0 and 1."""
    p = np.asarray(p, dtype=np.float64)
    return np.log(p) - np.log1p(-p)


def read_structure(knowledge: Knowledge) -> Structure:
    """The structure that the tables describe."""
    edges = [row for row in knowledge.rows(EdgeRow) if row.kind in PARAMETRIC]
    causes = tuple(knowledge.causes)
    roots = tuple(row.id for row in knowledge.rows(MechanismRow) if row.id.startswith("root_"))
    mechanisms = tuple(row.id for row in knowledge.rows(MechanismRow) if row.id not in roots)
    findings = tuple(dict.fromkeys(row.child for row in edges if row.kind.endswith("_to_finding")))
    where = {name: i for names in (causes, mechanisms, findings, roots) for i, name in enumerate(names)}
    shape = {
        "mechanism_leak": np.full(len(mechanisms), -1),
        "mechanism_cause": np.full((len(mechanisms), len(causes)), -1),
        "finding_leak": np.full(len(findings), -1),
        "finding_cause": np.full((len(findings), len(causes)), -1),
        "finding_mechanism": np.full((len(findings), len(mechanisms)), -1),
        "finding_root": np.full((len(findings), len(roots)), -1),
    }
    for i, row in enumerate(edges):
        child = where[row.child]
        if row.kind == "leak_to_mechanism":
            shape["mechanism_leak"][child] = i
        elif row.kind == "cause_to_mechanism":
            shape["mechanism_cause"][child, where[row.parent]] = i
        elif row.kind == "leak_to_finding":
            shape["finding_leak"][child] = i
        elif row.kind == "cause_to_finding":
            shape["finding_cause"][child, where[row.parent]] = i
        elif row.parent in roots:
            shape["finding_root"][child, where[row.parent]] = i
        else:
            shape["finding_mechanism"][child, where[row.parent]] = i
    state_roots, state_side, state_share = _root_states(knowledge, roots)
    names, start, start_sd = _start(knowledge, edges, causes)
    modifiers = knowledge.rows(PriorModifierRow)
    return Structure(
        causes=causes,
        mechanisms=mechanisms,
        roots=roots,
        findings=findings,
        **shape,
        state_roots=state_roots,
        state_side=state_side,
        state_share=state_share,
        modifiers=tuple((row.finding, row.cause) for row in modifiers),
        modifier_share=np.array([row.p_present_otherwise for row in modifiers]),
        edges=len(edges),
        parameter_names=names,
        start=start,
        start_sd=start_sd,
    )


def _root_states(knowledge: Knowledge, roots: tuple[str, ...]) -> tuple[Floats, Ints, Floats]:
    rows = knowledge.rows(EdgeRow)
    which = [(row.child.split("+"), row.weight) for row in rows if row.kind == "root_share"]
    sides = [(SIDES.index(row.child), row.weight) for row in rows if row.kind == "side_share"]
    states = [(pressed, side, p * q) for pressed, p in which for side, q in sides]
    pressed_roots = np.array([[float(root in pressed) for root in roots] for pressed, _, _ in states])
    share = np.array([share for _, _, share in states])
    return pressed_roots, np.array([side for _, side, _ in states]), share / share.sum()


def _start(
    knowledge: Knowledge, edges: list[EdgeRow], causes: tuple[str, ...]
) -> tuple[tuple[str, ...], Floats, Floats]:
    prior = {(row.setting, row.cause): row for row in knowledge.rows(PriorRow)}
    unexplained: dict[str, PopulationRow] = {
        row.population: row for row in knowledge.rows(PopulationRow) if row.cause == "none"
    }
    proportions = [(f"{row.parent} -> {row.child}", row.weight, row.low, row.high) for row in edges]
    for setting in SETTINGS:
        for cause in causes:
            row = prior[setting, cause]
            proportions.append((f"prior {setting} {cause}", row.value, row.low, row.high))
    for setting in SETTINGS:
        none = unexplained[f"low_back_pain_{setting}"]
        proportions.append((f"unexplained {setting}", none.value, none.low, none.high))
    ratios = [
        (f"{row.finding} * {row.cause}", row.odds_ratio, row.low, row.high) for row in knowledge.rows(PriorModifierRow)
    ]
    names = tuple(name for name, *_ in (*proportions, *ratios))
    value, low, high = (np.array([row[k] for row in proportions]) for k in (1, 2, 3))
    odds, least, most = (np.array([row[k] for row in ratios]) for k in (1, 2, 3))
    start = np.concatenate([logit(value), np.log(odds)])
    start_sd = np.concatenate([logit(high) - logit(low), np.log(most) - np.log(least)]) / (2 * Z_95)
    return names, start, start_sd
