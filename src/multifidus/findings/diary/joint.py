"""Triggers weighed beside one another: conditional logistic regression by statsmodels, where there is enough to weigh.

Who lifts is often bent as well. By itself each of the two then looks like a trigger; beside the other only that one
keeps its odds which adds something.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from math import exp, isfinite

import numpy as np

from multifidus.errors import MissingExtraError
from multifidus.findings.diary.episode import Episode
from multifidus.findings.diary.matched import MatchedSet, counts_of, matched_sets
from multifidus.findings.diary.odds import Odds, Z, normal_below
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import DiaryTriggerRow

FAR = 5.0  # ln odds, and their standard error, beyond which a fit has run off: the sets all point one way


def beside_one_another(episodes: Iterable[Episode], knowledge: Knowledge) -> Mapping[str, Odds]:
    """The odds ratio of each trigger with the others held as they are; empty where there is too little to weigh.

    Raises MissingExtraError where statsmodels is not installed.
    """
    sets = matched_sets(episodes, same_hours=knowledge.choices["same_window_hours"])
    least = knowledge.choices["least_sets_of_joint_fit"]
    weighed = [row.id for row in knowledge.rows(DiaryTriggerRow) if counts_of(row.id, sets).informative >= least]
    telling = [one for one in sets if any(_differs(trigger, one) for trigger in weighed)]
    return fitted(telling, weighed) if len(weighed) > 1 and len(telling) >= least * len(weighed) else {}


def _differs(trigger: str, one: MatchedSet) -> bool:
    return len({trigger in ticked for ticked in (one.case, *one.controls)}) > 1


def fitted(sets: Sequence[MatchedSet], weighed: Sequence[str]) -> Mapping[str, Odds]:
    """The odds ratio of each of these triggers beside the others; empty where the sets do not part them.

    Raises MissingExtraError where statsmodels is not installed.
    """
    try:
        from statsmodels.discrete.conditional_models import ConditionalLogit
    except ImportError:
        raise MissingExtraError(
            where="triggers beside one another",
            problem="statsmodels is not installed",
            remedy="pip install 'multifidus[diary]'",
        ) from None
    telling = [one for one in sets if any(_differs(trigger, one) for trigger in weighed)]  # the others add nothing
    times = [(at, first, ticked) for at, one in enumerate(telling) for first, ticked in _times(one)]
    came = np.array([first for _, first, _ in times], dtype=float)
    exposed = np.array([[trigger in ticked for trigger in weighed] for *_, ticked in times], dtype=float)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a fit that runs off is seen by its size
        try:
            fit = ConditionalLogit(came, exposed, groups=np.array([at for at, *_ in times])).fit(disp=False)
            ln, sd = np.asarray(fit.params, dtype=float), np.asarray(fit.bse, dtype=float)
        except (np.linalg.LinAlgError, ValueError):
            return {}
    if not all(isfinite(a) and isfinite(s) and abs(a) < FAR and 0 < s < FAR for a, s in zip(ln, sd, strict=True)):
        return {}
    return {
        trigger: Odds(exp(a), exp(a - Z * s), exp(a + Z * s), normal_below(a / s))
        for trigger, a, s in zip(weighed, ln, sd, strict=True)
    }


def _times(one: MatchedSet) -> list[tuple[int, frozenset[str]]]:
    return [(1, one.case), *((0, control) for control in one.controls)]
