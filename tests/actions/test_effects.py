"""What trials found is told in words that say what was counted, and whether more of it is better."""

import pytest

from multifidus.actions.effects import effect_measures, effect_told
from multifidus.knowledge import shipped
from multifidus.knowledge.rows import EffectRow
from multifidus.terms import Figure

KNOWLEDGE = shipped()


@pytest.mark.parametrize(
    ("measure", "value", "low", "high", "told"),
    [
        ("pain_md_0_100", -7.29, -10.98, -3.61, "pain -7.29 points of 100 (-11 to -3.61)"),
        ("smd_pain", -0.33, -0.58, -0.08, "pain -0.33 standard deviations (-0.58 to -0.08)"),
        ("rr_episode", 0.55, 0.41, 0.74, "risk of another episode times 0.55 (0.41 to 0.74)"),
        ("proportion_crossover", 0.44, None, None, "changed over to the operation 44 of 100 people"),
        ("risk_difference", 0.23, 0.06, 0.39, "share that is better, difference +23 of 100 people (+6 to +39)"),
        ("p_recovered_12m", 0.72, None, None, "p recovered 12m 0.72"),
    ],
)
def test_an_effect_says_what_it_counts_and_its_doubt(measure, value, low, high, told):
    figure = Figure(measure, value, low, high, "Somebody2020", "checked", "this vs that")

    assert effect_told(figure, KNOWLEDGE) == f"this vs that: {told}"


def test_a_share_is_a_share_and_a_ratio_is_positive():
    for row in KNOWLEDGE.rows(EffectRow):
        kind = effect_measures(KNOWLEDGE)[row.measure].kind if row.measure else None
        if row.effect is not None and kind in ("share", "risk_difference"):
            assert -1 <= row.effect <= 1, row
        if row.effect is not None and kind in ("risk_ratio", "odds_ratio", "hazard_ratio"):
            assert row.effect > 0, row
