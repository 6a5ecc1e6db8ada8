"""The causes that carry the probability: what is treated, ordered and expected turns on them."""

from __future__ import annotations

from multifidus.knowledge import Knowledge
from multifidus.terms import Beliefs


def likely_causes(beliefs: Beliefs | None, knowledge: Knowledge) -> dict[str, float]:
    """The probability of each cause that is likely enough to be acted on, the most probable first.

    The leading cause always counts; nothing does where no ranking was possible.
    """
    if beliefs is None:
        return {}
    least = knowledge.choices["least_p_of_a_treated_cause"]
    return {
        belief.cause: belief.probability
        for rank, belief in enumerate(sorted(beliefs.causes, key=lambda belief: -belief.probability))
        if rank == 0 or belief.probability >= least
    }
