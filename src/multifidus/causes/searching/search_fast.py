"""The certified search, compiled: the `fast` extra, for services and batches. Same answers as search.py."""

from __future__ import annotations

import numpy as np

from multifidus.causes.evidence import Evidence
from multifidus.causes.model import Model
from multifidus.causes.searching.posterior import DROPPED, GOAL, Posterior, Ranking, root_beliefs
from multifidus.errors import MissingExtraError

try:
    from multifidus.causes.searching import kernel, kernel_rank
    from multifidus.causes.searching.kernel_problem import Heard, Layer
except ModuleNotFoundError as missing:
    raise MissingExtraError(
        where="the fast engine", problem=f"{missing.name} is not installed", remedy="pip install 'multifidus[fast]'"
    ) from None


def search(evidence: Evidence, model: Model, goal: float = GOAL) -> Posterior:
    """Probabilities of causes and mechanisms, none of which is further than `goal` from the exact one."""
    cause, unexplained, mechanism, state, certificate, bits, share = kernel.search(
        *_arrays(evidence, model), goal, DROPPED * goal
    )
    sets = bits[:, None] >> np.arange(len(cause)) & 1 > 0
    return Posterior(cause, unexplained, mechanism, root_beliefs(state, model), certificate, sets, share)


def rank(evidence: Evidence, model: Model, goal: float = GOAL) -> Ranking:
    """Probabilities of causes alone, none of which is further than `goal` from the exact one."""
    return Ranking(*kernel_rank.rank(*_arrays(evidence, model), goal))


def _arrays(evidence: Evidence, model: Model) -> tuple[Heard, Layer]:
    touched = model.touched
    masks = np.array([touched[finding] for finding in evidence.finding[evidence.layered].tolist()], dtype=np.int64)
    heard = Heard(
        evidence.log_odds, evidence.pain_leak, evidence.direct_leak, evidence.direct_cause,
        evidence.layered_leak, evidence.layered_mechanism, evidence.layered_state, masks,
        evidence.absent_mechanism, evidence.absent_state,
    )  # fmt: skip
    off, keep = model.mechanism_off
    layer = Layer(off, keep, model.network.mechanism_cause, model.structure.state_share, model.nerve_root)
    return heard, layer
