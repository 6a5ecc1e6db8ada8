"""`multifidus score`: the answers to a questionnaire in, its scores out."""

from __future__ import annotations

import argparse
import json
from typing import Any

from multifidus.errors import InputError
from multifidus.knowledge import shipped
from multifidus.terminal.command import add_command, add_formats, add_licensed, licensed_of

EXAMPLE = (
    "multifidus score start_back yes no yes yes no yes no no yes\n"
    "  multifidus score --ticked --former 14 roland_morris 1 3 4 9 11\n"
    "  multifidus score                      lists them, with their licences"
)


def add(commands: Any) -> None:
    """The command."""
    told = "score a questionnaire: one answer for each item, - for one that was not answered"
    score = add_command(commands, "score", told, _score, EXAMPLE)
    add_formats(score, "table", "json")
    add_licensed(score)
    score.add_argument("--ticked", action="store_true", help="the answers are the numbers of the ticked items")
    score.add_argument("--former", type=float, action="append", default=[], metavar="SCORE", help="an earlier score")
    score.add_argument("questionnaire", nargs="?", metavar="QUESTIONNAIRE")
    score.add_argument("answers", nargs="*", metavar="ANSWER")


def _score(given: argparse.Namespace) -> int:
    from multifidus.doors.scores_contract import questionnaire_data
    from multifidus.doors.scores_text import speak_scores
    from multifidus.findings.questionnaires import score, sheets_of

    knowledge = shipped()
    if given.questionnaire is None:
        return _list(given)
    answers: list[Any] = [word for answer in given.answers for word in answer.split(",")]
    if given.ticked:
        answers = [_place(word) for word in answers]
    sheet = sheets_of(knowledge).get(given.questionnaire)
    scales = [scale.id for scale in sheet.scales] if sheet else []
    if len(given.former) > len(scales):
        raise InputError(where="--former", problem="more scores than it has", remedy=f"it has {', '.join(scales)}")
    scored = score(
        given.questionnaire,
        answers,
        knowledge,
        former=dict(zip(scales, given.former, strict=False)),
        licensed=licensed_of(given),
        ticked=given.ticked,
    )
    if given.format == "json":
        print(json.dumps(questionnaire_data(scored), ensure_ascii=False, indent=2))
    else:
        print(speak_scores(scored), end="")
    return 0


def _place(word: str) -> int | str:
    return int(word) if word.isdigit() else word


def _list(given: argparse.Namespace) -> int:
    from multifidus.doors.scores_text import list_questionnaires
    from multifidus.findings.questionnaires import sheets_of

    licensed = licensed_of(given)
    sheets = sheets_of(shipped())
    if given.format == "json":
        told = [
            {
                "id": sheet.row.id,
                "label": sheet.row.label,
                "licence": sheet.row.licence,
                "licence_kind": sheet.row.licence_kind,
                "answers": list(sheet.lengths),
                "ready": sheet.row.licence_kind != "licensed" or sheet.row.id in licensed,
            }
            for sheet in sheets.values()
        ]
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print(list_questionnaires([sheet.row for sheet in sheets.values()], licensed), end="")
    return 0
