"""The signs at which somebody has to get help, as the core tells this person; each can be tapped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.shown.alarms import RETURN
from multifidus.clinic.charts.shown.words import capital
from multifidus.clinic.design.told import told
from multifidus.knowledge.rows import ReturnSignRow

IF = " if "  # between what to do and the sign to do it for


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its id in return_signs.csv, and its words."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """What to do at any of these signs."""

    call: str
    signs: tuple[Sign, ...]


def calls_of(answer: Mapping[str, Any], number: str) -> tuple[Call, ...]:
    """The signs of an assessment under what to do at each; those that go for everybody where it tells none."""
    lines = [one for one in (answer.get("plan") or {}).get("now") or [] if str(one["id"]).startswith(RETURN)]
    pairs = [(str(one["id"]).removeprefix(RETURN), str(one["text"])) for one in lines]
    if not pairs:
        rows = engine()[0].rows(ReturnSignRow)
        pairs = [(row.id, row.plain_text.replace("{number}", number)) for row in rows if not row.when.ways]
    found: dict[str, list[Sign]] = {}
    for sign, text in pairs:
        call, _if, clause = text.rstrip(".").partition(IF)
        found.setdefault(told(call), []).append(Sign(sign, capital(told(clause))))
    return tuple(Call(call, tuple(signs)) for call, signs in found.items())


def call_at(sign: str, number: str) -> Call | None:
    """What to do at one sign; None for a sign that the tables do not know any more."""
    row = row_of_sign(sign)
    if row is None:
        return None
    call, _if, clause = row.plain_text.replace("{number}", number).rstrip(".").partition(IF)
    return Call(told(call), (Sign(sign, capital(told(clause))),))


def row_of_sign(sign: str) -> ReturnSignRow | None:
    """The row of a sign."""
    return next((row for row in engine()[0].rows(ReturnSignRow) if row.id == sign), None)


def finding_of(sign: str) -> str | None:
    """The finding that a sign is; None where it may be one of several, and which one nobody was asked."""
    row = row_of_sign(sign)
    return row.findings[0] if row is not None and len(row.findings) == 1 else None
