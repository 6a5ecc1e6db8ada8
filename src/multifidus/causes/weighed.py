"""One person's answer with all that it rests on, so that nothing is searched twice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from multifidus.causes.evidence import Evidence
from multifidus.causes.explaining.visited import Visited, hub_count, look_into, neighbourhood
from multifidus.causes.model import Model
from multifidus.causes.searching.posterior import Posterior
from multifidus.terms import Known

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Weighed:
    """What was known, what the network heard of it, and what the search found."""

    known: Known
    model: Model
    evidence: Evidence
    posterior: Posterior

    @cached_property
    def visited(self) -> Visited:
        """The sets that were visited and their neighbours, looked into: intervals, shifts and values stand on it."""
        hubs = hub_count(self.evidence, self.model)
        sets = neighbourhood(self.posterior.sets, self.posterior.share, hubs=hubs)
        return look_into(sets, self.evidence, self.model)

    @property
    def probability(self) -> Floats:
        """(causes,): the search's answer; where it met a cause in no set worth keeping, what its neighbours say."""
        found = self.posterior.cause
        return np.where(found > 0.0, found, self.visited.probability)
