"""What a clinician is told in a letter: causes with intervals and reasons, findings, red flags, and sources."""

from __future__ import annotations

from typing import Any

from multifidus.doors.letter.clinician_plan import plan_parts
from multifidus.doors.letter.flags import flags
from multifidus.doors.letter.references import References
from multifidus.doors.letter.room import Room, part
from multifidus.doors.letter.said import absent, briefly, full_strength, not_known, present, who
from multifidus.doors.spoken import Voice
from multifidus.doors.spoken.causes import weight
from multifidus.doors.spoken.voice import percent
from multifidus.knowledge import Knowledge
from multifidus.terms import Assessment, Belief, Shift, Urgency

WITHIN = {
    Urgency.EMERGENCY: "Emergency: the same hour",
    Urgency.URGENT: "Urgent: within a day or two",
    Urgency.SOON: "Soon: within weeks",
    Urgency.ROUTINE: "Routine: when convenient",
    Urgency.SELF_CARE: "Self-care",
}
LEAST_SHIFT = 0.2  # ln odds; what moves a cause less is not worth a line
LEAST_CAUSE = 0.02  # below this a cause is counted, not listed, unless it is dangerous and raised
LEAST_LEVEL = 0.2
FLAG = "red flag:"  # begins a reason that is a red flag
LIKELY = "probability of "  # begins a reason that is a probability; the strongest says it all
EXPLAINED_CAUSES = 3  # causes with their reasons; the others have their bar alone


def clinician_letter(assessment: Assessment, knowledge: Knowledge, room: Room) -> dict[str, Any]:
    """The data of the clinician's letter."""
    voice, references = Voice(knowledge), References(knowledge)
    told = {
        "title": "Back pain: causes and plan",
        "within": WITHIN[assessment.plan.urgency],
        "reasons": _reasons(assessment, voice, room),
        "who": who(assessment, voice),
        "flags": part(flags(assessment, voice, references), room.flags),
        "ask_first": part([voice.finding(one) for one in assessment.ask_first], room.questions),
        "out_of_scope": list(assessment.known.out_of_scope),
        **_causes(assessment, voice, references, room),
        **_findings(assessment, voice, room),
        **plan_parts(assessment, voice, references, room),
        "mind": part(_mind(assessment), room.mind),
    }
    return {**told, "references": references.listed()}


def _reasons(assessment: Assessment, voice: Voice, room: Room) -> list[str]:
    """Why it is this urgent, the strongest reasons; each red flag stands below with all that points to it."""
    flagged = [reason for reason in assessment.plan.reasons if reason.startswith(FLAG)][: room.reasons]
    likely = [reason for reason in assessment.plan.reasons if reason.startswith(LIKELY)][:1]
    others = [reason for reason in assessment.plan.reasons if not reason.startswith((FLAG, LIKELY))]
    told = [" with ".join(voice.finding(word.strip()) for word in one.removeprefix(FLAG).split("+")) for one in flagged]
    return [*told, *likely, *others]


def _causes(assessment: Assessment, voice: Voice, references: References, room: Room) -> dict[str, Any]:
    beliefs = assessment.beliefs
    if beliefs is None:
        return {"causes": part([], 0), "unexplained": None, "level": []}
    likely = [belief for rank, belief in enumerate(beliefs.causes) if rank == 0 or belief.probability >= LEAST_CAUSE]
    lines = [
        _cause(belief, assessment, voice, references, room.shifts if rank < EXPLAINED_CAUSES else 0)
        for rank, belief in enumerate(likely[: room.causes])
    ]
    rest = beliefs.causes[len(lines) :]
    return {
        "causes": {"lines": lines, "more": len(rest)},
        "rest_below": percent(max((belief.probability for belief in rest), default=0.0)),
        "unexplained": percent(beliefs.p_unexplained),
        "level": [
            f"{root.root} {root.side}, {percent(root.probability)}"
            for root in beliefs.level[:2]
            if root.probability >= LEAST_LEVEL
        ],
    }


def _cause(belief: Belief, assessment: Assessment, voice: Voice, references: References, most: int) -> dict[str, Any]:
    label = voice.knowledge.causes[belief.cause].label
    return {
        "label": label[0].upper() + label[1:],
        "percent": percent(belief.probability),
        "interval": _interval(belief),
        "p": belief.probability,
        "low": belief.low,
        "high": belief.high,
        "in_favour": [_shift(one, assessment, voice, references) for one in _strongest(belief, 1)[:most]],
        "against": [_shift(one, assessment, voice, references) for one in _strongest(belief, -1)[:most]],
    }


def _interval(belief: Belief) -> str:
    low, high = percent(belief.low), percent(belief.high)
    return low if low == high else f"{low.removesuffix(' %')} to {high}"


def _strongest(belief: Belief, towards: int) -> list[Shift]:
    """The shifts that speak for a cause (1) or against it (-1), the strongest first."""
    shifts = [shift for shift in belief.why if weight(shift) * towards >= LEAST_SHIFT]
    return sorted(shifts, key=lambda shift: -abs(weight(shift)))


def _shift(shift: Shift, assessment: Assessment, voice: Voice, references: References) -> dict[str, Any]:
    finding = assessment.known.findings.get(shift.finding)
    told = voice.finding(shift.finding) if finding is None else briefly(finding, voice)
    return {
        "told": f"no {told}" if finding is not None and finding.value is False else told,
        "weight": f"{weight(shift):+.1f}".replace("-", "−"),
        "cites": references.of_figures(shift.figures),
    }


def _findings(assessment: Assessment, voice: Voice, room: Room) -> dict[str, Any]:
    emergency = assessment.plan.urgency is Urgency.EMERGENCY  # where nothing routine is looked for
    return {
        "present": part(present(assessment, voice), room.findings),
        "absent": part(absent(assessment, voice), room.findings),
        "full_strength": part(full_strength(assessment, voice), room.findings),
        "not_known": part([] if emergency else not_known(assessment, voice), room.not_known),
    }


def _mind(assessment: Assessment) -> list[str]:
    """What was told against itself, went wrong, or could not be used."""
    known = assessment.known
    return [*(one.told for one in known.contradictions), *assessment.troubles, *(one.told for one in known.unread)]
