"""Whether every danger is answered by a rule, and no weak sign alone shouts. Run on rows of red_flags.csv."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import DIAGNOSTIC, FigureRow, Index, at, in_table
from multifidus.knowledge.rows import AccuracyRow, MustAskRow, RedFlagRow

BLADDER_AND_BOWEL = "bladder_bowel"
DEFICITS = (
    "leg_paralysis", "rapidly_progressive_motor_weakness_leg", "progressive_motor_weakness_leg",
    "bilateral_motor_weakness_leg", "foot_drop", "mrc_3_or_less", "sensory_level", "upper_motor_neurone_signs",
)  # fmt: skip
# Each needs a rule of its own that says the same hour; being implied by another is not enough.
SAME_HOUR = (
    "leg_paralysis", "rapidly_progressive_motor_weakness_leg", "bilateral_motor_weakness_leg", "sensory_level",
    "saddle_numbness", "bladder_dysfunction", "urinary_retention", "bowel_dysfunction", "bowel_incontinence",
    "bilateral_sciatica", "anuria", "any_single_ces_red_flag", "absent_anal_reflex", "reduced_anal_squeeze",
    "reduced_anal_tone", "mri_cauda_equina_compression", "mri_infection", "ct_angiography_rupture",
    "emergency_ultrasound_aneurysm", "high_energy_trauma", "septic_signs", "ct_fracture+trauma",
    "ct_fracture+neurological_deficit",
)  # fmt: skip
# About four in five people with new back pain carry one of these: alone they call for weeks, not for days.
WEAK_ALONE = (
    "history_of_cancer", "prolonged_corticosteroid_use", "osteoporosis", "immunosuppression", "trauma",
    "low_energy_trauma", "thoracic_pain", "night_pain", "unexplained_weight_loss", "age_over_50", "age_over_55",
    "age_over_60", "age_over_65", "age_over_70",
)  # fmt: skip
HURRY = ("emergency", "urgent")


def danger_without_rule(index: Index) -> Iterator[KnowledgeError]:
    """Bladder, bowel, paralysis, and positive reference tests of dangerous causes that no rule answers."""
    bladder = {finding for finding, row in index.findings.items() if row.group == BLADDER_AND_BOWEL}
    for finding in sorted(bladder | set(DEFICITS) | _positive_references(index)):
        reached = {finding} | index.reach.get(finding, frozenset())
        if not reached & set(index.alone):
            problem = f"no rule answers {finding}, alone or through what it implies"
            yield in_table(RedFlagRow, problem, "add the rule: what to do about it, and how soon")


def _positive_references(index: Index) -> set[str]:
    """The images and laboratory tests that show a dangerous cause."""

    def shows(figure: FigureRow) -> bool:
        return isinstance(figure, AccuracyRow) or figure.relation in DIAGNOSTIC

    measured = {pair for pair, rows in index.figures.items() if any(shows(row) for row in rows)}
    return {
        finding
        for finding, cause in measured | set(index.assumed)
        if index.findings[finding].kind in ("imaging", "lab") and cause in index.dangerous
    }


def same_hour_without_rule(index: Index) -> Iterator[KnowledgeError]:
    """Findings that need somebody within the hour and have no rule of their own that says so."""
    emergencies = {frozenset(rule.finding) for rule in index.rows(RedFlagRow) if rule.urgency == "emergency"}
    for finding in SAME_HOUR:
        if frozenset(finding.split("+")) not in emergencies:
            problem = f"{finding} has no emergency rule of its own"
            yield in_table(RedFlagRow, problem, "add the row, or set its urgency to emergency")


def weak_sign_that_shouts(index: Index) -> Iterator[KnowledgeError]:
    """Rules that send people within days for a single sign that most people with back pain carry."""
    for finding in WEAK_ALONE:
        for other in sorted({finding} | index.reach.get(finding, frozenset())):
            for rule in index.alone.get(other, ()):
                if rule.urgency in HURRY:
                    problem = f"{finding} alone is too weak for {rule.urgency}"
                    yield at(rule, "urgency", problem, "write soon, or add what has to come with it, joined by +")


def rule_twice(index: Index) -> Iterator[KnowledgeError]:
    """Rules that ask for the same findings of the same cause in another order."""
    first: dict[tuple[frozenset[str], str], RedFlagRow] = {}
    for row in index.rows(RedFlagRow):
        before = first.setdefault((frozenset(row.finding), row.cause), row)
        if before is not row:
            problem = f"{'+'.join(row.finding)} for {row.cause} stands already in line {before.line}"
            yield at(row, "finding", problem, "keep the more urgent of the two")


def emergency_that_nobody_asks(index: Index) -> Iterator[KnowledgeError]:
    """Emergencies that a person could tell, and that no must-ask question reaches."""
    asked = {row.finding for row in index.rows(MustAskRow)}
    for row in index.rows(RedFlagRow):
        by_person = all(finding in index.answered_by_person for finding in row.finding)
        if row.urgency != "emergency" or not by_person:
            continue
        if not any(({finding} | index.reach[finding]) & asked for finding in row.finding):
            problem = f"no question of must_ask.csv reaches {'+'.join(row.finding)}"
            yield at(row, "finding", problem, "make one of its findings imply a must-ask question, or ask it")
