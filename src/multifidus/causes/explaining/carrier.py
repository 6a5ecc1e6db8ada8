"""Which mechanism carries a finding to a cause, or away from it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from multifidus.causes.explaining.visited import Visited
from multifidus.causes.model import Model

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Carriers:
    """Chances of the mechanisms and root states under each cause, after the findings and before them."""

    model: Model
    after: tuple[Floats, Floats]  # (mechanisms, causes), (root states, causes)
    before: tuple[Floats, Floats]

    @classmethod
    def of(cls, visited: Visited, model: Model) -> Carriers:
        """Those of one person."""
        given = visited.share[:, None] * visited.sets
        given /= np.maximum(given.sum(0), np.finfo(np.float64).tiny)
        on_before = (1.0 - visited.off_before) @ given
        states = np.zeros((len(model.structure.state_share), given.shape[1]))
        for part in chain.from_iterable(visited.parts):
            if part.root_share is not None:
                states += part.root_share.T @ (part.posterior @ given[part.rows])
        return cls(
            model=model,
            after=(visited.on @ given, states),
            before=(on_before, model.structure.state_share[:, None] * on_before[model.nerve_root]),
        )

    def carry(self, finding: int, side: int, *, present: bool) -> tuple[str | None, ...]:
        """For each cause the mechanism, or root, that carries the finding; None where it hangs on causes.

        Of a finding that is there, the parent likeliest to have switched it on; of one that is not, the parent it
        speaks against most: the chance that the parent is on times the chance that it then shows. Among those that
        the cause feeds, where it feeds any.
        """
        model, structure = self.model, self.model.structure
        causes = len(structure.causes)
        if not model.layered[finding]:
            return (None,) * causes
        on, states = self.after if present else self.before
        shows = -np.expm1(-model.finding_lam[finding, 1 + causes :])
        score = shows[:, None] * on
        rooted = -np.expm1(-model.state_lam[side, finding])
        if rooted.any():
            score[model.nerve_root] = rooted @ states
        fed = np.where(model.network.mechanism_cause > 0, score, 0.0)
        best = np.where(fed.any(0), fed.argmax(0), score.argmax(0))
        roots = (structure.state_roots.T @ states) * -np.expm1(-model.network.finding_root[finding])[:, None]
        return tuple(
            structure.roots[roots[:, cause].argmax()] if m == model.nerve_root else structure.mechanisms[m]
            for cause, m in enumerate(best.tolist())
        )
