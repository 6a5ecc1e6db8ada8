"""What either answer would do to the likeliest cause that it moves, in words."""

from __future__ import annotations

import numpy as np

from multifidus.knowledge import Knowledge
from multifidus.terms import Values

LEAST = 0.02  # a cause that moves by less is not worth a word


def what_if(finding: str, values: Values | None, knowledge: Knowledge) -> str:
    """The cause that a finding moves most; "disc herniation 91 % with it, 62 % without"."""
    if values is None or finding not in values.findings:
        return ""
    at = values.findings.index(finding)
    moved = np.abs(values.if_present[at] - values.if_absent[at])
    most = int(moved.argmax())
    if moved[most] < LEAST:
        return ""
    label = knowledge.causes[values.causes[most]].label.split(",")[0]
    told = knowledge.findings[finding].label
    present, absent = 100 * values.if_present[at, most], 100 * values.if_absent[at, most]
    return f"{label} {present:.0f} % with {told}, {absent:.0f} % without"
