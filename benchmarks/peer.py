"""The same network in pyAgrum, an independent exact engine: what a person's evidence needs of it and nothing else.

Barren nodes are left out and noisy-ORs with many parents are built as chains, which is how pyAgrum is fastest here.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyagrum

from multifidus.causes.evidence import Evidence
from multifidus.causes.model import Floats, Model

CHAIN = 6  # parents in one noisy-OR; a table of more grows as 2^parents
SURE = 50.0  # lam of an edge that always switches its child on

Parents = list[tuple[str, float]]


class Unrolled:
    """The evidence's part of the network as a pyAgrum net, with the evidence that goes into it."""

    def __init__(self, evidence: Evidence, model: Model) -> None:
        self.net = pyagrum.BayesNet()
        self.evidence: dict[str, int] = {}
        self.causes = [f"c{i}" for i in range(len(model.structure.causes))]
        for name, odds in zip(self.causes, np.exp(evidence.prior_log_odds), strict=True):
            self._binary(name)
            self.net.cpt(name).fillWith([1 / (1 + odds), odds / (1 + odds)])
        if evidence.pain_leak < 1:
            self._noisy_or("pain", -np.log1p(-evidence.pain_leak), [(name, SURE) for name in self.causes])
            self.evidence["pain"] = 1
        lam = model.finding_lam[evidence.finding] * np.where(evidence.side > 0, 0.5, 1.0)[:, None]
        state_lam = model.state_lam[evidence.side, evidence.finding]
        of_causes, of_mechanisms = np.split(lam[:, 1:], [len(self.causes)], axis=1)
        self._mechanisms(of_mechanisms.any(0), bool(state_lam.any()), model)
        for item, present in enumerate(evidence.present):
            parents = [(self.causes[j], of_causes[item, j]) for j in np.flatnonzero(of_causes[item])]
            parents += [(f"m{m}", of_mechanisms[item, m]) for m in np.flatnonzero(of_mechanisms[item])]
            name = f"f{item}"
            self.evidence[name] = int(present)
            if state_lam[item].any():
                self._rooted(name, lam[item, 0], parents, state_lam[item], model.nerve_root)
            else:
                self._noisy_or(name, lam[item, 0], parents)

    def posterior(self, engine: type) -> Floats:
        """(causes,): their exact probabilities."""
        inference = engine(self.net)
        inference.setEvidence(self.evidence)
        inference.setTargets(set(self.causes))
        inference.makeInference()
        return np.array([inference.posterior(name).tolist()[1] for name in self.causes])

    def tree_size(self) -> float:
        """How many numbers a junction tree for this evidence holds."""
        inference = pyagrum.LazyPropagation(self.net)
        inference.setEvidence(self.evidence)
        inference.setTargets(set(self.causes))
        tree = inference.junctionTree()
        size = {node: self.net.variable(node).domainSize() for node in self.net.nodes()}
        return float(sum(np.prod([size[node] for node in tree.clique(clique)]) for clique in tree.nodes()))

    def _mechanisms(self, heard_of: np.ndarray, rooted: bool, model: Model) -> None:
        for m, leak in enumerate(model.network.mechanism_leak):
            if heard_of[m] or (m == model.nerve_root and rooted):
                fed = model.network.mechanism_cause[m]
                self._noisy_or(f"m{m}", leak, [(self.causes[j], fed[j]) for j in np.flatnonzero(fed)])
        if rooted:
            self.net.add(pyagrum.LabelizedVariable("state", "", len(model.structure.state_share)))
            self.net.cpt("state").fillWith(model.structure.state_share.tolist())

    def _binary(self, name: str) -> None:
        self.net.add(pyagrum.LabelizedVariable(name, "", 2))

    def _noisy_or(self, name: str, leak: float, parents: Parents) -> None:
        if len(parents) <= CHAIN:
            self.net.addNoisyORNet(pyagrum.LabelizedVariable(name, "", 2), float(-np.expm1(-leak)))
            for parent, lam in parents:
                self.net.addWeightedArc(parent, name, float(-np.expm1(-lam)))
            return
        before = None
        for at, (parent, lam) in enumerate(parents):
            link = name if at == len(parents) - 1 else f"{name}_{at}"
            self._binary(link)
            for arc in filter(None, (before, parent)):
                self.net.addArc(arc, link)
            for on in (0, 1):
                for already in (0, 1) if before else (0,):
                    stay = 0.0 if already else np.exp(-lam * on - (0.0 if before else leak))
                    self.net.cpt(link)[{parent: on} | ({before: already} if before else {})] = [stay, 1 - stay]
            before = link

    def _rooted(self, name: str, leak: float, parents: Parents, state_lam: Floats, nerve_root: int) -> None:
        """A sign of a root: its other parents, and the state that counts while the nerve root is on."""
        root = f"m{nerve_root}"
        self._binary(name)
        for parent in ("state", root, *(parent for parent, _ in parents)):
            self.net.addArc(parent, name)
        for bits in range(1 << len(parents)):
            on = {parent: bits >> q & 1 for q, (parent, _) in enumerate(parents)}
            x = leak + sum(lam for q, (_, lam) in enumerate(parents) if bits >> q & 1)
            for pressed in (0, 1):
                for state, extra in enumerate(state_lam):
                    stay = np.exp(-x - pressed * extra)
                    self.net.cpt(name)[{**on, "state": state, root: pressed}] = [stay, 1 - stay]


def engines() -> Iterable[tuple[str, type]]:
    """pyAgrum's exact engines."""
    return (("Lazy", pyagrum.LazyPropagation), ("ShaferShenoy", pyagrum.ShaferShenoyInference))
