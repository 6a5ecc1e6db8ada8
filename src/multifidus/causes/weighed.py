"""One person's answer with all that it rests on, so that nothing is searched twice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from multifidus.causes.evidence import Evidence
from multifidus.causes.model import Model
from multifidus.causes.posterior import Posterior
from multifidus.causes.visited import Visited, look_into, neighbourhood
from multifidus.terms import Known


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
        sets = neighbourhood(self.posterior.sets, self.posterior.share)
        return look_into(sets, self.evidence, self.model)
