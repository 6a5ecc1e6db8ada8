"""What is better left, and why: no use, harm, a condition that forbids it, or something urgent that comes first."""

from __future__ import annotations

from multifidus.actions.uses import Use
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import ContraindicationRow, OptionRow
from multifidus.terms import Action


def no_good(option: OptionRow, use: Use, knowledge: Knowledge) -> Action:
    """An option that is advised against for a cause, in the words of that line."""
    cause = knowledge.causes[use.row.cause].label.split(",")[0]
    why = f"may harm if it is {cause}" if use.harmful else f"does not help {cause}"
    return Action(
        id=option.id,
        text=use.row.text,
        why=why,
        status=use.row.status,
        sources=(use.row.source,) if use.row.source else (),
        label=option.plain_label,
        plain_text=use.row.plain_text,
        causes=(use.row.cause,),
    )


def forbidden(option: OptionRow, check: ContraindicationRow, causes: tuple[str, ...], knowledge: Knowledge) -> Action:
    """An option that a condition of the person forbids."""
    condition = knowledge.findings[check.finding_or_condition].label
    return Action(
        id=option.id,
        text=f"{option.label}: not with {_lower(condition)} ({check.why}).",
        why=f"contraindicated: {check.finding_or_condition}",
        status=check.status,
        sources=(check.source,) if check.source else (),
        label=option.plain_label,
        plain_text=f"{option.plain_label}: not for you. {check.plain_why}",
        causes=causes,
    )


def until_seen(option: OptionRow, causes: tuple[str, ...]) -> Action:
    """An option that waits until somebody has looked, because something urgent is not settled."""
    return Action(
        id=option.id,
        text=f"{option.label}: not before somebody has examined what is urgent here.",
        why="something urgent has to be looked at first",
        status="ours",
        label=option.plain_label,
        plain_text=f"{option.plain_label}: wait until somebody has looked at your back.",
        causes=causes,
    )


def _lower(label: str) -> str:
    """A label inside a sentence; what is written in capitals (MRI, CT) stays so."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
