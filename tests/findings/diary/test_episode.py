"""One entry of the diary: taken as it was told, refused in words where it cannot be."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multifidus.errors import InputError
from multifidus.findings.diary import Before, content_of, episode_of, told_by
from multifidus.knowledge import shipped
from multifidus.knowledge.rows import DiaryTriggerRow

KNOWLEDGE = shipped()
BEGAN = "2026-11-27T07:40:00+01:00"
IDS = sorted(row.id for row in KNOWLEDGE.rows(DiaryTriggerRow))


def episode(**told):
    return episode_of({"began": BEGAN, **told}, KNOWLEDGE, "entry")


def test_when_it_began_is_enough():
    entry = episode()

    assert entry.began == datetime.fromisoformat(BEGAN)
    assert (entry.minutes, entry.worst, entry.side, entry.before) == (None, None, None, Before())


def test_none_of_it_is_not_the_same_as_nobody_asked():
    before = episode(before={"here": ["heavy_load"], "day_before": []}).before

    assert before == Before(here=frozenset({"heavy_load"}), day_before=frozenset(), two_days_before=None)


@pytest.mark.parametrize(
    ("told", "where", "problem", "remedy"),
    [
        ({"began": None}, "entry, began", "nobody told when it began", "time zone"),
        ({"began": "2026-11-27T07:40:00"}, "entry, began", "no time zone", "+01:00"),
        ({"began": "yesterday"}, "entry, began", "no day and time", "2026-11-27"),
        ({"began": 7}, "entry, began", "no day and time", "2026-11-27"),
        ({"began": "0001-01-01T00:00:00+14:00"}, "entry, began", "", "year"),
        ({"worst": 11}, "entry, worst", "not on the scale", "0, no pain, to 10"),
        ({"worst": 6.5}, "entry, worst", "not on the scale", "whole number"),
        ({"worst": True}, "entry, worst", "not on the scale", "whole number"),
        ({"worst": "7"}, "entry, worst", "not on the scale", "whole number"),
        ({"worst": float("nan")}, "entry, worst", "not on the scale", "whole number"),
        ({"minutes": -3}, "entry, minutes", "below 0", "14 days"),
        ({"minutes": 10**400}, "entry, minutes", "no spasm is that long", "20160"),
        ({"minutes": float("nan")}, "entry, minutes", "below 0", "20160"),
        ({"minutes": "30"}, "entry, minutes", "no number of minutes", "20160"),
        ({"side": "middle"}, "entry, side", "no side", "left, right or both"),
        ({"side": ["left"]}, "entry, side", "no side", "left, right or both"),
        ({"before": {"here": ["full_moon"]}}, "entry, before here", "cannot be ticked", "diary_triggers.csv"),
        ({"before": {"here": "heavy_load"}}, "entry, before here", "no list", "[] for none"),
        ({"before": {"last_week": []}}, "entry, before", "not what went before", "two_days_before"),
        ({"before": []}, "entry, before", "not what went before", "here"),
        ({"note": 5}, "entry, note", "no words", "leave it out"),
        ({"note": "x" * 2001}, "entry, note", "longer than 2000", "shorter"),
        ({"medicine": "x" * 201}, "entry, medicine", "longer than 200", "shorter"),
        ({"cause": "the moon"}, "entry", "unknown key cause", "a spasm has began"),
    ],
)
def test_what_cannot_be_is_refused_with_where_what_and_remedy(told, where, problem, remedy):
    with pytest.raises(InputError) as refused:
        episode(**told)

    assert refused.value.where == where
    assert problem in refused.value.problem
    assert remedy in refused.value.remedy


@pytest.mark.parametrize("content", [None, [], "spasm", 7])
def test_what_is_no_entry_at_all_is_refused(content):
    with pytest.raises(InputError, match="this is no spasm"):
        episode_of(content, KNOWLEDGE, "entry")


def test_a_refusal_never_repeats_the_words_of_the_person():
    with pytest.raises(InputError) as refused:
        episode(before={"here": ["my wife left me"]})

    assert "wife" not in str(refused.value)


windows = st.none() | st.lists(st.sampled_from(IDS), unique=True)


@given(
    began=st.datetimes(min_value=datetime(1901, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.timezones()),
    minutes=st.none() | st.integers(0, 20160),
    worst=st.none() | st.integers(0, 10),
    side=st.sampled_from([None, "left", "right", "both"]),
    before=st.fixed_dictionaries({"here": windows, "day_before": windows, "two_days_before": windows}),
    note=st.none() | st.text(max_size=50),
)
def test_an_entry_comes_back_as_it_was_kept(began, minutes, worst, side, before, note):
    told = {"began": began.isoformat(), "minutes": minutes, "worst": worst, "side": side, "before": before}
    entry = episode_of({**told, "note": note}, KNOWLEDGE, "entry")
    kept = json.loads(json.dumps(content_of(entry)))

    assert episode_of(kept, KNOWLEDGE, "entry") == entry


class TestWhatAnEntryTells:
    def test_a_spasm_came_and_hurt_on_the_left(self):
        found = told_by(episode(worst=7, side="left"))

        assert found.present("spasm")
        assert found.number("pain_0_10") == 7
        assert found["unilateral_back_pain"].side == "left"

    def test_a_spasm_without_pain_does_not_say_that_the_person_is_free_of_pain(self):
        assert set(told_by(episode(worst=0, side="left"))) == {"spasm"}

    def test_both_sides_do_not_deny_that_pain_is_on_one_side(self):
        assert "unilateral_back_pain" not in told_by(episode(worst=7, side="both"))

    def test_what_was_not_ticked_denies_nothing(self):
        found = told_by(episode(worst=7, before={"here": [], "day_before": [], "two_days_before": []}))

        assert not [one for one in found.all() if one.value is False]


def test_nothing_asked_of_the_person_is_longer_than_a_glance():
    assert all(
        len(row.plain_text) <= 60 and row.plain_text.startswith(("I ", "My "))
        for row in KNOWLEDGE.rows(DiaryTriggerRow)
    )
