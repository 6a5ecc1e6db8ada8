"""What is better left, and why: no use, harm, a condition that forbids it, or something urgent that comes first."""

from __future__ import annotations

from multifidus.actions.treating.phrases import only_if
from multifidus.actions.treating.situation import Situation
from multifidus.actions.treating.uses import Use
from multifidus.knowledge.rows import ContraindicationRow, OptionRow
from multifidus.terms import Action, Urgency

YOUR_BACK = "your back"


def no_good(option: OptionRow, use: Use, situation: Situation) -> Action:
    """An option that is advised against for a cause, in the words of that line."""
    cause = situation.knowledge.causes[use.row.cause].label.split(",")[0]
    likely = f" ({use.p:.2f})" if use.p else ""
    return Action(
        id=option.id,
        text=use.row.text,
        why=f"may harm if it is {cause}{likely}" if use.harmful else f"does not help {cause}{likely}",
        status=use.row.status,
        sources=(use.row.source,) if use.row.source else (),
        label=option.plain_label,
        plain_text=_plainly(option, use, situation),
        causes=(use.row.cause,),
    )


def forbidden(option: OptionRow, check: ContraindicationRow, causes: tuple[str, ...], situation: Situation) -> Action:
    """An option that a condition of the person forbids."""
    condition = situation.knowledge.findings[check.finding_or_condition].label
    return Action(
        id=option.id,
        text=f"{option.label}: not with {_lower(condition)} ({check.why}).",
        why=f"contraindicated: {_lower(condition)}",
        status=check.status,
        sources=(check.source,) if check.source else (),
        label=option.plain_label,
        plain_text=f"{option.plain_label}: not for you. {check.plain_why}",
        causes=causes,
    )


def until_seen(option: OptionRow, causes: tuple[str, ...], situation: Situation) -> Action:
    """An option that waits until somebody has looked at what is urgent."""
    sign = _lower(situation.sign)
    cause = situation.knowledge.causes[situation.pressing[0]].label.split(",")[0] if situation.pressing else ""
    look = f"this: {sign}" if sign else YOUR_BACK
    served = f" for {situation.knowledge.causes[causes[0]].label.split(',')[0]}" if causes else ""
    return Action(
        id=option.id,
        text=f"{option.label}{served}: not before somebody has looked into {sign or cause or 'what is urgent here'}.",
        why="something urgent has to be looked at first",
        status="ours",
        label=option.plain_label,
        plain_text=f"{option.plain_label}: not yet. First somebody must look at {look}.",
        causes=causes,
    )


def _plainly(option: OptionRow, use: Use, situation: Situation) -> str:
    """The words of the line; without the name of a danger that is not even the most probable cause."""
    hurry = situation.urgency is Urgency.EMERGENCY
    if not hurry and situation.dangerous(use.row.cause) and use.row.cause != situation.leading:
        return f"{option.plain_label}: not before somebody has looked at {YOUR_BACK}."
    return only_if(use.row.plain_text, use.row.cause, use.p, situation)


def _lower(label: str) -> str:
    """A label inside a sentence; what is written in capitals (MRI, CT) stays so."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
