"""The certified search, compiled: the `fast` extra, for services and batches. Same answers as search.py."""

from __future__ import annotations

import numpy as np

from multifidus.causes.evidence import Evidence
from multifidus.causes.model import Model
from multifidus.causes.posterior import DROPPED, GOAL, Posterior, root_beliefs
from multifidus.errors import MissingExtraError

try:
    from multifidus.causes.kernel import Heard, Layer, solve
except ModuleNotFoundError as missing:
    raise MissingExtraError(
        where="the fast engine", problem=f"{missing.name} is not installed", remedy="pip install 'multifidus[fast]'"
    ) from None


def search(evidence: Evidence, model: Model, goal: float = GOAL) -> Posterior:
    """Probabilities none of which is further than `goal` from the exact one."""
    masks = np.array(
        [model.touched[finding] for finding in evidence.finding[evidence.layered].tolist()], dtype=np.int64
    )
    heard = Heard(
        evidence.log_odds, evidence.pain_leak, evidence.direct_leak, evidence.direct_cause,
        evidence.layered_leak, evidence.layered_mechanism, evidence.layered_state, masks,
        evidence.absent_mechanism, evidence.absent_state,
    )  # fmt: skip
    off, keep = model.mechanism_off
    layer = Layer(off, keep, model.network.mechanism_cause, model.structure.state_share, model.nerve_root)
    cause, unexplained, mechanism, state, certificate, bits, share = solve(heard, layer, goal, DROPPED)
    sets = bits[:, None] >> np.arange(len(cause)) & 1 > 0
    return Posterior(cause, unexplained, mechanism, root_beliefs(state, model), certificate, sets, share)
