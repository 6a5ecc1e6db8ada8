"""The claims themselves: that what they name is there, that each can fail, and that enough of them are made."""

import tomllib
from pathlib import Path
from typing import get_args

import pytest
from claims import HOLDS, KNOWLEDGE, PLAN_CLAIMS, ids_claimed, option_rows

from multifidus.knowledge import rows
from multifidus.knowledge.rows_options import TreatmentClass
from multifidus.terms import Action, Candidacy, Criterion, Measure, Order, Plan, Position, Treatment, Urgency

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.toml"))
EXPECTS = {path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["expect"] for path in CASES}
OF_PLANS = {name: expect for name, expect in EXPECTS.items() if PLAN_CLAIMS.keys() & expect}


def there() -> set[str]:
    tests = {row.id for row in KNOWLEDGE.rows(rows.TestRow)}
    exercises = {f"exercise_{row.id}" for row in KNOWLEDGE.rows(rows.ExerciseRow)}
    habits = {f"habit_{row.id}" for row in KNOWLEDGE.rows(rows.HabitRow)}
    return {*option_rows(), *tests, *exercises, *habits, *get_args(TreatmentClass)}


@pytest.mark.parametrize("name", OF_PLANS)
def test_whatever_a_case_names_is_an_option_a_test_or_a_class_of_medicines(name):
    claimed = {one for claim, value in OF_PLANS[name].items() for one in ids_claimed(claim, value)}

    assert claimed <= there()


NOTHING = Plan(Urgency.ROUTINE, ("nothing was asked",))
AGAINST = Position("A", "against", "NICE2016", "checked")
FULL = Plan(
    Urgency.EMERGENCY,
    ("a red flag",),
    now=(Action("now_emergency", "Call an ambulance.", "so", "ours"),),
    tests=(
        Order("mri_lumbar", "MRI: left L5", "so", "ours", kind="imaging", cautions=("a pacemaker",)),
        Order("ask_age", "age", "so", "ours"),
    ),
    treatments=(
        Treatment("nsaid", "a pill", "so", "ours", questions=("kidney_disease",), cautions=("flare of the bowel",),
                  positions=(AGAINST, Position("B", "for", "NICE2016", "checked"))),
        Treatment("paracetamol", "a pill", "so", "ours", causes=("renal",)),
        Treatment("exercise_programme", "training", "so", "ours", kind="exercise"),
    ),
    surgery=(
        Candidacy("discectomy", "open", "so", "ours", emergency=True, criteria=(
            Criterion("failed_care", "care failed", "met", ("no_improvement_six_weeks",), (), "NICE2016", "checked"),)),
        Candidacy("laminectomy", "open", "so", "ours", criteria=(
            Criterion("picture", "narrow", "contradicted", ("mri_canal_stenosis",), (), "NICE2016", "checked"),)),
    ),
    prevention=(Measure("walking_programme", "walk", "so", "ours"),),
    avoid=(Action("opioid", "no opioid", "so", "ours"),),
)  # fmt: skip
MET = {"discectomy": {"met": ["no_improvement_six_weeks"]}}
# claim -> (plan and value that hold, plan and value that do not)
TRIED = {
    "advises": ((FULL, ["nsaid|heat", "discectomy", "walking_programme", "ask_age"]), (FULL, ["laminectomy"])),
    "never": ((FULL, ["opioid", "laminectomy"]), (FULL, ["discectomy"])),
    "avoids": ((FULL, ["opioid"]), (FULL, ["nsaid"])),
    "asks_before": ((FULL, {"nsaid": ["kidney_disease"]}), (FULL, {"paracetamol": ["kidney_disease"]})),
    "asks_nothing_before": ((FULL, ["paracetamol"]), (FULL, ["nsaid"])),
    "advises_none_plainly": ((FULL, ["nsaid", "duloxetine"]), (FULL, ["paracetamol"])),
    "serves": ((FULL, {"paracetamol": "renal"}), (FULL, {"nsaid": "renal"})),
    "cautions_for": ((FULL, {"nsaid": "flare"}), (FULL, {"nsaid": "sugar"})),
    "asks_or_says": ((FULL, {"nsaid": "flare", "cbt": "x"}), (FULL, {"nsaid": "block"})),
    "both_ways": ((FULL, ["nsaid"]), (FULL, ["paracetamol"])),
    "first_now": ((FULL, ["ambulance"]), (FULL, ["walk"])),
    "now_says": ((FULL, ["call"]), (FULL, ["all"])),  # a word, or the beginning of one
    "orders": ((FULL, ["mri_lumbar"]), (FULL, ["ct_lumbar"])),
    "orders_none_of": ((FULL, ["ct_lumbar"]), (FULL, ["mri_lumbar"])),
    "orders_before": ((FULL, [["mri_lumbar", "ct_lumbar"]]), (FULL, [["ask_age", "mri_lumbar"]])),
    "order_says": ((FULL, {"mri_lumbar": ["left", "L5"]}), (FULL, {"mri_lumbar": ["right"]})),
    "order_minds": ((FULL, {"mri_lumbar": "pacemaker|implant"}), (FULL, {"ask_age": "pacemaker"})),
    "first_order_is": ((FULL, "imaging"), (FULL, "question")),
    "no_imaging": ((NOTHING, True), (FULL, True)),
    "operation": ((FULL, MET), (FULL, {"discectomy": {"missing": ["no_improvement_six_weeks"]}})),
    "shows_operation": ((FULL, ["laminectomy"]), (FULL, ["lumbar_fusion"])),
    "no_operation": ((FULL, ["lumbar_fusion"]), (FULL, ["laminectomy"])),
    "no_surgery": ((NOTHING, True), (FULL, True)),
    "not_yet": ((FULL, ["laminectomy", "lumbar_fusion"]), (FULL, ["discectomy"])),
    "not_ready": ((FULL, ["laminectomy", "lumbar_fusion"]), (FULL, ["discectomy"])),
    "emergency_surgery": ((FULL, ["discectomy"]), (FULL, ["laminectomy"])),
    "no_exercise": ((NOTHING, True), (FULL, True)),
    "no_prevention": ((NOTHING, True), (FULL, True)),
    "no_routine": ((NOTHING, True), (FULL, True)),
}  # fmt: skip


@pytest.mark.parametrize("claim", HOLDS)
def test_a_claim_holds_of_one_plan_and_fails_of_another(claim):
    right, wrong = TRIED[claim]

    assert HOLDS[claim](*right) is True
    assert HOLDS[claim](*wrong) is False
