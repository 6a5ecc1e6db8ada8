"""Questionnaires in a case: `[questionnaires.roland_morris]` with its items, or those ticked, and a former score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from multifidus.errors import InputError
from multifidus.findings.questionnaires.licence import licensed_here, may_use, unlicensed
from multifidus.findings.questionnaires.score import score, sheet_of
from multifidus.findings.questionnaires.sheet import Sheet
from multifidus.knowledge import Knowledge
from multifidus.terms import Scored

PARTS = ("items", "ticked", "former")
REMEDY = 'write {"items": [1, 0, ...]}, with "former" for an earlier score'


def read_questionnaires(
    content: Any, knowledge: Knowledge, *, name: str, licensed: frozenset[str] | None = None
) -> tuple[Scored, ...]:
    """Every questionnaire of a case, scored; one that needs a licence keeps its slot and stays empty.

    Raises InputError, naming the place and the remedy, for what cannot be scored.
    """
    if not isinstance(content, Mapping):
        raise InputError(where=f"{name}, questionnaires", problem="no table of questionnaires", remedy=REMEDY)
    switched_on = licensed_here() if licensed is None else licensed
    return tuple(
        _one(str(questionnaire), filled, knowledge, f"{name}, {questionnaire}", switched_on)
        for questionnaire, filled in content.items()
    )


def _one(questionnaire: str, filled: Any, knowledge: Knowledge, where: str, licensed: frozenset[str]) -> Scored:
    sheet = sheet_of(questionnaire, knowledge)
    if not isinstance(filled, Mapping) or ("items" in filled) == ("ticked" in filled):
        raise InputError(where=where, problem="neither its items nor those ticked, or both", remedy=REMEDY)
    unknown = sorted(str(part) for part in set(filled) - set(PARTS))
    if unknown:
        raise InputError(where=where, problem=f"unknown part {', '.join(unknown)}", remedy=REMEDY)
    ticked = "ticked" in filled
    answers = filled["ticked" if ticked else "items"]
    if not isinstance(answers, list):
        raise InputError(where=where, problem=f"{answers!r} is no list of answers", remedy=REMEDY)
    former = former_scores(filled.get("former"), sheet, where)
    if not may_use(sheet, licensed):
        told = unlicensed(sheet, where)
        return Scored(sheet.row.id, sheet.row.label, sheet.row.licence, notes=(f"{told.problem}; {told.remedy}",))
    return score(questionnaire, answers, knowledge, former=former, licensed=licensed, ticked=ticked, name=where)


def former_scores(given: Any, sheet: Sheet, where: str) -> dict[str, float]:
    """Earlier scores by scale; a bare number stands for the first scale."""
    if given is None:
        return {}
    scores = given if isinstance(given, Mapping) else {sheet.scales[0].id: given}
    wrong = [value for value in scores.values() if isinstance(value, bool) or not isinstance(value, int | float)]
    if wrong:
        raise InputError(where=f"{where}, former", problem=f"{wrong[0]!r} is no score", remedy="write the number")
    return {str(scale): float(value) for scale, value in scores.items()}
