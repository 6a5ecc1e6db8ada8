"""What must bring somebody to an emergency department: signs that are not there yet, chosen for this person."""

from __future__ import annotations

from multifidus.actions.conditions import holds
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import EmergencyNumberRow, ReturnSignRow
from multifidus.terms import Action, Known


def return_signs(known: Known, number: EmergencyNumberRow, knowledge: Knowledge) -> tuple[Action, ...]:
    """Each sign to come back for, in the order of its danger; what is there already is not told as if it were new.

    What was denied stays: it may still start.
    """
    return tuple(
        _told(sign, number)
        for sign in knowledge.rows(ReturnSignRow)
        if holds(sign.when, known) is True
        and not (sign.unless.ways and holds(sign.unless, known) is True)
        and not any(known.present(finding) for finding in sign.findings)
    )


def _told(sign: ReturnSignRow, number: EmergencyNumberRow) -> Action:
    text = sign.plain_text.replace("{number}", number.number)
    return Action(
        id=f"return_{sign.id}",
        text=text,
        why=sign.plain_why,
        status=sign.status,
        sources=(sign.source,) if sign.source else (),
        audience="person",
        label="return sign",
        plain_text=text,
    )
