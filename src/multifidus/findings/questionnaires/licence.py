"""The licence switch: which licensed questionnaires whoever runs this may use."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from multifidus.errors import InputError
from multifidus.findings.questionnaires.sheet import Sheet

SWITCH = "MULTIFIDUS_LICENSED"


def licensed_here(named: Iterable[str] = (), *, environment: Mapping[str, str] = os.environ) -> frozenset[str]:
    """The ids that are switched on: those named, and those of the environment, parted by commas."""
    set_here = (word.strip() for word in environment.get(SWITCH, "").split(","))
    return frozenset(word for word in (*named, *set_here) if word)


def may_use(sheet: Sheet, licensed: frozenset[str]) -> bool:
    """Whether the questionnaire may be scored."""
    return sheet.row.licence_kind != "licensed" or sheet.row.id in licensed


def unlicensed(sheet: Sheet, name: str) -> InputError:
    """What is told where the switch is not set."""
    return InputError(
        where=name,
        problem=f"{sheet.row.label} needs a licence, and none is switched on ({sheet.row.licence})",
        remedy=f"get the licence, then say so: --licensed {sheet.row.id}, or {SWITCH}={sheet.row.id}",
    )
