"""An answer to one text or case, of which nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from multifidus.actions.tonight.emergency_number import emergency_number
from multifidus.clinic.charts.assessing import answered, told
from multifidus.clinic.charts.content import checked
from multifidus.clinic.charts.engine import engine
from multifidus.errors import InputError
from multifidus.findings.case_file import case_of
from multifidus.findings.files import read_file

NAME = "sent"


class NotWorkedOutError(Exception):
    """Not even the red flags could be checked."""


def assess_once(content: Mapping[str, Any], *, country: str | None, setting: str | None) -> dict[str, Any]:
    """The contract's JSON for a text, or else for a case; raises InputError as `checked` does.

    Raises NotWorkedOutError where not even the red flags could be checked.
    """
    knowledge, _model = engine()
    emergency_number(country, knowledge)
    kept = checked(content, knowledge)
    if len({"text", "findings"} & set(kept)) != 1:
        raise InputError(where="text", problem="both a text and findings", remedy="send one of the two")
    if "text" in kept:
        words = read_file("sent.txt", kept["text"].encode(), knowledge)
        heard: dict[str, Any] = {"setting": words.setting, "concerns_back": words.concerns_back, "unread": words.unread}
        findings = words.findings
    else:
        case = case_of(kept, name=NAME, knowledge=knowledge)
        heard = {"setting": case.setting, "questionnaires": case.questionnaires}
        findings = case.findings
    heard["setting"] = setting or heard["setting"] or "primary"
    answer, _failed = answered(findings, country=country, **heard)
    if answer is None:
        raise NotWorkedOutError
    return told(answer, file=NAME)
