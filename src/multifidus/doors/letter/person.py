"""What a person is told in a letter, in plain words: what to do, what it is likely to be, what helps, when to go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from multifidus.doors.letter.exercises import exercises, is_exercise
from multifidus.doors.letter.flags import flags
from multifidus.doors.letter.room import Room, part
from multifidus.doors.letter.said import absent, full_strength, present, who
from multifidus.doors.spoken import Voice
from multifidus.knowledge import Knowledge
from multifidus.terms import Action, Assessment, Belief, Measure, Treatment, Urgency

TITLES = {
    Urgency.EMERGENCY: "Get help now",
    Urgency.URGENT: "See someone today or tomorrow",
    Urgency.SOON: "Make an appointment",
    Urgency.ROUTINE: "Have it looked at",
    Urgency.SELF_CARE: "You can look after this yourself",
}
LEAST_TOLD = 0.1  # a less likely cause is not named to a person, who would lie awake over it
MOST_CAUSES = 3
DOTS = 10
TOLD_BY_PERSON = ("history", "symptom")  # kinds of finding that nobody has to examine
# What is for the hours at home; the rest of what to do now stands in the frame at the top.
AT_HOME = frozenset(["hurt", "move", "bed", "walk", "pace", "lie", "up", "warm", "night", "pills", "lift", "later"])
RETURN = "return_"  # begins the id of a sign to come back for


def person_letter(assessment: Assessment, knowledge: Knowledge, room: Room) -> dict[str, Any]:
    """The data of the person's letter. In an emergency: what to do, and what the people at the desk need to know."""
    plan = assessment.plan
    emergency = plan.urgency is Urgency.EMERGENCY
    at_home = [] if emergency else [one for one in plan.now if one.label in AT_HOME]
    told: dict[str, Any] = {
        "title": "Your back: what to do",
        "headline": TITLES[plan.urgency],
        "now": part(_first(one for one in plan.now if one not in at_home), room.now),
        "return": _return(plan.now, room.signs),
        "out_of_scope": list(assessment.known.out_of_scope),
        "causes": _causes(assessment, knowledge, MOST_CAUSES if not emergency else 1),
    }
    if emergency:
        return {**told, "desk": _desk(assessment, Voice(knowledge), room)}
    return {**told, "tonight": part(_plain(at_home), room.tonight), **_from_tomorrow(assessment, knowledge, room)}


def _from_tomorrow(assessment: Assessment, knowledge: Knowledge, room: Room) -> dict[str, Any]:
    """What has its place only where nobody has to hurry."""
    plan, expected = assessment.plan, assessment.plan.prognosis
    yours = [one for one in plan.treatments if one.who == "person"]
    shared = [one for one in plan.treatments if one.who != "person"]
    habits = [one for one in plan.prevention if not is_exercise(one)]
    asked = [knowledge.findings[one] for one in assessment.ask_first]
    questions = [row.question for row in asked if row.kind in TOLD_BY_PERSON]
    return {
        "ticks": part(questions, room.ticks),
        "expect": part(_plain([*expected.course, *expected.recurrence]), room.expect),
        "helps": part([_help(one, knowledge) for one in yours if _said(one)], room.treatments),
        "ask_doctor": part(
            [
                *_plain(plan.tests),
                *[_help(one, knowledge)["text"] for one in shared if _said(one)],
                *_plain(plan.surgery),
            ],
            room.treatments,
        ),
        **exercises(plan.prevention, knowledge, room.exercises),
        "habits": part([_habit(one) for one in habits if _said(one)], room.prevention),
        "avoid": part(_plain(plan.avoid), room.avoid),
    }


def _first(actions: Iterable[Action]) -> list[dict[str, str]]:
    """What to do first, each with its reason."""
    return [
        {"text": _said(one), "why": one.why if one.audience == "person" else ""}
        for one in actions
        if _said(one) and not one.id.startswith(RETURN)
    ]


def _return(actions: Iterable[Action], most: int) -> list[dict[str, Any]]:
    """What has to bring somebody back: what to do, and under it the signs that call for it."""
    told: dict[str, list[str]] = {}
    for one in [_said(action) for action in actions if action.id.startswith(RETURN)][:most]:
        call, _, sign = one.rpartition(" if ")
        told.setdefault(f"{call} if" if call else "", []).append(sign)
    return [{"call": call, "signs": signs} for call, signs in told.items()]


def _said(action: Action) -> str:
    """The words for a person: none where only a clinician was spoken to."""
    return action.plain_text or (action.text if action.audience == "person" else "")


def _plain(actions: Iterable[Action]) -> list[str]:
    return list(dict.fromkeys(told for action in actions if (told := _said(action))))


def _causes(assessment: Assessment, knowledge: Knowledge, most: int) -> list[dict[str, Any]]:
    if assessment.beliefs is None:
        return []
    ranked = assessment.beliefs.causes[:most]
    return [
        _cause(belief, knowledge) for rank, belief in enumerate(ranked) if rank == 0 or belief.probability >= LEAST_TOLD
    ]


def _cause(belief: Belief, knowledge: Knowledge) -> dict[str, Any]:
    row = knowledge.causes[belief.cause]
    return {
        "label": row.plain_label[0].upper() + row.plain_label[1:],
        "odds": in_ten(belief.probability),
        "dots": round(DOTS * belief.probability),
        "text": row.plain_description,
    }


def in_ten(p: float) -> str:
    """A probability as people picture it.

    >>> in_ten(0.61), in_ten(0.03), in_ten(0.98)
    ('about 6 in 10', 'less than 1 in 20', 'more than 9 in 10')
    """
    if p < 0.05:
        return "less than 1 in 20"
    if p >= 0.95:
        return "more than 9 in 10"
    return f"about {max(1, round(DOTS * p))} in 10"


def _help(one: Treatment, knowledge: Knowledge) -> dict[str, Any]:
    return {
        "label": one.label,
        "text": _said(one),
        "cautions": list(one.cautions),
        "questions": [
            knowledge.findings[finding].question for finding in one.questions if finding in knowledge.findings
        ],
    }


def _habit(one: Measure) -> str:
    often = f" How often: {one.how_often.rstrip('.')}." if one.how_often else ""
    return _said(one) + often


def _desk(assessment: Assessment, voice: Voice, room: Room) -> dict[str, Any]:
    """What the people at the desk have to know, in their words."""
    return {
        "who": who(assessment, voice),
        "flags": part(flags(assessment, voice), room.flags),
        "present": part(present(assessment, voice), room.findings),
        "absent": part(absent(assessment, voice), room.findings),
        "full_strength": part(full_strength(assessment, voice), room.findings),
    }
