"""The compiled model: the network with fitted numbers, and all that reading one patient needs.

Compiled once for each edition of the tables and kept as one file, so that starting up reads neither edges nor
figures. Changed tables, or a changed recipe, are another edition: the model is compiled anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from multifidus.causes.explaining.cited import Cited, cite
from multifidus.causes.network import NERVE_ROOT, Network, Structure, expit, network_of
from multifidus.causes.priors import joint_prior
from multifidus.knowledge import Knowledge
from multifidus.knowledge.load import TABLES
from multifidus.knowledge.products import keep, user_cache
from multifidus.terms import SETTINGS

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

COMPILED = Path(__file__).parent / "compiled"
FROM = (
    "accuracy", "assumed", "assumed_priors", "causes", "choices", "findings", "held_out", "measures",
    "mechanism_edges", "mechanisms", "population_eligibility", "populations", "prior_modifiers",
    "relation_populations", "relations", "spread",
)  # fmt: skip
RECIPE = (
    "network",
    "priors",
    "entailment",
    "model",
    "fit*",
    "figures",
    "implied",
    "populations",
    "cited",
)  # the code that compiles
NAMES = ("causes", "mechanisms", "roots", "findings", "parameter_names")
POSITIONS = (
    "mechanism_leak", "mechanism_cause", "finding_leak", "finding_cause", "finding_mechanism", "finding_root",
    "state_roots", "state_side", "state_share", "modifier_share", "start", "start_sd",
)  # fmt: skip
SIDE_STATES = ((0, 1, 2), (0, 2), (1, 2))  # states that an item without side, on the left, on the right can come from


@dataclass(frozen=True)
class Model:
    """The network of one edition, ready to read patients with.

    `names` are the findings of the network, then those that only move a prior; a literal is a name's position when
    absent, that position + len(names) when present (entailment.py).
    """

    fingerprint: str  # of the tables that it is compiled from
    structure: Structure
    network: Network
    covariance: npt.NDArray[np.float32]  # (parameters, parameters), of the fitted parameters
    names: tuple[str, ...]
    entails: Bools  # (literals, literals): knowing the first leaves nothing to learn from the second
    sided: Bools  # (findings,): may be recorded on one side
    modifier_entails: Bools  # (2 x modifiers, 2 x modifiers), the same among the prior modifiers of one cause
    follows: Bools  # (literals, literals): all that follows from each literal, whether it could count or not
    cited: Cited = field(default_factory=Cited)  # the figures behind every finding

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Where each name stands."""
        return {name: i for i, name in enumerate(self.names)}

    @cached_property
    def prior(self) -> tuple[tuple[Floats, float], ...]:
        """For every setting: ln odds of each cause before pain is known, and the leak of the pain node."""
        return tuple(
            joint_prior(self.network.prior[i], float(self.network.unexplained[i])) for i in range(len(SETTINGS))
        )

    @cached_property
    def layered(self) -> Bools:
        """(findings,): hangs on mechanisms or roots, not on causes."""
        return np.asarray((self.network.finding_mechanism > 0).any(1) | (self.network.finding_root > 0).any(1))

    @cached_property
    def touched(self) -> tuple[int, ...]:
        """(findings,): the mechanisms that each finding hangs on, as bits of a whole number."""
        touches = self.network.finding_mechanism > 0
        touches[:, self.nerve_root] |= (self.network.finding_root > 0).any(1)
        return tuple(sum(1 << int(m) for m in np.flatnonzero(row)) for row in touches)

    @cached_property
    def nerve_root(self) -> int:
        """Where the mechanism with a state stands among the mechanisms."""
        return self.structure.mechanisms.index(NERVE_ROOT)

    @cached_property
    def finding_lam(self) -> Floats:
        """(findings, 1 + causes + mechanisms): leak and lam of every parent but the roots, side by side."""
        network = self.network
        return np.hstack([network.finding_leak[:, None], network.finding_cause, network.finding_mechanism])

    @cached_property
    def state_lam(self) -> Floats:
        """(3, findings, root states): lam of every root state for an item without side, on the left, on the right."""
        lam = self.network.finding_root @ self.structure.state_roots.T
        return np.asarray(lam * self.state_reaches[:, None, :])

    @cached_property
    def state_reaches(self) -> Bools:
        """(3, root states): whether a state is felt at all, on the left, on the right."""
        return np.array([np.isin(self.structure.state_side, sides) for sides in SIDE_STATES])

    @cached_property
    def mechanism_off(self) -> tuple[Floats, Floats]:
        """(mechanisms,) chance to be off with no cause, and (causes, mechanisms) what each cause multiplies it by."""
        return np.exp(-self.network.mechanism_leak), np.exp(-self.network.mechanism_cause.T)

    @cached_property
    def is_sound(self) -> bool:
        """Whether every number of the network is one; a search among others would never end."""
        network = self.network
        return all(
            bool(np.isfinite(array).all())
            for array in (
                network.mechanism_leak, network.mechanism_cause, network.finding_leak, network.finding_cause,
                network.finding_mechanism, network.finding_root, network.prior, network.unexplained,
                network.modifier_log_odds,
            )
        )  # fmt: skip

    @cached_property
    def modifier_literal(self) -> Ints:
        """(2 x modifiers,): the literal of `names` that each row, absent then present, hangs on."""
        rows = np.array([self.position[finding] for finding, _ in self.structure.modifiers], dtype=np.int64)
        return np.concatenate([rows, rows + len(self.names)])

    @cached_property
    def modifier_heard(self) -> tuple[Bools, Bools]:
        """(literals, 2 x modifiers) twice: the rows that are heard with each literal, and those that they settle."""
        heard = self.follows[:, self.modifier_literal]
        heard[self.modifier_literal, np.arange(len(self.modifier_literal))] = True
        # BLAS knows no booleans.
        return heard, heard.astype(np.float32) @ self.modifier_entails.astype(np.float32) > 0

    @cached_property
    def modifier_ratio(self) -> Floats:
        """(2 x modifiers, causes): ln likelihood ratio of each row, absent then present, for its cause.

        A row compares people with its cause to all others, and one of the other causes may be most of all back pain:
        pain that did not begin in lifting looks like a sign against a strain, and pain that did like one against a
        slipped disc, only because so many strains begin so. That is what explaining away does already, so each ratio
        is turned to one against people whose cause has no row for the finding (`_against_neutral`).
        """
        structure, log_odds = self.structure, self.network.modifier_log_odds
        absent = -np.log1p(structure.modifier_share * np.expm1(log_odds))  # 1 / (1 - p + p OR); with OR when present
        causes = np.array([structure.causes.index(cause) for _, cause in structure.modifiers], dtype=np.int64)
        offset = np.zeros((2, len(log_odds)))
        for finding in dict.fromkeys(finding for finding, _ in structure.modifiers):
            rows = np.array([i for i, (moves, _) in enumerate(structure.modifiers) if moves == finding])
            odds_ratio = np.exp(structure.start[structure.modifier_at + rows])
            offset[:, rows] = _against_neutral(structure.modifier_share[rows], odds_ratio, self.common[causes[rows]])
        ratio = np.zeros((2 * len(log_odds), len(structure.causes)))
        rows = np.arange(len(log_odds))
        ratio[rows, causes], ratio[rows + len(log_odds), causes] = absent + offset[0], absent + log_odds + offset[1]
        return ratio

    @property
    def common(self) -> Floats:
        """(causes,): the primary-care priors as the tables have them, with which they reckon what others have."""
        structure = self.structure
        return expit(structure.start[structure.prior_at : structure.prior_at + len(structure.causes)])


LEAST_NEUTRAL = 0.05  # share of people with none of the causes, below which ratios are left against everybody


def _against_neutral(otherwise: Floats, odds_ratio: Floats, prior: Floats) -> Floats:
    """(absent then present, rows): what to add to ln ratios against all others; all of them rows of one finding.

    With overall = (1 - prior) otherwise + prior p, each ratio against everybody is p / overall. What they leave to
    people without any of the causes is (1 - sum prior ratio) / (1 - sum prior); a single row stays as it is.
    """
    if_cause = otherwise * odds_ratio / (1.0 - otherwise + otherwise * odds_ratio)
    overall = (1.0 - prior) * otherwise + prior * if_cause
    offset = np.log([(1.0 - otherwise) / (1.0 - overall), otherwise / overall])
    neutral = 1.0 - float(prior.sum())
    if neutral < LEAST_NEUTRAL:
        return np.asarray(offset)
    against_all = np.array([(1.0 - if_cause) / (1.0 - overall), if_cause / overall])
    left = np.clip((1.0 - against_all @ prior) / neutral, 0.2, 5.0)  # rows of several papers need not add up
    return np.asarray(offset - np.log(left)[:, None])


@lru_cache(maxsize=4)
def load_model(knowledge: Knowledge) -> Model:
    """The model of these tables, read from its compiled file; compiled first where that is missing or stale."""
    name = f"{knowledge.fingerprint_of(FROM)[:16]}-{_recipe()[:8]}.npz"
    folders = (COMPILED, user_cache()) if knowledge.folder == TABLES else (user_cache(),)
    for folder in folders:
        path = folder / name
        if path.is_file():
            return _read(path)
    model = compile_model(knowledge)
    for folder in folders:
        if keep(partial(_write, model), folder / name, family="*.npz", editions=1 if folder == COMPILED else 8):
            break
    return model


def compile_model(knowledge: Knowledge) -> Model:
    """The model of these tables, from the figures."""
    from multifidus.causes.entailment import evidence_entailment, finding_entailment, modifier_entailment
    from multifidus.causes.fit import fit
    from multifidus.causes.network import read_structure

    structure = read_structure(knowledge)
    fitted = fit(knowledge, structure)
    names = tuple(dict.fromkeys([*structure.findings, *(finding for finding, _ in structure.modifiers)]))
    has_root = (structure.finding_root >= 0).any(1)
    values = [knowledge.findings[finding].values for finding in structure.findings]
    return Model(
        fingerprint=knowledge.fingerprint_of(FROM),
        structure=structure,
        network=network_of(structure, fitted.parameters),
        covariance=np.asarray(fitted.covariance, dtype=np.float32),
        names=names,
        entails=evidence_entailment(names, len(structure.findings), knowledge),
        sided=has_root & np.array([value.startswith(("side", "grade")) for value in values]),
        modifier_entails=modifier_entailment(knowledge),
        follows=finding_entailment(names, knowledge),
        cited=Cited(cite(knowledge)),
    )


def _recipe() -> str:
    """A fingerprint of the code that compiles: what it makes of the same tables may change."""
    digest = hashlib.sha256()
    for pattern in RECIPE:
        for path in sorted(Path(__file__).parent.rglob(f"{pattern}.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _write(model: Model, file: IO[bytes]) -> None:
    np.savez(file, **_arrays(model))


def _arrays(model: Model) -> dict[str, Any]:
    structure = model.structure
    words = {key: getattr(structure, key) for key in NAMES}
    words |= {"names": model.names, "modifiers": [" ".join(pair) for pair in structure.modifiers]}
    return {
        **{key: np.frombuffer("\n".join(value).encode(), dtype=np.uint8) for key, value in words.items()},
        **{key: getattr(structure, key) for key in POSITIONS},
        "edges": structure.edges,
        "parameters": model.network.parameters,
        **{key: getattr(model, key) for key in ("covariance", "entails", "sided", "modifier_entails", "follows")},
        "cited": np.frombuffer(model.cited.text.encode(), dtype=np.uint8),
        "fingerprint": model.fingerprint,
    }


def _read(path: Path) -> Model:
    with np.load(path, allow_pickle=False) as kept:
        array = {key: kept[key] for key in kept.files}
    words: dict[str, Any] = {
        key: tuple(array[key].tobytes().decode().split("\n")) for key in (*NAMES, "names", "modifiers")
    }
    structure = Structure(
        **{key: words[key] for key in NAMES},
        **{key: array[key] for key in POSITIONS},
        modifiers=tuple((pair.split()[0], pair.split()[1]) for pair in words["modifiers"]),
        edges=int(array["edges"]),
    )
    return Model(
        fingerprint=str(array["fingerprint"]),
        structure=structure,
        network=network_of(structure, array["parameters"]),
        covariance=array["covariance"],
        names=words["names"],
        entails=array["entails"],
        sided=array["sided"],
        modifier_entails=array["modifier_entails"],
        follows=array["follows"],
        cited=Cited(array["cited"].tobytes().decode()),
    )
