"""Shares of people in pain -> independent prior probabilities, a pain node and its leak.

The priors of a setting are shares of people who have back pain, adding up to 1. Taken as independent probabilities
they would leave a quarter of them without any cause. Pain is therefore one more finding, always present, that every
cause produces; its leak is pain that no cause explains. With p = Z * share one equation settles Z:
1 - prod(1 - p) = Z (1 - unexplained). Given pain, each cause then has exactly its share.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def joint_prior(share: Floats, unexplained: float) -> tuple[Floats, float]:
    """Ln odds of each cause before pain is known, and the leak of the pain node.

    `share`: (causes,), proportions of people in pain, adding up to 1; `unexplained`: the proportion with no cause.
    """
    low, high = 1e-9, 1.0
    for _ in range(200):
        scale = (low + high) / 2
        if -np.expm1(np.log1p(-scale * share).sum()) > scale * (1 - unexplained):
            low = scale  # the causes overlap too little: rarer people, more of them with two
        else:
            high = scale
    p = (low + high) / 2 * share
    leak = unexplained * (low + high) / 2 / float(np.prod(1 - p))
    return np.log(p) - np.log1p(-p), min(1.0, leak)
