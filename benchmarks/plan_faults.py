"""What must not be wrong with a plan, whoever it is for: each function gives the faults that it finds, in words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from multifidus.actions.conditions import holds
from multifidus.doors.contract import contract
from multifidus.findings.closure import logic_of
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import ContraindicationRow, OptionRow, TestRow, TreatmentRow
from multifidus.terms import OURS, Action, Assessment, Candidacy, Plan, Treatment, Urgency

PARTS = ("now", "tests", "treatments", "surgery", "prevention", "avoid")
TOLD = {
    "file", "edition", "in_scope", "out_of_scope", "urgency", "urgency_reasons", "red_flags", "ask_first", "causes",
    "p_unexplained", "pain_types", "level", "findings", "contradictions", "unread", "next_tests", "plan", "certificate",
    "troubles",
}  # fmt: skip
WAITS = {"exercise", "manual", "device", "psychological", "education", "self_care"}  # kinds that an emergency lacks
# Who decides is the person with the surgeon: no sentence may say that somebody needs an operation.
NEEDS = re.compile(
    r"\b(?:you|she|he|they|patient|person) (?:\w+ ){0,2}(?:needs?|requires?|must have|has to have|have to have) "
    r"(?:\w+ ){0,2}(?:surgery|operations?|operated)|\b(?:surgery|an operation) is (?:needed|necessary|required)\b"
)
NOT_YET = "not_yet_"  # a test that is better left for now
OF_THE_PERSON = re.compile("contraindicated|not before somebody has looked into")  # a reason that is no cause
CHILDBEARING = {"could_be_pregnant", "pregnant", "breastfeeding"}
AN_ID = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b")
SCANNED_WITH_RAYS = re.compile(r"^(ct_|xray_|bone_scan|spect)")


def faults(assessment: Assessment, knowledge: Knowledge) -> list[str]:
    """Everything that is wrong with the plan of one person; empty when nothing is."""
    plan = assessment.plan
    return [
        *empty(assessment),
        *contradictory(plan, knowledge),
        *repeated(plan),
        *delayed(plan),
        *forbidden(assessment, knowledge),
        *unsourced(plan, knowledge),
        *badly_told(plan),
        *out_of_scope(assessment),
        *untold(assessment, knowledge),
    ]


def everything(plan: Plan) -> Iterator[tuple[str, Action]]:
    """Each action of a plan with the part that it stands in, the prognosis included."""
    for part in PARTS:
        yield from ((part, action) for action in getattr(plan, part))
    course = plan.prognosis
    yield from (("prognosis", action) for action in (*course.course, *course.recurrence, *course.predictors))


def offered(plan: Plan) -> list[Action]:
    """What a plan advises. An operation with a criterion against it is told, not offered."""
    told = [one for one in plan.surgery if all(criterion.standing != "contradicted" for criterion in one.criteria)]
    return [*plan.now, *plan.tests, *plan.treatments, *plan.prevention, *told]


@cache
def classes(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """The classes of contraindications.csv that each option belongs to."""
    known = {row.treatment_class for row in knowledge.rows(ContraindicationRow)}
    given = {row.id: getattr(row, "treatment_class", None) or row.id for row in knowledge.rows(OptionRow)}
    return {
        option: tuple(one for one in ([named] if isinstance(named, str) else named) if one in known)
        for option, named in given.items()
    }


@cache
def askable(knowledge: Knowledge) -> frozenset[str]:
    """The findings that a person can tell: a level in the blood is no question to anybody."""
    tests = knowledge.rows(TestRow)
    return frozenset(finding for test in tests if test.who == "person" for finding in test.findings)


def empty(assessment: Assessment) -> Iterator[str]:
    """A plan with nothing to do now; or, with a ranking, with nothing to treat, or to look at where it is urgent.

    Where something urgent is feared that is none of our causes there may be tests alone.
    """
    plan = assessment.plan
    if not plan.now:
        yield "nothing to do now"
    if assessment.beliefs is None:
        return
    if not plan.treatments and not (plan.urgency.rank <= Urgency.URGENT.rank and plan.tests):
        yield "a ranking of causes, and no treatment"
    if plan.urgency is Urgency.URGENT and not plan.tests:
        yield "urgent, and no test to order"


def contradictory(plan: Plan, knowledge: Knowledge) -> Iterator[str]:
    """The same thing, or the same class of medicines, both advised and advised against."""
    known = classes(knowledge)
    against = {action.id.removeprefix(NOT_YET) for action in plan.avoid}
    against_classes = {one for action in plan.avoid if _harms(action, knowledge) for one in known.get(action.id, ())}
    for action in offered(plan):
        if action.id in against:
            yield f"{action.id} is both advised and to be avoided"
        elif set(known.get(action.id, ())) & against_classes and not _for_an_emergency(action):
            yield f"{action.id} is advised while another of its class is to be avoided"


def _harms(action: Action, knowledge: Knowledge) -> bool:
    """Whether something is to be avoided for the harm it does, which its whole class does, and not for want of use."""
    no_use = {(row.option, row.cause) for row in knowledge.rows(TreatmentRow) if row.avoid_for == "no_use"}
    return not any((action.id, cause) in no_use for cause in action.causes)


def _for_an_emergency(action: Action) -> bool:
    """Cortisone for a pressed cord is right beside none for sciatica: nothing that an emergency needs is withheld."""
    return isinstance(action, Treatment) and action.line_of_use == "emergency"


def repeated(plan: Plan) -> Iterator[str]:
    """One thing twice in a part, or one sentence for two things."""
    for part in PARTS:
        actions = getattr(plan, part)
        for name, times in Counter(action.id for action in actions).items():
            if times > 1:
                yield f"{name} stands {times} times in {part}"
        for told, times in Counter(action.plain_text or action.text for action in actions).items():
            if times > 1:
                yield f"one sentence for {times} things in {part}: {told}"


def delayed(plan: Plan) -> Iterator[str]:
    """Something routine in an emergency."""
    if plan.urgency is not Urgency.EMERGENCY:
        return
    if plan.prevention:
        yield "a programme of prevention in an emergency"
    for treatment in plan.treatments:
        if treatment.kind in WAITS:
            yield f"{treatment.id} ({treatment.kind}) in an emergency"
    for operation in plan.surgery:
        if not operation.emergency:
            yield f"{operation.id}, which can wait, in an emergency"
    if plan.now and not re.search(r"emergency|ambulance", f"{plan.now[0].text} {plan.now[0].plain_text}".lower()):
        yield f"an emergency that begins with: {plan.now[0].text}"


def forbidden(assessment: Assessment, knowledge: Knowledge) -> Iterator[str]:
    """A treatment against a stated condition, or one whose caution or question is not shown with it."""
    known = assessment.known
    for treatment in assessment.plan.treatments:
        for row in _bearing_on(treatment, knowledge):
            finding = row.finding_or_condition
            if known.present(finding):
                if row.action == "avoid" and not _for_an_emergency(treatment):
                    yield f"{treatment.id} is advised against {finding}"
                elif not treatment.cautions and finding not in treatment.questions:
                    yield f"{treatment.id} does not say what {finding} means for it"
            elif row.action == "avoid" and _left_unasked(finding, treatment, assessment, knowledge):
                yield f"{treatment.id} is advised, and {finding} was not asked"
        for cause in treatment.causes:
            if _fails_for(treatment.id, cause, assessment, knowledge):
                yield f"{treatment.id} is advised for {cause} though its condition fails"


def _fails_for(option: str, cause: str, assessment: Assessment, knowledge: Knowledge) -> bool:
    """Whether every row that would give an option for a cause has a condition that does not hold."""
    rows = [
        row
        for row in knowledge.rows(TreatmentRow)
        if row.option == option and row.cause == cause and row.line_of_use != "avoid"
    ]
    return bool(rows) and all(holds(row.when, assessment.known) is False for row in rows)


def _bearing_on(treatment: Treatment, knowledge: Knowledge) -> Iterator[ContraindicationRow]:
    of = classes(knowledge).get(treatment.id, ())
    yield from (row for row in knowledge.rows(ContraindicationRow) if row.treatment_class in of)


def _left_unasked(finding: str, treatment: Treatment, assessment: Assessment, knowledge: Knowledge) -> bool:
    """Whether nobody asked what would forbid a treatment, and nothing that would settle it is asked before it.

    A safety question that is still open counts: it comes before everything. In hospital they ask for themselves.
    """
    known = assessment.known
    if not known.unknown(finding) or finding not in askable(knowledge) or _for_an_emergency(treatment):
        return False
    implied = logic_of(knowledge).implies.get(finding, frozenset())
    if CHILDBEARING & {finding, *implied} and (known.present("male") or known.present("age_over_55")):
        return False
    settled_by = {finding, *implied, *(["age_over_50"] if finding.startswith("age_") else [])}
    return not settled_by & {*treatment.questions, *assessment.ask_first}


def unsourced(plan: Plan, knowledge: Knowledge) -> Iterator[str]:
    """Whatever names a source that is not in sources.csv, or none although it is not ours."""
    for part, action in everything(plan):
        where = f"{part}, {action.id}"
        if action.status != OURS and not action.sources:
            yield f"{where}: {action.status} without a source"
        named = [*action.sources, *(one.source for one in action.figures if one.status != OURS), *_cited(action)]
        yield from (f"{where}: no source {source!r}" for source in named if source not in knowledge.sources)


def _cited(action: Action) -> Iterator[str]:
    if isinstance(action, Treatment | Candidacy):
        yield from (position.source for position in action.positions)
        yield from (outcome.source for outcome in action.outcomes if outcome.status != OURS)
    if isinstance(action, Candidacy):
        yield from (criterion.source for criterion in action.criteria if criterion.status != OURS)


def badly_told(plan: Plan) -> Iterator[str]:
    """A line without words, one that says that somebody needs surgery, an id where words belong."""
    for part, action in everything(plan):
        for told in (action.text, action.plain_text, action.why):
            if any(not re.search(r"\b(may|might|if)\b", found) for found in _needs(told.lower())):
                yield f"{part}, {action.id}: who decides on an operation? {told!r}"
        if not action.text.strip() or not action.why.strip():
            yield f"{part}, {action.id}: no words, or no why"
        for_person = action.plain_text or (action.text if action.audience == "person" else "")
        if AN_ID.search(for_person):
            yield f"{part}, {action.id}: an id for the person: {for_person!r}"


def _needs(told: str) -> Iterator[str]:
    """Each sentence that speaks of needing an operation."""
    yield from (sentence for sentence in re.split(r"(?<=[.!?])\s+", told) if NEEDS.search(sentence))


def out_of_scope(assessment: Assessment) -> Iterator[str]:
    """What is not for somebody of whom no ranking is given: our medicines, and rays for the pregnant."""
    if assessment.known.in_scope:
        return
    plan, known = assessment.plan, assessment.known
    if plan.urgency is not Urgency.EMERGENCY:
        yield from (f"{one.id} out of scope" for one in plan.treatments)
        yield from (f"{one.id} out of scope" for one in plan.surgery if not one.emergency)
    if known.present("pregnant") and plan.urgency is not Urgency.EMERGENCY:  # then nothing needed is withheld
        yield from (f"{one.id} in pregnancy" for one in plan.tests if SCANNED_WITH_RAYS.match(one.id))


def untold(assessment: Assessment, knowledge: Knowledge) -> Iterator[str]:
    """What the contract lacks, or cannot be written as JSON."""
    labels = {cause: row.label for cause, row in knowledge.causes.items()}
    told = contract(assessment, file="somebody", labels=labels)
    missing = TOLD - told.keys() | (set(PARTS) - told["plan"].keys())
    if missing:
        yield f"the contract lacks {', '.join(sorted(missing))}"
    try:
        json.dumps(told, allow_nan=False)
    except (TypeError, ValueError) as error:
        yield f"the contract cannot be written as JSON: {error}"


def for_two_causes(assessments: Iterable[Assessment]) -> list[str]:
    """Every line that is told with the same words to people with different causes.

    Compared is all that is said: the text, its plain words, and why.
    """
    seen: dict[tuple[str, ...], str] = {}
    found: dict[str, None] = {}
    for assessment in assessments:
        plan = assessment.plan
        for action in (*plan.treatments, *plan.surgery, *plan.prevention, *plan.avoid):
            if not action.causes or OF_THE_PERSON.search(f"{action.text} {action.why}"):
                continue
            said = (action.id, action.text, action.plain_text, action.why)
            cause = seen.setdefault(said, action.causes[0])
            if cause != action.causes[0]:
                found.setdefault(f"{action.id} is told alike for {cause} and {action.causes[0]}: {action.text}")
    return list(found)
