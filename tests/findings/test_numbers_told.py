"""Numbers and what is beside them: ranges, grades, pairs of reflexes, exceptions, times that are of something else."""

import pytest
from told_lines import Line

RANGES = [
    ("ESR 71 (normal 0-20)", "esr=71", "-raised_crp_or_esr"),
    (
        "CRP 64 (ref 0-5), WBC 16.4 (normal 4.0-11.0)",
        "crp=64 white_cells=16.4 raised_crp_or_esr",
        "-raised_white_cells",
    ),
    ("Creatinine 2.4 (normal 0.6-1.2)", "raised_creatinine", "-raised_creatinine"),
    ("Creatinine 0.9 (normal 0.6-1.2)", "-raised_creatinine", "raised_creatinine"),
    ("Haemoglobin 8.4 (normal range 13-17)", "anaemia", "-anaemia"),
    ("Hb 14.2 (13-17)", "-anaemia", "anaemia"),
    ("Calcium 12.6 (normal 8.5-10.5)", "hypercalcaemia", "-hypercalcaemia"),
    ("Creatinine 188 (H)", "raised_creatinine", "-raised_creatinine"),
    ("Hgb 8.9 low", "anaemia", "-anaemia"),
    ("Hb 9.1 (L)", "anaemia", "-anaemia"),
    ("Creatinine 130", "", "raised_creatinine -raised_creatinine"),
    ("ESR is normal", "-raised_crp_or_esr", "raised_crp_or_esr"),
    ("Creatinine normal at 0.8", "-raised_creatinine", "raised_creatinine"),
    ("Creatinine # (H), ESR 8 (# - #)", "esr=8", "raised_creatinine -raised_creatinine"),
    ("WBC 18 (normal 4-11)", "raised_white_cells", "-raised_white_cells"),
]
GRADES = [
    ("Right leg strength is 4-5/5", "motor_weakness_leg", "-motor_weakness_leg"),
    ("MOTOR: LLE 4-5/5, RLE 5/5", "motor_weakness_leg.left", "-motor_weakness_leg motor_weakness_leg.right"),
    ("Power 4+-5/5 in the left leg", "motor_weakness_leg", "-motor_weakness_leg"),
    ("Strength 5/5 in the arms and 3/5 in the legs", "motor_weakness_leg", "-motor_weakness_leg"),
    ("Power 4/5 in the arms and 5/5 in the legs", "-motor_weakness_leg", "motor_weakness_leg"),
    ("Strength 5/5 in the left leg", "", "-motor_weakness_leg"),
    (
        "Power 5/5 in the left leg, 2/5 dorsiflexion in the right",
        "mrc_ankle_dorsiflexion.right=2 foot_drop.right",
        "foot_drop.left -motor_weakness_leg -foot_drop",
    ),
    (
        "TA 5/5, EHL 2/5, GSC 5/5 on the left; 5/5 on the right",
        "mrc_great_toe_extension.left=2 mrc_ankle_dorsiflexion.left=5",
        "mrc_great_toe_extension.right=2 -motor_weakness_leg",
    ),
    ("MRC grade 3 EHL on the left", "mrc_great_toe_extension.left=3", "-weakness_great_toe_extension"),
    ("SLR positive on the left, EHL 4/5", "mrc_great_toe_extension=4", "mrc_great_toe_extension.left=4"),
    ("EHL 4/5, left ankle jerk absent", "mrc_great_toe_extension=4", "mrc_great_toe_extension.left=4"),
]
CONSTANT = [
    (
        "At first the pain in her back was intermittent but for three days it has been constant",
        "constant_pain",
        "-constant_pain -constant_progressive_pain",
    ),
    ("The back pain used to be intermittent, now it is constant", "constant_pain", "-constant_pain"),
    ("Back pain was on and off initially and is now constant", "constant_pain", "-constant_pain"),
    ("Back pain is intermittent, never constant", "", "constant_pain"),
]
TOLD = [*RANGES, *GRADES, *CONSTANT]


@pytest.mark.parametrize(("line", "reads", "never"), TOLD, ids=[line for line, _, _ in TOLD])
def test_a_number_says_what_stands_beside_it(line, reads, never):
    assert Line("dev", "numbers", line, tuple(reads.split()), tuple(never.split())).faults() == ()
