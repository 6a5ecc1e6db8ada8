"""How far an answer would change the plan: each option weighed by what it is for, and for which cause."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import TreatmentRow
from multifidus.terms import Floats, Values


def plan_change(values: Values, knowledge: Knowledge) -> Floats:
    """(findings,): how much of a plan each finding is expected to move, over both answers.

    The weight of an option is the sum over causes of their probability times its share in their plan: 1 in all is the
    plan of one cause that comes, or goes, for certain. Causes that are treated alike change little between them.
    """
    use = _use(knowledge, values.causes)
    p = values.p_present[:, None]
    now = p * values.if_present + (1.0 - p) * values.if_absent
    if_present = np.abs((values.if_present - now) @ use).sum(1)
    if_absent = np.abs((values.if_absent - now) @ use).sum(1)
    return np.asarray(values.p_present * if_present + (1.0 - values.p_present) * if_absent)


@lru_cache(maxsize=4)
def _use(knowledge: Knowledge, causes: tuple[str, ...]) -> Floats:
    """(causes, options): the share of each option in the plan of each cause, by its line; avoided ones are below 0.

    A cause with many options is no weightier than one with few.
    """
    rows = knowledge.rows(TreatmentRow)
    options = list(dict.fromkeys(row.option for row in rows))
    use = np.zeros((len(causes), len(options)))
    for row in rows:
        sign = -1.0 if row.line_of_use == "avoid" else 1.0
        at = causes.index(row.cause), options.index(row.option)
        of_row = sign * knowledge.choices[f"use_of_{row.line_of_use}"]
        use[at] = max(use[at], of_row, key=abs)  # an option has several rows for one cause where people differ
    whole = np.abs(use).sum(1, keepdims=True)
    return np.asarray(np.divide(use, whole, out=np.zeros_like(use), where=whole > 0))
