"""People to measure inference on: drawn from the network itself, answering at random, and from written cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from multifidus.causes.model import Model
from multifidus.errors import InputError
from multifidus.findings.closure import complete
from multifidus.findings.files import read_file
from multifidus.knowledge import Knowledge
from multifidus.terms import SETTINGS, Finding, Findings, Known, Setting, Side

ANSWERS = (8, 46)  # how many questions somebody answers
ENDINGS = (".toml", ".json", ".txt")
RARE_AT_LEAST, RARER_TIMES = 0.15, 4  # rare causes are drawn oftener than they are, or nobody would have them


@dataclass(frozen=True)
class Person:
    kind: str
    known: Known
    setting: Setting


def drawn(model: Model, knowledge: Knowledge, rng: np.random.Generator) -> Person:
    """Causes from the prior, findings from the network; what is present is asked three times as often."""
    structure, network = model.structure, model.network
    setting = int(rng.integers(len(SETTINGS)))
    prior = network.prior[setting]
    causes = np.zeros(len(prior), dtype=bool)
    while not causes.any():
        causes = rng.random(len(prior)) < np.maximum(prior, np.minimum(RARE_AT_LEAST, RARER_TIMES * prior))
    on = rng.random(len(structure.mechanisms)) < -np.expm1(-network.mechanism_leak - network.mechanism_cause @ causes)
    state = rng.choice(len(structure.state_share), p=structure.state_share)
    pressed = bool(on[model.nerve_root])
    lam = model.finding_lam @ np.concatenate([[1.0], causes, on]) + model.state_lam[0][:, state] * pressed
    present = rng.random(len(lam)) < -np.expm1(-lam)
    asked = np.where(present, 3.0, 1.0)
    some = rng.choice(len(lam), rng.integers(*ANSWERS), replace=False, p=asked / asked.sum())
    side: Side = ("left", "right", "both")[structure.state_side[state]]
    findings = [
        Finding(
            structure.findings[i],
            bool(present[i]),
            side if pressed and present[i] and model.sided[i] and rng.random() < 0.7 else None,
        )
        for i in some
    ]
    return Person("drawn", complete(Findings([*findings, *_context(model, rng)]), knowledge), SETTINGS[setting])


def contrary(model: Model, knowledge: Knowledge, rng: np.random.Generator) -> Person:
    """Answers as a coin falls, 40 % of them yes: nothing explains them, which is the worst a search can meet."""
    some = rng.choice(len(model.structure.findings), rng.integers(*ANSWERS), replace=False)
    findings = [Finding(model.structure.findings[i], bool(rng.random() < 0.4)) for i in some]
    return Person("contrary", complete(Findings(findings), knowledge), SETTINGS[rng.integers(len(SETTINGS))])


def written(folder: Path, knowledge: Knowledge) -> Iterator[Person]:
    """Whoever is described by the cases and notes in a folder and below it, in the order of their names."""
    for path in sorted(path for path in folder.rglob("*") if path.suffix in ENDINGS):
        try:
            read = read_file(path.name, path.read_bytes(), knowledge)
        except InputError:
            continue  # not a case
        known = complete(read.findings, knowledge, concerns_back=read.concerns_back)
        if known.in_scope and len(read.findings):
            yield Person("written", known, read.setting or "primary")


def _context(model: Model, rng: np.random.Generator) -> Iterator[Finding]:
    """Age, mostly, and some of the circumstances that move priors."""
    if rng.random() < 0.7:
        yield Finding("age", float(rng.integers(18, 90)))
    moving = sorted({finding for finding, _ in model.structure.modifiers if not finding.startswith("age_")})
    for finding in rng.choice(moving, 5, replace=False):
        yield Finding(str(finding), bool(rng.random() < 0.25))
