"""A recorded lift from landmarks to its worst moment, each disc over time, and the chart of both."""

from xml.etree import ElementTree as Tree

import numpy as np
import pytest
from drawn import Figure, film
from spines import CONSTANTS, MAN, needs_torso

from multifidus.errors import InputError
from multifidus.findings.lifting.drawing.chart import draw_course
from multifidus.findings.lifting.landmarks.files import Tracks
from multifidus.findings.lifting.landmarks.recording import recorded
from multifidus.findings.lifting.reading.course import read_course, stretches
from multifidus.findings.lifting.reading.doubt import doubt
from multifidus.findings.lifting.spine.spine import Spine
from multifidus.findings.lifting.spine.torso import LEVELS
from multifidus.knowledge import shipped

pytestmark = needs_torso
SVG = "{http://www.w3.org/2000/svg}"
KNOWLEDGE = shipped()
SECONDS, RATE = 3.0, 30


def bow(seen=lambda times: np.full(len(times), fill_value=True)):
    """Somebody who bows to a load and stands up again, lowest in the middle."""
    times = np.arange(0, SECONDS, 1 / RATE)
    deep = (1 - np.cos(2 * np.pi * times / SECONDS)) / 2
    tracks = film([Figure(inclination=5 + 65 * k, hands=(0.25 + 0.2 * k, -0.5 * k, 0.0)) for k in deep])
    places = np.stack([*tracks.values()], axis=1)
    places[~seen(times)] = np.nan
    return recorded(Tracks(tuple(tracks), times, places, "m", "y"), KNOWLEDGE, "drawn")


@pytest.fixture(scope="module")
def spine():
    return Spine(MAN, CONSTANTS)


@pytest.fixture(scope="module")
def course(spine):
    return read_course(bow(), spine, 15, known=(60, "male"))


def test_the_worst_moment_is_the_lowest_and_every_disc_tells_its_own(course):
    assert course.worst_s == pytest.approx(SECONDS / 2, abs=0.2)
    assert course.worst_n.value == max(disc.most_n for disc in course.discs)
    assert course.worst_n.low < course.worst_n.value < course.worst_n.high
    assert course.worst_posture.inclination == pytest.approx(70, abs=4)
    for n, disc in enumerate(course.discs):
        pressed = course.over_time.compression_n[:, n]
        assert disc.level == LEVELS[n]
        assert disc.most_n == pressed.max()
        assert disc.mean_n == pytest.approx(pressed.mean(), rel=0.02)
        assert disc.over_s == pytest.approx((pressed > 3400).sum() / RATE, abs=0.04)


def test_shear_is_judged_where_it_is_worst_and_not_where_compression_is(course):
    (shear,) = [one for one in course.verdicts if "shear" in one.limit.name]
    worst = course.over_time.shear_n
    frame, level = np.unravel_index(int(worst.argmax()), worst.shape)
    assert shear.load.value == worst.max() == max(disc.shear_n for disc in course.discs)
    assert shear.at == f"{LEVELS[level]}, {course.over_time.times_s[frame]:.2f} s"
    assert shear.load.low < shear.load.value < shear.load.high


def test_the_limits_of_the_lowest_disc_are_held_against_it_at_its_own_worst_moment(course):
    lowest = course.discs[LEVELS.index("L5/S1")]
    for name in ("action limit", "maximum limit"):
        (told,) = [one for one in course.verdicts if one.limit.name == name]
        assert told.load.value == lowest.most_n
        assert told.at == f"L5/S1, {lowest.at_s:.2f} s"
    (own,) = [one for one in course.verdicts if one.limit.name.startswith("Dortmund")]
    assert own.load.value == course.worst_n.value


def test_a_bow_with_next_to_nothing_in_the_hands_is_not_too_heavy_a_load(spine):
    bare = read_course(bow(), spine, 0.2, known=(64, "female"))
    own = next(one for one in bare.verdicts if one.limit.name.startswith("Dortmund"))
    assert own.standing == "bending"
    assert own.limit.value < own.empty <= own.load.value
    assert not any(one.over for one in bare.verdicts)


def test_more_in_the_hands_is_more_on_the_disc_and_only_while_it_is_held(spine, course):
    less = read_course(bow(), spine, 5)
    end = read_course(bow(), spine, 15, between_s=(2.5, 3.0))
    assert less.worst_n.value < course.worst_n.value
    assert end.over_time.held_kg.max() == 15
    assert end.over_time.held_kg[: 2 * RATE].max() == 0
    assert end.worst_n.value < course.worst_n.value


def test_limits_by_age_and_sex_are_told_where_both_are_known(spine, course):
    named = {one.limit.name for one in course.verdicts}
    assert {"Dortmund, male, 60 years", "ISO 11228-1, men under 18 or over 45 y, at best"} <= named
    assert all("Dortmund" not in one.limit.name for one in read_course(bow(), spine, 15).verdicts)
    often = read_course(bow(), spine, 15, loadings_a_day=500)
    assert {one.limit.value for one in often.verdicts if "shear" in one.limit.name} == {700}


def test_a_scale_narrows_the_bounds(spine, course):
    weighed = read_course(bow(), spine, 15, weighed=True)
    assert weighed.worst_n.value == course.worst_n.value
    assert weighed.worst_n.high - weighed.worst_n.low < course.worst_n.high - course.worst_n.low


def test_landmarks_that_are_off_move_the_load_by_some_percent(spine, course):
    posture = course.worst_posture
    unsure = doubt(CONSTANTS, by_landmarks=True)
    drawn = unsure.around(posture, CONSTANTS)
    assert np.std([one.inclination for one in drawn]) == pytest.approx(4, rel=0.1)
    assert np.mean([one.lumbar for one in drawn]) == pytest.approx(posture.lumbar, abs=2)
    assert np.std([one.hands[0] for one in drawn]) == pytest.approx(0.025, rel=0.1)
    off = spine.loads(drawn, 15.0).compression_n[:, LEVELS.index(course.worst_level)]
    assert 0.02 < off.std() / course.worst_n.value < 0.12


def test_what_was_not_seen_counts_for_no_time_and_is_left_open_in_the_chart(spine):
    gap = read_course(bow(lambda times: (times < 0.8) | (times > 2.2)), spine, 15)
    times = gap.over_time.times_s
    assert len(stretches(times)) == 2
    assert sum(part.stop - part.start for part in stretches(times)) == len(times)
    assert all(disc.over_s <= len(times) / RATE + 0.1 for disc in gap.discs)
    svg = Tree.fromstring(draw_course(gap, CONSTANTS))
    assert [text.text for text in svg.iter(f"{SVG}text")].count("not seen") == 1


def test_the_chart_tells_each_disc_in_figures_and_aloud(course):
    svg = Tree.fromstring(draw_course(course, CONSTANTS, name="lift.trc"))
    told = [text.text for text in svg.iter(f"{SVG}text")]
    for disc in course.discs:
        sign = " !" if 3400 < disc.most_n <= 6374 else ""
        assert disc.level in told
        assert f"{disc.most_n:,.0f} N{sign}" in told
        assert f"{disc.level} at most {disc.most_n:,.0f} newtons" in svg.find(f"{SVG}desc").text
    assert "lift.trc" in svg.find(f"{SVG}title").text


def test_a_single_frame_is_a_course_of_no_length(spine):
    tracks = film([Figure(inclination=40)])
    one = Tracks(tuple(tracks), np.zeros(1), np.stack([*tracks.values()], axis=1), "m", "y")
    course = read_course(recorded(one, KNOWLEDGE, "drawn"), spine, 10)
    assert course.worst_s == 0
    assert [disc.over_s for disc in course.discs] == [0.0] * 5
    assert "<svg" in draw_course(course, CONSTANTS)


@pytest.mark.parametrize("load", [-1, float("nan"), 5000])
def test_a_load_that_is_none_is_refused(spine, load):
    with pytest.raises(InputError, match="between 0 and 500"):
        read_course(bow(), spine, load)
