"""One lift from its description to the whole answer: loads, limits, dose, and how far off each may be."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spines import CONSTANTS, MAN, WOMAN, needs_torso

from multifidus.errors import InputError
from multifidus.findings.lifting.body import Body, segments
from multifidus.findings.lifting.equations.estimate import estimated_n
from multifidus.findings.lifting.lift import Hands, Lift
from multifidus.findings.lifting.person import person
from multifidus.findings.lifting.posture import TECHNIQUES, Posture, reached
from multifidus.findings.lifting.reading.asked import SPEEDS, Asked
from multifidus.findings.lifting.reading.reading import Reader, read_lift
from multifidus.findings.lifting.spine.groups import PREFIXES
from multifidus.findings.lifting.spine.torso import LEVELS

SOFA = Lift(load_kg=20, reach_m=0.40, hands_m=0.30, travel_m=0.70, per_minute=1, hours=1)
LIGHT = Lift(load_kg=5, reach_m=0.35, hands_m=0.60, travel_m=0.40, per_minute=1, hours=1)


@pytest.fixture(scope="module")
def reader():
    return Reader(CONSTANTS)


@pytest.fixture(scope="module")
def plain():
    return Reader(CONSTANTS, draws=0)


def lifted(**changes):
    told = {"load_kg": 10.0, "reach_m": 0.4, "hands_m": 0.5, "travel_m": 0.5, "per_minute": 1.0}
    return Lift(**(told | changes))


def verdict(reading, name):
    return next(one for one in reading.verdicts if name in one.limit.name)


@needs_torso
def test_the_answer_is_that_of_the_spine_in_the_posture_reached(plain):
    told = plain.read(Asked(SOFA, MAN))
    stood = reached(Hands(0.40, 1.0), 20, "stoop", segments(MAN, CONSTANTS), CONSTANTS)
    loads = plain.spine(MAN).loads([stood], 20.0)

    assert told.moments[1].posture == stood
    assert [disc.compression_n.value for disc in told.moments[1].discs] == pytest.approx(list(loads.compression_n[0]))
    assert [disc.level for disc in told.moments[1].discs] == list(LEVELS)
    assert told.worst.end == "pick-up"
    assert told.compression_n == max(disc.compression_n.value for one in told.moments for disc in one.discs)


@needs_torso
def test_several_are_read_as_each_alone(reader):
    asked = [Asked(SOFA, MAN), Asked(LIGHT, WOMAN, "squat"), Asked(LIGHT, MAN, build_told=False)]
    for together, alone in zip(reader.read_all(asked), [reader.read(one) for one in asked], strict=True):
        for one, other in zip(together.moments, alone.moments, strict=True):
            for disc, same in zip(one.discs, other.discs, strict=True):
                assert disc.compression_n.value == pytest.approx(same.compression_n.value, rel=1e-5)
                assert disc.compression_n.high == pytest.approx(same.compression_n.high, rel=1e-4)


@needs_torso
def test_the_same_question_has_the_same_answer(reader):
    one, other = read_lift(SOFA, MAN, constants=CONSTANTS), reader.read(Asked(SOFA, MAN))
    assert one.worst.worst == other.worst.worst


@needs_torso
@settings(max_examples=12, deadline=None)
@given(st.floats(0, 20), st.floats(0.3, 0.5), st.floats(0.3, 0.9), st.sampled_from(TECHNIQUES), st.sampled_from(SPEEDS))
def test_heavier_or_farther_is_never_less(plain, kg, reach, height, technique, speed):
    def asked(**more):
        told = {"load_kg": kg, "reach_m": reach, "hands_m": height} | more
        return Asked(lifted(**told), MAN, technique, speed=speed)

    less, heavier, farther = plain.read_all([asked(), asked(load_kg=kg + 5), asked(reach_m=reach + 0.08)])
    assert heavier.compression_n > less.compression_n
    assert heavier.niosh.lifting_index >= less.niosh.lifting_index
    assert farther.compression_n > less.compression_n * 0.98  # to lean farther is to stand a little otherwise


@needs_torso
@settings(max_examples=8, deadline=None)
@given(st.floats(0, 30), st.floats(0.3, 0.55), st.floats(0.2, 1.0))
def test_every_figure_lies_within_its_bounds(reader, kg, reach, height):
    told = reader.read(Asked(lifted(load_kg=kg, reach_m=reach, hands_m=height), MAN, age=40))
    spreads = [
        figure
        for moment in told.moments
        for disc in moment.discs
        for figure in (disc.compression_n, disc.shear_n, disc.pressure_mpa)
    ]
    spreads += [group.activation for moment in told.moments for group in moment.muscles]
    spreads += [one.load for one in told.verdicts] + [told.dose.damage]
    assert all(one.low <= one.value <= one.high and np.isfinite([one.low, one.high]).all() for one in spreads)


@needs_torso
def test_a_scale_narrows_the_bounds_and_a_build_that_nobody_told_widens_them(reader):
    def width(**more):
        worst = reader.read(Asked(SOFA, MAN, **more)).worst.worst.compression_n
        return worst.high - worst.low

    assert width(weighed=True) < width() < width(build_told=False)


@needs_torso
def test_quick_presses_more_than_slow_by_about_what_was_measured(plain):
    """Greenland 2013: 20 %, floor to waist, 2.25 and 9 kg; nothing is fitted to it."""
    measured = CONSTANTS.value("lift_speed_effect")
    slow, normal, quick = (plain.read(Asked(lifted(load_kg=9, hands_m=0.2), MAN, speed=one)) for one in SPEEDS)
    assert slow.compression_n < normal.compression_n < quick.compression_n
    assert 0.5 * measured < quick.compression_n / slow.compression_n - 1 < 1.75 * measured


@needs_torso
def test_the_way_that_is_taken_when_none_is_told_is_nearly_always_the_one_that_loads_most(plain):
    lifts = [lifted(load_kg=kg, reach_m=reach, hands_m=height, travel_m=0.1)
             for kg in (3, 10, 20) for reach in (0.3, 0.4) for height in (0.3, 0.5, 0.7, 0.9)]  # fmt: skip
    told = {way: plain.read_all([Asked(lift, MAN, way) for lift in lifts]) for way in TECHNIQUES}
    most = np.max([[one.compression_n for one in answers] for answers in told.values()], axis=0)
    taken = np.array([answer.compression_n for answer in plain.read_all([Asked(lift, MAN) for lift in lifts])])
    assert (taken > 0.98 * most).mean() > 0.9
    assert (taken > 0.9 * most).all()


@needs_torso
def test_a_load_that_is_held_back_at_the_end_is_pushed_there_too(plain):
    down = lifted(hands_m=1.0, set_down=Hands(0.4, 0.3))
    told = plain.read(Asked(down, MAN))
    assert told.worst.end == "set-down"
    assert told.worst.posture.hands_acceleration[1] > 0


@needs_torso
def test_limits_by_age_and_sex_are_told_only_to_whom_we_know(reader):
    nobody = reader.read(Asked(SOFA, MAN))
    old = reader.read(Asked(SOFA, WOMAN, age=60))
    assert not [one for one in nobody.verdicts if "Dortmund" in one.limit.name or "ISO" in one.limit.name]
    assert verdict(old, "Dortmund").limit.value == 1800
    assert verdict(old, "Dortmund").over
    assert verdict(old, "ISO").limit.value == 15
    assert verdict(old, "ISO").over_by == 5
    unknown = reader.read(Asked(SOFA, WOMAN, age=60, sex_told=False))
    assert not [one for one in unknown.verdicts if "Dortmund" in one.limit.name]


@needs_torso
def test_a_limit_is_over_in_all_draws_or_none_or_some_as_its_bounds_say(reader):
    for one in reader.read(Asked(SOFA, MAN, age=30)).verdicts:
        if one.load.low > one.limit.value:
            assert one.p_over >= 0.97
        if one.load.high < one.limit.value:
            assert one.p_over <= 0.03
        assert one.over == (one.load.value > one.most >= one.limit.value)


@needs_torso
def test_the_bounds_of_shear_hold_discs_that_lean_more_or_less(reader, plain):
    """Whoever's discs lean as the ends of our rows say is within the bounds that are told."""
    asked = Asked(SOFA, MAN, age=30)
    worst = reader.read(asked).worst
    spine = plain.spine(MAN)
    low, high = (spine.loads([worst.posture], asked.lift.load_kg, tilts=tilt).shear_n[0] for tilt in (-1.5, 1.5))
    for n, disc in enumerate(worst.discs):
        assert disc.shear_n.low < low[n] < disc.shear_n.value < high[n] < disc.shear_n.high


@needs_torso
def test_the_action_limit_is_that_of_the_lowest_disc_whichever_bears_most(reader):
    """20 kg put on a chest: more on L1/L2 than on L5/S1, for which 3,400 N stand."""
    held = reader.read(Asked(lifted(load_kg=20, reach_m=0.4, hands_m=0.8, travel_m=0.1), MAN))
    for name in ("action", "maximum"):
        assert verdict(held, name).at.startswith("L5/S1")
        told = [m.discs[0].compression_n.value for m in held.moments]
        assert verdict(held, name).load.value == max(told)


@needs_torso
def test_every_strand_of_the_torso_belongs_to_one_group(plain):
    for muscle in plain.spine(MAN).torso.muscles:
        assert sum(muscle.startswith(prefixes) for prefixes in PREFIXES.values()) == 1


@needs_torso
def test_a_muscle_bears_no_more_than_its_capacity_and_a_load_at_the_side_pulls_at_the_other(reader):
    ahead, right = reader.read_all([Asked(LIGHT, MAN), Asked(lifted(load_kg=5, twist_deg=60), MAN)])
    for group in ahead.worst.muscles:
        assert 0 <= group.stress_n_cm2 <= group.capacity_n_cm2 * (1 + 1e-9)
        assert group.left == pytest.approx(group.right, abs=0.12)
    back = next(group for group in right.worst.muscles if group.name == "iliocostalis")
    assert back.left > back.right


def test_twice_as_often_is_twice_the_dose(plain):
    once, twice = plain.read_all([Asked(lifted(load_kg=2), MAN), Asked(lifted(load_kg=2, per_minute=2.0), MAN)])
    assert twice.dose.damage.value == pytest.approx(2 * once.dose.damage.value)
    assert twice.dose.times_a_day == 120


def test_without_the_torso_the_rest_is_told_and_what_to_install(monkeypatch, reader):
    monkeypatch.setitem(sys.modules, "mujoco", None)
    told = read_lift(SOFA, WOMAN, constants=CONSTANTS, age=40)
    assert "multifidus[lifting]" in told.without.remedy
    assert round(told.niosh.lifting_index, 1) == 1.9
    assert verdict(told, "ISO").limit.value == 20
    assert told.dose.damage.value > 0
    assert told.worst.end == "pick-up"
    assert not any(moment.discs for moment in told.moments)


def test_the_hand_calculation_is_the_formula_in_its_own_units():
    """150 lb, 20 lb held 20 in before the disc, bent 30 degrees: 225 + 200 + 76 lb."""
    bent = Posture(pelvis=10, lumbar=20, hands=(20 * 0.0254, -0.3, 0.0))
    body = Body(1.75, 150 * 0.45359237)
    newtons = estimated_n(bent, 20 * 0.45359237, body, CONSTANTS)
    assert newtons / 9.80665 / 0.45359237 == pytest.approx(225 + 200 + 76)


@pytest.mark.parametrize(
    ("lift", "where", "words"),
    [
        (lifted(reach_m=2.0), "reach_m", "out of reach"),
        (lifted(travel_m=2.4), "travel_m", "at the end"),
        (lifted(set_down=Hands(0.4, 2.9)), "travel_m", "out of reach"),
    ],
)
def test_what_is_out_of_reach_at_either_end_is_said(plain, lift, where, words):
    with pytest.raises(InputError, match=words) as refused:
        plain.read(Asked(lift, MAN))
    assert refused.value.where == where


@pytest.mark.parametrize("wrong", [{"technique": "yank"}, {"speed": "fast"}, {"age": -3}, {"age": float("nan")}])
def test_what_is_not_known_is_refused(wrong):
    with pytest.raises(InputError):
        Asked(SOFA, MAN, **wrong)


ANY = st.floats(allow_nan=True, allow_infinity=True) | st.floats(-1, 4)


@settings(max_examples=60, deadline=None)
@given(ANY, ANY, ANY, ANY, ANY, ANY, st.sampled_from(TECHNIQUES))
def test_nonsense_is_refused_or_answered_with_numbers(plain, kg, reach, hands, travel, twist, often, technique):
    try:
        asked = Asked(Lift(kg, reach, hands, travel, twist, often), MAN, technique)
        told = plain.read(asked)
    except InputError:
        return
    assert np.isfinite(told.compression_n)
    assert np.isfinite(told.dose.damage.value)


def test_whoever_does_not_tell_is_an_average_and_it_is_said():
    nobody = person(CONSTANTS)
    assert nobody.body == Body(1.759, 88.8, "male")
    assert len(nobody.assumed) == 2
    assert not nobody.sex_told
    assert not nobody.build_told
    tall = person(CONSTANTS, height_m=1.9, sex="female")
    assert (tall.body.height_m, tall.body.weight_kg) == (1.9, 76.4)
    assert "weight" in tall.assumed[0]
    assert "height" not in tall.assumed[0]
    assert person(CONSTANTS, height_m=1.7, weight_kg=70, sex="male").assumed == ()
