"""What to do about a lift: what is told helps, is allowed, and is ranked by how much."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lift_models import CONSTANTS, KNOWLEDGE, MAN, by_equation, by_spine

from multifidus.actions.lifting.allowed import near, standing
from multifidus.actions.lifting.allowed import settings as settings_of
from multifidus.actions.lifting.changes import rank_changes
from multifidus.actions.lifting.task import Strain, Task
from multifidus.actions.lifting.told import as_rows, effect, plain_words
from multifidus.errors import InputError
from multifidus.findings.lifting.spine.spine import Spine
from multifidus.knowledge.rows import LiftingChangeRow

SOFA = Task(20, 0.40, 0.30, 0.70, per_minute=1, hours=1, grip="fair", technique="stoop")
ROWS = {row.id: row for row in KNOWLEDGE.rows(LiftingChangeRow)}
ONE_PIECE = ("lighter_load", "divisible_load")
TASKS = st.builds(
    Task,
    load_kg=st.floats(1, 60),
    reach_m=st.floats(0.1, 0.9),
    hands_m=st.floats(0, 1.7),
    travel_m=st.floats(0, 1.2),
    twist_deg=st.floats(-140, 140),
    per_minute=st.floats(0.1, 16),
    hours=st.floats(0.1, 8),
    grip=st.sampled_from(["good", "fair", "poor"]),
    technique=st.sampled_from(["stoop", "squat", "straight_back"]),
    end_m=st.none() | st.floats(0, 1.7),
    end_reach_m=st.floats(0.1, 0.9),
    end_twist_deg=st.floats(-140, 140),
    depth_m=st.none() | st.floats(0, 1),
)


def toward(setting, task):
    """How far a setting is from where the lift stands, toward the side that is meant to help."""
    now = standing(setting.row, task)
    return now - setting.to if setting.row.better == "less" else setting.to - now


def put_together(pair, task):
    one, two = pair.settings
    return two(one(task))


@settings(max_examples=150, deadline=None)
@given(TASKS, st.sets(st.sampled_from(sorted(ROWS)), max_size=6))
def test_what_is_told_helps_is_allowed_and_is_ranked(task, without):
    ranking = rank_changes(task, by_equation, KNOWLEDGE, without=without)
    now = ranking.now["lifting index"].value
    spared = any(change.under_limits and not change.of_the_load for change in ranking.changes)
    left = [
        (spared and change.of_the_load, change.to_the_end, change.burden["lifting index"].value)
        for change in ranking.changes
    ]
    assert left == sorted(left)
    for change in ranking.changes:
        assert change.id not in without
        assert change.burden["lifting index"].value < now
        (after,) = by_equation([change.setting(task)])
        assert after == change.burden  # as the model says when it is asked again
        assert change.under_limits == (change.enough is not None)
        if change.enough is not None:
            (enough,) = by_equation([change.enough(task)])
            assert enough["lifting index"].value <= 1
        for setting in filter(None, (change.setting, change.enough)):
            row = setting.row
            if row.better in ("less", "more"):
                assert toward(setting, task) > 0
                assert (row.least or 0) <= setting.to <= (math.inf if row.most is None else row.most)
                assert row.varies != "reach_m" or setting.to >= near(task, KNOWLEDGE).body
            elif row.better == "word":
                assert setting.to == row.word
    for setting in ranking.pair.settings if ranking.pair else ():
        assert setting.row.id not in without


@settings(max_examples=100, deadline=None)
@given(TASKS)
def test_the_smallest_change_that_is_enough_is_the_smallest(task):
    ranking = rank_changes(task, by_equation, KNOWLEDGE)
    for change in ranking.changes if not ranking.under_limits else ():
        if change.enough is None:
            continue
        for smaller in settings_of(change.row, task, near(task, KNOWLEDGE)):
            if smaller == change.enough:
                break
            (told,) = by_equation([smaller(task)])
            assert told is None or told["lifting index"].over


@settings(max_examples=100, deadline=None)
@given(TASKS)
def test_two_changes_are_told_only_where_no_single_one_is_enough(task):
    ranking = rank_changes(task, by_equation, KNOWLEDGE, without=ONE_PIECE)
    if ranking.under_limits or any(change.under_limits for change in ranking.changes):
        assert ranking.pair is None
    elif ranking.pair:
        (told,) = by_equation([put_together(ranking.pair, task)])
        assert told == ranking.pair.burden
        assert told["lifting index"].value <= ranking.now["lifting index"].value
        assert ranking.pair.under_limits == (told["lifting index"].value <= 1)
        one, two = ranking.pair.settings
        assert one.row.varies != two.row.varies


def test_the_sofa_comes_closer_first_and_then_stands_on_something():
    ranking = rank_changes(SOFA, by_equation, KNOWLEDGE, without=(*ONE_PIECE, "helper", "two_helpers"))
    assert [change.id for change in ranking.changes][:2] == ["closer", "raise_start"]
    closer = ranking.changes[0]
    assert closer.falls["lifting index"] == pytest.approx(1 - 25 / 40)  # HM = 25 / H, all else as it was
    assert not closer.under_limits
    assert {setting.row.id for setting in ranking.pair.settings} == {"closer", "raise_start"}
    assert ranking.pair.under_limits
    assert plain_words(closer.setting, SOFA) == (
        "Bring it 15 cm closer before you lift: 25 cm from your ankles, not 40 cm."
    )
    assert effect(closer, ranking) == "lifting index -38 % (2.04 to 1.27); not enough by itself"


@pytest.mark.parametrize(("hands_m", "nearest"), [(0.30, 0.40), (0.25, 0.40), (0.24, 0.45)])
def test_a_deep_box_comes_no_closer_than_its_half_and_the_knees_allow(hands_m, nearest):
    """Waters 1994: 20 cm and half its depth, 25 cm below a height of 25 cm."""
    task = Task(20, 0.60, hands_m, 0.70, grip="fair", depth_m=0.40)
    closer = next(one for one in rank_changes(task, by_equation, KNOWLEDGE).changes if one.id == "closer")
    assert closer.setting.to == pytest.approx(nearest)
    held = Task(20, 0.38, hands_m, 0.70, grip="fair", depth_m=0.40)
    assert "closer" not in [one.id for one in rank_changes(held, by_equation, KNOWLEDGE).changes]


def test_a_deep_box_is_farther_off_for_whoever_bends_the_knees():
    """Knees bent is no help then (van Dieën 1999): here the load alone counts, and how far off it is."""
    task = Task(20, 0.35, 0.10, 0.70, grip="fair", technique="stoop", depth_m=0.40)
    ranking = rank_changes(task, by_equation, KNOWLEDGE)
    knees = next(one for one in ranking.useless if one.row.id == "knees")
    assert knees.rises["lifting index"] == pytest.approx(0.45 / 0.35 - 1)
    told = rank_changes(Task(20, 0.35, 0.10, 0.70, grip="fair", technique="stoop"), by_equation, KNOWLEDGE)
    assert next(one for one in told.useless if one.row.id == "knees").rises == {}


def test_a_lighter_load_is_the_heaviest_that_is_within_the_limit():
    lighter = next(one for one in rank_changes(SOFA, by_equation, KNOWLEDGE).changes if one.id == "lighter")
    assert lighter.setting.to == 9.5  # the limit is 9.8 kg, and nobody weighs to the gram
    assert lighter.under_limits


def test_two_trips_are_twice_as_many_lifts():
    two = next(one for one in rank_changes(SOFA, by_equation, KNOWLEDGE).changes if one.id == "two_trips")
    more = two.setting(SOFA)
    assert more.load_kg * more.per_minute == pytest.approx(SOFA.load_kg * SOFA.per_minute)
    often = by_equation([Task(SOFA.load_kg / 2, 0.40, 0.30, 0.70, per_minute=1, hours=1, grip="fair")])[0]
    assert by_equation([settings_of(ROWS["two_trips"], SOFA)[0](SOFA)])[0]["lifting index"].value > (
        often["lifting index"].value
    )


def test_halving_the_load_is_left_where_the_day_takes_more_of_the_back():
    """Half the load at twice the number, with a back that mostly carries itself: the dose rises, and nobody is told."""

    def model(tasks):
        return [
            {
                "compression": Strain(3600 + 10 * task.load_kg, 3700, "N"),
                "dose": Strain(task.per_minute * (3600 + 10 * task.load_kg)),
            }
            for task in tasks
        ]

    ranking = rank_changes(SOFA, model, KNOWLEDGE)
    assert "two_trips" not in [change.id for change in ranking.changes]
    useless = next(one for one in ranking.useless if one.row.id == "two_trips")
    assert useless.rises["dose"] > 0.5


def test_a_change_that_takes_one_figure_over_its_limit_is_no_help():
    """From the knees: less bent, but the load is in front of them."""

    def model(tasks):
        squat = [task.technique == "squat" for task in tasks]
        return [
            {"shear": Strain(1200 - 500 * one, 1000, "N"), "compression": Strain(3300 + 400 * one, 3400, "N")}
            for one in squat
        ]

    ranking = rank_changes(SOFA, model, KNOWLEDGE)
    assert "knees" not in [change.id for change in ranking.changes]
    assert next(one for one in ranking.useless if one.row.id == "knees").rises == {
        "compression": pytest.approx(400 / 3300)
    }


def test_a_helper_is_not_refused_because_a_model_at_its_end_told_too_little_of_the_lift_alone():
    """Muscles that can do no more press no more: with less in the hands one figure rises to what it really is."""

    def model(tasks):
        return [
            {"compression": Strain(200.0 * one.load_kg, 2000, "N"), "shear": Strain(1500 - 20 * one.load_kg, 700, "N")}
            for one in tasks
        ]

    ranking = rank_changes(SOFA, model, KNOWLEDGE)
    helper = next(one for one in ranking.changes if one.id == "helper")
    assert helper.falls["shear"] < 0
    assert "shear +9 %" in effect(helper, ranking)


def test_a_best_place_in_the_middle_is_found():
    """Nothing is assumed of the shape: the load is least with the hands at half a metre."""

    def model(tasks):
        return [{"compression": Strain(3000 + 4000 * abs(task.hands_m - 0.5), 3400, "N")} for task in tasks]

    raised = next(one for one in rank_changes(SOFA, model, KNOWLEDGE).changes if one.id == "raise_start")
    assert raised.setting.to == 0.5
    assert raised.enough.to == 0.4


def test_what_nobody_can_reach_is_not_proposed():
    def model(tasks):
        return [None if task.reach_m < 0.35 else {"lifting index": Strain(task.reach_m * 5, 1.0)} for task in tasks]

    closer = next(one for one in rank_changes(SOFA, model, KNOWLEDGE).changes if one.id == "closer")
    assert closer.setting.to == 0.35


def test_who_cannot_bend_the_knees_is_not_told_to():
    def model(tasks):
        return [{"compression": Strain(3000 if task.technique == "squat" else 4000, 3400, "N")} for task in tasks]

    assert "knees" in [one.id for one in rank_changes(SOFA, model, KNOWLEDGE).changes]
    assert "knees" not in [one.id for one in rank_changes(SOFA, model, KNOWLEDGE, without=["knees"]).changes]


def test_a_need_that_nobody_knows_is_named():
    with pytest.raises(InputError, match="'wings' is no change; one of closer, divisible_load"):
        rank_changes(SOFA, by_equation, KNOWLEDGE, without=["wings"])


def test_a_lift_that_nobody_can_reach_is_refused():
    with pytest.raises(InputError, match="nobody of this size can reach that"):
        rank_changes(SOFA, lambda tasks: [None] * len(tasks), KNOWLEDGE)


def test_beyond_the_reach_of_the_equation_bringing_it_closer_is_what_makes_it_liftable():
    ranking = rank_changes(Task(10, 0.80, 0.75, 0.25, grip="good"), by_equation, KNOWLEDGE)
    assert [change.id for change in ranking.changes] == ["closer"]
    assert ranking.changes[0].falls == {}
    assert "from beyond any limit to 0.435" in effect(ranking.changes[0], ranking)


def test_the_words_are_in_the_units_of_whoever_asked():
    closer = next(one for one in rank_changes(SOFA, by_equation, KNOWLEDGE).changes if one.id == "closer")
    assert plain_words(closer.setting, SOFA, "us") == (
        "Bring it 5.9 in closer before you lift: 9.8 in from your ankles, not 15.7 in."
    )


def test_every_change_is_told_with_its_figures():
    for row in ROWS.values():
        task = Task(
            30, 0.60, 0.10, 1.60, twist_deg=90, per_minute=8, hours=6, grip="poor", technique="hang", speed="quick"
        )
        for setting in settings_of(row, task):
            assert "{" not in plain_words(setting, task)


def test_with_the_spine_the_best_change_takes_compression_off_too():
    pytest.importorskip("mujoco")
    pytest.importorskip("myo_sim")
    ranking = rank_changes(SOFA, by_spine(Spine(MAN, CONSTANTS)), KNOWLEDGE, without=ONE_PIECE)
    closer = next(one for one in ranking.changes if one.id == "closer")
    assert closer.falls["compression"] > 0.1
    assert closer.falls["dose"] > closer.falls["compression"]  # the curve of fatigue is steep
    for change in ranking.changes:
        for name, strain in change.burden.items():
            assert strain.value <= ranking.now[name].value * 1.000001 or (strain.limit and not strain.over)


def test_the_changes_as_data_say_what_to_do_and_what_it_takes():
    ranking = rank_changes(SOFA, by_equation, KNOWLEDGE, without=("lighter_load", "divisible_load"))
    first = as_rows(ranking, SOFA)[0]
    assert first["id"] == "closer"
    assert first["falls"]["lifting index"] == pytest.approx(0.375)
    assert first["excess_taken"] == pytest.approx((2.037 - 1.273) / 1.037, abs=0.001)
    assert first["within_limits"] is False
    assert first["source"] == "Waters1994"


def test_a_load_is_not_parted_first_where_something_else_is_enough_and_else_only_if_it_can_be():
    def close_is_enough(tasks):
        return [{"lifting index": Strain(one.load_kg * (one.reach_m - 0.15) / 2, 1.0)} for one in tasks]

    ranking = rank_changes(Task(15, 0.40, 0.70, 0.30), close_is_enough, KNOWLEDGE)
    ids = [change.id for change in ranking.changes]
    assert ids[0] == "closer"
    assert ids.index("two_trips") > ids.index("closer") < ids.index("lighter")
    parted = next(change for change in ranking.changes if change.id == "two_trips")
    assert plain_words(parted.setting, Task(15, 0.40, 0.70, 0.30)).startswith("If it can be parted, ")


def test_what_bending_does_by_itself_is_no_reason_to_change_the_load_and_is_told():
    """Up to 1,900 N are the bend's: a limit of 1,800 N is then not what the load breaks."""

    def model(tasks):
        return [
            {"compression": Strain(1850 + 90 * one.load_kg, 1800, "N", most=1950, bending=one.load_kg <= 1)}
            for one in tasks
        ]

    assert rank_changes(Task(1, 0.40, 0.30, 0.70), model, KNOWLEDGE).under_limits
    ranking = rank_changes(Task(10, 0.40, 0.30, 0.70), model, KNOWLEDGE)
    lighter = next(change for change in ranking.changes if change.id == "lighter")
    assert lighter.setting.to == 1
    assert "but for what bending so far does with empty hands" in effect(lighter, ranking)


def test_a_light_load_is_no_leave_to_lift_a_figure_above_its_limit():
    """With 0 kg nothing is too much by the load; a way to bend that doubles the shear is still no help."""

    def model(tasks):
        return [
            {
                "compression": Strain(
                    3900 - 1200 * (one.technique == "straight_back"), 3400, "N", 0.05, math.inf, bending=True
                ),
                "shear": Strain(760 + 400 * (one.technique == "straight_back"), 1000, "N", 0.15, math.inf),
            }
            for one in tasks
        ]

    ranking = rank_changes(Task(0.1, 0.60, 0.05, 0.80, technique="stoop"), model, KNOWLEDGE)
    assert ranking.under_limits
    assert "hips" not in [change.id for change in ranking.changes]
    assert next(one for one in ranking.useless if one.row.id == "hips").rises["shear"] == pytest.approx(400 / 760)
