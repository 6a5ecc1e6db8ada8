"""What a person is told in a letter, in plain words: what to do, what it is likely to be, what helps, when to go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from multifidus.actions.treating.offer import ASK_FIRST
from multifidus.doors.letter.exercises import SENTENCE, exercises, is_exercise
from multifidus.doors.letter.flags import flags
from multifidus.doors.letter.room import Room, part
from multifidus.doors.letter.said import absent, full_strength, present, who
from multifidus.doors.return_signs import is_return_sign, return_signs_by_call
from multifidus.doors.spoken import Voice
from multifidus.doors.spoken.by_person import told_by_person
from multifidus.knowledge import Knowledge
from multifidus.terms import Action, Assessment, Belief, Candidacy, Measure, Plan, Treatment, Urgency

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
KEPT_OF_OPERATIONS = ("It is an emergency", "As things stand", "It cannot wait", "In a trial")
COURSE = "course"  # the line of what happens by itself
BY_ONESELF = ("self_care", "education", "exercise")  # kinds of treatment that need nobody's leave
# What is for the hours at home; the rest of what to do now stands in the frame at the top.
AT_HOME = frozenset(["hurt", "move", "bed", "walk", "pace", "lie", "up", "warm", "night", "pills", "lift", "later"])
FLAG = "red flag:"  # begins a reason in the words of the tables, which are none for a person


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
    course = [one for one in plan.treatments if one.line_of_use == COURSE]  # in plainer words than the figures
    yours = [one for one in plan.treatments if one.kind in BY_ONESELF and one not in course]
    shared = [one for one in plan.treatments if one not in yours and one not in course]
    habits = [one for one in plan.prevention if not is_exercise(one)]
    asked = [knowledge.findings[one] for one in assessment.ask_first]
    questions = [row.question for row in asked if row.id in told_by_person(knowledge)]
    return {
        "ticks": part(questions, room.ticks),
        "expect": part(_plain([*course, *expected.course, *expected.recurrence]), room.expect),
        "helps": part(_plain(yours), room.helps),
        **_for_doctor(plan, shared, knowledge, room),
        **exercises(plan.prevention, knowledge, room.exercises),
        "habits": part([_habit(one) for one in habits if _said(one)], room.prevention),
        "avoid": part(_plain(plan.avoid), room.avoid),
    }


def _first(actions: Iterable[Action]) -> list[dict[str, str]]:
    """What to do first, each with its reason."""
    return [
        {"text": _said(one), "why": "" if one.audience != "person" or one.why.startswith(FLAG) else one.why}
        for one in actions
        if _said(one) and not is_return_sign(one)
    ]


def _return(actions: Iterable[Action], most: int) -> list[dict[str, Any]]:
    """What has to bring somebody back: what to do, and under it the signs that call for it."""
    signs = [action for action in actions if is_return_sign(action)][:most]
    return [{"call": call, "signs": told} for call, told in return_signs_by_call(signs).items()]


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


def _for_doctor(plan: Plan, shared: list[Treatment], knowledge: Knowledge, room: Room) -> dict[str, Any]:
    """What to talk about with a doctor: tests, options, operations; and what to tell before one of them."""
    options = [one for one in shared if _said(one)]
    kinds = (
        (_plain(one for one in plan.tests if one.who != "person"), room.tests),
        (_options(options), room.options),
        (_operations(plan.surgery), room.surgery),
    )
    return {
        "ask_doctor": {
            "lines": [line for lines, most in kinds for line in lines[:most]],
            "more": sum(max(0, len(lines) - most) for lines, most in kinds),
        },
        "checks": part(_checks(options[: room.options], knowledge), room.checks),
    }


def _options(treatments: Iterable[Treatment]) -> list[str]:
    """The words for each option; that questions come first is said once, above them."""
    return [_said(one).removesuffix(ASK_FIRST).rstrip() for one in treatments]


def _operations(candidacies: Iterable[Candidacy]) -> list[str]:
    """What each operation is, what trials found, and who decides; how its criteria stand is for the clinician."""
    told = [[*SENTENCE.split(_said(one))] for one in candidacies if _said(one)]
    return [
        " ".join([first, *(one for one in others[:-1] if one.startswith(KEPT_OF_OPERATIONS)), *others[-1:]])
        for first, *others in told
    ]


def _checks(treatments: Iterable[Treatment], knowledge: Knowledge) -> list[str]:
    """What to tell before one of these is taken: what most of them ask first."""
    asked = Counter(finding for one in treatments for finding in one.questions)
    rows = [knowledge.findings[finding] for finding, _ in asked.most_common() if finding in knowledge.findings]
    return list(dict.fromkeys(row.question for row in rows if row.id in told_by_person(knowledge)))


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
