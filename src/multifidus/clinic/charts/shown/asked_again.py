"""What a person is asked again: danger signs whose no is not of today, and complaints of long ago."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from multifidus.clinic.charts.shown.alarms import Question
from multifidus.clinic.charts.shown.words import Words
from multifidus.doors.spoken.by_person import told_by_person
from multifidus.knowledge.rows import MustAskRow

REMEMBERED = "history"  # the kind of finding that does not come overnight; it is asked when its no has aged
YES_OR_NO = ("present_absent", "side")  # an age or a weight is no question of this kind


def danger_signs(
    answer: Mapping[str, Any], gathered: Mapping[str, Any], words: Words, *, of_today: Container[str]
) -> tuple[Question, ...]:
    """The safety questions that are open, and those of signs that can come any day and were not denied today.

    `of_today` are the readings of this visit. Only what yes or no answers is asked here.
    """
    came_from = gathered.get("came_from") or {}
    denied = {one["id"] for one in answer.get("findings") or () if one["value"] is False}
    stale = {one for one in denied if not any(reading in of_today for reading in came_from.get(one, ()))}
    unknown = list(answer.get("ask_first") or ())
    must = [row.finding for row in words.knowledge.rows(MustAskRow)]
    rows = words.knowledge.findings
    return _questions(
        [one for one in must if one in unknown or (one in stale and rows[one].kind != REMEMBERED)]
        + [one for one in unknown if one not in must],
        words,
    )


def still_so(gathered: Mapping[str, Any], words: Words) -> tuple[Question, ...]:
    """What was told to be there long ago, and nobody has spoken of since."""
    return _questions(gathered.get("ask_again") or (), words)


def _questions(findings: Any, words: Words) -> tuple[Question, ...]:
    rows = [words.knowledge.findings.get(finding) for finding in findings]
    mine = told_by_person(words.knowledge)
    asked = [row for row in rows if row is not None and row.id in mine and row.values.startswith(YES_OR_NO)]
    return tuple(Question(row.id, words.question(row.id), ask_in_person=True) for row in asked)
