"""What is known about one person -> what the network hears, as arrays.

Absent findings factorise over their parents, so they fold into one number a cause, a mechanism and a root state.
Findings that are present stay apart, one row each. A finding that others settle (entailment.py) is left out: what
merely follows is never fresh evidence. A finding with a known side is two items, present there and absent on the
other side, and each of them has half of everything but the root; "either side" keeps its probability that way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multifidus.causes.model import Model
from multifidus.terms import SETTINGS, Known, Setting

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

EITHER, LEFT, RIGHT, BOTH = 0, 1, 2, 3
SIDE_CODE = {None: EITHER, "left": LEFT, "right": RIGHT, "both": BOTH}


@dataclass(frozen=True)
class Evidence:
    """One person's findings as the network hears them. Chances of staying off are exp(-(leak + lam of what is on)).

    An item is a finding, or one side of it; `finding`, `side` and `present` have one entry an item and are all that
    is needed to find its parameters: the rest is computed from them.
    """

    setting: int  # position in SETTINGS
    modifiers: Ints  # rows of prior modifiers that counted: the row when absent, row + their number when present
    prior_log_odds: Floats  # (causes,), prior with its modifiers, before pain is known
    pain_leak: float
    finding: Ints  # (items,), position among the findings of the network
    side: Ints  # (items,), 0 either, 1 left, 2 right
    present: Bools  # (items,)
    log_odds: Floats  # (causes,), with what absent findings say of causes
    direct: Ints  # (direct,), items that are present and hang on causes
    direct_leak: Floats  # (direct,)
    direct_cause: Floats  # (direct, causes)
    layered: Ints  # (layered,), items that are present and hang on mechanisms or roots
    layered_leak: Floats  # (layered,)
    layered_mechanism: Floats  # (layered, mechanisms)
    layered_state: Floats  # (layered, root states)
    absent_mechanism: Floats  # (mechanisms,), ln chance of the absent findings for a mechanism that is on
    absent_state: Floats  # (root states,), the same for each state of the nerve root
    absent_constant: float  # ln chance of the absent findings by their leaks alone


def read_evidence(known: Known, model: Model, setting: Setting = "primary") -> Evidence:
    """What the network hears of one person. The order in which findings were given makes no difference."""
    counted, sides = _counted(known, model)
    finding, side, present = _items(counted, sides, model)
    modifiers = _modifiers(counted, model)
    return evidence_of(finding, side, present, modifiers=modifiers, setting=SETTINGS.index(setting), model=model)


def evidence_of(finding: Ints, side: Ints, present: Bools, *, modifiers: Ints, setting: int, model: Model) -> Evidence:
    """The evidence of these items and these rows of prior modifiers."""
    log_odds, pain_leak = model.prior[setting]
    prior_log_odds = log_odds + model.modifier_ratio[modifiers].sum(0)
    causes = 1 + len(model.structure.causes)
    lam = model.finding_lam[finding]
    lam[side > EITHER] *= 0.5
    state_lam = model.state_lam[side, finding]
    absent = (~present).astype(np.float64)
    folded = -(absent @ lam)
    layered = model.layered[finding]
    direct_items, layered_items = np.flatnonzero(present & ~layered), np.flatnonzero(present & layered)
    direct_lam, layered_lam = lam[direct_items], lam[layered_items]
    return Evidence(
        setting=setting,
        modifiers=modifiers,
        prior_log_odds=prior_log_odds,
        pain_leak=pain_leak,
        finding=finding,
        side=side,
        present=present,
        log_odds=prior_log_odds + folded[1:causes],
        direct=direct_items,
        direct_leak=direct_lam[:, 0],
        direct_cause=direct_lam[:, 1:causes],
        layered=layered_items,
        layered_leak=layered_lam[:, 0],
        layered_mechanism=layered_lam[:, causes:],
        layered_state=state_lam[layered_items],
        absent_mechanism=folded[causes:],
        absent_state=-(absent @ state_lam),
        absent_constant=float(folded[0]),
    )


def _counted(known: Known, model: Model) -> tuple[Bools, dict[int, int]]:
    """Which literals of the model's names count, and the recorded side of each finding that has one."""
    position, names = model.position, len(model.names)
    literals: list[int] = []
    sides: dict[int, int] = {}
    for finding in known.findings.all():
        at = position.get(finding.id)
        if at is None:
            continue
        if finding.value is True:
            literals.append(at + names)
        elif finding.value is False:
            literals.append(at)
        if finding.side is not None:
            sides[at] = SIDE_CODE[finding.side]
    counted = np.zeros(2 * names, dtype=bool)
    counted[literals] = True
    counted &= ~model.entails[literals].any(0)
    return counted, sides


def _items(counted: Bools, sides: dict[int, int], model: Model) -> tuple[Ints, Ints, Bools]:
    """Finding, side and presence of every item."""
    names, findings = len(model.names), len(model.structure.findings)
    absent = np.flatnonzero(counted[:findings])
    found = np.flatnonzero(counted[names : names + findings])
    finding = np.concatenate([found, absent])
    present = np.zeros(len(finding), dtype=bool)
    present[: len(found)] = True
    code = np.zeros(len(finding), dtype=np.int64)
    if not sides:
        return finding, code, present
    for item, at in enumerate(finding.tolist()):
        code[item] = sides.get(at, EITHER)
    code[~model.sided[finding]] = EITHER
    code[(code == BOTH) & ~present] = EITHER  # absent on both sides is absent
    # A sign without a side, beside signs that all have the same one, is taken to be on that side.
    recorded = set(code[present & (code > EITHER)].tolist())
    if len(recorded) == 1:
        code[present & model.sided[finding] & (code == EITHER)] = recorded.pop()
    split = present & (code > EITHER)
    whole, halves = ~split, np.flatnonzero(split)
    both = np.concatenate([halves, halves])
    on = np.repeat([LEFT, RIGHT], len(halves))
    return (
        np.concatenate([finding[whole], finding[both]]),
        np.concatenate([code[whole], on]),
        np.concatenate([present[whole], (code[both] & on) > 0]),
    )


def _modifiers(counted: Bools, model: Model) -> Ints:
    """Rows of prior modifiers that count: of nested ones the tightest, of ages one a cause."""
    rows = np.flatnonzero(counted[model.modifier_literal])
    settled: Bools = np.asarray(model.modifier_entails[rows].any(0))
    return rows[~settled[rows]]
