"""What settles what: which known finding leaves nothing to be learnt from another, as matrices over literals.

A literal is a finding with its truth: position i is finding i absent, position i + count is finding i present. If
one literal entails another, both are known, and the first is counted, then the second is no fresh evidence.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import numpy.typing as npt

from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import MeasureRow, PriorModifierRow

Bools = npt.NDArray[np.bool_]


def evidence_entailment(names: tuple[str, ...], network: int, knowledge: Knowledge) -> Bools:
    """(literals, literals) over `names`, of which the first `network` are findings of the network.

    Those behind them only move priors, and a sign takes nothing from them: period pain says that she is a woman, and
    both count. Among each other they compete cause by cause: `modifier_entailment`.
    """
    entails = finding_entailment(names, knowledge)
    context = np.tile(np.arange(len(names)) >= network, 2)
    entails[:, context] = False
    return entails


def finding_entailment(names: tuple[str, ...], knowledge: Knowledge) -> Bools:
    """(literals, literals) over `names`: whether the row's literal settles the column's."""
    implies, excludes = _reach(knowledge), _excludes(knowledge)
    count, position = len(names), {name: i for i, name in enumerate(names)}
    entails = np.zeros((2 * count, 2 * count), dtype=bool)
    for name, i in position.items():
        for implied in implies[name] & position.keys():
            j = position[implied]
            if name in implies[implied] and j < i:
                continue  # two names for one thing: the earlier one speaks for both
            entails[count + i, count + j] = True  # present brings present
            entails[j, i] = True  # absent takes along what would imply it
        for barred in excludes[name] & position.keys():
            entails[count + i, position[barred]] = True
    return entails


def modifier_entailment(knowledge: Knowledge) -> Bools:
    """(literals, literals) over the rows of `prior_modifiers`: whether one row leaves nothing to another.

    Only rows of one cause compete: a finding that has no row for a cause says nothing of it. Of the ages only the
    tightest true row counts, else the loosest false one.
    """
    rows = knowledge.rows(PriorModifierRow)
    ages = {finding for row in knowledge.rows(MeasureRow) if row.id == "age" for finding in row.findings}
    count = len(rows)
    names = tuple(dict.fromkeys(row.finding for row in rows))
    row_name = np.array([names.index(row.finding) for row in rows])
    literal = np.concatenate([row_name, row_name + len(names)])
    same_cause = np.array([[a.cause == b.cause for b in rows] for a in rows])
    by_name = finding_entailment(names, knowledge)
    entails: Bools = by_name[np.ix_(literal, literal)] & np.tile(same_cause, (2, 2))
    for i, row in enumerate(rows):
        for j, other in enumerate(rows):
            if i == j or row.cause != other.cause or not {row.finding, other.finding} <= ages:
                continue
            tighter = (row.p_present_otherwise, i) < (other.p_present_otherwise, j)
            entails[count + i, j] = True
            entails[count + i, count + j] = tighter
            entails[i, j] = not tighter
    return entails


def _reach(knowledge: Knowledge) -> dict[str, set[str]]:
    """All that follows from each finding, at any distance."""
    reach: dict[str, set[str]] = {}
    for start in knowledge.findings:
        todo, seen = [start], set[str]()
        while todo:
            for word in knowledge.findings[todo.pop()].implies:
                if not word.startswith("!") and word not in seen:
                    seen.add(word)
                    todo.append(word)
        reach[start] = seen - {start}
    return reach


def _excludes(knowledge: Knowledge) -> dict[str, set[str]]:
    """All that cannot be there beside each finding."""
    reach = _reach(knowledge)
    excludes: dict[str, set[str]] = defaultdict(set)
    for finding in knowledge.findings:
        for step in (finding, *reach[finding]):
            for word in knowledge.findings[step].implies:
                if word.startswith("!"):
                    excludes[finding].add(word[1:])
                    excludes[word[1:]].add(finding)
    for barred in excludes.values():
        barred |= {name for name, follows in reach.items() if follows & barred}
    return excludes
