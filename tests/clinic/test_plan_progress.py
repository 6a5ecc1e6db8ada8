"""How an exercise grows and rests: rules that somebody could dispute, on plain days."""

from datetime import date, timedelta

import pytest

from multifidus.clinic.plans.following import next_ask
from multifidus.clinic.plans.progress import Rests, Stays, Tick, standing
from multifidus.clinic.plans.rules import rules_of
from multifidus.knowledge import shipped

RULES = rules_of(shipped())
BEGUN = date(2026, 11, 2)


def day(number: int) -> date:
    return BEGUN + timedelta(days=number)


def ticks(**said: list[int]) -> list[Tick]:
    """Words by the days after the beginning on which they were said."""
    found = [Tick("walking", day(number), went) for went, days in said.items() for number in days]
    return sorted(found, key=lambda tick: tick.day)


def now(number: int, **said: list[int]):
    return standing(BEGUN, ticks(**said), day(number), RULES)


def test_whoever_does_it_well_goes_through_the_weeks_of_the_table():
    every_day = list(range(60))

    assert [now(number, well=every_day[:number]).step for number in (0, 2, 3, 13, 14, 27, 28, 55)] == [
        0, 0, 1, 1, 2, 2, 3, 3,
    ]  # fmt: skip


def test_time_alone_makes_nothing_harder():
    assert now(40).step == 0
    assert now(40).stays is Stays.DONE


def test_few_days_are_not_enough_for_a_step_up():
    once, often = now(18, well=[0, 1, 5]), now(18, well=[0, 1, 5, 8, 9, 12])

    assert (once.step, once.stays) == (1, Stays.DONE)
    assert often.step == 2


def test_hurting_a_little_counts_as_done():
    assert now(3, little=[0, 1]).step == 1


def test_more_pain_brings_two_days_of_rest_and_one_step_down():
    before = now(14, well=list(range(14)))
    after = now(15, well=list(range(14)), worse=[15])

    assert before.step == 2
    assert (after.step, after.rests, after.until) == (1, Rests.WORSE, day(18))
    assert now(17, well=list(range(14)), worse=[15]).rests is Rests.WORSE
    assert now(18, well=list(range(14)), worse=[15]).rests is Rests.NO
    assert now(18, well=list(range(14)), worse=[15]).step == 1


def test_the_first_step_is_the_lowest():
    assert now(1, worse=[1]).step == 0


def test_an_exercise_that_hurt_twice_rests_until_something_new_is_told():
    """It does not come back by itself, however long nobody looks."""
    assert now(60, well=[0, 1], worse=[2, 8]).rests is Rests.TOO_OFTEN


def test_two_bad_days_far_apart_are_two_accidents():
    assert now(40, well=[0, 1, 2], worse=[3, 30]).rests is Rests.NO


@pytest.mark.parametrize("sign", ["sign", "danger"])
def test_a_stop_sign_ends_it_until_somebody_begins_it_again(sign):
    assert now(50, well=[0, 1], **{sign: [2]}).rests is Rests.SIGN
    again = now(50, well=[0, 1], again=[20], **{sign: [2]})
    assert (again.rests, again.step) == (Rests.NO, 0)


def test_more_pain_does_not_soften_a_stop_sign():
    assert now(50, sign=[2], worse=[3]).rests is Rests.SIGN


def test_more_pain_within_a_week_holds_the_next_step_back():
    said = {"well": [0, 1, 2, 8, 9, 10, 11, 12, 13, 14, 15], "worse": [5]}

    assert now(12, **said).step == 0
    assert now(13, **said).step == 1


def test_two_weeks_away_cost_one_step():
    well = list(range(30))

    assert now(30, well=well).step == 3
    assert now(43, well=well).step == 2
    assert now(43, well=well).lowered


def test_bad_pain_holds_an_exercise_at_its_first_step():
    held = standing(BEGUN, ticks(well=list(range(30))), day(30), RULES, slow=True)

    assert (held.step, held.stays) == (0, Stays.SLOW)


def test_an_exercise_of_week_three_comes_by_time_and_then_wants_to_be_done():
    carried = [standing(BEGUN, [], day(number), RULES, first=2).step for number in (0, 13, 14, 60)]

    assert carried == [0, 1, 2, 2]


def test_more_pain_never_sends_an_exercise_back_to_where_it_has_no_dose():
    said = [Tick("farmers_carry", day(15), "worse")]

    assert standing(BEGUN, said, day(20), RULES, first=2).step == 2


def test_it_is_asked_again_after_two_weeks_and_then_every_four():
    assert next_ask(BEGUN, None, RULES) == day(14)
    assert next_ask(BEGUN, day(-3), RULES) == day(14)
    assert next_ask(BEGUN, day(14), RULES) == day(42)
    assert next_ask(BEGUN, day(20), RULES) == day(48)
    assert next_ask(BEGUN, day(3), RULES) == day(17), "a word in the first days is no answer of two weeks"
